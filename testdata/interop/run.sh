#!/usr/bin/env bash
# Runs the tests against servers and clients that are not ours, with what is installed,
# and shows for each peer, operation and field how many values it understood of those
# that it got. What is missing is skipped.
set -uo pipefail
cd "$(dirname "$0")/../.."

installed=0

# peer NAME PACKAGES COMMAND…: tell whether the command, which needs it, works.
peer() {
	local name=$1 packages=$2
	shift 2
	if "$@" >/dev/null 2>&1; then
		printf '%-40s there\n' "$name"
		installed=$((installed + 1))
	else
		printf '%-40s missing (Debian: %s)\n' "$name" "$packages"
	fi
}

peer "DataContractSerializer on Mono" "mono-mcs libmono-system-runtime-serialization4.0-cil" \
	test -x /usr/bin/mcs -a -x /usr/bin/mono -a -e /usr/lib/mono/4.5/System.Runtime.Serialization.dll
peer "PHP SoapServer, SoapClient, libxml2" "php-cli php-soap php-xml" \
	php -r "exit(extension_loaded('soap') && extension_loaded('dom') ? 0 : 1);"
peer "zeep" "python3-zeep" /usr/bin/python3 -c "import zeep"

if [ "$installed" = 0 ]; then
	echo "nothing to run against: skipped"
	exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
go test -count=1 -v -run 'Interop|Reader' ./generated/services86 ./wsdl ./generator/internal/emit >"$log" 2>&1
status=$?
if [ "$status" != 0 ]; then
	cat "$log"
else
	grep -E ' [0-9]+ of [0-9]+$|^--- |^ *[^ ]+_test.go:[0-9]+: not installed|^ok ' "$log"
	awk '/ all fields +[0-9]+ of [0-9]+$/ { right += $(NF-2); tried += $NF } END { print right " right of " tried " tried" }' "$log"
fi
exit "$status"
