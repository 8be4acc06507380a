package main

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// schedule: when, from the submission's own moment on, it may be sent.
func (s *service) schedule(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "hours")
	if err != nil {
		return err
	}
	body, err := readBody(w, r, maxBody, "application/json")
	if err != nil {
		return err
	}
	sub, err := parse(body)
	if err != nil {
		return err
	}
	if sub.At.IsZero() {
		return newProblem(http.StatusUnprocessableEntity, "shape", "A schedule needs a moment to begin at", fault{Field: intake.FieldAt, Kind: "missing"})
	}
	b, err := json.Marshal(struct {
		Stretches []stretch `json:"stretches"`
	}{stretches(s.state.Load().checker, sub, q.hours)})
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}

// A stretch is a span of time in which a submission may be sent, or not.
type stretch struct {
	From    time.Time         `json:"from"`
	To      time.Time         `json:"to"`
	Open    bool              `json:"open"` // no gate fails
	Verdict readiness.Verdict `json:"verdict"`
	Causes  []readiness.ID    `json:"causes"` // the gates that fail
}

// maxStretches bounds a schedule. The last one says how far it goes.
const maxStretches = 1000

// stretches goes through the hours from sub.At on.
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
