# make lists the targets.

GOLANGCI_LINT = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.12.2
STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.6.1

.PHONY: help generate test race fuzz soak interop conformance format vet staticcheck lint current check ci bench bench-generate

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

generate: ## write the generated packages anew
	go generate ./...

test: ## run the tests
	go test ./...

race: ## run the tests of the runtime and of the generated package under the race detector
	go test -race ./templates/... ./generated/...

FUZZTIME = 60s

fuzz: ## run each fuzz target for FUZZTIME, 60s, two at a time
	.ci/fuzz $(FUZZTIME)

CALLS = 500000

soak: ## make CALLS calls, 500,000, of a server that misbehaves in every way, for some minutes
	SO_WSDLGEN_SOAK=$(CALLS) go test -v -count=1 -timeout 2h -run '^TestSoak$$' ./generated/services86

interop: ## run the tests against servers and clients that are not ours, where they are installed
	testdata/interop/run.sh

conformance: ## hold each published WSDL, alone and together, to its documentation: SO_WSDLGEN_CORPUS names them
	SO_WSDLGEN_CONFORMANCE=full go test -v -timeout 60m -run '^TestConformance$$' ./generator

format: ## name the files that gofmt would change
	@files=$$(git ls-files '*.go' | xargs gofmt -l); [ -z "$$files" ] || { echo "$$files"; exit 1; }

vet: ## run go vet
	go vet ./...

staticcheck: ## run staticcheck
	$(STATICCHECK) ./...

lint: ## run golangci-lint
	$(GOLANGCI_LINT) run ./...

current: ## tell whether the generated packages are what make generate would write
	cd generated/services86 && go tool so-wsdlgen check

check: format vet staticcheck lint current test ## all that has to pass before a commit

ci: ## what CI runs, interop tests included
	.ci/run

bench: ## print the table of BENCHMARKS.md, measured anew: of the rows that RUN matches, all
	cd testdata/bench && go run ./start -run '$(RUN)'

bench-generate: ## compare generating and the code that comes of it with gowsdl: SO_WSDLGEN_CORPUS names the WSDLs
	cd testdata/bench && go run ./generating -run '$(RUN)'
