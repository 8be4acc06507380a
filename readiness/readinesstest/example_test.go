package readinesstest_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// Testing a backend's rule to request only payouts that are ready.
func mayPay(s intake.Submission) bool { return readiness.Assess(s).Verdict == readiness.Ready }

func Example() {
	pending := readinesstest.Pending(readinesstest.Moment.Add(-time.Hour))
	fmt.Println(mayPay(readinesstest.Ready()))
	fmt.Println(mayPay(readinesstest.Ready(pending)))
	fmt.Println(mayPay(readinesstest.Ready(readinesstest.ClassII(18_000, 0, 0), readinesstest.WithVPN)))
	fmt.Println(mayPay(readinesstest.Ready(readinesstest.Without(intake.FieldApplicantName))))
	// Output:
	// true
	// false
	// false
	// false
}

func ExampleAssertVerdict() {
	t := new(testing.T) // your test's
	report := readiness.Assess(readinesstest.Ready(readinesstest.BankName("王小明")))
	fmt.Println(readinesstest.AssertVerdict(t, readiness.Fix, report))
	// Output: true
}

func ExampleAssertFinding() {
	t := new(testing.T) // your test's
	report := readiness.Assess(readinesstest.Ready(readinesstest.Pending(readinesstest.Moment.AddDate(0, 0, -1))))
	fmt.Println(readinesstest.AssertFinding(t, report, "payout.in-flight", "pending"))
	// Output: true
}

// The fixtures of one check, to see how a screen shows each of its reasons.
func ExampleFixtures() {
	for _, f := range readinesstest.Fixtures() {
		if f.Check != "payout.funds" {
			continue
		}
		checker, err := f.Checker(nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		report := checker.Assess(f.Submission)
		finding, _ := report.Find(f.Check)
		fmt.Println(f.Code, finding.Message(readiness.EN))
	}
	// Output:
	// enough The paying account covers the amount
	// short The paying account is short by CNY 7,900.00
}

// A custom check with a mistake: it reads an input that it does not declare.
func ExampleTestCheck() {
	check := readiness.Check{
		ID: "team.big-order", Title: readiness.Text{readiness.ZH: "大额订单", readiness.EN: "Big order"},
		Severity: readiness.Medium, Needs: []intake.Field{intake.FieldPayoutAmount},
		Reasons: []readiness.Reason{
			{Code: "small", Status: readiness.Pass, Message: readiness.Text{readiness.ZH: "小额", readiness.EN: "Small"}},
			{Code: "big", Status: readiness.Warn, Message: readiness.Text{readiness.ZH: "大额", readiness.EN: "Big"}},
		},
		Run: func(c *readiness.Case) readiness.Outcome {
			if c.Submission().Payout.Amount.V > intake.Yuan(10_000) && c.Submission().Card.QuickPay == intake.Yes {
				return c.Is("big")
			}
			return c.Is("small")
		},
	}
	var t listener // your test's *testing.T
	readinesstest.TestCheck(&t, check,
		readinesstest.Fixture{Check: check.ID, Code: "small", Submission: readinesstest.Ready()},
		readinesstest.Fixture{Check: check.ID, Code: "big", Submission: readinesstest.Ready(readinesstest.Amount(intake.Yuan(20_000)))},
	)
	for _, fault := range t {
		fmt.Println(fault)
	}
	// Output:
	// team.big-order, fixture of big: does not declare /card/quick_pay, but finds small without it
}

// Testing a wrapper against the vectors. Here the wrapper is the library itself.
func ExampleRunVectors() {
	var t listener // your test's *testing.T
	readinesstest.RunVectors(&t, func(in readinesstest.VectorInput) ([]byte, error) {
		var config readiness.Config
		var err error
		if in.Policy != nil {
			if config.Policy, err = readiness.ParsePolicy(in.Policy); err != nil {
				return nil, err
			}
		}
		if in.BINs != nil {
			if config.BINs, err = cardbin.Default().Overlay(bytes.NewReader(in.BINs)); err != nil {
				return nil, err
			}
		}
		checker, err := readiness.New(config)
		if err != nil {
			return nil, err
		}
		s, err := intake.ParseSubmission(in.Submission, intake.Strict)
		if err != nil {
			return nil, err
		}
		return checker.Assess(s).MarshalJSON()
	})
	fmt.Println(len(t), "vectors differ")
	// Output: 0 vectors differ
}
