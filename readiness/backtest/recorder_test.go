package backtest_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// An event is a report or an outcome of the past.
type event struct {
	row     *backtest.Row
	outcome *backtest.Outcome
}

// history makes events of rows: outcomes follow their reports, some are missing, come
// twice, contradict or correct others, and some payouts are assessed more than once.
func history(rows []backtest.Row, r *rand.Rand) (list []event) {
	var outcomes []event
	for i := range rows {
		w := rows[i]
		o := w.Outcome
		o.ID, w.Outcome = w.ID, backtest.Outcome{}
		if r.IntN(9) == 0 {
			early := w
			early.At, early.Score, early.Verdict = w.At.Add(-time.Hour), 20, readiness.Fix
			list = append(list, event{row: &early})
		}
		list = append(list, event{row: &w})
		say := func(change func(*backtest.Outcome)) {
			next := o
			change(&next)
			outcomes = append(outcomes, event{outcome: &next})
		}
		switch r.IntN(12) {
		case 0:
			continue // no outcome
		case 1:
			say(func(o *backtest.Outcome) {}) // twice
		case 2:
			say(func(o *backtest.Outcome) { o.Result, o.EndedAt = backtest.Returned, o.EndedAt.Add(time.Hour) })
		case 3:
			say(func(o *backtest.Outcome) { o.Result, o.EndedAt = backtest.Failed, o.EndedAt.Add(time.Second) })
		case 4:
			say(func(o *backtest.Outcome) { o.Result, o.Status = backtest.Unknown, "PROCESSING" })
		case 5:
			o.EndedAt = w.At.Add(-2 * time.Hour)
		case 6:
			o.Result = backtest.Held
		case 7:
			o.ID = "nobody's"
		case 8:
			o.Amount = intake.Some[intake.Fen](500)
			w.Amount = intake.Opt[intake.Fen]{}
		case 9: // asked about after it ended
			after := w
			after.At, after.Verdict, after.Score = o.EndedAt.Add(time.Minute), readiness.Paid, 0
			outcomes = append(outcomes, event{outcome: &o}, event{row: &after})
			continue
		}
		outcomes = append(outcomes, event{outcome: &o})
	}
	return append(list, outcomes...)
}

// run joins the events of each ID the way a batch does, which knows all of them at once.
func run(events []event) *backtest.Summary {
	s := &backtest.Summary{Key: key}
	rows, outcomes := map[string][]*backtest.Row{}, map[string][]backtest.Outcome{}
	ids := map[string]bool{}
	for _, e := range events {
		if e.row != nil {
			ids[e.row.ID] = true
			rows[e.row.ID] = append(rows[e.row.ID], e.row)
		} else {
			ids[e.outcome.ID] = true
			outcomes[e.outcome.ID] = append(outcomes[e.outcome.ID], *e.outcome)
		}
	}
	for id := range ids {
		var assessed []time.Time
		for _, w := range rows[id] {
			assessed = append(assessed, w.At)
		}
		which, o := backtest.Join(assessed, outcomes[id], s.Problem)
		if which < 0 {
			continue
		}
		row := *rows[id][which]
		row.Outcome = o
		s.Add(&row)
	}
	return s
}

// record goes through the JSON of rows, as a program does that counts elsewhere.
func record(t *testing.T, r *backtest.Recorder, events []event) {
	now := november
	for _, e := range events {
		now = now.Add(time.Second)
		if e.row != nil {
			b, err := json.Marshal(e.row)
			require.NoError(t, err)
			var row backtest.Row
			require.NoError(t, json.Unmarshal(b, &row))
			r.Report(&row, now)
		} else {
			r.Outcome(e.outcome, now)
		}
	}
}

// A recorder says what one run over the same reports and outcomes says, byte for byte, and
// so do several side by side.
func TestARecorderIsARun(t *testing.T) {
	rows := rowsOf(21, 1500, &readiness.Checker{})
	r := rand.New(rand.NewPCG(3, 3))
	events := history(rows, r)
	want := bytesOf(t, run(events))
	for _, problem := range []string{"no-outcome", "no-submission", "two-submissions", "two-outcomes", "outcome-too-early"} {
		require.Contains(t, want, problem)
	}
	one := backtest.Recorder{Key: key}
	record(t, &one, events)
	require.True(t, want == bytesOf(t, one.Summary()), "the same bytes")
	require.True(t, want == bytesOf(t, one.Summary()), "reading changes nothing")

	parts := [3]backtest.Recorder{{Key: key}, {Key: key}, {Key: key}}
	split := [3][]event{}
	for _, e := range events {
		id := ""
		if e.row != nil {
			id = e.row.ID
		} else {
			id = e.outcome.ID
		}
		i := len(id) % 3
		split[i] = append(split[i], e)
	}
	all := &backtest.Summary{Key: key}
	for i := range parts {
		record(t, &parts[i], split[i])
		require.NoError(t, all.Merge(parts[i].Summary()))
	}
	require.True(t, want == bytesOf(t, all), "the same bytes")
}

