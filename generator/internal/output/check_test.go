package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	a, b := generated("a.go", "a"), generated("b.go", "b")
	for _, test := range []struct {
		name   string
		before tree
		want   string // with $DIR for the directory
	}{
		{
			name:   "current",
			before: tree{"a.go": string(a.Content), "b.go": string(b.Content), "hand.go": "package a\n"},
		},
		{
			name: "missing directory",
			want: "$DIR/a.go: missing\n" +
				"$DIR/b.go: missing\n",
		},
		{
			name:   "line ends",
			before: tree{"a.go": crlf(a), "b.go": string(b.Content)},
			want:   "$DIR/a.go: has CRLF line ends and is current otherwise: check it out with LF (*.go text eol=lf in .gitattributes)\n",
		},
		{
			name:   "everything",
			before: tree{"a.go": crlf(generated("a.go", "old")), "old.go": header},
			want: "diff $DIR/a.go $DIR/a.go (generated)\n" +
				"--- $DIR/a.go\n" +
				"+++ $DIR/a.go (generated)\n" +
				"@@ -2,4 +2,4 @@\n" +
				" \n" +
				" package a\n" +
				" \n" +
				"-// old\n" +
				"+// a\n" +
				"$DIR/b.go: missing\n" +
				"$DIR/old.go: stale: no longer generated\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			test.before.make(t, dir)
			d, err := Check(dir, []File{a, b})
			if err != nil {
				t.Fatal(err)
			}
			want := strings.ReplaceAll(test.want, "$DIR/", dir+string(filepath.Separator))
			if got := d.String(); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			if d.Empty() != (want == "") {
				t.Errorf("Empty() = %t", d.Empty())
			}
			if test.before == nil {
				if _, err := os.Stat(dir); err == nil {
					t.Error("Check made the directory")
				}
				return
			}
			test.before.check(t, dir)
		})
	}
}

func TestJoinKeepsTheDirectoryAsTyped(t *testing.T) {
	sep := string(filepath.Separator)
	for dir, want := range map[string]string{
		"out":       "out" + sep + "a.go",
		"./out":     "./out" + sep + "a.go",
		"out" + sep: "out" + sep + "a.go",
		"../x/../y": "../x/../y" + sep + "a.go",
		".":         "." + sep + "a.go",
		sep:         sep + "a.go",
	} {
		if got := join(dir, "a.go"); got != want {
			t.Errorf("join(%q) = %q, want %q", dir, got, want)
		}
	}
}
