package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

// A sum counts submissions and adds up their amounts. A billion of the largest
// amounts would overflow 64 bits.
type sum struct {
	N       int64   `json:"n"`
	Unknown int64   `json:"unknown"` // those without a valid amount
	Fen     big.Int `json:"fen"`
}

func (s *sum) add(amount intake.Opt[intake.Fen]) {
	s.N++
	if !amount.OK {
		s.Unknown++
		return
	}
	var x big.Int
	s.Fen.Add(&s.Fen, x.SetInt64(int64(amount.V)))
}

// join adds another sum.
func (s *sum) join(o *sum) {
	s.N, s.Unknown = s.N+o.N, s.Unknown+o.Unknown
	s.Fen.Add(&s.Fen, &o.Fen)
}

// row prints the sum and what it is of.
func (s *sum) row(w io.Writer, text string) { fmt.Fprintf(w, "%12d %20s  %s\n", s.N, s.yuan(), text) }

// yuan returns the amount with two decimals.
func (s *sum) yuan() string {
	text := new(big.Int).Abs(&s.Fen).String()
	text = strings.Repeat("0", max(0, 3-len(text))) + text
	whole, cents := text[:len(text)-2], text[len(text)-2:]
	var b strings.Builder
	if s.Fen.Sign() < 0 {
		b.WriteByte('-')
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String() + "." + cents
}

// A tally holds the counts of a run. A resumed run continues them.
type tally struct {
	Verdicts [readiness.Stop + 1]sum `json:"verdicts"`
	Failed   []sum                   `json:"failed"` // by index of the check
	Causes   causes                  `json:"causes"`
	Bad      map[string]int64        `json:"bad"` // by kind

	RefusedIDs   int64 `json:"refused_ids"`
	FirstRefused int64 `json:"first_refused_id"` // its line; 0 if none
}

func newTally(checks int) *tally {
	return &tally{Failed: make([]sum, checks), Causes: causes{}, Bad: map[string]int64{}}
}

func (t *tally) add(c *chunk) {
	for _, o := range c.outcomes {
		t.Verdicts[o.verdict].add(o.amount)
		if o.refusedID != 0 {
			t.RefusedIDs++
			t.FirstRefused = cmp.Or(t.FirstRefused, o.refusedID)
		}
		for i := range t.Failed {
			if o.failed[i/64]&(1<<(i%64)) != 0 {
				t.Failed[i].add(o.amount)
			}
		}
	}
	for i := range c.causes {
		t.Causes.add(&c.causes[i])
	}
	for _, b := range c.bad {
		t.Bad[b.Kind]++
	}
}

func (t *tally) assessed() (all sum) {
	for i := range t.Verdicts {
		all.join(&t.Verdicts[i])
	}
	return all
}

func (t *tally) bad() (n int64) {
	for _, k := range t.Bad {
		n += k
	}
	return n
}

// status returns the exit status of the run.
func (t *tally) status() int {
	all := t.assessed()
	switch {
	case t.bad() > 0 || all.N == 0:
		return exitUnusable
	case t.Verdicts[readiness.Ready].N < all.N:
		return exitNotReady
	}
	return exitReady
}

var summaryWords = struct {
	assessed, bad, unknown, verdict, failed, notMet, repeated, again, lines readiness.Text
}{
	assessed: readiness.Text{readiness.ZH: "已评估", readiness.EN: "assessed"},
	bad:      readiness.Text{readiness.ZH: "无法读取的行", readiness.EN: "unreadable lines"},
	unknown:  readiness.Text{readiness.ZH: "其中金额未知或无效", readiness.EN: "of these, without a valid amount"},
	verdict:  readiness.Text{readiness.ZH: "按结论（笔数、金额/元）", readiness.EN: "By verdict (submissions, yuan)"},
	failed:   readiness.Text{readiness.ZH: "按未通过的检查（笔数、金额/元）", readiness.EN: "By failed check (submissions, yuan)"},
	notMet:   readiness.Text{readiness.ZH: "未通过：", readiness.EN: "not met: "}, // a title says what ought to be
	repeated: readiness.Text{readiness.ZH: "同一张卡、同一金额重复出现", readiness.EN: "Repeats of the same card and amount"},
	again:    readiness.Text{readiness.ZH: "首次之外（笔数、金额/元）", readiness.EN: "after the first (submissions, yuan)"},
	lines:    readiness.Text{readiness.ZH: "行", readiness.EN: "lines"},
}

// order lists the verdicts, the best first.
var verdictOrder = []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Incomplete, readiness.Wait, readiness.Fix, readiness.Review, readiness.Paid, readiness.Stop}

// write prints the summary: counts, amounts, line numbers and tags.
func (t *tally) write(to io.Writer, empty *readiness.Report, u *tracer, l readiness.Lang, again repeats) error {
	w := bufio.NewWriter(to)
	words := &summaryWords

	all := t.assessed()
	all.row(w, words.assessed.In(l))
	if all.Unknown > 0 {
		fmt.Fprintf(w, "%12d %20s  %s\n", all.Unknown, "", words.unknown.In(l))
	}
	fmt.Fprintf(w, "%12d %20s  %s", t.bad(), "", words.bad.In(l))
	for _, kind := range slices.Sorted(maps.Keys(t.Bad)) {
		fmt.Fprintf(w, "  %s %d", kind, t.Bad[kind])
	}

	fmt.Fprintf(w, "\n\n%s\n", words.verdict.In(l))
	for _, v := range verdictOrder {
		name := v.String()
		if l == readiness.ZH {
			name = pad(render.Head(v, l), 8) + " " + name
		}
		t.Verdicts[v].row(w, name)
	}

	fmt.Fprintf(w, "\n%s\n", words.failed.In(l))
	var titles []string
	for f := range empty.Findings() {
		titles = append(titles, fmt.Sprintf("%-28s %s%s", f.Check, words.notMet.In(l), f.Title(l)))
	}
	var order []int
	for i := range t.Failed {
		if t.Failed[i].N > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(t.Failed[b].N - t.Failed[a].N) })
	for _, i := range order {
		t.Failed[i].row(w, titles[i])
	}

	t.Causes.write(w, all.N, u, l)

	fmt.Fprintf(w, "\n%s\n%12d\n", words.repeated.In(l), again.pairs)
	again.again.row(w, words.again.In(l))
	for _, r := range again.sample {
		fmt.Fprintf(w, "  %016x %20s  %s %s\n", r.tag, r.amount, words.lines.In(l), r.list())
	}
	if more := again.pairs - int64(len(again.sample)); more > 0 {
		fmt.Fprintf(w, "  … +%d\n", more)
	}
	return w.Flush()
}

func (r *repeat) list() string {
	var b strings.Builder
	for i, n := range r.lines {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.FormatInt(n, 10))
	}
	if more := r.count - int64(len(r.lines)); more > 0 {
		fmt.Fprintf(&b, " … +%d", more)
	}
	return b.String()
}

func lineID(n int64) string { return "line-" + strconv.FormatInt(n, 10) }
