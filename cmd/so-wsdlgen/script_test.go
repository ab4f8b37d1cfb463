package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"so-wsdlgen": main})
}

// TestScripts runs the command as a user would. In the scripts $REPO is the
// directory of this module, and $WSDL that of its WSDLs. The go command finds
// what is in its caches and no network.
func TestScripts(t *testing.T) {
	repo, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	caches, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	buildCache, moduleCache, _ := strings.Cut(strings.TrimSpace(string(caches)), "\n")
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("REPO", repo)
			env.Setenv("WSDL", filepath.Join(repo, "wsdl"))
			env.Setenv("GOCACHE", buildCache)
			env.Setenv("GOMODCACHE", strings.TrimSpace(moduleCache))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "-mod=mod")
			env.Setenv("GOWORK", "off")
			return nil
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "root":
				return os.Geteuid() == 0, nil
			case "tmpfs":
				return exec.Command("unshare", "--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt").Run() == nil, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitCode,
			"gofile":   goFile,
			"append":   appendLine,
			"nofiles":  noFiles,
			"crlf":     crlf,
			"edit":     edit,
			"encode":   encode,
			"refuses":  refuses,
		},
	})
}

// exitcode CODE PROGRAM ARG… runs a program and holds it to an exit code: exec
// knows no more than zero or not.
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exitcode CODE PROGRAM ARG…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := new(exec.ExitError)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = strconv.Itoa(exit.ExitCode())
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// gofile DIR sets $FILE to the name of the first Go file in DIR, so that
// scripts do not depend on what the generator calls its files.
func goFile(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: gofile DIR")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.go"))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("no Go file in %s", args[0])
	}
	ts.Setenv("FILE", filepath.Base(files[0]))
}

// append FILE LINE adds a line to a file.
func appendLine(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: append FILE LINE")
	}
	content := ts.ReadFile(args[0]) + args[1] + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o644))
}

// nofiles DIR holds DIR to having nothing in it, not even hidden files.
func noFiles(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: nofiles DIR")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, entry := range entries {
		ts.Fatalf("%s holds %s", args[0], entry.Name())
	}
}

// crlf FILE gives a file the line ends of a Windows check-out.
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: crlf FILE")
	}
	content := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o644))
}

// edit FILE OLD NEW puts a new text in place of one that stands in a file once.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	content := ts.ReadFile(args[0])
	if n := strings.Count(content, args[1]); n != 1 {
		ts.Fatalf("%q stands %d times in %s, want once", args[1], n, args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(content, args[1], args[2], 1)), 0o644))
}

// encode FILE ENCODING takes a file from UTF-8 to utf-16le, utf-16be or latin1.
func encode(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: encode FILE ENCODING")
	}
	var encoded []byte
	for _, r := range ts.ReadFile(args[0]) {
		switch args[1] {
		case "utf-16le":
			encoded = append(encoded, byte(r), byte(r>>8))
		case "utf-16be":
			encoded = append(encoded, byte(r>>8), byte(r))
		case "latin1":
			encoded = append(encoded, byte(r))
		default:
			ts.Fatalf("unknown encoding %s", args[1])
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), encoded, 0o644))
}

// refuses WANT PROGRAM ARG… holds a program to what bad input has to lead to: it
// ends with exit code 2, has nothing to say but what is in the file WANT, which may name $WORK, and
// leaves the directory out alone.
func refuses(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: refuses WANT PROGRAM ARG…")
	}
	before := snapshot(ts, "out")
	exitCode(ts, false, append([]string{"2"}, args[1:]...))
	if got := ts.ReadFile("stdout"); got != "" {
		ts.Fatalf("stdout: %s", got)
	}
	if got, want := ts.ReadFile("stderr"), os.Expand(ts.ReadFile(args[0]), ts.Getenv); got != want {
		ts.Fatalf("stderr:\n%s\nwant:\n%s", got, want)
	}
	if after := snapshot(ts, "out"); after != before {
		ts.Fatalf("out was:\n%s\nand is:\n%s", before, after)
	}
}

// snapshot describes all that is in a directory, which may be missing.
func snapshot(ts *testscript.TestScript, dir string) string {
	var b strings.Builder
	err := filepath.WalkDir(ts.MkAbs(dir), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, path, info.Mode(), info.ModTime(), info.Size())
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	return b.String()
}
