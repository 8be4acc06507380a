package backtest

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// Schema names the version of a summary's JSON.
const Schema = "payready.backtest/1"

// MaxSummaryBytes bounds the JSON of a summary.
const MaxSummaryBytes = 32 << 20

type summaryJSON struct {
	Schema    string           `json:"schema"`
	Synthetic bool             `json:"synthetic,omitempty"`
	Key       string           `json:"key"` // names the key of the hashes, and does not reveal it
	Rows      tallyJSON        `json:"rows"`
	Verdicts  []namedJSON      `json:"verdicts"`
	Scores    []scoreJSON      `json:"scores"`
	Hours     []namedJSON      `json:"hours"`
	Reasons   []reasonJSON     `json:"reasons"`
	Warned    []namedJSON      `json:"warned"`
	Alone     []namedJSON      `json:"alone"`
	Missing   []gapJSON        `json:"missing"`
	Failures  []failureJSON    `json:"failures"`
	Guards    []guardJSON      `json:"guards"`
	Issuers   []namedJSON      `json:"issuers"`
	Channels  []namedJSON      `json:"channels"`
	Checkers  map[string]int64 `json:"checkers"`
	Problems  map[string]int64 `json:"problems"`
	Sample    sampleJSON       `json:"sample"`
}

// tallyJSON maps the words of results to cells that are not empty.
type tallyJSON map[string]Cell

type namedJSON struct {
	Name string    `json:"name"`
	Rows tallyJSON `json:"rows"`
}

type scoreJSON struct {
	Score int              `json:"score"`
	Fold  int              `json:"fold"`
	Rows  map[string]int64 `json:"rows"`
}

type reasonJSON struct {
	Check  readiness.ID     `json:"check"`
	Code   string           `json:"code"`
	Status readiness.Status `json:"status"`
	Rows   tallyJSON        `json:"rows,omitempty"`
}

type gapJSON struct {
	Field intake.Field `json:"field"`
	Check readiness.ID `json:"check"`
	Rows  tallyJSON    `json:"rows"`
}

type failureJSON struct {
	Verdict  readiness.Verdict `json:"verdict"`
	Category string            `json:"category"`
	Channel  string            `json:"channel"`
	Product  string            `json:"product,omitempty"`
	Code     string            `json:"code"`
	N        int64             `json:"n"`
}

type guardJSON struct {
	Verdict  readiness.Verdict `json:"verdict"`
	Category string            `json:"category"`
	Check    readiness.ID      `json:"check"`
	Status   readiness.Status  `json:"status"`
	Missing  intake.Field      `json:"missing,omitempty"`
	N        int64             `json:"n"`
}

// sampleJSON groups the sampled rows by what they lost, and so writes each pattern once.
type sampleJSON struct {
	Reasons   []reasonJSON  `json:"reasons"`
	Succeeded []patternJSON `json:"succeeded"`
	Failed    []patternJSON `json:"failed"`
}

type patternJSON struct {
	Score  uint8  `json:"score"`
	Lost   []int  `json:"lost"`   // indexes among the sample's reasons
	Hashes []byte `json:"hashes"` // eight bytes each
}

func tallyOut(t *Tally) tallyJSON {
	out := tallyJSON{}
	for r, c := range t {
		if c.N > 0 {
			out[Result(r).String()] = c
		}
	}
	return out
}

// ordered yields the JSON of a map's entries, in the order of their text.
func ordered[K comparable, V, J any](m map[K]V, one func(K, V) J) []J {
	type entry struct {
		key string
		k   K
	}
	keys := make([]entry, 0, len(m))
	for k := range m {
		keys = append(keys, entry{fmt.Sprint(k), k})
	}
	slices.SortFunc(keys, func(a, b entry) int { return bytes.Compare([]byte(a.key), []byte(b.key)) })
	out := make([]J, len(keys))
	for i, e := range keys {
		out[i] = one(e.k, m[e.k])
	}
	return out
}

func namedOut[K ~string](k K, t *Tally) namedJSON { return namedJSON{string(k), tallyOut(t)} }

