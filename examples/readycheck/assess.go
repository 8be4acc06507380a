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
	detail := readiness.Full
	flags.TextVar(&detail, "detail", readiness.Full, "full, failed or summary")
	policy := flags.String("policy", "standard", "a policy document, or standard, lenient, strict or backoffice")
	lenient := flags.Bool("lenient", false, "ignore unknown fields instead of refusing them")
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	write, ok := formats[*format]
	if !ok {
		return c.refuse(errFormat)
	}
	checker, err := loadChecker(*policy)
	if err != nil {
		return c.refuse(err)
	}
	sub, err := c.submission(flags.Arg(0), *lenient)
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
func (c *call) submission(name string, lenient bool) (readiness.Submission, error) {
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
	mode := readiness.Strict
	if lenient {
		mode = readiness.Lenient
	}
	return readiness.ParseSubmission(b, mode)
}
