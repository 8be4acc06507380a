package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/intake"
)

// unread inputs prove nothing by themselves: a time zone says no more than
// its offset, phones are bought abroad, an operator's network holds data centres
// too, an attestation's verdict is graded by whoever gives it, and a card's
// state counts whoever tells it.
var unread = [...]intake.Field{
	intake.FieldCardSourcesState,
	intake.FieldCardSourcesQuickPay,
	intake.FieldDeviceTimeZone,
	intake.FieldDeviceRegion,
	intake.FieldDeviceAttestationProvider,
	"/network/ip_records/*/source",
	"/network/ip_records/*/asn",
	"/network/ip_records/*/org",
}

// Unread lists the inputs that no check of the standard suite reads; a star
// stands for any place in a list. They are carried for checks of your own, which
// find them in Case.Submission, and change no report until then.
func Unread() []intake.Field { return slices.Clone(unread[:]) }
