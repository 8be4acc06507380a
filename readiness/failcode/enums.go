package failcode

import "errors"

// Category is the kind of cause.
type Category uint8

const (
	Other                  Category = iota // no reason given, or an unlisted code
	TimeoutOrUnknown                       // in progress, timed out or unknown
	OrderNotFound                          // the channel does not find the order: not a failure
	Review                                 // held until a person confirms it
	CardState                              // cancelled, frozen, lost, expired or limited
	CardNumber                             // no such number or account, or the wrong bank
	IdentityMismatch                       // name, document or mobile, or not verified
	AccountClassLimit                      // limits of Class II and III accounts
	CardTypeUnsupported                    // this card, bank or business is not supported
	ChannelLimit                           // limits on amount, number or frequency
	RiskControl                            // stopped by risk control
	BankMaintenance                        // maintenance, day-cut, outside hours, unreachable
	InsufficientPayerFunds                 // the paying account is short of funds
	MerchantSetup                          // permissions, contracts, certificates, the merchant's own approval
	ParameterError                         // the request is wrong
	CollectOnly                            // about taking money from the card
	Succeeded                              // a success with a defect
	categories
)

var categoryNames = [categories]string{
	"other", "timeout_or_unknown", "order_not_found", "review", "card_state", "card_number", "identity_mismatch",
	"account_class_limit", "card_type_unsupported", "channel_limit", "risk_control", "bank_maintenance",
	"insufficient_payer_funds", "merchant_setup", "parameter_error", "collect_only", "succeeded",
}

// Origin is who refused. It decides the remedy: a bank refuses a card, risk
// control blocks the whole account.
type Origin uint8

const (
	OriginInDoubt      Origin = iota // nobody has refused yet
	OriginBank                       // the bank that holds the card
	OriginChannel                    // the channel, for a reason other than risk: limits, support, hours
	OriginChannelRisk                // the channel's risk control
	OriginPlatformRisk               // the lender's or platform's own risk control
	OriginIntegrator                 // the team that sends the payout
	origins
)

var originNames = [origins]string{"in_doubt", "bank", "channel", "channel_risk", "platform_risk", "integrator"}

// Scope is how far the cause reaches. A cause beyond one payee is an incident.
type Scope uint8

const (
	ScopePayee    Scope = iota // this payee or order alone
	ScopeMerchant              // every payout of the merchant
	ScopeChannel               // every payout through the channel or to the bank
	scopes
)

var scopeNames = [scopes]string{"payee", "merchant", "channel"}

// Direction is the direction of the payments that the code is about.
type Direction uint8

const (
	DirectionPayout  Direction = iota // to the card
	DirectionCollect                  // from the card, as when a card is bound or a loan repaid
	directions
)

var directionNames = [directions]string{"payout", "collect"}

// Retry is when the payout may be tried again.
type Retry uint8

const (
	RetryQueryFirst Retry = iota // the result is open: query, never send again
	RetryAfterFix                // after somebody has fixed the cause
	RetryAfterWait               // after time has passed
	RetryNo                      // never
	retries
)

var retryNames = [retries]string{"query_first", "after_fix", "after_wait", "no"}

// Order is what may be done with the order number.
type Order uint8

const (
	OrderKeep            Order = iota // nothing may be sent, under this or another number
	OrderResendIdentical              // the identical request, under this number, if a query does not find it
	OrderNewAfterFinal                // a new number, once the failure is final
	orders
)

var orderNames = [orders]string{"keep", "resend_identical", "new_after_final"}

// Money is where the money is.
type Money uint8

const (
	MoneyMaybe    Money = iota // it may have moved
	MoneyNo                    // it has not moved; what was reserved goes back the way it came
	MoneyReturned              // it moved and came back
	MoneyYes                   // it has moved
	moneys
)

var moneyNames = [moneys]string{"maybe", "no", "returned", "yes"}

// Clears is when time alone clears a cause.
type Clears uint8

const (
	ClearsNever          Clears = iota // time does not clear it, or not at a known time
	ClearsNextMinute                   // a minute later: limits per minute
	ClearsAfter24Hours                 // 24 hours later: a limit without a stated term (policy)
	ClearsNextDay                      // at the next midnight
	ClearsNextMonth                    // when the next month begins
	ClearsNextYear                     // when the next year begins
	ClearsNextWorkday                  // when the next working day begins
	ClearsAfter3Workdays               // when the 3rd working day ends (policy: 3 to 7 working days)
	clearings
)

var clearsNames = [clearings]string{"none", "next_minute", "cooldown_24h", "next_day", "next_month", "next_year", "next_workday", "workdays_3"}

// Confidence is how certain the meaning of a code is.
type Confidence uint8

const (
	ConfidenceLow    Confidence = iota // two readings are possible
	ConfidenceMedium                   // from the name alone, or a broad meaning
	ConfidenceHigh                     // the vendor's text leaves no doubt
	confidences
)

