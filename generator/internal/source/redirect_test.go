package source

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestRedirectKeepsHTTPS needs no server with a certificate that is trusted.
func TestRedirectKeepsHTTPS(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     string
	}{
		{"https://host/a", "http://host/a", "it redirects from https to http"},
		{"https://host/a", "https://other/a", ""},
		{"http://host/a", "https://host/a", ""},
	} {
		got := ""
		via := []*http.Request{httptest.NewRequest(http.MethodGet, test.from, nil)}
		if err := checkRedirect(httptest.NewRequest(http.MethodGet, test.to, nil), via); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("from %s to %s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
}
