package backtest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// A Summary is what is kept of many rows. The zero Summary is ready to use. It has a
// fixed size however many rows are added; a month of millions takes a few megabytes.
type Summary struct {
	// Key keeps the hashes of IDs from being recomputed. Summaries merge only if they
	// have the same. Set it before the first Add.
	Key []byte
	// Suite lists the checks whose reasons are counted by name, nil for the standard one.
	Suite []readiness.Check
	// Codes explain the channels' failure codes, nil for the built-in table.
	Codes *failcode.Table

	data
	listed *listing
	read   string // the key's name in the JSON that the summary was read from
}

// data is what a summary counts.
type data struct {
	rows     Tally
	verdicts [verdicts]Tally
	scores   [101][folds][results]int64
	hours    [24]Tally
	reasons  map[Reason]*Tally
	warned   map[readiness.ID]*Tally // rows in which the check speaks against the payout
	alone    map[readiness.ID]*Tally // and no other check does
	missing  map[Gap]*Tally
	failures map[Failure]int64
	guards   map[Guard]int64
	issuers  map[string]*Tally
	channels map[string]*Tally
	checkers map[string]int64
	problems map[Problem]int64
	samples  [2]sample // of what went through, and of what did not
	madeUp   bool
}

const verdicts = int(readiness.Stop) + 1

// A Gap is a check that could not tell, and an input that it lacked.
type Gap struct {
	Field intake.Field
	Check readiness.ID
}

// A Failure is a kind of failure, by what the checker had said before.
type Failure struct {
	Verdict  readiness.Verdict
	Category failcode.Category
	Channel  string // as the table of failure codes spells it, "other" if it is not listed
	Product  string
	Code     string
}

// A Guard is a check that guards against a kind of failure, and what it had said: of an
// unknown also which input was missing, once for each.
type Guard struct {
	Verdict  readiness.Verdict
	Category failcode.Category
	Check    readiness.ID
	Status   readiness.Status
	Missing  intake.Field
}

// A Problem is a row of the input that is not as it should be. It is counted, and what
// can be used of the row is.
type Problem string

const (
	Unreadable      Problem = "unreadable"        // a line that cannot be read
	NoOutcome       Problem = "no-outcome"        // a submission without an outcome: its result is unknown
	NoSubmission    Problem = "no-submission"     // an outcome without a submission: left out
	NoID            Problem = "no-id"             // left out: nothing can be joined to it
	TwoSubmissions  Problem = "two-submissions"   // the later one counts
	TwoOutcomes     Problem = "two-outcomes"      // the later one counts, and of two at once the worse
	OutcomeTooEarly Problem = "outcome-too-early" // it ended before it was assessed: its result is unknown
	Forgotten       Problem = "forgotten"         // no outcome came before there was no more room: its result is unknown
)

var problems = []Problem{Unreadable, NoOutcome, NoSubmission, NoID, TwoSubmissions, TwoOutcomes, OutcomeTooEarly, Forgotten}

// Add counts one payout.
func (s *Summary) Add(w *Row) {
	s.start()
	s.add(w, tagOf(s.Key, w.ID).hash(), w.Outcome.settle(named(w.Channel, s.listed.codes), s.listed.codes))
}

// add counts a payout, of which it does not read the ID, the channel and the words of the
// outcome.
func (s *Summary) add(w *Row, hash uint64, o settled) {
	if tooEarly(o.result, w.At, w.Outcome.EndedAt) {
		s.problems[OutcomeTooEarly]++
		o = settled{result: Unknown, channel: o.channel}
	}
	amount := w.Amount
	if !amount.OK {
		amount = w.Outcome.Amount
	}
	score := min(max(w.Score, 0), 100)
	v := w.Verdict
	if int(v) >= verdicts {
		v = readiness.Incomplete
	}
	s.rows[o.result].add(amount)
	s.verdicts[v][o.result].add(amount)
	s.scores[score][foldOf(hash)][o.result]++
	if !w.At.IsZero() {
		s.hours[chinatime.Time(w.At.Unix()).Hour()][o.result].add(amount)
	}
	count(s.issuers, s.listed.issuer(w.Issuer), o.result, amount)
	count(s.channels, o.channel, o.result, amount)
	addCapped(s.checkers, checkerName(w.Checker), 1)
	s.addFindings(w, o.result, amount)
	if o.result.bad() {
		s.addFailure(w, v, &o)
	}
	s.addSample(w, hash, uint8(score), o.result)
}

// tooEarly reports whether a payout ended before it was assessed.
func tooEarly(r Result, at, ended time.Time) bool {
	return r != Held && !ended.IsZero() && !at.IsZero() && ended.Before(at)
}

// Problem counts a mistake of the input.
func (s *Summary) Problem(p Problem) {
	s.start()
	if slices.Contains(problems, p) {
		s.problems[p]++
	}
}

// MadeUp marks the summary as one of payouts that never were. What is merged with it is
// marked, too.
func (s *Summary) MadeUp() { s.start(); s.madeUp = true }

func (s *Summary) start() {
	if s.listed != nil {
		return
	}
	if s.Suite == nil && s.Codes == nil {
		s.listed = standardListing()
	} else {
		suite, codes := s.Suite, s.Codes
		if suite == nil {
			suite = readiness.Suite()
		}
		if codes == nil {
			codes = failcode.Default()
		}
		s.listed = newListing(suite, codes)
	}
	if s.reasons == nil {
		s.data = newData()
	}
}

func newData() data {
	return data{
		reasons: map[Reason]*Tally{}, warned: map[readiness.ID]*Tally{}, alone: map[readiness.ID]*Tally{}, missing: map[Gap]*Tally{},
		failures: map[Failure]int64{}, guards: map[Guard]int64{},
		issuers: map[string]*Tally{}, channels: map[string]*Tally{}, checkers: map[string]int64{}, problems: map[Problem]int64{},
	}
}

