package failcode

import (
	"iter"
	"slices"

	"github.com/payready/payready/readiness/workday"
)

// A Limit is how much a payment system or a product of a channel takes, as far as
// that is public. Banks and contracts may set less, and merchants may be granted
// more.
type Limit struct {
	System           string // such as "beps"; empty for a limit of a channel
	Channel, Product string // as the table spells them; empty for a limit of a system
	Kind             LimitKind
	Fen              int64        // 0 means that there is no limit
	From, Until      workday.Date // first and last day on which it applies, where it is for a time
	Confidence       Confidence
	Source           string // the ID of a Source
	Note             string
}

// LimitKind is what a Limit bounds.
type LimitKind uint8

const (
	LimitMin             LimitKind = iota // the smallest payment
	LimitSingle                           // the largest payment, to a person or to anybody
	LimitSingleCorporate                  // the largest payment to a company
	LimitUsual                            // the largest payment unless the merchant was granted more
	LimitCardDay                          // the payments to one payee on a day
	LimitMerchantDay                      // the payments of a merchant on a day
	LimitMemoOver                         // the largest payment without a memo
	limitKinds
)

var limitKindNames = [limitKinds]string{"min", "single", "single_corporate", "usual", "card_day", "merchant_day", "memo_over"}

func (k LimitKind) String() string               { return name(limitKindNames[:], k) }
func (k LimitKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

func (k *LimitKind) UnmarshalText(b []byte) error { return parse(limitKindNames[:], k, b) }

// Limits returns the built-in limits: those of the payment systems, then those of
// the channels by name.
func Limits() iter.Seq[Limit] { return slices.Values(standardLimits) }
