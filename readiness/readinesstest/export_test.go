package readinesstest

import (
	"maps"
	"slices"

	"github.com/payready/payready/readiness/intake"
)

// Overlay makes the table of the fixtures that have one of their own.
const Overlay = overlay

// Inputs lists the inputs that a submission gives.
func Inputs(s intake.Submission) []intake.Field {
	return slices.Sorted(maps.Keys(members(s)))
}
