package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"sync"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
)

// A desk is the memory of one request, which later ones use again.
type desk struct {
	in     bytes.Buffer
	sub    intake.Submission
	report readiness.Report
	row    backtest.Row
	out    []byte
}

var desks = sync.Pool{New: func() any { return new(desk) }}

// maxKept is how much memory a desk keeps for its next request.
const maxKept = 256 << 10

func newDesk() *desk { return desks.Get().(*desk) }

// done forgets the request.
func (d *desk) done() {
	clear(d.in.Bytes()) // personal data
	d.in.Reset()
	d.sub = intake.Submission{}
	d.row = backtest.Row{Findings: d.row.Findings[:0]}
	if d.in.Cap() > maxKept {
		d.in = bytes.Buffer{}
	}
	if cap(d.out) > maxKept {
		d.out = nil
	}
	desks.Put(d)
}

// parse reads a submission into d.sub.
func (d *desk) parse(b []byte) error {
	if err := intake.ParseInto(&d.sub, b, intake.Strict); err != nil {
		return err
	}
	return d.sub.Validate()
}

// assess reads a submission, assesses it, and records that unless the query forbids it.
func (d *desk) assess(s *service, c *readiness.Checker, b []byte, form string, q *query) error {
	if err := d.parse(b); err != nil {
		return err
	}
	c.AssessInto(&d.report, &d.sub)
	s.metrics.reports[form][d.report.Verdict].Inc()
	if s.record != nil && !q.unrecorded {
		d.record(s.record)
	}
	return nil
}

// answer appends the report, or what its applicant may read.
func (q *query) answer(out []byte, r *readiness.Report) ([]byte, error) {
	if q.applicant {
		b, err := json.Marshal(r.ForApplicant(q.lang))
		return append(out, b...), err
	}
	return r.AppendJSON(out, q.lang, q.detail, readiness.Engineer)
}

// A lineJob is a request with a submission per line.
type lineJob struct {
	*desk
	s       *service
	checker *readiness.Checker
	query   query
	form    string // of the metrics
	n       int    // number of the line
}

// answer writes the answer to a line into d.out: its report, or the problem with it or
// with what the caller found. A report of more than most bytes is left out, which the
// result says.
func (j *lineJob) answer(line []byte, most int, err error) (tooLarge bool) {
	if err == nil && len(line) > maxBody {
		err = problemTooLarge()
	}
	if err == nil {
		err = j.assess(j.s, j.checker, line, j.form, &j.query)
	}
	j.out = strconv.AppendInt(append(j.out[:0], `{"line":`...), int64(j.n), 10)
	number := len(j.out)
	if err == nil {
		j.out = append(j.out, `,"report":`...)
		from := len(j.out)
		j.out, err = j.query.answer(j.out, &j.report)
		if tooLarge = len(j.out)-from > most; tooLarge {
			err = problemAnswerTooLarge()
		}
	}
	if err != nil {
		p := asProblem(err).in(j.query.lang)
		j.s.metrics.problems.WithLabelValues(p.Type).Inc()
		b, _ := json.Marshal(p) // strings and integers
		j.out = append(append(j.out[:number], `,"problem":`...), b...)
	}
	j.out = append(j.out, "}\n"...)
	return tooLarge
}

// write writes d.out as a JSON answer. It ignores write errors: the client may be gone.
func (d *desk) write(w http.ResponseWriter) {
	d.out = append(d.out, '\n')
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(d.out)))
	w.Write(d.out) // #nosec G705 -- JSON under its content type, with nosniff
}
