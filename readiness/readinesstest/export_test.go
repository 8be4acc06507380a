package readinesstest

import (
	"maps"
	"slices"

	"github.com/payready/payready/readiness"
)

// Inputs lists the inputs that a submission gives.
func Inputs(s readiness.Submission) []readiness.Field {
	return slices.Sorted(maps.Keys(members(s)))
}
