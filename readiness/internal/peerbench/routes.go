package main

import (
	"bytes"
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// alikeChannels are ten channels that differ in nothing but their name.
func alikeChannels() (list []readiness.Channel) {
	for _, name := range []string{"wechatpay", "alipay", "unionpay", "lianlian", "allinpay", "baofoo", "yeepay", "huifu", "house", "desk"} {
		list = append(list, readiness.Channel{Channel: name, System: intake.NetsUnion, CardDay: intake.Yuan(20_000), MaxAmount: intake.Yuan(50_000)})
	}
	return list
}

// unlikeChannels are ten of which no two are alike: limits, hours, banks, names.
func unlikeChannels() []readiness.Channel {
	list := alikeChannels()
	for i := range list {
		ch := &list[i]
		ch.CardDay = intake.Yuan(int64(9_000 + 1_000*i))
		switch i % 4 {
		case 1:
			ch.IssuersDenied = []string{"ICBC"}
		case 2:
			ch.Hours = []readiness.Hours{{Start: readiness.ClockTime(13, 0), End: readiness.ClockTime(18, 0)}}
		case 3:
			ch.NameCharset, ch.NameMaxBytes = "gb2312", 4
		}
	}
	return list
}

// writeRoutes writes what it costs to look at ten channels, against one assessment
// through each of them in turn.
func writeRoutes(b *bytes.Buffer, count int) {
	waiting := readinesstest.Ready(readinesstest.Refused(moment.Add(-time.Hour), "wechatpay", "pay_bank", "AMOUNT_LIMIT"))
	var rows []row
	for _, x := range []struct {
		name     string
		channels []readiness.Channel
		s        intake.Submission
	}{
		{"alike, ready", alikeChannels(), readinesstest.Ready()},
		{"alike, waiting", alikeChannels(), waiting},
		{"unlike, ready", unlikeChannels(), readinesstest.Ready()},
		{"unlike, waiting", unlikeChannels(), waiting},
	} {
		p := readiness.StandardPolicy()
		p.Channels = x.channels
		c := must(readiness.New(readiness.Config{Policy: p}))
		i, one := 0, x.s
		rows = append(rows, row{name: x.name, ours: func() { c.Routes(x.s) }, theirs: func() {
			one.Payout.Channel = x.channels[i%len(x.channels)].Channel
			i++
			c.Assess(one)
		}})
	}
	b.WriteString(`
## Ten channels

` + "`Routes`" + ` looks at ten channels of the policy; one assessment is the mean of one through each.

| channels, payout | ten routes | one assessment | times one |
|---|---:|---:|---:|
`)
	for _, m := range measure(rows, count) {
		fmt.Fprintf(b, "| %s | %s | %s | %.1f |\n", m.name, format(m.ours), format(m.theirs), float64(m.ours)/float64(m.theirs))
	}
}
