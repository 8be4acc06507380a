package readiness_test

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The score once more, as one would write it down: with fractions, from the
// rules alone.

var risks = map[readiness.Severity]*big.Rat{
	readiness.Info: big.NewRat(0, 1), readiness.Low: big.NewRat(4, 100), readiness.Medium: big.NewRat(12, 100),
	readiness.High: big.NewRat(30, 100), readiness.Critical: big.NewRat(50, 100),
}

func (s standIn) category() string { return readiness.ID(s.id).Category() }

// loss is r(1 − v), and whether the finding has any.
func (s standIn) loss() *big.Rat {
	v := big.NewRat(1, 1)
	switch s.answer.status {
	case readiness.Fail:
		v.SetInt64(0)
	case readiness.Warn:
		v.SetFrac64(1, 2)
	case readiness.StatusUnknown, readiness.StatusError:
		switch s.need {
		case readiness.Required:
			v.SetInt64(0)
		case readiness.Expected:
			v.SetFrac64(1, 2)
		}
	}
	if s.answer.worth != 0 && (s.answer.status == readiness.Warn || s.answer.status == readiness.StatusUnknown) {
		v.SetFrac64(int64(s.answer.worth), 100)
	}
	one := big.NewRat(1, 1)
	return one.Sub(one, v).Mul(one, risks[s.severity])
}

// unit is what counts once: a check, or a group in its category.
func (s standIn) unit() string {
	if s.group != "" {
		return s.category() + "." + s.group + "+"
	}
	return string(s.id)
}

// byHand is verdict, score and coverage of a set under the standard policy.
func byHand(set []standIn) (verdict readiness.Verdict, score, coverage int) {
	losses := map[string]*big.Rat{}
	unknown, applicable, raw := new(big.Rat), new(big.Rat), big.NewRat(1, 1)
	var required, decided bool
	failed := map[readiness.Kind]bool{} // kinds of the failed gates
	for _, s := range set {
		l := s.loss()
		if old := losses[s.unit()]; old == nil || l.Cmp(old) > 0 {
			losses[s.unit()] = l
		}
		switch s.answer.status {
		case readiness.NotApplicable:
		case readiness.StatusUnknown, readiness.StatusError:
			if s.need != readiness.Optional {
				unknown.Add(unknown, risks[s.severity])
				applicable.Add(applicable, risks[s.severity])
			}
			required = required || s.need == readiness.Required
		default:
			applicable.Add(applicable, risks[s.severity])
			decided = decided || s.severity != readiness.Info
			if s.gate && s.answer.status == readiness.Fail {
				failed[s.answer.kind] = true
			}
		}
	}
	for _, l := range losses {
		raw.Mul(raw, new(big.Rat).Sub(big.NewRat(1, 1), l))
	}
	low, high := int64(0), int64(39)
	from, to := new(big.Rat), big.NewRat(1, 1)
	switch {
	case failed[readiness.Stopping]:
		verdict = readiness.Stop
	case failed[readiness.Done]:
		verdict = readiness.Paid
	case failed[readiness.Reviewing]:
		verdict = readiness.Review
	case failed[readiness.Query]:
		verdict = readiness.Wait
	case failed[readiness.Fixable]:
		verdict = readiness.Fix
	case failed[readiness.Timed]:
		verdict = readiness.Wait
	case required || unknown.Cmp(big.NewRat(45, 10)) > 0 || !decided:
		verdict, low, high = readiness.Incomplete, 40, 59
	case raw.Cmp(big.NewRat(84, 100)) < 0:
		verdict, low, high, to = readiness.Caution, 60, 84, big.NewRat(84, 100)
	default:
		verdict, low, high, from = readiness.Ready, 85, 100, big.NewRat(84, 100)
	}
	place := new(big.Rat).Quo(new(big.Rat).Sub(raw, from), new(big.Rat).Sub(to, from))
	place.Mul(place, big.NewRat(high-low, 1))
	score = int(low + new(big.Int).Quo(place.Num(), place.Denom()).Int64())
	if applicable.Sign() > 0 {
		known := new(big.Rat).Sub(applicable, unknown)
		known.Quo(known, applicable).Mul(known, big.NewRat(1000, 1))
		coverage = int(new(big.Int).Quo(known.Num(), known.Denom()).Int64())
	}
	return verdict, score, coverage
}

