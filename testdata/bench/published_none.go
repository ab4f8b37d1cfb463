//go:build !corpus

package main

import (
	"fmt"
	"os"
	"time"
)

// published has rows that say how to get them.
func published() []shape {
	return []shape{missing("decode a contact"), missing("decode 10000 archive rows")}
}

// missing is the name of a row that needs published WSDLs.
type missing string

func (m missing) title() string { return string(m) }

func (m missing) measure(int, time.Duration) ([]result, error) {
	_, err := fmt.Fprintf(os.Stderr, "%s is left out: it needs services86/wsdl/Services86-Contact.wsdl and "+
		"Services86-Archive.wsdl, which SuperOffice publishes. Let SO_WSDLGEN_CORPUS name the folder that services86 is in.\n", string(m))
	return nil, err
}
