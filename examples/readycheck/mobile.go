package main

import (
	"flag"
	"fmt"

	"github.com/payready/payready/readiness/intake"
)

func mobileCommand(c *call) int {
	flags := flag.NewFlagSet("mobile", flag.ContinueOnError)
	lang := c.langFlag(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	number := flags.Arg(0)
	if number == "" {
		return c.refuse(errEmpty)
	}
	var sub intake.Submission
	sub.Applicant.Mobile = intake.Hide(number)
	fmt.Fprintln(c.stdout, maskNumber(number))
	return c.explain(sub, *lang, "identity.mobile")
}
