package backtest

import (
	"errors"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Row is one payout of the past. Read or ReadDocument fills in what the checker said,
// ReadSubmission what reports do not hold. The outcome is the caller's. Its JSON is for
// programs that assess in one place and count in another.
type Row struct {
	ID       string            `json:"id"`
	At       time.Time         `json:"at,omitzero"` // when the payout was assessed
	Verdict  readiness.Verdict `json:"verdict"`
	Score    int               `json:"score"`
	Checker  string            `json:"checker"` // Checker.Hash
	Issuer   string            `json:"issuer"`  // as package cardbin codes it
	Findings []Finding         `json:"findings"`

	Amount  intake.Opt[intake.Fen] `json:"amount_fen,omitzero"`
	Channel string                 `json:"channel,omitzero"` // that of the outcome, if the table of failure codes does not know it
	Outcome Outcome                `json:"outcome,omitzero"`
}

// A Finding is what a row keeps of one finding of a report.
type Finding struct {
	Reason
	Penalty int            `json:"penalty,omitzero"` // in points
	Missing []intake.Field `json:"missing,omitempty"`
}

// A Reason is one answer of one check.
type Reason struct {
	Check  readiness.ID     `json:"check"`
	Code   string           `json:"code"`
	Status readiness.Status `json:"status"`
}

// warns reports whether the reason speaks against the payout.
func (r Reason) warns() bool { return r.Status == readiness.Fail || r.Status == readiness.Warn }

// unknown reports whether the check has no answer.
func (r Reason) unknown() bool {
	return r.Status == readiness.StatusUnknown || r.Status == readiness.StatusError
}

// lost reports whether the reason speaks against the payout or took points.
func (f *Finding) lost() bool { return f.warns() || f.Penalty > 0 }

// Read fills the row in from a report. It reuses the memory of Findings and leaves
// Amount, Channel and Outcome as they are.
func (w *Row) Read(r *readiness.Report) {
	w.ID, w.At, w.Verdict, w.Score = r.ID, r.AssessedAt, r.Verdict, r.Score
	w.Checker, w.Issuer = r.Checker().Hash, r.Issuer()
	w.Findings = w.Findings[:0]
	for f := range r.Findings() {
		x := Finding{Reason: Reason{f.Check, f.Code, f.Status}, Penalty: f.Penalty()}
		if x.unknown() {
			x.Missing = f.Missing()
		}
		w.Findings = append(w.Findings, x)
	}
}

// ReadSubmission fills in the amount and the channel, and leaves the rest as it is.
func (w *Row) ReadSubmission(s *intake.Submission) {
	w.Channel, w.Amount = s.Payout.Channel, s.Payout.Amount
	if w.Amount.V <= 0 {
		w.Amount = intake.Opt[intake.Fen]{} // not an amount
	}
}

var (
	errDetail  = errors.New("the report was written with detail failed, which leaves findings out")
	errSchema  = errors.New("not a report of a schema that is known here")
	errVerdict = errors.New("the score is not one of the verdict's")
)

// ReadDocument fills the row in from a stored report, of detail full or summary.
func (w *Row) ReadDocument(d *readiness.Document) error {
	switch {
	case d.Schema != readiness.ReportSchema:
		return errSchema
	case d.Detail == readiness.DetailFailed:
		return errDetail
	case d.Score < 0 || d.Score > 100 || (d.Verdict == readiness.Ready) != (d.Score >= 85):
		return errVerdict
	}
	w.ID, w.At, w.Verdict, w.Score = d.ID, d.AssessedAt.V, d.Verdict, d.Score
	w.Checker, w.Issuer = d.Checker.Hash, d.Card.Issuer
	w.Findings = w.Findings[:0]
	for _, f := range d.Findings {
		x := Finding{Reason: Reason{f.Check, f.Code, f.Status}, Penalty: f.Penalty}
		if x.unknown() {
			x.Missing = f.Missing
		}
		w.Findings = append(w.Findings, x)
	}
	return nil
}
