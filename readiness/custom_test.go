package readiness_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

var kycLevel = intake.ExtraField("kyc_level")

// custom is a team's own check with an input and evidence of its own.
func custom(run func(*readiness.Case) readiness.Outcome) readiness.Check {
	return readiness.Check{
		ID: "team.kyc", Title: text("KYC"), Severity: readiness.High, Gate: true,
		Optional: []intake.Field{kycLevel},
		Evidence: []readiness.Key{
			{Name: "level", Unit: intake.UnitCount},
			{Name: "due", Unit: intake.UnitInstant},
			{Name: "tier", Unit: intake.UnitWord, Words: []string{"silver", "gold"}},
			{Name: "marks", Unit: intake.UnitWords, Words: []string{"a", "b", "c"}},
			{Name: "day", Unit: intake.UnitDay}, {Name: "sum", Unit: intake.UnitFen}, {Name: "sure", Unit: intake.UnitFact},
		},
		Reasons: []readiness.Reason{
			{Code: "ok", Status: readiness.Pass, Message: text("{level} {tier} {marks}")},
			{Code: "low", Status: readiness.Fail, Message: text("{level} of {sum} on {day}, sure: {sure}")},
			{Code: "soon", Status: readiness.Fail, Kind: readiness.Timed, Message: text("at {due}")},
		},
		Run: run,
	}
}

func runCustom(t *testing.T, s intake.Submission, run func(*readiness.Case) readiness.Outcome) (readiness.Finding, readiness.Report) {
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), custom(run))})
	require.NoError(t, err)
	r := c.Assess(s)
	f, ok := r.Find("team.kyc")
	require.True(t, ok)
	return f, r
}

// A team that writes in Chinese only is read in English, too.
func TestTextsInOneLanguage(t *testing.T) {
	check := custom(func(c *readiness.Case) readiness.Outcome {
		return c.Is("low", readiness.Note("level", intake.Count(1)))
	})
	check.Title = readiness.Text{readiness.ZH: "实名等级足够"}
	check.Reasons[1].Message = readiness.Text{readiness.ZH: "实名等级为 {level}"}
	check.Reasons[1].Action = &readiness.Action{ID: "raise-kyc", Text: readiness.Text{readiness.ZH: "请提升实名等级。"}, Owner: remedy.Applicant, Effort: remedy.Low}
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), check)})
	require.NoError(t, err)
	r := c.Assess(full())
	for _, l := range []readiness.Lang{readiness.ZH, readiness.EN} {
		d := r.Document(l, readiness.DetailFull)
		f := d.Findings[len(d.Findings)-1]
		require.Equal(t, []string{"实名等级足够", "实名等级为 1", "请提升实名等级。"}, []string{f.Title, f.Message, f.Advice})
		require.Equal(t, "请提升实名等级。", d.Fixes[0].Text)
	}
}

func TestBrokenContracts(t *testing.T) {
	for name, run := range map[string]func(*readiness.Case) readiness.Outcome{
		"the zero outcome":   func(c *readiness.Case) readiness.Outcome { return readiness.Outcome{} },
		"an undeclared code": func(c *readiness.Case) readiness.Outcome { return c.Is("surprise") },
		"an engine's code":   func(c *readiness.Case) readiness.Outcome { return c.Is("skipped") },
		"an undeclared key":  func(c *readiness.Case) readiness.Outcome { return c.Is("ok", readiness.Note("x", intake.Count(1))) },
		"a key of another unit": func(c *readiness.Case) readiness.Outcome {
			return c.Is("ok", readiness.Note("level", intake.Amount(1)))
		},
		"a word of no list": func(c *readiness.Case) readiness.Outcome {
			return c.Is("ok", readiness.Note("tier", intake.Word("王")))
		},
		"timed without a time":       func(c *readiness.Case) readiness.Outcome { return c.Is("soon") },
		"timed in the past":          func(c *readiness.Case) readiness.Outcome { return c.Until(noon, "soon") },
		"a panic with personal data": func(c *readiness.Case) readiness.Outcome { panic(c.Submission().Applicant.Name.Reveal()) },
		"an undeclared input":        func(c *readiness.Case) readiness.Outcome { return c.Missing("/applicant/nome") },
		"an undeclared extra input": func(c *readiness.Case) readiness.Outcome {
			return c.Missing(kycLevel, intake.ExtraField(c.Submission().Applicant.Name.Reveal()))
		},
		"a runtime error": func(c *readiness.Case) readiness.Outcome { return c.Is([]string{}[len(c.At().String()):][0]) },
		"five pieces of evidence": func(c *readiness.Case) readiness.Outcome {
			n := readiness.Note("level", intake.Count(1))
			return c.Is("ok", n, n, n, n, n)
		},
	} {
		f, r := runCustom(t, full(), run)
		require.Equal(t, readiness.StatusError, f.Status, name)
		require.Equal(t, readiness.CodeError, f.Code)
		require.Equal(t, []readiness.Problem{{Check: "team.kyc", Kind: "check-broken"}}, r.Errors)
		require.Equal(t, 85, r.Score, "it counts as unknown: %s", name)
	}
}

