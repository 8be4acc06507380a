package readiness

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// A Channel is the profile of a payment channel: what it accepts. A payout's
// channel and product select it, by any of their names; an empty Product matches
// every product of the channel. An amount that the profile leaves out is the one
// that the channel documents, if it is among failcode.Limits.
type Channel struct {
	Channel string        `json:"channel,omitzero"`
	Product string        `json:"product,omitzero"`
	System  intake.System `json:"system,omitzero"`

	MinAmount     intake.Fen `json:"min_amount_fen,omitzero"` // 0 means as documented, else no limit, as in all limits here
	MaxAmount     intake.Fen `json:"max_amount_fen,omitzero"`
	StepAmount    intake.Fen `json:"step_amount_fen,omitzero"`
	CardDay       intake.Fen `json:"card_day_fen,omitzero"`
	MerchantDay   intake.Fen `json:"merchant_day_fen,omitzero"`
	MemoOver      intake.Fen `json:"memo_over_fen,omitzero"`
	NeedsBranch   bool       `json:"needs_branch_code,omitzero"`
	NeedsQuickPay bool       `json:"quick_pay_required,omitzero"`

	IssuersAllowed []string             `json:"issuers_allowed,omitzero"` // codes or names; nil: all
	IssuersDenied  []string             `json:"issuers_denied,omitzero"`
	Networks       []string             `json:"networks,omitzero"`      // nil: UnionPay
	AccountKinds   []intake.AccountKind `json:"account_kinds,omitzero"` // nil: personal

	ElementsVerified int64  `json:"elements_verified,omitzero"`    // 2, 3 or 4; 0 if unknown
	NameCharset      string `json:"name_charset,omitzero"`         // "gb2312", "gbk" or "" for no limit
	NameMaxBytes     int64  `json:"name_max_bytes,omitzero"`       // in GB 18030
	SameDaySame      string `json:"same_day_same_amount,omitzero"` // "gate", "warn" or ""

	Hours []Hours `json:"hours,omitzero"` // when it takes payouts, China time; nil: always

	// What orders the channels that would take a payout, for Routes. None of it changes a
	// verdict.

	FeeFixed    intake.Opt[intake.Fen] `json:"fee_fixed_fen,omitzero"` // of each payout; a fee is known if this or FeePerMille is
	FeePerMille intake.Opt[PerMille]   `json:"fee_per_mille,omitzero"` // of the amount, on top of that
	FeeMin      intake.Fen             `json:"fee_min_fen,omitzero"`   // the least that FeePerMille comes to
	SuccessRate intake.Opt[Risk]       `json:"success_rate,omitzero"`  // share of payouts that arrive, as the team counts them
	Weight      int64                  `json:"weight,omitzero"`        // preference, 0 to 1000: more is taken first
}

// Hours are a span of the day in which a channel takes payouts.
type Hours struct {
	Weekdays []time.Weekday `json:"weekdays,omitzero"` // on which it begins; nil for every day; 0 is Sunday
	Start    Clock          `json:"start,omitzero"`
	End      Clock          `json:"end,omitzero"` // at or before Start means on the next day
}

// PerMille is a share in thousandths of a per mille: 0.6 ‰ is 600. In JSON it is a
// number of per mille with at most three decimals.
type PerMille int64

func (m PerMille) MarshalJSON() ([]byte, error) { return appendThousandths(nil, int64(m)), nil }

func (m *PerMille) UnmarshalJSON(b []byte) error {
	n, ok := parseThousandths(b)
	if !ok {
		return errPerMille
	}
	*m = PerMille(n)
	return nil
}

var errPerMille = errors.New("must be a number with at most three decimals")

// of returns the share of an amount, rounded to the fen.
func (m PerMille) of(amount intake.Fen) intake.Fen {
	const unit = 1_000_000
	whole, rest := amount/unit, amount%unit // so that no product overflows
	return whole*intake.Fen(m) + (rest*intake.Fen(m)+unit/2)/unit
}

// fee returns what the channel takes for a payout. It is false if the profile does not
// say.
func (ch *Channel) fee(amount intake.Fen) (fee intake.Fen, ok bool) {
	if amount < 0 || amount > intake.MaxFen || !ch.FeeFixed.OK && !ch.FeePerMille.OK {
		return 0, false
	}
	if ch.FeePerMille.OK {
		fee = max(ch.FeeMin, ch.FeePerMille.V.of(amount))
	}
	return addFen(fee, ch.FeeFixed.V), true
}

func (p *Policy) channelProblems(bins *cardbin.Table, codes *failcode.Table, bad report) {
	if tooMany("/channels", len(p.Channels), maxChannels, bad) {
		return
	}
	first := map[[2]string]int{}
	for i := range p.Channels {
		c := &p.Channels[i]
		path := fmt.Sprintf("/channels/%d", i)
		for j, b := range c.IssuersAllowed {
			bank(bins, fmt.Sprintf("%s/issuers_allowed/%d", path, j), b, bad)
		}
		for j, b := range c.IssuersDenied {
			bank(bins, fmt.Sprintf("%s/issuers_denied/%d", path, j), b, bad)
		}
		if codes != nil {
			if n := codes.Resolve(c.Channel, c.Product); n.Channel != "" && c.Product != "" && n.NearProduct != "" {
				bad(path+"/product", "no such product of %s; the nearest is %q", n.Channel, n.NearProduct).Nearest = n.NearProduct
			}
		}
		c.problems(path, bad)
		deniedToo(bins, c, path, bad)
		names := [2]string{strings.ToLower(strings.TrimSpace(c.Channel)), strings.ToLower(strings.TrimSpace(c.Product))}
		if codes != nil {
			n := codes.Resolve(c.Channel, c.Product)
			names = [2]string{cmp.Or(n.Channel, names[0]), cmp.Or(n.Product, names[1])}
		}
		if j, ok := first[names]; ok {
			bad(path, "the same channel and product as /channels/%d", j)
		} else {
			first[names] = i
		}
	}
}