var confidenceNames = [confidences]string{"low", "medium", "high"}

// State is what a vendor's status says about an order.
type State uint8

const (
	StateUnknown     State = iota // not listed, or the vendor does not know either
	StateProcessing               // in progress
	StateReview                   // held until a person confirms it
	StateNotFound                 // no such order yet: not a failure
	StateFinalFailed              // failed for good
	StateSucceeded                // succeeded; the bank may still return the money
	StateReturned                 // succeeded, then the bank returned the money
	states
)

var stateNames = [states]string{"unknown", "processing", "review", "not_found", "final_failed", "succeeded", "returned"}

// Final reports whether the order has ended.
func (s State) Final() bool {
	return s == StateFinalFailed || s == StateSucceeded || s == StateReturned
}

// Next is what to do about an order now.
type Next uint8

const (
	NextQuery           Next = iota // query the order
	NextWait                        // wait until the cause clears; then a new order
	NextReview                      // confirm or refuse this very order with the channel
	NextResendIdentical             // send the identical request under the same number
	NextFixThenNewOrder             // fix the cause, then send under a new number
	NextEscalate                    // have the channel investigate by hand
	NextStop                        // do not pay this payee
	NextDone                        // nothing: it succeeded
	NextConfirm                     // have the payee confirm the receipt before the order lapses
	NextApprove                     // have the merchant's own approver release the order before it lapses
	NextFixThenResend               // fix the cause, then send the identical request under the same number
	nows
)

var nowNames = [nows]string{"query", "wait", "review", "resend_identical", "fix_then_new_order", "escalate", "stop", "done", "confirm", "approve", "fix_then_resend"}

// name returns the name of v, or "" if it has none.
func name[E ~uint8](names []string, v E) string {
	if int(v) >= len(names) {
		return ""
	}
	return names[v]
}

// parse sets *v to the value of a name.
func parse[E ~uint8](names []string, v *E, b []byte) error {
	for i, n := range names {
		if n == string(b) {
			*v = E(i)
			return nil
		}
	}
	return errName
}

var errName = errors.New("failcode: no such word")

func (c Category) String() string   { return name(categoryNames[:], c) }
func (o Origin) String() string     { return name(originNames[:], o) }
func (s Scope) String() string      { return name(scopeNames[:], s) }
func (d Direction) String() string  { return name(directionNames[:], d) }
func (r Retry) String() string      { return name(retryNames[:], r) }
func (o Order) String() string      { return name(orderNames[:], o) }
func (m Money) String() string      { return name(moneyNames[:], m) }
func (c Clears) String() string     { return name(clearsNames[:], c) }
func (c Confidence) String() string { return name(confidenceNames[:], c) }
func (s State) String() string      { return name(stateNames[:], s) }
func (n Next) String() string       { return name(nowNames[:], n) }

func (c Category) MarshalText() ([]byte, error)   { return []byte(c.String()), nil }
func (o Origin) MarshalText() ([]byte, error)     { return []byte(o.String()), nil }
func (s Scope) MarshalText() ([]byte, error)      { return []byte(s.String()), nil }
func (d Direction) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (r Retry) MarshalText() ([]byte, error)      { return []byte(r.String()), nil }
func (o Order) MarshalText() ([]byte, error)      { return []byte(o.String()), nil }
func (m Money) MarshalText() ([]byte, error)      { return []byte(m.String()), nil }
func (c Clears) MarshalText() ([]byte, error)     { return []byte(c.String()), nil }
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
func (s State) MarshalText() ([]byte, error)      { return []byte(s.String()), nil }
func (n Next) MarshalText() ([]byte, error)       { return []byte(n.String()), nil }

func (c *Category) UnmarshalText(b []byte) error   { return parse(categoryNames[:], c, b) }
func (o *Origin) UnmarshalText(b []byte) error     { return parse(originNames[:], o, b) }
func (s *Scope) UnmarshalText(b []byte) error      { return parse(scopeNames[:], s, b) }
func (d *Direction) UnmarshalText(b []byte) error  { return parse(directionNames[:], d, b) }
func (r *Retry) UnmarshalText(b []byte) error      { return parse(retryNames[:], r, b) }
func (o *Order) UnmarshalText(b []byte) error      { return parse(orderNames[:], o, b) }
func (m *Money) UnmarshalText(b []byte) error      { return parse(moneyNames[:], m, b) }
func (c *Clears) UnmarshalText(b []byte) error     { return parse(clearsNames[:], c, b) }
func (c *Confidence) UnmarshalText(b []byte) error { return parse(confidenceNames[:], c, b) }
func (s *State) UnmarshalText(b []byte) error      { return parse(stateNames[:], s, b) }
func (n *Next) UnmarshalText(b []byte) error       { return parse(nowNames[:], n, b) }
