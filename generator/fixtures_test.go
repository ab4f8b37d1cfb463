package generator_test

import (
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator"
)

// TestFixtures generates from the WSDLs that gowsdl is tested with: of other
// services than NetServer. What is supported builds as a module of Go 1.24; of what
// is refused the golden has the first message of each kind.
func TestFixtures(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a module")
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/hooklift/gowsdl").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "fixtures")
	paths, err := filepath.Glob(filepath.Join(dir, "*.wsdl"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no WSDLs in %s: %v", dir, err)
	}
	more, err := filepath.Glob(filepath.Join(dir, "*", "*.wsdl"))
	if err != nil {
		t.Fatal(err)
	}
	module := newConformanceModule(t)
	var report strings.Builder
	for _, path := range append(paths, more...) {
		fmt.Fprintf(&report, "# %s\n", filepath.ToSlash(strings.TrimPrefix(path, dir+string(filepath.Separator))))
		sources, err := generator.ReadSources(t.Context(), []string{path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		name := "p" + strings.ToLower(regexp.MustCompile(`\W`).ReplaceAllString(strings.TrimSuffix(filepath.Base(path), ".wsdl"), ""))
		result, err := generator.Generate(sources, generator.Options{Package: name, Server: true})
		if err != nil {
			fmt.Fprintf(&report, "%s\n", kindsOfMessages(t, dir, err))
			continue
		}
		fmt.Fprintf(&report, "builds: %s\n\n", operations(result))
		for _, file := range result.Files {
			module.write(t, name+"/"+file.Name, file.Content)
		}
	}
	module.run(t, nil, "go", "vet", "./...")

	g := newGolden("fixtures")
	g.add("fixtures.txt", []byte(report.String()))
	g.check(t)
}

// operations says how many a package has.
func operations(result *generator.Result) string {
	count := 0
	for _, file := range result.Files {
		count += strings.Count(string(file.Content), " = &operation{")
	}
	return fmt.Sprintf("%d operations", count)
}

// kindsOfMessages are the first messages of each kind, with how many there are of it.
// A kind is a message without what is quoted in it and where it is.
func kindsOfMessages(t *testing.T, dir string, err error) string {
	t.Helper()
	all := generator.Error{}
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	first, count := map[string]int{}, map[string]int{}
	for i, d := range all {
		kind := regexp.MustCompile(`"[^"]*"| in \S+| (type|element|attribute) \S+`).ReplaceAllString(d.Message, " …")
		if count[kind]++; count[kind] == 1 {
			first[kind] = i
		}
	}
	var lines strings.Builder
	for _, kind := range slices.SortedFunc(maps.Keys(first), func(a, b string) int { return first[a] - first[b] }) {
		line := filepath.ToSlash(strings.ReplaceAll(all[first[kind]].String(), dir+string(filepath.Separator), ""))
		fmt.Fprintf(&lines, "%s (%d of this kind)\n", line, count[kind])
	}
	return lines.String()
}
