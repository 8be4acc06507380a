package main

import (
	"errors"
	"flag"
	"io"
	"os"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

func assess(c *call) int {
	flags := flag.NewFlagSet("assess", flag.ContinueOnError)
	format := flags.String("format", "text", "text, json or markdown")
	lang := langFlag(flags)
	var detail readiness.Detail
	flags.TextVar(&detail, "detail", readiness.Full, "how `much` a document says: full, failed or summary; of many, failed unless stated")
	setup := addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, "ignore unknown fields, columns and words instead of refusing them")
	many := addBatchFlags(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	set := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if err := many.check(set); err != nil {
		return c.refuse(err)
	}
	write, ok := formats[*format]
	if !ok {
		return c.refuse(errFormat)
	}
	checker, err := setup.checker()
	if err != nil {
		return c.refuse(err)
	}
	mode := readiness.Strict
	if *lenient {
		mode = readiness.Lenient
	}
	if many.many() {
		if !set["detail"] {
			detail = readiness.Failed
		}
		return c.assessMany(many, batch{checker: checker, mode: mode, lang: *lang, detail: detail, workers: many.workers}, flags.Arg(0))
	}
	sub, err := c.submission(flags.Arg(0), mode)
	if err != nil {
		return c.refuse(err)
	}
	report := checker.Assess(sub)
	if err := write(c.stdout, report.Document(*lang, detail)); err != nil {
		return c.refuse(err)
	}
	if report.Verdict != readiness.Ready {
		return exitNotReady
	}
	return exitReady
}

var errFormat = errors.New("-format must be text, json or markdown")

var formats = map[string]func(io.Writer, readiness.Document) error{
	"text":     render.Text,
	"markdown": render.Markdown,
	"json": func(w io.Writer, d readiness.Document) error {
		b, err := d.MarshalJSON()
		if err != nil {
			return err
		}
		_, err = w.Write(append(b, '\n'))
		return err
	},
}

// submission reads one submission from a file, or from standard input for "-".
// It takes no more than a submission may have, and one byte to tell.
func (c *call) submission(name string, mode readiness.Mode) (readiness.Submission, error) {
	r := c.stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return readiness.Submission{}, err
		}
		defer f.Close()
		r = f
	}
	b, err := io.ReadAll(io.LimitReader(r, readiness.MaxSubmissionBytes+1))
	if err != nil {
		return readiness.Submission{}, err
	}
	return readiness.ParseSubmission(b, mode)
}
