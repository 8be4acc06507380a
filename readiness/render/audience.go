package render

import (
	"slices"

	"github.com/payready/payready/readiness"
)

// Audience is who reads a report. The zero value is Engineer.
type Audience uint8

const (
	// Engineer reads everything, with codes and evidence.
	Engineer Audience = iota
	// Support reads what went wrong, under which code, and what to say; what is
	// internal is marked as such.
	Support
	// Applicant reads the verdict in a plain sentence, what they themselves can
	// do, and when. Which checks there are, what was found and what it is worth is
	// left out: it would teach how to get around risk control.
	Applicant
)

// For returns the part of a document that an audience may have, fit to store or
// to send where only they read it. It changes nothing in d. An Audience outside
// the list gets what an applicant gets.
//
// An applicant's document keeps no finding, and of the actions and questions
// those that concern the applicant, or the applicant's bank, and rest on nothing
// internal, what is needed first. Its scores are the lowest of the verdict's band, so that they say no
// more than the verdict.
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

// needsWords reports whether support may have to explain a finding.
func needsWords(f readiness.DocumentFinding) bool {
	switch f.Status {
	case readiness.Pass, readiness.NotApplicable, readiness.Skipped:
		return false
	case readiness.StatusUnknown:
		return f.Need != readiness.Optional
	}
	return true
}

// lowest is the first score of a verdict's band.
var lowest = map[readiness.Verdict]int{readiness.Incomplete: 40, readiness.Caution: 60, readiness.Ready: 85}

func forApplicant(d readiness.Document) readiness.Document {
	score := lowest[d.Verdict]
	out := readiness.Document{
		Schema: d.Schema, ID: d.ID, Verdict: d.Verdict, Score: score, Floor: score, Ceiling: score,
		Lang: d.Lang, Detail: readiness.DetailSummary, AssessedAt: d.AssessedAt, Engine: d.Engine,
		Categories: []readiness.DocumentCategory{}, Findings: []readiness.DocumentFinding{},
		Fixes: []readiness.DocumentFix{}, Questions: []readiness.DocumentQuestion{},
	}
	// A time helps where time is all that is missing: not while something is to
	// be mended, or the outcome of an earlier payout to be asked for, as well.
	if (d.Verdict == readiness.Wait || d.Verdict == readiness.Fix) && maySubmit(d.EarliestVerdict) {
		out.EarliestAt = d.EarliestAt
	}
	if d.Verdict == readiness.Stop {
		return out // nothing that the applicant does will change it
	}
	fixes := slices.Clone(d.Fixes)
	slices.SortStableFunc(fixes, func(a, b readiness.DocumentFix) int { return rank(a) - rank(b) })
	for _, f := range fixes {
		// What the bank does, its customer has to ask for.
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

// rank puts first what is needed to become ready.
func rank(f readiness.DocumentFix) int {
	if f.Needed {
		return 0
	}
	return 1
}

// mayBeTold reports whether a fix clears a finding that is meant for the
// applicant. A check that is not in the document is not; a fix that names none
// has been through here before.
func mayBeTold(d readiness.Document, fix readiness.DocumentFix) bool {
	return len(fix.Clears) == 0 || slices.ContainsFunc(d.Findings, func(f readiness.DocumentFinding) bool {
		return f.Audience == "applicant" && slices.Contains(fix.Clears, f.Check)
	})
}
