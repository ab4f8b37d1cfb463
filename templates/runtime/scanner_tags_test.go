package runtime

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestScannerRemembersNoMoreThanItMay reads start tags that are written alike and
// mean different things, each after the other.
func TestScannerRemembersNoMoreThanItMay(t *testing.T) {
	for _, test := range []struct{ doc, want string }{
		{`<r><x xmlns:i="` + xsi + `"><b i:nil="true"/></x><x xmlns:i="u"><b i:nil="true"/></x></r>`, "b nil, b"},
		{`<r xmlns:i="` + xsi + `"><b i:nil="true"/><b/><b i:nil="false"/><b i:nil="true"/><b></b></r>`, "b nil, b, b, b nil, b"},
		{`<r xmlns:i="` + xsi + `"><b i:nil="true"/><x xmlns:i="u"><b i:nil="true"/></x><b i:nil="true"/></r>`, "b nil, b, b nil"},
		{`<r xmlns="u"><b/><x xmlns="v"><b/></x><b/><x xmlns=""><b/></x><b/></r>`, "{u}b, {v}b, {u}b, b, {u}b"},
		{`<r><p:b xmlns:p="u"/><p:b xmlns:p="v"/><p:b xmlns:p="u"/></r>`, "{u}b, {v}b, {u}b"},
		{`<r><b xmlns="u"><b/></b><b/></r>`, "{u}b, b"},
	} {
		for range 3 { // a scanner from the pool remembers the last time
			if got, err := leaves(test.doc); got != test.want || err != nil {
				t.Errorf("%s has %s, %v, want %s", test.doc, got, err, test.want)
			}
		}
	}
}

// leaves lists the elements named b in a document that have no such child.
func leaves(doc string) (string, error) {
	s := newScanner(strings.NewReader(doc), 1<<20)
	defer s.release()
	var list []string
	var walk func() (found bool)
	walk = func() (found bool) {
		for s.child() {
			text := s.local()
			if s.space() != "" {
				text = "{" + s.space() + "}" + text
			}
			if s.null() {
				text += " nil"
			}
			isB := s.local() == "b"
			found = isB || found
			if !walk() && isB {
				list = append(list, text)
			}
		}
		return found
	}
	if s.root() {
		walk()
	}
	return strings.Join(list, ", "), s.finish()
}

// TestScannerKeepsNoAttributes looks for a secret among the tags that a scanner
// remembers.
func TestScannerKeepsNoAttributes(t *testing.T) {
	doc := `<r xmlns:i="` + xsi + `"><kept ticket="secret"/><kept i:nil="true" ticket="secret"/><kept i:nil="true"/></r>`
	s := newScanner(strings.NewReader(doc), 1<<20)
	if !s.root() {
		t.Fatal(s.err)
	}
	s.skip()
	s.release()
	for _, known := range append(slices.Collect(maps.Values(s.tags)), &s.before) {
		if text := fmt.Sprintf("%#v %#v", known, known.next); strings.Contains(text, "secret") {
			t.Errorf("the scanner remembers %s", text)
		}
	}
	var kept []string
	for known := range s.tags {
		if strings.HasPrefix(known.text, "<kept") {
			kept = append(kept, known.text)
		}
	}
	if want := []string{`<kept i:nil="true"/>`}; !slices.Equal(kept, want) {
		t.Errorf("the scanner remembers %q, want %q", kept, want)
	}
}

// TestScannerForgets reads documents whose names and scopes a scanner must not
// pile up.
func TestScannerForgets(t *testing.T) {
	for kind, element := range map[string]string{
		"names":  `<b%d/>`,
		"scopes": `<p%[1]d:b xmlns:p%[1]d="u"/>`,
		"spaces": `<b xmlns="u%d"/>`,
	} {
		for first := range 20 {
			doc := "<r>"
			for i := range 100 {
				doc += fmt.Sprintf(element, 100*first+i)
			}
			s := newScanner(strings.NewReader(doc+"</r>"), 1<<20)
			s.root()
			s.skip()
			if err := s.finish(); err != nil {
				t.Fatal(err)
			}
			s.release()
			if len(s.tags) > keptTags || len(s.scopes) > keptScopes {
				t.Fatalf("%s: %d tags, %d scopes are kept", kind, len(s.tags), len(s.scopes))
			}
		}
	}
}

// TestListsTakeNoMoreThanTheyNeed reads lists in turn, where each may differ from the one
// before.
func TestListsTakeNoMoreThanTheyNeed(t *testing.T) {
	for _, test := range []struct {
		lengths []int
		most    int // for how many items the last one has room
	}{
		{[]int{0}, 0},
		{[]int{1}, 1},
		{[]int{3}, 4},
		{[]int{3, 3}, 3},
		{[]int{3, 1}, 3},
		{[]int{1, 3}, 4},
		{[]int{100, 100}, 112}, // that much the allocator has in one piece
		{[]int{100, 0}, 0},
		{[]int{5000, 1}, 16},
		{[]int{5000, 17}, 16 * 17},
		{[]int{5000}, 2 * 5000},
	} {
		doc := "<r>"
		for _, n := range test.lengths {
			doc += "<l>" + strings.Repeat("<i>123456</i>", n) + "</l>"
		}
		s := open(t, doc+"</r>")
		s.tags = make(map[spelling]*tag) // nothing is known of these lists
		s.before = tag{}
		var list []int64
		for _, n := range test.lengths {
			s.child()
			decodeList(s, &list, &member{local: "i"}, (*scanner).int64)
			if len(list) != n || n > 0 && list[n-1] != 123456 {
				t.Errorf("%d: %d items, %v", test.lengths, len(list), s.err)
			}
		}
		if s.child(); s.finish() != nil || cap(list) > test.most {
			t.Errorf("%d: room for %d, want no more than %d, %v", test.lengths, cap(list), test.most, s.err)
		}
	}
}
