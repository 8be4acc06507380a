package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// Evidence is one measured value of a finding, under a key its check declares.
type Evidence struct {
	Key   string
	Value intake.Value
}

// Note returns the evidence v under key.
func Note(key string, v intake.Value) Evidence { return Evidence{key, v} }

// A Key declares evidence that the findings of a check may carry. No report can carry
// any other.
type Key struct {
	Name  string // snake_case
	Unit  intake.Unit
	Words []string // of UnitWord and UnitWords, at most 63
	Texts []Text   // what messages say for each of Words; nil for the words themselves
}

// number encodes a value for a note: a word as its index in Words, a day as its
// number, a moment in Unix seconds. It is false if the word is not in Words.
func (k *Key) number(v intake.Value) (n int64, ok bool) {
	switch k.Unit {
	case intake.UnitFact:
		return int64(v.Fact()), true
	case intake.UnitDay:
		return int64(v.Date().Days()), true
	case intake.UnitInstant:
		return v.Time().Unix(), true
	case intake.UnitWord:
		n := slices.Index(k.Words, v.Word())
		return int64(n), n >= 0
	case intake.UnitWords:
		return int64(v.Set()), true
	}
	return v.Int()
}

// value is the inverse of number.
func (k *Key) value(n int64) intake.Value {
	switch k.Unit {
	case intake.UnitFact:
		return intake.Truth(intake.Fact(n))
	case intake.UnitDay:
		return intake.Day(chinatime.DateOf(n*chinatime.Day - chinatime.Offset))
	case intake.UnitInstant:
		return intake.Instant(chinatime.Time(n))
	case intake.UnitWord:
		return intake.Word(k.Words[n])
	case intake.UnitWords:
		return intake.Words(uint64(n))
	case intake.UnitFen:
		return intake.Amount(intake.Fen(n))
	}
	return intake.Count(n)
}
