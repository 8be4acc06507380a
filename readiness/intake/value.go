package intake

import (
	"bytes"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/jsonread"
	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/workday"
)

// Unit says what a Value measures.
type Unit uint8

const (
	_           Unit = iota
	UnitFact         // yes or no
	UnitCount        // an integer
	UnitFen          // money in fen
	UnitDay          // a civil day
	UnitInstant      // a time, to the second
	UnitWord         // one word of a closed list
	UnitWords        // several words of a closed list
)

// A Value is a fact, a count, an amount, a day, a time or words of a closed list. It
// holds no free text, so nothing personal fits. Make one with Truth, Count, Amount,
// Day, Instant, Word or Words. The zero Value is unknown.
type Value struct {
	unit Unit
	n    int64
	word string
}

func Truth(f Fact) Value  { return Value{unit: UnitFact, n: int64(f)} }
func Count(n int64) Value { return Value{unit: UnitCount, n: n} }
func Amount(f Fen) Value  { return Value{unit: UnitFen, n: int64(f)} }
func Day(d workday.Date) Value {
	return Value{unit: UnitDay, n: int64(d.Year)<<16 | int64(d.Month)<<8 | int64(d.Day)}
}
func Instant(t time.Time) Value { return Value{unit: UnitInstant, n: t.Unix()} }

// Word returns one word of the list that a Key declares.
func Word(w string) Value { return Value{unit: UnitWord, word: w} }

// Words returns a set of the words that a Key declares; bit i is for the i-th word.
func Words(set uint64) Value { return Value{unit: UnitWords, n: int64(set)} }

func (v Value) IsZero() bool { return v.unit == 0 }
func (v Value) Unit() Unit   { return v.unit }

// Fact returns a yes-or-no value, or Unknown if v is not one.
func (v Value) Fact() Fact {
	if v.unit != UnitFact {
		return Unknown
	}
	return Fact(v.n)
}

// Int returns a count or an amount. It is false if v is neither.
func (v Value) Int() (int64, bool) { return v.n, v.unit == UnitCount || v.unit == UnitFen }

// Date returns a civil day, or the zero Date if v is not one.
func (v Value) Date() workday.Date {
	if v.unit != UnitDay {
		return workday.Date{}
	}
	return workday.Date{Year: int16(v.n >> 16), Month: uint8(v.n >> 8), Day: uint8(v.n)}
}

// Time returns a time, or the zero time if v is not one.
func (v Value) Time() time.Time {
	if v.unit != UnitInstant {
		return time.Time{}
	}
	return chinatime.Time(v.n)
}

// Word returns a word, or "" if v is not one.
func (v Value) Word() string { return v.word }

// Set returns a set of words, bit i for the key's i-th, or 0 if v is not one.
func (v Value) Set() uint64 {
	if v.unit != UnitWords {
		return 0
	}
	return uint64(v.n)
}

// Extra holds inputs of custom checks, by ExtraField(name). In JSON it is an object
// by name, whose values are booleans, integers, days such as "2006-01-02", times in
// RFC 3339, or words of [a-z0-9_-]{1,32} that begin with a letter.
type Extra map[Field]Value

const maxExtra = 64

var (
	errExtraName  = errors.New("names of extra inputs must be words of [a-z0-9_]")
	errExtraValue = errors.New("must be a boolean, an integer, a day, a time or a word")
	errExtraMany  = errors.New("too many extra inputs")
)

func (x Extra) MarshalJSONTo(e *jsontext.Encoder) error {
	m := make(map[string]any, len(x))
	for f, v := range x {
		name, ok := strings.CutPrefix(string(f), "/extra/")
		if !ok || !words.Is(name) {
			return errExtraName
		}
		m[name] = v.Any()
	}
	return json.MarshalEncode(e, m, json.Deterministic(true))
}

// Any returns the value as JSON shows it: a Fact, an integer, a Date, a time.Time or
// a string.
func (v Value) Any() any {
	switch v.unit {
	case UnitFact:
		return Fact(v.n)
	case UnitDay:
		return v.Date()
	case UnitInstant:
		return v.Time()
	case UnitWord:
		return v.word
	}
	return v.n
}

// MarshalJSON writes the object for encoding/json.
func (x Extra) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := x.MarshalJSONTo(jsontext.NewEncoder(&b))
	return bytes.TrimSpace(b.Bytes()), err
}

// UnmarshalJSON reads the object for encoding/json.
func (x *Extra) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, x); err != nil { // by UnmarshalJSONFrom
		return inputError(err, b, form{t: reflect.TypeFor[Extra]()})
	}
	return nil
}

// MarshalJSON writes the value as Any has it, and null if it is unknown.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(v.Any())
}

// UnmarshalJSON reads a value of Extra.
func (v *Value) UnmarshalJSON(b []byte) (err error) {
	if *v, err = parseValue(jsontext.Value(bytes.TrimSpace(b))); err != nil {
		return refuse[Value]("value", err)
	}
	return nil
}

func (x *Extra) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	var m map[string]jsontext.Value
	if err := json.UnmarshalDecode(d, &m); err != nil {
		return err
	}
	if len(m) > maxExtra {
		return errExtraMany
	}
	*x = make(Extra, len(m))
	for name, raw := range m {
		if !words.Is(name) {
			return errExtraName
		}
		v, err := parseValue(raw)
		if err != nil {
			return err
		}
		if !v.IsZero() {
			(*x)[ExtraField(name)] = v
		}
	}
	return nil
}

func parseValue(raw jsontext.Value) (Value, error) {
	switch raw.Kind() {
	case 'n':
		return Value{}, nil
	case 't':
		return Truth(Yes), nil
	case 'f':
		return Truth(No), nil
	case '0':
		n, err := jsonread.ParseInt(string(raw))
		return Count(n), err
	case '"':
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return Value{}, errExtraValue
		}
		if words.Is(s) {
			return Word(s), nil
		}
		var d workday.Date
		if d.UnmarshalText([]byte(s)) == nil {
			return Day(d), nil
		}
		var t time.Time
		if jsonread.Moment(&t, []byte(s)) {
			return Instant(t), nil
		}
	}
	return Value{}, errExtraValue
}

// Percent is a percentage in hundredths: 5 % is 500. In JSON it is a number of
// percent with at most two decimals.
type Percent int32

var errPercent = errors.New("must be 0 to 100 with at most two decimals")

func (p Percent) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(p)/100, 'f', -1, 64), nil
}

func (p *Percent) UnmarshalJSON(b []byte) error {
	whole, frac, _ := strings.Cut(string(b), ".")
	n, err := strconv.ParseUint(whole+(frac + "00")[:2], 10, 16)
	if err != nil || len(frac) > 2 && strings.Trim(frac[2:], "0") != "" || n > 100_00 {
		return refuse[Percent]("value", errPercent)
	}
	*p = Percent(n)
	return nil
}
