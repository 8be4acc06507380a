package incident

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// An Outcome is what was heard of one payout at one moment, EndedAt. An order that hangs
// is one whose result is unknown and whose Status, Code or Text speaks of a timeout. Its
// JSON has these members and no others.
type Outcome struct {
	// ID is that of the order. What is heard of it twice counts once.
	ID string `json:"id,omitempty"`
	// Applicant is anything that stays the same when somebody tries again: an account's
	// number in the caller's books, or a hash. Only a keyed hash of it is kept. Retries of
	// one applicant that fail in the same way count once. Without it each order is
	// somebody else's, and a few people who try again and again look like an incident.
	Applicant string `json:"applicant,omitempty"`
	// Issuer is the bank's code or name, as package cardbin knows it.
	Issuer string `json:"issuer,omitempty"`

	Result  backtest.Result        `json:"result,omitzero"` // unknown: see Status
	Channel string                 `json:"channel,omitempty"`
	Product string                 `json:"product,omitempty"`
	Status  string                 `json:"status,omitempty"`
	Code    string                 `json:"code,omitempty"`
	Text    string                 `json:"text,omitempty"` // the channel's message, for a failure without a code
	EndedAt time.Time              `json:"ended_at,omitzero"`
	Amount  intake.Opt[intake.Fen] `json:"amount_fen,omitzero"`
}

// MaxOutcomeBytes bounds the JSON of an outcome.
const MaxOutcomeBytes = 16 << 10

var errOutcome = errors.New("incident: not an outcome of at most 16 KiB")

// UnmarshalJSON reads an outcome. The error never repeats what the JSON holds.
func (o *Outcome) UnmarshalJSON(b []byte) error {
	type plain Outcome // without this method
	var in plain
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if len(b) > MaxOutcomeBytes || d.Decode(&in) != nil || in.Amount.V < 0 || in.Amount.V > intake.MaxFen {
		return errOutcome
	}
	*o = Outcome(in)
	return nil
}

// A Minute is a minute, counted from 1970-01-01T00:00Z.
type Minute int64

// MinuteOf returns the minute of a time, or 0 if no rule applies to it: years before 2000
// or after 2099.
func MinuteOf(t time.Time) Minute { return Minute(chinatime.Unix(t) / 60) }

// Time returns when the minute begins, in China's time zone.
func (m Minute) Time() time.Time { return chinatime.Time(int64(m) * 60) }

func (m Minute) slot() int { return int((int64(m) + chinatime.Offset/60) / (aDay / slots) % slots) }
func (m Minute) day() int  { return int((int64(m) + chinatime.Offset/60) / aDay) }

// aDay is in minutes.
const aDay = 24 * 60

func (m Minute) valid() bool { return m >= chinatime.First/60 && m < chinatime.Last/60 }

// other stands for every name that no list has.
const other = "other"

// A Problem is an outcome that is not counted, and why.
type Problem string

const (
	NoTime Problem = "no-time" // EndedAt is missing or impossible
	NoID   Problem = "no-id"   // neither an ID nor an applicant
	Open   Problem = "open"    // the result is not known, and nothing says that it should be
	Unsent Problem = "unsent"  // held: it has no outcome
	Late   Problem = "late"    // its minute was read before it came
	Future Problem = "future"  // it ended after the moment at which it came
)

// problems that a single outcome shows by itself.
var problems = []Problem{NoTime, NoID, Open, Unsent}

// A cell is what outcomes are counted by. A success has the category Succeeded.
type cell struct {
	issuer, channel string
	category        failcode.Category
}

// read returns where an outcome is counted.
func (c *Counts) read(o *Outcome) (m Minute, to cell, p Problem) {
	if m = MinuteOf(o.EndedAt); m == 0 {
		return 0, to, NoTime
	}
	if o.ID == "" && o.Applicant == "" {
		return 0, to, NoID
	}
	codes := c.codes()
	state, category := o.read(codes)
	switch {
	case o.Result == backtest.Held:
		return 0, to, Unsent
	case state == failcode.StateUnknown && category == failcode.Other:
		return 0, to, Open
	case state == failcode.StateUnknown:
		category = failcode.TimeoutOrUnknown // whatever is said of the cause
	}
	return m, cell{issuerOf(o.Issuer), c.channel(o.Channel), category}, ""
}

// read returns how the payout ended, by the channel's status where the caller's books say
// nothing, and what is said of the cause. The kind of a success is Succeeded.
func (o *Outcome) read(codes *failcode.Table) (failcode.State, failcode.Category) {
	state := failcode.StateUnknown
	switch o.Result {
	case backtest.Succeeded:
		state = failcode.StateSucceeded
	case backtest.Failed:
		state = failcode.StateFinalFailed
	case backtest.Returned:
		state = failcode.StateReturned
	case backtest.Unknown:
		if s := codes.Status(o.Channel, o.Product, o.Status); s.Final() {
			state = s
		}
	}
	if state == failcode.StateSucceeded {
		return state, failcode.Succeeded
	}
	if state == failcode.StateUnknown && o.Status == "" && o.Code == "" && o.Text == "" {
		return state, failcode.Other
	}
	d := codes.Assess(failcode.Report{Channel: o.Channel, Product: o.Product, Status: o.Status, Code: o.Code, Text: o.Text, Said: state})
	if state != failcode.StateUnknown && d.Cause.Category == failcode.Succeeded {
		return state, failcode.Other // a failure with the code of a success
	}
	return state, d.Cause.Category
}

func (c *Counts) codes() *failcode.Table {
	if c.Codes == nil {
		return failcode.Default()
	}
	return c.Codes
}

func issuerOf(name string) string {
	if i, ok := cardbin.Default().FindIssuer(name); ok && name != "" {
		return i.Code
	}
	return other
}

// channel returns a channel by its name in the table or in the caller's list.
func (c *Counts) channel(name string) string {
	if slices.Contains(c.Channels, name) {
		return name
	}
	if n := c.codes().Resolve(name, ""); n.Channel != "" {
		return n.Channel
	}
	return other
}

// hashOf is a keyed hash of who an outcome is about.
func hashOf(key []byte, o *Outcome) uint64 {
	who, kind := o.Applicant, "applicant\x00"
	if who == "" {
		who, kind = o.ID, "order\x00"
	}
	h := hmac.New(sha256.New, key)
	h.Write([]byte(kind))
	h.Write([]byte(who))
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// keyID names a key without revealing it.
func keyID(key []byte) string {
	h := sha256.Sum256(append([]byte("payready.incident key\x00"), key...))
	return hex.EncodeToString(h[:4])
}
