package runtime

import (
	"strconv"
	"strings"
)

// maxInner bounds what inner returns: the detail of a fault is for people.
const maxInner = 64 << 10

// inner returns the content of the current element as XML and consumes it. Each
// element in it declares the namespaces that it needs, so it can stand anywhere
// where there is no default namespace. Comments and processing instructions are
// dropped. What would make it longer than about 64 kB is left out: the first
// such part has … in its place, and all elements are closed.
func (s *scanner) inner() string {
	if s.err != nil || len(s.stack) == 0 {
		return ""
	}
	c := copier{most: maxInner}
	s.copyContent(&c, "")
	if s.err != nil {
		return ""
	}
	return string(c.buf)
}

// A copier holds the XML that is copied from a scanner.
type copier struct {
	writer
	most int  // how much is taken; 0 for all
	full bool // nothing more is taken
}

// limit replaces what was written after the mark if that is too much.
func (c *copier) limit(mark int) {
	if c.most > 0 && len(c.buf) > c.most {
		c.buf = append(c.buf[:mark], "…"...)
		c.full = true
	}
}

// copyContent copies the content of the current element, where space is the
// default namespace, and consumes it.
func (s *scanner) copyContent(c *copier, space string) {
	if s.current().empty {
		s.pop()
		return
	}
	for s.err == nil {
		s.decoded = s.decoded[:0]
		start := s.next(true)
		if mark := len(c.buf); !c.full {
			c.text(string(s.decoded)) // it holds nothing that a writer would refuse
			c.limit(mark)
		}
		if !start {
			s.endTag()
			return
		}
		if s.startTag() {
			s.copyElement(c, space)
		}
	}
}

// copyElement copies the current element and consumes it.
func (s *scanner) copyElement(c *copier, space string) {
	if c.full {
		s.skip()
		return
	}
	mark := len(c.buf)
	local := s.local()
	c.raw("<" + local)
	if s.space() != space {
		space = s.space()
		c.attribute("xmlns", space)
	}
	for i, a := range s.current().attrs {
		name, value := a.local, a.value
		prefix := "n" + strconv.Itoa(i)
		switch a.space {
		case "":
		case xmlSpace:
			name = "xml:" + name
		default:
			c.attribute("xmlns:"+prefix, a.space)
			name = prefix + ":" + name
		}
		if a.space == xsi && a.local == "type" {
			value = s.copyTypeName(c)
		}
		c.attribute(name, value)
	}
	c.raw(">")
	if c.limit(mark); c.full {
		s.skip()
		return
	}
	s.copyContent(c, space)
	c.end("<" + local + ">")
}

// copyTypeName declares a prefix for the xsi:type of the current element and
// returns the name with it.
func (s *scanner) copyTypeName(c *copier) string {
	name, _ := s.typeName()
	if name.space == "" {
		return name.local // a default namespace of the copy would catch it, but no prefix means none
	}
	c.attribute("xmlns:t", name.space)
	return "t:" + name.local
}

// attribute appends an attribute. Its white space must be written as references,
// or it would arrive as spaces.
func (c *copier) attribute(name, value string) {
	c.raw(" " + name + `="`)
	mark := len(c.buf)
	c.text(value)
	value = string(c.buf[mark:])
	c.buf = append(c.buf[:mark], attributeEscapes.Replace(value)...)
	c.raw(`"`)
}

var attributeEscapes = strings.NewReplacer(`"`, "&#34;", "\t", "&#9;", "\n", "&#10;")
