// Payready imports readiness and assesses once.
package main

import (
	"fmt"
	"os"

	"github.com/payready/payready/internal/footprint"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func main() {
	footprint.Say("start")
	r := readiness.Assess(intake.Submission{})
	footprint.Say("assessed")
	b, err := r.Document(readiness.ZH, readiness.DetailFull).MarshalJSON()
	if err != nil || len(os.Args) > 1 {
		sub, err := intake.ParseSubmission(b, intake.Strict)
		fmt.Fprintln(os.Stderr, err, sub.Validate())
	}
	footprint.Say("written")
}
