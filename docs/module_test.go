// Package docs_test holds the pages of the documentation to what the program does.
package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// newModule makes a module example.com/docs in a temporary directory. What go.mod
// requires beyond that is given by lines of it.
func newModule(t *testing.T, requirements string) string {
	t.Helper()
	dir := t.TempDir()
	mod := "module example.com/docs\n\ngo 1.24.0\n\n" + requirements
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// offline is the environment of a go command that finds what is in its caches.
func offline() []string {
	return append(os.Environ(), "GOPROXY=off", "GOSUMDB=off", "GOFLAGS=-mod=mod", "GOWORK=off")
}

// goCommand runs the go command without a network and returns what it prints.
func goCommand(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Dir = dir
	cmd.Env = offline()
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s%s", strings.Join(args, " "), err, output, &stderr)
	}
	return string(output)
}

// table returns the table under a heading, header first, without the line of dashes.
func table(t *testing.T, doc, heading string) [][]string {
	t.Helper()
	_, section, found := strings.Cut(doc, "\n## "+heading+"\n")
	if !found {
		t.Fatalf("there is no heading %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var rows [][]string
	for line := range strings.SplitSeq(section, "\n") {
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "| ---") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(rows) > 0 && len(cells) != len(rows[0]) {
			t.Fatalf("%q has not %d cells", line, len(rows[0]))
		}
		rows = append(rows, cells)
	}
	if len(rows) < 2 {
		t.Fatalf("there is no table under %q", heading)
	}
	return rows
}

// codes are the texts of a cell that stand in backticks.
func codes(cell string) []string {
	var all []string
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
		all = append(all, m[1])
	}
	return all
}
