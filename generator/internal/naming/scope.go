package naming

import (
	"fmt"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// A scope is the names of one space of declarations, each with its owner.
type scope map[string]string

// reserve is a scope with the names that generated code has beside those of the
// schema.
func reserve(names []string) scope {
	s := scope{}
	for _, name := range names {
		s[name] = "the generated code"
	}
	return s
}

// A claim is a wish for a name.
type claim struct {
	owner     string        // for messages and overrides, such as "type Contact"
	at        diag.Position // of the owner
	proposals []string      // in order of preference
	// made is what is declared under a name; nil for the name alone.
	made func(name string) []string
	// derived: the name is made of the owner's own, to which overrides go.
	derived bool
	// internal: the name is none that a user sees or overrides.
	internal bool
}

// take gives a claim its override, or else the first of its proposals, under
// which all that is to be declared is free. If there is none it records a
// diagnostic, with the lines of the configuration that would give another name.
func (n *namer) take(s scope, c claim) string {
	proposals := c.proposals
	if o := n.overrides[c.owner]; o != nil && !c.derived && !c.internal {
		o.used = true
		proposals = []string{o.Go}
	}
	var clash string
	for _, name := range proposals {
		declarations := []string{name}
		if c.made != nil {
			declarations = c.made(name)
		}
		if clash = s.firstTaken(declarations); clash == "" {
			for _, d := range declarations {
				s[d] = c.owner
			}
			return name
		}
	}
	cure := ""
	if !c.internal {
		cure = fmt.Sprintf("; choose another in so-wsdlgen.yaml:\n  names:\n    %s: NewName", yamlKey(c.owner))
	}
	n.diags.Addf(c.at, "%s: the Go name %s is taken by %s%s", c.owner, clash, s[clash], cure)
	return ""
}

// firstTaken is the first of the names that has an owner, empty for none.
func (s scope) firstTaken(names []string) string {
	for _, name := range names {
		if _, taken := s[name]; taken {
			return name
		}
	}
	return ""
}
