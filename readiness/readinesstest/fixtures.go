package readinesstest

import (
	"slices"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A Fixture is a submission, under a policy, for which a check gives one of its
// reasons.
type Fixture struct {
	Check      readiness.ID
	Code       string
	Submission intake.Submission
	Policy     *readiness.Policy // nil for the standard one
	BINs       *cardbin.Table    // nil for the built-in one
}

// Checker returns what assesses the fixture: the suite, the standard one when
// nil, under the fixture's policy and table.
func (f Fixture) Checker(suite []readiness.Check) (*readiness.Checker, error) {
	return readiness.New(readiness.Config{Policy: f.Policy, BINs: f.BINs, Suite: suite})
}

// Fixtures returns one fixture for every reason that a check of the standard
// suite declares, in the suite's order. Each is Ready with few changes: mostly,
// what the check finds is all that is wrong.
func Fixtures() []Fixture {
	return slices.Concat(
		identityFixtures(), consistencyFixtures(), cardFixtures(), accountFixtures(), payoutFixtures(),
		networkFixtures(), deviceFixtures(), timingFixtures(), historyFixtures(),
	)
}

// of makes the fixtures of one check.
func of(check readiness.ID, list ...Fixture) []Fixture {
	for i := range list {
		list[i].Check = check
	}
	return list
}

func is(code string, changes ...Change) Fixture {
	return Fixture{Code: code, Submission: Ready(changes...)}
}

// under puts the fixture under the standard policy with a change.
func (f Fixture) under(change func(*readiness.Policy)) Fixture {
	f.Policy = readiness.StandardPolicy()
	f.Policy.ID = "fixture"
	change(f.Policy)
	return f
}

// profile is a policy with one channel profile.
func profile(c readiness.Channel) func(*readiness.Policy) {
	return func(p *readiness.Policy) { p.Channels = []readiness.Channel{c} }
}

func day(y int16, m, d uint8) readiness.Date { return readiness.Date{Year: y, Month: m, Day: d} }