// The library says what one gets by hand. It truncates at the ninth place, so
// that where a product falls on a point exactly, it may say one less.
func TestScoreIsTheOneByHand(t *testing.T) {
	same, checked := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		r := assess(t, set)
		verdict, score, coverage := byHand(set)
		require.Equal(t, verdict, r.Verdict)
		require.Equal(t, coverage, r.Coverage)
		require.LessOrEqual(t, r.Score, score)
		require.GreaterOrEqual(t, r.Score, score-1)
		checked++
		if r.Score == score {
			same++
		}
	})
	require.Greater(t, same*100, checked*95, "%d of %d", same, checked)
}

// rank orders verdicts from bad to good. Waiting may stand on either side of fixing:
// before it for the outcome of an open payout, after it for a time.
var rank = map[readiness.Verdict]int{
	readiness.Stop: 0, readiness.Paid: 1, readiness.Review: 2, readiness.Wait: 3, readiness.Fix: 3,
	readiness.Incomplete: 4, readiness.Caution: 5, readiness.Ready: 6,
}

// In a group only the largest loss counts: were the others to pass, nothing
// would change; and were a group's largest alone outside of it, nothing either.
func TestOfAGroupTheOthersMayAsWellPass(t *testing.T) {
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		n := 0
		for i := range set {
			set[i].gate = set[i].gate && set[i].group == ""
			if set[i].group == "one-group" {
				switch set[i].answer.status {
				case readiness.Pass, readiness.Warn, readiness.Fail:
				default:
					set[i].answer = answer{status: readiness.Warn}
				}
				n++
			}
		}
		if n < 2 {
			return
		}
		seen++
		before := assess(t, set)
		largest := slices.IndexFunc(set, func(s standIn) bool { return s.group == "one-group" })
		for i, s := range set {
			if s.group == "one-group" && s.loss().Cmp(set[largest].loss()) > 0 {
				largest = i
			}
		}
		alone := slices.Clone(set)
		for i := range alone {
			if alone[i].group == "one-group" && i != largest {
				alone[i].answer = answer{status: readiness.Pass}
			}
		}
		after := assess(t, alone)
		require.Equal(t, []any{before.Verdict, before.Score, before.Floor, before.Ceiling}, []any{after.Verdict, after.Score, after.Floor, after.Ceiling})
	})
	require.NotZero(t, seen)
}

// A check that is disabled might as well not be there.
func TestDisabledIsRemoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		if len(set) < 2 {
			return
		}
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		var list []readiness.Check
		for _, s := range set {
			list = append(list, s.check())
		}
		p := readiness.StandardPolicy()
		p.Checks = map[readiness.ID]readiness.Override{set[i].id: {Disabled: true}}
		c, err := readiness.New(readiness.Config{Suite: list, Policy: p})
		require.NoError(t, err)
		a := c.Assess(intake.Submission{At: noon})
		b := assess(t, slices.Delete(slices.Clone(set), i, i+1))
		require.Equal(t, []any{b.Verdict, b.Score, b.Floor, b.Ceiling, b.Coverage}, []any{a.Verdict, a.Score, a.Floor, a.Ceiling, a.Coverage})
	})
}

// The suite in any order that leaves a gate before what rests on it: the same
// findings, and not a digit of the score moves.
func TestOrderOfTheSuiteChangesNothing(t *testing.T) {
	cases := allCases(t)
	suite := readiness.Suite()
	depth := map[readiness.ID]int{}
	for _, c := range suite {
		for _, id := range c.After {
			depth[c.ID] = max(depth[c.ID], depth[id]+1)
		}
	}
	type facts struct {
		Verdict                       readiness.Verdict
		Score, Floor, Ceiling, Cover  int
		EarliestAt, ValidUntil, Query any
		Codes                         map[readiness.ID]string
	}
	of := func(r readiness.Report) facts {
		f := facts{r.Verdict, r.Score, r.Floor, r.Ceiling, r.Coverage, r.EarliestAt, r.ValidUntil, r.NextQueryAt, map[readiness.ID]string{}}
		for x := range r.Findings() {
			f.Codes[x.Check] = x.Status.String() + " " + x.Code
		}
		return f
	}
	standard := &readiness.Checker{}
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation(suite).Draw(t, "order")
		slices.SortStableFunc(order, func(a, b readiness.Check) int { return cmp.Compare(depth[a.ID], depth[b.ID]) })
		c, err := readiness.New(readiness.Config{Suite: order})
		require.NoError(t, err)
		for range 20 {
			x := rapid.SampledFrom(cases).Draw(t, "case")
			require.Equal(t, of(standard.Assess(x.sub)), of(c.Assess(x.sub)), x.name)
		}
	})
}
