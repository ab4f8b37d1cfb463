package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What the scripts cannot bring about: output that nobody takes.
func TestRunFailsWhenItCannotPrint(t *testing.T) {
	wsdl := "../../wsdl/Services86-Messaging.wsdl"
	out := t.TempDir()
	for _, command := range []string{"generate", "check"} {
		var stderr strings.Builder
		args := []string{"so-wsdlgen", command, "--package", "messaging", "--out", out, wsdl}
		if got := run(args, strings.NewReader(""), brokenPipe{}, &stderr); got != exitFailure {
			t.Errorf("%s: exit code %d, want %d", command, got, exitFailure)
		}
		if got, want := stderr.String(), "so-wsdlgen: broken pipe\n"; got != want {
			t.Errorf("%s: stderr %q, want %q", command, got, want)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// What nests without end is refused soon, and so is what is too large to be a WSDL.
func TestHugeInputEndsSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 MB")
	}
	huge := filepath.Join(t.TempDir(), "huge.wsdl")
	if err := os.WriteFile(huge, bytes.Repeat([]byte("<x>"), 100_000_000/3), 0o644); err != nil {
		t.Fatal(err)
	}
	const root = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><documentation>`
	for _, test := range []struct {
		wsdl  string
		stdin io.Reader
		want  string
	}{
		{huge, nil, huge + ": is larger than 64 MiB: not a WSDL\n"},
		{"-", strings.NewReader(root + strings.Repeat("<x>", 20<<20)), "stdin:1:832: elements are nested deeper than 256\n"},
		{"-", endless{}, "stdin: is larger than 64 MiB: not a WSDL\n"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		var stdout, stderr strings.Builder
		begin := time.Now()
		args := []string{"so-wsdlgen", "generate", "--package", "p", "--out", out, test.wsdl}
		if got := run(args, test.stdin, &stdout, &stderr); got != exitFailure {
			t.Errorf("exit code %d, want %d", got, exitFailure)
		}
		if got := time.Since(begin); got > 20*time.Second {
			t.Errorf("it took %v", got)
		}
		if stdout.String() != "" || stderr.String() != test.want {
			t.Errorf("stdout %q, stderr %q, want %q", &stdout, &stderr, test.want)
		}
		if _, err := os.Lstat(out); !os.IsNotExist(err) {
			t.Errorf("the output directory is there: %v", err)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
