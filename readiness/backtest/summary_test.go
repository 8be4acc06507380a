package backtest_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// full asks for the sizes that take minutes instead of seconds.
var full = os.Getenv("PAYREADY_BACKTEST") != ""

var november = time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)

// rowsIn yields the rows of a synthetic month, each until the next.
func rowsIn(seed uint64, n int, checker *readiness.Checker) iter.Seq[*backtest.Row] {
	return func(yield func(*backtest.Row) bool) {
		month := synthetic.Month{Seed: seed, Payouts: n, Start: november, Base: 0.01}
		var r readiness.Report
		var row backtest.Row
		for p := range month.All() {
			checker.AssessInto(&r, &p.Submission)
			row.Read(&r)
			row.Amount, row.Channel, row.Outcome = intake.Some(p.Amount), p.Channel, p.Outcome
			if !yield(&row) {
				return
			}
		}
	}
}

// rowsOf are the rows of a synthetic month.
func rowsOf(seed uint64, n int, checker *readiness.Checker) (rows []backtest.Row) {
	for row := range rowsIn(seed, n, checker) {
		own := *row
		own.Findings = slices.Clone(row.Findings)
		rows = append(rows, own)
	}
	return rows
}

func bytesOf(t require.TestingT, s *backtest.Summary) string {
	b, err := s.MarshalJSON()
	require.NoError(t, err)
	return string(b)
}

var key = []byte("a key for tests only")

func summaryOf(rows []backtest.Row) *backtest.Summary {
	s := &backtest.Summary{Key: key}
	for i := range rows {
		s.Add(&rows[i])
	}
	return s
}

// Parts, merged by any tree and read back from their JSON on the way, give the bytes of
// one run. The samples overflow here, and so do the names of checkers.
func TestPartsGiveTheBytesOfOneRun(t *testing.T) {
	rows := rowsOf(1, 3000, &readiness.Checker{})
	for i := range rows {
		if i%7 == 0 {
			rows[i].Outcome.Result = backtest.Result(i / 7 % 5)
		}
	}
	some := rows
	for i := range 40_000 { // more than a sample holds
		row := some[i%len(some)]
		row.ID = fmt.Sprint("again-", i)
		row.Findings = row.Findings[:10]
		row.Checker = fmt.Sprintf("%016x", i%150*7919)
		rows = append(rows, row)
	}
	want := bytesOf(t, summaryOf(rows))
	require.Contains(t, want, `"other"`, "some checkers went under other")
	trees := 6
	if full {
		trees = 300
	}
	for seed := range trees {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		parts := make([]*backtest.Summary, r.IntN(6)+2)
		for i := range parts {
			parts[i] = &backtest.Summary{Key: key}
		}
		for _, i := range r.Perm(len(rows)) {
			parts[r.IntN(len(parts))].Add(&rows[i])
		}
		for len(parts) > 1 {
			i, j := r.IntN(len(parts)), r.IntN(len(parts)-1)
			if j >= i {
				j++
			}
			if r.IntN(3) == 0 {
				b := bytesOf(t, parts[j])
				parts[j] = &backtest.Summary{}
				require.NoError(t, json.Unmarshal([]byte(b), parts[j]))
			}
			require.NoError(t, parts[i].Merge(parts[j]))
			parts = append(parts[:j], parts[j+1:]...)
		}
		require.True(t, want == bytesOf(t, parts[0]), "the same bytes, tree %d", seed)
	}
}

// A stored report stands for its submission, whatever its detail but failed.
func TestReportsStandForSubmissions(t *testing.T) {
	var fromReports, fromDocuments backtest.Summary
	month := synthetic.Month{Seed: 5, Payouts: 300, Start: november}
	for p := range month.All() {
		r := readiness.Assess(p.Submission)
		row := backtest.Row{Amount: intake.Some(p.Amount), Outcome: p.Outcome}
		row.Read(&r)
		fromReports.Add(&row)
		for _, detail := range []readiness.Detail{readiness.DetailFull, readiness.DetailSummary} {
			b, err := json.Marshal(r.Document(readiness.EN, detail))
			require.NoError(t, err)
			var d readiness.Document
			require.NoError(t, json.Unmarshal(b, &d))
			require.NoError(t, row.ReadDocument(&d))
		}
		fromDocuments.Add(&row)
		d := r.Document(readiness.EN, readiness.DetailFailed)
		require.Error(t, row.ReadDocument(&d))
	}
	require.Equal(t, bytesOf(t, &fromReports), bytesOf(t, &fromDocuments))
}

func TestSummariesOfDifferentKeysDoNotMerge(t *testing.T) {
	a, b := backtest.Summary{Key: key}, backtest.Summary{Key: []byte("another")}
	require.Error(t, a.Merge(&b))
	js := bytesOf(t, &a)
	require.NoError(t, json.Unmarshal([]byte(js), &backtest.Summary{Key: key}))
	require.Error(t, json.Unmarshal([]byte(js), &b))
	require.NotContains(t, js, string(key))
}

