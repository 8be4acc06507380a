package main

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// schedule answers when the submission may be sent, from its own time on.
func (s *service) schedule(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "hours")
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
	b, err := json.Marshal(struct {
		Stretches []stretch `json:"stretches"`
	}{stretches(s.state.Load().checker, d.sub, q.hours)})
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
func stretches(c *readiness.Checker, sub intake.Submission, hours int) []stretch {
	out := []stretch{}
	for s := range c.Schedule(sub, sub.At, sub.At.Add(time.Duration(hours)*time.Hour)) {
		if len(out) == maxStretches {
			break
		}
		out = append(out, stretch{s.From, s.To, s.Open, s.Verdict, append([]readiness.ID{}, s.Causes...)})
	}
	return out
}
