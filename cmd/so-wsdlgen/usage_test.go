package main

import "testing"

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "out", 3},
		{"out", "", 3},
		{"check", "check", 0},
		{"chek", "check", 1},
		{"checkk", "check", 1},
		{"chack", "check", 1},
		{"kitten", "sitting", 3},
		{"intention", "execution", 5},
	} {
		if got := editDistance(test.a, test.b); got != test.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := editDistance(test.b, test.a); got != test.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", test.b, test.a, got, test.want)
		}
	}
}

func TestClosest(t *testing.T) {
	flags := []string{"package", "out", "server", "quiet", "help", "h"}
	for name, want := range map[string]string{
		"pakage":   "package",
		"Package":  "package",
		"packages": "package",
		"ou":       "",
		"oot":      "out",
		"silent":   "",
		"x":        "",
		"":         "",
	} {
		if got := closest(name, flags); got != want {
			t.Errorf("closest(%q) = %q, want %q", name, got, want)
		}
	}
}
