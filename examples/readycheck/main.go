// Readycheck is the library on the command line: it assesses payouts and explains
// cards, names, documents and failure codes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
)

// Exit statuses, for scripts.
const (
	exitReady    = 0
	exitNotReady = 1
	exitUnusable = 2 // the input is unusable, or the arguments are wrong
	exitPaid     = 3 // this very payment was made: do not pay again
)

// A command is a subcommand.
type command struct {
	name, args, does string
	run              func(*call) int
}

// commands are in the order of the usage.
var commands = []command{
	{"assess", "FILE|-", "assess a submission (JSON), or a file of many", assess},
	{"when", "FILE|-", "print when a submission may be sent, and what blocks it at other times", when},
	{"diagnose", "CHANNEL [PRODUCT [STATUS]] CODE | CODE", "say what a failure code means and what to do", diagnose},
	{"policy", "check FILE | show FILE | diff A B", "check, print in full or compare policy documents; a preset's name stands for its document", policy},
	backtestCommand,
	compareCommand,
	{"name", "CLAIMED BANK", "compare a name with the bank's record", nameCommand},
	{"document", "NUMBER", "check whether a document number is valid", documentCommand},
	{"mobile", "NUMBER", "check whether a mobile number is usable", mobileCommand},
	{"ip", "ADDRESS", "print what the sources know about an IP address", ipCommand},
	{"bin", "NUMBER|PREFIX", "print what the table knows about a card", binCommand},
	{"list", "issuers|checks|reasons|channels|fields|words", "list the words that submissions and reports are written in", listCommand},
	{"version", "", "print the versions of engine, policy and tables, and warn if they are outdated", version},
	{"completion", "bash|zsh|fish", "write a shell completion script", completion},
	{"help", "[COMMAND]", "describe a command, its flags and exit statuses", help},
}

// A call is one run of a command.
type call struct {
	command
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer

	all     []command           // for commands that describe the others
	inspect func(*flag.FlagSet) // if set, gets the flags, and the command does not run
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		for _, c := range commands {
			if c.name == args[0] {
				return c.run(&call{command: c, args: args[1:], stdin: stdin, stdout: stdout, stderr: stderr, all: commands})
			}
		}
		switch args[0] {
		case "-h", "-help", "--help":
			usage(stdout, commands)
			return exitReady
		}
	}
	usage(stderr, commands)
	if len(args) > 0 {
		return (&call{stderr: stderr}).refuse(errCommand)
	}
	return exitUnusable
}

// parse parses the flags and requires between least and most arguments. If it
// returns false, the command must exit with the status.
func (c *call) parse(flags *flag.FlagSet, least, most int) (status int, ok bool) {
	if c.inspect != nil {
		c.inspect(flags)
		return exitReady, false
	}
	flags.SetOutput(io.Discard) // its errors quote the argument, which may be a personal number
	flags.Usage = func() {}
	err := flags.Parse(c.args)
	flags.Usage = func() {
		fmt.Fprintf(c.stderr, "usage: readycheck %s\nRun readycheck help %s for more.\n", synopsis(c.command), c.name)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		writePage(c.stdout, c.command, flags)
		return exitReady, false
	case err != nil:
		flags.Usage()
		return c.refuse(badFlag(flags, err)), false
	case flags.NArg() < least || flags.NArg() > most:
		flags.Usage()
		return exitUnusable, false
	}
	return exitReady, true
}

// badFlag names the flag, if it exists, but never its value.
func badFlag(flags *flag.FlagSet, err error) error {
	out := errors.New("no such flag")
	flags.VisitAll(func(f *flag.Flag) {
		for _, of := range []string{"for flag -" + f.Name + ":", "for -" + f.Name + ":", "needs an argument: -" + f.Name} {
			if strings.Contains(err.Error()+":", of) {
				out = fmt.Errorf("-%s has no value or an invalid one", f.Name)
			}
		}
	})
	return out
}

// refuse prints why the input is unusable.
func (c *call) refuse(err error) int {
	fmt.Fprintln(c.stderr, "readycheck:", err)
	return exitUnusable
}

// momentFlag adds a flag for a time. The help does not show its default, the zero
// time.
func momentFlag(flags *flag.FlagSet, name, usage string) *time.Time {
	var t time.Time
	flags.TextVar(&t, name, t, usage)
	flags.Lookup(name).DefValue = ""
	return &t
}

// langFlag adds -lang.
func langFlag(flags *flag.FlagSet) *readiness.Lang {
	lang := readiness.ZH
	flags.TextVar(&lang, "lang", readiness.ZH, "zh-CN or en")
	return &lang
}
