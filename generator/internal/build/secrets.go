package build

import (
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// namesSecret tells whether an element of this name holds a credential. It goes
// by the end of the name, where these words stand (TwilioAuthToken, UserPassword).
func namesSecret(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(
		[]string{"password", "passphrase", "ticket", "token", "secret", "apikey", "privatekey"},
		func(word string) bool { return strings.HasSuffix(name, word) },
	)
}

// markSecrets completes what the names of fields tell: text by name that goes
// out in a request is the settings of a gateway or authentication data, whose
// keys only the user knows. And it marks the structs that hold secrets.
func markSecrets(p *ir.Package) {
	for _, a := range p.Agents {
		for _, op := range a.Operations {
			for _, f := range op.Request.Fields {
				if f.Type.Kind == ir.Dictionary && isText(f.Type.Value.Type) {
					f.Secret = true
				}
			}
		}
	}
	for _, t := range slices.Concat(p.Types, []*ir.Type{p.RequestHeader, p.ResponseHeader}) {
		t.Masked = holdsSecret(t)
	}
}

func holdsSecret(t *ir.Type) bool {
	return t != nil && (slices.ContainsFunc(t.Members(), func(f *ir.Field) bool { return f.Secret }) || holdsSecret(t.Base))
}
