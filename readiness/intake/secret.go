package intake

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"unsafe"
)

const redacted = "[redacted]"

// ErrRedacted is returned when the text "[redacted]" is decoded into a Secret. A
// submission that was logged or marshalled has lost its personal data and must not
// be assessed as if that text were a name.
var ErrRedacted = errors.New("readiness: the value was redacted before it was encoded")

// A Secret holds personal text: a name, a number, an address. Hide makes one, Reveal
// returns the text. Everything else shows "[redacted]": all fmt verbs, slog, JSON
// and gob. Printers that walk unexported fields by reflection see only a pointer and
// a length.
//
// The zero Secret means unknown. Compare with Equal; == does not compile. A Secret
// is safe for concurrent use.
type Secret struct {
	_ [0]func()      // not comparable
	p unsafe.Pointer // keeps the string's bytes alive
	n int
}

// Hide wraps s without copying it. Hide("") is the zero Secret.
func Hide(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{p: unsafe.Pointer(unsafe.StringData(s)), n: len(s)} // #nosec G103 -- see Secret: no printer follows it
}

// Reveal returns the text.
func (s Secret) Reveal() string {
	if s.n == 0 {
		return ""
	}
	return unsafe.String((*byte)(s.p), s.n) // #nosec G103 -- as Hide took it apart
}

// IsZero reports whether the text is unknown.
func (s Secret) IsZero() bool { return s.n == 0 }

// Equal reports whether s and t hold the same text, in time that depends only on
// their lengths.
func (s Secret) Equal(t Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(t.Reveal())) == 1
}

func (s Secret) String() string             { return redacted }
func (s Secret) GoString() string           { return redacted }
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }
func (s Secret) LogValue() slog.Value       { return slog.StringValue(redacted) }

// MarshalText returns "[redacted]", or nothing if the text is unknown.
func (s Secret) MarshalText() ([]byte, error) {
	if s.IsZero() {
		return nil, nil
	}
	return []byte(redacted), nil
}

// UnmarshalText hides a copy of b. It refuses "[redacted]" with ErrRedacted.
func (s *Secret) UnmarshalText(b []byte) error {
	if string(b) == redacted {
		return refuse[Secret]("redacted", ErrRedacted)
	}
	*s = Hide(string(b))
	return nil
}

func (s *Secret) UnmarshalJSON(b []byte) error { return readText(s, b) }
