package backtest

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// Options say how a summary is to be read.
type Options struct {
	// PayCaution counts payouts with the verdict caution as sent. Otherwise only those
	// that are ready are.
	PayCaution bool
	Costs      Costs
	// Least is how many payouts an answer must rest on: a step of the calibration, a
	// suggested weight, a check that is called inverted. 0 means 100.
	Least int64
	Seed  uint64 // of the resampling
}

// Costs are what the caller says that mistakes cost.
type Costs struct {
	Failed      intake.Fen `json:"failed_fen"`       // a payout that is sent and fails
	GoodStopped intake.Fen `json:"good_stopped_fen"` // one that would have gone through and is not sent
}

func (o *Options) least() int64 { return cmp.Or(max(o.Least, 0), 100) }

// stops reports whether a payout with the verdict would not have been sent.
func (o *Options) stops(v readiness.Verdict) bool {
	return v != readiness.Ready && !(v == readiness.Caution && o.PayCaution)
}

// Answers are what a summary says. Failures are payouts that failed or came back; those
// without an outcome are counted and otherwise left out.
type Answers struct {
	Synthetic bool             `json:"synthetic"` // the payouts are made up
	Rows      map[string]Cell  `json:"rows"`      // by result
	Checkers  []CheckerAnswer  `json:"checkers"`  // by which the rows were judged: more than one mixes scores
	Suite     int              `json:"suite"`     // how many checks are counted by name
	Unlisted  int64            `json:"unlisted"`  // findings of other checks, or with other codes: those of another version
	Problems  map[string]int64 `json:"problems"`

	Caught      Share `json:"caught"`       // failures that would have been stopped
	GoodStopped Share `json:"good_stopped"` // good payouts that would have been stopped
	FailureRate Rate  `json:"failure_rate"`

	Verdicts []VerdictAnswer `json:"verdicts"`
	Checks   []CheckAnswer   `json:"checks"` // those with most lift first
	Missed   []MissedAnswer  `json:"missed"`
	Inputs   []InputAnswer   `json:"inputs"`
	Issuers  []GroupAnswer   `json:"issuers"`
	Channels []GroupAnswer   `json:"channels"`
	Hours    []GroupAnswer   `json:"hours"`

	Scores ScoreAnswer `json:"scores"`
	Money  MoneyAnswer `json:"money"`
}

// A CheckerAnswer is a configuration, by Checker.Hash, and how many rows it judged.
type CheckerAnswer struct {
	Checker string `json:"checker"` // "other" for what is no hash, and for those beyond 64
	N       int64  `json:"n"`
}

// checkerAnswers lists those first that judged most.
func (s *Summary) checkerAnswers() (out []CheckerAnswer) {
	for _, name := range slices.Sorted(maps.Keys(s.checkers)) {
		out = append(out, CheckerAnswer{name, s.checkers[name]})
	}
	slices.SortStableFunc(out, func(a, b CheckerAnswer) int { return cmp.Compare(b.N, a.N) })
	return out
}

// unlisted counts the findings that the suite does not have.
func (s *Summary) unlisted() (n int64) {
	for r, t := range s.reasons {
		if r.Code == other {
			n += t.N()
		}
	}
	return n
}

// A Share is a part of some payouts, with its amounts.
type Share struct {
	Rate
	Sum     Big   `json:"sum_fen"`
	Amounts int64 `json:"amounts"` // of how many the amount is known
}

// A VerdictAnswer is what became of the payouts with one verdict.
type VerdictAnswer struct {
	Verdict readiness.Verdict `json:"verdict"`
	Failed  Rate              `json:"failed"` // of those with an outcome
	Held    int64             `json:"held"`
	Unknown int64             `json:"unknown"`
}

// A GroupAnswer is the failure rate of some payouts.
type GroupAnswer struct {
	Name   string `json:"name"`
	Failed Rate   `json:"failed"`
}

// A CheckAnswer is what a check is worth. It speaks when it fails or warns.
type CheckAnswer struct {
	Check     readiness.ID `json:"check"`
	Precision Rate         `json:"precision"` // of those it speaks against, how many failed
	Rest      Rate         `json:"rest"`      // how many of the others failed
	Recall    Rate         `json:"recall"`    // of the failures, how many it spoke against
	Lift      float64      `json:"lift"`      // precision over the failure rate of all
	Alone     int64        `json:"alone"`     // failures that no other check spoke against
	AloneGood int64        `json:"alone_good"`
	Held      int64        `json:"held"`     // speaks against payouts that were held, of which nothing is known
	Few       bool         `json:"few"`      // too few to say anything
	Inverted  bool         `json:"inverted"` // what it speaks against fails less often than the rest
}

