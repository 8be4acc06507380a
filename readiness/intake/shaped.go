package intake

import (
	"time"
	"unicode/utf8"

	"github.com/payready/payready/readiness/internal/chinatime"
)

// A submission whose shape is surely right needs no validator, which takes a hundred
// times as long and says what is wrong with the others. The conditions are those of the
// tags, see shaped in the generated file; where a tag allows more, this is unsure.

func isText(s string, most int) bool { return len(s) <= most && utf8.ValidString(s) }

func isMoment(t time.Time) bool { return t.IsZero() || chinatime.Unix(t) != 0 }

// isCode accepts printable ASCII.
func isCode(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return len(s) <= 64
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return true
}

func isCountry(s string) bool {
	return len(s) == 2 && s[0]|0x20-'a' < 26 && s[1]|0x20-'a' < 26
}

func isHexadecimal(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 && s[i]|0x20-'a' > 5 {
			return false
		}
	}
	return s != ""
}

func all[T any](list []T, ok func(*T) bool) bool {
	for i := range list {
		if !ok(&list[i]) {
			return false
		}
	}
	return true
}
