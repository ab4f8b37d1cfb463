package main

import (
	"errors"
	"strings"
	"testing"
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
