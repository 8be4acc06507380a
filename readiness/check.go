package readiness

import (
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// The vocabulary of remedies, shared with package failcode.
type (
	Text   = remedy.Text
	Lang   = remedy.Lang
	Action = remedy.Action
	Owner  = remedy.Owner
	Effort = remedy.Effort
)

const (
	ZH = remedy.ZH // zh-CN, the default
	EN = remedy.EN
)

// Date is a civil day; the zero Date means unknown.
type Date = workday.Date

// An ID names a check: a category and a name in kebab-case, joined by a dot.
type ID string

// Category returns the part before the dot.
func (id ID) Category() string {
	for i := range len(id) {
		if id[i] == '.' {
			return string(id[:i])
		}
	}
	return string(id)
}

// A Check asks one question about a submission. Checks are plain values: take
// them from Suite, change their fields, add your own, and pass the list to New. A
// text given in one language only is shown in both.
type Check struct {
	ID       ID
	Rev      int      // incremented when the check's meaning changes; part of the hash
	Title    Text     // names the question
	Purpose  Text     // why it is asked, in a sentence; optional
	Severity Severity // the risk of a failed check
	Gate     bool     // a fail blocks
	Need     Need     // what an unknown costs
	Group    string   // checks with a common cause, all in one category; only the largest penalty counts

	Needs    []intake.Field // inputs that Run cannot do without; if one is missing, the finding is no-input
	Optional []intake.Field // further inputs that Run reads. FieldAt in either marks the check as time-dependent
	After    []ID           // earlier gates; the check is skipped if one of them fails or is skipped by its own After

	Cites    []Cite   // what it rests on
	Evidence []Key    // evidence that its findings may carry
	Reasons  []Reason // what it may find

	// Run returns what was found. It must be pure: the same Case gives the same Outcome.
	Run func(*Case) Outcome
}

// A Cite is the rule, notice or measurement that a check rests on.
type Cite struct {
	Title      string // what it says, in our words
	Source     string // rule number, notice or public page
	Date       Date
	Confidence Confidence
}

// Confidence says how sure a cited statement is. The zero value is
// JudgementCall: our own choice, with no authority behind it.
type Confidence uint8

const (
	JudgementCall Confidence = iota
	LowConfidence
	MediumConfidence
	HighConfidence
)

func (c Confidence) String() string {
	return [...]string{"judgement", "low", "medium", "high"}[min(c, HighConfidence)]
}

// A Reason is a possible finding of a check. Codes are kebab-case and unique within
// the check.
type Reason struct {
	Code    string
	Status  Status         // Pass, Warn, Fail or StatusUnknown
	Kind    Kind           // for a Fail
	Because UnknownBecause // for an unknown

	// Worth is how much of the check's severity a Warn or an unknown keeps, in
	// percent: with 80 it costs a fifth of a Fail. 0 means the default: 50 for a Warn,
	// and for an unknown what the check's Need says.
	Worth uint8
	// Minor marks an unknown that does not count as missing data.
	Minor bool
	// Required marks an unknown without whose answer nothing can be said, whatever the
	// check's Need.
	Required bool

	Asks     []intake.Field // for an unknown or a doubt: the inputs that would settle it
	Clears   []ID           // further checks that Action settles too
	Message  Text           // {key} is replaced by the evidence of that name
	Action   *Action        // what to do about it; nil for nothing
	Internal bool           // never shown to the applicant
}

// Codes of the engine, which any check's finding may have.
const (
	CodeNoInput       = "no-input"       // unknown: inputs are missing
	CodeNotApplicable = "not-applicable" // the question does not arise
	CodeSkipped       = "skipped"        // a gate before it failed or was skipped
	CodeSuppressed    = "suppressed"     // by policy, for a time
	CodeCleared       = "cleared"        // by a reviewer, for a time
	CodeError         = "error"          // the check panicked or broke its contract
)

// An Outcome is the result of Check.Run. Make one with the methods of Case. The
// zero Outcome breaks the contract and becomes StatusError.
type Outcome struct {
	code  string
	until int64  // Unix seconds, 0 for none
	note  uint16 // 1 + index among the case's notes, 0 for none
}