// Answer reads the summary.
func (s *Summary) Answer(o Options) Answers {
	s.start()
	good, bad := s.rows.Good(), s.rows.Bad()
	out := Answers{
		Synthetic: s.madeUp, Rows: tallyOut(&s.rows), Problems: map[string]int64{},
		Checkers: s.checkerAnswers(), Suite: len(s.listed.reasons), Unlisted: s.unlisted(),
		FailureRate: rate(bad.N, good.N+bad.N),
	}
	for p, n := range s.problems {
		out.Problems[string(p)] = n
	}
	var caught, stopped Cell
	for v := range s.verdicts {
		t := &s.verdicts[v]
		if t.N() == 0 {
			continue
		}
		out.Verdicts = append(out.Verdicts, VerdictAnswer{readiness.Verdict(v), failed(t), t[Held].N, t[Unknown].N})
		if o.stops(readiness.Verdict(v)) {
			caught.merge(t.Bad())
			stopped.merge(t.Good())
		}
	}
	out.Caught = Share{rate(caught.N, bad.N), caught.Sum, caught.Amounts}
	out.GoodStopped = Share{rate(stopped.N, good.N), stopped.Sum, stopped.Amounts}
	out.Checks = s.checkAnswers(&o)
	out.Missed = s.missedAnswers(&o)
	out.Inputs = s.inputAnswers(&o)
	out.Issuers, out.Channels = groups(s.issuers), groups(s.channels)
	for h := range s.hours {
		if s.hours[h].N() > 0 {
			out.Hours = append(out.Hours, GroupAnswer{string([]byte{'0' + byte(h/10), '0' + byte(h%10)}), failed(&s.hours[h])})
		}
	}
	out.Scores = s.scoreAnswer(&o)
	out.Money = s.moneyAnswer(&o)
	return out
}

// failed is the failure rate of what has an outcome.
func failed(t *Tally) Rate { return rate(t.Bad().N, t.Good().N+t.Bad().N) }

// groups lists the largest first.
func groups(m map[string]*Tally) (out []GroupAnswer) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, GroupAnswer{name, failed(m[name])})
	}
	slices.SortStableFunc(out, func(a, b GroupAnswer) int { return cmp.Compare(b.Failed.Of, a.Failed.Of) })
	return out
}

func (s *Summary) checkAnswers(o *Options) (out []CheckAnswer) {
	good, bad := s.rows.Good().N, s.rows.Bad().N
	for _, id := range slices.Sorted(maps.Keys(s.warned)) {
		t := s.warned[id]
		g, b := t.Good().N, t.Bad().N
		c := CheckAnswer{
			Check: id, Precision: rate(b, g+b), Rest: rate(bad-b, good+bad-g-b), Recall: rate(b, bad),
			Held: t[Held].N, Few: g+b < o.least(),
		}
		if g+b > 0 && bad > 0 {
			c.Lift = c.Precision.Value / (float64(bad) / float64(good+bad))
		}
		if a := s.alone[id]; a != nil {
			c.Alone, c.AloneGood = a.Bad().N, a.Good().N
		}
		c.Inverted = !c.Few && c.Precision.High < c.Rest.Low
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b CheckAnswer) int { return cmp.Compare(b.Lift, a.Lift) })
	return out
}

// A MissedAnswer is a kind of failure that would have been sent all the same.
type MissedAnswer struct {
	Category string        `json:"category"` // of package failcode
	N        int64         `json:"n"`
	Codes    []CodeAnswer  `json:"codes"`
	Guards   []GuardAnswer `json:"guards"` // the checks that guard against it
}

// A CodeAnswer counts one failure code.
type CodeAnswer struct {
	Channel string `json:"channel"`
	Product string `json:"product,omitempty"`
	Code    string `json:"code"`
	N       int64  `json:"n"`
}

// A GuardAnswer is what a check had said of failures that it guards against.
type GuardAnswer struct {
	Check    readiness.ID           `json:"check"`
	Statuses map[string]int64       `json:"statuses"`
	Missing  map[intake.Field]int64 `json:"missing,omitempty"` // inputs without which it could not tell
}

func (s *Summary) missedAnswers(o *Options) (out []MissedAnswer) {
	kinds := map[failcode.Category]*MissedAnswer{}
	codes := map[failcode.Category]map[CodeAnswer]int64{}
	for f, n := range s.failures {
		if o.stops(f.Verdict) {
			continue
		}
		if kinds[f.Category] == nil {
			kinds[f.Category] = &MissedAnswer{Category: f.Category.String()}
			codes[f.Category] = map[CodeAnswer]int64{}
		}
		kinds[f.Category].N += n
		codes[f.Category][CodeAnswer{Channel: f.Channel, Product: f.Product, Code: f.Code}] += n
	}
	for category, m := range kinds {
		for c, n := range codes[category] {
			c.N = n
			m.Codes = append(m.Codes, c)
		}
		slices.SortFunc(m.Codes, func(a, b CodeAnswer) int {
			return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Code, b.Code))
		})
		m.Guards = s.guardAnswers(o, category)
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b MissedAnswer) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Category, b.Category)) })
	return out
}

