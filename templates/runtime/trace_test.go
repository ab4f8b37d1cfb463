package runtime

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTrace(t *testing.T) {
	const answer = `<?xml version="1.0"?><s:Envelope xmlns:s='` + soap11 + `'><s:Body><EchoResponse xmlns="` + namespaceStandIn + `" told="x>y"><!-- a word -->` +
		`<Text>private 7T:hush</Text><More><![CDATA[private]]></More></EchoResponse></s:Body></s:Envelope>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		_, _ = w.Write([]byte(answer))
	}))
	defer server.Close()
	for _, test := range []struct {
		name              string
		with              func(func(ctx context.Context, request, response string)) Option
		max               Option
		request, response string
	}{
		{
			"without contents", WithTrace, nil,
			`<s:Header><Credentials><Ticket>***</Ticket></Credentials></s:Header><s:Body><Echo><Text>***</Text></Echo></s:Body></s:Envelope>`,
			"HTTP 200\nContent-Type: text/xml\n\n" + `<?xml version="***"?><s:Envelope xmlns:s='` + soap11 + `'><s:Body><EchoResponse xmlns="` + namespaceStandIn +
				`" told="***"><Text>***</Text><More>***</More></EchoResponse></s:Body></s:Envelope>`,
		},
		{
			"with contents", WithFullTrace, nil,
			`<Ticket>***</Ticket></Credentials></s:Header><s:Body><Echo><Text>***</Text></Echo></s:Body></s:Envelope>`, // its text is a secret
			strings.Replace(answer, "7T:hush", "***", 1),
		},
		{
			"with contents of a response that can't be read", WithFullTrace, WithMaxResponse(100),
			`<Ticket>***</Ticket>`, `<Text>***</Text><More>***`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var request, response string
			opts := []Option{WithTicket("7T:hush"), test.with(func(_ context.Context, q, a string) { request, response = q, a })}
			if test.max != nil {
				opts = append(opts, test.max)
			}
			_, _, _ = callEcho(t, context.Background(), server.URL, "hush & secret", opts...)
			if !strings.HasPrefix(request, "POST "+server.URL+"/Test.svc\nSOAPAction: \"urn:test/Echo\"\n\n<s:Envelope") || !strings.Contains(request, test.request) {
				t.Errorf("request\n%s\nwant %s", request, test.request)
			}
			if !strings.Contains(response, test.response) {
				t.Errorf("response\n%s\nwant %s", response, test.response)
			}
			if strings.Contains(request+response, "hush") {
				t.Error("a secret is told")
			}
		})
	}
}

func TestTraceWithoutAnswer(t *testing.T) {
	calls := 0
	_, _, _ = callEcho(t, context.Background(), "http://127.0.0.1:1", "", WithTrace(func(_ context.Context, request, response string) {
		calls++
		if request == "" || response != "" {
			t.Errorf("got %q and %q", request, response)
		}
	}))
	if calls != 1 {
		t.Errorf("called %d times", calls)
	}
}

// What is no XML, or is cut, shows nothing but names.
func TestHideContents(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"private":                        "***",
		" \n":                            " \n",
		`<a b=private>private</a>`:       `<a b=***>***</a>`,
		`<a b="private`:                  `<a b="***"***`,
		`<a><![CDATA[private`:            `<a>***`,
		`<a><!-- private`:                `<a>`,
		`<a i:nil="true" x:type="b:c"/>`: `<a i:nil="true" x:type="b:c"/>`,
		`{"a": "private <b> private"}`:   `***<b>***`,
	} {
		if got := hideContents(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzHideContents(f *testing.F) {
	f.Add("<a>", "</a>")
	f.Add(`<a b="`, `"/>`)
	f.Add(`<![CDATA[`, `]]>`)
	f.Fuzz(func(t *testing.T, before, after string) {
		const private = ">private text<"
		if strings.Contains(hideContents(before+private+after), private) {
			t.Errorf("%q shows its contents", before+private+after)
		}
	})
}
