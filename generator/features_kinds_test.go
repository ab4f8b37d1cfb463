package generator_test

import (
	"context"
	"math"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/kinds"
)

const kindsNS = "http://www.example.com/NetServer/Kinds"

// kindsEcho returns what it gets.
type kindsEcho struct{ kinds.UnimplementedKindsAgent }

func (kindsEcho) EchoScalars(_ context.Context, req *kinds.EchoScalarsRequest) (*kinds.EchoScalarsResponse, error) {
	return &kinds.EchoScalarsResponse{Response: req.Scalars}, nil
}

func (kindsEcho) EchoLists(_ context.Context, req *kinds.EchoListsRequest) (*kinds.EchoListsResponse, error) {
	return &kinds.EchoListsResponse{Response: req.Lists}, nil
}

func (kindsEcho) EchoDictionaries(_ context.Context, req *kinds.EchoDictionariesRequest) (*kinds.EchoDictionariesResponse, error) {
	return &kinds.EchoDictionariesResponse{Response: req.Dictionaries}, nil
}

func (kindsEcho) EchoMatrix(_ context.Context, req *kinds.EchoMatrixRequest) (*kinds.EchoMatrixResponse, error) {
	return &kinds.EchoMatrixResponse{Response: req.Matrix}, nil
}

func (kindsEcho) EchoObjects(_ context.Context, req *kinds.EchoObjectsRequest) (*kinds.EchoObjectsResponse, error) {
	return &kinds.EchoObjectsResponse{Response: req.Objects}, nil
}

// kindsServer is a client of an echo, and what goes over the wire.
func kindsServer(t *testing.T) (*kinds.KindsClient, *exchange) {
	t.Helper()
	wire := new(exchange)
	server := httptest.NewServer(record(kinds.NewKindsHandler(kindsEcho{}), wire))
	t.Cleanup(server.Close)
	return kindsClient(t, server), wire
}

