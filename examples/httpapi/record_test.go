package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

func recorded(t *testing.T, change func(*options)) *rig {
	return newRig(t, func(o *options) {
		o.record = 1000
		if change != nil {
			change(o)
		}
	})
}

// say sends outcomes and returns the answer.
func (r *rig) say(body string) outcomesAnswer {
	r.t.Helper()
	w := r.ask("POST", "/v1/outcomes", body)
	require.Equal(r.t, 200, w.Code, w.Body.String())
	r.silent(w)
	return decode[outcomesAnswer](r.t, w.Body.Bytes())
}

// Each outcome is counted under one word, and what was done with it is what the summary
// says.
func TestOutcomes(t *testing.T) {
	r := recorded(t, nil)
	for i := range 5 {
		require.Equal(t, 200, r.ask("POST", "/v1/assess", strings.Replace(sample(t), `"sample-1"`, fmt.Sprintf(`"p-%d"`, i), 1)).Code)
	}
	require.Equal(t, 200, r.ask("POST", "/v1/assess?record=no", strings.Replace(sample(t), `"sample-1"`, `"trial"`, 1)).Code)
	a := r.say(`{"id":"p-0","result":"succeeded","ended_at":"2026-11-24T13:00:00+08:00"}`)
	require.Equal(t, 1, a.Counts["taken"])
	require.Empty(t, a.Refused)
	a = r.say(`[{"id":"p-0","result":"succeeded","ended_at":"2026-11-24T13:00:00+08:00"},
		{"id":"p-0","result":"failed","ended_at":"2026-11-24T12:59:00+08:00"},
		{"id":"p-1","result":"succeeded","ended_at":"2020-01-01T00:00:00Z"},
		{"id":"p-2","channel":"wechatpay","product":"batch","status":"FAIL","code":"BANK_CARD_STATUS_ABNORMAL"},
		{"id":"p-3","result":"held"},
		{"id":"trial","result":"failed"},{"result":"failed"},{"id":"x","colour":"red"},7]`)
	require.Equal(t, map[string]int{"taken": 2, "again": 1, "contradicts": 1, "too-early": 1, "unknown-id": 1, "without-id": 1, "unreadable": 2}, a.Counts)
	require.Equal(t, []refusal{{1, "contradicts"}, {2, "too-early"}, {5, "unknown-id"}, {6, "without-id"}, {7, "unreadable"}, {8, "unreadable"}}, a.Refused)

	w := r.ask("GET", "/v1/backtest", "")
	got := decode[backtest.Answers](t, w.Body.Bytes())
	require.EqualValues(t, 1, got.Rows["succeeded"].N)
	require.EqualValues(t, 1, got.Rows["failed"].N)
	require.EqualValues(t, 1, got.Rows["held"].N)
	require.EqualValues(t, 2, got.Rows["unknown"].N)
	require.Equal(t, map[string]int64{"no-outcome": 1, "no-submission": 1, "two-outcomes": 1, "outcome-too-early": 1, "no-id": 1, "unreadable": 2}, got.Problems)

	metrics := r.ask("GET", "/metrics", "").Body.String()
	for _, want := range []string{
		`payready_recorder_payouts{state="kept"} 5`, `payready_recorder_payouts{state="waiting"} 1`, `payready_recorder_forgotten_total 0`,
		`payready_outcomes_total{receipt="too_early"} 1`, `payready_outcomes_total{receipt="taken"} 3`,
		`payready_recorded_payouts{result="succeeded",verdict="ready"} 1`, `payready_recorded_payouts{result="unknown",verdict="ready"} 2`,
	} {
		require.Contains(t, metrics, want)
	}
	for format, media := range map[string]string{"html": "text/html", "markdown": "text/markdown"} {
		for lang, title := range map[string]string{"zh-CN": "打款回测", "en": "Backtest of payouts"} {
			w := r.ask("GET", "/v1/backtest?format="+format+"&lang="+lang, "")
			require.Contains(t, w.Header().Get("Content-Type"), media)
			require.Equal(t, lang, w.Header().Get("Content-Language"))
			require.Contains(t, w.Body.String(), title)
		}
	}
}

// What the service recorded of a month, by all its routes, is the summary of a run over it.
func TestTheServiceRecordsAMonth(t *testing.T) {
	key := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(key, []byte("0123456789abcdef key\n"), 0o600))
	r := recorded(t, func(o *options) { o.recordKey = key })
	want := backtest.Summary{Key: []byte("0123456789abcdef key")}
	month := synthetic.Month{Seed: 3, Payouts: 300, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	var outcomes []backtest.Outcome
	var lines []string
	for p := range month.All() {
		report := readiness.Assess(p.Submission)
		row := backtest.Row{Outcome: p.Outcome}
		row.Read(&report)
		row.ReadSubmission(&p.Submission)
		want.Add(&row)
		p.Outcome.ID = p.Submission.ID
		outcomes = append(outcomes, p.Outcome)
		b, err := p.Submission.RevealJSON()
		require.NoError(t, err)
		lines = append(lines, string(b))
	}
	for _, line := range lines[:50] {
		require.Equal(t, 200, r.ask("POST", "/v1/assess", line).Code)
	}
	require.Equal(t, 200, r.ask("POST", "/v1/assess/batch", strings.Join(lines[50:200], "\n"), "Content-Type: application/x-ndjson").Code)
	require.Equal(t, 200, r.ask("POST", "/v1/assess-many", strings.Join(lines[200:], "\n"), "Content-Type: application/x-ndjson").Code)
	b, err := json.Marshal(outcomes)
	require.NoError(t, err)
	require.Equal(t, 300, r.say(string(b)).Counts["taken"])
	summary, err := want.MarshalJSON()
	require.NoError(t, err)
	require.True(t, string(summary)+"\n" == r.ask("GET", "/v1/backtest?format=summary", "").Body.String(), "the same bytes")
}

