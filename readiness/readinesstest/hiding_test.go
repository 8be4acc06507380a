package readinesstest_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// hidden yields the submission without each of its inputs in turn, including the
// members of list elements.
func hidden(t *testing.T, s intake.Submission, yield func(path string, s intake.Submission)) {
	top := members(t, s)
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case []any:
			for i, x := range v {
				walk(path+"/"+strconv.Itoa(i), x)
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				x := v[name]
				if _, object := x.(map[string]any); !object {
					delete(v, name)
					yield(path+"/"+name, submission(t, top))
					v[name] = x
				}
				walk(path+"/"+name, x)
			}
		}
	}
	walk("", top)
}

// visible lists the deliberate exceptions: a check that may judge a submission
// better if an input is hidden, and why.
var visible = []struct{ check, input, why string }{
	{".*", "/at|/observed_at|.*/(at|state_at|captured_at)", "Evidence without a time was observed with the rest; without a planned time nothing is late."},
	{"consistency.holder-.*", "/card/holder/.*", "A fresh element match proves the same as the bank's record."},
	{"card.state", "/card/state", "A fresh element match or a payout that arrived implies it."},
	{"card.funding|card.issuer-standing", "/card/.*", "The card table answers if the caller does not, and the other way round."},
	{"card.class-quota", "/card/(balance_fen|nonbound_inbound_.*|face_to_face_verified)", "The amount alone fits, which is a warning; unknown costs the same as that warning."},
	{"card.non-counter", "/card/online_transfer", "A second sign of the same fact as non_counter."},
	{"device.app-version", "/device/platform", "The policy's limits for any platform apply if the platform is not given."},
	{"device.*|network.*", "/device/.*|/network/.*", "No device gives all of these signs, so those given are judged."},
	{"consistency.recent-change|history.rebinding|identity.document-validity", "/applicant/.*|/card/bound_at", "A second sign that gives no more than a warning."},
	{"identity.age", "/applicant/document/number", "The date of birth replaces it; another check requires the number."},
	{"identity.name|consistency.holder-mobile|payout.*|timing.maintenance", "/payout/(channel|product)", "A channel that is not given has no requirements."},
	{"payout.channel-support", "/card/(bin|length)", "The whole number or the stated bank replaces them."},
	{"timing.maintenance", "/card/(number|bin|length|issuer)", "A bank's window applies only to that bank."},
	{"timing.settlement|payout.amount", "/payout/system", "The amount determines the clearing system."},
	{"payout.in-flight", "/history/attempts/./(status|code)", "The booked outcome counts if the channel's answer is not given."},
	{"payout.channel-name|history.booking", "/history/attempts/./(channel|product|status|code)", "A name that is not given is not wrong, and one word contradicts nothing."},
	{"history.abuse", ".*", "Signs that nobody gives cannot add up; the check that each belongs to says that it does not know."},
	{"history.unresolved-cause", "/history/attempts/./fixed", "Unless somebody says that it is not mended, a bank is believed that has confirmed since what it refused."},
	{"payout.review", "/review/.*", "A reviewer's decision that is not passed on cannot be known, and nobody is asked for a review that nobody wanted."},
	{"history.*", "/history/attempts/./outcome", "An attempt without an outcome is open: payout.in-flight blocks it."},
}

// mayHide reports whether the check may judge better without the input.
func mayHide(check readiness.ID, input string, used []bool) bool {
	for i, v := range visible {
		if whole(v.check).MatchString(string(check)) && whole(v.input).MatchString(input) {
			used[i] = true
			return true
		}
	}
	return false
}

var patterns = map[string]*regexp.Regexp{}

func whole(pattern string) *regexp.Regexp {
	if patterns[pattern] == nil {
		patterns[pattern] = regexp.MustCompile("^(" + pattern + ")$")
	}
	return patterns[pattern]
}

// better reports whether g counts more for Floor than f. For Floor, unknown is as
// bad as fail. Skipped findings are not compared.
func better(f, g readiness.Finding) bool {
	rank := func(s readiness.Status) int {
		switch s {
		case readiness.Pass, readiness.NotApplicable:
			return 2
		case readiness.Warn:
			return 1
		}
		return 0
	}
	if f.Status == readiness.Skipped {
		return false
	}
	warned := f.Status == readiness.Warn && g.Status == readiness.Warn && g.Penalty() < f.Penalty()
	return rank(g.Status) > rank(f.Status) || warned
}

// Unknown is never a pass. Hiding one input makes no check judge better and does
// not raise Floor. A blocked submission becomes ready only if a check that may stay
// unknown no longer knows.
func TestHidingDoesNotHelp(t *testing.T) {
	inputs, used := 0, make([]bool, len(visible))
	hide := func(name string, f kit.Fixture) {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		before := c.Assess(f.Submission)
		hidden(t, f.Submission, func(input string, s intake.Submission) {
			inputs++
			after, allowed, unknown := c.Assess(s), false, false
			for f := range before.Findings() {
				g, _ := after.Find(f.Check)
				if better(f, g) {
					allowed = true
					require.True(t, mayHide(f.Check, input, used), "%s, without %s: %s was %s and is %s", name, input, f.Check, f.Code, g.Code)
				}
				unknown = unknown || f.Status == readiness.Fail && g.Status == readiness.StatusUnknown && g.Need != readiness.Required
			}
			if allowed {
				return
			}
			require.LessOrEqual(t, after.Floor, before.Floor, "%s, without %s", name, input)
			if before.Score < 40 && after.Verdict == readiness.Ready {
				require.True(t, unknown, "%s, without %s: %s was ready", name, input, before.Verdict)
				require.Less(t, after.Floor, 40, "%s, without %s", name, input)
			}
		})
	}
	for _, f := range kit.Fixtures() {
		hide(place(f), f)
	}
	for _, name := range names(changes) {
		hide(name, kit.Fixture{Submission: ready([]string{name})})
	}
	for i, change := range unusual {
		hide(fmt.Sprint("unusual ", i), kit.Fixture{Submission: kit.Ready(change)})
		hide(fmt.Sprint("unusual under rich ", i), kit.Fixture{Submission: kit.Ready(kit.Through("rich"), change), Policy: rich()})
	}
	for i, v := range visible {
		require.True(t, used[i], "%s, %s: an exception to nothing", v.check, v.input)
	}
	t.Logf("%d inputs hidden", inputs)
}
