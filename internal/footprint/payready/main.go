// Payready imports readiness and assesses once.
package main

import (
	"fmt"
	"os"

	"github.com/payready/payready/internal/footprint"
	"github.com/payready/payready/readiness"
)

func main() {
	footprint.Say("start")
	r := readiness.Assess(readiness.Submission{})
	footprint.Say("assessed")
	b, err := r.Document(readiness.ZH, readiness.Full).MarshalJSON()
	if err != nil || len(os.Args) > 1 {
		sub, err := readiness.ParseSubmission(b, readiness.Strict)
		fmt.Fprintln(os.Stderr, err, sub.Validate())
	}
	footprint.Say("written")
}
