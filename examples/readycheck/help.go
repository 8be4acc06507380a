package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/payready/payready/readiness"
)

// help shows the page of one command, or lists all commands.
func help(c *call) int {
	flags := flag.NewFlagSet("help", flag.ContinueOnError)
	c.langFlag(flags)
	if status, ok := c.parse(flags, 0, 1); !ok {
		return status
	}
	if flags.NArg() == 0 {
		usage(c.stdout, c.all, c.lang)
		return exitReady
	}
	for _, cmd := range c.all {
		if cmd.name == flags.Arg(0) {
			writeManual(c.stdout, cmd, c)
			return exitReady
		}
	}
	return c.refuse(noCommand(flags.Arg(0), c.all))
}

// usage lists the commands on one screen of 80 columns and 24 lines.
func usage(w io.Writer, all []command, l readiness.Lang) {
	words := readiness.Text{
		readiness.ZH: "用法：readycheck COMMAND [选项] 参数\n\n%s\n退出状态：0 可提交（或已说明），1 不可提交，2 输入无法使用，3 已打款。\n-lang 选择语言。readycheck help COMMAND 详述一个命令，例如：\n  readycheck assess submission.json\n",
		readiness.EN: "usage: readycheck COMMAND [flags] ARGUMENTS\n\n%s\nExit status: 0 ready or explained, 1 not ready, 2 unusable input, 3 paid before.\n-lang selects the language. readycheck help COMMAND tells more. Example:\n  readycheck assess -lang en submission.json\n",
	}
	var list strings.Builder
	for _, c := range all {
		fmt.Fprintf(&list, "  %-11s %s\n", c.name, c.does.In(l))
	}
	fmt.Fprintf(w, words.In(l), list.String())
}

func synopsis(c command) string { return strings.TrimSpace(c.name + " [flags] " + c.args) }

// flagsOf returns a command's flags without running it. Every command begins with
// call.parse.
func (c *call) flagsOf(cmd command) *flag.FlagSet {
	out := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	cmd.run(&call{command: cmd, lang: c.lang, stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, inspect: func(f *flag.FlagSet) { out = f }})
	return out
}

// writePage writes the flags of a command, one a line, on one screen.
func writePage(w io.Writer, c *call, flags *flag.FlagSet) {
	fmt.Fprintf(w, "readycheck %s\n%s\n", synopsis(c.command), c.does.In(c.lang))
	flags.VisitAll(func(f *flag.Flag) {
		kind, usage := flag.UnquoteUsage(f)
		fmt.Fprintln(w, clip("  "+pad(strings.TrimSpace("-"+f.Name+" "+kind), 16)+" "+usage, 80))
	})
	fmt.Fprintf(w, c.in("详见 readycheck help %s\n", "readycheck help %s tells more.\n"), c.name)
}

// writeManual writes all there is to say of a command.
func writeManual(to io.Writer, cmd command, c *call) {
	w := bufio.NewWriter(to)
	defer w.Flush()
	p := pages[cmd.name]
	heading := func(zh, en string) { fmt.Fprintf(w, "%s\n", c.in(zh, en)) }
	heading("名称", "NAME")
	fmt.Fprintf(w, "%s\n\n", wrap("readycheck "+cmd.name+" - "+cmd.does.In(c.lang), "    "))
	heading("用法", "SYNOPSIS")
	fmt.Fprintf(w, "    readycheck %s\n", synopsis(cmd))
	if about := p.about.In(c.lang); about != "" {
		heading("\n说明", "\nDESCRIPTION")
		for i, paragraph := range strings.Split(about, "\n\n") {
			fmt.Fprint(w, strings.Repeat("\n", min(i, 1)), wrap(paragraph, "    "), "\n")
		}
	}
	first := true
	c.flagsOf(cmd).VisitAll(func(f *flag.Flag) {
		if first {
			heading("\n选项", "\nOPTIONS")
		}
		first = false
		kind, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.Name != "workers" && f.Name != "today" && f.Name != "detail" { // these defaults vary
			usage += fmt.Sprintf(c.in("（默认 %s）", " (default %s)"), f.DefValue)
		}
		fmt.Fprintf(w, "    %s\n%s\n", strings.TrimSpace("-"+f.Name+" "+kind), wrap(usage, "        "))
	})
	if cmd.name == "assess" {
		heading("\n表格的列", "\nCOLUMNS")
		for name, k := range allColumns() {
			fmt.Fprintf(w, "    %-42s %s\n", name, kindNames[k].In(c.lang))
		}
		fmt.Fprintf(w, "    %-42s %s\n", "extra.NAME", kindNames[extraCell].In(c.lang))
	}
	status := p.status
	if status == nil {
		status = generalStatus
	}
	heading("\n退出状态", "\nEXIT STATUS")
	for i, s := range status {
		if !s.IsZero() {
			fmt.Fprintf(w, "    %d  %s\n", i, s.In(c.lang))
		}
	}
	if len(p.examples) > 0 {
		heading("\n示例", "\nEXAMPLES")
		fmt.Fprintln(w, indent(strings.Join(p.examples, "\n")))
	}
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
