package main

import (
	"encoding/json"
	"errors"
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
	format := flags.String("format", "text", "text, json, markdown or html")
	lang := langFlag(flags)
	audience := flags.String("audience", "engineer", "engineer, support or applicant")
	verbose := flags.Bool("v", false, "the whole checklist, too")
	color := flags.String("color", "auto", "auto, always or never: colours in text")
	var detail readiness.Detail
	flags.TextVar(&detail, "detail", readiness.DetailFull, "`level` of detail of a document: full, failed or summary; the default for many is failed, and their summary is verdict, score and codes alone")
	setup := addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, "ignore unknown fields, columns and words instead of rejecting them")
	many := addBatchFlags(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	set := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if err := many.check(set); err != nil {
		return c.refuse(err)
	}
	if formats[*format] == nil {
		return c.refuse(errFormat)
	}
	who, ok := audiences[*audience]
	if !ok {
		return c.refuse(errAudience)
	}
	colors, ok := map[string]bool{"auto": c.wantsColors(), "always": true, "never": false}[*color]
	if !ok {
		return c.refuse(errColor)
	}
	checker, err := setup.checker()
	if err != nil {
		return c.refuse(err)
	}
	mode := intake.Strict
	if *lenient {
		mode = intake.Lenient
	}
	if many.many() {
		if !set["detail"] {
			detail = readiness.DetailFailed
		}
		return c.assessMany(many, batch{checker: checker, mode: mode, lang: *lang, detail: detail, audience: who, sources: setup.sources.held, workers: many.workers}, flags.Arg(0))
	}
	sub, err := c.submission(flags.Arg(0), mode)
	if err != nil {
		return c.refuse(err)
	}
	report := checker.Assess(sub)
	write := func() error {
		if who == toApplicant {
			return applicantFormats[*format](c.stdout, report.ForApplicant(*lang))
		}
		return formats[*format](render.Options{Audience: who.document(), Verbose: *verbose, Color: colors}, c.stdout, report.Document(*lang, detail))
	}
	if err := write(); err != nil {
		return c.refuse(err)
	}
	if *format == "text" && !report.AssessedAt.IsZero() {
		bins, err := setup.table()
		if err != nil {
			return c.refuse(err)
		}
		calendar, err := setup.calendar()
		if err != nil {
			return c.refuse(err)
		}
		for _, t := range tables(bins, calendar) {
			c.warn(t, workday.DateOf(report.AssessedAt))
		}
	}
	return exitOf(report.Verdict)
}

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
	errFormat   = errors.New("-format must be text, json, markdown or html")
	errAudience = errors.New("-audience must be engineer, support or applicant")
	errColor    = errors.New("-color must be auto, always or never")
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
	if name == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(name)
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
		return s, fmt.Errorf("%s is empty: %w", name, errNothing)
	}
	if s, err = intake.ParseSubmission(b, mode); err != nil {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}
