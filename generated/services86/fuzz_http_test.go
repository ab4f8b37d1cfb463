package services86_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// FuzzAnswerHeaders has the client read answers with any HTTP header. What it takes
// for a response is declared to be XML in UTF-8; anything else is an error that says
// right what is known of it, tells no secret, and leads to no second request.
func FuzzAnswerHeaders(f *testing.F) {
	f.Add(200, "text/xml; charset=utf-8", "", "", success)
	f.Add(200, `TEXT/XML; charset="UTF-8"; x=y`, "", "", success)
	f.Add(200, "text/xml; charset=utf-16", "", "", success)
	f.Add(200, "text/xml; charset=utf-8; charset=utf-16", "", "", success)
	f.Add(200, "text/xml; charset*=UTF-8''utf-16", "", "", success)
	f.Add(200, "application/xml; "+secretTicket+"=", "", "", success)
	f.Add(204, "", "", "", "")
	f.Add(302, "text/html", "", "https://"+secretToken+".example/"+secretTicket, "<html>")
	f.Add(307, "", "", "https://%zz/"+secretTicket, "")
	f.Add(301, "", "", "//[::1%25eth0]:99999", "")
	f.Add(303, "", "1", "?x#y", "")
	f.Add(300, "", "", "//@", "")
	f.Add(429, "text/plain", "30", "", "")
	f.Add(503, "text/plain", "9999999999", "", "")
	f.Add(503, "text/plain", "99999999999999999999", "", "")
	f.Add(503, "text/plain", "-1", "", secretTicket)
	f.Add(503, "text/plain", "Wed, 21 Oct 2026 07:28:00 GMT", "", strings.Repeat("x", 1020)+secretTicket)
	f.Add(500, "application/soap+xml", "", "", envelope("", `<s:Fault><faultstring>`+echo+`</faultstring></s:Fault>`))
	f.Fuzz(func(t *testing.T, status int, contentType, retryAfter, location, body string) {
		defer inTime(t)()
		requests := 0
		over := func(request []byte, r *http.Request) *http.Response {
			requests++
			header := http.Header{"Content-Type": {contentType}, "Retry-After": {retryAfter}, "Location": {location}}
			return wireWith(status, header, []byte(body))(request, r)
		}
		o := fuzzedOperationOf(uint8(operationNumber("SendMessagesWithConfig")))
		_, err := o.call(t, over, &services86.SendMessagesWithConfigRequest{}, services86.WithTicket(secretTicket), services86.WithApplicationToken(secretToken))
		if requests != 1 {
			t.Fatalf("%d requests", requests)
		}
		quiet(t, err, secretTicket)
		quiet(t, err, secretToken)
		var answer *services86.HTTPError
		switch {
		case errors.As(err, &answer):
			checkHTTPError(t, answer, status, retryAfter, location)
		case err == nil || errors.As(err, new(*services86.ServerError)):
			if status/100 != 2 {
				t.Fatalf("%d is taken for an answer", status)
			}
			fallthrough
		case errors.As(err, new(*services86.Fault)), errors.As(err, new(*services86.DecodeError)):
			if !declaresXML(contentType, "text/xml", "application/xml", "application/soap+xml") {
				t.Fatalf("%q is taken for XML in UTF-8", contentType)
			}
		case status/100 == 3: // a Location that is no URL is net/http's error
		default:
			t.Fatalf("%T: %v", errors.Unwrap(err), err)
		}
	})
}

// declaresXML reports whether a Content-Type is one of these media types, in UTF-8. It
// looks at parameters only where none is quoted.
func declaresXML(contentType string, types ...string) bool {
	parameters := strings.Split(contentType, ";")
	for _, parameter := range parameters[1:] {
		name, charset, _ := strings.Cut(parameter, "=")
		if strings.EqualFold(strings.TrimSpace(name), "charset") && !strings.EqualFold(strings.TrimSpace(charset), "utf-8") {
			return strings.Contains(contentType, `"`)
		}
	}
	return slices.Contains(types, strings.ToLower(strings.TrimSpace(parameters[0])))
}

func checkHTTPError(t *testing.T, e *services86.HTTPError, status int, retryAfter, location string) {
	t.Helper()
	if e.StatusCode != status || len(e.Body) > 1024+3 {
		t.Fatalf("%+v", e)
	}
	var seconds time.Duration
	if digits := strings.TrimLeft(retryAfter, "0"); regexp.MustCompile(`^\d+$`).MatchString(retryAfter) && len(digits) <= 10 {
		if seconds, _ = time.ParseDuration(retryAfter + "s"); seconds >= 1<<31*time.Second {
			seconds = 0
		}
	}
	if e.RetryAfter != seconds {
		t.Fatalf("Retry-After %q is read as %v", retryAfter, e.RetryAfter)
	}
	host := ""
	if u, err := url.Parse(location); status/100 == 3 && err == nil && location != "" {
		if host = u.Host; u.Scheme == "" && host == "" && u.User == nil {
			host = "127.0.0.1" // of the request
		}
	}
	if e.LocationHost != host && !strings.Contains(e.LocationHost, "***") {
		t.Fatalf("Location %q is read as %q, want %q", location, e.LocationHost, host)
	}
}

// FuzzRequestHeaders has a handler read requests with any SOAPAction and
// Content-Type: it does what the action names, and nothing else.
func FuzzRequestHeaders(f *testing.F) {
	action := fuzzedOperationOf(uint8(operationNumber("GetPlugins"))).action()
	for _, contentType := range []string{"text/xml", `Text/XML; charset="utf-8"`, "text/xml;charset=utf-16", "application/soap+xml", "", ";", "text/xml; a=b; a=c", "\vtext/xml"} {
		f.Add(contentType, `"`+action+`"`)
	}
	for _, action := range []string{action, " " + action, "", `""`, `"`, `"` + action, "%" + action, url.PathEscape(action), `""` + action + `""`, "urn:x\x00\xff<&"} {
		f.Add("text/xml; charset=utf-8", action)
	}
	f.Fuzz(func(t *testing.T, contentType, action string) {
		defer inTime(t)()
		o := fuzzedOperationOf(uint8(operationNumber("GetPlugins")))
		agent := new(recordingAgent)
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(request("", "<GetPlugins/>")))
		r.Header = http.Header{"Content-Type": {contentType}, "Soapaction": {action}}
		w := httptest.NewRecorder()
		o.handler(agent).ServeHTTP(w, r)
		if w.Code == http.StatusUnsupportedMediaType {
			if w.Body.Len() > 0 || contentType == "text/xml" || contentType == "text/xml; charset=utf-8" {
				t.Fatalf("%q is refused with %s", contentType, w.Body)
			}
			return
		}
		if !declaresXML(contentType, "text/xml") {
			t.Fatalf("%q is taken", contentType)
		}
		wellFormed(t, w.Body.Bytes())
		plain, err := url.PathUnescape(action)
		if err != nil {
			plain = action
		}
		named := plain == o.action() || plain == `"`+o.action()+`"`
		if taken := agent.request != nil; taken != named || taken != (w.Code == 200) {
			t.Fatalf("SOAPAction %q is taken: %v with %d", action, taken, w.Code)
		}
	})
}
