package readiness

import (
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// A writer appends JSON as the JSON package writes it.
type writer struct {
	b      []byte
	broken bool // something that the JSON package refuses: text that is not UTF-8, a year beyond 9999
}

// cut returns what was written and begins anew.
func (w *writer) cut() string {
	s := string(w.b)
	w.b = w.b[:0]
	return s
}

func (w *writer) raw(s string) *writer {
	w.b = append(w.b, s...)
	return w
}

// word writes a string that needs no escape: of a table of ours.
func (w *writer) word(s string) *writer {
	w.b = append(append(append(w.b, '"'), s...), '"')
	return w
}

func (w *writer) text(s string) *writer {
	if plain(s) {
		return w.word(s)
	}
	b, err := jsontext.AppendQuote(w.b, s)
	w.b, w.broken = b, w.broken || err != nil
	return w
}

// plain reports whether a text needs no escape and is UTF-8.
func plain[T string | []byte](s T) bool {
	var all byte
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' {
			return false
		}
		all |= c
	}
	return all < utf8.RuneSelf || utf8.ValidString(string(s))
}

func (w *writer) number(n int64) *writer {
	if 0 <= n && n < 10 { // as most counts are
		w.b = append(w.b, byte('0'+n))
		return w
	}
	w.b = strconv.AppendInt(w.b, n, 10)
	return w
}

func (w *writer) truth(v bool) *writer {
	w.b = strconv.AppendBool(w.b, v)
	return w
}

func (w *writer) time(t time.Time) *writer {
	b, err := t.AppendText(append(w.b, '"'))
	w.b, w.broken = append(b, '"'), w.broken || err != nil
	return w
}

// comma separates the elements of a list before all but the first.
func (w *writer) comma(i int) *writer {
	if i > 0 {
		w.b = append(w.b, ',')
	}
	return w
}

// member writes a member that is left out when it is empty.
func (w *writer) member(name, s string) *writer {
	if s == "" {
		return w
	}
	return w.raw(name).text(s)
}

// moment is member for a time.
func (w *writer) moment(name string, t time.Time) *writer {
	if t.IsZero() {
		return w
	}
	return w.raw(name).time(t)
}
