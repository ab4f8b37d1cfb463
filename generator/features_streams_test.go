package generator_test

import (
	"context"
	"iter"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/streams"
)

const streamsNS = "urn:streams"

// A streamed operation is called in both ways.
type streamedOperation struct {
	name    string
	content string // of its response
	element string // that the list is in; empty where it repeats
	// The items, and their number.
	plain, stream func(*testing.T, *streams.StreamsClient) (items any, count int)
}

// streamedOf is an operation whose items have one type in a list and one, mostly
// the same, when they are handed out.
func streamedOf[Req, Res, Item, Each any](
	name, element, content string,
	plain func(*streams.StreamsClient, context.Context, *Req) (*Res, error), list func(*Res) []Item,
	stream func(*streams.StreamsClient, context.Context, *Req, *streams.ResponseHeader) iter.Seq2[Each, error], item func(Each) Item,
) streamedOperation {
	return streamedOperation{
		name: name, element: element, content: content,
		plain: func(t *testing.T, c *streams.StreamsClient) (any, int) {
			res, err := plain(c, context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			return list(res), len(list(res))
		},
		stream: func(t *testing.T, c *streams.StreamsClient) (any, int) {
			var kept []Each
			for each, err := range stream(c, context.Background(), nil, nil) {
				if err != nil {
					t.Fatal(err)
				}
				kept = append(kept, each)
			}
			var items []Item
			for _, each := range kept {
				items = append(items, item(each))
			}
			return items, len(items)
		},
	}
}

func same[T any](v T) T { return v }

func deref[T any](v *T) T { return *v }

func streamedOperations() []streamedOperation {
	type client = streams.StreamsClient
	return []streamedOperation{
		streamedOf("Names", "Response", `<string>a &amp; b</string><x/><string/><string i:nil="true"/><string> c </string>`,
			(*client).Names, func(r *streams.NamesResponse) []string { return r.Response }, (*client).StreamNames, same),
		streamedOf("Numbers", "Response", `<int>1</int><int i:nil="true"/><int>-3</int><int/>`,
			(*client).Numbers, func(r *streams.NumbersResponse) []int32 { return r.Response }, (*client).StreamNumbers, same),
		streamedOf("Blobs", "Response", `<base64Binary>YQ==</base64Binary><base64Binary i:nil="true"/><base64Binary/>`,
			(*client).Blobs, func(r *streams.BlobsResponse) [][]byte { return r.Response }, (*client).StreamBlobs, same),
		streamedOf("Colours", "Response", `<Colour>Red</Colour><Colour i:nil="true"/><Colour>Blue</Colour>`,
			(*client).Colours, func(r *streams.ColoursResponse) []streams.Colour { return r.Response }, (*client).StreamColours, same),
		streamedOf("Rights", "Response", `<Rights>Read Write</Rights><Rights i:nil="true"/><Rights/>`,
			(*client).Rights, func(r *streams.RightsResponse) [][]streams.Rights { return r.Response }, (*client).StreamRights, same),
		streamedOf("Rows", "Response", `<ArrayOfint><int>1</int><int>2</int></ArrayOfint><ArrayOfint i:nil="true"/><ArrayOfint/>`,
			(*client).Rows, func(r *streams.RowsResponse) [][]int32 { return r.Response }, (*client).StreamRows, same),
		streamedOf("Settings", "Response", `<Texts><TextPair><Key>a</Key><Value>b</Value></TextPair></Texts><Texts i:nil="true"/><Texts/>`,
			(*client).Settings, func(r *streams.SettingsResponse) []map[string]string { return r.Response }, (*client).StreamSettings, same),
		streamedOf("Fields", "Response", `<Field><Label>a</Label></Field><Field i:type="TextField"><Label>b</Label><Length>2</Length></Field>`+
			`<Field i:nil="true"/><Field i:type="Newer"><Label>c</Label><More>1</More></Field>`,
			(*client).Fields, func(r *streams.FieldsResponse) []streams.AnyField { return r.Response }, (*client).StreamFields, same),
		streamedOf("Values", "Response", `<anyType i:type="x:int" xmlns:x="http://www.w3.org/2001/XMLSchema">1</anyType><anyType i:nil="true"/><anyType><x/></anyType>`,
			(*client).Values, func(r *streams.ValuesResponse) []any { return r.Response }, (*client).StreamValues, same),
		streamedOf("Parts", "", `<Part><Id>1</Id></Part><x/><Part i:nil="true"/><Part><Name>b</Name></Part>`,
			(*client).Parts, func(r *streams.PartsResponse) []streams.Part { return r.Part }, (*client).StreamParts, deref[streams.Part]),
		streamedOf("Words", "", `<Word>a</Word><Word/><Word>b</Word>`,
			(*client).Words, func(r *streams.WordsResponse) []string { return r.Word }, (*client).StreamWords, same),
		streamedOf("Lines", "", `<Line><int>1</int></Line><Line i:nil="true"/><Line/>`,
			(*client).Lines, func(r *streams.LinesResponse) [][]int32 { return r.Line }, (*client).StreamLines, same),
		streamedOf("Find", "Response", `<Part><Id>1</Id><Name>a</Name><Parts><Part><Id>2</Id></Part></Parts></Part><Part i:nil="true"/><Part><Id>3</Id></Part>`,
			(*client).Find, func(r *streams.FindResponse) []streams.Part { return r.Response }, (*client).StreamFindItems, deref[streams.Part]),
	}
}

// Items of every kind are handed out as they stand in the list of the plain call.
func TestStreamedItems(t *testing.T) {
	for _, op := range streamedOperations() {
		t.Run(op.name, func(t *testing.T) {
			list := op.content
			if op.element != "" {
				list = "<" + op.element + ">" + list + "</" + op.element + ">"
			}
			c := streamsClient(t, op.name, list)
			want, count := op.plain(t, c)
			if count < 3 {
				t.Fatalf("the response has %d items", count)
			}
			got, _ := op.stream(t, c)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("items of the list (-) and handed out (+):\n%s", diff)
			}
		})
	}
}

