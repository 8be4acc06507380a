package readiness_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// answer is what a stand-in check finds.
type answer struct {
	status readiness.Status
	worth  uint8 // of a warn or unknown; 0 for the usual
	kind   readiness.Kind
}

// standIn is a check that always finds the same.
type standIn struct {
	id       readiness.ID
	severity readiness.Severity
	gate     bool
	need     readiness.Need
	group    string
	after    []readiness.ID
	answer   answer
}

func text(s string) readiness.Text { return readiness.Text{readiness.ZH: s, readiness.EN: s} }

func (s standIn) check() readiness.Check {
	a := s.answer
	reason := readiness.Reason{Code: "found", Status: a.status, Worth: a.worth, Message: text("x")}
	if a.status == readiness.Fail {
		reason.Kind = a.kind
	}
	run := func(c *readiness.Case) readiness.Outcome { return c.Is("found") }
	switch {
	case a.status == readiness.Fail && a.kind == readiness.Timed:
		run = func(c *readiness.Case) readiness.Outcome { return c.Until(noon.AddDate(0, 0, 1), "found") }
	case a.status == readiness.NotApplicable:
		reason.Status = readiness.Pass
		run = func(c *readiness.Case) readiness.Outcome { return c.NotApplicable() }
	case a.status == readiness.StatusError:
		reason.Status = readiness.Pass
		run = func(c *readiness.Case) readiness.Outcome { panic("broken") }
	}
	return readiness.Check{
		ID: s.id, Title: text("t"), Severity: s.severity, Gate: s.gate, Need: s.need, Group: s.group, After: s.after,
		Reasons: []readiness.Reason{reason}, Run: run,
	}
}

func checkerOf(t require.TestingT, set []standIn) *readiness.Checker {
	list := make([]readiness.Check, len(set))
	for i, s := range set {
		list[i] = s.check()
	}
	c, err := readiness.New(readiness.Config{Suite: list})
	require.NoError(t, err)
	return c
}

func assess(t require.TestingT, set []standIn) readiness.Report {
	return checkerOf(t, set).Assess(intake.Submission{At: noon})
}

var (
	anyStatus   = rapid.SampledFrom([]readiness.Status{readiness.StatusUnknown, readiness.Pass, readiness.Warn, readiness.Fail, readiness.NotApplicable, readiness.StatusError})
	anySeverity = rapid.SampledFrom([]readiness.Severity{readiness.Info, readiness.Low, readiness.Medium, readiness.High, readiness.Critical})
	anyNeed     = rapid.SampledFrom([]readiness.Need{readiness.Expected, readiness.Required, readiness.Optional})
	anyKind     = rapid.SampledFrom([]readiness.Kind{readiness.Fixable, readiness.Timed, readiness.Query, readiness.Reviewing, readiness.Done, readiness.Stopping})
	categories  = []string{"one", "two", "three"}
)

func anyAnswer(t *rapid.T) answer {
	a := answer{status: anyStatus.Draw(t, "status"), kind: anyKind.Draw(t, "kind")}
	if a.status == readiness.Warn || a.status == readiness.StatusUnknown {
		a.worth = uint8(rapid.SampledFrom([]int{0, 10, 40, 70, 90, 100}).Draw(t, "worth"))
	}
	return a
}

// anySet draws a set of stand-ins in up to three categories, some in groups.
func anySet(t *rapid.T) []standIn {
	n := rapid.IntRange(1, 24).Draw(t, "n")
	if rapid.IntRange(0, 9).Draw(t, "long") == 0 {
		n = rapid.IntRange(63, 127).Draw(t, "of all") // more than a word of bits, one below the bound of a suite
	}
	set := make([]standIn, n)
	for i := range set {
		cat := rapid.SampledFrom(categories).Draw(t, "category")
		set[i] = standIn{
			id:       readiness.ID(fmt.Sprintf("%s.check-%d", cat, i)),
			severity: anySeverity.Draw(t, "severity"),
			gate:     rapid.Bool().Draw(t, "gate"),
			need:     anyNeed.Draw(t, "need"),
			answer:   anyAnswer(t),
		}
		if rapid.IntRange(0, 3).Draw(t, "grouped") == 0 {
			set[i].group = cat + "-group"
		}
	}
	return set
}

// better orders what a check can be told to have found. A warn between fail and
// pass; unknowns stand outside.
func better(a answer) (answer, bool) {
	switch a.status {
	case readiness.Fail:
		return answer{status: readiness.Warn}, true
	case readiness.Warn:
		return answer{status: readiness.Pass}, true
	case readiness.StatusUnknown, readiness.StatusError:
		return answer{status: readiness.Pass}, true
	}
	return a, false
}

