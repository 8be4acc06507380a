package readiness_test

import (
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

func ExampleChecker_Schedule() {
	var sub intake.Submission
	sub.Payout.Amount = intake.Some(intake.Yuan(2_000_000))
	sub.Payout.System = intake.HVPS

	var checker readiness.Checker // the standard one
	friday := time.Date(2026, 11, 27, 12, 0, 0, 0, workday.China)
	for s := range checker.Schedule(sub, friday, friday.AddDate(0, 0, 3)) {
		fmt.Println(s.From.Format("Mon 15:04:05"), s.Open, s.Causes)
	}
	// Output:
	// Fri 12:00:00 true []
	// Fri 17:05:01 false [timing.settlement]
	// Sun 20:30:00 true []
}

func ExampleFinding_Prevents() {
	var sub intake.Submission
	sub.Payout.Amount = intake.Some(intake.Yuan(500))
	sub.Payout.Available = intake.Some(intake.Yuan(100))
	report := readiness.Assess(sub)
	f, _ := report.Find("payout.funds")
	for cause := range f.Prevents() {
		if cause.Channel == "ainong" {
			fmt.Println(f.Code, "spares", cause.Channel, cause.Product, cause.Code)
		}
	}
	// Output:
	// short spares ainong transfer 2025
}
