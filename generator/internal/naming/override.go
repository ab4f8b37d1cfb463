package naming

import (
	"go/token"
	"strconv"
	"strings"
	"unicode"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// An Override gives something a name of the user's choice.
type Override struct {
	Of  string        // what is named, as messages call it, such as "type Contact"
	Go  string        // an exported identifier
	Pos diag.Position // of the override
}

// override is an Override and whether something has its name.
type override struct {
	Override
	used bool
}

// override enters the overrides that can be names.
func (n *namer) override(overrides []Override) {
	n.overrides = make(map[string]*override, len(overrides))
	for _, o := range overrides {
		if !token.IsExported(o.Go) || !token.IsIdentifier(o.Go) {
			n.diags.Addf(o.Pos, "%s: %q is not an exported Go identifier", o.Of, o.Go)
		}
		n.overrides[o.Of] = &override{Override: o}
	}
}

// checkUsed reports the overrides of what there is not.
func (n *namer) checkUsed() {
	for _, o := range n.overrides {
		if !o.used {
			n.diags.Addf(o.Pos, "there is no %s to be named: write what messages call it, such as "+
				"type Contact, operation Contact.Save or element Contact/Name", o.Of)
		}
	}
}

// yamlKey is a text as the key of a mapping in YAML.
func yamlKey(text string) string {
	special := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" ./_-", r)
	}
	if strings.ContainsFunc(text, special) {
		return strconv.Quote(text)
	}
	return text
}
