package output

import (
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	const bug = ": so-wsdlgen generated invalid Go, which is a bug in it"
	for _, test := range []struct {
		name, source, want, wantPlace string
	}{
		{
			name:   "gofmt's form",
			source: "// Header.\n\npackage a\nimport (\"os\";\"fmt\")\nvar  X=fmt.Sprint( os.Args )",
			want:   "// Header.\n\npackage a\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nvar X = fmt.Sprint(os.Args)\n",
		},
		{
			name:      "syntax error",
			source:    "package a\n\nfunc (\n",
			wantPlace: "a.go:3:8: ",
		},
		{
			name:      "no package clause",
			source:    "var X = 1\n",
			wantPlace: "a.go:1:1: ",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Format("a.go", []byte(test.source))
			if test.wantPlace == "" {
				if err != nil {
					t.Fatal(err)
				}
			} else if err == nil || !strings.HasPrefix(err.Error(), test.wantPlace) || !strings.HasSuffix(err.Error(), bug) {
				t.Errorf("error %v, want %s…%s", err, test.wantPlace, bug)
			}
			if string(got) != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}
