package render

import "github.com/payready/payready/readiness"

// An Audience is a kind of reader. The zero value is Engineer.
type Audience uint8

const (
	// Engineer sees everything, including codes and evidence.
	Engineer Audience = iota
	// Support sees what went wrong, the code, and what to say. Internal findings
	// are marked.
	Support
)

// For returns the part of a document that an audience may have, to store it or to
// send it to them. It does not change d. An unknown Audience is treated as Support.
//
// Applicants are no audience of a document: they get [readiness.Report.ForApplicant].
func For(d readiness.Document, a Audience) readiness.Document {
	if a == Engineer {
		return d
	}
	return forSupport(d)
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