// What the engine said of a check once is not the check's to say the next time.
func TestBrokenContractAfterTheEnginesOwnWord(t *testing.T) {
	for _, code := range []string{readiness.CodeSkipped, readiness.CodeSuppressed, readiness.CodeError} {
		said := custom(func(c *readiness.Case) readiness.Outcome { return c.Is(code) })
		said.After = []readiness.ID{"identity.name"}
		c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), said)})
		require.NoError(t, err)
		bad, good := full(), full()
		bad.Applicant.Name = intake.Hide("王1明")
		for range 3 { // the second case uses the first one's memory
			r := c.Assess(bad)
			require.Equal(t, readiness.CodeSkipped, codeOf(t, &r, "team.kyc"), code)
			r = c.Assess(good)
			require.Equal(t, readiness.CodeError, codeOf(t, &r, "team.kyc"), code)
		}
	}
}

// A gate that time clears only in another century still fails: nobody may take
// it for a check that broke.
func TestTimedFarAway(t *testing.T) {
	for _, years := range []int{1, 80, 81, 200, 7000} {
		f, r := runCustom(t, full(), func(c *readiness.Case) readiness.Outcome { return c.Until(noon.AddDate(years, 0, 0), "soon") })
		require.Equal(t, readiness.Fail, f.Status, years)
		require.Equal(t, readiness.Wait, r.Verdict, years)
		require.True(t, f.ClearsAt.After(noon), years)
		require.True(t, r.EarliestAt.IsZero(), years)
	}
}

// Nothing that a check asks for at run time adds to the suite's inputs.
func TestAnUndeclaredInputIsNotKnown(t *testing.T) {
	undeclared := intake.ExtraField("kyc_step")
	c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), custom(func(c *readiness.Case) readiness.Outcome {
		if c.Known(undeclared) || !c.Known(kycLevel) {
			return c.Is("low")
		}
		return c.Is("ok")
	}))})
	require.NoError(t, err)
	s := full()
	s.Extra = intake.Extra{undeclared: intake.Count(3), kycLevel: intake.Count(1)}
	for range 2 {
		r := c.Assess(s)
		f, _ := r.Find("team.kyc")
		require.Equal(t, "ok", f.Code)
	}
}

