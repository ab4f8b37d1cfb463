package generator_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/kinds"
)

// What absent, nil and empty are in Go and on the wire, for each kind of field and
// each combination of minOccurs (Optional and Required) and nillable.

func matrixEcho(t *testing.T) echo[kinds.Matrix] {
	t.Helper()
	client, wire := kindsServer(t)
	return echo[kinds.Matrix]{
		call: func(v *kinds.Matrix) (*kinds.Matrix, error) {
			res, err := client.EchoMatrix(context.Background(), &kinds.EchoMatrixRequest{Matrix: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "EchoMatrix", argument: "Matrix", namespace: kindsNS,
	}
}

func TestNullabilityUnset(t *testing.T) {
	e := matrixEcho(t)
	read := &kinds.Matrix{ // the schema gives these no way to be nil
		RequiredBytes: []byte{}, RequiredColour: kinds.ColourRed, RequiredRights: []kinds.Rights{},
		RequiredItems: []kinds.Item{}, RequiredTexts: map[string]string{},
	}
	e.check(t, &kinds.Matrix{RequiredColour: kinds.ColourRed}, read, `
		<OptionalString/><OptionalNillableString/><RequiredString/><RequiredNillableString/>
		<OptionalInt>0</OptionalInt><RequiredInt>0</RequiredInt><RequiredNillableInt i:nil="true"/>
		<RequiredBytes/><RequiredNillableBytes i:nil="true"/>
		<OptionalDateTime>0001-01-01T00:00:00</OptionalDateTime>
		<RequiredDateTime>0001-01-01T00:00:00</RequiredDateTime><RequiredNillableDateTime i:nil="true"/>
		<RequiredColour>Red</RequiredColour><RequiredNillableColour i:nil="true"/>
		<RequiredRights/><RequiredNillableRights i:nil="true"/>
		<RequiredItem><Id>0</Id><Name/></RequiredItem><RequiredNillableItem i:nil="true"/>
		<RequiredItems/><RequiredNillableItems i:nil="true"/>
		<RequiredTexts/><RequiredNillableTexts i:nil="true"/>`)

	_, err := e.call(new(kinds.Matrix))
	if err == nil || !strings.Contains(err.Error(), "Matrix/RequiredColour") {
		t.Errorf("a required enumeration without a value: %v", err)
	}
}

func TestNullabilityEmpty(t *testing.T) {
	e := matrixEcho(t)
	empty := emptyMatrix()
	empty.RequiredColour = kinds.ColourRed
	e.check(t, empty, empty, `
		<OptionalString/><OptionalNillableString/><RequiredString/><RequiredNillableString/>
		<OptionalInt>0</OptionalInt><OptionalNillableInt>0</OptionalNillableInt><RequiredInt>0</RequiredInt><RequiredNillableInt>0</RequiredNillableInt>
		<OptionalBytes/><OptionalNillableBytes/><RequiredBytes/><RequiredNillableBytes/>
		<OptionalDateTime>0001-01-01T00:00:00</OptionalDateTime><OptionalNillableDateTime>0001-01-01T00:00:00</OptionalNillableDateTime>
		<RequiredDateTime>0001-01-01T00:00:00</RequiredDateTime><RequiredNillableDateTime>0001-01-01T00:00:00</RequiredNillableDateTime>
		<RequiredColour>Red</RequiredColour><RequiredNillableColour i:nil="true"/>
		<OptionalRights/><OptionalNillableRights/><RequiredRights/><RequiredNillableRights/>
		<OptionalItem><Id>0</Id><Name/></OptionalItem><OptionalNillableItem><Id>0</Id><Name/></OptionalNillableItem>
		<RequiredItem><Id>0</Id><Name/></RequiredItem><RequiredNillableItem><Id>0</Id><Name/></RequiredNillableItem>
		<OptionalItems/><OptionalNillableItems/><RequiredItems/><RequiredNillableItems/>
		<OptionalTexts/><OptionalNillableTexts/><RequiredTexts/><RequiredNillableTexts/>`)
}

// emptyMatrix has in each field what is empty but not nil.
func emptyMatrix() *kinds.Matrix {
	return &kinds.Matrix{
		OptionalNillableInt: ptr[int32](0), RequiredNillableInt: ptr[int32](0),
		OptionalBytes: []byte{}, OptionalNillableBytes: []byte{}, RequiredBytes: []byte{}, RequiredNillableBytes: []byte{},
		OptionalNillableDateTime: &time.Time{}, RequiredNillableDateTime: &time.Time{},
		OptionalRights: []kinds.Rights{}, OptionalNillableRights: []kinds.Rights{},
		RequiredRights: []kinds.Rights{}, RequiredNillableRights: []kinds.Rights{},
		OptionalItem: &kinds.Item{}, OptionalNillableItem: &kinds.Item{}, RequiredNillableItem: &kinds.Item{},
		OptionalItems: []kinds.Item{}, OptionalNillableItems: []kinds.Item{},
		RequiredItems: []kinds.Item{}, RequiredNillableItems: []kinds.Item{},
		OptionalTexts: map[string]string{}, OptionalNillableTexts: map[string]string{},
		RequiredTexts: map[string]string{}, RequiredNillableTexts: map[string]string{},
	}
}

const (
	fullMatrix = `
		<OptionalString>a</OptionalString><OptionalNillableString>b</OptionalNillableString>
		<RequiredString>c</RequiredString><RequiredNillableString>d</RequiredNillableString>
		<OptionalInt>1</OptionalInt><OptionalNillableInt>2</OptionalNillableInt><RequiredInt>3</RequiredInt><RequiredNillableInt>4</RequiredNillableInt>
		<OptionalBytes>YQ==</OptionalBytes><OptionalNillableBytes>YQ==</OptionalNillableBytes>
		<RequiredBytes>YQ==</RequiredBytes><RequiredNillableBytes>YQ==</RequiredNillableBytes>
		<OptionalDateTime>2026-01-02T03:04:05</OptionalDateTime><OptionalNillableDateTime>2026-01-02T03:04:05</OptionalNillableDateTime>
		<RequiredDateTime>2026-01-02T03:04:05</RequiredDateTime><RequiredNillableDateTime>2026-01-02T03:04:05</RequiredNillableDateTime>
		<OptionalColour>Red</OptionalColour><OptionalNillableColour>Red</OptionalNillableColour>
		<RequiredColour>Green</RequiredColour><RequiredNillableColour>Green</RequiredNillableColour>
		<OptionalRights>Read</OptionalRights><OptionalNillableRights>Read Write</OptionalNillableRights>
		<RequiredRights>Write</RequiredRights><RequiredNillableRights>Write Read</RequiredNillableRights>
		<OptionalItem><Id>1</Id></OptionalItem><OptionalNillableItem><Id>2</Id></OptionalNillableItem>
		<RequiredItem><Id>3</Id></RequiredItem><RequiredNillableItem><Id>4</Id></RequiredNillableItem>
		<OptionalItems><Item><Id>1</Id></Item></OptionalItems><OptionalNillableItems><Item><Id>2</Id></Item></OptionalNillableItems>
		<RequiredItems><Item><Id>3</Id></Item></RequiredItems><RequiredNillableItems><Item><Id>4</Id></Item></RequiredNillableItems>
		<OptionalTexts><TextByNamePair><Key>a</Key><Value>b</Value></TextByNamePair></OptionalTexts>
		<OptionalNillableTexts><TextByNamePair><Key>a</Key><Value>b</Value></TextByNamePair></OptionalNillableTexts>
		<RequiredTexts><TextByNamePair><Key>a</Key><Value>b</Value></TextByNamePair></RequiredTexts>
		<RequiredNillableTexts><TextByNamePair><Key>a</Key><Value>b</Value></TextByNamePair></RequiredNillableTexts>`
)

func filledMatrix() *kinds.Matrix {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	texts := map[string]string{"a": "b"}
	return &kinds.Matrix{
		OptionalString: "a", OptionalNillableString: "b", RequiredString: "c", RequiredNillableString: "d",
		OptionalInt: 1, OptionalNillableInt: ptr[int32](2), RequiredInt: 3, RequiredNillableInt: ptr[int32](4),
		OptionalBytes: []byte("a"), OptionalNillableBytes: []byte("a"), RequiredBytes: []byte("a"), RequiredNillableBytes: []byte("a"),
		OptionalDateTime: at, OptionalNillableDateTime: &at, RequiredDateTime: at, RequiredNillableDateTime: &at,
		OptionalColour: kinds.ColourRed, OptionalNillableColour: kinds.ColourRed,
		RequiredColour: kinds.ColourGreen, RequiredNillableColour: kinds.ColourGreen,
		OptionalRights: []kinds.Rights{"Read"}, OptionalNillableRights: []kinds.Rights{"Read", "Write"},
		RequiredRights: []kinds.Rights{"Write"}, RequiredNillableRights: []kinds.Rights{"Write", "Read"},
		OptionalItem: &kinds.Item{Id: 1}, OptionalNillableItem: &kinds.Item{Id: 2}, RequiredItem: kinds.Item{Id: 3}, RequiredNillableItem: &kinds.Item{Id: 4},
		OptionalItems: []kinds.Item{{Id: 1}}, OptionalNillableItems: []kinds.Item{{Id: 2}},
		RequiredItems: []kinds.Item{{Id: 3}}, RequiredNillableItems: []kinds.Item{{Id: 4}},
		OptionalTexts: texts, OptionalNillableTexts: texts, RequiredTexts: texts, RequiredNillableTexts: texts,
	}
}

// matrixElements are the elements of the matrix in the order of the schema.
var matrixElements = regexp.MustCompile(`(?s)<(Optional|Required)(\w+)>.*?</(Optional|Required)(\w+)>`).FindAllString(fullMatrix, -1)

// each rewrites every element of the matrix to one with the given rest of its tag.
func each(rest string) string {
	var b strings.Builder
	for _, element := range matrixElements {
		name, _, _ := strings.Cut(element, ">")
		b.WriteString(name + rest)
	}
	return b.String()
}

// The client reads what any stack may write, and forgives what it can.
func TestNullabilityRead(t *testing.T) {
	reversed := slices.Clone(matrixElements)
	slices.Reverse(reversed)
	prefixed := regexp.MustCompile(`<(/?)`).ReplaceAllString(strings.Join(matrixElements, `<Unknown><Id>9</Id></Unknown>`), `<${1}x:`)
	tests := []struct {
		name, members string
		want          *kinds.Matrix
	}{
		{"full", fullMatrix, filledMatrix()},
		{"all absent", "", &kinds.Matrix{}},
		{"all nil", each(` i:nil="true"/>`), &kinds.Matrix{}},
		{"all nil, spelled otherwise", each(` i:nil=" 1 "/>`), &kinds.Matrix{}},
		{"all empty", each(`/>`), emptyMatrix()},
		{"another order, with white space", strings.Join(reversed, "\n<!-- -->\n"), filledMatrix()},
		{"other prefixes, unknown elements", prefixed, filledMatrix()},
		{"another namespace", `<OptionalString xmlns="urn:other">a</OptionalString>`, &kinds.Matrix{}},
		{"another case", `<optionalString>a</optionalString>`, &kinds.Matrix{}},
		{"white space", `<OptionalInt> 1 </OptionalInt><OptionalString> a </OptionalString><OptionalColour> Red </OptionalColour>`,
			&kinds.Matrix{OptionalInt: 1, OptionalString: " a ", OptionalColour: kinds.ColourRed}},
		{"unknown names", `<OptionalColour>Blue</OptionalColour><OptionalRights>Fly</OptionalRights>`,
			&kinds.Matrix{OptionalColour: "Blue", OptionalRights: []kinds.Rights{"Fly"}}},
		{"an offset", `<OptionalDateTime>2026-01-02T03:04:05+09:00</OptionalDateTime>`,
			&kinds.Matrix{OptionalDateTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := answering(t, `<x:EchoMatrixResponse xmlns:x="`+kindsNS+`" xmlns="`+kindsNS+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><x:Response>`+
				test.members+`</x:Response></x:EchoMatrixResponse>`)
			res, err := kindsClient(t, server).EchoMatrix(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, res.Response); diff != "" {
				t.Errorf("wanted (-) and got (+):\n%s", diff)
			}
		})
	}
}

// What is no value of its type is an error of the client too, at its place.
func TestMalformedValues(t *testing.T) {
	tests := []struct{ name, members, want string }{
		{"int", `<OptionalInt>one</OptionalInt>`, "EchoMatrixResponse/Response/OptionalInt: not an int"},
		{"dateTime", `<OptionalDateTime>today</OptionalDateTime>`, "Response/OptionalDateTime: not a dateTime"},
		{"base64", `<OptionalBytes>?</OptionalBytes>`, "Response/OptionalBytes: not base64"},
		{"key twice", `<OptionalTexts>` + strings.Repeat(`<TextByNamePair><Key>a</Key><Value/></TextByNamePair>`, 2) + `</OptionalTexts>`,
			"Response/OptionalTexts: the dictionary holds a key twice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := answering(t, `<EchoMatrixResponse xmlns="`+kindsNS+`"><Response>`+test.members+`</Response></EchoMatrixResponse>`)
			_, err := kindsClient(t, server).EchoMatrix(context.Background(), nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// The handler refuses what a real server refuses or silently drops.
func TestStrictHandler(t *testing.T) {
	h := kinds.NewKindsHandler(kindsEcho{})
	matrix := func(members string) (operation, body string) {
		return "EchoMatrix", `<EchoMatrix xmlns="` + kindsNS + `" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Matrix>` + members + `</Matrix></EchoMatrix>`
	}
	lists := func(members string) (operation, body string) {
		return "EchoLists", `<EchoLists xmlns="` + kindsNS + `"><Lists>` + members + `</Lists></EchoLists>`
	}
	without := func(name string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(matrixElements), func(e string) bool { return strings.HasPrefix(e, "<"+name+">") }), "")
	}
	with := func(name, element string) string {
		all := slices.Clone(matrixElements)
		for i, e := range all {
			if strings.HasPrefix(e, "<"+name+">") {
				all[i] = element
			}
		}
		return strings.Join(all, "")
	}
	pair := `<TextByNamePair><Key>a</Key><Value>b</Value></TextByNamePair>`
	tests := []struct {
		name    string
		request func(string) (operation, body string)
		members string
		want    string // empty: it is taken
	}{
		{"everything", matrix, fullMatrix, ""},
		{"optional ones absent", matrix, strings.Join(slices.DeleteFunc(slices.Clone(matrixElements), func(e string) bool { return strings.HasPrefix(e, "<Optional") }), ""), ""},
		{"nil int", matrix, with("OptionalNillableInt", `<OptionalNillableInt i:nil="true"/>`), ""},
		{"nil enumeration", matrix, with("RequiredNillableColour", `<RequiredNillableColour i:nil="true"/>`), ""},
		{"required one absent", matrix, without("RequiredInt"), "RequiredInt is missing"},
		{"last required one absent", matrix, without("RequiredNillableTexts"), "RequiredNillableTexts is missing"},
		{"late element", matrix, fullMatrix + matrixElements[0], "comes late"},
		{"element twice", matrix, with("OptionalString", strings.Repeat(matrixElements[0], 2)), "repeated"},
		{"unknown element", matrix, `<OptionalText/>` + fullMatrix, "no such element"},
		{"wrong case", matrix, `<optionalString/>` + fullMatrix, "no such element"},
		{"wrong namespace", matrix, with("OptionalString", `<OptionalString xmlns="urn:other"/>`), "another namespace"},
		{"no namespace", matrix, with("OptionalString", `<OptionalString xmlns=""/>`), "another namespace"},
		{"empty int", matrix, with("OptionalInt", `<OptionalInt/>`), "not an int"},
		{"nil int that is not nillable", matrix, with("OptionalInt", `<OptionalInt i:nil="true"/>`), "not an int"},
		{"malformed int", matrix, with("OptionalInt", `<OptionalInt>1.0</OptionalInt>`), "not an int"},
		{"elements for text", matrix, with("OptionalString", `<OptionalString><b/></OptionalString>`), "in the place of text"},
		{"empty dateTime", matrix, with("OptionalDateTime", `<OptionalDateTime/>`), "not a dateTime"},
		{"empty enumeration", matrix, with("OptionalColour", `<OptionalColour/>`), "must be given"},
		{"nil enumeration that is not nillable", matrix, with("OptionalColour", `<OptionalColour i:nil="true"/>`), "must be given"},
		{"key twice", matrix, with("OptionalTexts", `<OptionalTexts>`+pair+pair+`</OptionalTexts>`), "a key twice"},
		{"another name for an entry", matrix, with("OptionalTexts", `<OptionalTexts><StringKeyValuePair><Key>a</Key><Value>b</Value></StringKeyValuePair></OptionalTexts>`), "holds TextByNamePair only"},
		{"value before key", matrix, with("OptionalTexts", `<OptionalTexts><TextByNamePair><Value>b</Value><Key>a</Key></TextByNamePair></OptionalTexts>`), "Key is missing"},
		{"item in the wrong namespace", lists, `<Ints><int>1</int></Ints>`, "holds int only"},
		{"repeated element", lists, `<Word>a</Word><Word>b</Word>`, ""},
		{"repeated element in two places", lists, `<Item><Id>1</Id></Item><Word>a</Word><Item><Id>1</Id></Item>`, "comes late"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			operation, body := test.request(test.members)
			got := post(t, h, kindsNS+"/Kinds/"+operation, body)
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := post(t, h, kindsNS+"/Kinds/EchoLists", `<EchoMatrix xmlns="`+kindsNS+`"/>`); !strings.Contains(got, "wants EchoLists") {
		t.Errorf("the body of another operation: %q", got)
	}
}
