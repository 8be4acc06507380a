package readiness

import "github.com/payready/payready/readiness/intake"

// Evidence is one measured value of a finding, under a key its check declares.
type Evidence struct {
	Key   string
	Value intake.Value
}

// Note makes a piece of evidence.
func Note(key string, v intake.Value) Evidence { return Evidence{key, v} }

// A Key declares what a check may put into the evidence of its findings: the
// list is closed, so that no report can carry more.
type Key struct {
	Name  string      // snake_case
	Unit  intake.Unit //
	Words []string    // of UnitWord and UnitWords, at most 63
}
