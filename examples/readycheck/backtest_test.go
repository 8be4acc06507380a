package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/planted"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// What is printed is the same on every run, and another seed is another sample. A summary
// that is written holds hashes of ids: without a key of one's own nobody may know it.
func TestBacktestIsReproducible(t *testing.T) {
	m := newPastMonth(t, 3000)
	run := func(args ...string) string {
		status, out, errs := try("", append([]string{"backtest", "run"}, append(args, m.submissions, m.lines)...)...)
		require.Equal(t, exitReady, status, errs)
		return out
	}
	require.Equal(t, run(), run())
	require.NotEqual(t, run(), run("-seed", "2"))
	require.NotEqual(t, run("-json"), run("-json"))
	require.Equal(t, run("-json", "-key-file", m.key), run("-json", "-key-file", m.key))
	_, demo, _ := try("", "backtest", "demo", "-json", "2000")
	_, again, _ := try("", "backtest", "demo", "-json", "2000")
	require.Equal(t, demo, again)
}

// A pastMonth is a made-up month as files.
type pastMonth struct {
	dir, submissions, reports, lines, table, key string
	want                                         string // the summary
}

// write makes a file of the month's directory.
func (m *pastMonth) write(t *testing.T, name string, lines []string) string {
	path := filepath.Join(m.dir, name)
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return path
}