// Without -record nothing is kept, and the routes say so.
func TestNothingIsRecordedUnasked(t *testing.T) {
	r := newRig(t, nil)
	r.problem(r.ask("POST", "/v1/outcomes", `{"id":"a"}`), 404, "not-recording")
	r.problem(r.ask("GET", "/v1/backtest", ""), 404, "not-recording")
	require.NotContains(t, r.ask("GET", "/metrics", "").Body.String(), "payready_recorder")
	for _, args := range [][]string{{"-record", "-1"}, {"-record", "x"}} {
		require.Equal(t, 2, run(t.Context(), nil, args, &logBuffer{}), args)
	}
	short := filepath.Join(t.TempDir(), "key")
	require.NoError(t, os.WriteFile(short, []byte("short"), 0o600))
	for _, key := range []string{short, short + "not there"} {
		require.Equal(t, 1, run(t.Context(), nil, []string{"-addr", "127.0.0.1:0", "-record", "9", "-record-key", key}, &logBuffer{}))
	}
}

// Hostile bodies are refused whole or counted, and take no more than their size.
func TestHostileOutcomes(t *testing.T) {
	r := recorded(t, nil)
	for _, body := range []string{"", " ", "{", "[", "[1", "[1,", "[1]]", "[] []", "{} {}", "]", "nul", `[{"id":"a"},`, strings.Repeat("[", 10_000), "\xff"} {
		r.problem(r.ask("POST", "/v1/outcomes", body), 400, "unreadable")
	}
	require.Empty(t, r.record.Counts().Outcomes, "none of them was taken in part")
	r.problem(r.ask("POST", "/v1/outcomes", strings.Repeat(" ", maxBatch+1)), 413, "too-large")
	r.problem(r.ask("POST", "/v1/outcomes", "["+strings.Repeat("1,", maxOutcomes)+"1]"), 413, "too-large")
	require.Equal(t, maxOutcomes, r.say("[" + strings.Repeat("1,", maxOutcomes-1) + "1]").Counts[unreadable])
	require.Equal(t, 1, r.say(`null`).Counts["without-id"])
	require.Zero(t, len(r.say(`[]`).Refused))
	require.Equal(t, 1, r.say(`{"id":"` + strings.Repeat("a", 20_000) + `"}`).Counts[unreadable])
	require.Equal(t, 1, r.say(strings.Repeat("[", 1) + strings.Repeat(`{"id":`, 5000) + "1" + strings.Repeat("}", 5000) + "]").Counts[unreadable])
	r.problem(r.ask("POST", "/v1/outcomes", "{}", "Content-Type: text/plain"), 415, "media-type")
	r.problem(r.ask("POST", "/v1/outcomes?x=1", "{}"), 400, "parameter")
	for _, query := range []string{"format=pdf", "format=", "format=html&format=html", "x=1", "detail=full"} {
		r.problem(r.ask("GET", "/v1/backtest?"+query, ""), 400, "parameter")
	}
	r.problem(r.ask("POST", "/v1/assess?record=maybe", "{}"), 400, "parameter")
	r.record.reading <- struct{}{}
	r.problem(r.ask("GET", "/v1/backtest", ""), 503, "busy")
}

// Digits of times and of requests' own IDs are those of a marker now and then.
var (
	ofTheMachine = regexp.MustCompile(`(?m)^(go_|process_|payready_http_request_duration).*$`)
	byChance     = regexp.MustCompile(`"(time|id)":"[^"]*"|"took_ms":[0-9.e-]+`)
)

// With markers in every personal input, and in outcomes, none comes out.
func TestRecordingTellsNothingPersonal(t *testing.T) {
	r := recorded(t, nil)
	for _, shapes := range [][]byte{{0}, {1, 0x10}, {3}, {6}} {
		leak := planted.Leak(func() intake.Submission { return readinesstest.Ready() }, uint64(shapes[0]), shapes, func(s intake.Submission) string {
			s.ID = "order-a"
			b, err := s.RevealJSON()
			if err != nil {
				return ""
			}
			r.ask("POST", "/v1/assess", string(b))
			number := s.Card.Number.Reveal()
			b, err = json.Marshal([]backtest.Outcome{
				{ID: "order-a", Result: backtest.Failed, Channel: number, Product: number, Status: number, Code: number, Text: s.Applicant.Name.Reveal() + number},
				{ID: number, Result: backtest.Failed},
			})
			require.NoError(t, err)
			all := r.ask("POST", "/v1/outcomes", string(b)).Body.String()
			for _, target := range []string{"/v1/backtest", "/v1/backtest?format=summary", "/v1/backtest?format=html", "/v1/backtest?format=markdown&lang=en", "/metrics"} {
				all += r.ask("GET", target, "").Body.String()
			}
			return ofTheMachine.ReplaceAllString(all, "") + byChance.ReplaceAllString(r.log.String(), "")
		})
		require.Empty(t, leak, "with shapes %v", shapes)
	}
}
