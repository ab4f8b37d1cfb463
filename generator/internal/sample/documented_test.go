package sample_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
)

// now is the moment in the samples that tests make.
var now = time.Date(2024, 2, 29, 12, 30, 45, 0, time.UTC)

func direction(response bool) string {
	if response {
		return "response"
	}
	return "request"
}

// TestDocumentedSendMessages compares with the vendor's page, which is outside
// the corpus: from a model made by hand and from our own WSDL.
func TestDocumentedSendMessages(t *testing.T) {
	byHand, _, _ := sendMessages()
	for _, p := range []*ir.Package{byHand, packageOf(t, "../../../wsdl/Services86-Messaging.wsdl")} {
		agent := p.Agents[0]
		i := slices.IndexFunc(agent.Operations, func(op *ir.Operation) bool { return op.Name == "SendMessages" })
		for _, response := range []bool{false, true} {
			file := filepath.Join("../../../testdata/golden/envelopes/documented/Messaging", "SendMessages."+direction(response)+".xml")
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := sample.Documented(p, agent, agent.Operations[i], response, now)
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
}

// member is the documented form of one member of a request.
func member(t *testing.T, f *ir.Field) string {
	t.Helper()
	p, agent, op := netServer("Agent", wrapper("Do", f), nil)
	envelope := string(sample.Documented(p, agent, op, false, now.In(time.FixedZone("", 3600))))
	_, after, found := strings.Cut(envelope, "<Agent:Do>\n")
	inside, _, end := strings.Cut(after, "   </Agent:Do>\n")
	if !found || !end {
		t.Fatalf("no wrapper in\n%s", envelope)
	}
	return inside
}

func TestDocumentedValues(t *testing.T) {
	flags := enum("Rights", "None", "Read")
	flags.Kind = ir.Flags
	dictionary := &ir.Type{
		Kind: ir.Dictionary, Name: name("Dates"), Entry: name("DatePair"),
		Key: required(field("Key", date)), Value: required(field("Value", text)),
	}
	tests := []struct {
		name  string
		field *ir.Field
		want  string
	}{
		{"string", field("X", text), `    <Agent:X xsi:type="xsd:string"></Agent:X>`},
		{"int", field("X", number), `    <Agent:X xsi:type="xsd:int">0</Agent:X>`},
		{"double", field("X", fraction), `    <Agent:X xsi:type="xsd:double">0.0</Agent:X>`},
		{"boolean", field("X", boolean), `    <Agent:X xsi:type="xsd:boolean">false</Agent:X>`},
		{"base64Binary", field("X", binary), `    <Agent:X xsi:type="xsd:base64Binary"></Agent:X>`},
		{"anyType", field("X", anything), `    <Agent:X xsi:type="xsd:anyType"></Agent:X>`},
		{"duration", field("X", duration), `    <Agent:X xsi:type="NetServerServices861:duration"></Agent:X>`},
		{"dateTime", field("X", date), `    <Agent:X xsi:type="xsd:dateTime">2024-02-29T12:30:45Z</Agent:X>`},
		{"required dateTime", required(field("X", date)), `    <Agent:X xsi:type="xsd:dateTime"></Agent:X>`},
		{"enumeration", field("X", enum("State", "A&B", "C")), `    <Agent:X xsi:type="Agent:State">A&amp;B</Agent:X>`},
		{"flags", field("X", flags), `    <Agent:X xsi:type="Agent:Rights">None</Agent:X>`},
		{"struct without members", field("X", structOf("S")), "    <Agent:X xsi:type=\"Agent:S\">\n    </Agent:X>"},
		{"anonymous struct", field("X", &ir.Type{Kind: ir.Struct}), "    <Agent:X>\n    </Agent:X>"},
		{"dictionary", field("X", dictionary), `    <Agent:X xsi:type="Agent:Dates">
     <Agent:DatePair>
      <Agent:Key xsi:type="xsd:dateTime"></Agent:Key>
      <Agent:Value xsi:type="xsd:string"></Agent:Value>
     </Agent:DatePair>
    </Agent:X>`},
		{"unqualified", &ir.Field{Name: ir.QName{Local: "X"}, Type: text}, `    <X xsi:type="xsd:string"></X>`},
		{"a schema of another file", &ir.Field{Name: ir.QName{Space: "urn:other", Local: "X"}, Type: text},
			`    <NetServerServices863:X xsi:type="xsd:string"></NetServerServices863:X>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want+"\n", member(t, tt.field)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestDocumentedDepth has a type that holds itself: it is cut off with all that
// is beside it, but strings.
func TestDocumentedDepth(t *testing.T) {
	node := structOf("Node", field("Name", text), field("Size", number), field("Tags", listOf("Tag", text)))
	node.Fields = append(node.Fields, field("Next", node))
	p, agent, op := netServer("Agent", wrapper("Do", field("Root", node)), wrapper("DoResponse", field("Root", node)))

	for _, response := range []bool{false, true} {
		depth, indent := 7, 3+7
		if response {
			depth, indent = 8, 2+8
		}
		s := strings.Repeat(" ", indent)
		want := s[1:] + "<Agent:Next xsi:type=\"Agent:Node\">\n" +
			s + "<Agent:Name xsi:type=\"xsd:string\"></Agent:Name>\n" +
			s + "<Agent:Size xsi:nil=\"true\"></Agent:Size>\n" +
			s + "<Agent:Tags xsi:nil=\"true\"></Agent:Tags>\n" +
			s + "<Agent:Next xsi:nil=\"true\"></Agent:Next>\n" +
			s[1:] + "</Agent:Next>\n"
		item := fmt.Sprintf("%s<Agent:string xsi:nil=\"true\"></Agent:string>\n", s)
		got := string(sample.Documented(p, agent, op, response, now))
		if !strings.Contains(got, want) || !strings.Contains(got, item) {
			t.Errorf("depth %d: lacks\n%sor\n%s:\n%s", depth, want, item, got)
		}
	}
}

func TestOneWay(t *testing.T) {
	p, agent, op := netServer("Agent", wrapper("Do"), nil)
	if got := sample.Documented(p, agent, op, true, now); got != nil {
		t.Errorf("Documented: %s", got)
	}
	if got := sample.Wire(p, agent, op, true, now); got != nil {
		t.Errorf("Wire: %s", got)
	}
}
