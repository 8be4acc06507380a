// Readycheck assesses a payout from the command line: a submission as JSON in,
// a checklist out.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/render"
)

// Exit statuses, for scripts.
const (
	exitReady    = 0
	exitNotReady = 1
	exitUnusable = 2 // the input could not be read, or the call was wrong
)

const usage = `usage: readycheck assess [flags] FILE|-

Reads one submission as JSON and prints its checklist.
Exit status: 0 ready, 1 not ready, 2 unusable input.

flags:
`

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] != "assess" {
		fmt.Fprint(stderr, usage)
		return exitUnusable
	}
	return assess(args[1:], stdin, stdout, stderr)
}

func assess(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("assess", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage); flags.PrintDefaults() }
	format := flags.String("format", "text", "text, json or markdown")
	lang := readiness.ZH
	flags.TextVar(&lang, "lang", readiness.ZH, "zh-CN or en")
	detail := readiness.Full
	flags.TextVar(&detail, "detail", readiness.Full, "full, failed or summary")
	lenient := flags.Bool("lenient", false, "ignore unknown fields instead of refusing them")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitReady
		}
		return exitUnusable
	}
	write, ok := formats[*format]
	if !ok || flags.NArg() != 1 {
		flags.Usage()
		return exitUnusable
	}

	b, err := read(flags.Arg(0), stdin)
	if err != nil {
		fmt.Fprintln(stderr, "readycheck:", err)
		return exitUnusable
	}
	mode := readiness.Strict
	if *lenient {
		mode = readiness.Lenient
	}
	sub, err := readiness.ParseSubmission(b, mode)
	if err != nil {
		fmt.Fprintln(stderr, "readycheck:", err)
		return exitUnusable
	}
	report := readiness.Assess(sub)
	if err := write(stdout, report.Document(lang, detail)); err != nil {
		fmt.Fprintln(stderr, "readycheck:", err)
		return exitUnusable
	}
	if report.Verdict != readiness.Ready {
		return exitNotReady
	}
	return exitReady
}

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

// read takes no more than a submission may have, and one byte to tell.
func read(name string, stdin io.Reader) ([]byte, error) {
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	return io.ReadAll(io.LimitReader(r, readiness.MaxSubmissionBytes+1))
}
