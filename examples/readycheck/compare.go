package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
)

var compareCommand = command{
	name: "compare", args: "POLICY POLICY SUBMISSIONS [OUTCOMES]",
	does: both("两套策略对哪些打款结论不同", "of which payouts two policies judge otherwise"), run: compare,
}

var comparePage = page{
	about: both(`用两套策略评估同样的打款（每行一个 JSON），列出多少笔结论改变、因为什么。给出 OUTCOMES（同 backtest）时，还说明这些打款后来怎样。-flips 为每笔改变的打款写一行 JSON：编号、结论、分数、结果和造成差别的检查。

-max-flips 或 -max-good-stopped 可作为构建的门槛。`,
		`Assesses the same submissions, one JSON document per line, under two policies, and
prints how many change their verdict, and why. With OUTCOMES, as for backtest, it
says what had become of them. -flips writes one JSON document for each payout that
changes: its id, verdicts, scores, result and the checks that make the difference.

With -max-flips or -max-good-stopped it is a gate for a build.`),
	status: []readiness.Text{both("已比较，未超过限度", "compared, and within the limits"), both("超过 -max-flips 或 -max-good-stopped", "more than -max-flips or -max-good-stopped"), both("输入无法使用或为空", "the input is unusable or empty")},
	examples: []string{
		"readycheck compare standard new.json march.ndjson paid.csv",
		"readycheck compare -max-good-stopped 20 old.json new.json in.ndjson paid.csv",
	},
}

func compare(c *call) int {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	var o backtest.Options
	format := flags.String("format", "text", c.in("输出格式：text 或 json", "text or json"))
	maxFlips := flags.Int64("max-flips", -1, c.in("结论改变的笔数上限，负数为不限", "the most payouts that may change their verdict, if not negative"))
	maxStopped := flags.Int64("max-good-stopped", -1, c.in("原本到账而新策略会拦下的笔数上限，负数为不限", "the most payouts that went through and would newly be stopped, if not negative"))
	flipsFile := flags.String("flips", "", c.in("把改变的打款写入 `FILE`（NDJSON）", "write the payouts that change to `FILE`, as NDJSON"))
	flags.BoolVar(&o.PayCaution, "pay-caution", false, c.in("结论为存疑的也打款", "payouts with the verdict caution are sent, too"))
	lang := c.langFlag(flags)
	if status, ok := c.parse(flags, 3, 4); !ok {
		return status
	}
	if *format != "text" && *format != "json" {
		return c.refuse(say("-format 须为 text 或 json", "-format must be text or json"))
	}
	if *maxStopped >= 0 && flags.Arg(3) == "" {
		return c.refuse(say("-max-good-stopped 需要 OUTCOMES", "-max-good-stopped needs OUTCOMES"))
	}
	a, problems, err := c.comparePast(flags.Args(), *flipsFile, o)
	if err != nil {
		return c.refuse(err)
	}
	if *format == "json" {
		err = json.NewEncoder(c.stdout).Encode(a)
	} else {
		err = writeComparison(c.stdout, a, *lang)
	}
	if err != nil {
		return c.refuse(err)
	}
	for _, p := range slices.Sorted(func(yield func(string) bool) {
		for p := range problems {
			if !yield(string(p)) {
				return
			}
		}
	}) {
		fmt.Fprintf(c.stderr, "%s: %d\n", p, problems[backtest.Problem(p)])
	}
	if *maxFlips >= 0 && a.Flips > *maxFlips || *maxStopped >= 0 && a.GoodStopped > *maxStopped {
		return exitNotReady
	}
	return exitReady
}

// comparePast assesses every submission under both policies.
func (c *call) comparePast(args []string, flipsFile string, o backtest.Options) (a backtest.ComparisonAnswers, problems map[backtest.Problem]int64, err error) {
	problems = map[backtest.Problem]int64{}
	p := past{joiner: joiner{limit: joinMemory}, problem: func(x backtest.Problem) { problems[x]++ }, note: c.note}
	defer p.close()
	for _, name := range args[:2] {
		checker, err := (&setup{policy: name}).checker()
		if err != nil {
			return a, nil, err
		}
		p.reader.checkers = append(p.reader.checkers, checker)
	}
	outcomes := ""
	if len(args) == 4 {
		outcomes = args[3]
	}
	if args[2] == outcomes {
		return a, nil, errSameFile
	}
	if err := p.readBoth(c, args[2], outcomes); err != nil {
		return a, nil, err
	}
	flips := io.Discard
	if flipsFile != "" {
		f, err := os.OpenFile(flipsFile, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return a, nil, err
		}
		defer f.Close()
		w := bufio.NewWriter(f)
		defer func() { err = errors.Join(err, w.Flush()) }()
		flips = w
	}
	var both backtest.Comparison
	err = p.join(func(rows []backtest.Row) error {
		flip, changed := both.Add(&rows[0], &rows[1])
		if !changed {
			return nil
		}
		return json.NewEncoder(flips).Encode(flip)
	})
	if outcomes == "" {
		delete(problems, backtest.NoOutcome)
	}
	return both.Answer(o), problems, err
}

// writeComparison writes a table for people.
func writeComparison(w io.Writer, a backtest.ComparisonAnswers, l readiness.Lang) error {
	b := bufio.NewWriter(w)
	in := func(zh, en string) string { return both(zh, en).In(l) }
	fmt.Fprintf(b, in("%d 笔打款，%d 笔结论改变\n", "%d payouts, %d change their verdict\n"), a.Payouts, a.Flips)
	fmt.Fprintf(b, in("新拦下 %d 笔：其中 %d 笔已到账，%d 笔失败\n", "newly stopped %d: %d had gone through, %d had failed\n"), a.NewStopped, a.GoodStopped, a.BadStopped)
	fmt.Fprintf(b, in("新放行 %d 笔：其中 %d 笔已到账，%d 笔失败\n\n", "newly sent %d: %d had gone through, %d had failed\n\n"), a.NewSent, a.GoodSent, a.BadSent)
	for _, x := range a.Cells {
		yuan := 0.0
		for _, cell := range x.Rows {
			yuan += cell.Sum.Float() / 100
		}
		fmt.Fprintf(b, "%-11s %-11s %8d  %16.2f CNY\n", x.From, x.To, x.N, yuan)
	}
	if len(a.Reasons) > 0 {
		fmt.Fprintln(b, in("\n原因：", "\nwhy:"))
	}
	for _, r := range a.Reasons[:min(20, len(a.Reasons))] {
		fmt.Fprintf(b, "%8d  %s: %s -> %s\n", r.N, r.Check, said(r.Was, r.WasStatus, r.WasPenalty), said(r.Is, r.IsStatus, r.IsPenalty))
	}
	return b.Flush()
}

func said(code string, status readiness.Status, penalty int) string {
	if code == "" {
		return "not asked"
	}
	return fmt.Sprintf("%s %s (%d)", code, status, penalty)
}
