//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// command is the program as a process of its own; TestMain makes it of this test.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = append([]string{"so-wsdlgen"}, args...)
	return cmd
}

// While the WSDL is read, an interrupt ends the program as it ends others, so that
// a shell or make stops too, and nothing is written.
func TestInterruptWhileReading(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	cmd := command(t, "generate", "--package", "p", "--out", out, "-")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := stdin.Write(make([]byte, 1<<20)); err != nil { // more than a pipe holds: it is being read
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("the process ended with %v, want an interrupt", err)
	}
	if _, err := os.Lstat(out); !os.IsNotExist(err) {
		t.Errorf("the output directory is there: %v", err)
	}
}

// Whenever the interrupt comes, the package is as it was or as it is to be.
func TestInterruptAnywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	wsdl := filepath.Join("..", "..", "wsdl", "Services86-Messaging.wsdl")
	generate := func(out, name string) *exec.Cmd {
		return command(t, "generate", "--quiet", "--package", name, "--out", out, wsdl)
	}
	dir := t.TempDir()
	states := map[string]map[string][]byte{}
	begin := time.Now()
	for _, name := range []string{"before", "after"} {
		if output, err := generate(filepath.Join(dir, name), name).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		states[name] = contents(t, filepath.Join(dir, name))
	}
	duration := time.Since(begin) / 2

	const runs = 24
	ended := map[string]int{}
	for i := range runs {
		out := filepath.Join(dir, "out")
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(out, os.DirFS(filepath.Join(dir, "before"))); err != nil {
			t.Fatal(err)
		}
		cmd := generate(out, "after")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(duration * time.Duration(i) / runs)
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended
		_ = cmd.Wait()
		switch got := contents(t, out); {
		case equal(got, states["before"]):
			ended["before"]++
		case equal(got, states["after"]):
			ended["after"]++
		default:
			t.Errorf("interrupted after %d/%d of its time: the directory holds %d files, neither the old package nor the new", i, runs, len(got))
		}
	}
	t.Logf("%d runs left the old package, %d the new", ended["before"], ended["after"])
}

// contents are the files of a directory, hidden ones and directories included.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, entry := range entries {
		files[entry.Name()] = nil
		if entry.Type().IsRegular() {
			if files[entry.Name()], err = os.ReadFile(filepath.Join(dir, entry.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
	return files
}

func equal(a, b map[string][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for name, content := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(content, other) {
			return false
		}
	}
	return true
}
