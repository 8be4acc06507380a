package readinesstest

import (
	"maps"
	"slices"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Fixture is a submission and a policy for which a check gives one of its
// reasons.
type Fixture struct {
	Check      readiness.ID
	Code       string
	Submission intake.Submission
	Policy     *readiness.Policy // nil means the standard policy
	BINs       *cardbin.Table    // nil means the built-in table
}

// Checker returns a checker for the fixture, with its policy and table. A nil suite
// means the standard suite. What the policy says of checks that a suite lacks is left
// out.
func (f Fixture) Checker(suite []readiness.Check) (*readiness.Checker, error) {
	if suite != nil && f.Policy != nil {
		policy := *f.Policy
		policy.Checks = maps.Clone(policy.Checks)
		maps.DeleteFunc(policy.Checks, func(id readiness.ID, _ readiness.Override) bool {
			return !slices.ContainsFunc(suite, func(c readiness.Check) bool { return c.ID == id })
		})
		f.Policy = &policy
	}
	return readiness.New(readiness.Config{Policy: f.Policy, BINs: f.BINs, Suite: suite})
}

// Fixtures returns a fixture for every reason of every check in the standard suite,
// in the suite's order. Each is [Ready] with few changes; usually, the check's
// finding is all that is wrong.
func Fixtures() []Fixture {
	return slices.Concat(
		identityFixtures(), consistencyFixtures(), cardFixtures(), accountFixtures(), screeningFixtures(), payoutFixtures(), reviewFixtures(), mandateFixtures(),
		networkFixtures(), deviceFixtures(), timingFixtures(), historyFixtures(),
	)
}

// of sets the check of the fixtures.
func of(check readiness.ID, list ...Fixture) []Fixture {
	for i := range list {
		list[i].Check = check
	}
	return list
}

func is(code string, changes ...Change) Fixture {
	return Fixture{Code: code, Submission: Ready(changes...)}
}

// under sets the fixture's policy to the standard policy with a change.
func (f Fixture) under(change func(*readiness.Policy)) Fixture {
	f.Policy = readiness.StandardPolicy()
	f.Policy.ID = "fixture"
	change(f.Policy)
	return f
}

// profile changes a policy to have one channel profile.
func profile(c readiness.Channel) func(*readiness.Policy) {
	return func(p *readiness.Policy) { p.Channels = []readiness.Channel{c} }
}

func day(y int16, m, d uint8) readiness.Date { return readiness.Date{Year: y, Month: m, Day: d} }
