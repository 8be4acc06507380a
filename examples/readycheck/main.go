// Readycheck is the library on the command line: it assesses payouts and explains
// cards, names, documents and failure codes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
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
	name, args string
	does       readiness.Text
	run        func(*call) int
}

// commands are in the order of the usage. What a command does fits one line there.
var commands = []command{
	{"assess", "FILE…|-", both("评估一笔或多笔打款", "assess one payout, or a file of many"), assess},
	{"when", "FILE|-", both("何时可以提交，其余时间卡在哪里", "when it may be sent, and what blocks it at other times"), when},
	routeCommand,
	{"diagnose", "CHANNEL [PRODUCT [STATUS]] CODE | CODE", both("解释失败码：原因、能否重发、由谁处理", "what a failure code means and what to do"), diagnose},
	{"policy", "check FILE | show FILE | diff A B", both("检查、展开或比较策略文件", "check, print in full or compare policy documents"), policy},
	backtestCommand,
	compareCommand,
	watchCommand,
	{"name", "CLAIMED BANK", both("比对申请人姓名与银行留存姓名", "compare a name with the bank's record"), nameCommand},
	{"document", "NUMBER", both("检查证件号码", "check a document number"), documentCommand},
	{"mobile", "NUMBER", both("检查手机号", "check a mobile number"), mobileCommand},
	{"ip", "ADDRESS", both("查 IP 情报", "what the sources know about an address"), ipCommand},
	{"bin", "NUMBER|PREFIX", both("查卡号或卡号前缀", "what the table knows about a card"), binCommand},
	{"list", "issuers|checks|reasons|channels|fields|words", both("列出银行、检查、原因、通道、字段或取值", "list banks, checks, reasons, channels, fields or words"), listCommand},
	{"version", "", both("引擎、策略和数据表的版本，过旧时提示", "versions of engine, policy and tables; warns if outdated"), version},
	{"completion", "bash|zsh|fish", both("生成命令行补全脚本", "write a shell completion script"), completion},
	{"help", "[COMMAND]", both("详述一个命令", "tell more of a command"), help},
}

func both(zh, en string) readiness.Text { return readiness.Text{readiness.ZH: zh, readiness.EN: en} }

// A call is one run of a command.
type call struct {
	command
	args           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	lang           readiness.Lang // of errors; -lang

	all     []command           // for commands that describe the others
	inspect func(*flag.FlagSet) // if set, gets the flags, and the command does not run
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	c := &call{stdin: stdin, stdout: stdout, stderr: stderr, lang: langOf(args), all: commands}
	if len(args) == 0 {
		usage(stderr, c.all, c.lang)
		return exitUnusable
	}
	for _, known := range commands {
		if known.name == args[0] {
			c.command, c.args = known, args[1:]
			return c.run(c)
		}
	}
	switch args[0] {
	case "-h", "-help", "--help":
		usage(stdout, c.all, c.lang)
		return exitReady
	}
	return c.refuse(noCommand(args[0], commands))
}

// noCommand names the nearest command. It does not repeat the word, which may be a
// personal number.
func noCommand(word string, all []command) message {
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	near := meant(word, names)
	if near[0] == "" {
		return say("没有这个命令；readycheck help 列出全部命令", "no such command; readycheck help lists them")
	}
	return say("没有这个命令%[1]s", "no such command%[2]s", near...)
}

// meant asks in Chinese and in English whether the nearest word was meant.
func meant(word string, words []string) []any {
	near := nearest(word, words)
	if len(near) == 0 {
		return []any{"", ""}
	}
	return []any{"，是否指 " + near[0] + "？", "; did you mean " + near[0] + "?"}
}

// unknownFlag returns the flag that the error of package flag names.
func unknownFlag(err error) string {
	_, name, _ := strings.Cut(err.Error(), "not defined: ")
	return name
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
	lang := c.lang
	err := parseAnywhere(flags, c.args)
	if err != nil {
		c.lang = lang // and not what could not be read
	}
	flags.Usage = func() {
		fmt.Fprintf(c.stderr, readiness.Text{
			readiness.ZH: "用法：readycheck %s\n详见 readycheck help %s\n",
			readiness.EN: "usage: readycheck %s\nRun readycheck help %s for more.\n",
		}.In(c.lang), synopsis(c.command), c.name)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		writePage(c.stdout, c, flags)
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

// negative matches a channel's code such as -1, and no telephone number.
var negative = regexp.MustCompile(`^-[0-9]{1,4}$`)

// parseAnywhere takes flags from between the arguments, too: whoever adds one to a
// command writes it at the end. "--" ends them, and a negative number is none.
func parseAnywhere(flags *flag.FlagSet, args []string) error {
	var operands []string
	for len(args) > 0 {
		if negative.MatchString(args[0]) {
			operands, args = append(operands, args[0]), args[1:]
			continue
		}
		if err := flags.Parse(args); err != nil {
			return err
		}
		rest := flags.Args()
		if used := len(args) - len(rest); len(rest) == 0 || used > 0 && args[used-1] == "--" {
			operands = append(operands, rest...)
			break
		}
		operands, args = append(operands, rest[0]), rest[1:]
	}
	return flags.Parse(append([]string{"--"}, operands...))
}

// badFlag names the flag, if it exists, or else the nearest, but never its value.
func badFlag(flags *flag.FlagSet, err error) message {
	names := []string{}
	flags.VisitAll(func(f *flag.Flag) { names = append(names, "-"+f.Name) })
	out := say("没有这个选项%[1]s", "no such flag%[2]s", meant(unknownFlag(err), names)...)
	flags.VisitAll(func(f *flag.Flag) {
		for _, of := range []string{"for flag -" + f.Name + ":", "for -" + f.Name + ":", "needs an argument: -" + f.Name} {
			if strings.Contains(err.Error()+":", of) {
				out = say("-%s 缺少值或值无效：%s", "-%s has no value or an invalid one: %s", f.Name, f.Usage)
			}
		}
	})
	return out
}

// refuse prints why the input is unusable.
func (c *call) refuse(err error) int {
	for _, line := range linesOf(err, c.lang) {
		fmt.Fprintln(c.stderr, "readycheck:", line)
	}
	return exitUnusable
}

// note prints what the caller should know, and the command goes on.
func (c *call) note(m message) {
	fmt.Fprintln(c.stderr, "readycheck:", readiness.Text(m).In(c.lang))
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
func (c *call) langFlag(flags *flag.FlagSet) *readiness.Lang {
	flags.TextVar(&c.lang, "lang", c.lang, c.in("zh-CN 或 en；也可用环境变量 READYCHECK_LANG", "zh-CN or en; the environment's READYCHECK_LANG, too"))
	return &c.lang
}

// in is the text in the language of the call.
func (c *call) in(zh, en string) string { return both(zh, en).In(c.lang) }