// A list that is nil, empty or not there has no items.
func TestStreamOfNothing(t *testing.T) {
	for _, op := range streamedOperations() {
		for _, list := range []string{``, `<x/>`, `<Response i:nil="true"/>`, `<Response/>`, `<Response><x/></Response>`} {
			if _, count := op.stream(t, streamsClient(t, op.name, list)); count != 0 {
				t.Errorf("%s: %d items in %s", op.name, count, list)
			}
		}
	}
}

// The last of two lists is the one that counts, but the items of the first are out.
func TestStreamOfTwoLists(t *testing.T) {
	c := streamsClient(t, "Numbers", `<Response><int>1</int></Response><Response><int>2</int></Response>`)
	var got []int32
	var failed error
	for n, err := range c.StreamNumbers(context.Background(), nil, nil) {
		if failed = err; err == nil {
			got = append(got, n)
		}
	}
	if diff := cmp.Diff([]int32{1}, got); diff != "" {
		t.Error(diff)
	}
	if failed == nil || !strings.Contains(failed.Error(), "the element is repeated") {
		t.Errorf("got %v", failed)
	}
}

// Only what is one list and nothing else is handed out, and a method gives way to
// an operation of its name.
func TestStreamMethods(t *testing.T) {
	var got []string
	client := reflect.TypeFor[*streams.StreamsClient]()
	for i := range client.NumMethod() {
		if name := client.Method(i).Name; strings.HasPrefix(name, "Stream") {
			got = append(got, name)
		}
	}
	want := []string{
		"StreamBlobs", "StreamColours", "StreamFields", "StreamFind", "StreamFindItems", "StreamLines", "StreamNames",
		"StreamNumbers", "StreamParts", "StreamRights", "StreamRows", "StreamSettings", "StreamValues", "StreamWords",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	agent := reflect.TypeFor[streams.StreamsAgent]()
	if _, found := agent.MethodByName("StreamFindItems"); found || agent.NumMethod() != 17 {
		t.Errorf("the interface has %d methods", agent.NumMethod())
	}
}

// streamsClient is a client of a server that knows one response.
func streamsClient(t *testing.T, operation, list string) *streams.StreamsClient {
	t.Helper()
	server := answering(t, `<`+operation+`Response xmlns="`+streamsNS+`" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">`+list+`</`+operation+`Response>`)
	client, err := streams.NewStreamsClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client
}
