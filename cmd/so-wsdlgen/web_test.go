package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPin: what is read from the web is reported in a form that checks it when
// it is given again.
func TestPin(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join("..", "..", "wsdl"))))
	defer server.Close()
	address := server.URL + "/Services86-Messaging.wsdl"
	generate := func(source string, flags ...string) (code int, stderr string) {
		var out, errs strings.Builder
		args := append([]string{"so-wsdlgen", "generate", "--package", "p", "--out", t.TempDir()}, flags...)
		code = run(append(args, source), strings.NewReader(""), &out, &errs)
		return code, errs.String()
	}

	code, stderr := generate(address)
	pin := regexp.MustCompile(`^so-wsdlgen: read (http://\S+#sha256=[0-9a-f]{64})\n$`).FindStringSubmatch(stderr)
	if code != exitOK || pin == nil {
		t.Fatalf("exit code %d, %s", code, stderr)
	}
	if code, stderr := generate(pin[1], "--quiet"); code != exitOK || stderr != "" {
		t.Errorf("with the pin: exit code %d, %s", code, stderr)
	}
	wrong := address + "#sha256=" + strings.Repeat("0", 64)
	if code, stderr := generate(wrong); code != exitFailure || !strings.HasPrefix(stderr, wrong+": has the SHA-256 ") {
		t.Errorf("with a wrong pin: exit code %d, %s", code, stderr)
	}
}
