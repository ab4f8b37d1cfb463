package naming

import (
	"go/token"
	"testing"
)

func TestExported(t *testing.T) {
	tests := []struct{ name, want string }{
		{"MessagingId", "MessagingId"},
		{"sendMessages", "SendMessages"},
		{"int", "Int"},
		{"type", "Type"},
		{"user-name", "UserName"},
		{"a.b.c", "ABC"},
		{"snake_case", "Snake_case"},
		{"_hidden", "X_hidden"},
		{"2D", "X2D"},
		{"2d", "X2d"},
		{"år", "År"},
		{"名前", "X名前"},
		{"--", "X"},
		{"", "X"},
		{"SendMessages/Status", "SendMessagesStatus"},
		{"e\u0301a", "EA"}, // a combining accent is no character of Go's
		{"\xff\xfea", "A"},
	}
	for _, test := range tests {
		if got := exported(test.name); got != test.want {
			t.Errorf("exported(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

func FuzzIdentifier(f *testing.F) {
	for _, seed := range []string{"MessagingId", "func", "_", "2D", "ǆ", "ß", "İ", "名前", "\u0301", "a\u200db", "\xff", "*/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		id := exported(name)
		if !token.IsIdentifier(id) || !token.IsExported(id) {
			t.Errorf("exported(%q) = %q", name, id)
		}
		if again := exported(id); again != id {
			t.Errorf("exported(%q) = %q, and of that %q", name, id, again)
		}
		if id := "T" + letters(name); !token.IsIdentifier(id) {
			t.Errorf("%q from %q is no identifier", id, name)
		}
	})
}

func TestPackageName(t *testing.T) {
	tests := []struct {
		name string
		ok   bool
	}{
		{"services86", true},
		{"messaging", true},
		{"", false},
		{"Services86", false},
		{"86services", false},
		{"services-86", false},
		{"services.86", false},
		{"main", false},
		{"_", false},
		{"func", false},
		{"string", false},
		{"any", false},
		{"max", false},
	}
	for _, test := range tests {
		if got := isPackageName(test.name); got != test.ok {
			t.Errorf("isPackageName(%q) = %t", test.name, got)
		}
	}
}
