package incident

import (
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/words"
)

// A State is how an incident stands. The zero value is Begun.
type State uint8

const (
	Begun     State = iota // it is new
	Changed                // it has doubled, or another place explains it better
	Recovered              // outcomes are again as expected
	Merged                 // it is part of another, which is reported
	Unseen                 // nothing has come from there for two hours: nobody knows
	Lasting                // it has lasted a day: an alert says no more about it
	states
)

var stateNames = []string{"begun", "changed", "recovered", "merged", "unseen", "lasting"}

func (s State) String() string                { return words.Name(stateNames, s) }
func (s State) MarshalText() ([]byte, error)  { return []byte(s.String()), nil }
func (s *State) UnmarshalText(b []byte) error { return words.Parse(stateNames, s, b) }

// Over reports whether no more is said of the incident.
func (s State) Over() bool { return s >= Recovered }

// An Incident is a cluster of failures that its past does not explain, as of AsOf. It
// holds counts and names of banks and channels, nothing personal.
type Incident struct {
	ID string `json:"id"` // stays the same while the incident lasts
	Place
	Category failcode.Category   `json:"category"`       // of the failures that are counted
	Also     []failcode.Category `json:"also,omitempty"` // others that rose with them
	State    State               `json:"state"`

	Start      time.Time  `json:"start"`                // when failures began to rise
	DetectedAt time.Time  `json:"detected_at"`          // the end of the minute that decided
	AsOf       time.Time  `json:"as_of"`                // the end of the last minute that is counted
	End        time.Time  `json:"end,omitzero"`         // when it was over, if it is
	Failures   int64      `json:"failures"`             // applicants, or orders without one
	Attempts   int64      `json:"attempts"`             // all outcomes there in that time
	Expected   int64      `json:"expected_thousandths"` // failures that the past lets expect, in thousandths
	Amount     intake.Fen `json:"amount_fen"`           // of the failures
	// Confidence is in how many of a thousand weeks without any incident nothing as strong
	// would have been seen: 999 at most.
	Confidence int `json:"confidence_per_mille"`
	// Doubt says that some of what fails is in doubt: those orders may have been paid, and are
	// queried, never sent again.
	Doubt bool `json:"doubt,omitempty"`
	// Sampled says that there was more than Counts keeps: the numbers are of a sample.
	Sampled bool `json:"sampled,omitempty"`
}

// inDoubt reports whether orders that fail in this way may have been paid.
func inDoubt(c failcode.Category) bool {
	return c == failcode.TimeoutOrUnknown || c == failcode.OrderNotFound || c == failcode.Review
}

// share is the share of outcomes that fail.
func (i *Incident) share() float64 {
	if i.Attempts == 0 {
		return 0
	}
	return float64(i.Failures) / float64(i.Attempts)
}
