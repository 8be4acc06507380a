package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

var routeCommand = command{"route", "FILE|-", both("这笔款现在可以走哪条通道", "which of the channels would take it now"), route}

var routePage = page{
	about: both("按顺序列出这笔款可走的通道，每条都与只用该通道评估的结果相同。看的是策略里的通道配置；没有配置时，看已知限额的通道。有打款未了结或已打款时，一条也不列。各通道的余额、当日已付和资方许可，写在提交数据的 payout.routes。未获资方许可或余额不足的通道不列入，末尾说明原因。",
		`Lists the channels that the payout could take, the best first. Each is what an
assessment with that channel alone says. The channels are the policy's profiles, or
without any those whose limits are known. There are none while a payout is open or once
it was made. Balance, the sum of the day and the funder's permission stand channel by
channel in payout.routes. Channels that the funder does not permit, and those whose
account does not hold the amount, are no routes; why is said at the end.`),
	examples: []string{"readycheck route -policy ours.json submission.json", "readycheck route -json submission.json"},
}

// route prints the channels that one submission could take, the best first.
func route(c *call) int {
	flags := flag.NewFlagSet("route", flag.ContinueOnError)
	setup := c.addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, c.in("忽略不认识的字段，而不是拒绝", "ignore unknown fields instead of rejecting them"))
	asJSON := flags.Bool("json", false, c.in("输出 JSON", "write JSON"))
	c.langFlag(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	checker, err := setup.checker()
	if err != nil {
		return c.refuse(err)
	}
	mode := intake.Strict
	if *lenient {
		mode = intake.Lenient
	}
	sub, err := c.submission(flags.Arg(0), mode)
	if err != nil {
		return c.refuse(err)
	}
	routes := checker.Routes(sub)
	list := make([]readiness.DocumentRoute, len(routes))
	for i := range routes {
		list[i] = routes[i].Document(c.lang)
	}
	if *asJSON {
		b, err := json.Marshal(struct {
			Routes []readiness.DocumentRoute `json:"routes"`
		}{list})
		if err != nil {
			return c.refuse(err)
		}
		fmt.Fprintf(c.stdout, "%s\n", b)
	} else {
		c.printRoutes(list)
		c.printLeftOut(leftOut(checker, setup.failcodes, sub, setup.loaded.Channels, routes))
	}
	if len(list) > 0 {
		return exitOf(list[0].Verdict)
	}
	if report := checker.Assess(sub); report.Verdict == readiness.Paid {
		return exitPaid
	}
	return exitNotReady
}

// printRoutes prints a line for each route, and below it what is in the way.
func (c *call) printRoutes(list []readiness.DocumentRoute) {
	if len(list) == 0 {
		fmt.Fprintln(c.stdout, c.in("没有可走的通道：有打款未了结或已打款，或者没有通道获准且余额足够", "No route: a payout is open or was made, or no channel is permitted and holds the amount"))
		return
	}
	rows := make([][]string, len(list))
	width := make([]int, 5)
	for i := range list {
		rows[i] = c.routeRow(&list[i])
		for j, cell := range rows[i] {
			width[j] = max(width[j], columnsWide(cell))
		}
	}
	for i, row := range rows {
		var line strings.Builder
		for j, cell := range row {
			line.WriteString(pad(cell, width[j]) + "  ")
		}
		fmt.Fprintln(c.stdout, strings.TrimRight(line.String(), " "))
		for _, o := range list[i].InTheWay {
			fmt.Fprintf(c.stdout, "    %s\n      %s %s\n", o.Message, o.Check, o.Code)
		}
	}
}

// A gap is a channel that is no route, and what an assessment with it alone finds.
type gap struct {
	name     string
	findings []readiness.Finding // none for a channel that nothing is known of
}

