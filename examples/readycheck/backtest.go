package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	showpage "github.com/payready/payready/readiness/backtest/page"
	"github.com/payready/payready/readiness/backtest/synthetic"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

var backtestCommand = command{
	name: "backtest", args: "run SUBMISSIONS OUTCOMES | merge FILE | demo N",
	does: both("回看过去的打款：当时会怎么说，后来怎样", "what past payouts would have been told, and what became of them"), run: runBacktest,
}

var backtestPage = page{
	about: both(`run 读取过去的打款及其结果。SUBMISSIONS 每行一个当时的 JSON；用 -reports 时为以前的报告（full 或 summary），不含个人信息。OUTCOMES 每行一个 JSON，或带表头的表格：id、result（succeeded、failed、returned、held 或 unknown）、channel、product、status、code、text、ended_at、amount_fen。两者按 id 对应，内存占用有上限。对不上的计入 problems，其余照用。

-json 输出汇总：只有笔数和金额，没有姓名、号码和编号。merge 合并汇总；密钥相同时，分开汇总再合并与一次汇总逐字节相同。密钥用于隐去样本中的编号，不给 -key-file 则每次随机，由此得出的数字也略有不同；不用 -json 时汇总不写出，抽样由 -seed 决定，每次运行的数字相同。

-calibrate 把各分数对应的成功率写进策略。-suggest 把符合历史的权重写进策略，先用 compare 看过再使用。demo 生成已知真相的虚构打款，并注明为虚构。`,
		`run reads payouts of the past and what became of them. SUBMISSIONS holds one JSON
document per line, as they were at the time; with -reports it holds the reports of an
earlier run, of detail full or summary, which have no personal data. OUTCOMES holds
one JSON document per line, or a table with a header: id, result (succeeded, failed,
returned, held or unknown), channel, product, status, code, text, ended_at,
amount_fen. The two are joined by id, in bounded memory. What does not fit is counted
under problems, and the rest is used.

-json writes the summary instead: counts and amounts, no names, numbers or ids. merge
adds summaries up; parts merge to the bytes of one run if they have the same key. The
key hides whose rows the sample holds. It is random for each run without -key-file, and
with it what is sampled. Without -json nothing is written that needs it: -seed says what
is sampled, and every run gives the same numbers.

-calibrate writes the policy with the probabilities that its scores meant. -suggest
writes it with the weights that fit the past: look at them with compare before you
use them. demo makes up payouts of which the truth is known, and says so.`),
	status: []readiness.Text{both("已写出", "written"), both("有读不了的行", "some line cannot be read"), both("输入无法使用或为空", "the input is unusable or empty")},
	examples: []string{
		"readycheck backtest run -format html march.ndjson paid.csv > march.html",
		"readycheck backtest run -json -key-file key march.ndjson paid.csv > a.json",
		"readycheck backtest merge -lang en a.json b.json",
		"readycheck backtest demo -suggest weights.json 20000",
	},
}

// backtestFlags are the flags of a backtest, besides those of the checker.
type backtestFlags struct {
	reports, json      bool
	format, keyFile    string
	calibrate, suggest string
	seed               uint64
	options            backtest.Options
}

func (c *call) addBacktestFlags(flags *flag.FlagSet) *backtestFlags {
	var o backtestFlags
	flags.BoolVar(&o.reports, "reports", false, c.in("SUBMISSIONS 为以前运行的报告", "SUBMISSIONS holds reports of an earlier run"))
	flags.BoolVar(&o.json, "json", false, c.in("输出汇总，供合并或保存", "write the summary, to be merged or kept"))
	flags.StringVar(&o.format, "format", "text", c.in("输出格式：text、markdown、html 或 json", "text, markdown, html or json"))
	flags.StringVar(&o.keyFile, "key-file", "", c.in("隐去样本编号的密钥文件（`FILE`）；-json 时默认随机", "`FILE` with the key that hides the ids in the sample; random by default with -json"))
	flags.StringVar(&o.calibrate, "calibrate", "", c.in("把各分数对应的成功率写进策略文件（`FILE`）", "write the policy with what its scores meant to `FILE`"))
	flags.StringVar(&o.suggest, "suggest", "", c.in("把符合历史的权重写进策略文件（`FILE`）", "write the policy with the weights that fit the past to `FILE`"))
	flags.Uint64Var(&o.seed, "seed", 1, c.in("抽样、重抽样和演示的随机种子", "seed of sampling, resampling and a demo"))
	c.addOptionFlags(flags, &o.options)
	return &o
}

func (c *call) addOptionFlags(flags *flag.FlagSet, o *backtest.Options) {
	flags.BoolVar(&o.PayCaution, "pay-caution", false, c.in("结论为存疑的也打款", "payouts with the verdict caution are sent, too"))
	flags.Int64Var(&o.Least, "least", 100, c.in("一个答案至少依据的打款笔数", "the number of payouts that an answer must rest on"))
	flags.Int64Var((*int64)(&o.Costs.Failed), "cost-failed", 0, c.in("一笔失败的代价，单位分", "what a failed payout costs, in fen"))
	flags.Int64Var((*int64)(&o.Costs.GoodStopped), "cost-stopped", 0, c.in("误拦一笔的代价，单位分", "what a good payout that is not sent costs, in fen"))
}

var answerFormats = map[string]func(io.Writer, *backtest.Answers, readiness.Lang) error{
	"text": showpage.Text, "markdown": showpage.Markdown, "html": showpage.HTML,
	"json": func(w io.Writer, a *backtest.Answers, _ readiness.Lang) error { return json.NewEncoder(w).Encode(a) },
}

