package readinesstest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/internal/long"
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
// better if an input is hidden, and why. The package documentation of readiness lists
// them, too.
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
	{"identity.name|consistency.holder-mobile|payout.(amount|channel-quota|funds)|timing.maintenance|history.unresolved-cause", "/payout/(channel|product)", "payout.channel-support asks for it at a price, if anything depends on it."},
	{"payout.channel-name", "/payout/(channel|product|routes.*)", "A name that is not given is not wrong."},
	{"card.number|identity.document|identity.age", "/card/(number|bin|length|last4)|/applicant/document/(number|birth_date)", "What is given once contradicts nothing."},
	{"timing.maintenance", "/card/(number|bin|length|issuer)", "A bank's window applies only to that bank."},
	{"payout.channel-support", "/payout/routes.*", "Of a channel that nobody forbids nothing is asked."},
	{"timing.maintenance|payout.channel-health", "/health.*", "Of banks and channels that nobody watches nothing is asked."},
	{"timing.settlement|payout.amount", "/payout/system", "The amount determines the clearing system."},
	{"payout.in-flight|payout.duplicate", "/history/attempts/./(outcome|channel|product|status|code)", "Of what is booked and what the channel answers, one alone counts and contradicts nothing."},
	{"payout.channel-name|history.booking", "/history/attempts/./(channel|product|status|code)", "A name that is not given is not wrong, and one word contradicts nothing."},
	{"history.abuse", ".*", "Two signs that nobody gives cannot add up: the check asks for the one that would be one too many."},
	{"history.(unresolved-cause|cool-down)", "/history/attempts/./fixed", "Unless somebody says that it is not mended, a bank is believed that has confirmed since what it refused."},
	{"payout.review", "/review/.*", "A reviewer's decision that is not passed on cannot be known, and nobody is asked for a review that nobody wanted."},
	{"mandate.*", "/mandate/.*", "Most payouts are no loans: unless the policy requires some of the mandate, nobody is asked for it."},
	{"history.*", "/history/attempts/./outcome", "An attempt without an outcome is open: payout.in-flight blocks it."},
}

// alsoVisible are exceptions that no fixture makes use of, but random histories do.
var alsoVisible = []struct{ check, input, why string }{
	{"consistency.*|identity.*|card.*", "/history/attempts.*", "Money that came back and is not told of cannot speak against the card."},
	{"history.(cool-down|unresolved-cause)", "/history/attempts/./(fixed_at|ended_at|submitted_at)", "A fix without a date, or of what has none, contradicts nothing; the caller answers for it."},
	{"payout.channel-support", "/card/(bin|length)", "The whole number or the stated bank replaces them."},
	{"history.unresolved-cause|card.*|consistency.*", "/history/attempts/./(outcome|channel|product|status|code)", "Of what is booked and what the channel answers, one alone counts and contradicts nothing."},
	{"history.*|card.*|consistency.*", "/history/attempts/./ended_at", "An attempt without its end ended when it was made."},
	{"history.cool-down", "/history/attempts/./(channel|product|status|code)", "After a failure of no known cause the policy's cool-down counts; history.risk-hold and history.unresolved-cause do not know."},
	{"payout.funds|history.unresolved-cause", "/payout/routes.*", "The balance that the payout states counts for an account of which nothing is said."},
	{"card.class-quota", "/history/attempts.*", "The bank's sum of the day counts if no payout is known; payout.in-flight asks for them at a price."},
}

