package readiness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// A check of one's own runs for every channel, but not behind a gate of ours that fails
// for all of them.
func TestRoutesSkipWhatRestsOnASharedGate(t *testing.T) {
	check := custom(func(c *readiness.Case) readiness.Outcome { return c.Is("ok") })
	check.After = []readiness.ID{"card.state"}
	p := readiness.StandardPolicy()
	p.Channels = tenChannels()
	c := checker(t, readiness.Config{Policy: p, Suite: append(readiness.Suite(), check)})
	s := readinesstest.Ready()
	s.Card.State = intake.StateFrozen
	routes := c.Routes(s)
	require.Len(t, routes, len(p.Channels))
	for _, route := range routes {
		f, ok := route.Report.Find(check.ID)
		require.True(t, ok)
		require.Equal(t, readiness.CodeSkipped, f.Code)
		s.Payout.Channel, s.Payout.Product = route.Channel, route.Product
		want := c.Assess(s)
		requireSameReport(t, &want, route.Report)
	}
}

// The zero Outcome breaks the contract, of a check that never passes, too: it counts as a
// panic does.
func TestTheZeroOutcomeOfACheckThatNeverPasses(t *testing.T) {
	var said []string
	for _, run := range []func(*readiness.Case) readiness.Outcome{
		func(*readiness.Case) readiness.Outcome { return readiness.Outcome{} },
		func(*readiness.Case) readiness.Outcome { panic("broken") },
	} {
		check := custom(run)
		check.Reasons, check.Need = check.Reasons[1:], readiness.Required
		c := checker(t, readiness.Config{Suite: append(readiness.Suite(), check)})
		r := c.Assess(full())
		f, ok := r.Find(check.ID)
		require.True(t, ok)
		require.Equal(t, readiness.CodeError, f.Code)
		require.Equal(t, readiness.Incomplete, r.Verdict)
		b, err := r.MarshalJSON()
		require.NoError(t, err)
		said = append(said, string(b))
	}
	require.Equal(t, said[1], said[0])
}

// Messages of one's own may need escapes, hold braces that are no key, or not be text.
func TestMessagesOfAnyCharacters(t *testing.T) {
	for message, want := range map[string]string{
		`say "{level}"`:          `say "3"`,
		`{level}\{tier}`:         `3\gold`,
		"{level}\n":              "3\n",
		"{{level}}":              "{3}",
		"{none} {level":          "{none} {level",
		"{level}{level} } {tier": "33 } {tier",
		"{} {level}":             "{} 3",
		"汉{level}字":              "汉3字",
	} {
		check := custom(func(c *readiness.Case) readiness.Outcome {
			return c.Is("low", readiness.Note("level", intake.Count(3)), readiness.Note("tier", intake.Word("gold")))
		})
		check.Reasons[1].Message = text(message)
		c := checker(t, readiness.Config{Suite: append(readiness.Suite(), check)})
		r := c.Assess(full())
		f, ok := r.Find(check.ID)
		require.True(t, ok)
		require.Equal(t, want, f.Message(readiness.ZH), message)
		requireTwins(t, &r, message)
	}
}
