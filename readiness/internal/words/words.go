// Package words parses and formats the values of enumerations, and validates names
// over a small alphabet.
package words

import (
	"encoding"
	"errors"
	"iter"
	"reflect"
	"slices"
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

// Parse sets *e to the value of a word. The empty word is the value without a name,
// if there is one, since that is how encoding/json writes it.
func Parse[E ~uint8](list []string, e *E, word []byte) error {
	for i, w := range list {
		if w == string(word) {
			*e = E(i)
			return nil
		}
	}
	return ErrUnknown
}

// Of returns the words of an enumeration in the order of its values: those that
// survive a round trip. It returns nil for every other type.
func Of(t reflect.Type) (list []string) {
	if t.Kind() != reflect.Uint8 {
		return nil
	}
	for i := range 256 {
		v := reflect.New(t)
		v.Elem().SetUint(uint64(i))
		from, isText := v.Interface().(encoding.TextMarshaler)
		to, reads := v.Interface().(encoding.TextUnmarshaler)
		if !isText || !reads {
			return nil
		}
		if word, err := from.MarshalText(); err == nil && len(word) > 0 && to.UnmarshalText(word) == nil && v.Elem().Uint() == uint64(i) {
			list = append(list, string(word))
		}
	}
	return list
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

// Meant returns the word of a list that was probably meant: the same but for case and
// dashes, a slip of the pen away, or the only one with the word as a part.
func Meant(word string, list []string) string {
	if word == "" || len(word) > 64 {
		return ""
	}
	own := Folded(word)
	for _, w := range list {
		if Folded(w) == own {
			return w
		}
	}
	if near := Nearest(word, slices.Values(list)); near != "" {
		return near
	}
	part := ""
	for _, w := range list {
		if len(own) < 3 || !strings.Contains(Folded(w), own) {
			continue
		}
		if part != "" {
			return ""
		}
		part = w
	}
	return part
}

// Folded leaves out what spellings differ in.
func Folded(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// Nearest returns the candidate that a slip or two of the pen could have made of
// word: letters left out, added or changed, in at most a third of it. It returns ""
// if none is near.
func Nearest(word string, candidates iter.Seq[string]) (near string) {
	a := []rune(strings.ToLower(word))
	if len(a) > 64 {
		return ""
	}
	best := min(len(a)/3, 2) + 1
	for c := range candidates {
		b := []rune(strings.ToLower(c))
		if len(b) == 0 || len(b)-len(a) >= best || len(a)-len(b) >= best {
			continue
		}
		if d := slips(a, b); d < best {
			best, near = d, c
		}
	}
	return near
}

// slips returns the number of letters to add, leave out or change.
func slips(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