// MarshalJSON writes the summary. The same rows give the same bytes, in whatever parts
// they were added and merged.
func (s *Summary) MarshalJSON() ([]byte, error) {
	s.start()
	out := summaryJSON{
		Schema: Schema, Synthetic: s.madeUp, Key: s.keyID(), Rows: tallyOut(&s.rows),
		Verdicts: []namedJSON{}, Scores: []scoreJSON{}, Hours: []namedJSON{},
		Reasons: ordered(s.reasons, func(r Reason, t *Tally) reasonJSON { return reasonJSON{r.Check, r.Code, r.Status, tallyOut(t)} }),
		Warned:  ordered(s.warned, namedOut[readiness.ID]),
		Alone:   ordered(s.alone, namedOut[readiness.ID]),
		Missing: ordered(s.missing, func(g Gap, t *Tally) gapJSON { return gapJSON{g.Field, g.Check, tallyOut(t)} }),
		Failures: ordered(s.failures, func(f Failure, n int64) failureJSON {
			return failureJSON{f.Verdict, f.Category.String(), f.Channel, f.Product, f.Code, n}
		}),
		Guards: ordered(s.guards, func(g Guard, n int64) guardJSON {
			return guardJSON{g.Verdict, g.Category.String(), g.Check, g.Status, g.Missing, n}
		}),
		Issuers: ordered(s.issuers, namedOut[string]), Channels: ordered(s.channels, namedOut[string]),
		Checkers: s.checkers, Problems: map[string]int64{}, Sample: s.sampleOut(),
	}
	for p, n := range s.problems {
		out.Problems[string(p)] = n
	}
	for v := range s.verdicts {
		if s.verdicts[v].N() > 0 {
			out.Verdicts = append(out.Verdicts, namedJSON{readiness.Verdict(v).String(), tallyOut(&s.verdicts[v])})
		}
	}
	for h := range s.hours {
		if s.hours[h].N() > 0 {
			out.Hours = append(out.Hours, namedJSON{strconv.Itoa(h), tallyOut(&s.hours[h])})
		}
	}
	for score := range s.scores {
		for fold, counts := range s.scores[score] {
			if counts == [results]int64{} {
				continue
			}
			rows := map[string]int64{}
			for r, n := range counts {
				if n > 0 {
					rows[Result(r).String()] = n
				}
			}
			out.Scores = append(out.Scores, scoreJSON{score, fold, rows})
		}
	}
	return json.Marshal(out)
}

func (s *Summary) sampleOut() sampleJSON {
	index := map[Reason]int{}
	for i := range s.samples {
		s.samples[i].trim()
		for _, r := range s.samples[i].rows {
			for _, l := range r.lost {
				index[l] = 0
			}
		}
	}
	list := slices.SortedFunc(maps.Keys(index), compareReasons)
	out := sampleJSON{Reasons: make([]reasonJSON, len(list))}
	for i, r := range list {
		index[r] = i
		out.Reasons[i] = reasonJSON{Check: r.Check, Code: r.Code, Status: r.Status}
	}
	out.Succeeded, out.Failed = s.samples[0].out(index), s.samples[1].out(index)
	return out
}

func (s *sample) out(index map[Reason]int) []patternJSON {
	out := []patternJSON{}
	at := map[string]int{}
	for _, r := range s.rows { // by hash
		p := patternJSON{Score: r.score, Lost: make([]int, len(r.lost))}
		for i, l := range r.lost {
			p.Lost[i] = index[l]
		}
		key := fmt.Sprint(p.Score, p.Lost)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, p)
		}
		out[i].Hashes = binary.BigEndian.AppendUint64(out[i].Hashes, r.hash)
	}
	slices.SortFunc(out, func(a, b patternJSON) int {
		if c := slices.Compare(a.Lost, b.Lost); c != 0 {
			return c
		}
		return int(a.Score) - int(b.Score)
	})
	return out
}

var (
	errSize    = errors.New("backtest: the summary is larger than 32 MiB")
	errSummary = errors.New("backtest: not a summary of schema " + Schema)
)

