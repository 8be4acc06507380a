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

// A page is what help says of a command beyond its line in the table.
type page struct {
	about    string
	status   []string // what 0, 1 and 2 mean; the general ones when nil
	examples []string
}

var generalStatus = []string{"ready, or explained", "not ready", "the input cannot be used, or the call was wrong"}

var pages = map[string]page{
	"assess": {
		about: `Assesses one submission, or with -ndjson or -csv a file of any size, in memory
that does not grow with it. FILE is - for standard input.

Many: one JSON document comes out for every line that can be read, in the order
of the lines, the same bytes with any number of workers. A submission without an
id of its own gets that of its line: line-12. So does one whose id is refused,
because it could be the number of a person or a card (put a letter in it) or has
more than letters, digits, _ and -: standard error says how many there are, and
each such document, unless for applicants, has /id under errors. Blank lines are
passed over. A line that cannot be read, or has more than 262,144 bytes, gives no
document: it is named by number and kind on standard error, or in the file of
-bad, and the rest goes on.

A table is CSV (RFC 4180) in UTF-8 whose header names inputs by their place in a
submission's JSON, with dots: card.number, payout.amount_fen. One row is one line:
a cell holds no line break. An empty cell is unknown; a list is a JSON list. The
columns are listed below.

With -out, a checkpoint is kept beside FILE, in FILE.progress, while the run
lasts. After a kill the same call with -resume goes on from it, and the output is
that of a run that was never cut short. The input must still be the same.

-summary counts submissions and adds up amounts by verdict and by failed check,
and finds the same card with the same amount more than once. It does so without
card numbers: by 64 bits of an HMAC-SHA256 under a key that is random for every
run, or -key-file's, so that the tags can be compared between runs. All repeats
are found; 262,144 pairs are kept in memory (6 MB), more go, as tags, to a
temporary file of 24 bytes a pair.`,
		status: []string{"everything is ready", "something is not ready", "the input cannot be used, some line cannot be read, or there is none"},
		examples: []string{
			"readycheck assess submission.json",
			"readycheck assess -format json -lang en - < submission.json",
			"readycheck assess -ndjson -out out.ndjson -bad bad.ndjson -summary in.ndjson",
			"readycheck assess -csv -detail summary -policy strict in.csv > out.ndjson",
		},
	},
	"diagnose": diagnosePage,
	"policy": {
		status:   []string{"the document is good; no difference", "diff found differences", "the document is not good, or the call was wrong"},
		examples: []string{"readycheck policy show standard > ours.json", "readycheck policy check ours.json", "readycheck policy diff standard ours.json"},
	},
	"version": {
		about: `Says which engine, policy and tables the answers rest on, how old the tables are
and until when the calendar is known. Warnings go to standard error. assess warns
of the same, as of the moment of submission, when it writes text.`,
		status:   []string{"nothing to warn of", "a table is more than 180 days old, or the calendar ends within 30 days", "the call was wrong"},
		examples: []string{"readycheck version -today 2027-01-15"},
	},
	"completion": {
		about:    `Writes a script that completes commands, flags and their values.`,
		status:   []string{"written", "", "no such shell"},
		examples: []string{"source <(readycheck completion bash)", "readycheck completion zsh > ~/.zfunc/_readycheck", "readycheck completion fish > ~/.config/fish/completions/readycheck.fish"},
	},
	"help": {
		status: []string{"shown", "", "no such command"},
	},
}

// help shows the page of one command, or all commands.
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

// errCommand does not repeat the word, which may be somebody's number.
var errCommand = errors.New("no such command")

// usage lists the commands.
func usage(w io.Writer, all []command) {
	fmt.Fprintln(w, "usage: readycheck COMMAND [flags] ARGUMENTS")
	for _, c := range all {
		fmt.Fprintf(w, "\n  readycheck %s\n%s\n", synopsis(c), wrap(c.does, "        "))
	}
	fmt.Fprintln(w, "\nExit status: 0 ready (or explained), 1 not ready, 2 unusable input.\nreadycheck help COMMAND says more.")
}

func synopsis(c command) string { return strings.TrimSpace(c.name + " [flags] " + c.args) }

// flagsOf returns a command's flags without running it: a command begins with
// call.parse.
func flagsOf(cmd command) *flag.FlagSet {
	out := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	cmd.run(&call{command: cmd, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, inspect: func(f *flag.FlagSet) { out = f }})
	return out
}

// writePage writes a command's page.
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
		if f.DefValue != "" && f.DefValue != "false" && f.Name != "workers" && f.Name != "today" && f.Name != "detail" { // these depend
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

// wrap breaks a text into lines of at most 80 columns, if its words allow.
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