// mayHide reports whether the check may judge better without the input.
func mayHide(check readiness.ID, input string, used []bool) bool {
	for i, v := range visible {
		if whole(v.check).MatchString(string(check)) && whole(v.input).MatchString(input) {
			used[i] = true
			return true
		}
	}
	for _, v := range alsoVisible {
		if whole(v.check).MatchString(string(check)) && whole(v.input).MatchString(input) {
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

// A hiding is one input left out of a submission.
type hiding struct {
	name, input   string
	before, after *readiness.Report
}

// helps says what is better without the input, "" for nothing. It marks the
// exceptions that it makes use of.
func (h hiding) helps(used []bool) string {
	allowed, unknown := false, false
	for f := range h.before.Findings() {
		g, _ := h.after.Find(f.Check)
		if better(f, g) {
			allowed = true
			if !mayHide(f.Check, h.input, used) {
				return fmt.Sprintf("%s, without %s: %s was %s and is %s", h.name, h.input, f.Check, f.Code, g.Code)
			}
		}
		unknown = unknown || f.Status == readiness.Fail && g.Status == readiness.StatusUnknown && g.Need != readiness.Required
	}
	blocked, ready := h.before.Score < 40, h.after.Verdict == readiness.Ready
	if blocked && whole("/payout/(channel|product)").MatchString(h.input) && (ready && !unknown || h.after.Floor >= 40) {
		return fmt.Sprintf("%s, without %s: %s was %s, and the floor is %d", h.name, h.input, h.after.Verdict, h.before.Verdict, h.after.Floor)
	}
	switch {
	case allowed:
	case h.after.Floor > h.before.Floor:
		return fmt.Sprintf("%s, without %s: the floor was %d and is %d", h.name, h.input, h.before.Floor, h.after.Floor)
	case blocked && ready && (!unknown || h.after.Floor >= 40):
		return fmt.Sprintf("%s, without %s: ready was %s", h.name, h.input, h.before.Verdict)
	}
	return ""
}

// Unknown is never a pass. Hiding one input makes no check judge better and does
// not raise Floor. A blocked submission becomes ready only if a check that may stay
// unknown no longer knows.
func TestHidingDoesNotHelp(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	inputs, used := 0, make([]bool, len(visible))
	hide := func(name string, f kit.Fixture) {
		c, err := f.Checker(nil)
		require.NoError(t, err)
		before := c.Assess(f.Submission)
		hidden(t, f.Submission, func(input string, s intake.Submission) {
			inputs++
			after := c.Assess(s)
			require.Empty(t, hiding{name, input, &before, &after}.helps(used))
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

// The same law over random histories under random policies.
func TestLawOfHiding(t *testing.T) {
	changed, hidings := names(changes), 0
	rapid.Check(t, func(r *rapid.T) {
		p := rich()
		if rapid.Bool().Draw(r, "standard") {
			p = readiness.StandardPolicy()
		}
		p.SameAmountDays = rapid.Int64Range(0, 9).Draw(r, "same amount")
		p.CoolDownHours = rapid.Int64Range(0, 72).Draw(r, "cool-down")
		p.PayoutsPerCardDay = rapid.Int64Range(1, 4).Draw(r, "payouts a day")
		s := ready(rapid.SliceOfNDistinct(rapid.SampledFrom(changed), 0, 2, rapid.ID).Draw(r, "changes"))
		s.Payout.OrderID = rapid.SampledFrom([]string{"", "order-1", "order-2"}).Draw(r, "order")
		s.Payout.Channel = rapid.SampledFrom([]string{"", "wechatpay", "rich", "house"}).Draw(r, "channel")
		s.Payout.Product = rapid.SampledFrom([]string{"", "mch_transfer", "other"}).Draw(r, "product")
		available := func(label string) intake.Opt[intake.Fen] {
			n := rapid.SampledFrom([]int64{-1, 0, 1_000_000}).Draw(r, label)
			return intake.Opt[intake.Fen]{V: intake.Yuan(n), OK: n >= 0}
		}
		s.Payout.Available = available("available")
		if rapid.Bool().Draw(r, "accounts") {
			s.Payout.Routes = []intake.PayoutRoute{{Channel: "wechatpay", Available: available("available there")}}
		}
		for range rapid.IntRange(0, 3).Draw(r, "attempts") {
			s.History.Attempts = append(s.History.Attempts, anyAttempt(r))
		}
		c, err := readiness.New(readiness.Config{Policy: p})
		require.NoError(t, err)
		before := c.Assess(s)
		hidden(t, s, func(input string, s intake.Submission) {
			if !strings.HasPrefix(input, "/history/") && !strings.HasPrefix(input, "/payout/") {
				return
			}
			hidings++
			after := c.Assess(s)
			if said := (hiding{"a random history", input, &before, &after}).helps(make([]bool, len(visible))); said != "" {
				r.Fatal(said)
			}
		})
	})
	t.Logf("%d inputs hidden", hidings)
}

// anyAttempt draws an attempt of which anything may be unknown.
func anyAttempt(r *rapid.T) intake.Attempt {
	ended := []intake.AttemptOutcome{intake.OutcomeFailed, intake.OutcomeReturned, intake.OutcomeSucceeded}
	code := rapid.SampledFrom([][4]string{
		{}, {"wechatpay", "mch_transfer", "", "NOT_ENOUGH"}, {"wechatpay", "mch_transfer", "FAIL", "NAME_NOT_CORRECT"}, {"unionpay", "acp", "", "38"},
		{"ainong", "transfer", "", "2022"}, {"house", "", "FAIL", "X1"}, {"wechatpay", "mch_transfer", "SUCCESS", ""}, {"wechatpay", "pay_bank", "", "AMOUNT_LIMIT"},
	}).Draw(r, "code")
	a := intake.Attempt{
		OrderID: rapid.SampledFrom([]string{"", "order-1", "order-0"}).Draw(r, "order"),
		Outcome: rapid.SampledFrom(ended).Draw(r, "outcome"),
		Channel: code[0], Product: code[1], Status: code[2], Code: code[3],
		SameCard: intake.Fact(rapid.IntRange(0, 2).Draw(r, "same card")), Fixed: intake.Fact(rapid.IntRange(0, 2).Draw(r, "fixed")),
	}
	if yuan := rapid.SampledFrom([]int64{0, 500, 8_000}).Draw(r, "amount"); yuan > 0 {
		a.Amount = intake.Some(intake.Yuan(yuan))
	}
	moment := func(label string) time.Time {
		if rapid.IntRange(0, 3).Draw(r, label+" given") == 0 {
			return time.Time{}
		}
		return kit.Moment.Add(-time.Duration(rapid.IntRange(-600, 12*24*60).Draw(r, label)) * time.Minute)
	}
	a.SubmittedAt, a.EndedAt, a.FixedAt = moment("submitted"), moment("ended"), moment("mended")
	if a.EndedAt.Before(a.SubmittedAt) {
		a.EndedAt = a.SubmittedAt // else the two contradict each other
	}
	return a
}

func members(t *testing.T, s intake.Submission) (m map[string]any) {
	b, err := s.RevealJSON()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &m))
	return m
}

func submission(t *testing.T, m map[string]any) intake.Submission {
	b, err := json.Marshal(m)
	require.NoError(t, err)
	s, err := intake.ParseSubmission(b, intake.Strict)
	require.NoError(t, err)
	return s
}
