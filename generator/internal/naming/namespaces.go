package naming

import (
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/ir"
)

// namespaces names the constants of the namespaces after the last segment of
// their URIs, or after as many of the last as no other namespace ends in.
func (n *namer) namespaces(all []ir.Namespace) {
	constants := scope{}
	for i := range all {
		ns := &all[i]
		var proposals []string
		most := len(segments(ns.URI))
		for count := 1; count <= most; count++ {
			tail := lastSegments(ns.URI, count)
			shared := slices.ContainsFunc(all, func(other ir.Namespace) bool {
				return other.URI != ns.URI && lastSegments(other.URI, count) == tail
			})
			if !shared || count == most {
				proposals = append(proposals, "namespace"+tail)
			}
		}
		if proposals == nil {
			proposals = []string{"namespace"}
		}
		ns.Go = n.take(constants, claim{owner: "namespace " + ns.URI, at: ns.Pos, proposals: proposals, internal: true})
	}
}

// lastSegments are up to count segments from the end of a URI as a part of an
// identifier.
func lastSegments(uri string, count int) string {
	all := segments(uri)
	return strings.Join(all[max(0, len(all)-count):], "")
}

// segments are the parts of a URI that have characters for an identifier.
func segments(uri string) []string {
	var all []string
	for _, segment := range strings.FieldsFunc(uri, func(r rune) bool { return r == '/' || r == ':' }) {
		if id := letters(segment); id != "" {
			all = append(all, id)
		}
	}
	return all
}