func newPastMonth(t *testing.T, n int) *pastMonth {
	m := &pastMonth{dir: t.TempDir()}
	const secret = "0123456789abcdef key"
	s := backtest.Summary{Key: []byte(secret)}
	var submissions, reports, lines []string
	var table strings.Builder
	rows := csv.NewWriter(&table)
	require.NoError(t, rows.Write([]string{"id", "result", "channel", "product", "code", "ended_at", "amount_fen"}))
	month := synthetic.Month{Seed: 9, Payouts: n, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	for p := range month.All() {
		p.Submission.Payout.Channel = p.Channel
		b, err := p.Submission.RevealJSON()
		require.NoError(t, err)
		submissions = append(submissions, string(b))
		r := readiness.Assess(p.Submission)
		b, err = r.Document(readiness.EN, readiness.DetailSummary).MarshalJSON()
		require.NoError(t, err)
		reports = append(reports, string(b))
		o := p.Outcome
		o.ID, o.Amount = r.ID, intake.Some(p.Amount)
		b, err = json.Marshal(o)
		require.NoError(t, err)
		lines = append(lines, string(b))
		require.NoError(t, rows.Write([]string{r.ID, o.Result.String(), o.Channel, o.Product, o.Code, o.EndedAt.Format(time.RFC3339), fmt.Sprint(int64(p.Amount))}))
		row := backtest.Row{Amount: intake.Some(p.Amount), Channel: p.Channel, Outcome: o}
		row.Read(&r)
		s.Add(&row)
	}
	rows.Flush()
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	m.submissions, m.reports, m.lines = m.write(t, "in.ndjson", submissions), m.write(t, "reports.ndjson", reports), m.write(t, "outcomes.ndjson", lines)
	m.table, m.key = m.write(t, "outcomes.csv", []string{table.String()}), m.write(t, "key", []string{secret})
	b, err := s.MarshalJSON()
	require.NoError(t, err)
	m.want = string(b) + "\n"
	return m
}

// Submissions or reports, outcomes as lines or as a table: the summary is that of the
// library, and a merge of parts is that of the whole.
func TestBacktestJoinsWhatBelongsTogether(t *testing.T) {
	m := newPastMonth(t, 400)
	for _, args := range [][]string{{m.submissions, m.lines}, {m.submissions, m.table}, {"-reports", m.reports, m.table}} {
		status, out, errs := try("", append([]string{"backtest", "run", "-json", "-key-file", m.key}, args...)...)
		require.Equal(t, exitReady, status, errs)
		require.True(t, m.want == out, "the same summary, of %v", args)
	}
	b, err := os.ReadFile(m.submissions)
	require.NoError(t, err)
	all := strings.Split(strings.TrimSpace(string(b)), "\n")
	var parts []string
	for i := range 4 {
		sub := m.write(t, "part.ndjson", all[i*100:(i+1)*100])
		_, out, _ := try("", "backtest", "run", "-json", "-key-file", m.key, sub, m.lines)
		parts = append(parts, m.write(t, fmt.Sprint("part", i, ".json"), []string{out}))
	}
	slices.Reverse(parts)
	status, out, errs := try("", append([]string{"backtest", "merge", "-json"}, parts...)...)
	require.Equal(t, exitReady, status, errs)
	require.Contains(t, out, `"no-submission":1200`, "each part lacks the others' payouts")
	require.Equal(t, m.want, strings.Replace(out, `"problems":{"no-submission":1200}`, `"problems":{}`, 1))
	_, other, _ := try("", "backtest", "run", "-json", m.submissions, m.lines)
	status, _, _ = try("", "backtest", "merge", parts[0], m.write(t, "other.json", []string{other}))
	require.Equal(t, exitUnusable, status, "another key")
}

// What was written to disk and merged is what stayed in memory.
func TestJoinOnDisk(t *testing.T) {
	for _, limit := range []int{1, 500, 1 << 30} {
		j := joiner{limit: limit}
		want := map[string][]string{}
		r := rand.New(rand.NewPCG(2, 2))
		for i := range 3000 {
			id := fmt.Sprint(r.IntN(900))
			payload := strings.Repeat("x", r.IntN(40)) + fmt.Sprint(i)
			want[id] = append(want[id], payload)
			require.NoError(t, j.add(id, 0, []byte(payload)))
		}
		require.Equal(t, limit < 1<<30, j.spill != nil)
		var got []string
		require.NoError(t, j.each(func(group []joined) error {
			var all []string
			for _, g := range group {
				all = append(all, string(g.payload))
			}
			got = append(got, strings.Join(all, ","))
			return nil
		}))
		j.close()
		var all []string
		for list := range maps.Values(want) {
			all = append(all, strings.Join(list, ","))
		}
		require.ElementsMatch(t, all, got)
	}
}

// Bad input gets a clear count, and nothing else is lost.
func TestBacktestCountsWhatIsWrong(t *testing.T) {
	m := newPastMonth(t, 20)
	b, err := os.ReadFile(m.submissions)
	require.NoError(t, err)
	subs := strings.Split(strings.TrimSpace(string(b)), "\n")
	b, err = os.ReadFile(m.lines)
	require.NoError(t, err)
	outs := strings.Split(strings.TrimSpace(string(b)), "\n")
	first := func(lines []string) (id struct{ ID string }) {
		require.NoError(t, json.Unmarshal([]byte(lines[0]), &id))
		return id
	}
	subs = append(subs, subs[3], "{", "{}", strings.Repeat(" ", 3))
	id := first(outs).ID
	outs = append(outs[:19], // one is missing
		`{"id":"`+id+`","result":"failed","ended_at":"2027-01-01T00:00:00+08:00"}`,
		`{"id":"nobody","result":"succeeded"}`, `{"id":"x","result":"perhaps"}`, `{"result":"failed"}`, `{"id":"x","colour":"red"}`)
	var other struct{ ID string }
	require.NoError(t, json.Unmarshal([]byte(outs[1]), &other))
	outs[1] = `{"id":"` + other.ID + `","result":"failed","ended_at":"2020-01-01T00:00:00+08:00"}`
	status, out, errs := try("", "backtest", "run", "-format", "json", m.write(t, "bad.ndjson", subs), m.write(t, "badout.ndjson", outs))
	require.Equal(t, exitNotReady, status, errs)
	var a backtest.Answers
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.Equal(t, map[string]int64{
		"unreadable": 3, "no-id": 2, "two-submissions": 1, "no-outcome": 1, "no-submission": 1, "two-outcomes": 1, "outcome-too-early": 1,
	}, a.Problems)
	var n int64
	for _, c := range a.Rows {
		n += c.N
	}
	require.EqualValues(t, 20, n)
	require.Regexp(t, `bad\.ndjson: line 22: no valid JSON from byte 1 on\n.*badout\.ndjson: line 22: result must be succeeded, .*\n.*badout\.ndjson: line 24: has a member that is not known; there are: id, `, errs)
}

// Reports of several versions are told apart, and give no calibration; what another version
// found is counted under other.
func TestBacktestOfMixedVersions(t *testing.T) {
	m := newPastMonth(t, 300)
	b, err := os.ReadFile(m.reports)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	hash := new(readiness.Checker).Hash()
	for i := range lines[:100] {
		lines[i] = strings.Replace(strings.Replace(lines[i], hash, "0123456789abcdef", 1), `"check":"network.vpn"`, `"check":"network.older"`, 1)
	}
	mixed := m.write(t, "mixed.ndjson", lines)
	status, out, errs := try("", "backtest", "run", "-lang", "en", "-reports", mixed, m.table)
	require.Equal(t, exitReady, status, errs)
	require.Contains(t, out, "Judged by configuration "+hash+" (200 payouts), 0123456789abcdef (100 payouts)")
	require.Contains(t, out, "2 configurations, whose scores do not compare")
	require.Contains(t, out, "100 findings are none of this suite's")
	status, _, errs = try("", "backtest", "run", "-reports", "-calibrate", filepath.Join(m.dir, "calibrated.json"), mixed, m.table)
	require.Equal(t, exitUnusable, status)
	require.NotEmpty(t, errs)
}

// A demo shows every output, and says that it is one.
func TestBacktestDemo(t *testing.T) {
	dir := t.TempDir()
	calibrated, suggested := filepath.Join(dir, "calibrated.json"), filepath.Join(dir, "suggested.json")
	status, out, errs := try("", "backtest", "demo", "-lang", "en", "-calibrate", calibrated, "-suggest", suggested, "2000")
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "made up")
	require.Contains(t, errs, "card.account-class class-ii: 0.150 -> ")
	for format, want := range map[string]string{"html": "<svg", "markdown": "| --", "json": `"synthetic":true`} {
		status, out, _ := try("", "backtest", "demo", "-format", format, "300")
		require.Equal(t, exitReady, status)
		if format != "markdown" {
			require.Contains(t, out, want)
		}
	}
	status, _, errs = try("", "policy", "check", suggested)
	require.Equal(t, exitReady, status, errs)
	_, out, _ = try("", "assess", "-policy", calibrated, "-format", "json", "testdata/ready.json")
	require.Contains(t, out, `"success_probability":{`)
	require.Contains(t, out, `"synthetic":true`)
	for _, args := range [][]string{{"demo", "0"}, {"demo", "x"}, {"demo"}, {"run", "a"}, {"guess", "1"}, {"demo", "-format", "pdf", "10"}, {"demo", "-cost-failed", "-1", "10"}, {"merge", "none.json"}} {
		status, _, _ := try("", append([]string{"backtest"}, args...)...)
		require.Equal(t, exitUnusable, status, args)
	}
}

