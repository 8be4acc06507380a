package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/backtest/page"
	"github.com/payready/payready/readiness/failcode"
)

// maxOutcomes is how many outcomes a request may have. Its body is as large as a batch's.
const maxOutcomes = 1000

// A record joins what the service says of payouts with what becomes of them.
type record struct {
	backtest.Recorder
	reading   chan struct{} // a place for the one request that adds everything up
	incidents *incidents
}

// newRecord returns a recorder of at most that many payouts at a time, nil for 0. Without a
// key file the key that hides IDs is random, and summaries of several services do not
// merge. The codes are those of the start: what was recorded was read by them.
func newRecord(most int, keyFile string, codes *failcode.Table) (*record, error) {
	if most == 0 {
		return nil, nil
	}
	r := &record{Recorder: backtest.Recorder{Most: most, Key: []byte(rand.Text()), Codes: codes}, reading: make(chan struct{}, 1)}
	if keyFile != "" {
		b, err := os.ReadFile(keyFile)
		if err != nil {
			return nil, fmt.Errorf("record-key: %w", err)
		}
		if r.Key = bytes.TrimSpace(b); len(r.Key) < 16 {
			return nil, errors.New("record-key: a key has at least 16 bytes")
		}
	}
	r.incidents = newIncidents(r.Key, most, codes)
	return r, nil
}

// record records what was said of d.sub.
func (d *desk) record(r *record) {
	d.row.Read(&d.report)
	d.row.ReadSubmission(&d.sub)
	r.Report(&d.row, time.Now())
	r.incidents.expect(d)
}

// recording runs h if the service records.
func (s *service) recording(h handler) handler {
	if s.record != nil {
		return h
	}
	return func(http.ResponseWriter, *http.Request) error {
		return newProblem(http.StatusNotFound, "not-recording", "服务未开启记录（-record）", "The service does not record (-record)")
	}
}

// adding is the gate of routes that add up all that was recorded: one at a time.
func (s *service) adding() []chan struct{} {
	if s.record == nil {
		return nil
	}
	return []chan struct{}{s.record.reading}
}

// outcomesAnswer counts what was done with outcomes, and names those that were not simply
// taken.
type outcomesAnswer struct {
	Counts  map[string]int `json:"counts"`
	Refused []refusal      `json:"refused"`
}

type refusal struct {
	Index int    `json:"index"` // from 0
	Why   string `json:"why"`
}

// unreadable is what an answer calls a member that is no outcome.
const unreadable = "unreadable"

// outcomes takes one outcome or a list.
func (s *service) outcomes(w http.ResponseWriter, r *http.Request) error {
	if _, err := readQuery(r); err != nil {
		return err
	}
	d := newDesk()
	defer d.done()
	if err := d.read(w, r, maxBatch, "application/json"); err != nil {
		return err
	}
	list, err := split(d.in.Bytes())
	if err != nil {
		return err
	}
	a := outcomesAnswer{Counts: map[string]int{unreadable: 0}, Refused: []refusal{}}
	for receipt := backtest.Taken; receipt <= backtest.WithoutID; receipt++ {
		a.Counts[receipt.String()] = 0
	}
	now := time.Now()
	for i, raw := range list {
		word, refused := unreadable, true
		var o backtest.Outcome
		if o.UnmarshalJSON(raw) == nil {
			receipt := s.record.Outcome(&o, now)
			word, refused = receipt.String(), receipt != backtest.Taken && receipt != backtest.Again
			if receipt == backtest.Taken || receipt == backtest.Contradicts {
				s.record.incidents.hear(&o, now)
			}
		} else {
			s.record.Problem(backtest.Unreadable)
		}
		a.Counts[word]++
		if refused {
			a.Refused = append(a.Refused, refusal{i, word})
		}
	}
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}

// split returns the values of a list, or the one that is none.
func split(b []byte) (list []json.RawMessage, err error) {
	if !json.Valid(b) {
		return nil, newProblem(http.StatusBadRequest, unreadable, "请求体不是打款结果", "The body is no outcome and no list of them")
	}
	if b = bytes.TrimSpace(b); b[0] != '[' {
		return []json.RawMessage{b}, nil
	}
	d := json.NewDecoder(bytes.NewReader(b))
	_, err = d.Token()
	for err == nil && d.More() {
		if len(list) == maxOutcomes {
			return nil, problemTooLarge()
		}
		list = append(list, nil)
		err = d.Decode(&list[len(list)-1])
	}
	return list, err
}

// backtest answers with what was recorded so far.
func (s *service) backtest(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang", "format")
	if err != nil {
		return err
	}
	summary := s.record.Summary()
	if q.format == "summary" {
		b, err := summary.MarshalJSON()
		if err != nil {
			return err
		}
		return writeJSON(w, b)
	}
	a := summary.Answer(backtest.Options{})
	h := w.Header()
	switch q.format {
	case "html":
		inLang(w, q.lang)
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'") // it has styles, and no script
		return page.HTML(w, &a, q.lang)
	case "markdown":
		inLang(w, q.lang)
		h.Set("Content-Type", "text/markdown; charset=utf-8")
		return page.Markdown(w, &a, q.lang)
	}
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}

// Descriptions of the recorder's metrics.
var (
	keptPayouts    = prometheus.NewDesc("payready_recorder_payouts", "Payouts that the recorder keeps, and those of them without an outcome.", []string{"state"}, nil)
	forgotten      = prometheus.NewDesc("payready_recorder_forgotten_total", "Payouts that had to leave before an outcome came.", nil, nil)
	outcomesTaken  = prometheus.NewDesc("payready_outcomes_total", "Outcomes by what was done with them.", []string{"receipt"}, nil)
	payoutsByState = prometheus.NewDesc("payready_recorded_payouts", "Payouts by verdict and what became of them so far.", []string{"verdict", "result"}, nil)
)

// Describe is for the registry of metrics.
func (r *record) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(r, out) }

// Collect is for the registry of metrics.
func (r *record) Collect(out chan<- prometheus.Metric) {
	c := r.Counts()
	put := func(d *prometheus.Desc, kind prometheus.ValueType, n int64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, float64(n), labels...)
	}
	put(keptPayouts, prometheus.GaugeValue, int64(c.Kept), "kept")
	put(keptPayouts, prometheus.GaugeValue, int64(c.Waiting), "waiting")
	put(forgotten, prometheus.CounterValue, c.Forgotten)
	for receipt := backtest.Taken; receipt <= backtest.WithoutID; receipt++ {
		put(outcomesTaken, prometheus.CounterValue, c.Outcomes[receipt], strings.ReplaceAll(receipt.String(), "-", "_"))
	}
	for v := range readiness.Stop + 1 {
		for result := backtest.Unknown; result <= backtest.Held; result++ {
			put(payoutsByState, prometheus.GaugeValue, c.Results[v][result], v.String(), result.String())
		}
	}
}
