package source

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// Base is the last part of a file's name, which is the same wherever the file
// was found: without folder, archive, host and query.
func Base(name string) string {
	if isURL(name) {
		if u, err := url.Parse(name); err == nil && strings.Trim(u.Path, "/") != "" {
			return path.Base(u.EscapedPath())
		}
		return "URL"
	}
	if _, entry, ok := cutArchive(name); ok {
		return path.Base(entry)
	}
	return filepath.Base(name)
}

// key is the same for two names of the same file.
func key(name string) string {
	if isURL(name) {
		return name
	}
	if archive, entry, ok := cutArchive(name); ok {
		return filepath.Clean(archive) + "!" + entry
	}
	return filepath.Clean(name)
}

func isURL(name string) bool {
	scheme, _, found := strings.Cut(name, "://")
	return found && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// cutArchive takes apart the name of an archive, or of something inside one;
// inside is empty for the whole.
func cutArchive(name string) (archive, inside string, ok bool) {
	const extension = ".zip"
	if isURL(name) {
		return "", "", false
	}
	lower := strings.ToLower(name)
	if i := strings.Index(lower, extension+"!"); i >= 0 {
		end := i + len(extension)
		return name[:end], name[end+1:], true
	}
	return name, "", strings.HasSuffix(lower, extension)
}

// In is a name that is written in a file of a folder, seen from the working
// directory.
func In(dir, name string) string {
	if isURL(name) || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}
