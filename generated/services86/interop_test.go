package services86_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// The interop tests run the client against servers, and the handler against
// clients, that are not ours: see testdata/interop at the root of the module. What
// is not installed is skipped.

// interopWait bounds each wait for a process or an answer.
const interopWait = time.Minute

// interopPath is the path of a file of testdata/interop.
func interopPath(elem ...string) string {
	return filepath.Join(append([]string{"..", "..", "testdata", "interop"}, elem...)...)
}

// messagingWSDL is the absolute path of the contract, for readers of their own.
func messagingWSDL(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "wsdl", "Services86-Messaging.wsdl"))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A requirement is software that a test needs.
type requirement struct {
	probe    []string // succeeds where it is installed
	packages string   // the Debian packages that bring it
}

var (
	needsPHP = requirement{
		probe:    []string{"php", "-r", "exit(extension_loaded('soap') && extension_loaded('dom') ? 0 : 1);"},
		packages: "php-cli, php-soap, php-xml",
	}
	// Debian's own Python is where python3-zeep goes.
	needsZeep = requirement{
		probe:    []string{"/usr/bin/python3", "-c", "import zeep"},
		packages: "python3-zeep",
	}
	needsMono = requirement{
		probe:    []string{"sh", "-c", "mcs --version && mono --version && test -e /usr/lib/mono/4.5/System.Runtime.Serialization.dll"},
		packages: "mono-mcs, libmono-system-runtime-serialization4.0-cil",
	}
)

func (r requirement) orSkip(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("interop tests take seconds")
	}
	if err := exec.CommandContext(t.Context(), r.probe[0], r.probe[1:]...).Run(); err != nil {
		t.Skipf("not installed (Debian: %s): %v", r.packages, err)
	}
}

var loopbackURL = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// startServer starts a server that chooses a free loopback port, waits until it
// tells its URL, and returns that. The server ends with the test.
func startServer(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	output, input := io.Pipe()
	cmd.Stdout, cmd.Stderr = input, input
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := &serverLog{url: make(chan string, 1)}
	read := make(chan struct{})
	go func() {
		defer close(read)
		lines.read(output)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
		_ = input.Close()
		<-read
		if t.Failed() {
			t.Logf("the last lines of %s:\n%s", cmd.Path, lines.tail())
		}
	})
	select {
	case url := <-lines.url:
		return url
	case <-time.After(interopWait):
		t.Fatalf("%s has told no URL in %v:\n%s", cmd.Path, interopWait, lines.tail())
		return ""
	}
}

// A serverLog is what a server prints. It sends the URL that stands in it.
type serverLog struct {
	url  chan string
	mu   sync.Mutex
	text []byte
}

func (l *serverLog) read(output io.Reader) {
	found := false
	for scanner := bufio.NewScanner(output); scanner.Scan(); {
		l.mu.Lock()
		l.text = append(append(l.text, scanner.Bytes()...), '\n')
		l.mu.Unlock()
		if url := loopbackURL.FindString(scanner.Text()); url != "" && !found {
			found = true
			l.url <- url
		}
	}
	_, _ = io.Copy(io.Discard, output) // a line too long ends the scanner, and must not block the server
}

func (l *serverLog) tail() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text[max(0, len(l.text)-4000):])
}

// bounded is the context of one call.
func bounded(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), interopWait)
	t.Cleanup(cancel)
	return ctx
}

// post sends a request as it stands and returns the status and body of the answer.
func post(t *testing.T, url, contentType, action, body string) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(bounded(t), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("SOAPAction", `"`+action+`"`)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}
