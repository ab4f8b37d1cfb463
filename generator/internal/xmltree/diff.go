package xmltree

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// Diff tells where two trees differ, a line for each place, as in
//
//	/Envelope/Body/Send/Item[2]: text "a" ≠ "b"
//
// with what a holds before what b holds. It is empty for equal trees.
func Diff(a, b *Node) string {
	var d differ
	if a.Name != b.Name {
		d.report("", "element %s ≠ %s", expanded(a.Name), expanded(b.Name))
	} else {
		d.compare("/"+a.Name.Local, a, b)
	}
	return d.lines.String()
}

type differ struct{ lines strings.Builder }

func (d *differ) report(path, format string, args ...any) {
	if path == "" {
		path = "/"
	}
	fmt.Fprintf(&d.lines, "%s: %s\n", path, fmt.Sprintf(format, args...))
}

// compare compares two elements of one name.
func (d *differ) compare(path string, a, b *Node) {
	d.attributes(path, a.Attrs, b.Attrs)
	if a.Text != b.Text {
		d.report(path, "text %q ≠ %q", a.Text, b.Text)
	}
	seen := map[xml.Name]int{}
	for i := range max(len(a.Children), len(b.Children)) {
		switch {
		case i >= len(b.Children):
			d.report(path, "child %d: element %s ≠ none", i+1, expanded(a.Children[i].Name))
		case i >= len(a.Children):
			d.report(path, "child %d: none ≠ element %s", i+1, expanded(b.Children[i].Name))
		case a.Children[i].Name != b.Children[i].Name:
			// What follows is out of step and would only be noise.
			d.report(path, "child %d: element %s ≠ %s", i+1, expanded(a.Children[i].Name), expanded(b.Children[i].Name))
			return
		default:
			name := a.Children[i].Name
			seen[name]++
			d.compare(step(path, name.Local, seen[name]), a.Children[i], b.Children[i])
		}
	}
}

// step is the path of the nth child of a name.
func step(path, local string, n int) string {
	if n == 1 {
		return path + "/" + local
	}
	return fmt.Sprintf("%s/%s[%d]", path, local, n)
}

// attributes compares two lists in the order of names.
func (d *differ) attributes(path string, a, b []xml.Attr) {
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && compareNames(a[0].Name, b[0].Name) < 0:
			d.report(path, "attribute %s %q ≠ none", expanded(a[0].Name), a[0].Value)
			a = a[1:]
		case len(a) == 0 || compareNames(a[0].Name, b[0].Name) > 0:
			d.report(path, "attribute %s none ≠ %q", expanded(b[0].Name), b[0].Value)
			b = b[1:]
		default:
			if a[0].Value != b[0].Value {
				d.report(path, "attribute %s %q ≠ %q", expanded(a[0].Name), a[0].Value, b[0].Value)
			}
			a, b = a[1:], b[1:]
		}
	}
}
