package readinesstest

import (
	"maps"
	"slices"

	"github.com/payready/payready/readiness/intake"
)

// Overlay is the overlay of the fixtures that need one.
const Overlay = overlay

// Inputs lists the inputs that a submission gives.
func Inputs(s intake.Submission) []intake.Field {
	return slices.Sorted(maps.Keys(members(s)))
}
