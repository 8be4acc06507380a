package readiness

import (
	"fmt"
	"slices"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

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
				bad(path+"/product", "no such product of %s; the nearest is %q", n.Channel, n.NearProduct)
			}
		}
		c.problems(path, bad)
		deniedToo(bins, c, path, bad)
		if j, ok := first[[2]string{c.Channel, c.Product}]; ok {
			bad(path, "the same channel and product as /channels/%d", j)
		} else {
			first[[2]string{c.Channel, c.Product}] = i
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
	if len(c.Product) > 64 {
		bad(path+"/product", "longer than 64 bytes")
	}
	if c.System > intake.UnionPay {
		bad(path+"/system", "none of the list")
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
		bad(path+"/name_max_bytes", "must be 0 to 1024")
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
