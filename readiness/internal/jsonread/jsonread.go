// Package jsonread decodes the JSON values that submissions and policies share:
// exact integers, times and enumeration words. Its errors say what a value must be
// and never repeat it.
package jsonread

import (
	"bytes"
	"encoding"
	"errors"
	"reflect"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

var (
	ErrInteger = errors.New("must be an integer of at most ±(2^53−1)")
	ErrMoment  = errors.New("must be a moment with an offset (RFC 3339)")
	ErrString  = errors.New("must be a string")
	errWord    = errors.New("must be one of the words of its list")
	ErrFact    = errors.New("must be true, false or null")
)

// MaxInt is the largest integer that every JSON decoder keeps exact.
const MaxInt = 1<<53 - 1

// SkipMark removes a leading UTF-8 byte order mark and returns its length.
func SkipMark(b []byte) ([]byte, int64) {
	const mark = "\ufeff"
	rest, ok := bytes.CutPrefix(b, []byte(mark))
	if !ok {
		return b, 0
	}
	return rest, int64(len(mark))
}

// Text reads a string. The next read may overwrite the result.
func Text(d *jsontext.Decoder) (text []byte, null bool, err error) {
	v, err := d.ReadValue()
	switch {
	case err != nil:
		return nil, false, err
	case v.Kind() == 'n':
		return nil, true, nil
	case v.Kind() != '"':
		return nil, false, ErrString
	case bytes.IndexByte(v, '\\') < 0:
		return v[1 : len(v)-1], false, nil
	}
	text, err = jsontext.AppendUnquote(nil, v)
	return text, false, err
}

// Int reads an integer. Null is an error.
func Int[T ~int64](d *jsontext.Decoder, n *T) error {
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	if v.Kind() != '0' {
		return ErrInteger
	}
	i, err := ParseInt(string(v))
	*n = T(i)
	return err
}

// ParseInt parses an integer in the range ±MaxInt.
func ParseInt(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > MaxInt || n < -MaxInt {
		return 0, ErrInteger
	}
	return n, nil
}

// Time reads an RFC 3339 time. Null is the zero time.
func Time(d *jsontext.Decoder, t *time.Time) error {
	b, null, err := Text(d)
	if err != nil || null {
		return err
	}
	if !Moment(t, b) {
		return ErrMoment
	}
	return nil
}

// Moment reads an RFC 3339 time. time.Parse takes more: hours of one digit, a comma before
// parts of a second, and offsets that no time of day has and no JSON can be written of.
func Moment(t *time.Time, b []byte) bool {
	if len(b) < len("2006-01-02T15:04:05Z") || b[13] != ':' || b[19] == ',' {
		return false
	}
	if b[len(b)-1] != 'Z' {
		if offset := b[len(b)-len("08:00"):]; string(offset[:2]) > "23" || string(offset[3:]) > "59" {
			return false
		}
	}
	var err error
	*t, err = time.Parse(time.RFC3339, string(b))
	return err == nil
}

// Word returns an unmarshaler for the words of a type. Null is the zero value. If
// lenient, so is an unknown word, which a later version may know.
func Word[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](lenient bool) *json.Unmarshalers {
	enumeration := reflect.TypeFor[T]().Kind() == reflect.Uint8
	return json.UnmarshalFromFunc(func(d *jsontext.Decoder, v *T) error {
		b, null, err := Text(d)
		if err != nil || null {
			return err
		}
		if len(b) == 0 && enumeration {
			err = errWord // only null and absence are unknown
		} else {
			err = P(v).UnmarshalText(b)
		}
		if lenient {
			return nil
		}
		return err
	})
}
