package incident

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// An Outcome is what was heard of one payout at one moment, EndedAt. An order that hangs
// is one whose result is unknown and whose Status, Code or Text speaks of a timeout.
type Outcome struct {
	// ID is that of the order. What is heard of it twice counts once.
	ID string
	// Applicant is anything that stays the same when somebody tries again: an account's
	// number in the caller's books, or a hash. Only a keyed hash of it is kept. Retries of
	// one applicant that fail in the same way count once. Without it each order is
	// somebody else's, and a few people who try again and again look like an incident.
	Applicant string
	Issuer    string // a code or a name, as package cardbin knows it
	Amount    intake.Opt[intake.Fen]

	backtest.Outcome
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
	codes := c.Codes
	if codes == nil {
		codes = failcode.Default()
	}
	result, channel, category := o.Counted(codes)
	switch {
	case result == backtest.Held:
		return 0, to, Unsent
	case result == backtest.Unknown && category == failcode.Other:
		return 0, to, Open
	case result == backtest.Unknown:
		category = failcode.TimeoutOrUnknown // whatever is said of the cause
	}
	if channel == other && slices.Contains(c.Channels, o.Channel) {
		channel = o.Channel
	}
	return m, cell{issuerOf(o.Issuer), channel, category}, ""
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
	codes := c.Codes
	if codes == nil {
		codes = failcode.Default()
	}
	if n := codes.Resolve(name, ""); n.Channel != "" {
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
