package runtime

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

type secrets []string

func (s secrets) secrets(add func(string)) {
	for _, secret := range s {
		add(secret)
	}
}

// What others make of a secret is hidden too.
func TestConcealerKnowsForms(t *testing.T) {
	const secret = `a"b'c<d>e&f/g h+i` + "\t\n€"
	var escaped strings.Builder
	if err := xml.EscapeText(&escaped, []byte(secret)); err != nil {
		t.Fatal(err)
	}
	js, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	c := newConcealer(secrets{secret})
	for _, form := range []string{
		secret, html.EscapeString(secret), url.QueryEscape(secret), url.PathEscape(secret), fmt.Sprintf("%q", secret), string(js),
	} {
		text := strings.Trim(form, `"`)
		if got := c.hide("<" + text + ">"); got != "<***>" {
			t.Errorf("got %s", got)
		}
	}
}

func TestConcealer(t *testing.T) {
	c := newConcealer(secrets{"", "secret", "secret-of-secrets"}, "not secretive")
	for text, want := range map[string]string{
		"":                             "",
		"a secret":                     "a ***",
		"secret-of-secrets, secretive": "***, ***ive",
	} {
		if got := c.hide(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for text, want := range map[string]string{
		"page secr":             "page ***",
		"page sec":              "page sec",
		"page secret-of-secret": "page ***",
		"page":                  "page",
	} {
		if got := c.hideCut(text); strings.Contains(got, "secr") || want == "page" && got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A short secret is hidden where it stands alone, and words are left whole.
func TestConcealerKeepsWords(t *testing.T) {
	c := newConcealer(secrets{"e", "on", "12", "é", "abcd"})
	for text, want := range map[string]string{
		"the connection is done":            "the connection is done",
		"e: on, 12; e":                      "***: ***, ***; ***",
		"e=e&on=on":                         "***=***&***=***",
		"<Value>e</Value><Value>on</Value>": "<Value>***</Value><Value>***</Value>",
		"12 of 120, 1.12":                   "*** of 120, 1.***",
		"été é":                             "été ***",
		"xabcdx":                            "x***x",
		"":                                  "",
		"e":                                 "***",
	} {
		if got := c.hide(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestConcealKeepsChains(t *testing.T) {
	c := newConcealer(secrets{"hush"})
	cause := errors.New("refused")
	if err := fmt.Errorf("dial: %w", cause); c.concealError(err) != err {
		t.Error("an error without a secret was changed")
	}
	err := c.concealError(&DecodeError{Path: "a/hush", Reason: "hush", Err: errors.New("hush")})
	if got := err.Error(); got != "xml at byte 0, a/***: ***: ***" {
		t.Errorf("got %s", got)
	}
}