// UnmarshalJSON reads a summary. It refuses members that it does not know: they would be
// lost in merging. If the summary has a Key, the JSON must have been made with it. The
// error never repeats what the JSON holds.
func (s *Summary) UnmarshalJSON(b []byte) error {
	if len(b) > MaxSummaryBytes {
		return errSize
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var in summaryJSON
	if d.Decode(&in) != nil || in.Schema != Schema {
		return errSummary
	}
	if h, err := hex.DecodeString(in.Key); err != nil || len(h) != 4 {
		return errSummary
	}
	if s.Key != nil && keyID(s.Key) != in.Key {
		return errKey
	}
	out := Summary{Key: s.Key, Suite: s.Suite, Codes: s.Codes, read: in.Key}
	out.start()
	r := reader{listing: out.listed}
	r.summary(&in, &out)
	if r.bad {
		return errSummary
	}
	*s = out
	return nil
}

// A reader turns the JSON back into counts. It notes whether anything was wrong.
type reader struct {
	*listing
	bad bool
}

func (r *reader) summary(in *summaryJSON, s *Summary) {
	s.madeUp = in.Synthetic
	s.rows = r.tally(in.Rows)
	for _, x := range in.Verdicts {
		var v readiness.Verdict
		if v.UnmarshalText([]byte(x.Name)) != nil {
			r.bad = true
			return
		}
		s.verdicts[v] = r.tally(x.Rows)
	}
	for _, x := range in.Hours {
		h, err := strconv.Atoi(x.Name)
		if err != nil || h < 0 || h >= len(s.hours) {
			r.bad = true
			return
		}
		s.hours[h] = r.tally(x.Rows)
	}
	for _, x := range in.Scores {
		if x.Score < 0 || x.Score > 100 || x.Fold < 0 || x.Fold >= folds {
			r.bad = true
			return
		}
		for word, n := range x.Rows {
			s.scores[x.Score][x.Fold][r.result(word)] = r.count(n)
		}
	}
	for _, x := range in.Reasons {
		putTally(s.reasons, r.reason(Reason{x.Check, x.Code, x.Status}), r.tally(x.Rows))
	}
	r.named(in.Warned, func(name string, t Tally) { putTally(s.warned, r.check(name), t) })
	r.named(in.Alone, func(name string, t Tally) { putTally(s.alone, r.check(name), t) })
	r.named(in.Issuers, func(name string, t Tally) { putTally(s.issuers, r.issuer(name), t) })
	r.named(in.Channels, func(name string, t Tally) { putTally(s.channels, r.channel(name), t) })
	for _, x := range in.Missing {
		putTally(s.missing, Gap{r.field(x.Field), r.check(string(x.Check))}, r.tally(x.Rows))
	}
	r.failures(in, s)
	for name, n := range in.Checkers {
		addCapped(s.checkers, checkerName(name), r.count(n))
	}
	for name, n := range in.Problems {
		if !slices.Contains(problems, Problem(name)) {
			r.bad = true
		}
		s.problems[Problem(name)] = r.count(n)
	}
	r.sample(&in.Sample, s)
}

func (r *reader) failures(in *summaryJSON, s *Summary) {
	for _, x := range in.Failures {
		f := Failure{x.Verdict, r.category(x.Category), r.channel(x.Channel), x.Product, x.Code}
		if _, ok := r.codes.Lookup(x.Channel, x.Product, x.Code); !ok {
			f.Product, f.Code = "", other
		}
		s.failures[f] += r.count(x.N)
	}
	for _, x := range in.Guards {
		g := Guard{x.Verdict, r.category(x.Category), r.check(string(x.Check)), x.Status, ""}
		if x.Missing != "" {
			g.Missing = r.field(x.Missing)
		}
		s.guards[g] += r.count(x.N)
	}
}

func (r *reader) sample(in *sampleJSON, s *Summary) {
	reasons := make([]Reason, len(in.Reasons))
	for i, x := range in.Reasons {
		reasons[i] = r.reason(Reason{x.Check, x.Code, x.Status})
	}
	for i, patterns := range [][]patternJSON{in.Succeeded, in.Failed} {
		for _, p := range patterns {
			row := sampled{score: p.Score}
			for _, l := range p.Lost {
				if l < 0 || l >= len(reasons) {
					r.bad = true
					return
				}
				row.lost = append(row.lost, reasons[l])
			}
			slices.SortFunc(row.lost, compareReasons)
			if len(p.Hashes)%8 != 0 || p.Score > 100 {
				r.bad = true
			}
			for h := p.Hashes; len(h) >= 8; h = h[8:] {
				row.hash = binary.BigEndian.Uint64(h)
				s.samples[i].add(row)
			}
		}
		s.samples[i].trim()
	}
}

func (r *reader) count(n int64) int64 {
	r.bad = r.bad || n < 0 || n > 1<<53
	return n
}

func (r *reader) result(word string) Result {
	var out Result
	r.bad = r.bad || out.UnmarshalText([]byte(word)) != nil
	return out
}

func (r *reader) tally(in tallyJSON) (t Tally) {
	for word, c := range in {
		r.count(c.N)
		r.bad = r.bad || c.Amounts < 0 || c.Amounts > c.N
		t[r.result(word)] = c
	}
	return t
}

func (r *reader) named(list []namedJSON, put func(string, Tally)) {
	for _, x := range list {
		put(x.Name, r.tally(x.Rows))
	}
}

func (r *reader) check(name string) readiness.ID {
	if r.reasons[readiness.ID(name)] == nil {
		return other
	}
	return readiness.ID(name)
}

func (r *reader) channel(name string) string {
	if n := r.codes.Resolve(name, ""); n.Channel != "" {
		return n.Channel
	}
	return other
}

func (r *reader) category(word string) failcode.Category {
	var c failcode.Category
	for ; c.String() != ""; c++ {
		if c.String() == word {
			return c
		}
	}
	r.bad = true
	return failcode.Other
}

func putTally[K comparable](m map[K]*Tally, k K, t Tally) {
	if m[k] == nil {
		m[k] = new(Tally)
	}
	m[k].merge(&t)
}
