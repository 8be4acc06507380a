package readiness_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// application is what a backend knows; the person and the card are made up.
func application() intake.Submission {
	var s intake.Submission
	s.At = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)
	s.Applicant.Name = intake.Hide("王小明")
	s.Applicant.Document.Number = intake.Hide("110101199003071233")
	s.Card.Number = intake.Hide("6222 0200 0000 0000 125")
	s.Card.Holder.Name = intake.Hide("王晓明")
	s.Payout.Amount = intake.Some(intake.Yuan(8_000))
	return s
}

func Example() {
	report := readiness.Assess(application())
	fmt.Println(report.Verdict)
	for _, fix := range report.Fixes() {
		fmt.Println(fix.Action.Owner, fix.Action.ID) // Action.Text says it in full
	}
	// Output:
	// fix
	// applicant correct-name
}

func ExampleAssess() {
	report := readiness.Assess(application())
	fmt.Println(report.Verdict)
	for f := range report.Findings() {
		if f.Status == readiness.Fail {
			fmt.Println(f.Check, f.Code)
			fmt.Println(f.Message(readiness.EN))
			fmt.Println(f.Action().Owner, f.Action().ID)
		}
	}
	// Output:
	// fix
	// consistency.holder-name homophone
	// The name and the bank's record differ in a character of the same sound: check the document
	// applicant correct-name
}

func ExampleReport_Find() {
	report := readiness.Assess(application())
	if f, ok := report.Find("identity.document"); ok {
		fmt.Println(f.Status, f.Code)
	}
	_, ok := report.Find("identity.shoe-size")
	fmt.Println(ok)
	// Output:
	// pass ok
	// false
}

func ExampleReport_If() {
	report := readiness.Assess(application())
	verdict, score := report.If(readiness.Pass, "consistency.holder-name")
	fmt.Println(report.Verdict, verdict != readiness.Fix, score > report.Score)
	// Output: fix true true
}

func ExampleNew() {
	policy := readiness.StandardPolicy()
	policy.ID = "our-own"
	policy.Channels = []readiness.Channel{{Channel: "example", ElementsVerified: 4, NameCharset: "gbk"}}
	checker, err := readiness.New(readiness.Config{Policy: policy})
	if err != nil {
		fmt.Println(err)
		return
	}
	sub := application()
	sub.Payout.Channel = "example"
	sub.Applicant.Name = intake.Hide("李䶮")
	report := checker.Assess(sub)
	f, _ := report.Find("identity.name")
	fmt.Println(f.Code)

	policy.MinAge = -1
	_, err = readiness.New(readiness.Config{Policy: policy})
	fmt.Println(err)
	// Output:
	// outside-charset
	// policy: /min_age: must be 0 to 150
}

func ExampleChecker_AssessInto() {
	var checker readiness.Checker // the standard one
	var report readiness.Report   // its memory serves every submission
	for _, name := range []string{"王小明", "王晓明"} {
		sub := application()
		sub.Applicant.Name = intake.Hide(name)
		checker.AssessInto(&report, &sub)
		f, _ := report.Find("consistency.holder-name")
		fmt.Println(f.Code)
	}
	// Output:
	// homophone
	// exact
}

func ExampleSuite() {
	suite := slices.DeleteFunc(readiness.Suite(), func(c readiness.Check) bool { return c.ID.Category() == "network" })
	for i := range suite {
		if suite[i].ID == "identity.carrier" {
			suite[i].Severity = readiness.High
		}
	}
	checker, err := readiness.New(readiness.Config{Suite: suite})
	if err != nil {
		fmt.Println(err)
		return
	}
	sub := application()
	sub.Applicant.Verification.Carrier.Result = intake.Match
	report := checker.Assess(sub)
	f, _ := report.Find("identity.carrier")
	_, ok := report.Find("network.vpn")
	fmt.Println(f.Severity, f.Code, ok)
	// Output: high match false
}

func ExampleStandardPolicy() {
	policy := readiness.StandardPolicy()
	policy.MobileRecentDays = 3
	policy.Checks = map[readiness.ID]readiness.Override{
		"identity.second-factor": {Need: intake.Some(readiness.Required)},
		"identity.ocr":           {Disabled: true},
	}
	checker, err := readiness.New(readiness.Config{Policy: policy})
	if err != nil {
		fmt.Println(err)
		return
	}
	report := checker.Assess(application())
	f, _ := report.Find("identity.second-factor")
	_, ok := report.Find("identity.ocr")
	fmt.Println(f.Need, f.Code, ok)
	// Output: required no-input false
}
