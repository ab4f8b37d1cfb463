// Package runtime is the part of a generated package that no schema changes: a
// SOAP 1.1 client and handler, the XML writer and scanner under them, and the
// errors.
//
// It is ordinary Go, tested where it stands. The generator copies its files into
// each package that it writes, with the package clause changed, so that generated
// code depends on the standard library alone and never on a version of this
// module. What the schemas add is called by name here and stands in standin.go,
// which is not copied.
package runtime