// leftOut returns the channels of the policy and of payout/routes that are no routes. If
// there are none and no routes either, it is the payout itself that is held.
func leftOut(checker *readiness.Checker, codes *failcode.Table, sub intake.Submission, profiles []readiness.Channel, routes []readiness.Route) (out []gap) {
	type place struct{ channel, product string }
	meant := func(channel, product string) place {
		n := codes.Resolve(channel, product)
		return place{or(n.Channel, channel), or(n.Product, product)}
	}
	seen := map[place]bool{}
	for _, r := range routes {
		seen[meant(r.Channel, r.Product)] = true
	}
	look := func(name, channel, product string) {
		at := meant(channel, product)
		if seen[at] || seen[place{at.channel, ""}] {
			return
		}
		seen[at] = true
		alone := sub
		alone.Payout.Channel, alone.Payout.Product = channel, product
		report := checker.Assess(alone)
		g := gap{name: name}
		if report.Verdict != readiness.Ready && report.Verdict != readiness.Caution && report.Verdict != readiness.Incomplete {
			g.findings = (&readiness.Route{Report: &report}).InTheWay()
		}
		out = append(out, g)
	}
	for _, p := range profiles {
		look(strings.TrimSpace(p.Channel+" "+p.Product), p.Channel, p.Product)
	}
	for i, r := range sub.Payout.Routes {
		name := fmt.Sprintf("/payout/routes/%d", i) // what is no known name is not repeated
		if n := codes.Resolve(r.Channel, r.Product); n.Channel != "" {
			name = strings.TrimSpace(n.Channel + " " + n.Product)
		}
		look(name, r.Channel, r.Product)
	}
	if len(routes) > 0 {
		return out
	}
	sub.Payout.Channel, sub.Payout.Product = "", ""
	report := checker.Assess(sub)
	all := gap{findings: (&readiness.Route{Report: &report}).InTheWay()}
	if slices.ContainsFunc(out, func(g gap) bool { return !g.sameAs(all) }) {
		return out
	}
	return []gap{all}
}

func (g gap) sameAs(o gap) bool {
	return slices.EqualFunc(g.findings, o.findings, func(a, b readiness.Finding) bool { return a.Check == b.Check && a.Code == b.Code })
}

// printLeftOut prints why channels are no routes.
func (c *call) printLeftOut(gaps []gap) {
	for _, g := range gaps {
		if g.name != "" {
			fmt.Fprintln(c.stdout, g.name+c.in("：未列出", ": left out"))
		}
		if g.findings == nil {
			fmt.Fprintln(c.stdout, "    "+c.in("策略没有它的通道配置，也没有这个产品的已知限额", "The policy has no profile of it, and no limits of this product are known"))
		}
		for _, f := range g.findings {
			fmt.Fprintf(c.stdout, "    %s\n      %s %s\n", f.Message(c.lang), f.Check, f.Code)
		}
	}
}

// routeRow returns the cells of a route: its name, verdict, earliest time, fee and what is
// left of its limits.
func (c *call) routeRow(r *readiness.DocumentRoute) []string {
	cells := []string{strings.TrimSpace(r.Channel + " " + r.Product), render.Head(r.Verdict, c.lang), "", "", ""}
	if r.EarliestAt.OK {
		cells[2] = r.EarliestAt.V.Format("2006-01-02 15:04")
	}
	if r.Fee.OK {
		cells[3] = c.in("手续费 ", "fee ") + r.Fee.V.String()
	}
	var left []string
	for _, l := range []struct {
		amount intake.Opt[intake.Fen]
		zh, en string
	}{{r.LeftSingle, "单笔 ", "one payout "}, {r.LeftCardDay, "此卡今日 ", "this card today "}, {r.LeftMerchantDay, "商户今日 ", "merchant today "}} {
		if l.amount.OK {
			left = append(left, c.in(l.zh, l.en)+l.amount.V.String())
		}
	}
	if left != nil {
		cells[4] = c.in("可用额度：", "left: ") + strings.Join(left, c.in("，", ", "))
	}
	return cells
}
