package backtest

import (
	"cmp"
	"container/list"
	"maps"
	"sync"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/words"
)

// A Recorder joins what the checker says of payouts with what becomes of them later, in a
// service that runs. The zero Recorder is ready to use; set the fields before. It is safe
// for concurrent use.
//
// A payout is kept from its report on, for further outcomes may follow the first: money
// comes back after days. The oldest leave the recorder for its summary when they are too
// old or too many; without an outcome until then, they count as [Forgotten]. Of a payout
// it keeps codes and a keyed hash of the ID: some 500 bytes, and nothing personal.
//
// Reports and outcomes are taken in the order of time. It has no clock: now is the
// caller's, and never goes back.
type Recorder struct {
	Key   []byte            // as that of a Summary
	Suite []readiness.Check // as that of a Summary
	Codes *failcode.Table   // as that of a Summary
	Most  int               // payouts that are kept; 0 means 100,000
	Keep  time.Duration     // how long; 0 means 45 days

	mu       sync.Mutex
	listed   *listing
	gone     Summary   // of the payouts that left
	queue    list.List // of *kept, those reported last at the end
	kept     map[tag]*list.Element
	findings FindingIndex
	counts   Counts
}

// A kept payout waits for outcomes. It does not change: a change makes another one, so that
// Summary reads without holding others up.
type kept struct {
	tag       tag
	since     time.Time // of the last report
	at        time.Time
	verdict   readiness.Verdict
	score     uint8
	checker   string
	issuer    string
	channel   failcode.Name
	amount    intake.Opt[intake.Fen]
	findings  []uint16
	again     bool // reported more than once
	said      resultSet
	outcomes  bool
	outcome   settled // the one that counts
	ended     time.Time
	firstEnd  time.Time
	outAmount intake.Opt[intake.Fen]
}

// A Receipt says what a recorder did with an outcome.
type Receipt uint8

const (
	Taken       Receipt = iota
	Again               // it says nothing new, such as one that is delivered twice
	Contradicts         // the payout has another one already: the later counts, and of two at once the worse
	TooEarly            // it ended before it was assessed: its result is unknown
	UnknownID           // there is no payout of this ID, or no more: left out
	WithoutID           // left out, too
)

var receiptNames = []string{"taken", "again", "contradicts", "too-early", "unknown-id", "without-id"}

func (r Receipt) String() string                { return words.Name(receiptNames, r) }
func (r Receipt) MarshalText() ([]byte, error)  { return []byte(r.String()), nil }
func (r *Receipt) UnmarshalText(b []byte) error { return words.Parse(receiptNames, r, b) }

// Counts are what a recorder has seen so far.
type Counts struct {
	Kept      int   // payouts that are kept
	Waiting   int   // of them, those without an outcome
	Forgotten int64 // payouts that left without one
	// Results are all payouts by verdict and what became of them so far.
	Results map[readiness.Verdict]map[Result]int64
	// Outcomes are all outcomes by what was done with them.
	Outcomes map[Receipt]int64
}

func (r *Recorder) start() {
	if r.kept != nil {
		return
	}
	r.gone = Summary{Key: r.Key, Suite: r.Suite, Codes: r.Codes}
	r.gone.start()
	r.listed, r.kept = r.gone.listed, map[tag]*list.Element{}
	r.counts.Results, r.counts.Outcomes = map[readiness.Verdict]map[Result]int64{}, map[Receipt]int64{}
}

// Report takes what the checker said of a payout. It copies what it keeps of the row, and
// does not read the row's Outcome. A later report of the same ID takes the place of an
// earlier one, unless the payout has ended before.
func (r *Recorder) Report(w *Row, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start()
	r.expire(now)
	if w.ID == "" {
		r.gone.Problem(NoID)
		return
	}
	numbers, err := r.findings.Number(r.listed.findings(w.Findings))
	if err != nil { // a row that nobody honest sent: it is counted at once
		row := *w
		row.Outcome = Outcome{}
		r.gone.Problem(Forgotten)
		r.counts.Forgotten++
		r.gone.Add(&row)
		return
	}
	next := &kept{
		tag: tagOf(r.Key, w.ID), since: now, at: w.At, verdict: w.Verdict, score: uint8(min(max(w.Score, 0), 100)),
		checker: checkerName(w.Checker), issuer: r.listed.issuer(w.Issuer), channel: named(w.Channel, r.listed.codes), amount: w.Amount, findings: numbers,
	}
	if int(next.verdict) >= verdicts {
		next.verdict = readiness.Incomplete
	}
	e := r.kept[next.tag]
	if e == nil {
		r.kept[next.tag] = r.queue.PushBack(next)
		r.counts.move(next, 1)
		r.counts.Waiting++
		for r.queue.Len() > cmp.Or(max(r.Most, 0), 100_000) {
			r.leave(r.queue.Front())
		}
		return
	}
	r.queue.MoveToBack(e)
	was := e.Value.(*kept)
	if !follows(was.at, next.at, was.firstEnd) {
		same := *was
		same.again, same.since = true, now
		e.Value = &same
		return
	}
	next.again, next.said, next.outcomes = true, was.said, was.outcomes
	next.outcome, next.ended, next.firstEnd, next.outAmount = was.outcome, was.ended, was.firstEnd, was.outAmount
	r.counts.move(was, -1)
	r.counts.move(next, 1)
	e.Value = next
}