func TestBetterAnswersNeverCost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		up, ok := better(set[i].answer)
		if !ok {
			return
		}
		before := assess(t, set)
		set = slices.Clone(set)
		set[i].answer = up
		after := assess(t, set)
		require.GreaterOrEqual(t, after.Score, before.Score)
		require.GreaterOrEqual(t, after.Floor, before.Floor)
		require.GreaterOrEqual(t, after.Ceiling, before.Ceiling)
		require.GreaterOrEqual(t, rank[after.Verdict], rank[before.Verdict])
	})
}

func TestAnUnknownThatFailsNeverRaisesTheScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		if set[i].answer.status != readiness.StatusUnknown {
			return
		}
		before := assess(t, set)
		set[i].answer = answer{status: readiness.Fail, kind: readiness.Fixable}
		after := assess(t, set)
		if before.Verdict == readiness.Incomplete && after.Verdict != readiness.Incomplete && !set[i].gate {
			return // enough became known to leave the incomplete band
		}
		require.LessOrEqual(t, after.Score, before.Score)
	})
}

func TestAPassingCheckChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		before := assess(t, set)
		extra := standIn{
			id: "two.extra", severity: anySeverity.Draw(t, "severity"), gate: rapid.Bool().Draw(t, "gate"), need: anyNeed.Draw(t, "need"),
			answer: answer{status: rapid.SampledFrom([]readiness.Status{readiness.Pass, readiness.NotApplicable}).Draw(t, "status")},
		}
		after := assess(t, append(slices.Clone(set), extra))
		if before.Verdict == readiness.Incomplete && extra.answer.status == readiness.Pass && extra.severity != readiness.Info {
			require.GreaterOrEqual(t, after.Score, before.Score) // it may be the first that is decided
			return
		}
		require.Equal(t, before.Score, after.Score)
		require.Equal(t, before.Verdict, after.Verdict)
		require.Equal(t, before.Floor, after.Floor)
		require.Equal(t, before.Ceiling, after.Ceiling)
	})
}

func TestRemovingAFailureNeverLowers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := slices.IndexFunc(set, func(s standIn) bool { return s.answer.status == readiness.Fail })
		decided := 0
		for _, s := range set {
			if s.severity != readiness.Info && (s.answer.status == readiness.Pass || s.answer.status == readiness.Warn || s.answer.status == readiness.Fail) {
				decided++
			}
		}
		if i < 0 || decided < 2 {
			return
		}
		before := assess(t, set)
		after := assess(t, slices.Delete(slices.Clone(set), i, i+1))
		require.GreaterOrEqual(t, after.Score, before.Score)
	})
}

func TestAFailedGateKeepsBelow40(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		set[i].gate = true
		set[i].answer = answer{status: readiness.Fail, kind: anyKind.Draw(t, "kind")}
		r := assess(t, set)
		require.Less(t, r.Score, 40)
		require.Contains(t, []readiness.Verdict{readiness.Stop, readiness.Paid, readiness.Review, readiness.Fix, readiness.Wait}, r.Verdict)
	})
}

func TestHidingAnAnswerNeverRaisesTheFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		if set[i].answer.status == readiness.NotApplicable {
			return // an unknown cannot be told from it
		}
		before := assess(t, set)
		set = slices.Clone(set)
		set[i].answer = answer{status: readiness.StatusUnknown}
		after := assess(t, set)
		require.LessOrEqual(t, after.Floor, before.Floor)
	})
}

func TestFloorScoreCeiling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := assess(t, anySet(t))
		require.LessOrEqual(t, r.Floor, r.Score)
		require.LessOrEqual(t, r.Score, r.Ceiling)
		require.GreaterOrEqual(t, r.Floor, 0)
		require.LessOrEqual(t, r.Ceiling, 100)
	})
}

func TestScoreAndVerdictAreOneStatement(t *testing.T) {
	bands := map[readiness.Verdict][2]int{
		readiness.Stop: {0, 39}, readiness.Paid: {0, 39}, readiness.Review: {0, 39}, readiness.Fix: {0, 39}, readiness.Wait: {0, 39},
		readiness.Incomplete: {40, 59}, readiness.Caution: {60, 84}, readiness.Ready: {85, 100},
	}
	rapid.Check(t, func(t *rapid.T) {
		r := assess(t, anySet(t))
		require.GreaterOrEqual(t, r.Score, bands[r.Verdict][0])
		require.LessOrEqual(t, r.Score, bands[r.Verdict][1])
	})
}

func TestOrderOfChecksChangesNoDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		a := assess(t, set)
		b := assess(t, rapid.Permutation(set).Draw(t, "order"))
		require.Equal(t, []any{a.Verdict, a.Score, a.Floor, a.Ceiling, a.Coverage}, []any{b.Verdict, b.Score, b.Floor, b.Ceiling, b.Coverage})
	})
}

func TestCategoriesMultiplyToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := assess(t, anySet(t))
		raw, parts := readiness.Raws(&r)
		product := int64(1_000_000_000)
		for _, category := range slices.Sorted(slices.Values(keys(parts))) {
			product = product * parts[category] / 1_000_000_000
		}
		require.Equal(t, raw, product)
	})
}

func keys(m map[string]int64) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	return out
}

func TestAPanicStaysWhereItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		before := assess(t, set)
		set = slices.Clone(set)
		set[i].answer = answer{status: readiness.StatusError}
		after := assess(t, set)
		for j, s := range set {
			a, _ := before.Find(s.id)
			b, _ := after.Find(s.id)
			if j == i {
				require.Equal(t, readiness.StatusError, b.Status)
				require.Contains(t, after.Errors, readiness.Problem{Check: s.id, Kind: "check-broken"})
			} else {
				require.Equal(t, a.Status, b.Status)
			}
		}
	})
}

func TestIfIsWhatTheAnswerWouldGive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := anySet(t)
		i := rapid.IntRange(0, len(set)-1).Draw(t, "which")
		to := rapid.SampledFrom([]answer{{status: readiness.Pass}, {status: readiness.Warn}, {status: readiness.Fail}, {status: readiness.NotApplicable}, {status: readiness.StatusUnknown}}).Draw(t, "to")
		before := assess(t, set)
		verdict, score := before.If(to.status, set[i].id)
		set = slices.Clone(set)
		set[i].answer = to
		after := assess(t, set)
		require.Equal(t, after.Verdict, verdict)
		require.Equal(t, after.Score, score)
	})
}

func TestInAGroupOnlyTheLargestLossCounts(t *testing.T) {
	set := []standIn{
		{id: "one.a", severity: readiness.High, group: "g", answer: answer{status: readiness.Fail}},
		{id: "one.b", severity: readiness.Medium, group: "g", answer: answer{status: readiness.Fail}},
	}
	r := assess(t, set)
	require.Equal(t, 80, r.Score, "0.70, not 0.70 × 0.88")
}

// After: a failed gate skips what rests on it, through any number of steps. An
// unknown gate skips nothing.
func TestAfter(t *testing.T) {
	chain := func(status readiness.Status) []standIn {
		return []standIn{
			{id: "one.a", severity: readiness.High, gate: true, answer: answer{status: status}},
			{id: "one.b", severity: readiness.High, gate: true, after: []readiness.ID{"one.a"}, answer: answer{status: readiness.Pass}},
			{id: "one.c", severity: readiness.High, after: []readiness.ID{"one.b"}, answer: answer{status: readiness.Fail}},
		}
	}
	statuses := func(r readiness.Report) (out []readiness.Status) {
		for f := range r.Findings() {
			out = append(out, f.Status)
		}
		return out
	}
	require.Equal(t, []readiness.Status{readiness.Fail, readiness.Skipped, readiness.Skipped}, statuses(assess(t, chain(readiness.Fail))))
	require.Equal(t, []readiness.Status{readiness.StatusUnknown, readiness.Pass, readiness.Fail}, statuses(assess(t, chain(readiness.StatusUnknown))))
	require.Equal(t, []readiness.Status{readiness.StatusError, readiness.Pass, readiness.Fail}, statuses(assess(t, chain(readiness.StatusError))))
}

func TestVerdictOfFailedGatesByKind(t *testing.T) {
	gate := func(i int, k readiness.Kind) standIn {
		return standIn{id: readiness.ID(fmt.Sprintf("one.g-%d", i)), severity: readiness.High, gate: true, answer: answer{status: readiness.Fail, kind: k}}
	}
	for _, c := range []struct {
		kinds []readiness.Kind
		want  readiness.Verdict
	}{
		{[]readiness.Kind{readiness.Fixable}, readiness.Fix},
		{[]readiness.Kind{readiness.Timed}, readiness.Wait},
		{[]readiness.Kind{readiness.Query}, readiness.Wait},
		{[]readiness.Kind{readiness.Timed, readiness.Query}, readiness.Wait},
		{[]readiness.Kind{readiness.Timed, readiness.Fixable}, readiness.Fix},
		{[]readiness.Kind{readiness.Query, readiness.Fixable}, readiness.Wait},
		{[]readiness.Kind{readiness.Query, readiness.Reviewing, readiness.Fixable}, readiness.Review},
		{[]readiness.Kind{readiness.Reviewing, readiness.Done}, readiness.Paid},
		{[]readiness.Kind{readiness.Done, readiness.Stopping}, readiness.Stop},
		{[]readiness.Kind{readiness.Fixable, readiness.Stopping}, readiness.Stop},
	} {
		var set []standIn
		for i, k := range c.kinds {
			set = append(set, gate(i, k))
		}
		r := assess(t, set)
		require.Equal(t, c.want, r.Verdict, "%v", c.kinds)
	}
}

