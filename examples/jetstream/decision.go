package main

import (
	"math/rand/v2"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// A Decision is what leaves the worker: codes, times and texts in both languages.
// Nothing in it is personal, and no finding that is internal.
type Decision struct {
	ID         string            `json:"id"`
	Verdict    readiness.Verdict `json:"verdict"`
	Score      int               `json:"score"`
	AssessedAt time.Time         `json:"assessed_at"`
	ValidUntil time.Time         `json:"valid_until,omitzero"` // assess again before paying later than this
	Checker    string            `json:"checker"`              // Checker.Hash: which checks, policy and tables
	Findings   []Finding         `json:"findings"`
	Questions  []Question        `json:"questions"`
	Applicant  Applicant         `json:"applicant"` // the only part for a front end
	// Errors are the inputs that were not looked at, or not whole: of more than 1,000
	// earlier payouts, the newest and those that may have paid.
	Errors []readiness.Problem `json:"errors,omitempty"`
}

// Applicant is what the applicant may read, in both languages.
type Applicant struct {
	ZH readiness.ApplicantView `json:"zh"`
	EN readiness.ApplicantView `json:"en"`
}

// A Finding is something that is wrong, and what to do about it.
type Finding struct {
	Check   readiness.ID     `json:"check"`
	Status  readiness.Status `json:"status"`
	Code    string           `json:"code"`
	Message Bilingual        `json:"message"`
	Action  string           `json:"action,omitzero"`
	Fixer   string           `json:"fixer,omitzero"`
	Advice  Bilingual        `json:"advice,omitzero"`
}

// A Question asks for an input that could change the verdict.
type Question struct {
	Field intake.Field `json:"field"`
	Ask   string       `json:"ask"` // who knows
	Text  Bilingual    `json:"text"`
}

// Bilingual is one text in both languages.
type Bilingual struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func bilingual(text func(readiness.Lang) string) Bilingual {
	return Bilingual{text(readiness.ZH), text(readiness.EN)}
}

func newDecision(r *readiness.Report, checker string) Decision {
	d := Decision{
		ID: r.ID, Verdict: r.Verdict, Score: r.Score, Checker: checker,
		AssessedAt: r.AssessedAt, ValidUntil: r.ValidUntil,
		Findings: []Finding{}, Questions: []Question{},
		Applicant: Applicant{r.ForApplicant(readiness.ZH), r.ForApplicant(readiness.EN)},
		Errors:    r.Errors,
	}
	for f := range r.Findings() {
		if f.Internal || f.Status != readiness.Fail && f.Status != readiness.Warn {
			continue
		}
		out := Finding{Check: f.Check, Status: f.Status, Code: f.Code, Message: bilingual(f.Message)}
		// What was paid or is to be stopped is not to be mended: that would send it again.
		ended := r.Verdict == readiness.Paid || r.Verdict == readiness.Stop
		if a := f.Action(); !a.IsZero() && (!ended || f.Kind == readiness.Done || f.Kind == readiness.Stopping || f.Kind == readiness.Query) {
			out.Action, out.Fixer, out.Advice = a.ID, a.Owner.String(), bilingual(a.Text.In)
		}
		d.Findings = append(d.Findings, out)
	}
	for _, q := range r.Questions() {
		d.Questions = append(d.Questions, Question{q.Field, q.Ask.String(), bilingual(q.Text)})
	}
	return d
}

// Rules say what follows from a verdict.
type Rules struct {
	Jitter time.Duration // what waits for one moment does not all come at once
	Retry  time.Duration // the first wait when no moment is known; it doubles
	// MaxWaits is the delivery at which a wait without an end in sight is given
	// to people, as needs_fix.
	MaxWaits uint64
	// MaxDeliveries is beyond what any wait takes: such a message kills its
	// workers, or its decision cannot be stored.
	MaxDeliveries uint64
}

// standardRules wait half an hour, then twice as long each time: the eighth
// delivery is some two and a half days after the first.
var standardRules = Rules{
	Jitter:        time.Minute,
	Retry:         30 * time.Minute,
	MaxWaits:      8,
	MaxDeliveries: 50,
}

// route returns the subject for a report, or "" and how long to wait.
func (u Rules) route(r *readiness.Report, now time.Time, delivery uint64) (string, time.Duration) {
	switch v := r.Verdict; {
	case v == readiness.Ready:
		return subjectReady, 0
	case v == readiness.Caution:
		return subjectCaution, 0
	case v == readiness.Review:
		return subjectReview, 0
	case v == readiness.Paid:
		return subjectPaid, 0
	case v == readiness.Incomplete:
		return subjectAsk, 0
	case v == readiness.Wait:
		return u.wait(r, now, delivery)
	}
	return subjectNeedsFix, 0
}

// wait goes by the clock alone when that is enough. Other hindrances, such as a
// payout whose outcome is open, are looked at again a bounded number of times.
func (u Rules) wait(r *readiness.Report, now time.Time, delivery uint64) (string, time.Duration) {
	next := r.EarliestAt
	if next.IsZero() && r.NextQueryAt.IsZero() && waitsForBank(r) {
		return "", u.Retry + rand.N(min(u.Jitter, u.Retry)+1) // #nosec G404 -- as below
	}
	if !r.NextQueryAt.IsZero() || next.IsZero() {
		if delivery >= u.MaxWaits {
			return subjectNeedsFix, 0
		}
		next = r.NextQueryAt
	}
	d := next.Sub(now)
	if d <= 0 {
		d = backoff(u.Retry, delivery)
	}
	return "", d + rand.N(min(u.Jitter, d)+1) // #nosec G404 -- spreads retries, guards nothing
}

// waitsForBank reports whether a bank or a channel is down of which nobody knows when it is
// back: nobody need do anything but wait.
func waitsForBank(r *readiness.Report) bool {
	for f := range r.Findings() {
		if f.Gate && f.Status == readiness.Fail && f.Action().ID == remedy.WaitForBank.ID {
			return true
		}
	}
	return false
}

// backoff doubles with every delivery, 64 times at most.
func backoff(first time.Duration, delivery uint64) time.Duration {
	return first << min(delivery-1, 6)
}
