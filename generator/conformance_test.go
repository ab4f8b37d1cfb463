package generator_test

import (
	"fmt"
	"testing"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/xmltree"
)

// TestConformance holds the generator to the published WSDLs and documented
// envelopes of every version in the corpus. What it generates of a version, all in
// one package, with strings that are values and with strings that are pointers,
//
//   - builds, and vet has nothing to say;
//   - reads every documented envelope and writes it again without loss;
//   - passes on what it was given: Get, change one field, Save;
//   - writes nothing that the schemas of the WSDLs refuse.
//
// The corpus is what the environment variable SO_WSDLGEN_CORPUS names: a folder
// with servicesNN/wsdl and servicesNN/envelopes. A handful of WSDLs is built alone
// too. With SO_WSDLGEN_CONFORMANCE=full it is all of them, and staticcheck looks at
// everything: that takes minutes more than a test may by itself, so give a -timeout.
func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles some packages of 180,000 lines")
	}
	versions := corpusVersions(t)
	table := new(conformanceTable)
	t.Run("versions", func(t *testing.T) {
		for _, v := range versions {
			t.Run(v.name, func(t *testing.T) {
				t.Parallel()
				checkConformance(t, v, table)
			})
		}
	})
	t.Logf("\n%s", table)
}

// checkConformance checks a version.
func checkConformance(t *testing.T, v corpusVersion, table *conformanceTable) {
	module := newConformanceModule(t)
	values := module.generate(t, "values", asValues, v.wsdls)
	pointers := module.generate(t, "pointers", asPointers, v.wsdls)
	row := table.row(v, values.model)
	t.Run("builds", func(t *testing.T) {
		for _, path := range v.alone(t) {
			module.generateAlone(t, path)
			row.alone++
		}
		module.run(t, nil, "go", "vet", "./values", "./alone/...")
		module.run(t, nil, "go", "build", "./alone/...")
		if conformanceInFull() {
			module.staticcheck(t, "./values", "./alone/...")
		}
	})
	schemas := newConformanceSchemas(t, v.wsdls)
	for _, p := range []*conformancePackage{values, pointers} {
		t.Run(p.name, func(t *testing.T) {
			p.compile(t)
			t.Run("samples", func(t *testing.T) { checkSamples(t, v, p, schemas, row) })
			t.Run("saves", func(t *testing.T) { checkSaves(t, p, schemas, row) })
		})
	}
	t.Run("schemas", func(t *testing.T) { row.valid = schemas.validate(t) })
	row.envelopes = schemas.count
}

// checkSamples sends every documented envelope through the generated types. A
// strict reader has to take all requests but those with a value that is none.
func checkSamples(t *testing.T, v corpusVersion, p *conformancePackage, schemas *conformanceSchemas, row *conformanceRow) {
	samples := v.samples(t, p.model)
	var jobs []conformanceJob
	for _, s := range samples {
		jobs = append(jobs, conformanceJob{Action: s.operation.SOAPAction, Response: s.response, Envelope: s.envelope})
	}
	if row.samples = len(samples); row.samples == 0 {
		t.Errorf("there are no documented envelopes in %s", v.dir)
	}
	failures := failures{t: t}
	for i, res := range p.run(t, jobs) {
		s := samples[i]
		header, wrapper := p.model.RequestHeader, s.operation.Request
		if s.response {
			header, wrapper = p.model.ResponseHeader, s.operation.Response
		}
		n := normaliser{keepNull: p.keepNull()}
		want := n.envelope(header, wrapper, parseXML(t, []byte(s.envelope)))
		switch {
		case res.Err != "":
			failures.add(s.name, res.Err)
		case n.refused != (res.Strict != "") && !s.response:
			failures.add(s.name, fmt.Sprintf("has a value that a strict reader must refuse: %t, but it says %q", n.refused, res.Strict))
		default:
			if failures.compare(s.name, want, res.Envelope) {
				row.equal[p.mode]++
				schemas.add(t, s.agent.Source, res.Envelope)
			}
		}
	}
}

// checkSaves has every type that one operation returns and another takes read,
// changed in one field and written.
func checkSaves(t *testing.T, p *conformancePackage, schemas *conformanceSchemas, row *conformanceRow) {
	pairs := savePairs(p.model)
	if len(pairs) == 0 {
		t.Error("no type is both returned and taken")
	}
	var cases []saveCase
	var jobs []conformanceJob
	for _, pair := range pairs {
		for seed := range saveSeeds {
			c := newSaveCase(t, p.model, pair, seed)
			cases, jobs = append(cases, c), append(jobs, c.job())
			schemas.add(t, c.get.agent.Source, c.envelope)
		}
	}
	failures := failures{t: t}
	broken := map[*ir.Type]bool{}
	for i, res := range p.run(t, jobs) {
		c := cases[i]
		n := normaliser{keepNull: p.keepNull()}
		want := n.envelope(p.model.RequestHeader, c.put.operation.Request, c.want())
		switch {
		case res.Err != "":
			failures.add(c.name(), res.Err)
			broken[c.held] = true
		case failures.compare(c.name(), want, res.Envelope):
			schemas.add(t, c.put.agent.Source, res.Envelope)
		default:
			broken[c.held] = true
		}
	}
	row.types = len(pairs)
	row.saved[p.mode] = len(pairs) - len(broken)
}

// failures reports the first few of what may be thousands.
type failures struct {
	t     *testing.T
	count int
}

func (f *failures) add(name, message string) {
	f.t.Helper()
	const shown = 10
	if f.count++; f.count > shown {
		f.t.Fail()
		return
	}
	const most = 2000
	f.t.Errorf("%s: %.*s", name, most, message)
}

// compare reports whether an envelope that we wrote is the one that is wanted.
func (f *failures) compare(name string, want *xmltree.Node, got string) bool {
	f.t.Helper()
	diff := xmltree.Diff(want, parseXML(f.t, []byte(got)))
	if diff != "" {
		f.add(name, "wanted ≠ written\n"+diff)
	}
	return diff == ""
}
