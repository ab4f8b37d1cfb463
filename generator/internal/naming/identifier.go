package naming

import (
	"go/token"
	"go/types"
	"strings"
	"unicode"
)

// exported is an exported identifier that keeps the spelling of an XML name as
// far as Go allows. A name that cannot begin with an upper-case letter, such as
// one that begins with a digit, gets an X in front.
func exported(name string) string {
	id := letters(name)
	if !token.IsExported(id) {
		return "X" + id
	}
	return id
}

// letters are the characters of a text that an identifier may have. A letter is
// upper-cased at the start and behind a character that was dropped.
func letters(text string) string {
	var b strings.Builder
	upper := true
	for _, r := range text {
		switch {
		case r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			upper = true
			continue
		case upper:
			r = unicode.ToUpper(r)
		}
		upper = false
		b.WriteRune(r)
	}
	return b.String()
}

// isPackageName tells whether a name is right for a generated package: one that
// can be imported, and used without hiding something of Go's own.
func isPackageName(name string) bool {
	return token.IsIdentifier(name) && name == strings.ToLower(name) &&
		name != "main" && name != "_" && types.Universe.Lookup(name) == nil
}
