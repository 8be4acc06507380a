package main

import (
	"flag"
	"fmt"

	"github.com/payready/payready/readiness/intake"
)

func documentCommand(c *call) int {
	flags := flag.NewFlagSet("document", flag.ContinueOnError)
	lang := c.langFlag(flags)
	kind := flags.String("type", "", c.in("resident_id、residence_permit、foreign_permanent_resident、temporary_resident_id、passport 或 travel_permit；默认由号码判断", "resident_id, residence_permit, foreign_permanent_resident, temporary_resident_id, passport or travel_permit; by default, the number decides"))
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	number := flags.Arg(0)
	if number == "" {
		return c.refuse(errEmpty)
	}
	var sub intake.Submission
	if *kind != "" && sub.Applicant.Document.Type.UnmarshalText([]byte(*kind)) != nil {
		return c.refuse(errType)
	}
	sub.Applicant.Document.Number = intake.Hide(number)
	fmt.Fprintln(c.stdout, maskNumber(number))
	return c.explain(sub, *lang, "identity.document")
}

var errType = say("-type 不认识，见 readycheck help document", "-type is unknown: see readycheck help document")
