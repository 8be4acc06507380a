package backtest

import (
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/internal/words"
)

// A Result is what became of a payout. The zero value is Unknown, which counts neither
// as a success nor as a failure.
type Result uint8

const (
	Unknown   Result = iota // still open, or nobody knows
	Succeeded               // the money arrived
	Failed                  // refused for good
	Returned                // arrived and came back: a failure, too
	Held                    // never sent: it has no outcome
	results
)

var resultNames = []string{"unknown", "succeeded", "failed", "returned", "held"}

func (r Result) String() string                { return words.Name(resultNames, r) }
func (r Result) MarshalText() ([]byte, error)  { return []byte(r.String()), nil }
func (r *Result) UnmarshalText(b []byte) error { return words.Parse(resultNames, r, b) }

// good and bad are the results that say whether a payout went through.
func (r Result) good() bool { return r == Succeeded }
func (r Result) bad() bool  { return r == Failed || r == Returned }

// An Outcome is what became of one payout, as the caller's books and the channel say.
type Outcome struct {
	Result                         Result // Unknown: see Status
	Channel, Product, Status, Code string
	Text                           string // the channel's message, for a failure without a code
	EndedAt                        time.Time
}

// Settled returns the result, by the channel's status where the caller's books say
// nothing.
func (o *Outcome) Settled() Result { return o.settle("", failcode.Default()).result }

// settled is an outcome as a summary counts it: the channel's words as the table of
// failure codes spells them, and none that it does not know.
type settled struct {
	result   Result
	channel  string
	category failcode.Category
	cause    failcode.Cause // zero if the code is not listed
	known    bool
}

// other stands for every name that no list of ours has.
const other = "other"

// settle reads an outcome. The caller's own result counts before the channel's status:
// the caller has seen both.
func (o *Outcome) settle(channel string, codes *failcode.Table) settled {
	if channel == "" {
		channel = o.Channel
	}
	out := settled{result: o.Result, channel: other}
	if n := codes.Resolve(channel, o.Product); n.Channel != "" {
		out.channel = n.Channel
	}
	if out.result == Unknown && o.Status != "" {
		out.result = resultOf(codes.Status(channel, o.Product, o.Status))
	}
	if !out.result.bad() {
		return out
	}
	d := codes.Assess(failcode.Report{
		Channel: channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, Said: stateOf(out.result),
	})
	out.category = d.Cause.Category
	if d.Known || d.Likely {
		out.cause, out.known = d.Cause, true
	}
	return out
}

func resultOf(s failcode.State) Result {
	switch s {
	case failcode.StateSucceeded:
		return Succeeded
	case failcode.StateFinalFailed:
		return Failed
	case failcode.StateReturned:
		return Returned
	}
	return Unknown
}

func stateOf(r Result) failcode.State {
	switch r {
	case Succeeded:
		return failcode.StateSucceeded
	case Failed:
		return failcode.StateFinalFailed
	case Returned:
		return failcode.StateReturned
	}
	return failcode.StateUnknown
}
