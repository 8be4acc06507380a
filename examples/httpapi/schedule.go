package main

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

// schedule answers when the submission may be sent, from its own time on, as a picture if
// one is asked for.
func (s *service) schedule(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "hours", "lang")
	if err != nil {
		return err
	}
	d := newDesk()
	defer d.done()
	if err := d.read(w, r, maxBody, "application/json"); err != nil {
		return err
	}
	if err := d.parse(d.in.Bytes()); err != nil {
		return err
	}
	if d.sub.At.IsZero() {
		return newProblem(http.StatusUnprocessableEntity, "shape", "时间表需要开始时间", "A schedule needs a start time").
			because(&intake.ShapeError{Problems: []intake.Problem{{Field: intake.FieldAt, Kind: "missing"}}})
	}
	checker := s.state.Load().checker
	list := stretches(checker, d.sub, q.hours)
	inLang(w, q.lang)
	if wantsPicture(r) {
		checker.AssessInto(&d.report, &d.sub)
		return writePicture(w, func(w io.Writer) error {
			return render.Timeline(w, d.report.Document(q.lang, readiness.DetailFull), list)
		})
	}
	answer := struct {
		Stretches []stretch `json:"stretches"`
	}{make([]stretch, len(list))}
	for i, s := range list {
		answer.Stretches[i] = stretch{s.From, s.To, s.Open, s.Verdict, append([]readiness.ID{}, s.Causes...)}
	}
	b, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}

// A stretch is a time span with one verdict.
type stretch struct {
	From    time.Time         `json:"from"`
	To      time.Time         `json:"to"`
	Open    bool              `json:"open"` // no gate fails
	Verdict readiness.Verdict `json:"verdict"`
	Causes  []readiness.ID    `json:"causes"` // the gates that fail
}

// maxStretches bounds a schedule. Its last stretch says how far it goes.
const maxStretches = 1000

// stretches returns the schedule for the hours after sub.At.
func stretches(c *readiness.Checker, sub intake.Submission, hours int) (out []readiness.Stretch) {
	for s := range c.Schedule(sub, sub.At, sub.At.Add(time.Duration(hours)*time.Hour)) {
		if len(out) == maxStretches {
			break
		}
		out = append(out, s)
	}
	return out
}
