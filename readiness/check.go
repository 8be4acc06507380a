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

// An ID names a check: category, dot, name, both kebab-case.
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
// them from Suite, change their fields, add your own, give the list to New. A
// text that stands in one language only is shown in the other, too.
type Check struct {
	ID       ID
	Rev      int      // raised when the check's meaning changes; part of the hash
	Title    Text     // names the question
	Purpose  Text     // why it is asked, in a sentence; may be left out
	Severity Severity // the risk that a failed check adds
	Gate     bool     // a fail blocks
	Need     Need     // what an unknown means
	Group    string   // checks of one cause: only their largest penalty counts; within one category

	Needs    []intake.Field // inputs that every outcome requires; without one the finding is no-input
	Optional []intake.Field // further inputs that Run reads. FieldAt in either makes the check time-dependent
	After    []ID           // gates earlier in the list; skipped when one of them fails or was itself skipped by its After

	Cites    []Cite   // what it rests on
	Evidence []Key    // what its findings may carry
	Reasons  []Reason // what it may find

	// Run finds one reason. It must be pure: the same Case, the same Outcome.
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
// JudgementCall: our own choice, without an authority behind it.
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

// A Reason is one thing that a check may find. Codes are kebab-case and unique
// within the check.
type Reason struct {
	Code    string
	Status  Status         // Pass, Warn, Fail or StatusUnknown
	Kind    Kind           // of a Fail
	Because UnknownBecause // of an unknown

	// Worth is the share of the check's severity that stays, in percent, for a
	// Warn or an unknown; 0 means the usual: 50 for a Warn, and for an unknown
	// what the check's Need says.
	Worth uint8
	// Minor marks an unknown that does not count as missing data.
	Minor bool

	Asks     []intake.Field // of an unknown, or of a doubt: the inputs that would settle it
	Clears   []ID           // further checks that Action settles, by what they ask
	Message  Text           // {key} stands for the evidence of that name
	Action   *Action        // what to do about it; nil for nothing
	Internal bool           // never shown to the applicant
}

// Engine codes may be the outcome of any check.
const (
	CodeNoInput       = "no-input"       // unknown: inputs are missing
	CodeNotApplicable = "not-applicable" // the question does not arise
	CodeSkipped       = "skipped"        // a gate before it failed
	CodeSuppressed    = "suppressed"     // by policy, for a time
	CodeError         = "error"          // the check panicked or broke its contract
)

// An Outcome is what Check.Run returns: make it with the methods of Case. The
// zero Outcome is a broken contract and becomes status error.
type Outcome struct {
	code  string
	until int64  // Unix seconds, 0 for none
	note  uint16 // 1 + place among the case's notes, 0 for none
}
