package generator

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/build"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/sample"
	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/wsdl"
)

// An EnvelopeForm is a way to write sample envelopes.
type EnvelopeForm string

// The forms of sample envelopes.
const (
	Documented EnvelopeForm = "documented" // as the vendor's documentation prints them
	Wire       EnvelopeForm = "wire"       // as they are sent
)

// EnvelopeOptions say which sample envelopes to write.
type EnvelopeOptions struct {
	Form EnvelopeForm
	// Operation is one operation, as AGENT.OPERATION or, for all agents that have
	// it, OPERATION. Empty stands for all.
	Operation string
	// Now is the time that dateTimes have.
	Now time.Time
}

// Envelopes makes sample envelopes of WSDLs of one version: for each operation
// AGENT/OPERATION.request.xml and, unless it is a one-way operation,
// AGENT/OPERATION.response.xml, in the order of agents and operations.
func Envelopes(sources []Source, opts EnvelopeOptions) ([]File, error) {
	if opts.Form != Documented && opts.Form != Wire {
		return nil, fmt.Errorf("there is no form %q; there are %s and %s", opts.Form, Documented, Wire)
	}
	set, err := wsdl.Load(sources)
	if err != nil {
		return nil, err
	}
	model, err := build.Package(set, build.Options{})
	if err != nil {
		return nil, err
	}
	var files []File
	for _, agent := range model.Agents {
		for _, op := range agent.Operations {
			if wanted := opts.Operation; wanted == "" || wanted == op.Name || wanted == agent.Name+"."+op.Name {
				files = append(files, envelopesOf(model, agent, op, opts)...)
			}
		}
	}
	if len(files) == 0 && opts.Operation != "" {
		return nil, unknownOperation(model, opts.Operation)
	}
	return files, nil
}

func envelopesOf(p *ir.Package, agent *ir.Agent, op *ir.Operation, opts EnvelopeOptions) []File {
	write := func(response bool) []byte {
		if opts.Form == Documented {
			return sample.Documented(p, agent, op, response, opts.Now)
		}
		return sample.Wire(p, agent, op, response, opts.Now)
	}
	stem := agent.Name + "/" + op.Name
	files := []File{{Name: stem + ".request.xml", Content: write(false)}}
	if response := write(true); response != nil {
		files = append(files, File{Name: stem + ".response.xml", Content: response})
	}
	return files
}

// unknownOperation names the operations that there are in the agent that is
// named, or else the agents.
func unknownOperation(p *ir.Package, name string) error {
	agentName, _, _ := strings.Cut(name, ".")
	i := slices.IndexFunc(p.Agents, func(a *ir.Agent) bool { return a.Name == agentName })
	if i < 0 {
		var agents []string
		for _, a := range p.Agents {
			agents = append(agents, a.Name)
		}
		return fmt.Errorf("there is no operation %s; name it as AGENT.OPERATION, the agents being %s", name, strings.Join(agents, ", "))
	}
	var operations []string
	for _, op := range p.Agents[i].Operations {
		operations = append(operations, agentName+"."+op.Name)
	}
	return fmt.Errorf("there is no operation %s; there are %s", name, strings.Join(operations, ", "))
}
