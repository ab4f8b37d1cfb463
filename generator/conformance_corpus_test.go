package generator_test

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// A corpusVersion is what is published of one version of the services.
type corpusVersion struct {
	name  string   // services86
	dir   string   // has the folders wsdl and envelopes
	wsdls []string // with the project's own WSDLs of the version
}

// corpusVersions are the versions in the corpus: its folders that hold WSDLs.
func corpusVersions(t *testing.T) []corpusVersion {
	t.Helper()
	corpus := os.Getenv("SO_WSDLGEN_CORPUS")
	if corpus == "" {
		t.Skip("SO_WSDLGEN_CORPUS names no folder of published WSDLs and envelopes")
	}
	var versions []corpusVersion
	for _, dir := range glob(t, corpus, "*", "wsdl") {
		v := corpusVersion{name: filepath.Base(filepath.Dir(dir)), dir: filepath.Dir(dir)}
		v.wsdls = glob(t, dir, "*.wsdl")
		published := map[string]bool{}
		for _, path := range v.wsdls {
			published[filepath.Base(path)] = true
		}
		for _, path := range glob(t, "..", "wsdl", "*.wsdl") {
			version, _, _ := strings.Cut(filepath.Base(path), "-")
			if strings.EqualFold(version, v.name) && !published[filepath.Base(path)] {
				v.wsdls = append(v.wsdls, path)
			}
		}
		versions = append(versions, v)
	}
	if len(versions) == 0 {
		t.Fatalf("there are no folders */wsdl in %s", corpus)
	}
	return versions
}

// conformanceInFull tells whether everything is to be checked, however long it takes.
func conformanceInFull() bool { return os.Getenv("SO_WSDLGEN_CONFORMANCE") == "full" }

func glob(t *testing.T, pattern ...string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(pattern...))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// alone are the WSDLs that get a package of their own: all, or a handful from the
// smallest to the largest.
func (v corpusVersion) alone(t *testing.T) []string {
	t.Helper()
	if conformanceInFull() {
		return v.wsdls
	}
	size := map[string]int64{}
	for _, path := range v.wsdls {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		size[path] = info.Size()
	}
	bySize := slices.SortedFunc(slices.Values(v.wsdls), func(a, b string) int { return cmp.Compare(size[a], size[b]) })
	const handful = 5
	if len(bySize) <= handful {
		return bySize
	}
	var some []string
	for i := range handful {
		some = append(some, bySize[i*(len(bySize)-1)/(handful-1)])
	}
	return some
}

// A documentedSample is a documented envelope in the form in which it can be
// sent: with the namespace of SOAP 1.1, and the blocks inside of a Header.
type documentedSample struct {
	name      string
	agent     *ir.Agent
	operation *ir.Operation
	response  bool
	envelope  string
}

// blocksBeforeBody are what the documented requests have between the start tags of
// Envelope and Body.
var blocksBeforeBody = regexp.MustCompile(`(?s)(<SOAP-ENV:Envelope[^>]*>)(.*\S.*)(<SOAP-ENV:Body>)`)

// samples reads the documented envelopes of all agents that have a folder of them.
func (v corpusVersion) samples(t *testing.T, p *ir.Package) []documentedSample {
	t.Helper()
	var all []documentedSample
	for _, agent := range p.Agents {
		dir := filepath.Join(v.dir, "envelopes", agent.Name)
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			continue
		}
		for _, op := range agent.Operations {
			for _, response := range []bool{false, true} {
				name := op.Name + ".request.xml"
				if response {
					name = op.Name + ".response.xml"
				}
				text := strings.Replace(string(readFile(t, dir, name)), soap12NS, soap11NS, 1)
				all = append(all, documentedSample{
					name: agent.Name + "/" + name, agent: agent, operation: op, response: response,
					envelope: blocksBeforeBody.ReplaceAllString(text, "$1<SOAP-ENV:Header>$2</SOAP-ENV:Header>$3"),
				})
			}
		}
		if files := glob(t, dir, "*.xml"); len(files) != 2*len(agent.Operations) {
			t.Errorf("%s: %d envelopes for %d operations", dir, len(files), len(agent.Operations))
		}
	}
	return all
}
