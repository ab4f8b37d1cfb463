// Package tempdir ends the program in its own words where the temporary
// directory cannot be written to.
//
// The import of gowsdl makes a folder in the temporary directory, and where it
// cannot it ends the program with exit code 1: what check returns for code that
// is out of date. This package makes the same folder before that and fails with
// exit code 2. It comes first because Go initializes the packages that are ready
// in the order of their import paths, and this one is ready once os is; gowsdl
// has to wait for net/http. A further import would put that at risk.
package tempdir

import "os"

func init() {
	temp := os.TempDir()
	if err := os.MkdirAll(temp+"/gowsdl-cache", 0o700); err != nil {
		os.Stderr.WriteString("so-wsdlgen: the temporary directory cannot be used: " + err.Error() +
			": set TMPDIR to a directory that can be written to\n")
		os.Exit(2)
	}
}
