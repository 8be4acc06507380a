package intake

import (
	"bytes"
	"reflect"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/internal/jsonread"
)

// A Fact is the answer to a yes-or-no question, if known. The zero Fact is Unknown,
// which is never taken for No. In JSON it is true, false or null.
type Fact uint8

const (
	Unknown Fact = iota
	No
	Yes
)

// FactOf returns Yes or No for a bool that was actually observed.
func FactOf(b bool) Fact {
	if b {
		return Yes
	}
	return No
}

// Known reports whether f is Yes or No.
func (f Fact) Known() bool { return f-No <= Yes-No }

func (f Fact) String() string { return [...]string{"unknown", "no", "yes"}[min(f, Yes)] }

func (f Fact) MarshalJSON() ([]byte, error) {
	return []byte([...]string{"null", "false", "true"}[min(f, Yes)]), nil
}

func (f *Fact) UnmarshalJSON(b []byte) error {
	switch string(bytes.TrimSpace(b)) {
	case "true":
		*f = Yes
	case "false":
		*f = No
	case "null":
		*f = Unknown
	default:
		return refuse[Fact]("type", jsonread.ErrFact)
	}
	return nil
}

// Opt is a value that may be unknown, for quantities whose zero is a real value,
// such as an amount or a count. The zero Opt is unknown.
type Opt[T any] struct {
	V  T
	OK bool
}

// Some returns a known value.
func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }

// IsZero reports whether the value is unknown. JSON then leaves it out.
func (o Opt[T]) IsZero() bool { return !o.OK }

func (o Opt[T]) MarshalJSONTo(e *jsontext.Encoder) error {
	if !o.OK {
		return e.WriteToken(jsontext.Null)
	}
	return json.MarshalEncode(e, o.V)
}

// MarshalJSON writes the value, or null, for encoding/json.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if !o.OK {
		return []byte("null"), nil
	}
	return json.Marshal(o.V)
}

// UnmarshalJSON reads a value, or null, for encoding/json.
func (o *Opt[T]) UnmarshalJSON(b []byte) error {
	*o = Opt[T]{}
	if string(bytes.TrimSpace(b)) == "null" {
		return nil
	}
	err := json.Unmarshal(b, &o.V, formats().strict)
	o.OK = err == nil
	switch any(o).(type) {
	case *Opt[int64], *Opt[Fen], *Opt[Percent]:
		if err != nil {
			return inputError(err, b, form{t: reflect.TypeFor[Opt[T]]()})
		}
	}
	return err
}

func (o *Opt[T]) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	*o = Opt[T]{}
	if d.PeekKind() == 'n' {
		_, err := d.ReadToken()
		return err
	}
	if err := json.UnmarshalDecode(d, &o.V); err != nil {
		return err
	}
	o.OK = true
	return nil
}