// count adds a payout to the tally of a name.
func count[K comparable](m map[K]*Tally, name K, r Result, amount intake.Opt[intake.Fen]) {
	t := m[name]
	if t == nil {
		t = new(Tally)
		m[name] = t
	}
	t[r].add(amount)
}

// addFindings counts every reason, and what was missing.
func (s *Summary) addFindings(w *Row, r Result, amount intake.Opt[intake.Fen]) {
	warning, one := readiness.ID(""), false
	for i := range w.Findings {
		f := &w.Findings[i]
		reason := f.Reason
		t := s.reasons[reason]
		if t == nil {
			reason = s.listed.reason(reason)
			if t = s.reasons[reason]; t == nil {
				t = new(Tally)
				s.reasons[reason] = t
			}
		}
		t[r].add(amount)
		if f.warns() {
			count(s.warned, reason.Check, r, amount)
			one = warning == "" || one && warning == reason.Check
			warning = reason.Check
		}
		for _, field := range f.Missing {
			count(s.missing, Gap{s.listed.field(field), reason.Check}, r, amount)
		}
	}
	if one {
		count(s.alone, warning, r, amount)
	}
}

// addFailure counts the failure by its cause, and what the checks had said that guard
// against that.
func (s *Summary) addFailure(w *Row, v readiness.Verdict, o *settled) {
	f := Failure{Verdict: v, Category: o.category, Channel: o.channel, Code: other}
	if o.cause == nil {
		s.failures[f]++
		return
	}
	f.Channel, f.Product, f.Code = o.cause.Channel, o.cause.Product, o.cause.Code
	s.failures[f]++
	for check := range o.cause.Checks() {
		i := slices.IndexFunc(w.Findings, func(f Finding) bool { return string(f.Check) == check })
		if i < 0 || s.listed.reasons[w.Findings[i].Check] == nil {
			continue
		}
		g := Guard{Verdict: v, Category: o.category, Check: w.Findings[i].Check, Status: w.Findings[i].Status}
		s.guards[g]++
		for _, field := range w.Findings[i].Missing {
			g.Missing = s.listed.field(field)
			s.guards[g]++
		}
	}
}

func (s *Summary) addSample(w *Row, hash uint64, score uint8, r Result) {
	var to *sample
	switch {
	case r.good():
		to = &s.samples[0]
	case r.bad():
		to = &s.samples[1]
	default:
		return
	}
	if !to.wants(hash) {
		return
	}
	var lost []Reason
	for i := range w.Findings {
		if f := &w.Findings[i]; f.lost() {
			lost = append(lost, s.listed.reason(f.Reason))
		}
	}
	slices.SortFunc(lost, compareReasons)
	to.add(sampled{hash, score, lost})
}

// maxCheckers limits how many checkers are told apart.
const maxCheckers = 64

// checkerName returns the hash of a checker if it is one.
func checkerName(hash string) string {
	if b, err := hex.DecodeString(hash); err != nil || len(b) != 8 || hex.EncodeToString(b) != hash {
		return other
	}
	return hash
}

// addCapped counts a name and keeps the smallest maxCheckers of them; the rest are
// other. A name that has once been dropped is never among the smallest again, so that
// the order in which names come does not matter.
func addCapped(m map[string]int64, name string, n int64) {
	m[name] += n
	names, last := 0, ""
	for k := range m {
		if k != other {
			names, last = names+1, max(last, k)
		}
	}
	if names <= maxCheckers {
		return
	}
	n = m[last]
	delete(m, last)
	m[other] += n
}

// keyID names a key without revealing it.
func keyID(key []byte) string {
	h := sha256.Sum256(append([]byte("payready.backtest key\x00"), key...))
	return hex.EncodeToString(h[:4])
}

func (s *Summary) keyID() string {
	if s.read != "" {
		return s.read
	}
	return keyID(s.Key)
}

var errKey = errors.New("backtest: the summaries were made with different keys")

// Merge adds the rows of t. Parts merged in any order and grouping give the same
// summary. The summaries must have the same key.
func (s *Summary) Merge(t *Summary) error {
	if s.keyID() != t.keyID() {
		return errKey
	}
	t.start()
	s.start()
	s.rows.merge(&t.rows)
	for i := range s.verdicts {
		s.verdicts[i].merge(&t.verdicts[i])
	}
	for i := range s.scores {
		for j := range s.scores[i] {
			for k := range s.scores[i][j] {
				s.scores[i][j][k] += t.scores[i][j][k]
			}
		}
	}
	for i := range s.hours {
		s.hours[i].merge(&t.hours[i])
	}
	mergeTallies(s.reasons, t.reasons)
	mergeTallies(s.warned, t.warned)
	mergeTallies(s.alone, t.alone)
	mergeTallies(s.missing, t.missing)
	mergeTallies(s.issuers, t.issuers)
	mergeTallies(s.channels, t.channels)
	mergeCounts(s.failures, t.failures)
	mergeCounts(s.guards, t.guards)
	mergeCounts(s.problems, t.problems)
	for name, n := range t.checkers {
		addCapped(s.checkers, name, n)
	}
	for i := range s.samples {
		s.samples[i].merge(&t.samples[i])
	}
	s.madeUp = s.madeUp || t.madeUp
	return nil
}

func mergeTallies[K comparable](to, from map[K]*Tally) {
	for k, t := range from {
		if to[k] == nil {
			to[k] = new(Tally)
		}
		to[k].merge(t)
	}
}

func mergeCounts[K comparable](to, from map[K]int64) {
	for k, n := range from {
		to[k] += n
	}
}
