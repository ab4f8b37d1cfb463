package source_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An entry is a name in an archive and the text under it.
type entry struct{ name, text string }

func archive(t *testing.T, entries ...entry) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArchive(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, map[string]string{"all.zip": archive(t,
		entry{`soap\Services87-Contact.wsdl`, "<87/>"},
		entry{`soap\Services86-Person.wsdl`, "<p/>"},
		entry{"soap/Services86-Contact.wsdl", "<c/>"},
		entry{"soap/types.xsd", "<types/>"},
		entry{"__MACOSX/soap/._Services86-Contact.wsdl", "\x00"},
		entry{"folder.wsdl/", ""},
		entry{"../outside.wsdl", "<o/>"},
	)})
	tests := []struct {
		name string
		want []string
	}{
		{"all.zip", []string{
			"all.zip!../outside.wsdl: <o/>",
			"all.zip!soap/Services86-Contact.wsdl: <c/>",
			"all.zip!soap/Services86-Person.wsdl: <p/>",
			"all.zip!soap/Services87-Contact.wsdl: <87/>",
		}},
		{"all.zip!Services86-*.wsdl", []string{
			"all.zip!soap/Services86-Contact.wsdl: <c/>",
			"all.zip!soap/Services86-Person.wsdl: <p/>",
		}},
		{"all.zip!soap/*Contact.wsdl", []string{
			"all.zip!soap/Services86-Contact.wsdl: <c/>",
			"all.zip!soap/Services87-Contact.wsdl: <87/>",
		}},
		{"./all.zip!soap/Services86-Person.wsdl", []string{"./all.zip!soap/Services86-Person.wsdl: <p/>"}},
		{"*.zip", []string{
			"all.zip!../outside.wsdl: <o/>",
			"all.zip!soap/Services86-Contact.wsdl: <c/>",
			"all.zip!soap/Services86-Person.wsdl: <p/>",
			"all.zip!soap/Services87-Contact.wsdl: <87/>",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(t, test.name)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestArchiveRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	sound := archive(t, entry{"a.wsdl", "<a/>"})
	encrypted := bytes.ReplaceAll([]byte(sound), []byte("PK\x01\x02\x14\x00\x14\x00\x08"), []byte("PK\x01\x02\x14\x00\x14\x00\x09"))
	if string(encrypted) == sound {
		t.Fatal("the flags are elsewhere")
	}
	write(t, map[string]string{
		"sound.zip":     sound,
		"none.zip":      archive(t, entry{"a.xsd", "<a/>"}),
		"text.zip":      "not an archive",
		"twice.zip":     archive(t, entry{"x/a.wsdl", "<a/>"}, entry{`x\a.wsdl`, "<b/>"}),
		"control.zip":   archive(t, entry{"a\nvar X = 1.wsdl", "<a/>"}),
		"empty.zip":     archive(t, entry{"a.wsdl", ""}),
		"bomb.zip":      archive(t, entry{"a.wsdl", strings.Repeat("\x00", 64<<20+1)}),
		"encrypted.zip": string(encrypted),
		"damaged.zip":   strings.Replace(sound, "\xff\xff", "\x00\x00", 1),
	})
	if info, err := os.Stat("bomb.zip"); err != nil || info.Size() > 1<<20 {
		t.Fatalf("no bomb: %v, %v", info, err)
	}
	for name, want := range map[string]string{
		"none.zip":      "holds no *.wsdl: name the archive that has them",
		"text.zip":      "is not a zip archive: download it again",
		"twice.zip":     "holds x/a.wsdl twice: pack it again",
		"control.zip":   `holds an entry called "a\nvar X = 1.wsdl": pack it again without`,
		"empty.zip":     "a.wsdl: is empty: download the WSDL again",
		"bomb.zip":      "a.wsdl: is larger than 64 MiB: not a WSDL",
		"encrypted.zip": "a.wsdl: is encrypted: unpack the archive first",
		"damaged.zip":   "a.wsdl: cannot be read: flate: corrupt input before offset 10",
		"sound.zip!b*":  "matches nothing in the archive: check the pattern",
		"sound.zip![":   "is not a pattern: close the [",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff([]string{name + ": " + want}, refusal(t, t.Context(), name)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
