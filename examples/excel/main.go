// Readyexcel assesses the payouts of a spreadsheet as operations people keep it and
// writes a spreadsheet that says which of them would be refused, why, and what to do.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
)

// Exit statuses, as readycheck has them.
const (
	exitReady    = 0
	exitNotReady = 1
	exitUnusable = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now)) }

// A program is one run.
type program struct {
	stdout, stderr io.Writer
	lang           readiness.Lang
}

// options are the flags.
type options struct {
	out, policy, mapping, columns, sheet string
	at                                   time.Time
}

func run(args []string, stdout, stderr io.Writer, now func() time.Time) int {
	p := &program{stdout, stderr, langOf(args)}
	var o options
	flags := flag.NewFlagSet("readyexcel", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its errors quote arguments
	flags.TextVar(&p.lang, "lang", p.lang, p.in("语言：zh-CN 或 en", "language: zh-CN or en"))
	flags.StringVar(&o.out, "o", "", p.in("结果文件 `FILE`，.xlsx 或 .csv；默认在原文件旁", "result `FILE`, .xlsx or .csv; by default beside the table"))
	flags.StringVar(&o.policy, "policy", "standard", p.in("策略文件 `FILE`，或 standard、lending、payroll、claims 等", "policy `FILE`, or standard, lending, payroll, claims …"))
	flags.StringVar(&o.mapping, "map", "", p.in("更正列的含义：`列名=字段`，逗号分隔，例如 卡=card.number,备注=-", "correct the columns: `HEADER=FIELD`, with commas, such as Card=card.number,Note=-"))
	flags.StringVar(&o.columns, "columns", "", p.in("结果只含这些列（`LIST`，逗号分隔）：", "only these columns of the result, a `LIST` with commas: ")+strings.Join(columnNames(), ","))
	flags.StringVar(&o.sheet, "sheet", "", p.in("工作表 `NAME`；默认第一张有表头的", "`NAME` of the sheet; by default the first with a header"))
	var at string
	flags.StringVar(&at, "at", "", p.in("没有时间列时的计划提交`时间`；默认现在", "planned `TIME` where the table has none; by default now"))
	usage := func(w io.Writer) {
		fmt.Fprint(w, p.in("用法：readyexcel [选项] 表格.xlsx|表格.csv\n　　　readyexcel [选项] template 新文件.xlsx\n", "usage: readyexcel [flags] TABLE.xlsx|TABLE.csv\n       readyexcel [flags] template NEW.xlsx\n"))
		flags.VisitAll(func(f *flag.Flag) {
			name, text := flag.UnquoteUsage(f)
			fmt.Fprintf(w, "  -%s %s\n      %s\n", f.Name, name, text)
		})
	}
	var names []string
	err := flags.Parse(args)
	for err == nil && flags.NArg() > 0 { // a flag may stand behind the table, too
		names = append(names, flags.Arg(0))
		err = flags.Parse(flags.Args()[1:])
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		usage(stdout)
		return exitReady
	case err != nil || len(names) == 0 || len(names) > 2 || len(names) == 2 && names[0] != "template":
		usage(stderr)
		return exitUnusable
	}
	if len(names) == 2 {
		return p.done(writeTemplate(names[1], p.lang))
	}
	o.at = now()
	if at != "" {
		var ok bool
		if o.at, ok = parseTime(at, false); !ok {
			return p.refuse(say("-at 须为时间，例如 2026-11-24 10:00", "-at must be a time, such as 2026-11-24 10:00"))
		}
	}
	return p.assess(names[0], o)
}

// assess reads the table, assesses its rows and writes the result.
func (p *program) assess(name string, o options) int {
	wanted, err := parseColumns(o.columns)
	if err != nil {
		return p.refuse(err)
	}
	checker, err := newChecker(o.policy)
	if err != nil {
		return p.refuse(err)
	}
	t, err := readTable(name, o.sheet)
	if err != nil {
		return p.refuse(err)
	}
	h, err := findHeader(t, o.mapping)
	if err != nil {
		return p.refuse(err)
	}
	if err := t.unmerged(h); err != nil {
		return p.refuse(err)
	}
	p.show(h)
	res := p.judge(checker, t, h, o.at)
	if len(res.rows) == 0 {
		return p.refuse(say("表头之后没有数据行", "there are no rows below the header"))
	}
	out := o.out
	if out == "" {
		out = strings.TrimSuffix(name, filepath.Ext(name)) + p.in("-结果.xlsx", "-result.xlsx")
	}
	write := res.writeWorkbook
	if strings.EqualFold(filepath.Ext(out), ".csv") {
		write = res.writeCSV
	}
	if err := write(out, wanted, p.lang); err != nil {
		return p.refuse(err)
	}
	p.summarize(res, out)
	if res.faulty > 0 {
		return exitUnusable
	}
	if res.counts[readiness.Ready] < len(res.rows) {
		return exitNotReady
	}
	return exitReady
}

// newChecker reads a policy by name or from a file.
func newChecker(name string) (*readiness.Checker, error) {
	doc := []byte(`{"schema":"` + readiness.PolicySchema + `","preset":"` + name + `"}`)
	if strings.ContainsAny(name, `./\`) {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		doc = b
	}
	policy, err := readiness.ParsePolicy(doc)
	if err != nil {
		return nil, err
	}
	return readiness.New(readiness.Config{Policy: policy})
}

func (p *program) done(err error) int {
	if err != nil {
		return p.refuse(err)
	}
	return exitReady
}

// refuse says why nothing was done.
func (p *program) refuse(err error) int {
	for _, line := range linesOf(err, p.lang) {
		fmt.Fprintln(p.stderr, "readyexcel:", line)
	}
	return exitUnusable
}

// show prints what each column was taken for.
func (p *program) show(h *header) {
	fmt.Fprintf(p.stdout, p.in("表头在第 %d 行：\n", "The header is row %d:\n"), h.row+1)
	for _, c := range h.columns {
		meaning := p.in("（忽略）", "(ignored)")
		if c.target != nil {
			meaning = c.target.label.In(p.lang) + "  " + c.target.field()
		}
		fmt.Fprintf(p.stdout, "  %s  %s → %s\n", columnLetter(c.at), c.title, meaning)
	}
	fmt.Fprintln(p.stdout, p.in("有误时用 -map 更正，例如 -map '卡=card.number,备注=-'", "Correct it with -map, such as -map 'Card=card.number,Note=-'"))
}

// summarize prints the counts.
func (p *program) summarize(res *result, out string) {
	for _, v := range verdictOrder {
		if n := res.counts[v]; n > 0 {
			fmt.Fprintf(p.stdout, "%6d  %s\n", n, verdictWords[v].In(p.lang))
		}
	}
	if res.faulty > 0 {
		fmt.Fprintf(p.stdout, p.in("%6d  表格有误，未评估\n", "%6d  not assessed: the table is at fault\n"), res.faulty)
	}
	fmt.Fprintf(p.stdout, p.in("结果：%s\n", "Result: %s\n"), out)
}

// in is the text in the language of the run.
func (p *program) in(zh, en string) string { return both(zh, en).In(p.lang) }
