package main

import (
	"flag"
	"fmt"
	"strings"
	"unicode"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func nameCommand(c *call) int {
	flags := flag.NewFlagSet("name", flag.ContinueOnError)
	lang := c.langFlag(flags)
	if status, ok := c.parse(flags, 2, 2); !ok {
		return status
	}
	claimed, bank := flags.Arg(0), flags.Arg(1)
	if claimed == "" || bank == "" {
		return c.refuse(errEmpty)
	}
	var sub intake.Submission
	sub.Applicant.Name = intake.Hide(claimed)
	sub.Card.Holder.Name = intake.Hide(bank)
	fmt.Fprintf(c.stdout, "%s / %s\n", maskName(claimed), maskName(bank))
	return c.explain(sub, *lang, "identity.name", "consistency.holder-name")
}

var errEmpty = say("参数为空", "an argument is empty")

// explain prints the findings of some checks. The status is exitNotReady unless all
// of them pass or warn.
func (c *call) explain(sub intake.Submission, lang readiness.Lang, checks ...readiness.ID) int {
	return c.explainWith(&readiness.Checker{}, sub, lang, checks...)
}

func (c *call) explainWith(checker *readiness.Checker, sub intake.Submission, lang readiness.Lang, checks ...readiness.ID) int {
	report := checker.Assess(sub)
	status := exitReady
	for _, id := range checks {
		f, _ := report.Find(id)
		fmt.Fprintf(c.stdout, "%-7s  %-18s  %s\n", f.Status, f.Code, f.Message(lang))
		if a := f.Action(); !a.IsZero() {
			fmt.Fprintf(c.stdout, "%29s%s\n", "", a.Text.In(lang))
		}
		if f.Status != readiness.Pass && f.Status != readiness.Warn {
			status = exitNotReady
		}
	}
	return status
}

// tooLong is longer than any name or number. Nothing of such a text is shown.
const tooLong = 40

// maskName keeps the first character, dots and spaces.
func maskName(s string) string {
	return mask(s, func(i, n int, r rune) bool {
		return i == 0 && n > 1 && unicode.IsLetter(r) || r == ' ' || r == '·'
	})
}

// maskNumber keeps a quarter at each end, at most three characters: four would be
// enough to identify a person.
func maskNumber(s string) string {
	return mask(s, func(i, n int, r rune) bool {
		return (i < min(3, n/4) || i >= n-min(3, n/4)) && r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
	})
}

func mask(s string, keep func(i, n int, r rune) bool) string {
	if len(s) > 4*tooLong {
		return strings.Repeat("*", tooLong)
	}
	runes := []rune(s)
	for i, r := range runes {
		if !keep(i, len(runes), r) {
			runes[i] = '*'
		}
	}
	return string(runes)
}
