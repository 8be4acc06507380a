package main

import (
	"bytes"
	"flag"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
)

func TestHelpTellsOfEveryCommand(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "en")
	_, all, _ := try("", "help")
	for _, c := range commands {
		require.Contains(t, all, c.name)
		status, out, errs := try("", "help", c.name)
		require.Equal(t, exitReady, status)
		require.Empty(t, errs)
		require.Contains(t, out, "NAME\n"+wrap("readycheck "+c.name+" - "+c.does.In(readiness.EN), "    "))
		require.Contains(t, out, "\nEXIT STATUS\n    0  ")
		(&call{lang: readiness.EN}).flagsOf(c).VisitAll(func(f *flag.Flag) { require.Contains(t, out, "\n    -"+f.Name) })
		status, short, _ := try("", c.name, "-h")
		require.Equal(t, exitReady, status, "what was asked for goes to standard output")
		require.Contains(t, short, "readycheck help "+c.name)
	}
	for _, flag := range []string{"-h", "--help"} {
		status, same, errs := try("", flag)
		require.Equal(t, exitReady, status)
		require.Equal(t, all, same)
		require.Empty(t, errs)
	}
	_, out, _ := try("", "help", "assess")
	for _, want := range []string{"    card.number  ", "    history.attempts                           JSON list", "    extra.NAME", "1  something is not ready"} {
		require.Contains(t, out, want)
	}
	for _, args := range [][]string{{"help", "13800001234"}, {"13800001234"}, {"13800001234", "-h"}} {
		status, out, errs := try("", args...)
		require.Equal(t, exitUnusable, status)
		require.Empty(t, out)
		require.Equal(t, "readycheck: no such command; readycheck help lists them\n", errs)
		require.NotContains(t, errs, "1380000", "the word is not repeated")
	}
	_, _, errs := try("")
	require.NotContains(t, errs, "no such command", "there was none")
	_, _, errs = try("", "assess", "-x", "-")
	require.Contains(t, errs, "Run readycheck help assess for more")
}

// The help shows no default for a time flag.
func TestHelpShowsNoZeroMoment(t *testing.T) {
	for _, c := range commands {
		_, out, _ := try("", "help", c.name)
		require.NotContains(t, out, "0001-01-01", c.name)
	}
}

// Help fits a screen of 80 columns and 24 lines, in either language and in that
// alone, and what is long is under help COMMAND, whose lines fit, too.
func TestHelpFitsAScreen(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		t.Setenv("READYCHECK_LANG", lang)
		check := func(out string, lines int) {
			require.LessOrEqual(t, strings.Count(out, "\n"), lines, out)
			for line := range strings.SplitSeq(out, "\n") {
				require.LessOrEqual(t, columnsWide(line), 80, line)
				if lang == "en" && !strings.Contains(line, "readycheck ") {
					require.NotRegexp(t, `\p{Han}`, strings.NewReplacer("微信支付", "", "账户状态为挂失", "", "村镇银行", "").Replace(line))
				}
			}
		}
		_, out, _ := try("", "help")
		check(out, 24)
		for _, c := range commands {
			_, out, _ = try("", c.name, "-h")
			check(out, 24)
			_, out, _ = try("", "help", c.name)
			check(out, 1000)
		}
	}
}

// A typo gets the nearest command or flag.
func TestTyposGetTheNearest(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"asess"}, "readycheck: 没有这个命令，是否指 assess？\n"},
		{[]string{"diagnoze", "-lang", "en"}, "readycheck: no such command; did you mean diagnose?\n"},
		{[]string{"help", "polcy"}, "readycheck: 没有这个命令，是否指 policy？\n"},
		{[]string{"assess", "-lang=en", "-ndjsn", "-"}, "readycheck: no such flag; did you mean -ndjson?\n"},
	} {
		status, _, errs := try("", c.args...)
		require.Equal(t, exitUnusable, status)
		require.True(t, strings.HasSuffix(errs, c.want), errs)
	}
}

func TestPagesAreOfCommands(t *testing.T) {
	for name := range pages {
		require.True(t, slices.ContainsFunc(commands, func(c command) bool { return c.name == name }), name)
	}
	for name := range argWords {
		require.True(t, slices.ContainsFunc(commands, func(c command) bool { return c.name == name }), name)
	}
}

func TestCompletionNamesEverything(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		status, out, _ := try("", "completion", shell)
		require.Equal(t, exitReady, status)
		for _, c := range commands {
			require.Contains(t, out, c.name, shell)
			(&call{}).flagsOf(c).VisitAll(func(f *flag.Flag) {
				name := "-" + f.Name
				if shell == "fish" {
					name = "-o " + f.Name
				}
				require.Contains(t, out, name, shell)
			})
		}
		for _, words := range []string{"full failed summary", "html json markdown text", "applicant engineer support", "auto always never"} {
			require.Contains(t, out, words, shell)
		}
	}
	status, _, _ := try("", "completion", "sh")
	require.Equal(t, exitUnusable, status)
}

// The script works in a real shell.
func TestBashCompletes(t *testing.T) {
	_, script, _ := try("", "completion", "bash")
	for line, want := range map[string]string{
		"readycheck ass":                  "assess",
		"readycheck assess -det":          "-detail",
		"readycheck assess -detail su":    "summary",
		"readycheck assess -ndjson -lang": "-lang",
		"readycheck policy d":             "diff",
		"readycheck help compl":           "completion",
		"readycheck completion z":         "zsh",
		"readycheck assess testdata/rea":  "testdata/ready.json",
		"readycheck policy check len":     "",
		"readycheck assess -policy lenie": "lenient",
	} {
		words := strings.Fields(line)
		cmd := exec.Command("bash", "--norc", "-c", script+`
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_readycheck
printf '%s\n' "${COMPREPLY[@]}"`, "bash")
		cmd.Args = append(cmd.Args, words...)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		require.NoError(t, err, errs.String())
		require.Empty(t, errs.String())
		require.Equal(t, want+"\n", string(out), line)
	}
}

// A flag may stand before, between and behind a command's words.
func TestFlagsStandAnywhere(t *testing.T) {
	for _, words := range [][]string{
		{"backtest", "demo", "300"}, {"policy", "check", "standard"}, {"policy", "show", "standard"}, {"policy", "diff", "standard", "standard"},
		{"list", "words"}, {"completion", "bash"}, {"help", "bin"}, {"diagnose", "wechatpay", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA"},
	} {
		_, want, _ := try("", append(slices.Clone(words), "-lang", "en")...)
		for at := 1; at <= len(words); at++ {
			status, out, errs := try("", slices.Insert(slices.Clone(words), at, "-lang", "en")...)
			require.Equal(t, exitReady, status, "%v %d: %s", words, at, errs)
			require.Empty(t, errs)
			first, _, _ := strings.Cut(out, "\n")
			require.Equal(t, want == "", out == "")
			require.True(t, strings.HasPrefix(want, first), "%v %d", words, at) // a demo's sample is random
		}
	}
}