func kindsClient(t *testing.T, server *httptest.Server) *kinds.KindsClient {
	t.Helper()
	client, err := kinds.NewKindsClient(server.URL, kinds.WithApplicationToken("token"))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestScalars(t *testing.T) {
	client, wire := kindsServer(t)
	e := echo[kinds.Scalars]{
		call: func(v *kinds.Scalars) (*kinds.Scalars, error) {
			res, err := client.EchoScalars(context.Background(), &kinds.EchoScalarsRequest{Scalars: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "EchoScalars", argument: "Scalars", namespace: kindsNS,
	}
	value := &kinds.Scalars{
		String: " <&>\r\n\t ]]> ø😀 ", Boolean: true,
		Byte: math.MinInt8, Short: math.MinInt16, Int: math.MinInt32, Long: math.MinInt64,
		UnsignedByte: math.MaxUint8, UnsignedShort: math.MaxUint16, UnsignedInt: math.MaxUint32, UnsignedLong: math.MaxUint64,
		Float: 0.5, Double: math.Inf(-1),
		Base64Binary: []byte{0, 0xFF, 0x10}, DateTime: time.Date(2026, 1, 2, 3, 4, 5, 600, time.UTC), Duration: 25 * time.Hour,
		AnyURI: "urn:x", Decimal: "1.50", Integer: "99999999999999999999", Date: "2026-01-02", Time: "03:04:05", QName: "a:b", Token: "t",
		SerChar: 'ø', SerDuration: -time.Millisecond, SerGuid: "6f1ed002-ab5d-4cd1-b7bb-0a3a1bfa7a0b", Percent: 100,
	}
	e.check(t, value, value, `
		<String> &lt;&amp;&gt;&#13;
&#9; ]]&gt; ø😀 </String><Boolean>true</Boolean>
		<Byte>-128</Byte><Short>-32768</Short><Int>-2147483648</Int><Long>-9223372036854775808</Long>
		<UnsignedByte>255</UnsignedByte><UnsignedShort>65535</UnsignedShort>
		<UnsignedInt>4294967295</UnsignedInt><UnsignedLong>18446744073709551615</UnsignedLong>
		<Float>0.5</Float><Double>-INF</Double>
		<Base64Binary>AP8Q</Base64Binary><DateTime>2026-01-02T03:04:05.0000006</DateTime><Duration>P1DT1H</Duration>
		<AnyURI>urn:x</AnyURI><Decimal>1.50</Decimal><Integer>99999999999999999999</Integer>
		<Date>2026-01-02</Date><Time>03:04:05</Time><QName>a:b</QName><Token>t</Token>
		<SerChar>248</SerChar><SerDuration>-PT0.001S</SerDuration><SerGuid>6f1ed002-ab5d-4cd1-b7bb-0a3a1bfa7a0b</SerGuid><Percent>100</Percent>`)

	zero := new(kinds.Scalars)
	e.check(t, zero, zero, `
		<String/><Boolean>false</Boolean><Byte>0</Byte><Short>0</Short><Int>0</Int><Long>0</Long>
		<UnsignedByte>0</UnsignedByte><UnsignedShort>0</UnsignedShort><UnsignedInt>0</UnsignedInt><UnsignedLong>0</UnsignedLong>
		<Float>0</Float><Double>0</Double><DateTime>0001-01-01T00:00:00</DateTime><Duration>PT0S</Duration>
		<AnyURI/><Decimal/><Integer/><Date/><Time/><QName/><Token/>
		<SerChar>0</SerChar><SerDuration>PT0S</SerDuration><SerGuid/><Percent>0</Percent>`)
}

func TestLists(t *testing.T) {
	client, wire := kindsServer(t)
	e := echo[kinds.Lists]{
		call: func(v *kinds.Lists) (*kinds.Lists, error) {
			res, err := client.EchoLists(context.Background(), &kinds.EchoListsRequest{Lists: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "EchoLists", argument: "Lists", namespace: kindsNS,
	}
	const arrays = `xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"`
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	value := &kinds.Lists{
		Ints: []int32{1, 0}, Strings: []string{"a", ""},
		Items:   []kinds.Item{{Id: 1, Name: "a"}, {}},
		Colours: []kinds.Colour{kinds.ColourRed, "Blue"},
		Rights:  [][]kinds.Rights{{kinds.RightsRead, kinds.RightsWrite}, {}},
		// A nil item keeps its place: what follows is told by it.
		Table: [][]int32{{1, 2}, nil, {}}, Chunks: [][]byte{[]byte("a"), nil, {}},
		Days: []time.Time{day},
		Item: []kinds.Item{{Id: 2}, {Id: 3}}, Word: []string{"", "b"}, Blob: [][]byte{nil, []byte("a")},
	}
	e.check(t, value, value, `
		<Ints `+arrays+`><a:int>1</a:int><a:int>0</a:int></Ints>
		<Strings `+arrays+`><a:string>a</a:string><a:string/></Strings>
		<Items><Item><Id>1</Id><Name>a</Name></Item><Item><Id>0</Id><Name/></Item></Items>
		<Colours><Colour>Red</Colour><Colour>Blue</Colour></Colours>
		<Rights><Rights>Read Write</Rights><Rights/></Rights>
		<Table `+arrays+`><ArrayOfint><a:int>1</a:int><a:int>2</a:int></ArrayOfint><ArrayOfint i:nil="true"/><ArrayOfint/></Table>
		<Chunks><Chunk>YQ==</Chunk><Chunk i:nil="true"/><Chunk/></Chunks>
		<Days><Day>2026-01-02T00:00:00</Day></Days>
		<Item><Id>2</Id><Name/></Item><Item><Id>3</Id><Name/></Item>
		<Word/><Word>b</Word>
		<Blob i:nil="true"/><Blob>YQ==</Blob>`)

	empty := &kinds.Lists{
		Ints: []int32{}, Strings: []string{}, Items: []kinds.Item{}, Colours: []kinds.Colour{}, Rights: [][]kinds.Rights{},
		Table: [][]int32{}, Chunks: [][]byte{}, Days: []time.Time{},
	}
	e.check(t, empty, empty, `<Ints/><Strings/><Items/><Colours/><Rights/><Table/><Chunks/><Days/>`)
	e.check(t, new(kinds.Lists), new(kinds.Lists), ``)

	// Flags that are not nillable have no nil, so that in a list it becomes none set.
	e.check(t, &kinds.Lists{Rights: [][]kinds.Rights{nil}}, &kinds.Lists{Rights: [][]kinds.Rights{{}}}, `<Rights><Rights/></Rights>`)

	if _, err := e.call(&kinds.Lists{Colours: []kinds.Colour{""}}); err == nil || !strings.Contains(err.Error(), "Colours/Colour[0]") {
		t.Errorf("an item that is no value of the enumeration: %v", err)
	}
}

func TestDictionaries(t *testing.T) {
	client, wire := kindsServer(t)
	e := echo[kinds.Dictionaries]{
		call: func(v *kinds.Dictionaries) (*kinds.Dictionaries, error) {
			res, err := client.EchoDictionaries(context.Background(), &kinds.EchoDictionariesRequest{Dictionaries: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "EchoDictionaries", argument: "Dictionaries", namespace: kindsNS,
	}
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	value := &kinds.Dictionaries{
		Texts:   map[string]string{"b": "2", "a": "1", "": ""},
		Items:   map[int32]*kinds.Item{10: {Id: 10}, -2: nil},
		Amounts: map[time.Time]int32{day.AddDate(0, 0, 1): 2, day: 1},
		Limits:  map[string]*int32{"none": nil, "zero": ptr[int32](0)},
		Groups:  map[kinds.Colour][]kinds.Item{kinds.ColourRed: nil, kinds.ColourGreen: {}, "Blue": {{Id: 1}}},
		Colours: map[bool]kinds.Colour{true: kinds.ColourGreen, false: kinds.ColourRed},
		Nested:  map[string]map[string]string{"a": {"x": "1"}, "b": {}, "c": nil},
	}
	const members = `
		<Texts>
			<TextByNamePair><Key/><Value/></TextByNamePair>
			<TextByNamePair><Key>a</Key><Value>1</Value></TextByNamePair>
			<TextByNamePair><Key>b</Key><Value>2</Value></TextByNamePair>
		</Texts>
		<Items>
			<ItemByNumberPair><Key>-2</Key><Value i:nil="true"/></ItemByNumberPair>
			<ItemByNumberPair><Key>10</Key><Value><Id>10</Id><Name/></Value></ItemByNumberPair>
		</Items>
		<Amounts>
			<AmountByDayPair><Key>2026-01-02T00:00:00</Key><Value>1</Value></AmountByDayPair>
			<AmountByDayPair><Key>2026-01-03T00:00:00</Key><Value>2</Value></AmountByDayPair>
		</Amounts>
		<Limits>
			<LimitByNamePair><Key>none</Key><Value i:nil="true"/></LimitByNamePair>
			<LimitByNamePair><Key>zero</Key><Value>0</Value></LimitByNamePair>
		</Limits>
		<Groups>
			<GroupByColourPair><Key>Blue</Key><Value><Item><Id>1</Id><Name/></Item></Value></GroupByColourPair>
			<GroupByColourPair><Key>Green</Key><Value/></GroupByColourPair>
			<GroupByColourPair><Key>Red</Key><Value i:nil="true"/></GroupByColourPair>
		</Groups>
		<Colours>
			<ColourByAnswerPair><Key>false</Key><Value>Red</Value></ColourByAnswerPair>
			<ColourByAnswerPair><Key>true</Key><Value>Green</Value></ColourByAnswerPair>
		</Colours>
		<Nested>
			<NestedByNamePair><Key>a</Key><Value><TextByNamePair><Key>x</Key><Value>1</Value></TextByNamePair></Value></NestedByNamePair>
			<NestedByNamePair><Key>b</Key><Value/></NestedByNamePair>
			<NestedByNamePair><Key>c</Key><Value i:nil="true"/></NestedByNamePair>
		</Nested>`
	for range 5 { // Go's own order of keys is another each time
		e.check(t, value, value, members)
	}
	empty := &kinds.Dictionaries{
		Texts: map[string]string{}, Items: map[int32]*kinds.Item{}, Amounts: map[time.Time]int32{}, Limits: map[string]*int32{},
		Required: map[string]*kinds.Item{}, Groups: map[kinds.Colour][]kinds.Item{}, Colours: map[bool]kinds.Colour{},
		Nested: map[string]map[string]string{},
	}
	e.check(t, empty, empty, `<Texts/><Items/><Amounts/><Limits/><Required/><Groups/><Colours/><Nested/>`)
	e.check(t, new(kinds.Dictionaries), new(kinds.Dictionaries), ``)

	// A value that is neither nillable nor optional can't be nil.
	e.checkRequest(t, &kinds.Dictionaries{Required: map[string]*kinds.Item{"a": nil}},
		&kinds.Dictionaries{Required: map[string]*kinds.Item{"a": {}}},
		`<Required><RequiredItemByNamePair><Key>a</Key><Value/></RequiredItemByNamePair></Required>`)
}

func TestObjects(t *testing.T) {
	client, wire := kindsServer(t)
	e := echo[kinds.Objects]{
		call: func(v *kinds.Objects) (*kinds.Objects, error) {
			res, err := client.EchoObjects(context.Background(), &kinds.EchoObjectsRequest{Objects: v})
			if err != nil {
				return nil, err
			}
			return res.Response, nil
		},
		wire: wire, operation: "EchoObjects", argument: "Objects", namespace: kindsNS,
	}
	value := &kinds.Objects{
		Puppy: &kinds.Puppy{Dog: kinds.Dog{Animal: kinds.Animal{Name: "Rex"}, Barks: true}, Weeks: 9},
		Tree: &kinds.Tree{
			Value: 1, Left: &kinds.Tree{Value: 2}, Branches: []kinds.Tree{{Value: 3, Branches: []kinds.Tree{}}},
			Named: map[string]*kinds.Tree{"a": {Value: 4}},
		},
		Place: &kinds.ObjectsPlace{City: "Oslo", Position: &kinds.ObjectsPlacePosition{North: 59.9, East: 10.7}, Sort: kinds.ObjectsPlaceSortTown},
	}
	e.check(t, value, value, `
		<Puppy><Name>Rex</Name><Barks>true</Barks><Weeks>9</Weeks></Puppy>
		<Tree><Value>1</Value><Left><Value>2</Value></Left>
			<Branches><Tree><Value>3</Value><Branches/></Tree></Branches>
			<Named><TreeByNamePair><Key>a</Key><Value><Value>4</Value></Value></TreeByNamePair></Named></Tree>
		<Place><City>Oslo</City><Position><North>59.9</North><East>10.7</East></Position><Sort>Town</Sort></Place>`)
	empty := &kinds.Objects{Puppy: &kinds.Puppy{}, Tree: &kinds.Tree{}, Place: &kinds.ObjectsPlace{}}
	e.check(t, empty, empty, `
		<Puppy><Name/><Barks>false</Barks><Weeks>0</Weeks></Puppy><Tree><Value>0</Value></Tree><Place><City/></Place>`)
	e.check(t, new(kinds.Objects), new(kinds.Objects), ``)
}

// An operation without members sends and gets empty wrappers; an operation that
// the agent does not have is a fault.
func TestEmptyMessagesAndUnimplemented(t *testing.T) {
	client, wire := kindsServer(t)
	_, err := client.Ping(context.Background(), nil)
	if err == nil || !strings.Contains(err.Error(), "ActionNotSupported") {
		t.Errorf("got %v", err)
	}
	body := parseXML(t, wire.request).Find("Envelope", "Body", "Ping")
	if body == nil || body.Name.Space != kindsNS || len(body.Children) > 0 {
		t.Errorf("sent %s", wire.request)
	}
	server := answering(t, `<PingResponse xmlns="`+kindsNS+`"/>`)
	res, err := kindsClient(t, server).Ping(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(new(kinds.PingResponse), res); diff != "" {
		t.Error(diff)
	}
}
