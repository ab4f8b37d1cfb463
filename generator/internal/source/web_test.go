package source_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/source"
)

// The SHA-256 of <a/>, by sha256sum.
const digestOfA = "29114363f749a0226b6988dda3ca2492a954117ab6b5f382706c20300dabc079"

func serve(t *testing.T) (address string) {
	t.Helper()
	mux := http.NewServeMux()
	answer := func(path, contentType, text string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", contentType)
			_, _ = fmt.Fprint(w, text)
		})
	}
	answer("/a.svc", "text/xml; charset=utf-8", "<a/>")
	answer("/page", "text/html; charset=utf-8", "<p>Sign in</p>")
	answer("/archive", "application/zip", "PK\x03\x04")
	answer("/empty", "text/xml", "")
	answer("/huge", "text/xml", strings.Repeat(" ", 64<<20+1))
	mux.HandleFunc("/login", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = fmt.Fprint(w, "<a/>")
	})
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.Handle("/moved", http.RedirectHandler("/a.svc", http.StatusFound))
	mux.Handle("/circle", http.RedirectHandler("/circle?ticket=7T:secret", http.StatusFound))
	mux.Handle("/secret", http.RedirectHandler("http://user:secret@localhost/", http.StatusFound))
	mux.Handle("/file", http.RedirectHandler("file:///etc/secret", http.StatusFound))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestURL(t *testing.T) {
	host := serve(t)
	for _, name := range []string{"/a.svc?singleWsdl", "/a.svc?singleWsdl#sha256=" + digestOfA, "/moved?singleWsdl", "/a.svc?singleWsdl#SHA256=" + strings.ToUpper(digestOfA)} {
		files, err := source.Read(t.Context(), []string{host + name}, nil)
		if err != nil {
			t.Error(err)
			continue
		}
		name, _, _ = strings.Cut(name, "#")
		if diff := cmp.Diff([]string{host + name + ": <a/>"}, summary(files)); diff != "" {
			t.Error(diff)
		}
		if got, want := files[0].Pin(), host+name+"#sha256="+digestOfA; got != want {
			t.Errorf("pin %s, want %s", got, want)
		}
	}
	if got := (source.File{Name: "a.wsdl"}).Pin(); got != "" {
		t.Errorf("a file has the pin %s", got)
	}
}

func TestURLRefused(t *testing.T) {
	host := serve(t)
	for name, want := range map[string]string{
		"/page":    "is an HTML page: a WSDL's address ends in .svc?singleWsdl",
		"/archive": "is a zip archive: download it and name the file",
		"/empty":   "is empty: download the WSDL again",
		"/huge":    "is larger than 64 MiB: not a WSDL",
		"/none":    "was answered with 404 Not Found: check the address, as in https://…/Messaging.svc?singleWsdl",
		"/login":   "wants a login (401 Unauthorized): download the WSDL in a browser and name the file",
		"/cut":     "cannot be read: unexpected EOF",
		"/circle":  "cannot be read: it redirects too often",
		"/secret":  "cannot be read: it redirects to a URL with a user or password in it",
		"/file":    `cannot be read: unsupported protocol scheme "file"`,
		"/a.svc#sha256=" + strings.Repeat("0", 64): "has the SHA-256 " + digestOfA + ", not " + strings.Repeat("0", 64) +
			": find out what changed, then correct the URL",
		"/a.svc#sha256=00": "ends in #sha256=00: only #sha256= and 64 hexadecimal digits may stand there",
		"/a.svc#part":      "ends in #part: only #sha256= and 64 hexadecimal digits may stand there",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]string{host + name + ": " + want}, refusal(t, t.Context(), host+name)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("slow", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		want := host + "/slow: was not read within 30 s: try again, or download it and name the file"
		if diff := cmp.Diff([]string{want}, refusal(t, ctx, host+"/slow")); diff != "" {
			t.Error(diff)
		}
	})
}

func TestURLWithCredentials(t *testing.T) {
	const advice = ": has a user or password in it: leave them out, or download the WSDL and name the file"
	for name, want := range map[string]string{
		"https://user:secret@host/a.svc":       "https://…@host/a.svc" + advice,
		"https://secret@host/a.svc?singleWsdl": "https://…@host/a.svc?singleWsdl" + advice,
		"HTTP://user:s/ecret@host/a.svc":       "HTTP://…@host/a.svc: is not a URL: check its spelling",
		"https://user:%secret@host/a.svc":      "https://…@host/a.svc: is not a URL: check its spelling",
		"https:///a.svc":                       "https:///a.svc: is not a URL: check its spelling",
	} {
		if diff := cmp.Diff([]string{want}, refusal(t, t.Context(), name)); diff != "" {
			t.Error(diff)
		}
	}
}
