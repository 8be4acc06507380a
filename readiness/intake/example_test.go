package intake_test

import (
	"errors"
	"fmt"

	"github.com/payready/payready/readiness/intake"
)

// application is what a backend knows of a payout; the person and the card are
// made up.
func application() intake.Submission {
	var s intake.Submission
	s.Applicant.Name = intake.Hide("王小明")
	s.Applicant.Document.Number = intake.Hide("110101199003071233")
	s.Card.Number = intake.Hide("6222 0200 0000 0000 125")
	return s
}

func Example() {
	var sub intake.Submission
	sub.Applicant.Name = intake.Hide("王晓明")           // personal text is a Secret
	sub.Payout.Amount = intake.Some(intake.Yuan(800)) // zero is an amount, too
	sub.Card.QuickPay = intake.No                     // an answer; leave out what you do not know
	fmt.Println(sub.Applicant.Name, sub.Payout.Amount.V, sub.Card.QuickPay, sub.Card.FraudListed)
	// Output: [redacted] 800.00 no unknown
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
	// readiness: submission: /card/bin: malformed: must have 6 to 10 digits; /device/sim_country: malformed: must be a country code of two letters, such as CN
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
