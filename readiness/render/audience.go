package render

import (
	"slices"

	"github.com/payready/payready/readiness"
)

// An Audience is a kind of reader. The zero value is Engineer.
type Audience uint8

const (
	// Engineer sees everything, including codes and evidence.
	Engineer Audience = iota
	// Support sees what went wrong, the code, and what to say. Internal findings
	// are marked.
	Support
	// Applicant sees the verdict in plain words, what they can do, and when.
	// Checks, findings and scores are left out: they would teach how to get around
	// risk control.
	Applicant
)

// For returns the part of a document that an audience may have, to store it or to
// send it to them. It does not change d. An unknown Audience is treated as
// Applicant.
//
// An applicant's document has no findings. It keeps only the actions and questions
// that are for the applicant or the applicant's bank and rest on nothing internal,
// the needed ones first. Its scores are the lowest of the verdict's band, so they
// say no more than the verdict.
func For(d readiness.Document, a Audience) readiness.Document {
	switch a {
	case Engineer:
		return d
	case Support:
		return forSupport(d)
	}
	return forApplicant(d)
}

func forSupport(d readiness.Document) readiness.Document {
	findings := []readiness.DocumentFinding{}
	for _, f := range d.Findings {
		if needsWords(f) {
			f.Evidence = nil
			findings = append(findings, f)
		}
	}
	d.Findings, d.Detail, d.Errors = findings, max(d.Detail, readiness.DetailFailed), nil
	d.Checker.Hash, d.Data = "", readiness.DocumentData{}
	return d
}

// needsWords reports whether support may have to explain the finding.
func needsWords(f readiness.DocumentFinding) bool {
	switch f.Status {
	case readiness.Pass, readiness.NotApplicable, readiness.Skipped:
		return false
	case readiness.StatusUnknown:
		return f.Need != readiness.Optional
	}
	return true
}

// lowest is the lowest score of a verdict's band.
var lowest = map[readiness.Verdict]int{readiness.Incomplete: 40, readiness.Caution: 60, readiness.Ready: 85}

func forApplicant(d readiness.Document) readiness.Document {
	score := lowest[d.Verdict]
	out := readiness.Document{
		Schema: d.Schema, ID: d.ID, Verdict: d.Verdict, Score: score, Floor: score, Ceiling: score,
		Lang: d.Lang, Detail: readiness.DetailSummary, AssessedAt: d.AssessedAt, Engine: d.Engine,
		Categories: []readiness.DocumentCategory{}, Findings: []readiness.DocumentFinding{},
		Fixes: []readiness.DocumentFix{}, Questions: []readiness.DocumentQuestion{},
	}
	// A time helps only if nothing else is missing: not while something must be
	// fixed or an earlier payout queried.
	if (d.Verdict == readiness.Wait || d.Verdict == readiness.Fix) && maySubmit(d.EarliestVerdict) {
		out.EarliestAt = d.EarliestAt
	}
	switch d.Verdict {
	case readiness.Stop, readiness.Review, readiness.Paid:
		return out // the applicant cannot change it, or need not
	}
	fixes := slices.Clone(d.Fixes)
	slices.SortStableFunc(fixes, func(a, b readiness.DocumentFix) int { return rank(a) - rank(b) })
	for _, f := range fixes {
		// The bank acts when its customer asks.
		if (f.Owner == "applicant" || f.Owner == "bank") && mayBeTold(d, f) {
			out.Fixes = append(out.Fixes, readiness.DocumentFix{
				Action: f.Action, Owner: f.Owner, Effort: f.Effort, Clears: []readiness.ID{}, Text: f.Text,
				ScoreAfter: score, VerdictAfter: d.Verdict,
			})
		}
	}
	if d.Verdict != readiness.Incomplete {
		return out
	}
	for _, q := range d.Questions {
		if q.Ask == "applicant" {
			out.Questions = append(out.Questions, readiness.DocumentQuestion{
				Field: q.Field, Ask: q.Ask, Checks: []readiness.ID{}, Text: q.Text, ScoreIfGood: score, ScoreIfBad: score,
			})
		}
	}
	return out
}

// rank sorts fixes that are needed to become ready first.
func rank(f readiness.DocumentFix) int {
	if f.Needed {
		return 0
	}
	return 1
}

// mayBeTold reports whether the fix clears a finding that the applicant may know
// about. A check that is not in the document does not count. A fix that names no
// check comes from a document already made for applicants.
func mayBeTold(d readiness.Document, fix readiness.DocumentFix) bool {
	return len(fix.Clears) == 0 || slices.ContainsFunc(d.Findings, func(f readiness.DocumentFinding) bool {
		return f.Audience == "applicant" && slices.Contains(fix.Clears, f.Check)
	})
}
