package main

import (
	"bytes"
	"flag"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHelpTellsOfEveryCommand(t *testing.T) {
	_, all, _ := try("", "help")
	for _, c := range commands {
		require.Contains(t, all, c.name)
		status, out, errs := try("", "help", c.name)
		require.Equal(t, exitReady, status)
		require.Empty(t, errs)
		require.Contains(t, out, "NAME\n"+wrap("readycheck "+c.name+" - "+c.does, "    "))
		require.Contains(t, out, "\nEXIT STATUS\n    0  ")
		flagsOf(c).VisitAll(func(f *flag.Flag) { require.Contains(t, out, "\n    -"+f.Name) })
		for line := range strings.SplitSeq(out, "\n") {
			require.LessOrEqual(t, len([]rune(line)), 80, line)
		}
		status, same, _ := try("", c.name, "-h")
		require.Equal(t, exitReady, status)
		require.Equal(t, out, same, "what was asked for goes to standard output")
	}
	for line := range strings.SplitSeq(all, "\n") {
		require.LessOrEqual(t, len([]rune(line)), 80, line)
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
		require.True(t, strings.HasSuffix(errs, "readycheck: no such command\n"), errs)
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
			flagsOf(c).VisitAll(func(f *flag.Flag) {
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
		"readycheck help comp":            "completion",
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