func (c *Channel) problems(path string, bad report) {
	if c.Channel == "" || len(c.Channel) > 64 {
		bad(path+"/channel", "must be given, at most 64 bytes")
	}
	for _, n := range []struct {
		name string
		v    intake.Fen
	}{
		{"min_amount_fen", c.MinAmount}, {"max_amount_fen", c.MaxAmount}, {"step_amount_fen", c.StepAmount},
		{"card_day_fen", c.CardDay}, {"merchant_day_fen", c.MerchantDay}, {"memo_over_fen", c.MemoOver},
	} {
		if n.v < 0 || n.v > intake.MaxFen {
			bad(path+"/"+n.name, "must be 0 to %d", intake.MaxFen)
		}
	}
	c.routeProblems(path, bad)
	if len(c.Product) > 64 {
		bad(path+"/product", "longer than 64 bytes")
	}
	if c.System > intake.UnionPay {
		bad(path+"/system", "not one of the values of this list")
	}
	if tooMany(path+"/account_kinds", len(c.AccountKinds), maxWords, bad) || tooMany(path+"/networks", len(c.Networks), maxWords, bad) ||
		tooMany(path+"/issuers_allowed", len(c.IssuersAllowed), maxIssuers, bad) ||
		tooMany(path+"/issuers_denied", len(c.IssuersDenied), maxIssuers, bad) {
		return
	}
	for i, k := range c.AccountKinds {
		if k == 0 || k > intake.Corporate {
			bad(fmt.Sprintf("%s/account_kinds/%d", path, i), "must be personal or corporate")
		}
	}
	for i, s := range c.Networks {
		var n cardbin.Network
		if n.UnmarshalText([]byte(s)) != nil || n == cardbin.NetworkUnknown || n == cardbin.Domestic {
			bad(fmt.Sprintf("%s/networks/%d", path, i), "must be unionpay, visa, mastercard, jcb, amex, diners or discover")
		}
	}
	if c.MaxAmount > 0 && c.StepAmount > c.MaxAmount {
		bad(path+"/step_amount_fen", "is above max_amount_fen: no amount fits")
	}
	if c.MaxAmount > 0 && c.MinAmount > c.MaxAmount {
		bad(path+"/min_amount_fen", "is above max_amount_fen")
	}
	if c.ElementsVerified != 0 && (c.ElementsVerified < 2 || c.ElementsVerified > 4) {
		bad(path+"/elements_verified", "must be 2, 3 or 4, or 0 for unknown")
	}
	if !slices.Contains([]string{"", "gb2312", "gbk"}, c.NameCharset) {
		bad(path+"/name_charset", `must be gb2312, gbk or ""`)
	}
	if c.NameMaxBytes < 0 || c.NameMaxBytes > 1024 {
		bad(path+"/name_max_bytes", "must be 0 to %d", 1024)
	}
	if !slices.Contains([]string{"", "gate", "warn"}, c.SameDaySame) {
		bad(path+"/same_day_same_amount", `must be gate, warn or ""`)
	}
}

// deniedToo reports banks that a profile both allows and denies, under whatever names.
func deniedToo(bins *cardbin.Table, c *Channel, path string, bad report) {
	code := func(name string) string {
		if bins != nil {
			if i, ok := bins.FindIssuer(name); ok {
				return i.Code
			}
		}
		return name
	}
	denied := make(map[string]bool, len(c.IssuersDenied))
	for _, s := range c.IssuersDenied {
		denied[code(s)] = true
	}
	for i, s := range c.IssuersAllowed {
		if denied[code(s)] {
			bad(fmt.Sprintf("%s/issuers_allowed/%d", path, i), "is denied too")
		}
	}
}

// routeProblems looks at what orders channels, and at their hours.
func (c *Channel) routeProblems(path string, bad report) {
	for _, n := range []struct {
		name    string
		v, most int64
	}{
		{"fee_fixed_fen", int64(c.FeeFixed.V), int64(intake.MaxFen)}, {"fee_min_fen", int64(c.FeeMin), int64(intake.MaxFen)}, {"weight", c.Weight, 1000},
	} {
		if n.v < 0 || n.v > n.most {
			bad(path+"/"+n.name, "must be 0 to %d", n.most)
		}
	}
	if m := c.FeePerMille.V; m < 0 || m > 1_000_000 {
		bad(path+"/fee_per_mille", "must be 0 to %d", 1000)
	}
	if c.FeeMin > 0 && !c.FeePerMille.OK {
		bad(path+"/fee_per_mille", "needed")
	}
	if r := c.SuccessRate.V; r < 0 || r > one {
		bad(path+"/success_rate", "must be 0 to 1")
	}
	if tooMany(path+"/hours", len(c.Hours), maxHours, bad) {
		return
	}
	for i, h := range c.Hours {
		at := fmt.Sprintf("%s/hours/%d", path, i)
		if h.Start < 0 || h.Start >= 24*60 || h.End < 0 || h.End > 24*60 {
			bad(at, "start must be 00:00 to 23:59, end 00:00 to 24:00")
		}
		if tooMany(at+"/weekdays", len(h.Weekdays), 7, bad) {
			continue
		}
		for j, d := range h.Weekdays {
			if d < time.Sunday || d > time.Saturday {
				bad(fmt.Sprintf("%s/weekdays/%d", at, j), weekdays)
			}
		}
	}
}