func TestScoreOfOneFinding(t *testing.T) {
	for _, c := range []struct {
		name     string
		severity readiness.Severity
		gate     bool
		answer   answer
		want     int
	}{
		{"a critical gate fails: half of 39", readiness.Critical, true, answer{status: readiness.Fail}, 19},
		{"a high risk fails: 0.70", readiness.High, false, answer{status: readiness.Fail}, 80},
		{"a medium risk fails: 0.88", readiness.Medium, false, answer{status: readiness.Fail}, 88},
		{"a low risk fails: 0.96", readiness.Low, false, answer{status: readiness.Fail}, 96},
		{"info costs nothing", readiness.Info, false, answer{status: readiness.Fail}, 100},
		{"a high warn: 0.85, just ready", readiness.High, false, answer{status: readiness.Warn}, 85},
		{"a critical warn: 0.75", readiness.Critical, false, answer{status: readiness.Warn}, 81},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := assess(t, []standIn{
				{id: "one.known", severity: readiness.High, answer: answer{status: readiness.Pass}},
				{id: "one.asked", severity: c.severity, gate: c.gate, answer: c.answer},
			})
			require.Equal(t, c.want, r.Score)
		})
	}
}

func TestIncomplete(t *testing.T) {
	known := standIn{id: "one.known", severity: readiness.High, answer: answer{status: readiness.Pass}}
	unknown := func(i int, s readiness.Severity, n readiness.Need) standIn {
		return standIn{id: readiness.ID(fmt.Sprintf("one.u-%d", i)), severity: s, need: n}
	}
	require.Equal(t, readiness.Incomplete, assess(t, []standIn{known, unknown(0, readiness.Low, readiness.Required)}).Verdict, "a required unknown")
	require.Equal(t, readiness.Ready, assess(t, []standIn{known, unknown(0, readiness.Critical, readiness.Optional)}).Verdict, "an optional one costs nothing")
	require.Equal(t, readiness.Incomplete, assess(t, []standIn{unknown(0, readiness.Low, readiness.Optional)}).Verdict, "nothing decided")

	var many []standIn
	for i := range 9 {
		many = append(many, unknown(i, readiness.Critical, readiness.Expected))
	}
	require.Equal(t, readiness.Caution, assess(t, append(many, known)).Verdict, "4.5 of unknown risk is allowed")
	many = append(many, unknown(9, readiness.Low, readiness.Expected))
	require.Equal(t, readiness.Incomplete, assess(t, append(many, known)).Verdict, "more is not")
}

func TestFloorAndCeilingOfAnUnknownGate(t *testing.T) {
	r := assess(t, []standIn{
		{id: "one.known", severity: readiness.High, answer: answer{status: readiness.Pass}},
		{id: "one.gate", severity: readiness.Critical, gate: true},
	})
	require.Equal(t, 81, r.Score, "0.75")
	require.Equal(t, 19, r.Floor, "were it to fail")
	require.Equal(t, 100, r.Ceiling, "were it to pass")
	require.Equal(t, 375, r.Coverage, "0.30 of 0.80 is known")
}

// A suite may have 128 checks, and each of them counts, wherever it stands.
func TestEveryPlaceOfALargeSuiteCounts(t *testing.T) {
	for _, at := range []int{0, 63, 64, 126} {
		var set []standIn
		for i := range 127 {
			set = append(set, standIn{id: readiness.ID(fmt.Sprintf("one.check-%03d", i)), severity: readiness.Low, answer: answer{status: readiness.Pass}})
		}
		set[at].severity, set[at].gate, set[at].answer = readiness.High, true, answer{status: readiness.Fail}
		set = append(set, standIn{id: "two.rests-on-it", severity: readiness.Critical, after: []readiness.ID{set[at].id}, answer: answer{status: readiness.Fail}})
		r := assess(t, set)
		require.Equal(t, readiness.Fix, r.Verdict, at)
		require.Equal(t, 27, r.Score, "39 × 0.70 at %d", at)
		f, ok := r.Find("two.rests-on-it")
		require.True(t, ok)
		require.Equal(t, readiness.Skipped, f.Status, at)
	}
}
