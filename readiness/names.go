package readiness

import "errors"

// errEnum deliberately does not repeat the input.
var errEnum = errors.New("not one of the values of this list")

// Every enumeration is a uint8 whose names stand in an array indexed by value.
// The zero value has the empty name where it means unknown.

func nameOf[E ~uint8](names []string, e E) string {
	if int(e) >= len(names) {
		return ""
	}
	return names[e]
}

func parseName[E ~uint8](names []string, e *E, b []byte) error {
	for i, n := range names {
		if n == string(b) && n != "" {
			*e = E(i)
			return nil
		}
	}
	return errEnum
}
