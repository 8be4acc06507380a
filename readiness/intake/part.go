package intake

import (
	"bytes"
	"encoding"
	"reflect"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/internal/jsonread"
	"github.com/payready/payready/readiness/internal/words"
)

// Parts of a submission and single values may stand in a struct of somebody's own,
// which encoding/json reads. They are read as in ParseSubmission with Strict, and null
// changes nothing.

// readPart reads a struct of a submission for its UnmarshalJSON. It stands at a place of
// a submission, or at several if that is "".
func readPart[T any](b []byte, v *T, at Field, fast func(*fastReader, *T) bool) error {
	if isNull(b) {
		return nil
	}
	var part T
	if len(b) > MaxSubmissionBytes {
		return &InputError{Field: at, Offset: -1, Kind: "too-large"}
	}
	if r := (fastReader{b: b}); !utf8.Valid(b) || !fast(&r, &part) || r.peek() != 0 || r.i != len(b) {
		part = *new(T)
		if err := json.Unmarshal(b, &part, formats().strict); err != nil {
			root := form{t: reflect.TypeFor[T]()}
			if at != "" {
				root, _ = formAt(at.names())
			}
			return inputError(err, b, root)
		}
	}
	*v = part
	return nil
}

// readPlain reads the fields of a struct in a larger one, as if it had no UnmarshalJSON.
func readPlain[T, P any](plain func(*T) *P) *json.Unmarshalers {
	return json.UnmarshalFromFunc(func(d *jsontext.Decoder, v *T) error { return json.UnmarshalDecode(d, plain(v)) })
}

// readText reads a value that is a string, for its UnmarshalJSON.
func readText[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](v P, b []byte) error {
	if isNull(b) {
		return nil
	}
	text, err := jsontext.AppendUnquote(nil, bytes.TrimSpace(b))
	if err != nil {
		return refuse[T]("type", jsonread.ErrString)
	}
	return v.UnmarshalText(text)
}

// parseWord sets *e to the value of a word.
func parseWord[E ~uint8](list []string, e *E, word []byte) error {
	err := words.Parse(list, e, word)
	if err == nil {
		return nil
	}
	bad := refuse[E]("value", err)
	bad.Nearest = words.Meant(string(word), bad.Allowed)
	return bad
}

// refuse says what a value of a type must be, wherever it stands.
func refuse[T any](kind string, cause error) *InputError {
	f := form{t: reflect.TypeFor[T]()}
	f.fill()
	return &InputError{Offset: -1, Kind: kind, Allowed: f.allowed(), form: f, cause: cause}
}

func isNull(b []byte) bool { return string(bytes.TrimSpace(b)) == "null" }
