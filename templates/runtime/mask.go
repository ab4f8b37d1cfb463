package runtime

import (
	"fmt"
	"log/slog"
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
