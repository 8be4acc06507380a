package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
	"github.com/payready/payready/readiness/workday"
)

func assess(c *call) int {
	flags := flag.NewFlagSet("assess", flag.ContinueOnError)
	format := flags.String("format", "text", c.in("输出格式：text、json、markdown、html 或 badge（SVG 图）", "text, json, markdown, html or badge, an SVG picture"))
	lang := c.langFlag(flags)
	audience := flags.String("audience", "engineer", c.in("给谁看：engineer、support 或 applicant", "engineer, support or applicant"))
	verbose := flags.Bool("v", false, c.in("同时列出全部检查项", "the whole checklist, too"))
	color := flags.String("color", "auto", c.in("文本是否带颜色：auto、always 或 never", "auto, always or never: colours in text"))
	var detail readiness.Detail
	flags.TextVar(&detail, "detail", readiness.DetailFull, c.in("结果的详略（`level`）：full、failed 或 summary；多笔时默认 failed，其 summary 只含结论、分数和代码", "`level` of detail of a document: full, failed or summary; the default for many is failed, and their summary is verdict, score and codes alone"))
	setup := c.addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, c.in("忽略不认识的字段、列和取值，而不是拒绝", "ignore unknown fields, columns and words instead of rejecting them"))
	many := c.addBatchFlags(flags)
	if status, ok := c.parse(flags, 1, maxFiles); !ok {
		return status
	}
	set := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if err := many.check(set); err != nil {
		return c.refuse(err)
	}
	who, ok := audiences[*audience]
	if !ok {
		return c.refuse(errAudience)
	}
	if formats[*format] == nil || who == toApplicant && applicantFormats[*format] == nil {
		return c.refuse(errFormat)
	}
	colors, ok := map[string]bool{"auto": c.wantsColors(), "always": true, "never": false}[*color]
	if !ok {
		return c.refuse(errColor)
	}
	checker, tracer, err := setup.traced()
	if err != nil {
		return c.refuse(err)
	}
	mode := intake.Strict
	if *lenient {
		mode = intake.Lenient
	}
	if many.many() {
		if flags.NArg() != 1 {
			return c.refuse(say("-ndjson 和 -csv 只读一个文件", "-ndjson and -csv read one file"))
		}
		if !set["detail"] {
			detail = readiness.DetailFailed
		}
		return c.assessMany(many, batch{checker: checker, tracer: tracer, mode: mode, lang: *lang, detail: detail, audience: who, sources: setup.sources.held, workers: many.workers}, flags.Arg(0))
	}
	write := func(report *readiness.Report) error {
		if who == toApplicant {
			return applicantFormats[*format](c.stdout, report.ForApplicant(*lang))
		}
		return formats[*format](render.Options{Audience: who.document(), Verbose: *verbose, Color: colors}, c.stdout, report.Document(*lang, detail))
	}
	status := exitReady
	for _, name := range flags.Args() {
		if flags.NArg() > 1 && *format == "text" {
			fmt.Fprintf(c.stdout, "== %s ==\n", shown(name, *lang))
		}
		status = max(status, c.assessOne(name, mode, checker, setup, write, *format == "text"))
	}
	return status
}

// assessOne assesses one file and returns its exit status.
func (c *call) assessOne(name string, mode intake.Mode, checker *readiness.Checker, setup *setup, write func(*readiness.Report) error, warns bool) int {
	sub, err := c.submission(name, mode)
	if err != nil {
		return c.refuse(err)
	}
	report := checker.Assess(sub)
	if err := write(&report); err != nil {
		return c.refuse(err)
	}
	if warns && !report.AssessedAt.IsZero() {
		bins, err := setup.table()
		if err != nil {
			return c.refuse(err)
		}
		calendar, err := setup.calendar()
		if err != nil {
			return c.refuse(err)
		}
		codes, err := setup.failCodes()
		if err != nil {
			return c.refuse(err)
		}
		for _, t := range tables(bins, calendar, codes) {
			c.warn(t, workday.DateOf(report.AssessedAt))
		}
	}
	return exitOf(report.Verdict)
}

// maxFiles bounds the files of one call.
const maxFiles = 1000

func exitOf(v readiness.Verdict) int {
	switch v {
	case readiness.Ready:
		return exitReady
	case readiness.Paid:
		return exitPaid
	}
	return exitNotReady
}

var (
	errFormat   = say("-format 须为 text、json、markdown、html 或 badge；给申请人看的没有 badge", "-format must be text, json, markdown, html or badge; there is no badge for applicants")
	errAudience = say("-audience 须为 engineer、support 或 applicant", "-audience must be engineer, support or applicant")
	errColor    = say("-color 须为 auto、always 或 never", "-color must be auto, always or never")
)

// An audience is who reads the output. Applicants have a view of their own.
type audience uint8

const (
	toEngineer audience = iota
	toSupport
	toApplicant
)

var audiences = map[string]audience{"engineer": toEngineer, "support": toSupport, "applicant": toApplicant}

func (a audience) document() render.Audience {
	if a == toEngineer {
		return render.Engineer
	}
	return render.Support
}

var applicantFormats = map[string]func(io.Writer, readiness.ApplicantView) error{
	"text":     render.ApplicantText,
	"markdown": render.ApplicantMarkdown,
	"html":     render.ApplicantHTML,
	"json": func(w io.Writer, v readiness.ApplicantView) error {
		b, err := json.Marshal(v)
		if err != nil {
			return err
		}
		_, err = w.Write(append(b, '\n'))
		return err
	},
}

var formats = map[string]func(render.Options, io.Writer, readiness.Document) error{
	"text":     render.Options.Text,
	"markdown": render.Options.Markdown,
	"html":     render.Options.HTML,
	"badge":    render.Options.Badge,
	"json": func(o render.Options, w io.Writer, d readiness.Document) error {
		b, err := render.For(d, o.Audience).MarshalJSON()
		if err != nil {
			return err
		}
		_, err = w.Write(append(b, '\n'))
		return err
	},
}

// wantsColors reports whether the output is a terminal with colours, unless NO_COLOR
// (no-color.org) is set.
func (c *call) wantsColors() bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	return isTerminal(c.stdout)
}

// submission reads a submission from a file, or from standard input for "-". It
// reads at most one byte more than a submission may have.
func (c *call) submission(name string, mode intake.Mode) (s intake.Submission, err error) {
	r := c.stdin
	if name != "-" {
		f, err := openInput(name)
		if err != nil {
			return s, err
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, intake.MaxSubmissionBytes+1))
	switch {
	case err != nil:
		return s, err
	case len(b) <= intake.MaxSubmissionBytes && isBlank(b):
		return s, &fileError{name, errNothing}
	}
	if s, err = intake.ParseSubmission(b, mode); err != nil {
		return s, &fileError{name, manyIn(b, err)}
	}
	return s, nil
}

// manyIn says which flag reads a table or one submission a line, if that is what b is.
func manyIn(b []byte, err error) error {
	line, rest, _ := bytes.Cut(bytes.TrimPrefix(b, bom), []byte("\n"))
	switch c, tableErr := parseHeader(line, intake.Lenient); {
	case tableErr == nil && len(c.cells) > 0:
		return say("这是表格，请加 -csv", "this is a table: add -csv")
	case !isBlank(rest) && json.Valid(line):
		return say("有多行 JSON，请加 -ndjson", "there is JSON in more than one line: add -ndjson")
	}
	return err
}
