// Package words parses and formats the values of enumerations, and validates names
// over a small alphabet.
package words

import (
	"errors"
	"strings"
)

// ErrUnknown is returned for a word that is not in the list. It does not repeat the
// word.
var ErrUnknown = errors.New("not one of the values of this list")

// Name returns the word for e, or "" if it has none. An enumeration is a uint8, and
// list holds its words, indexed by value.
func Name[E ~uint8](list []string, e E) string {
	if int(e) >= len(list) {
		return ""
	}
	return list[e]
}

// Parse sets *e to the value of a word. The empty word is an error.
func Parse[E ~uint8](list []string, e *E, word []byte) error {
	for i, w := range list {
		if w == string(word) && w != "" {
			*e = E(i)
			return nil
		}
	}
	return ErrUnknown
}

// Is reports whether s matches [a-z0-9_-]{1,32} and begins with a letter.
func Is(s string) bool {
	if s == "" || len(s) > 32 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// IsKebab reports whether s is a word, as in [Is], in kebab-case.
func IsKebab(s string) bool {
	return Is(s) && !strings.Contains(s, "_") && !strings.Contains(s, "--") && !strings.HasSuffix(s, "-")
}

// IsDigits reports whether s consists of one or more ASCII digits.
func IsDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
