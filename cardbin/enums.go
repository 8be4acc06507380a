package cardbin

import "errors"

// ErrText is the error for an unknown word of an enumeration, as [errors.Is] tells. The
// error names the allowed words and does not repeat the unknown one.
var ErrText = errors.New("cardbin: not one of the allowed words")

// nameOf returns the name of v, or "unknown" if it has none.
func nameOf[E ~uint8](names []string, v E) string {
	if int(v) >= len(names) {
		return "unknown"
	}
	return names[v]
}

func parseName[E ~uint8](names []string, b []byte, v *E) error {
	for i, name := range names {
		if name == string(b) {
			*v = E(i)
			return nil
		}
	}
	return wordError(names)
}

// Funding is how a card is funded. The zero value is unknown.
type Funding uint8

const (
	FundingUnknown Funding = iota
	Debit                  // 借记卡
	Credit                 // 贷记卡
	QuasiCredit            // 准贷记卡: a deposit account with a small overdraft
	Prepaid                // 预付费卡
)

var fundingNames = [...]string{"unknown", "debit", "credit", "quasi_credit", "prepaid"}

func (f Funding) String() string { return nameOf(fundingNames[:], f) }

// MarshalText returns "unknown", "debit", "credit", "quasi_credit" or "prepaid".
func (f Funding) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (f *Funding) UnmarshalText(b []byte) error { return parseName(fundingNames[:], b, f) }

// Kind is the kind of number that a prefix stands for. The zero value is a card.
type Kind uint8

const (
	KindCard  Kind = iota
	KindToken      // a payment token of a card on a phone or in a wallet
	KindTest       // a range reserved for tests
)

var kindNames = [...]string{"card", "token", "test"}

func (k Kind) String() string { return nameOf(kindNames[:], k) }

// MarshalText returns "card", "token" or "test".
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (k *Kind) UnmarshalText(b []byte) error { return parseName(kindNames[:], b, k) }

// ClassHint is what a prefix suggests about the class of the account (Ⅰ/Ⅱ/Ⅲ类户).
// It can suggest Class II or III, but never Class I, because cards of several
// classes can share a prefix. The zero value suggests nothing.
type ClassHint uint8

const (
	HintNone         ClassHint = iota
	HintClassII                // the issuer names the range Class II
	HintClassIII               // the issuer names the range Class III
	HintClassIIOrIII           // the issuer names the range Class II and III
	HintEAccount               // an account opened online, so usually Class II or III
)

var hintNames = [...]string{"none", "class_ii", "class_iii", "class_ii_or_iii", "e_account"}

func (h ClassHint) String() string { return nameOf(hintNames[:], h) }

// MarshalText returns "none", "class_ii", "class_iii", "class_ii_or_iii" or
// "e_account".
func (h ClassHint) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (h *ClassHint) UnmarshalText(b []byte) error { return parseName(hintNames[:], b, h) }

// Category is the type of issuer. The zero value is unknown.
type Category uint8

const (
	CategoryUnknown  Category = iota
	StateOwned                // 国有大型商业银行: the big six
	PolicyBank                // 政策性、开发性银行
	JointStock                // 股份制商业银行
	CityCommercial            // 城市商业银行
	RuralCommercial           // 农村商业银行, including provincial unions that became banks
	RuralCreditUnion          // 农村信用社
	VillageBank               // 村镇银行
	DigitalPrivate            // 民营银行 and direct banks
	ForeignInChina            // 外资银行 with a licence in the mainland
	Overseas                  // issued outside the mainland
	PrepaidIssuer             // a payment company that issues prepaid cards
)

var categoryNames = [...]string{"unknown", "state_owned", "policy_bank", "joint_stock", "city_commercial", "rural_commercial",
	"rural_credit_union", "village_bank", "digital_private", "foreign_in_china", "overseas", "prepaid_issuer"}

func (c Category) String() string { return nameOf(categoryNames[:], c) }

// MarshalText returns the name in snake_case, as String does.
func (c Category) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (c *Category) UnmarshalText(b []byte) error { return parseName(categoryNames[:], b, c) }