// Problem counts a mistake of what came in, such as a message that cannot be read.
func (r *Recorder) Problem(p Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start()
	r.gone.Problem(p)
}

// Outcome takes what became of a payout. One that comes again changes nothing.
func (r *Recorder) Outcome(o *Outcome, now time.Time) Receipt {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start()
	r.expire(now)
	receipt := r.outcome(o)
	r.counts.Outcomes[receipt]++
	return receipt
}

func (r *Recorder) outcome(o *Outcome) Receipt {
	if o.ID == "" {
		r.gone.Problem(NoID)
		return WithoutID
	}
	e := r.kept[tagOf(r.Key, o.ID)]
	if e == nil {
		r.gone.Problem(NoSubmission)
		return UnknownID
	}
	own := *e.Value.(*kept)
	k := &own
	e.Value = k
	next := o.settle(k.channel, r.listed.codes)
	first := !k.outcomes
	if first {
		r.counts.Waiting--
	}
	contradicted := k.said.contradict()
	k.outcomes = true
	k.said.add(next.result)
	k.firstEnd = firstEnd(k.firstEnd, next.result, o.EndedAt)
	if !k.outAmount.OK && validAmount(o.Amount) {
		k.outAmount = o.Amount
	}
	counts := compareEnds(next.result, o.EndedAt, k.outcome.result, k.ended) > 0
	if first || counts {
		r.counts.move(k, -1)
		k.outcome, k.ended = next, o.EndedAt
		r.counts.move(k, 1)
	}
	switch {
	case k.said.contradict() && !contradicted:
		return Contradicts
	case !first && !counts:
		return Again
	case k.tooEarly():
		return TooEarly
	}
	return Taken
}

func (k *kept) tooEarly() bool { return tooEarly(k.outcome.result, k.at, k.ended) }

// move counts a payout under its verdict and result, or no longer.
func (c *Counts) move(k *kept, by int64) {
	result := k.outcome.result
	if k.tooEarly() {
		result = Unknown
	}
	if c.Results[k.verdict] == nil {
		c.Results[k.verdict] = map[Result]int64{}
	}
	c.Results[k.verdict][result] += by
}

// expire lets those leave that are too old.
func (r *Recorder) expire(now time.Time) {
	keep := cmp.Or(max(r.Keep, 0), 45*24*time.Hour)
	for e := r.queue.Front(); e != nil && now.Sub(e.Value.(*kept).since) > keep; e = r.queue.Front() {
		r.leave(e)
	}
}

// leave moves a payout to the summary of those that left.
func (r *Recorder) leave(e *list.Element) {
	k := r.queue.Remove(e).(*kept)
	delete(r.kept, k.tag)
	without := NoOutcome
	if !k.outcomes {
		without = Forgotten
		r.counts.Waiting--
		r.counts.Forgotten++
	}
	var row Row
	k.addTo(&r.gone, &row, &r.findings, without)
}

// addTo counts the payout as it stands.
func (k *kept) addTo(s *Summary, row *Row, index *FindingIndex, without Problem) {
	*row = Row{
		At: k.at, Verdict: k.verdict, Score: int(k.score), Checker: k.checker, Issuer: k.issuer, Amount: k.amount,
		Outcome: Outcome{EndedAt: k.ended, Amount: k.outAmount}, Findings: index.Append(row.Findings[:0], k.findings),
	}
	o := k.outcome
	if !k.outcomes {
		s.Problem(without)
		o = (&Outcome{}).settle(k.channel, s.listed.codes)
	}
	if k.again {
		s.Problem(TwoSubmissions)
	}
	if k.said.contradict() {
		s.Problem(TwoOutcomes)
	}
	s.add(row, k.tag.hash(), o)
}

// Summary returns what the recorder knows: the bytes of one run over the same reports and
// outcomes. Payouts that wait are in it without an outcome. Summaries of recorders that
// run side by side merge, if they have the same key; of one recorder the last one counts.
// It takes some microseconds for each payout that is kept.
func (r *Recorder) Summary() *Summary {
	r.mu.Lock()
	r.start()
	out := &Summary{Key: r.Key, Suite: r.Suite, Codes: r.Codes}
	_ = out.Merge(&r.gone) // they have one key
	waiting := make([]*kept, 0, r.queue.Len())
	for e := r.queue.Front(); e != nil; e = e.Next() {
		waiting = append(waiting, e.Value.(*kept))
	}
	index := FindingIndex{list: r.findings.list} // which is only ever appended to
	r.mu.Unlock()
	var row Row
	for _, k := range waiting {
		k.addTo(out, &row, &index, NoOutcome)
	}
	return out
}

// Counts returns figures that cost little to read.
func (r *Recorder) Counts() Counts {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.start()
	out := r.counts
	out.Kept = r.queue.Len()
	out.Results, out.Outcomes = map[readiness.Verdict]map[Result]int64{}, maps.Clone(r.counts.Outcomes)
	for v, m := range r.counts.Results {
		out.Results[v] = maps.Clone(m)
	}
	return out
}