func (s *Summary) guardAnswers(o *Options, category failcode.Category) (out []GuardAnswer) {
	byCheck := map[readiness.ID]*GuardAnswer{}
	for g, n := range s.guards {
		if g.Category != category || o.stops(g.Verdict) {
			continue
		}
		a := byCheck[g.Check]
		if a == nil {
			a = &GuardAnswer{Check: g.Check, Statuses: map[string]int64{}}
			byCheck[g.Check] = a
		}
		if g.Missing == "" {
			a.Statuses[g.Status.String()] += n
			continue
		}
		if a.Missing == nil {
			a.Missing = map[intake.Field]int64{}
		}
		a.Missing[g.Missing] += n
	}
	for _, id := range slices.Sorted(maps.Keys(byCheck)) {
		out = append(out, *byCheck[id])
	}
	slices.SortStableFunc(out, func(a, b GuardAnswer) int {
		return cmp.Compare(b.Statuses["unknown"], a.Statuses["unknown"])
	})
	return out
}

// An InputAnswer is what knowing an input would have separated. It supposes that the
// check would have found where the input is not known what it finds where it is.
type InputAnswer struct {
	Field   intake.Field `json:"field"`
	Check   readiness.ID `json:"check"`   // the check to which it is worth most
	Unknown Rate         `json:"unknown"` // how often the check lacked it, and how many of those failed
	Found   float64      `json:"found"`   // failures that the check would have spoken against
	Extra   float64      `json:"extra"`   // of them, those beyond the rate of what it does not speak against
	Good    float64      `json:"good"`    // good payouts that it would have spoken against
}

func (s *Summary) inputAnswers(o *Options) (out []InputAnswer) {
	best := map[intake.Field]InputAnswer{}
	for gap, t := range s.missing {
		warned, silent := s.answered(gap.Check)
		known := float64(warned.Of + silent.Of)
		if warned.Of+silent.Of < o.least() {
			continue
		}
		without := failed(t)
		speaks := float64(without.Of) * float64(warned.Of) / known
		a := InputAnswer{
			Field: gap.Field, Check: gap.Check, Unknown: without,
			Found: speaks * warned.Value, Good: speaks * (1 - warned.Value),
			Extra: speaks * max(0, warned.Value-silent.Value),
		}
		if was, ok := best[gap.Field]; !ok || a.Extra > was.Extra || a.Extra == was.Extra && a.Check < was.Check {
			best[gap.Field] = a
		}
	}
	for _, f := range slices.Sorted(maps.Keys(best)) {
		out = append(out, best[f])
	}
	slices.SortStableFunc(out, func(a, b InputAnswer) int { return cmp.Compare(b.Extra, a.Extra) })
	return out
}

// answered returns the failure rates where a check spoke against the payout, and where it
// passed it.
func (s *Summary) answered(id readiness.ID) (warned, silent Rate) {
	var w, p Tally
	for r, t := range s.reasons {
		switch {
		case r.Check != id:
		case r.warns():
			w.merge(t)
		case r.Status == readiness.Pass:
			p.merge(t)
		}
	}
	return failed(&w), failed(&p)
}

// MoneyAnswer weighs failures that are sent against good payouts that are not.
type MoneyAnswer struct {
	Costs Costs       `json:"costs"`
	Saved int64       `json:"saved_fen"` // failures caught, less good payouts stopped
	Cuts  []CutAnswer `json:"cuts"`      // if payouts from a score on were sent
	Best  int         `json:"best"`      // the score that would have saved most
}

// A CutAnswer is what sending the payouts from a score on would have done.
type CutAnswer struct {
	Score       int   `json:"score"`
	Caught      int64 `json:"caught"`
	GoodStopped int64 `json:"good_stopped"`
	Saved       int64 `json:"saved_fen"`
}

func (o *Options) saved(caught, stopped int64) int64 {
	return int64(min(max(float64(caught)*float64(o.Costs.Failed)-float64(stopped)*float64(o.Costs.GoodStopped), -float64(intake.MaxFen)), float64(intake.MaxFen)))
}

func (s *Summary) moneyAnswer(o *Options) MoneyAnswer {
	out := MoneyAnswer{Costs: o.Costs}
	var caught, stopped int64
	for v := range s.verdicts {
		if o.stops(readiness.Verdict(v)) {
			caught += s.verdicts[v].Bad().N
			stopped += s.verdicts[v].Good().N
		}
	}
	out.Saved = o.saved(caught, stopped)
	list := s.scored(nil)
	most := int64(math.MinInt64)
	caught, stopped = 0, 0
	for score, c := range list {
		if n := o.saved(caught, stopped); n > most {
			most, out.Best = n, score
		}
		out.Cuts = append(out.Cuts, CutAnswer{score, caught, stopped, o.saved(caught, stopped)})
		caught, stopped = caught+c.bad, stopped+c.good
	}
	return out
}

// scored counts outcomes by score, in the folds that take picks, or in all.
func (s *Summary) scored(take func(fold int) bool) *scored {
	out := new(scored)
	for score := range s.scores {
		for fold, counts := range s.scores[score] {
			if take != nil && !take(fold) {
				continue
			}
			out[score].good += counts[Succeeded]
			out[score].bad += counts[Failed] + counts[Returned]
		}
	}
	return out
}
