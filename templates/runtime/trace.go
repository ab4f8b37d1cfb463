package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// A tracer shows what goes over the wire.
type tracer struct {
	show     func(ctx context.Context, request, response string)
	contents bool
}

// maxTrace is how much of a message is shown: 1 MiB.
const maxTrace = 1 << 20

// WithTrace has a function see each request with its response when the exchange is
// over, as text: a first line, a header of note, and the message, of which all
// contents are masked and the elements are left. The response is empty where none
// came. The function must be safe for concurrent use.
func WithTrace(show func(ctx context.Context, request, response string)) Option {
	return withTracer(show, false)
}

// WithFullTrace is WithTrace with the contents of the messages, for the eyes of
// developers: only tickets, tokens, passwords and what else the schema is known to
// hold of secrets are masked. The contents of a response that can't be read, and
// those of one whose items are handed out one by one, are masked as a whole, since
// what is secret in them is not known.
func WithFullTrace(show func(ctx context.Context, request, response string)) Option {
	return withTracer(show, true)
}

func withTracer(show func(ctx context.Context, request, response string), contents bool) Option {
	return func(s *settings) {
		s.tracer = nil
		if show != nil {
			s.tracer = &tracer{show, contents}
		}
	}
}

// traceSize is how many bytes of a message are to be kept for the tracer.
func (x *exchange) traceSize() int {
	if x.client.settings.tracer == nil {
		return 0
	}
	return maxTrace
}

// trace shows an exchange that is over. There is no answer when none came.
func (x *exchange) trace(ctx context.Context, message *message, answer *http.Response, body []byte, err error) {
	t := x.client.settings.tracer
	if t == nil {
		return
	}
	c := newConcealer(&x.header, x.request, x.response)
	request := fmt.Sprintf("POST %s\nSOAPAction: %q\n\n", x.client.endpoint, x.op.action) +
		t.text(c, message.buf[:min(len(message.buf), maxTrace)], t.contents)
	response := ""
	if answer != nil {
		response = fmt.Sprintf("HTTP %d\nContent-Type: %s\n\n", answer.StatusCode, c.hide(answer.Header.Get("Content-Type"))) +
			t.text(c, body, t.contents && !x.streams && wasRead(err))
	}
	t.show(ctx, request, response)
}

// wasRead reports whether a call that ended so read its answer to the end.
func wasRead(err error) bool {
	return !errors.As(err, new(*DecodeError)) && !errors.As(err, new(*HTTPError))
}

func (t *tracer) text(c *concealer, message []byte, contents bool) string {
	text := string(message)
	if !contents {
		text = hideContents(text)
	}
	return c.hideCut(text)
}

// hideContents masks what stands between the tags of XML, well-formed or not, and
// the values of attributes, but for those that tell of namespaces, types and nil.
func hideContents(xml string) string {
	var b strings.Builder
	for {
		text, markup, more := strings.Cut(xml, "<")
		if strings.TrimSpace(text) != "" {
			text = masked
		}
		b.WriteString(text)
		if !more {
			return b.String()
		}
		if section, ok := strings.CutPrefix(markup, "![CDATA["); ok {
			b.WriteString(masked)
			_, xml, _ = strings.Cut(section, "]]>")
			continue
		}
		if comment, ok := strings.CutPrefix(markup, "!--"); ok {
			_, xml, _ = strings.Cut(comment, "-->")
			continue
		}
		b.WriteString("<")
		xml = hideAttributes(&b, markup)
	}
}

// hideAttributes writes a tag, without the < before it, and returns what follows.
func hideAttributes(b *strings.Builder, markup string) (rest string) {
	for {
		i := strings.IndexAny(markup, "=>")
		if i < 0 {
			b.WriteString(masked) // the tag is cut
			return ""
		}
		b.WriteString(markup[:i+1])
		if markup[i] == '>' {
			return markup[i+1:]
		}
		name := markup[:i]
		name = name[strings.LastIndexAny(name, " \t\r\n")+1:]
		markup = markup[i+1:]
		if markup == "" || markup[0] != '"' && markup[0] != '\'' {
			b.WriteString(masked + ">") // not XML
			_, rest, _ = strings.Cut(markup, ">")
			return rest
		}
		quote := markup[:1]
		value, after, _ := strings.Cut(markup[1:], quote)
		if !strings.HasPrefix(name, "xmlns") && !strings.HasSuffix(name, ":nil") && !strings.HasSuffix(name, ":type") {
			value = masked
		}
		b.WriteString(quote + value + quote)
		markup = after
	}
}