// The size has a bound that the number of rows does not move, nor do odd names.
func TestSummaryStaysSmall(t *testing.T) {
	var s backtest.Summary
	n := 30_000
	if full {
		n = 500_000
	}
	row := rowsOf(2, 1, &readiness.Checker{})[0]
	for i := range n {
		row.ID, row.Issuer, row.Channel, row.Checker = fmt.Sprint(i), fmt.Sprint("bank", i), fmt.Sprint("channel", i), fmt.Sprintf("%016x", i)
		row.Outcome = backtest.Outcome{Result: backtest.Failed, Channel: row.Channel, Code: fmt.Sprint("CODE", i)}
		row.Findings = append(row.Findings[:0], backtest.Finding{
			Reason:  backtest.Reason{Check: readiness.ID(fmt.Sprint("x.y", i)), Code: fmt.Sprint("z", i)},
			Missing: []intake.Field{intake.Field(fmt.Sprint("/extra/", i)), intake.FieldAttemptFixed(i)},
		}, backtest.Finding{Reason: backtest.Reason{Check: "card.state", Code: fmt.Sprint("z", i), Status: readiness.Fail}})
		s.Add(&row)
	}
	require.Less(t, len(bytesOf(t, &s)), 700_000)
}

// Nothing of a submission or of an outcome's text is in a summary.
func TestNothingPersonalIsInASummary(t *testing.T) {
	marker := "6222021234567890128"
	r := readiness.Assess(readinesstest.Ready(readinesstest.Numbered(marker)))
	var row backtest.Row
	row.Read(&r)
	row.ID, row.Issuer, row.Checker = "order-"+marker, marker, marker
	row.Channel = marker
	row.Outcome = backtest.Outcome{Result: backtest.Failed, Channel: marker, Product: marker, Status: marker, Code: marker, Text: "户名不符 " + marker}
	row.Findings = append(row.Findings, backtest.Finding{
		Reason:  backtest.Reason{Check: readiness.ID(marker), Code: marker},
		Missing: []intake.Field{intake.Field(marker), intake.FieldHistoryAttempts + intake.Field("/"+marker)},
	}, backtest.Finding{Reason: backtest.Reason{Check: "card.state", Code: marker, Status: readiness.Fail}})
	var s backtest.Summary
	s.Add(&row)
	text := bytesOf(t, &s)
	answers, err := json.Marshal(s.Answer(backtest.Options{}))
	require.NoError(t, err)
	for i := 0; i+6 <= len(marker); i++ {
		require.NotContains(t, text+string(answers), marker[i:i+6])
	}

	// Nor does it come in by a summary that somebody made.
	forged := strings.ReplaceAll(strings.ReplaceAll(text, `"other"`, `"`+marker+`"`), `"no-input"`, `"`+marker+`"`)
	require.Contains(t, forged, marker)
	var back backtest.Summary
	if err := json.Unmarshal([]byte(forged), &back); err != nil {
		require.NotContains(t, err.Error(), marker)
	} else {
		require.NotContains(t, bytesOf(t, &back), marker)
	}
}

// What is wrong with an outcome is counted, and the payout is not lost.
func TestAnOutcomeBeforeItsSubmission(t *testing.T) {
	row := rowsOf(3, 1, &readiness.Checker{})[0]
	row.Outcome = backtest.Outcome{Result: backtest.Failed, EndedAt: row.At.Add(-time.Second)}
	var s backtest.Summary
	s.Add(&row)
	s.Problem(backtest.NoSubmission)
	s.Problem("no such problem")
	a := s.Answer(backtest.Options{})
	require.Equal(t, map[string]int64{"outcome-too-early": 1, "no-submission": 1}, a.Problems)
	require.EqualValues(t, 1, a.Rows["unknown"].N)
	require.EqualValues(t, 0, a.FailureRate.Of)
}

// A status decides where the caller's books say nothing, and a code gives the cause.
func TestOutcomesAreReadByTheTableOfCodes(t *testing.T) {
	row := rowsOf(3, 1, &readiness.Checker{})[0]
	row.Outcome = backtest.Outcome{Channel: "wechatpay", Product: "batch", Status: "FAIL", Code: "BANK_CARD_STATUS_ABNORMAL"}
	var s backtest.Summary
	s.Add(&row)
	a := s.Answer(backtest.Options{PayCaution: true})
	require.EqualValues(t, 1, a.Rows["failed"].N)
	held := row
	held.Outcome = backtest.Outcome{Result: backtest.Held}
	s.Add(&held)
	a = s.Answer(backtest.Options{})
	require.EqualValues(t, 1, a.Rows["held"].N)
	require.EqualValues(t, 1, a.FailureRate.Of, "what was held has no outcome")
}
