package emit

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// TestInteropLists holds what is taken for Microsoft's behaviour against the
// DataContractSerializer: which lists it refuses for another element in them.
func TestInteropLists(t *testing.T) {
	program := filepath.Join(t.TempDir(), "Lists.exe")
	source := filepath.Join("..", "..", "..", "testdata", "interop", "lists", "Lists.cs")
	for _, file := range []string{"/usr/bin/mcs", "/usr/bin/mono", "/usr/lib/mono/4.5/System.Runtime.Serialization.dll"} {
		if _, err := os.Stat(file); err != nil {
			t.Skip("not installed (Debian: mono-mcs, libmono-system-runtime-serialization4.0-cil):", err)
		}
	}
	if output, err := exec.CommandContext(t.Context(), "mcs", "-out:"+program, "-r:System.Runtime.Serialization,System.Xml", source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	output, err := exec.CommandContext(t.Context(), "mono", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	scalars := map[string]ir.Scalar{
		"boolean": ir.Bool, "byte": ir.Int8, "short": ir.Int16, "int": ir.Int32, "long": ir.Int64,
		"unsignedShort": ir.Uint16, "unsignedInt": ir.Uint32, "unsignedLong": ir.Uint64,
		"float": ir.Float32, "double": ir.Float64, "decimal": ir.String, "dateTime": ir.DateTime, "duration": ir.Duration,
		"string": ir.String, "guid": ir.String, "base64Binary": ir.Bytes, "anyType": ir.Any,
	}
	tried, right := 0, 0
	for line := range strings.Lines(string(output)) {
		name, outcome, _ := strings.Cut(strings.TrimSpace(line), ": ")
		scalar, known := scalars[name]
		if !known || outcome != "refuses" && outcome != "drops, keeps 1" {
			t.Fatalf("%q", line)
		}
		item := &ir.Field{Type: &ir.Type{Kind: ir.Builtin, Scalar: scalar, XSD: ir.QName{Local: name}}}
		tried++
		if standsAlone(item) == (outcome == "refuses") {
			right++
		} else {
			t.Errorf("a list of %s: %s", name, outcome)
		}
	}
	if tried != len(scalars) {
		t.Errorf("%d types tried, want %d", tried, len(scalars))
	}
	t.Logf("DataContractSerializer  lists  all fields  %d of %d", right, tried)
}
