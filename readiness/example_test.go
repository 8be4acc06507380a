package readiness_test

import (
	"errors"
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

func ExampleParseSubmission() {
	sub, err := intake.ParseSubmission([]byte(`{"applicant": {"name": "王晓明"}, "payout": {"amount_fen": 800000}}`), intake.Strict)
	fmt.Println(sub.Applicant.Name, sub.Payout.Amount.V, "CNY", err)

	_, err = intake.ParseSubmission([]byte(`{"applicant": {"nmae": "王晓明"}}`), intake.Strict)
	var input *intake.InputError
	fmt.Println(errors.As(err, &input), input.Kind, input.Field)
	// Output:
	// [redacted] 8,000.00 CNY <nil>
	// true unknown-field /applicant
}

func ExampleSubmission_Validate() {
	sub := application()
	fmt.Println(sub.Validate())
	sub.Card.BIN = intake.Hide("62220x")
	sub.Device.SIMCountry = "CHN"
	fmt.Println(sub.Validate())
	// Output:
	// <nil>
	// readiness: submission: /card/bin: malformed; /device/sim_country: malformed
}

func ExampleCanonical() {
	sub := application()
	sub.Applicant.Name = intake.Hide("买买提•艾力 ")
	sub.Applicant.Mobile = intake.Hide("+86 138-0000-1234")
	send := intake.Canonical(sub)
	fmt.Println(send.Applicant.Name, send.Card.Number)
	fmt.Println(send.Applicant.Name.Reveal(), send.Applicant.Mobile.Reveal(), send.Card.Number.Reveal())
	// Output:
	// [redacted] [redacted]
	// 买买提·艾力 13800001234 6222020000000000125
}

func ExampleHide() {
	name := intake.Hide("王晓明")
	fmt.Printf("%v %q %x\n", name, name, name)
	fmt.Println(name.Reveal(), name.Equal(intake.Hide("王晓明")), intake.Hide("").IsZero())
	// Output:
	// [redacted] [redacted] [redacted]
	// 王晓明 true true
}
