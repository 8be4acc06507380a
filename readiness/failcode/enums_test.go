package failcode_test

import (
	"encoding"
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
)

func TestEnums(t *testing.T) {
	checkEnum[failcode.Category](t, 17)
	checkEnum[failcode.Origin](t, 6)
	checkEnum[failcode.Scope](t, 3)
	checkEnum[failcode.Direction](t, 2)
	checkEnum[failcode.Retry](t, 4)
	checkEnum[failcode.Order](t, 3)
	checkEnum[failcode.Money](t, 4)
	checkEnum[failcode.Clears](t, 8)
	checkEnum[failcode.Confidence](t, 3)
	checkEnum[failcode.State](t, 7)
	checkEnum[failcode.Next](t, 11)
}

func checkEnum[E interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}](t *testing.T, n int) {
	t.Helper()
	seen := map[string]bool{}
	for i := range n {
		s := E(i).String()
		require.Regexp(t, regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`), s)
		require.False(t, seen[s], s)
		seen[s] = true
		b, err := E(i).MarshalText()
		require.NoError(t, err)
		require.Equal(t, s, string(b))
	}
	require.Empty(t, E(n).String(), "the list has %d values", n)
	require.Empty(t, E(255).String())
}

// The zero value of every type is the careful answer.
func TestZeroValues(t *testing.T) {
	var d failcode.Decision
	require.Equal(t, "unknown query query_first keep maybe", fmt.Sprint(d.State, " ", d.Next, " ", d.Retry, " ", d.Order, " ", d.Money))
	require.False(t, d.Known)
	var c failcode.Cause
	require.Equal(t, "other in_doubt query_first keep maybe none low", fmt.Sprint(c.Category, " ", c.Origin, " ", c.Retry, " ", c.Order, " ", c.Money, " ", c.Clears, " ", c.Confidence))
	require.True(t, c.Action().IsZero())
	require.True(t, c.Meaning().IsZero())
	for id := range c.Checks() {
		t.Fatal(id)
	}
	require.Equal(t, "打款正在处理。", d.Applicant()[0][:len("打款正在处理。")])
	for s := range failcode.State(7) {
		require.Equal(t, s == failcode.StateFinalFailed || s == failcode.StateSucceeded || s == failcode.StateReturned, s.Final())
	}
}
