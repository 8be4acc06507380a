// Readycheck answers from the command line what the library answers in Go: is
// this payout ready, and what is this card, this name, this code.
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
	exitUnusable = 2 // the input could not be read, or the call was wrong
)

// A command is one word of the command line.
type command struct {
	name, args, does string
	run              func(*call) int
}

// commands are listed as the usage shows them.
var commands = []command{
	{"assess", "FILE|-", "assess one submission, JSON in, or a file of many", assess},
	{"when", "FILE|-", "print when one submission may be submitted, and what closes the other hours", when},
	{"diagnose", "CHANNEL [PRODUCT [STATUS]] CODE | CODE", "say what a failure code means and what to do", diagnose},
	{"policy", "check FILE | show FILE | diff A B", "check, write out in full or compare policy documents; presets go by name", policy},
	{"name", "CLAIMED BANK", "how a name differs from the bank's record", nameCommand},
	{"document", "NUMBER", "whether a document number can be right", documentCommand},
	{"mobile", "NUMBER", "whether a mobile number is usable", mobileCommand},
	{"ip", "ADDRESS", "what the sources say of an address", ipCommand},
	{"bin", "NUMBER|PREFIX", "what the table knows of a card", binCommand},
	{"version", "", "say what the answers rest on, and warn of what is old", version},
	{"completion", "bash|zsh|fish", "write a script that completes commands and flags", completion},
	{"help", "[COMMAND]", "say what a command does, its flags and exit statuses", help},
}

// A call is one run of a command.
type call struct {
	command
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer

	all     []command           // for those that tell of the others
	inspect func(*flag.FlagSet) // takes the flags instead of running, when set
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

// parse reads the flags and wants between least and most arguments. When it is
// not ok, the command ends with the status.
func (c *call) parse(flags *flag.FlagSet, least, most int) (status int, ok bool) {
	if c.inspect != nil {
		c.inspect(flags)
		return exitReady, false
	}
	flags.SetOutput(io.Discard) // its errors quote the argument, which may be somebody's number
	flags.Usage = func() {}
	err := flags.Parse(c.args)
	flags.Usage = func() {
		fmt.Fprintf(c.stderr, "usage: readycheck %s\nreadycheck help %s says more.\n", synopsis(c.command), c.name)
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

// badFlag names the flag, if there is one of that name, and never what was given
// for it.
func badFlag(flags *flag.FlagSet, err error) error {
	out := errors.New("no such flag")
	flags.VisitAll(func(f *flag.Flag) {
		for _, of := range []string{"for flag -" + f.Name + ":", "for -" + f.Name + ":", "needs an argument: -" + f.Name} {
			if strings.Contains(err.Error()+":", of) {
				out = fmt.Errorf("-%s has no value, or none that it takes", f.Name)
			}
		}
	})
	return out
}

// refuse says why the input is unusable.
func (c *call) refuse(err error) int {
	fmt.Fprintln(c.stderr, "readycheck:", err)
	return exitUnusable
}

// momentFlag adds a flag for a moment. Not given it is zero, which is no default
// to show.
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
