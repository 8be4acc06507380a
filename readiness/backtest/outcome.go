package backtest

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
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

// An Outcome is what became of one payout, as the caller's books and the channel say. Its
// JSON has these members and no others; all but the ID may be left out.
type Outcome struct {
	ID      string                 `json:"id"`              // of the submission
	Result  Result                 `json:"result,omitzero"` // unknown: see Status
	Channel string                 `json:"channel,omitzero"`
	Product string                 `json:"product,omitzero"`
	Status  string                 `json:"status,omitzero"`
	Code    string                 `json:"code,omitzero"`
	Text    string                 `json:"text,omitzero"` // the channel's message, for a failure without a code
	EndedAt time.Time              `json:"ended_at,omitzero"`
	Amount  intake.Opt[intake.Fen] `json:"amount_fen,omitzero"` // for a payout whose own amount is not known
}

// MaxOutcomeBytes bounds the JSON of an outcome.
const MaxOutcomeBytes = 16 << 10

var errOutcome = errors.New("backtest: not an outcome of at most 16 KiB")

// UnmarshalJSON reads an outcome. The error never repeats what the JSON holds.
func (o *Outcome) UnmarshalJSON(b []byte) error {
	type plain Outcome // without this method
	var in plain
	if len(b) > MaxOutcomeBytes || json.Unmarshal(b, &in, json.RejectUnknownMembers(true)) != nil || !validAmount(in.Amount) {
		return errOutcome
	}
	*o = Outcome(in)
	return nil
}

// validAmount reports whether an amount can be one: none, or 0 to MaxFen.
func validAmount(a intake.Opt[intake.Fen]) bool {
	return !a.OK || a.V >= 0 && a.V <= intake.MaxFen
}

// Settled returns the result, by the channel's status where the caller's books say
// nothing.
func (o *Outcome) Settled() Result { return o.settle(failcode.Name{}, failcode.Default()).result }

// Join settles what was read of one payout: which of its submissions counts, by when each
// was assessed, and what became of it. That is the submission assessed last, of those
// before the payout ended; and the outcome that is final and latest, of two at once the
// worse. which is -1 for outcomes without a submission. What does not fit goes to problem.
// The order of the lists decides only between submissions of one moment: the last.
func Join(assessed []time.Time, outcomes []Outcome, problem func(Problem)) (which int, o Outcome) {
	if len(assessed) == 0 {
		for range outcomes {
			problem(NoSubmission)
		}
		return -1, o
	}
	if len(assessed) > 1 {
		problem(TwoSubmissions)
	}
	if len(outcomes) == 0 {
		problem(NoOutcome)
	}
	var said resultSet
	var ended time.Time
	list := slices.Clone(outcomes)
	for i := range list {
		list[i].Result = list[i].Settled()
		said.add(list[i].Result)
		ended = firstEnd(ended, list[i].Result, list[i].EndedAt)
	}
	slices.SortFunc(list, func(a, b Outcome) int { return b.compare(&a) })
	for i := range list {
		if i == 0 {
			o = list[0]
		}
		if !o.Amount.OK {
			o.Amount = list[i].Amount
		}
	}
	if said.contradict() {
		problem(TwoOutcomes)
	}
	for i, at := range assessed {
		if follows(assessed[which], at, ended) {
			which = i
		}
	}
	return which, o
}

// firstEnd returns when a payout first ended, after one more outcome of it.
func firstEnd(first time.Time, r Result, ended time.Time) time.Time {
	if (r.good() || r.bad()) && !ended.IsZero() && (first.IsZero() || ended.Before(first)) {
		return ended
	}
	return first
}

// follows reports whether a submission assessed at next counts rather than one assessed
// at was. One after the payout's end is a question about it and did not decide it.
func follows(was, next, ended time.Time) bool {
	if !ended.IsZero() && was.After(ended) != next.After(ended) {
		return was.After(ended)
	}
	return !next.Before(was)
}

// compareEnds orders what is said of one payout by what counts more.
func compareEnds(a Result, aEnd time.Time, b Result, bEnd time.Time) int {
	rank := func(r Result) int { return slices.Index([]Result{Unknown, Held, Succeeded, Failed, Returned}, r) }
	final := func(r Result) int { return min(rank(r), rank(Succeeded)) }
	return cmp.Or(cmp.Compare(final(a), final(b)), aEnd.Compare(bEnd), cmp.Compare(rank(a), rank(b)))
}

// compare orders outcomes of one payout by what counts more. Where nothing else decides,
// the words do, so that the order in which outcomes come does not.
func (o *Outcome) compare(p *Outcome) int {
	return cmp.Or(compareEnds(o.Result, o.EndedAt, p.Result, p.EndedAt), cmp.Compare(o.Channel, p.Channel), cmp.Compare(o.Product, p.Product),
		cmp.Compare(o.Status, p.Status), cmp.Compare(o.Code, p.Code), cmp.Compare(o.Text, p.Text), cmp.Compare(o.Amount.V, p.Amount.V))
}

// A resultSet holds the results that were said of one payout.
type resultSet uint8

func (s *resultSet) add(r Result) { *s |= 1 << r }

// contradict reports whether they cannot all be true. Money that arrived may come back.
func (s resultSet) contradict() bool {
	s &^= 1 << Unknown
	return s&(s-1) != 0 && s != 1<<Succeeded|1<<Returned
}

// settled is an outcome as a summary counts it: the channel's words as the table of
// failure codes spells them, and none that it does not know.
type settled struct {
	result   Result
	channel  string
	category failcode.Category
	cause    *failcode.Cause // nil if the code is not listed
}

// other stands for every name that no list of ours has.
const other = "other"

// named returns a channel's name as the table spells it, and the product if the name says
// that, too. Both are empty for a channel that the table does not know.
func named(channel string, codes *failcode.Table) failcode.Name {
	n := codes.Resolve(channel, "")
	return failcode.Name{Channel: n.Channel, Product: n.Product}
}

// settle reads an outcome of a payout by a channel, or by the outcome's if that is not
// known. The caller's own result counts before the channel's status: the caller has seen
// both.
func (o *Outcome) settle(by failcode.Name, codes *failcode.Table) settled {
	channel, product := cmp.Or(by.Channel, o.Channel), cmp.Or(o.Product, by.Product)
	out := settled{result: o.Result, channel: other}
	if n := codes.Resolve(channel, product); n.Channel != "" {
		out.channel = n.Channel
	}
	if out.result == Unknown && o.Status != "" {
		out.result = resultOf(codes.Status(channel, product, o.Status))
	}
	if !out.result.bad() {
		return out
	}
	d := codes.Assess(failcode.Report{
		Channel: channel, Product: product, Status: o.Status, Code: o.Code, Text: o.Text, Said: stateOf(out.result),
	})
	out.category = d.Cause.Category
	if d.Known || d.Likely {
		out.cause = &d.Cause
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
