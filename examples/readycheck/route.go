package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

var routeCommand = command{"route", "FILE|-", both("这笔款现在可以走哪条通道", "which of the channels would take it now"), route}

var routePage = page{
	about: both("按顺序列出这笔款可走的通道，每条都与只用该通道评估的结果相同。看的是策略里的通道配置；没有配置时，看已知限额的通道。有打款未了结或已打款时，一条也不列。各通道的余额、当日已付和资方许可，写在提交数据的 payout.routes。",
		`Lists the channels that the payout could take, the best first. Each is what an
assessment with that channel alone says. The channels are the policy's profiles, or
without any those whose limits are known. There are none while a payout is open or once
it was made. Balance, the sum of the day and the funder's permission stand channel by
channel in payout.routes.`),
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
		cells[4] = c.in("尚可：", "left: ") + strings.Join(left, c.in("，", ", "))
	}
	return cells
}
