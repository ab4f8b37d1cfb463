package generator_test

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/testdata/golden/features/spaces"
)

// shapesAgent draws one circle for each that it is asked for.
type shapesAgent struct{ seen *spaces.DrawRequest }

func (a *shapesAgent) Draw(_ context.Context, req *spaces.DrawRequest) (*spaces.DrawResponse, error) {
	a.seen = req
	res := &spaces.DrawResponse{
		Points: map[string]*spaces.PointPlain{"origin": req.Origin},
		Point:  &spaces.PointSpaces{Name: "p"},
	}
	if req.Circle != nil {
		res.Circles = []spaces.Circle{*req.Circle}
	}
	return res, nil
}

var (
	drawRequest = &spaces.DrawRequest{
		Circle: &spaces.Circle{
			Shape:  spaces.Shape{Name: "c", Centre: &spaces.PointPlain{X: 1, Y: 2, Note: "n"}},
			Radius: 0.5, Unit: spaces.UnitInch,
		},
		Origin: &spaces.PointPlain{X: 3},
		Unit:   spaces.UnitMetre,
		Local:  "l",
		Line:   spaces.LineDashed,
	}
	drawResponse = &spaces.DrawResponse{
		Circles: []spaces.Circle{*drawRequest.Circle},
		Points:  map[string]*spaces.PointPlain{"origin": {X: 3}},
		Point:   &spaces.PointSpaces{Name: "p"},
	}
)

// The same messages by hand, with prefixes of their own.
const (
	drawRequestXML = `
		<Draw xmlns="urn:spaces" xmlns:u="urn:spaces:units">
			<Circle>
				<Name xmlns="">c</Name>
				<Centre xmlns=""><X>1</X><Y>2</Y><p:Note xmlns:p="urn:spaces:plain">n</p:Note></Centre>
				<Radius>0.5</Radius><u:Unit>Inch</u:Unit>
			</Circle>
			<Origin><X xmlns="">3</X><Y xmlns="">0</Y><Note xmlns="urn:spaces:plain"/></Origin>
			<u:Unit>Metre</u:Unit>
			<Local xmlns="">l</Local>
			<Line>Dashed</Line>
		</Draw>`
	drawResponseXML = `
		<a:DrawResponse xmlns:a="urn:spaces">
			<a:Circles>
				<a:Circle>
					<Name>c</Name>
					<Centre><X>1</X><Y>2</Y><Note xmlns="urn:spaces:plain">n</Note></Centre>
					<a:Radius>0.5</a:Radius><Unit xmlns="urn:spaces:units">Inch</Unit>
				</a:Circle>
			</a:Circles>
			<a:Points>
				<Entry><Key>origin</Key><Value><X>3</X><Y>0</Y><a:Note xmlns:a="urn:spaces:plain"/></Value></Entry>
			</a:Points>
			<a:Point><a:Name>p</a:Name></a:Point>
		</a:DrawResponse>`
)

func TestSpacesOnTheWire(t *testing.T) {
	agent, wire := new(shapesAgent), new(exchange)
	server := httptest.NewServer(record(spaces.NewShapesHandler(agent), wire))
	defer server.Close()
	client, err := spaces.NewShapesClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Draw(context.Background(), drawRequest)
	if err != nil {
		t.Fatalf("%v\n%s", err, wire.request)
	}
	if diff := cmp.Diff(drawRequest, agent.seen); diff != "" {
		t.Errorf("sent (-) and read (+):\n%s", diff)
	}
	if diff := cmp.Diff(drawResponse, res); diff != "" {
		t.Errorf("wanted (-) and read (+):\n%s", diff)
	}
	wireIs(t, wire.request, "Draw", drawRequestXML)
	wireIs(t, wire.response, "DrawResponse", drawResponseXML)
	if parseXML(t, wire.request).Find("Envelope", "Header") != nil {
		t.Errorf("there is a Header in %s", wire.request)
	}
	if wire.path != "/shapes.svc" || wire.soapAction != `"urn:spaces/Draw"` {
		t.Errorf("posted to %s with SOAPAction %s", wire.path, wire.soapAction)
	}
}

func TestSpacesByHand(t *testing.T) {
	agent := new(shapesAgent)
	if fault := post(t, spaces.NewShapesHandler(agent), "urn:spaces/Draw", drawRequestXML); fault != "" {
		t.Fatal(fault)
	}
	if diff := cmp.Diff(drawRequest, agent.seen); diff != "" {
		t.Errorf("wanted (-) and read (+):\n%s", diff)
	}
	client, err := spaces.NewShapesClient(answering(t, drawResponseXML).URL)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Draw(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(drawResponse, res); diff != "" {
		t.Errorf("wanted (-) and read (+):\n%s", diff)
	}
}

// An element that has its name in the namespace of its neighbours is another one.
func TestSpacesAreTold(t *testing.T) {
	for old, replacement := range map[string]string{
		`<Name xmlns="">c</Name>`:                       `<Name>c</Name>`,
		`<u:Unit>Inch</u:Unit>`:                         `<Unit>Inch</Unit>`,
		`<Local xmlns="">l</Local>`:                     `<Local>l</Local>`,
		`<p:Note xmlns:p="urn:spaces:plain">n</p:Note>`: `<Note>n</Note>`,
		`<Draw xmlns="urn:spaces"`:                      `<Draw xmlns="urn:space"`,
	} {
		if strings.Count(drawRequestXML, old) != 1 {
			t.Fatalf("%s does not stand once in the request", old)
		}
		body := strings.Replace(drawRequestXML, old, replacement, 1)
		if fault := post(t, spaces.NewShapesHandler(new(shapesAgent)), "urn:spaces/Draw", body); fault == "" {
			t.Errorf("%s was taken for %s", replacement, old)
		}
	}
}

// A type may be in a namespace that no element is in.
func TestSpacesOfTypes(t *testing.T) {
	for space, fits := range map[string]bool{"urn:spaces:styles": true, "urn:spaces": false} {
		typed := `<Line xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="` + space + `" i:type="s:Line">Dashed</Line>`
		body := strings.Replace(drawRequestXML, `<Line>Dashed</Line>`, typed, 1)
		if fault := post(t, spaces.NewShapesHandler(new(shapesAgent)), "urn:spaces/Draw", body); fits != (fault == "") {
			t.Errorf("a type in %s: %s", space, fault)
		}
	}
}

// Services that have none of NetServer's header blocks have no use for its part of
// the runtime.
func TestNoNetServer(t *testing.T) {
	for _, name := range []string{"netserver", "ticket", "timezone"} {
		path := filepath.Join("..", "testdata", "golden", "features", "spaces", "runtime_"+name+".go")
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("%s: %v", path, err)
		}
	}
}
