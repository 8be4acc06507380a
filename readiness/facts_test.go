package readiness

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A fact that breaks takes nothing away of what a run has found out before.
func TestATimedFactThatPanics(t *testing.T) {
	c, fact := &Case{next: 5}, timed[int]{}
	require.Panics(t, func() { fact.get(c, func(*Case) int { panic("broken") }) })
	require.EqualValues(t, 5, c.next)
	require.False(t, fact.known)

	find := func(c *Case) int { c.next = 3; return 7 }
	require.Equal(t, 7, *fact.get(c, find))
	require.EqualValues(t, 3, c.next)
	c.next = 9
	require.Equal(t, 7, *fact.get(c, nil), "kept")
	require.EqualValues(t, 3, c.next, "and when it may change")
}
