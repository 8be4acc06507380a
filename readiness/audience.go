package readiness

// An Audience is a kind of reader of a Document. The zero value is Engineer.
//
// Applicants are no audience of a document: they get [Report.ForApplicant].
type Audience uint8

const (
	// Engineer sees everything, including codes and evidence.
	Engineer Audience = iota
	// Support sees what went wrong, the code, and what to say. Internal findings
	// are marked.
	Support

	audiences
)

// For returns the part of the document that an audience may have, to store it or to
// send it to them. It does not change d. An unknown Audience is treated as Support.
func (d Document) For(a Audience) Document {
	if a == Engineer {
		return d
	}
	findings := []DocumentFinding{}
	for _, f := range d.Findings {
		if f.ForSupport() {
			f.Evidence = nil
			findings = append(findings, f)
		}
	}
	d.Findings, d.Detail, d.Errors = findings, max(d.Detail, DetailFailed), nil
	d.Checker.Hash, d.Data, d.BestRoute = "", DocumentData{}, BestRoute{}
	return d
}

// ForSupport reports whether support may have to explain the finding.
func (f DocumentFinding) ForSupport() bool { return forSupport(f.Status, f.Need) }

func forSupport(s Status, n Need) bool {
	switch s {
	case Pass, NotApplicable, Skipped:
		return false
	case StatusUnknown:
		return n != Optional
	}
	return true
}
