package emit

import (
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
)

// commenter is a jen.File or jen.Group.
type commenter interface{ Comment(string) *jen.Statement }

// comment writes text as line comments.
func comment(to commenter, text string) {
	for _, line := range commentLines(text) {
		to.Comment(line)
	}
}

// commentLines are the lines of text as comments. Every piece of text from a WSDL
// goes through here, for jennifer passes a comment that begins like Go's on as it
// is: each line gets its own "// ", so that nothing in it can end the comment or be
// a directive.
func commentLines(text string) []string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line = strings.TrimRightFunc(strings.Map(printable, line), unicode.IsSpace)
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "+build"); ok {
			// Of a line like this gofmt makes a build constraint of the file,
			// wherever it stands.
			line = "(+build)" + rest
		}
		lines = append(lines, strings.TrimRight("// "+line, " "))
	}
	return lines
}

// printable drops what Go source can't hold.
func printable(r rune) rune {
	if r == 0 || r == 0xFEFF || r == 0xFFFD {
		return -1
	}
	return r
}

// docOf is the doc comment of a declaration: the WSDL's documentation, which
// begins with the declared name or is put behind it, or else what stands in for it.
func docOf(name, documentation, otherwise string) string {
	switch {
	case documentation == "":
		return name + " " + otherwise
	case documentation == name, strings.HasPrefix(documentation, name+" "):
		return wrap(documentation)
	}
	return wrap(name + ": " + documentation)
}

// wrap breaks lines at 80 columns or so; empty lines part paragraphs.
func wrap(text string) string {
	const width = 80
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString("\n\n")
		}
		column := 0
		for _, word := range strings.Fields(paragraph) {
			switch {
			case column == 0:
			case column+1+len(word) > width:
				b.WriteByte('\n')
				column = 0
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += len(word)
		}
	}
	return b.String()
}
