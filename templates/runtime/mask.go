package runtime

import (
	"cmp"
	"fmt"
	"log/slog"
	"slices"
	"strings"
)

// masked stands in place of a secret.
const masked = "***"

// mask hides a secret, but not whether there is one.
func mask(secret string) string {
	if secret == "" {
		return ""
	}
	return masked
}

// maskValues hides the values of a dictionary and shows its keys.
func maskValues[K comparable](m map[K]string) map[K]string {
	if m == nil {
		return nil
	}
	hidden := make(map[K]string, len(m))
	for key, value := range m {
		hidden[key] = mask(value)
	}
	return hidden
}

// formatMasked prints a struct whose secrets are masked already. The type of v
// has no Format method, or this would not end.
func formatMasked(f fmt.State, verb rune, v any) { fmt.Fprintf(f, fmt.FormatString(f, verb), v) }

// logMasked is the log value of a type with a Format method that masks.
func logMasked(v any) slog.Value { return slog.StringValue(fmt.Sprintf("%+v", v)) }

// secretive is a generated struct that holds secrets.
type secretive interface {
	// secrets hands out each secret.
	secrets(add func(string))
}

// masker hides the secrets of a call in text that came from the server, as they
// are and as they are written in XML.
func masker(call ...any) func(text string) string {
	var all []string
	add := func(secret string) {
		if secret == "" {
			return
		}
		all = append(all, secret)
		var w writer
		if w.text(secret); string(w.buf) != secret {
			all = append(all, string(w.buf))
		}
	}
	for _, v := range call {
		if v, ok := v.(secretive); ok {
			v.secrets(add)
		}
	}
	// Of two that begin alike the longer one is to go as a whole.
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return func(text string) string {
		for _, secret := range all {
			text = strings.ReplaceAll(text, secret, masked)
		}
		return text
	}
}
