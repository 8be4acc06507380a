package backtest

import (
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// A listing holds the names that a summary may contain. A name that is not among them is
// counted under other: so a summary can hold nothing that somebody wrote into a report,
// and its size is bounded.
type listing struct {
	codes   *failcode.Table
	reasons map[readiness.ID]map[string]bool
	inputs  map[intake.Field]bool
}

// engineCodes are the codes that any check may have.
var engineCodes = []string{
	readiness.CodeNoInput, readiness.CodeNotApplicable, readiness.CodeSkipped,
	readiness.CodeSuppressed, readiness.CodeCleared, readiness.CodeError,
}

func newListing(suite []readiness.Check, codes *failcode.Table) *listing {
	l := &listing{codes: codes, reasons: map[readiness.ID]map[string]bool{}, inputs: map[intake.Field]bool{}}
	for _, c := range suite {
		list := map[string]bool{}
		for _, code := range engineCodes {
			list[code] = true
		}
		for _, r := range c.Reasons {
			list[r.Code] = true
		}
		l.reasons[c.ID] = list
		for _, f := range c.Needs {
			l.inputs[f] = true
		}
		for _, f := range c.Optional {
			l.inputs[f] = true
		}
	}
	for _, in := range intake.Inputs() {
		l.inputs[in.Field] = true
	}
	return l
}

var standardListing = sync.OnceValue(func() *listing { return newListing(readiness.Suite(), failcode.Default()) })

// reason returns the reason, or what stands for one that is not listed.
func (l *listing) reason(r Reason) Reason {
	codes, ok := l.reasons[r.Check]
	if !ok {
		return Reason{other, other, r.Status}
	}
	if !codes[r.Code] {
		r.Code = other
	}
	return r
}

// findings returns the findings with listed names alone, and what a summary asks of their
// penalty: whether there is one.
func (l *listing) findings(list []Finding) []Finding {
	out := make([]Finding, len(list))
	for i, f := range list {
		out[i] = Finding{Reason: l.reason(f.Reason), Penalty: min(max(f.Penalty, 0), 1)}
		for _, m := range f.Missing {
			out[i].Missing = append(out[i].Missing, l.field(m))
		}
	}
	return out
}

// fixedField stands for the question whether any earlier payout's cause was mended: of
// what number it is does not matter here.
const fixedField = intake.FieldHistoryAttempts + "/fixed"

func (l *listing) field(f intake.Field) intake.Field {
	if l.inputs[f] {
		return f
	}
	const prefix = string(intake.FieldHistoryAttempts) + "/"
	if len(f) > len(prefix) && string(f[:len(prefix)]) == prefix {
		return fixedField
	}
	return other
}

func (l *listing) issuer(code string) string {
	if i, ok := cardbin.Default().FindIssuer(code); ok && code != "" {
		return i.Code
	}
	return other
}