// The figures of a dashboard are those of the summary.
func TestCountsAreThoseOfTheSummary(t *testing.T) {
	events := history(rowsOf(22, 800, &readiness.Checker{}), rand.New(rand.NewPCG(4, 4)))
	rec := backtest.Recorder{Key: key, Most: 300}
	record(t, &rec, events)
	c, a := rec.Counts(), rec.Summary().Answer(backtest.Options{})
	byResult := map[string]int64{}
	for _, m := range c.Results {
		for r, n := range m {
			byResult[r.String()] += n
		}
	}
	for word, cell := range a.Rows {
		require.Equal(t, cell.N, byResult[word], word)
	}
	for _, v := range a.Verdicts {
		m := c.Results[v.Verdict]
		require.Equal(t, v.Failed.Hits, m[backtest.Failed]+m[backtest.Returned])
		require.Equal(t, v.Held, m[backtest.Held])
		require.Equal(t, v.Unknown, m[backtest.Unknown])
	}
	require.Equal(t, 300, c.Kept)
	require.Equal(t, c.Forgotten, a.Problems["forgotten"])
	require.EqualValues(t, c.Waiting, a.Problems["no-outcome"])
	require.Equal(t, c.Outcomes[backtest.UnknownID], a.Problems["no-submission"])
}

// What is too old or too much leaves, is counted, and nothing is lost.
func TestARecorderForgetsTheOldest(t *testing.T) {
	rows := rowsOf(23, 50, &readiness.Checker{})
	rec := backtest.Recorder{Key: key, Most: 20, Keep: time.Hour}
	now := november
	for i := range rows {
		now = now.Add(time.Minute)
		rec.Report(&rows[i], now)
	}
	c := rec.Counts()
	require.Equal(t, []int{20, 20, 30}, []int{c.Kept, c.Waiting, int(c.Forgotten)})
	say := func(i int) backtest.Receipt {
		o := rows[i].Outcome
		o.ID = rows[i].ID
		return rec.Outcome(&o, now)
	}
	require.Equal(t, backtest.UnknownID, say(29))
	require.Equal(t, backtest.Taken, say(30))
	rec.Report(&rows[49], now.Add(2*time.Hour)) // the others are too old by now, and it is too
	c = rec.Counts()
	require.Equal(t, []int{1, 1, 49}, []int{c.Kept, c.Waiting, int(c.Forgotten)})
	a := rec.Summary().Answer(backtest.Options{})
	require.EqualValues(t, 49, a.Problems["forgotten"])
	require.EqualValues(t, 1, a.Problems["no-outcome"])
	require.EqualValues(t, 1, a.FailureRate.Of)

	now = now.Add(2 * time.Hour)
	again := rows[49]
	again.At = again.At.Add(time.Minute)
	rec.Report(&again, now.Add(time.Minute))
	rec.Report(&rows[0], now.Add(time.Hour))
	require.Equal(t, backtest.Taken, say(49), "it is as old as its last report")
}

// An outcome that comes again changes nothing, and every receipt says what was done.
func TestReceipts(t *testing.T) {
	rows := rowsOf(24, 3, &readiness.Checker{})
	rec := backtest.Recorder{Key: key}
	for i := range rows {
		rec.Report(&rows[i], november)
	}
	at := rows[0].At.Add(time.Minute)
	for _, c := range []struct {
		o    backtest.Outcome
		want backtest.Receipt
	}{
		{backtest.Outcome{Result: backtest.Failed}, backtest.WithoutID},
		{backtest.Outcome{ID: "nobody's", Result: backtest.Failed}, backtest.UnknownID},
		{backtest.Outcome{ID: rows[0].ID, Result: backtest.Succeeded, EndedAt: at}, backtest.Taken},
		{backtest.Outcome{ID: rows[0].ID, Result: backtest.Succeeded, EndedAt: at}, backtest.Again},
		{backtest.Outcome{ID: rows[0].ID, Result: backtest.Returned, EndedAt: at.Add(time.Hour)}, backtest.Taken},
		{backtest.Outcome{ID: rows[0].ID, Result: backtest.Succeeded, EndedAt: at}, backtest.Again},
		{backtest.Outcome{ID: rows[0].ID, Result: backtest.Failed, EndedAt: at}, backtest.Contradicts},
		{backtest.Outcome{ID: rows[1].ID, Result: backtest.Succeeded, EndedAt: rows[1].At.Add(-time.Second)}, backtest.TooEarly},
		{backtest.Outcome{ID: rows[2].ID, Channel: "wechatpay", Product: "batch", Status: "FAIL", Code: "BANK_CARD_STATUS_ABNORMAL"}, backtest.Taken},
	} {
		before := bytesOf(t, rec.Summary())
		require.Equal(t, c.want, rec.Outcome(&c.o, november), c.o)
		require.Equal(t, c.want == backtest.Again, before == bytesOf(t, rec.Summary()))
	}
	a := rec.Summary().Answer(backtest.Options{})
	require.EqualValues(t, 1, a.Rows["returned"].N)
	require.EqualValues(t, 1, a.Rows["failed"].N)
	require.EqualValues(t, 1, a.Rows["unknown"].N)
}

