package backtest

import (
	"cmp"
	"slices"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// A Comparison is what two policies, or two versions, say of the same payouts. The zero
// Comparison is ready to use. Its size does not depend on the number of payouts.
type Comparison struct {
	cells   [verdicts][verdicts]Tally
	reasons map[FlipReason]int64
}

// A Flip is a payout of which the two say otherwise.
type Flip struct {
	ID        string                 `json:"id"`
	From      readiness.Verdict      `json:"from"`
	To        readiness.Verdict      `json:"to"`
	FromScore int                    `json:"from_score"`
	ToScore   int                    `json:"to_score"`
	Amount    intake.Opt[intake.Fen] `json:"-"`
	Result    Result                 `json:"result"`
	Reasons   []FlipReason           `json:"reasons"` // those that say otherwise or weigh otherwise
}

// A FlipReason is a check that says otherwise, or whose reason weighs otherwise.
type FlipReason struct {
	Check      readiness.ID     `json:"check"`
	Was        string           `json:"was"` // "" where the check was not asked
	Is         string           `json:"is"`
	WasStatus  readiness.Status `json:"was_status"`
	IsStatus   readiness.Status `json:"is_status"`
	WasPenalty int              `json:"was_penalty"`
	IsPenalty  int              `json:"is_penalty"`
}

// Add counts a payout as the two judged it; amount and outcome are those of was. It
// returns the flip, if the verdicts differ.
func (c *Comparison) Add(was, is *Row) (Flip, bool) {
	o := was.Outcome.settle(named(was.Channel, failcode.Default()), failcode.Default())
	from, to := was.Verdict, is.Verdict
	if int(from) >= verdicts || int(to) >= verdicts {
		return Flip{}, false
	}
	c.cells[from][to][o.result].add(was.Amount)
	if from == to {
		return Flip{}, false
	}
	f := Flip{was.ID, from, to, was.Score, is.Score, was.Amount, o.result, differences(was.Findings, is.Findings)}
	if c.reasons == nil {
		c.reasons = map[FlipReason]int64{}
	}
	for _, r := range f.Reasons {
		c.reasons[r]++
	}
	return f, true
}

// differences lists the checks whose findings differ. Both lists are in the order of
// their suites.
func differences(was, is []Finding) (out []FlipReason) {
	find := func(list []Finding, id readiness.ID) Finding {
		if i := slices.IndexFunc(list, func(f Finding) bool { return f.Check == id }); i >= 0 {
			return list[i]
		}
		return Finding{Reason: Reason{Status: readiness.Skipped}}
	}
	add := func(a, b Finding, id readiness.ID) {
		if a.Reason != b.Reason || a.Penalty != b.Penalty {
			out = append(out, FlipReason{id, a.Code, b.Code, a.Status, b.Status, a.Penalty, b.Penalty})
		}
	}
	for _, a := range was {
		b := find(is, a.Check)
		b.Check = a.Check
		add(a, b, a.Check)
	}
	for _, b := range is {
		if a := find(was, b.Check); a.Check == "" {
			a.Check = b.Check
			add(a, b, b.Check)
		}
	}
	return out
}

// ComparisonAnswers are what a comparison says.
type ComparisonAnswers struct {
	Payouts     int64         `json:"payouts"`
	Flips       int64         `json:"flips"`
	Cells       []FlipCell    `json:"cells"`       // from and to every verdict that occurs
	NewStopped  int64         `json:"new_stopped"` // sent before, no longer
	NewSent     int64         `json:"new_sent"`
	GoodStopped int64         `json:"good_stopped"` // of those newly stopped, how many had gone through
	BadStopped  int64         `json:"bad_stopped"`  // and how many had failed
	BadSent     int64         `json:"bad_sent"`     // of those newly sent, how many had failed
	GoodSent    int64         `json:"good_sent"`
	Reasons     []ReasonCount `json:"reasons"` // most first
}

// A FlipCell counts the payouts with one verdict before and one after.
type FlipCell struct {
	From readiness.Verdict `json:"from"`
	To   readiness.Verdict `json:"to"`
	Rows map[string]Cell   `json:"rows"` // by result
	N    int64             `json:"n"`
}

// A ReasonCount counts in how many flips a check said otherwise.
type ReasonCount struct {
	FlipReason
	N int64 `json:"n"`
}

// Answer reads the comparison.
func (c *Comparison) Answer(o Options) ComparisonAnswers {
	var out ComparisonAnswers
	for from := range c.cells {
		for to := range c.cells[from] {
			t := &c.cells[from][to]
			n := t.N()
			if n == 0 {
				continue
			}
			out.Payouts += n
			out.Cells = append(out.Cells, FlipCell{readiness.Verdict(from), readiness.Verdict(to), tallyOut(t), n})
			if from != to {
				out.Flips += n
			}
			before, after := o.stops(readiness.Verdict(from)), o.stops(readiness.Verdict(to))
			switch {
			case !before && after:
				out.NewStopped += n
				out.GoodStopped += t.Good().N
				out.BadStopped += t.Bad().N
			case before && !after:
				out.NewSent += n
				out.GoodSent += t.Good().N
				out.BadSent += t.Bad().N
			}
		}
	}
	for r, n := range c.reasons {
		out.Reasons = append(out.Reasons, ReasonCount{r, n})
	}
	slices.SortFunc(out.Reasons, func(a, b ReasonCount) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Was, b.Was), cmp.Compare(a.Is, b.Is),
			cmp.Compare(a.WasStatus, b.WasStatus), cmp.Compare(a.IsStatus, b.IsStatus), cmp.Compare(a.WasPenalty, b.WasPenalty), cmp.Compare(a.IsPenalty, b.IsPenalty))
	})
	return out
}
