package runtime

import (
	"cmp"
	"errors"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// secretive is a generated struct that holds secrets.
type secretive interface {
	// secrets hands out each secret.
	secrets(add func(string))
}

// A concealer hides secrets in text.
type concealer struct {
	forms []string // the secrets, in each way that they are written
}

// newConcealer hides the secrets of the values that have some.
func newConcealer(values ...any) *concealer {
	c := new(concealer)
	for _, v := range values {
		if v, ok := v.(secretive); ok {
			v.secrets(c.add)
		}
	}
	// Of two that begin alike the longer one is to go as a whole.
	slices.SortFunc(c.forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	c.forms = slices.Compact(c.forms)
	return c
}

// jsonEscapes are those of JSON that is safe in HTML, which Go and .NET write.
var jsonEscapes = strings.NewReplacer("&", `\u0026`, "<", `\u003c`, ">", `\u003e`)

// add takes a secret as it is, and as it stands in XML, HTML, URLs and JSON.
func (c *concealer) add(secret string) {
	if secret == "" {
		return
	}
	var xml writer
	xml.text(secret)
	quoted := strconv.Quote(secret)
	quoted = quoted[1 : len(quoted)-1]
	for _, form := range []string{
		string(xml.buf), attributeEscapes.Replace(string(xml.buf)), html.EscapeString(secret),
		url.QueryEscape(secret), url.PathEscape(secret), quoted, jsonEscapes.Replace(quoted),
	} {
		if form != secret && form != "" { // empty where XML can't hold it
			c.forms = append(c.forms, form)
		}
	}
	c.forms = append(c.forms, secret)
}

// leastTelling is how many bytes of a secret tell something of it where they stand
// amid other letters.
const leastTelling = 4

// hide puts *** in place of each secret. One that is shorter than leastTelling is
// hidden where it stands alone: if each e of a text were, the text would be lost,
// and the secret told.
func (c *concealer) hide(text string) string {
	for _, form := range c.forms {
		if len(form) < leastTelling {
			text = hideWord(text, form)
			continue
		}
		text = strings.ReplaceAll(text, form, masked)
	}
	return text
}

// hideWord puts *** in place of a word where neither a letter nor a digit adjoins it.
func hideWord(text, word string) string {
	var b strings.Builder
	done := 0
	for at := 0; ; {
		next := strings.Index(text[at:], word)
		if next < 0 {
			return b.String() + text[done:]
		}
		start := at + next
		at = start + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[at:])
		if !isWordRune(before) && !isWordRune(after) {
			b.WriteString(text[done:start] + masked)
			done = at
		}
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// hideCut is hide for text that was cut: the beginning of a secret at the end goes
// too, if it is long enough to tell anything.
func (c *concealer) hideCut(text string) string {
	text = c.hide(text)
	for _, form := range c.forms {
		for n := min(len(form)-1, len(text)); n >= leastTelling; n-- {
			if strings.HasSuffix(text, form[:n]) {
				return text[:len(text)-n] + masked
			}
		}
	}
	return text
}

// hideEntries is a dictionary with the secrets hidden in keys and values.
func (c *concealer) hideEntries(m map[string]string) map[string]string {
	if m == nil {
		return nil
	}
	hidden := make(map[string]string, len(m))
	for key, value := range m {
		hidden[c.hide(key)] = c.hide(value)
	}
	return hidden
}

// conceal hides the call's secrets in an error that may quote the server.
func (x *exchange) conceal(err error) error {
	c := newConcealer(&x.header, x.request)
	return c.concealError(err)
}

func (c *concealer) concealError(err error) error {
	var quoting interface{ conceal(c *concealer) }
	if errors.As(err, &quoting) {
		quoting.conceal(c)
		return err
	}
	if text := err.Error(); c.hide(text) != text {
		return errors.New(c.hide(text)) // a chain would lead to the secret
	}
	return err
}

func (e *Fault) conceal(c *concealer) {
	for _, text := range []*string{&e.Code, &e.Reason, &e.Actor, &e.Detail} {
		*text = c.hide(*text)
	}
}

func (e *HTTPError) conceal(c *concealer) {
	e.ContentType, e.LocationHost = c.hide(e.ContentType), c.hide(e.LocationHost)
	e.Body = c.hideCut(e.Body)
}

func (e *DecodeError) conceal(c *concealer) {
	e.Path, e.Reason = c.hide(e.Path), c.hide(e.Reason)
	if e.Err != nil {
		e.Err = c.concealError(e.Err)
	}
}