// A recorder holds nothing of an ID, a text or a name that no list of ours has, neither in
// what it gives out nor in itself.
func TestARecorderHoldsNothingPersonal(t *testing.T) {
	marker := "6222021234567890128"
	row := rowsOf(25, 1, &readiness.Checker{})[0]
	row.ID, row.Issuer, row.Checker, row.Channel = marker, marker, marker, marker
	row.Findings = append(row.Findings, backtest.Finding{
		Reason:  backtest.Reason{Check: readiness.ID(marker), Code: marker},
		Missing: []intake.Field{intake.Field(marker)},
	})
	rec := backtest.Recorder{Key: key}
	rec.Report(&row, november)
	require.Equal(t, backtest.Taken, rec.Outcome(&backtest.Outcome{
		ID: marker, Result: backtest.Failed, Channel: marker, Product: marker, Status: marker, Code: marker, Text: "户名不符 " + marker,
	}, november))
	counts, err := json.Marshal(rec.Counts())
	require.NoError(t, err)
	held := texts(reflect.ValueOf(&rec), map[any]bool{})
	require.Contains(t, strings.Join(held, "\n"), "card.state", "the walk finds what is held")
	all := strings.Join(append(held, bytesOf(t, rec.Summary()), string(counts)), "\n")
	for i := 0; i+6 <= len(marker); i++ {
		require.NotContains(t, all, marker[i:i+6])
	}
}

// texts are all strings that a value leads to.
func texts(v reflect.Value, seen map[any]bool) (out []string) {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Kind() == reflect.Pointer && seen[v.Pointer()] {
			return nil
		}
		if v.Kind() == reflect.Pointer {
			seen[v.Pointer()] = true
		}
		return texts(v.Elem(), seen)
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, texts(v.Field(i), seen)...)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			out = append(out, texts(v.Index(i), seen)...)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			out = append(append(out, texts(it.Key(), seen)...), texts(it.Value(), seen)...)
		}
	}
	return out
}

// Reports that somebody made up, each with other findings, do not fill the memory: they are
// counted, and those kept stay.
func TestMadeUpFindingsDoNotFillARecorder(t *testing.T) {
	rows := rowsOf(26, 1, &readiness.Checker{})
	rec := backtest.Recorder{Key: key}
	rec.Report(&rows[0], november)
	inputs := intake.Inputs()
	row := backtest.Row{Verdict: readiness.Ready, Score: 100, Findings: make([]backtest.Finding, 1)}
	const n = 70_000
	for i := range n {
		f := &row.Findings[0]
		f.Missing = f.Missing[:0]
		for j := range 17 {
			if i>>j&1 == 1 {
				f.Missing = append(f.Missing, inputs[j].Field)
			}
		}
		row.ID = fmt.Sprint(i)
		rec.Report(&row, november)
	}
	c := rec.Counts()
	require.Positive(t, c.Forgotten)
	require.EqualValues(t, n+1, c.Kept+int(c.Forgotten))
	require.EqualValues(t, n+1, rec.Summary().Answer(backtest.Options{}).Rows["unknown"].N)
}

// Several may use it at once.
func TestARecorderIsSafeForConcurrentUse(t *testing.T) {
	rows := rowsOf(27, 400, &readiness.Checker{})
	rec := backtest.Recorder{Key: key}
	var g sync.WaitGroup
	for part := range 4 {
		g.Go(func() {
			for i := part * 100; i < part*100+100; i++ {
				rec.Report(&rows[i], november)
				o := rows[i].Outcome
				o.ID = rows[i].ID
				rec.Outcome(&o, november)
				if i%50 == 0 {
					rec.Summary()
					rec.Counts()
				}
			}
		})
	}
	g.Wait()
	require.True(t, bytesOf(t, summaryOf(rows)) == bytesOf(t, rec.Summary()))
}

