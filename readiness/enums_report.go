package readiness

import "github.com/payready/payready/readiness/internal/words"

// Status is the result of a check. The zero value is StatusUnknown, which is never
// taken for a pass.
type Status uint8

const (
	StatusUnknown Status = iota
	Pass
	Warn
	Fail
	NotApplicable // the question does not arise
	Skipped       // a gate before it failed, or the policy suppressed it
	StatusError   // the check broke; counts as unknown
)

var statusNames = []string{"unknown", "pass", "warn", "fail", "not_applicable", "skipped", "error"}

func (s Status) String() string                { return words.Name(statusNames, s) }
func (s Status) MarshalText() ([]byte, error)  { return []byte(s.String()), nil }
func (s *Status) UnmarshalText(b []byte) error { return words.Parse(statusNames, s, b) }

// UnknownBecause says why a finding is unknown.
type UnknownBecause uint8

const (
	_            UnknownBecause = iota
	NoInput                     // the caller did not give an input
	NoData                      // no source has an answer
	Stale                       // the evidence is too old to count
	NotSupported                // no rule covers this case
)

var whyNames = []string{"", "no_input", "no_data", "stale", "not_supported"}

func (w UnknownBecause) String() string                { return words.Name(whyNames, w) }
func (w UnknownBecause) MarshalText() ([]byte, error)  { return []byte(w.String()), nil }
func (w *UnknownBecause) UnmarshalText(b []byte) error { return words.Parse(whyNames, w, b) }

// Verdict answers "submit it now?". The zero value is Incomplete.
//
// If several conditions hold, the first of these is the verdict: Stop, Paid, Review,
// Wait for the outcome of an open payout, Fix, Wait for a time, Incomplete, Caution,
// Ready. The failed gates decide down to waiting, each by its reason's [Kind].
type Verdict uint8

const (
	Incomplete Verdict = iota
	Ready              // no known obstacle
	Caution            // no gate fails, but doubts remain
	Wait               // time or a query settles it
	Fix                // someone must act first
	Review             // a person of the paying side must look at it first
	Paid               // this very payment has been made
	Stop               // do not submit: it cannot be fixed
)

var verdictNames = []string{"incomplete", "ready", "caution", "wait", "fix", "review", "paid", "stop"}

func (v Verdict) String() string                { return words.Name(verdictNames, v) }
func (v Verdict) MarshalText() ([]byte, error)  { return []byte(v.String()), nil }
func (v *Verdict) UnmarshalText(b []byte) error { return words.Parse(verdictNames, v, b) }

// Severity says how likely a failed check is, on its own, to make the payout fail.
// The zero Severity is invalid: every check must set one.
type Severity uint8

const (
	_ Severity = iota
	Info
	Low
	Medium
	High
	Critical
)

var severityNames = []string{"", "info", "low", "medium", "high", "critical"}

func (s Severity) String() string                { return words.Name(severityNames, s) }
func (s Severity) MarshalText() ([]byte, error)  { return []byte(s.String()), nil }
func (s *Severity) UnmarshalText(b []byte) error { return words.Parse(severityNames, s, b) }

// Need says what an unknown costs. The zero value is Expected.
type Need uint8

const (
	Expected Need = iota
	Required      // an unknown makes the verdict incomplete
	Optional      // an unknown costs nothing
)

var needNames = []string{"expected", "required", "optional"}

func (n Need) String() string                { return words.Name(needNames, n) }
func (n Need) MarshalText() ([]byte, error)  { return []byte(n.String()), nil }
func (n *Need) UnmarshalText(b []byte) error { return words.Parse(needNames, n, b) }

// Kind says how a failure goes away. The zero value is Fixable.
type Kind uint8

const (
	Fixable   Kind = iota
	Timed          // by itself, at clears_at
	Query          // by querying the outcome, never by sending again
	Reviewing      // by a person of the paying side, whose decision is the input review
	Done           // it need not: the payment has been made
	Stopping       // not at all
)

var kindNames = []string{"fixable", "timed", "query", "review", "done", "stop"}

func (k Kind) String() string                { return words.Name(kindNames, k) }
func (k Kind) MarshalText() ([]byte, error)  { return []byte(k.String()), nil }
func (k *Kind) UnmarshalText(b []byte) error { return words.Parse(kindNames, k, b) }

// Detail selects how much a Document says. The zero value is DetailFull.
type Detail uint8

const (
	DetailFull    Detail = iota
	DetailFailed         // only findings that cost points or block
	DetailSummary        // verdict and codes, no text
)

var detailNames = []string{"full", "failed", "summary"}

func (d Detail) String() string                { return words.Name(detailNames, d) }
func (d Detail) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (d *Detail) UnmarshalText(b []byte) error { return words.Parse(detailNames, d, b) }
