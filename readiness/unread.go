package readiness

import (
	"slices"

	"github.com/payready/payready/readiness/intake"
)

// unread inputs prove nothing on their own: a time zone says no more than its
// offset, phones are bought abroad, carriers' networks hold data centres too, an
// attestation's verdict is already graded by its provider, and a card's state counts
// whoever states it.
var unread = [...]intake.Field{
	intake.FieldCardSourcesState,
	intake.FieldCardSourcesQuickPay,
	intake.FieldDeviceTimeZone,
	intake.FieldDeviceRegion,
	intake.FieldDeviceAttestationProvider,
	"/health/*/source",
	"/network/ip_records/*/source",
	"/network/ip_records/*/asn",
	"/network/ip_records/*/org",
}

// Unread returns the inputs that no check of the standard suite reads; a star stands
// for any index of a list. They change no report, but custom checks can read them
// from Case.Submission.
func Unread() []intake.Field { return slices.Clone(unread[:]) }
