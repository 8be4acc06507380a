package readiness

import "slices"

// informative inputs prove nothing by themselves: a time zone says no more than
// its offset, phones are bought abroad, an operator's network holds data centres
// too, an attestation's verdict is graded by whoever gives it, and a card's
// state counts whoever tells it.
var informative = [...]Field{
	FieldCardSourcesState,
	FieldCardSourcesQuickPay,
	FieldDeviceTimeZone,
	FieldDeviceRegion,
	FieldDeviceAttestationProvider,
	"/network/ip_records/*/source",
	"/network/ip_records/*/asn",
	"/network/ip_records/*/org",
}

// Informative lists the inputs that no check of the standard suite reads; a star
// stands for any place in a list. They are carried for checks of your own, which
// find them in Case.Submission, and change no report until then.
func Informative() []Field { return slices.Clone(informative[:]) }