func TestCustomEvidence(t *testing.T) {
	s := full()
	s.Extra = intake.Extra{kycLevel: intake.Count(3)}
	f, _ := runCustom(t, s, func(c *readiness.Case) readiness.Outcome {
		n, ok := c.Extra(kycLevel).Int()
		if !ok || !c.Known(kycLevel) {
			return c.Missing(kycLevel)
		}
		return c.Is("ok", readiness.Note("level", intake.Count(n)), readiness.Note("tier", intake.Word("gold")), readiness.Note("marks", intake.Words(5)))
	})
	require.Equal(t, "3 gold a, c", f.Message(readiness.EN))
	got := map[string]intake.Value{}
	for k, v := range f.Evidence() {
		got[k.Name] = v
	}
	n, ok := got["level"].Int()
	require.True(t, ok)
	require.EqualValues(t, 3, n)
	require.Equal(t, "gold", got["tier"].Word())

	f, _ = runCustom(t, full(), func(c *readiness.Case) readiness.Outcome {
		return c.Is("low", readiness.Note("level", intake.Count(1)), readiness.Note("sum", intake.Amount(123456)),
			readiness.Note("day", intake.Day(readiness.Date{Year: 2026, Month: 2, Day: 3})), readiness.Note("sure", intake.Truth(intake.Yes)))
	})
	require.Equal(t, "1 of CNY 1,234.56 on 2026-02-03, sure: yes", f.Message(readiness.EN))
	require.Equal(t, "1 of 1,234.56 元 on 2026-02-03, sure: 是", f.Message(readiness.ZH))

	f, r := runCustom(t, full(), func(c *readiness.Case) readiness.Outcome {
		due := noon.Add(90 * time.Minute)
		if !c.At().Before(due) {
			return c.Is("ok")
		}
		return c.Until(due, "soon", readiness.Note("due", intake.Instant(due)))
	})
	require.Equal(t, "at 2026-11-24 13:30", f.Message(readiness.ZH))
	require.Equal(t, noon.Add(90*time.Minute).Unix(), r.EarliestAt.Unix())
	require.Equal(t, readiness.Ready, r.EarliestVerdict)
}

func TestMissingNamesWhatToAsk(t *testing.T) {
	f, r := runCustom(t, full(), func(c *readiness.Case) readiness.Outcome { return c.Missing(kycLevel, intake.FieldCardBoundAt) })
	require.Equal(t, readiness.NoInput, f.Because)
	require.ElementsMatch(t, []intake.Field{kycLevel, intake.FieldCardBoundAt}, f.Missing())
	require.Equal(t, "Missing: time the card was bound, kyc_level", f.Message(readiness.EN))
	var asked []intake.Field
	for _, q := range r.Questions() {
		asked = append(asked, q.Field)
	}
	require.Subset(t, asked, []intake.Field{kycLevel, intake.FieldCardBoundAt})
}

// A case gives its checks what they need, and no more than the submission has.
func TestCase(t *testing.T) {
	_, r := runCustom(t, full(), func(c *readiness.Case) readiness.Outcome {
		pan, ok := c.PAN()
		match, known := c.BIN()
		switch {
		case !ok || pan.Last4() != "0125" || !known || match.Issuer().Code != "ICBC":
		case !c.At().Equal(noon) || c.Today().String() != "2026-11-24" || !c.ObservedAt().Equal(noon):
		case c.Policy().MinAge != 18 || c.Calendar() == nil || c.Submission().Card.Funding == 0:
		case c.Known(intake.FieldCardBIN) || !c.Known(intake.FieldCardNumber) || !c.Extra(kycLevel).IsZero():
		default:
			return c.Is("ok")
		}
		return c.Is("low")
	})
	f, _ := r.Find("team.kyc")
	require.Equal(t, "ok", f.Code)
}

// An outcome that holds until now says nothing of later: nobody waits for it.
func TestAnOutcomeUntilNow(t *testing.T) {
	_, r := runCustom(t, full(), func(c *readiness.Case) readiness.Outcome {
		return c.Until(c.At(), "ok", readiness.Note("level", intake.Count(1)))
	})
	without := readiness.Assess(full())
	require.True(t, r.ValidUntil.Equal(without.ValidUntil), r.ValidUntil)
	require.False(t, r.ValidUntil.IsZero())
}

// Ready begins at a product of exactly 0.84.
func TestReadyBegins(t *testing.T) {
	doubt := custom(func(c *readiness.Case) readiness.Outcome { return c.Is("doubt") })
	doubt.Severity, doubt.Gate = readiness.Critical, false
	for worth, want := range map[uint8]readiness.Verdict{68: readiness.Ready, 67: readiness.Caution} { // 1 − 0.50 × (1 − worth)
		doubt.Reasons = append(doubt.Reasons[:3:3], readiness.Reason{Code: "doubt", Status: readiness.Warn, Worth: worth, Message: text("a doubt")})
		c, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), doubt)})
		require.NoError(t, err)
		require.Equal(t, want, c.Assess(full()).Verdict, worth)
	}
}
