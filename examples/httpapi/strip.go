package main

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness"
)

// step is how closely stretches looks.
const step = 30 * time.Minute

// stretches goes through the hours from sub.At on, half an hour a step, and
// joins the steps that are alike. What the submission says was true at
// observed_at, else at its own moment.
func stretches(c *readiness.Checker, sub readiness.Submission, hours int) []stretch {
	if sub.ObservedAt.IsZero() {
		sub.ObservedAt = sub.At
	}
	var out []stretch
	var r readiness.Report
	end := sub.At.Add(time.Duration(hours) * time.Hour)
	for ; sub.At.Before(end); sub.At = sub.At.Add(step) {
		c.AssessInto(&r, &sub)
		next := stretch{From: sub.At, To: sub.At.Add(step), Verdict: r.Verdict, Causes: []readiness.ID{}}
		for f := range r.Findings() {
			if f.Gate && f.Status == readiness.Fail {
				next.Causes = append(next.Causes, f.Check)
			}
		}
		next.Open = len(next.Causes) == 0
		if n := len(out) - 1; n >= 0 && out[n].Verdict == next.Verdict && slices.Equal(out[n].Causes, next.Causes) {
			out[n].To = next.To
			continue
		}
		out = append(out, next)
	}
	return out
}
