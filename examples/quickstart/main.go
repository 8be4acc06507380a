// Quickstart assesses a payout that would be refused for three reasons, shows the
// report, fixes the reasons and assesses the payout again. With -v it shows the whole
// checklist, too.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

func main() {
	verbose := flag.Bool("v", false, "the whole checklist, too")
	flag.Parse()
	if err := run(os.Stdout, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer, verbose bool) error {
	sub := application()

	// The name differs from the bank's record by one character with the same sound,
	// the account is a Class II account, and the last attempt failed twenty hours
	// ago.
	if err := show(w, "提交前 / before", sub, verbose); err != nil {
		return err
	}

	sub.Applicant.Name = intake.Hide("王晓明")
	sub.Card.AccountClass = intake.ClassI
	sub.At = sub.At.Add(5 * time.Hour)
	sub.Applicant.Verification.Face.At = sub.At
	return show(w, "处理后 / after", sub, verbose)
}

func show(w io.Writer, title string, sub intake.Submission, verbose bool) error {
	report := readiness.Assess(sub)
	fmt.Fprintf(w, "== %s ==\n", title)
	return render.Options{Verbose: verbose}.Text(w, report.Document(readiness.ZH, readiness.DetailFull))
}

// application returns what the backend of a lending wallet knows while the applicant
// sees 打款中. The person and the card are invented.
func application() intake.Submission {
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.FixedZone("", 8*3600))
	var s intake.Submission
	s.ID = "loan-20261124-0001"
	s.At = at

	s.Applicant.Name = intake.Hide("王小明")
	s.Applicant.Document.Number = intake.Hide("110101199003071233")
	s.Applicant.Document.ExpiresOn = readiness.Date{Year: 2040, Month: 5, Day: 6}
	s.Applicant.Mobile = intake.Hide("13800001234")
	s.Applicant.Verification.Face = intake.FactorCheck{Result: intake.Passed, At: at}

	s.Card.Number = intake.Hide("6222 0200 0000 0000 125")
	s.Card.AccountClass = intake.ClassII
	s.Card.FaceToFaceVerified = intake.Yes
	s.Card.Sources.AccountClass = intake.FromBank
	s.Card.State = intake.StateNormal
	s.Card.StateAt = at
	s.Card.QuickPay = intake.Yes
	s.Card.Holder.Name = intake.Hide("王晓明")
	s.Card.Holder.DocumentNumber = intake.Hide("110***********1233")

	s.Payout.Amount = intake.Some(intake.Yuan(18_000))

	s.Device.VPNTransport = intake.No
	s.Device.SystemProxy = intake.No

	s.History.Attempts = []intake.Attempt{{
		SameCard: intake.Yes,
		Outcome:  intake.OutcomeFailed,
		EndedAt:  at.Add(-20 * time.Hour),
	}}
	return s
}
