package naming

import "github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"

// A scope is the names of one space of declarations, each with its owner.
type scope map[string]string

// A claim is a wish for a name.
type claim struct {
	owner     string        // for messages, such as "type Contact"
	at        diag.Position // of the owner
	proposals []string      // in order of preference
	// made is what is declared under a name; nil for the name alone.
	made func(name string) []string
}

// take gives a claim the first of its proposals under which all that is to be
// declared is free. If there is none it records a diagnostic.
func (s scope) take(c claim, diags *diag.List) string {
	var clash string
	for _, name := range c.proposals {
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
	diags.Addf(c.at, "%s: the Go name %s is taken by %s", c.owner, clash, s[clash])
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