// Two policies on the same payouts: which flip, by what, and what had become of them.
func TestCompareIsAGate(t *testing.T) {
	m := newPastMonth(t, 300)
	strict := m.write(t, "ours.json", []string{`{"schema":"payready.policy/1","checks":{"network.vpn":{"gate":true}}}`})
	flips := filepath.Join(m.dir, "flips.ndjson")
	status, out, errs := try("", "compare", "-format", "json", "-flips", flips, "standard", strict, m.submissions, m.table)
	require.Equal(t, exitReady, status, errs)
	var a backtest.ComparisonAnswers
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.EqualValues(t, 300, a.Payouts)
	require.Positive(t, a.Flips)
	require.Equal(t, a.NewStopped, a.GoodStopped+a.BadStopped)
	b, err := os.ReadFile(flips)
	require.NoError(t, err)
	require.EqualValues(t, a.Flips, strings.Count(string(b), "\n"))
	var flip backtest.Flip
	require.NoError(t, json.Unmarshal(b[:strings.IndexByte(string(b), '\n')], &flip))
	require.Equal(t, readiness.Fix, flip.To)
	require.NotContains(t, string(b), readinesstest.Name)

	status, out, _ = try("", "compare", "standard", strict, m.submissions, m.table)
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "newly stopped")
	for limit, want := range map[string]int{fmt.Sprint(a.Flips): exitReady, fmt.Sprint(a.Flips - 1): exitNotReady} {
		status, _, _ = try("", "compare", "-max-flips", limit, "standard", strict, m.submissions)
		require.Equal(t, want, status)
	}
	status, _, _ = try("", "compare", "-max-good-stopped", "0", "standard", strict, m.submissions, m.table)
	require.Equal(t, exitNotReady, status)
	status, out, _ = try("", "compare", "-max-flips", "0", "standard", "standard", m.submissions)
	require.Equal(t, exitReady, status)
	require.Contains(t, out, "300 payouts, 0 change")
	status, _, _ = try("", "compare", "-max-good-stopped", "0", "standard", "standard", m.submissions)
	require.Equal(t, exitUnusable, status, "without outcomes there is nothing to hold it against")
}

// With markers in every personal input, none comes out of a backtest or a comparison.
func TestBacktestPrintsNothingPersonal(t *testing.T) {
	dir := t.TempDir()
	for _, shapes := range [][]byte{{0}, {1, 0x10}, {3}, {6}} {
		leak := planted.Leak(func() intake.Submission { return readinesstest.Ready() }, uint64(shapes[0]), shapes, func(s intake.Submission) string {
			s.ID = "order-a"
			in, err := s.RevealJSON()
			if err != nil {
				return ""
			}
			m := pastMonth{dir: dir}
			subs := m.write(t, "s.ndjson", []string{string(in), "{", string(in[:len(in)/2])})
			number := s.Card.Number.Reveal()
			line, err := json.Marshal(backtest.Outcome{ID: "order-a", Result: backtest.Failed, Channel: "c" + number, Code: number, Text: s.Applicant.Name.Reveal() + number})
			require.NoError(t, err)
			outs := m.write(t, "o.ndjson", []string{string(line), number})
			all := ""
			for _, args := range [][]string{{"run", "-json"}, {"run"}, {"run", "-format", "html"}, {"run", "-format", "markdown"}, {"run", "-format", "json"}} {
				_, out, errs := try("", append(append([]string{"backtest"}, args...), subs, outs)...)
				all += out + errs
			}
			_, out, errs := try("", "compare", "-flips", filepath.Join(dir, "f.ndjson"), "standard", "payroll", subs, outs)
			b, err := os.ReadFile(filepath.Join(dir, "f.ndjson"))
			require.NoError(t, err)
			return all + out + errs + string(b)
		})
		require.Empty(t, leak, "with shapes %v", shapes)
	}
}