// What the documentation says a payout takes.
func TestMemoryOfARecorder(t *testing.T) {
	rows := rowsOf(28, 200, &readiness.Checker{})
	rec := backtest.Recorder{Key: key}
	const n = 20_000
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range n {
		w := rows[i%len(rows)]
		w.ID = fmt.Sprint(i)
		rec.Report(&w, november)
		o := w.Outcome
		o.ID = w.ID
		rec.Outcome(&o, november)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / n
	t.Logf("%d bytes a payout", each)
	require.Less(t, each, int64(1000))
	runtime.KeepAlive(&rec)
}

func BenchmarkReport(b *testing.B) {
	rows := rowsOf(1, 500, &readiness.Checker{})
	rec := backtest.Recorder{Key: key}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		w := rows[i%len(rows)]
		w.ID = fmt.Sprint(i)
		rec.Report(&w, november)
	}
}

// The latest outcome counts; money that came back is no contradiction; what is not known
// changes nothing that is. The order in which they come does not matter.
func TestWhichOutcomeCounts(t *testing.T) {
	at := func(r backtest.Result, hour int) backtest.Outcome {
		return backtest.Outcome{Result: r, EndedAt: november.Add(time.Duration(hour) * time.Hour)}
	}
	for _, c := range []struct {
		list       []backtest.Outcome
		want       backtest.Result
		contradict bool
	}{
		{[]backtest.Outcome{at(backtest.Succeeded, 1), at(backtest.Returned, 2)}, backtest.Returned, false},
		{[]backtest.Outcome{at(backtest.Failed, 1), at(backtest.Succeeded, 2)}, backtest.Succeeded, true},
		{[]backtest.Outcome{at(backtest.Succeeded, 1), at(backtest.Failed, 1)}, backtest.Failed, true},
		{[]backtest.Outcome{at(backtest.Failed, 1), at(backtest.Unknown, 2)}, backtest.Failed, false},
		{[]backtest.Outcome{at(backtest.Unknown, 2), at(backtest.Held, 1)}, backtest.Held, false},
		{[]backtest.Outcome{at(backtest.Held, 3), at(backtest.Succeeded, 2)}, backtest.Succeeded, true},
		{[]backtest.Outcome{at(backtest.Succeeded, 1), at(backtest.Returned, 2), at(backtest.Failed, 3)}, backtest.Failed, true},
	} {
		for range 6 {
			rand.Shuffle(len(c.list), func(i, j int) { c.list[i], c.list[j] = c.list[j], c.list[i] })
			var problems []backtest.Problem
			which, o := backtest.Join([]time.Time{november}, c.list, func(p backtest.Problem) { problems = append(problems, p) })
			require.Equal(t, 0, which)
			require.Equal(t, c.want, o.Result, c)
			require.Equal(t, c.contradict, len(problems) == 1 && problems[0] == backtest.TwoOutcomes, c)
		}
	}
}

// The JSON of an outcome is read strictly, and what is wrong is not repeated.
func TestOutcomeJSON(t *testing.T) {
	want := backtest.Outcome{ID: "a", Result: backtest.Returned, Channel: "wechatpay", Code: "X", EndedAt: november, Amount: intake.Some[intake.Fen](12)}
	b, err := json.Marshal(want)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"a","result":"returned","channel":"wechatpay","code":"X","ended_at":"2026-11-01T00:00:00+08:00","amount_fen":12}`, string(b))
	var got backtest.Outcome
	require.NoError(t, json.Unmarshal(b, &got))
	require.True(t, want.EndedAt.Equal(got.EndedAt))
	got.EndedAt = want.EndedAt
	require.Equal(t, want, got)
	for _, bad := range []string{
		`{"id":"a","colour":"red"}`, `{"id":"a","result":"perhaps"}`, `{"id":"a","amount_fen":-1}`, `{"id":"a","amount_fen":1.5}`, `{"id":"a","amount_fen":9007199254740992}`,
		`{"id":"a","ended_at":"yesterday"}`, `{"id":"a","id":"b"}`, `{"ID":"a"}`, `[]`, `{"id":"a"} {}`, `{"id":"` + strings.Repeat("a", backtest.MaxOutcomeBytes) + `"}`, "{\"id\":\"\xff\"}",
	} {
		err := new(backtest.Outcome).UnmarshalJSON([]byte(bad))
		require.EqualError(t, err, "backtest: not an outcome of at most 16 KiB", bad[:min(len(bad), 40)])
	}
}
