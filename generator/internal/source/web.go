package source

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// timeLimit bounds the reading of one URL from dialling to the last byte.
const timeLimit = 30 * time.Second

// pinPrefix stands in the fragment of a URL before the SHA-256 to be checked.
const pinPrefix = "sha256="

// Pin is the URL of a document together with the SHA-256 of what was read: given
// in the URL's place, it makes sure that the same is read again. It is empty for
// a file that is not from the web.
func (f File) Pin() string {
	if !isURL(f.Name) {
		return ""
	}
	return f.Name + "#" + pinPrefix + digest(f.Data)
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// fetch reads what is at a URL. No error holds the URL, which may have a
// redirection's secrets in it.
func fetch(ctx context.Context, address string) (File, error) {
	name, pin, err := cutPin(address)
	if err != nil {
		return File{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	data, err := get(ctx, name)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return File{}, fmt.Errorf("was not read within %d s: try again, or download it and name the file", int(timeLimit.Seconds()))
	case err != nil:
		return File{}, err
	}
	if found := digest(data); pin != "" && found != pin {
		return File{}, fmt.Errorf("has the SHA-256 %s, not %s: find out what changed, then correct the URL", found, pin)
	}
	return File{Name: name, Data: data}, nil
}

// cutPin checks a URL and takes its fragment off.
func cutPin(address string) (name, pin string, err error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return "", "", errors.New("is not a URL: check its spelling")
	case u.User != nil:
		return "", "", errors.New("has a user or password in it: leave them out, or download the WSDL and name the file")
	}
	name, fragment, _ := strings.Cut(address, "#")
	if fragment == "" {
		return name, "", nil
	}
	pin, ok := strings.CutPrefix(strings.ToLower(fragment), pinPrefix)
	if sum, err := hex.DecodeString(pin); !ok || err != nil || len(sum) != sha256.Size {
		return "", "", fmt.Errorf("ends in #%s: only #%s and 64 hexadecimal digits may stand there", fragment, pinPrefix)
	}
	return name, pin, nil
}

func get(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, withoutURL(err)
	}
	client := http.Client{CheckRedirect: checkRedirect}
	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", withoutURL(err))
	}
	defer response.Body.Close()

	mediaType, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	switch {
	case response.StatusCode == http.StatusUnauthorized, response.StatusCode == http.StatusForbidden:
		return nil, fmt.Errorf("wants a login (%s): download the WSDL in a browser and name the file", response.Status)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("was answered with %s: check the address, as in https://…/Messaging.svc?singleWsdl", response.Status)
	case mediaType == "text/html", mediaType == "application/xhtml+xml":
		return nil, errors.New("is an HTML page: a WSDL's address ends in .svc?singleWsdl")
	}
	data, err := readLimited(response.Body)
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return nil, errors.New("is a zip archive: download it and name the file")
	}
	return data, err
}

// checkRedirect stops at what net/http alone would follow.
func checkRedirect(next *http.Request, via []*http.Request) error {
	const maxRedirects = 10
	switch {
	case len(via) == maxRedirects:
		return errors.New("it redirects too often")
	case next.URL.User != nil:
		return errors.New("it redirects to a URL with a user or password in it")
	case via[0].URL.Scheme == "https" && next.URL.Scheme != "https":
		return errors.New("it redirects from https to http")
	}
	return nil
}

// withoutURL takes the URL off an error of net/http.
func withoutURL(err error) error {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		return urlErr.Err
	}
	return err
}

// masked is a name without the user and password that a URL may have, even one
// that is spelled wrongly.
func masked(name string) string {
	if !isURL(name) {
		return name
	}
	if u, err := url.Parse(name); err == nil && u.User == nil {
		return name
	}
	scheme, rest, _ := strings.Cut(name, "://")
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = "…@" + rest[i+1:]
	}
	return scheme + "://" + rest
}
