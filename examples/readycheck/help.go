package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A page is the help of a command, in addition to its line in the table.
type page struct {
	about    string
	status   []string // the meaning of 0, 1 and 2; nil means generalStatus
	examples []string
}

var generalStatus = []string{"ready, or explained", "not ready", "the input is unusable, or the arguments are wrong"}

var pages = map[string]page{
	"assess": {
		about: `Assesses one submission or, with -ndjson or -csv, a file of any size in constant
memory. If FILE is -, reads standard input.

With -ndjson or -csv, assess writes one JSON document for every readable line, in
the order of the input. The output does not depend on the number of workers. A
submission without an id gets one from its line, such as line-12. So does a
submission whose id is rejected because it looks like the number of a person or a
card (add a letter to it) or contains other characters than letters, digits, _
and -. Standard error says how many ids were rejected, and the documents, except
those for applicants, list /id under errors. Blank lines are ignored. A line that
cannot be read or is longer than 262,144 bytes gives no document; its number and
the kind of mistake go to standard error, or to the file of -bad.

A table is CSV (RFC 4180) in UTF-8. Its header names inputs by their path in the
JSON of a submission, with dots: card.number, payout.amount_fen. Each row is one
line, so cells have no line breaks. An empty cell is unknown; a list is a JSON
list. The columns are listed below.

With -out, a checkpoint is kept beside FILE, in FILE.progress, while the run
lasts. After a kill the same call with -resume goes on from it, and the output is
that of a run that was never cut short. The input must begin as it did, and lists
and databases must hold what they held: both are known by their SHA-256.

-summary prints counts and amounts by verdict and by failed check, and finds
repeats of the same card with the same amount. It stores no card numbers, only 64
bits of an HMAC-SHA256. The key is random for each run; use -key-file to compare
the tags of several runs. All repeats are found: up to 262,144 pairs are kept in
memory (6 MB), and further tags in a temporary file of 24 bytes per pair.`,
		status: []string{"everything is ready", "something is not ready", "the input is unusable or empty, or some line cannot be read"},
		examples: []string{
			"readycheck assess submission.json",
			"readycheck assess -format json -lang en - < submission.json",
			"readycheck assess -ndjson -out out.ndjson -bad bad.ndjson -summary in.ndjson",
			"readycheck assess -csv -detail summary -policy strict in.csv > out.ndjson",
		},
	},
	"diagnose": diagnosePage,
	"backtest": backtestPage,
	"compare":  comparePage,
	"list":     listPage,
	"policy": {
		status:   []string{"the document is valid, or there is no difference", "diff found differences", "the document is invalid, or the arguments are wrong"},
		examples: []string{"readycheck policy show standard > ours.json", "readycheck policy check ours.json", "readycheck policy diff standard ours.json"},
	},
	"version": {
		about: `Prints the versions of the engine, the policy and the tables, the age of the tables
and the end of the calendar. Warnings go to standard error. assess prints the same
warnings, as of the time of submission, if it writes text.`,
		status:   []string{"no warnings", "a table is more than 180 days old, or the calendar ends within 30 days", "the arguments are wrong"},
		examples: []string{"readycheck version -today 2027-01-15"},
	},
	"completion": {
		about:    `Writes a shell script that completes commands, flags and their values.`,
		status:   []string{"written", "", "unknown shell"},
		examples: []string{"source <(readycheck completion bash)", "readycheck completion zsh > ~/.zfunc/_readycheck", "readycheck completion fish > ~/.config/fish/completions/readycheck.fish"},
	},
	"help": {
		status: []string{"shown", "", "unknown command"},
	},
}

// help shows the page of one command, or lists all commands.
func help(c *call) int {
	flags := flag.NewFlagSet("help", flag.ContinueOnError)
	if status, ok := c.parse(flags, 0, 1); !ok {
		return status
	}
	if flags.NArg() == 0 {
		usage(c.stdout, c.all)
		return exitReady
	}
	for _, cmd := range c.all {
		if cmd.name == flags.Arg(0) {
			writePage(c.stdout, cmd, flagsOf(cmd))
			return exitReady
		}
	}
	return c.refuse(errCommand)
}