var (
	errAnswerFormat = say("-format 须为 text、markdown、html 或 json", "-format must be text, markdown, html or json")
	errDemo         = say("demo 需要打款笔数，1 到 10000000", "demo needs a number of payouts, 1 to 10000000")
	errCosts        = say("-cost-failed、-cost-stopped 和 -least 不能为负", "-cost-failed, -cost-stopped and -least must not be negative")
)

func runBacktest(c *call) int {
	flags := flag.NewFlagSet("backtest", flag.ContinueOnError)
	o := c.addBacktestFlags(flags)
	lang := c.langFlag(flags)
	setup := c.addSetupFlags(flags)
	if status, ok := c.parse(flags, 2, 10_001); !ok {
		return status
	}
	verb, args := flags.Arg(0), flags.Args()[1:]
	if want := map[string]int{"run": 2, "merge": len(args), "demo": 1}[verb]; len(args) != want {
		flags.Usage()
		return exitUnusable
	}
	o.options.Seed = o.seed
	if answerFormats[o.format] == nil {
		return c.refuse(errAnswerFormat)
	}
	if o.options.Costs.Failed < 0 || o.options.Costs.GoodStopped < 0 || o.options.Least < 0 {
		return c.refuse(errCosts)
	}
	var s *backtest.Summary
	var err error
	switch verb {
	case "run":
		s, err = c.backtestFiles(o, setup, args[0], args[1])
	case "merge":
		s, err = mergeSummaries(setup, args)
	case "demo":
		s, err = o.demo(setup, args[0])
	}
	if err == nil {
		err = c.writeBacktest(s, o, setup, *lang)
	}
	if err != nil {
		return c.refuse(err)
	}
	if s.Answer(o.options).Problems[string(backtest.Unreadable)] > 0 {
		return exitNotReady
	}
	return exitReady
}

// writeBacktest writes what the flags ask for.
func (c *call) writeBacktest(s *backtest.Summary, o *backtestFlags, setup *setup, lang readiness.Lang) error {
	if o.calibrate != "" {
		if err := o.writeCalibrated(s, setup); err != nil {
			return err
		}
	}
	if o.suggest != "" {
		if err := c.writeSuggested(s, o, setup); err != nil {
			return err
		}
	}
	if o.json {
		b, err := s.MarshalJSON()
		if err != nil {
			return err
		}
		_, err = c.stdout.Write(append(b, '\n'))
		return err
	}
	a := s.Answer(o.options)
	return answerFormats[o.format](c.stdout, &a, lang)
}

func (o *backtestFlags) writeCalibrated(s *backtest.Summary, setup *setup) error {
	p, err := loadPolicy(setup.policy, readiness.ParsePolicy)
	if err != nil {
		return err
	}
	if p.Calibration, err = s.Calibrate(o.options); err != nil {
		return err
	}
	if _, err := readiness.New(readiness.Config{Policy: p}); err != nil { // of another policy than this one
		return err
	}
	return os.WriteFile(o.calibrate, append(p.Canonical(), '\n'), 0o600)
}

// writeSuggested writes the policy, and to standard error what it changes.
func (c *call) writeSuggested(s *backtest.Summary, o *backtestFlags, setup *setup) error {
	p, err := loadPolicy(setup.policy, readiness.ParsePolicy)
	if err != nil {
		return err
	}
	suggestion, err := s.Suggest(p, o.options)
	if err != nil {
		return err
	}
	for _, x := range suggestion.Changes {
		fmt.Fprintf(c.stderr, "%s %s: %.3f -> %.3f (%d / %d)\n", x.Check, x.Code, float64(x.Was)/1e9, float64(x.Is)/1e9, x.Failed.Hits, x.Failed.Of)
	}
	return os.WriteFile(o.suggest, append(suggestion.Policy.Canonical(), '\n'), 0o600)
}

func mergeSummaries(setup *setup, names []string) (*backtest.Summary, error) {
	codes, err := setup.failCodes()
	if err != nil {
		return nil, err
	}
	var all *backtest.Summary
	for _, name := range names {
		f, err := openInput(name)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(io.LimitReader(f, backtest.MaxSummaryBytes+1))
		f.Close()
		if err != nil {
			return nil, err
		}
		s := &backtest.Summary{Codes: codes}
		if err := s.UnmarshalJSON(b); err != nil {
			return nil, err
		}
		if all == nil {
			all = s
		} else if err := all.Merge(s); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// key returns the key of the hashes of ids, which also say what is sampled. A summary that
// is written holds hashes, and so needs a key that nobody knows. Answers hold none: their
// key is of the seed, so that another run gives the same numbers.
func (o *backtestFlags) key(written bool) ([]byte, error) {
	if o.keyFile == "" && !written {
		return fmt.Appendf(nil, "readycheck seed %d", o.seed), nil
	}
	return readKey(o.keyFile)
}

// demo makes up payouts and assesses them.
func (o *backtestFlags) demo(setup *setup, payouts string) (*backtest.Summary, error) {
	n, err := strconv.Atoi(payouts)
	if err != nil || n < 1 || n > 10_000_000 {
		return nil, errDemo
	}
	checker, err := setup.checker()
	if err != nil {
		return nil, err
	}
	key, err := o.key(false) // nobody's ids
	if err != nil {
		return nil, err
	}
	s := &backtest.Summary{Key: key}
	s.MadeUp()
	month := synthetic.Month{Seed: o.seed, Payouts: n, Base: 0.01, Start: time.Date(2026, 11, 1, 0, 0, 0, 0, workday.China)}
	var report readiness.Report
	var row backtest.Row
	for p := range month.All() {
		checker.AssessInto(&report, &p.Submission)
		row.Read(&report)
		row.Amount, row.Channel, row.Outcome = intake.Some(p.Amount), p.Channel, p.Outcome
		s.Add(&row)
	}
	return s, nil
}
