package source

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/so-wsdlgen/so-wsdlgen/generator/internal/diag"
)

// maxFollowed is far above what the documents of one service refer to: more is
// a server that makes up ever new ones.
const maxFollowed = 1_000

// A Reference is a place in a document that gives the location of another.
type Reference struct {
	Pos      diag.Position
	Location string
}

// Follow adds the documents that the files refer to, directly or through others,
// and notes in each file where its references lead. A location is relative to
// the file that it stands in. It leads from a file to a file, within an archive,
// and from a URL to others of the same host. Where it leads elsewhere, or where
// nothing is, the reference is left alone.
//
// The error is a diag.Error with a message for each place that names a document
// that is there and could not be read.
func Follow(ctx context.Context, files []File, references func(File) []Reference) ([]File, error) {
	f := follower{known: make(map[string]string, len(files)), files: slices.Clone(files)}
	for _, file := range files {
		f.known[key(file.Name)] = file.Name
	}
	for i := 0; i < len(f.files); i++ { // grows on the way
		refers := maps.Clone(f.files[i].Refers)
		for _, ref := range references(f.files[i]) {
			name := f.follow(ctx, f.files[i].Name, ref)
			if name == "" {
				continue
			}
			if refers == nil {
				refers = make(map[string]string)
			}
			refers[ref.Location] = name
		}
		f.files[i].Refers = refers
	}
	if err := f.problems.Err(); err != nil {
		return nil, err
	}
	return f.files, nil
}

type follower struct {
	files    []File
	known    map[string]string // the names of the files by key; empty for what is not there
	followed int
	problems diag.List
}

// follow is the name of the file that a reference leads to, read if it was not
// yet, or empty.
func (f *follower) follow(ctx context.Context, from string, ref Reference) string {
	target, mayRead := locate(from, ref.Location)
	name, found := f.known[key(target)]
	if found || !mayRead {
		return name
	}
	f.known[key(target)] = ""
	if f.followed++; f.followed > maxFollowed {
		if f.followed == maxFollowed+1 {
			f.problems.Addf(ref.Pos, "%s: more than %d documents refer to each other", ref.Location, maxFollowed)
		}
		return ""
	}
	file, err := readOne(ctx, target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ""
	case err != nil:
		f.problems.Addf(ref.Pos, "%s: %v", target, explain(err))
		return ""
	}
	f.known[key(target)] = file.Name
	f.files = append(f.files, file)
	return file.Name
}

// locate is the name of the file that a location means in the file from, and
// tells whether it may be read without being named by the user: a document
// does not get to choose hosts.
func locate(from, location string) (name string, mayRead bool) {
	u, err := url.Parse(strings.ReplaceAll(strings.TrimSpace(location), `\`, "/"))
	if err != nil {
		return "", false
	}
	u.Fragment = ""
	if isURL(from) {
		base, err := url.Parse(from)
		if err != nil {
			return "", false
		}
		u = base.ResolveReference(u)
		return u.String(), u.Scheme == base.Scheme && u.Host == base.Host && u.User == nil
	}
	if u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Path == "" {
		return u.String(), false
	}
	if archive, entry, ok := cutArchive(from); ok {
		return archive + "!" + path.Join(path.Dir(entry), u.Path), true
	}
	file := filepath.FromSlash(u.Path)
	if !filepath.IsAbs(file) {
		file = filepath.Join(filepath.Dir(from), file)
	}
	return file, true
}
