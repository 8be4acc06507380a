package utcoffset_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/utcoffset"
)

func TestUsed(t *testing.T) {
	for _, c := range []struct {
		fact    string
		country string
		minutes int64
		used    bool
		known   bool
	}{
		{"Beijing time", "CN", 480, true, true},
		{"Urumqi time", "CN", 360, true, true},
		{"no other in China", "CN", 420, false, true},
		{"Singapore shares Beijing's", "SG", 480, true, true},
		{"New York in winter", "US", -300, true, true},
		{"New York in summer", "US", -240, true, true},
		{"not in the United States", "US", 480, false, true},
		{"a quarter of an hour", "NP", 345, true, true},
		{"the first row", "AD", 60, true, true},
		{"the last row", "ZW", 120, true, true},
		{"no such offset", "CN", 481, false, true},
		{"far out of range", "CN", 1 << 40, false, true},
		{"no such country", "XX", 480, false, false},
		{"lower case is no code", "cn", 480, false, false},
		{"nothing", "\x00\x00", 480, false, false},
	} {
		t.Run(c.fact, func(t *testing.T) {
			used, known := Used(c.country[0], c.country[1], c.minutes)
			require.Equal(t, c.used, used)
			require.Equal(t, c.known, known)
		})
	}
}

func TestNoAllocs(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() { Used('C', 'N', 480) }))
}