// errCommand does not repeat the argument, which may be a personal number.
var errCommand = errors.New("no such command")

// usage lists the commands.
func usage(w io.Writer, all []command) {
	fmt.Fprintln(w, "usage: readycheck COMMAND [flags] ARGUMENTS")
	for _, c := range all {
		fmt.Fprintf(w, "\n  readycheck %s\n%s\n", synopsis(c), wrap(c.does, "        "))
	}
	fmt.Fprintln(w, "\nExit status: 0 ready (or explained), 1 not ready, 2 unusable input.\nRun readycheck help COMMAND for more.")
}

func synopsis(c command) string { return strings.TrimSpace(c.name + " [flags] " + c.args) }

// flagsOf returns a command's flags without running it. Every command begins with
// call.parse.
func flagsOf(cmd command) *flag.FlagSet {
	out := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	cmd.run(&call{command: cmd, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, inspect: func(f *flag.FlagSet) { out = f }})
	return out
}

// writePage writes the help of a command.
func writePage(to io.Writer, cmd command, flags *flag.FlagSet) {
	w := bufio.NewWriter(to)
	defer w.Flush()
	p := pages[cmd.name]
	fmt.Fprintf(w, "NAME\n%s\n\nSYNOPSIS\n    readycheck %s\n", wrap("readycheck "+cmd.name+" - "+cmd.does, "    "), synopsis(cmd))
	if p.about != "" {
		fmt.Fprint(w, "\nDESCRIPTION\n")
		for i, paragraph := range strings.Split(p.about, "\n\n") {
			fmt.Fprint(w, strings.Repeat("\n", min(i, 1)), wrap(paragraph, "    "), "\n")
		}
	}
	heading := "\nOPTIONS\n"
	flags.VisitAll(func(f *flag.Flag) {
		fmt.Fprint(w, heading)
		heading = ""
		kind, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.Name != "workers" && f.Name != "today" && f.Name != "detail" { // these defaults vary
			usage += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "    %s\n%s\n", strings.TrimSpace("-"+f.Name+" "+kind), wrap(usage, "        "))
	})
	if cmd.name == "assess" {
		fmt.Fprint(w, "\nCOLUMNS\n")
		for name, k := range allColumns() {
			fmt.Fprintf(w, "    %-42s %s\n", name, kindNames[k])
		}
		fmt.Fprintf(w, "    %-42s %s\n", "extra.NAME", kindNames[extraCell])
	}
	status := p.status
	if status == nil {
		status = generalStatus
	}
	fmt.Fprint(w, "\nEXIT STATUS\n")
	for i, s := range status {
		if s != "" {
			fmt.Fprintf(w, "    %d  %s\n", i, s)
		}
	}
	if len(p.examples) > 0 {
		fmt.Fprintf(w, "\nEXAMPLES\n%s\n", indent(strings.Join(p.examples, "\n")))
	}
}

// wrap breaks a text at spaces into lines of at most 80 columns.
func wrap(s, margin string) string {
	var out strings.Builder
	column := 0
	for word := range strings.FieldsSeq(s) {
		n := len([]rune(word))
		switch {
		case column == 0:
			out.WriteString(margin)
			column = len(margin)
		case column+1+n > 80:
			out.WriteString("\n" + margin)
			column = len(margin)
		default:
			out.WriteByte(' ')
			column++
		}
		out.WriteString(word)
		column += n
	}
	return out.String()
}

func indent(s string) string {
	lines := slices.Collect(strings.SplitSeq(s, "\n"))
	for i, l := range lines {
		if l != "" {
			lines[i] = "    " + l
		}
	}
	return strings.Join(lines, "\n")
}
