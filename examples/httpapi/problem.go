package main

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/payready/payready/readiness/intake"
)

// A problem is an error response (RFC 9457). It names fields and kinds of mistakes
// and never repeats input.
type problem struct {
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Status    int     `json:"status"`
	RequestID string  `json:"request_id,omitempty"` // absent in a line of a batch
	Errors    []fault `json:"errors,omitempty"`
}

// maxFaults bounds the mistakes that one problem tells.
const maxFaults = 100

// A fault is one mistake in the input.
type fault struct {
	Field  intake.Field `json:"field"`            // JSON Pointer into the submission, "" for the whole
	Kind   string       `json:"kind"`             // closed list, see openapi.json
	Offset *int64       `json:"offset,omitempty"` // byte of the body or the line
}

func (p *problem) Error() string { return p.Type }

func newProblem(status int, name, title string, faults ...fault) *problem {
	return &problem{Type: "urn:payready:problem:" + name, Title: title, Status: status, Errors: faults}
}

func problemParameter() *problem {
	return newProblem(http.StatusBadRequest, "parameter", "A query parameter is unknown, repeated or invalid")
}

func problemBusy() *problem {
	return newProblem(http.StatusServiceUnavailable, "busy", "Too many concurrent requests; try again in a second")
}

func problemNotFound() *problem {
	return newProblem(http.StatusNotFound, "not-found", "There is no such route")
}

func problemTooLarge() *problem {
	return newProblem(http.StatusRequestEntityTooLarge, "too-large", "The body is too large for this route")
}

func problemAnswerTooLarge() *problem {
	return newProblem(http.StatusRequestEntityTooLarge, "answer-too-large", "The answers before this line fill the response; send the remaining lines again")
}

// asProblem converts an error to the problem for the client. It does not describe
// errors that the client did not cause.
func asProblem(err error) *problem {
	var p *problem
	var input *intake.InputError
	var shape *intake.ShapeError
	switch {
	case errors.As(err, &p):
		q := *p
		return &q
	case errors.As(err, &input):
		f := fault{Field: input.Field, Kind: input.Kind}
		if input.Offset >= 0 {
			f.Offset = &input.Offset
		}
		return newProblem(http.StatusBadRequest, "unreadable", "The body is not a valid submission", f)
	case errors.As(err, &shape):
		p := newProblem(http.StatusUnprocessableEntity, "shape", "Fields of the submission are invalid")
		for _, x := range shape.Problems[:min(len(shape.Problems), maxFaults)] {
			p.Errors = append(p.Errors, fault{Field: x.Field, Kind: x.Kind})
		}
		return p
	}
	return newProblem(http.StatusInternalServerError, "internal", "Internal error; see the log entry with this request ID")
}

// writeProblem answers with a problem.
func (s *service) writeProblem(w http.ResponseWriter, err error) {
	p := asProblem(err)
	p.RequestID = w.Header().Get(requestIDHeader)
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	s.metrics.problems.WithLabelValues(p.Type).Inc()
	w.WriteHeader(p.Status)
	b, _ := json.Marshal(p) // strings and integers
	w.Write(append(b, '\n'))
}
