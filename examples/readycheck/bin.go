package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
)

func binCommand(c *call) int {
	flags := flag.NewFlagSet("bin", flag.ContinueOnError)
	lang := c.langFlag(flags)
	var s setup
	s.addBINs(c, flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	table, err := s.table()
	if err != nil {
		return c.refuse(err)
	}
	p := binPrinter{c, *lang, table}
	arg := flags.Arg(0)
	pan, err := cardbin.ParsePAN(arg)
	switch {
	case err == nil:
		return p.card(pan)
	case len(arg) >= 2 && len(arg) < cardbin.MinPANDigits && strings.Trim(arg, "0123456789") == "":
		return p.prefix(arg)
	}
	return c.refuse(errBIN)
}

var errBIN = say("参数须为 12 至 19 位卡号，或其前 2 至 11 位", "the argument must be a card number of 12 to 19 digits, or its first 2 to 11 digits")

// A binPrinter prints what a table knows about a card.
type binPrinter struct {
	*call
	lang  readiness.Lang
	table *cardbin.Table
}

func (p binPrinter) card(pan cardbin.PAN) int {
	use := pan.Network().Luhn()
	m, known := p.table.Lookup(pan)
	masked := pan.Masked()
	if !known && pan.Network() == cardbin.NetworkUnknown {
		masked = "******" + masked[6:] // it may be a document number
	}
	p.line(binTexts.number, masked)
	if known {
		p.record(m, maskedPrefix(m))
		use = m.Luhn()
	} else {
		p.line(binTexts.network, p.word(pan.Network()))
	}
	fits := binTexts.misfit
	if pan.LuhnValid() {
		fits = binTexts.fits
	}
	p.line(binTexts.luhn, binTexts.use[use].In(p.lang)+binTexts.comma.In(p.lang)+fits.In(p.lang))
	return p.end(known)
}

// prefix prints the record for every length of cards with this head.
func (p binPrinter) prefix(head string) int {
	known := false
	for n := cardbin.MinPANDigits; n <= cardbin.MaxPANDigits; n++ {
		m, ok := p.table.LookupPrefix(head, n)
		if !ok || m.How == cardbin.HowOtherLength {
			continue
		}
		if known {
			fmt.Fprintln(p.stdout)
		}
		known = true
		p.record(m, m.Prefix())
		p.line(binTexts.luhn, binTexts.use[m.Luhn()].In(p.lang))
	}
	return p.end(known)
}

// maskedPrefix masks the prefix as the masked number does.
func maskedPrefix(m cardbin.Match) string {
	prefix := m.Prefix()
	return prefix[:min(6, len(prefix))] + strings.Repeat("*", max(0, len(prefix)-6))
}

func (p binPrinter) record(m cardbin.Match, prefix string) {
	issuer := m.Issuer()
	name := issuer.NameZH
	if p.lang == readiness.EN && issuer.NameEN != "" {
		name = issuer.NameEN
	}
	how := ""
	switch m.How {
	case cardbin.HowOtherLength:
		how = binTexts.otherLength.In(p.lang)
	case cardbin.HowPartial:
		how = binTexts.partial.In(p.lang)
	}
	p.line(binTexts.prefix, fmt.Sprintf("%s × %d%s", prefix, m.PANLength(), how))
	p.line(binTexts.issuer, fmt.Sprintf("%s (%s, %s)", name, issuer.Code, issuer.Region))
	p.line(binTexts.funding, p.word(m.Funding()))
	if m.Product() != "" {
		p.line(binTexts.product, m.Product())
	}
	if m.Kind() != cardbin.KindCard {
		p.line(binTexts.kind, p.word(m.Kind()))
	}
	p.line(binTexts.network, p.word(m.Network()))
	p.line(binTexts.hint, p.word(m.ClassHint()))
	p.line(binTexts.source, m.Source())
}

func (p binPrinter) end(known bool) int {
	if !known {
		fmt.Fprintln(p.stdout, binTexts.unknown.In(p.lang))
	}
	p.line(binTexts.table, p.table.Version())
	if !known {
		return exitNotReady
	}
	return exitReady
}

// word returns a word of the table in the reader's language.
func (p binPrinter) word(w fmt.Stringer) string {
	if zh, ok := zhWords[w.String()]; ok && p.lang == readiness.ZH {
		return zh
	}
	return w.String()
}

var zhWords = map[string]string{ // #nosec G101 -- "token" is a kind of card number
	"unknown": "未知", "debit": "借记卡", "credit": "贷记卡", "quasi_credit": "准贷记卡", "prepaid": "预付费卡",
	"token": "支付标记", "test": "测试号段",
	"unionpay": "银联", "domestic": "境内（早期卡号，由银联转接）",
	"none": "无", "class_ii": "Ⅱ类", "class_iii": "Ⅲ类", "class_ii_or_iii": "Ⅱ类或Ⅲ类", "e_account": "电子账户，一般为Ⅱ、Ⅲ类",
}

func (p binPrinter) line(label readiness.Text, value string) {
	fmt.Fprintf(p.stdout, "%s: %s\n", label.In(p.lang), value)
}

var binTexts = struct {
	number, prefix, issuer, funding, product, kind, network, hint, luhn, source, table readiness.Text
	otherLength, partial, fits, misfit, comma, unknown                                 readiness.Text
	use                                                                                [3]readiness.Text
}{
	number:  readiness.Text{readiness.ZH: "卡号", readiness.EN: "number"},
	prefix:  readiness.Text{readiness.ZH: "卡 BIN × 位数", readiness.EN: "prefix × digits"},
	issuer:  readiness.Text{readiness.ZH: "发卡行", readiness.EN: "issuer"},
	funding: readiness.Text{readiness.ZH: "卡种", readiness.EN: "funding"},
	product: readiness.Text{readiness.ZH: "产品", readiness.EN: "product"},
	kind:    readiness.Text{readiness.ZH: "号码类别", readiness.EN: "kind"},
	network: readiness.Text{readiness.ZH: "卡组织", readiness.EN: "network"},
	hint:    readiness.Text{readiness.ZH: "账户类别提示（无提示不等于Ⅰ类）", readiness.EN: "class hint (none does not mean Class I)"},
	luhn:    readiness.Text{readiness.ZH: "Luhn 校验位", readiness.EN: "Luhn"},
	source:  readiness.Text{readiness.ZH: "来源", readiness.EN: "source"},
	table:   readiness.Text{readiness.ZH: "数据版本", readiness.EN: "table"},

	otherLength: readiness.Text{readiness.ZH: "（位数不符，可能漏填或多填）", readiness.EN: " (wrong length: a digit may be missing or extra)"},
	partial:     readiness.Text{readiness.ZH: "（更多位数可能指向其他银行或卡种）", readiness.EN: " (more digits may give another issuer or funding)"},
	fits:        readiness.Text{readiness.ZH: "本号校验通过", readiness.EN: "this number passes"},
	misfit:      readiness.Text{readiness.ZH: "本号校验不通过", readiness.EN: "this number does not pass"},
	comma:       readiness.Text{readiness.ZH: "，", readiness.EN: "; "},
	unknown:     readiness.Text{readiness.ZH: "数据中没有该卡；这不代表卡无效", readiness.EN: "this card is not in the table; that does not make it invalid"},
	use: [3]readiness.Text{
		cardbin.LuhnUnreliable: {readiness.ZH: "不一定使用", readiness.EN: "not always used"},
		cardbin.LuhnUsual:      {readiness.ZH: "通常使用", readiness.EN: "usually used"},
		cardbin.LuhnAlways:     {readiness.ZH: "必用", readiness.EN: "always used"},
	},
}
