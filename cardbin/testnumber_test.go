package cardbin_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

// The numbers of UnionPay's open platform begin like cards that the table knows.
func TestTestNumbers(t *testing.T) {
	for _, s := range []string{"6216261000000000018", "6221558812340000", "6226090000000048", "6226388000000095", "4242424242424242",
		"6200000000000005", "6205500000000000004", "30569309025904", "378282246310005", "62123456789002", "6212345678900000003"} {
		require.True(t, parse(t, s).IsTestNumber(), s)
		require.False(t, parse(t, s[:len(s)-1]+string('0'+(s[len(s)-1]-'0'+1)%10)).IsTestNumber(), "another last digit")
	}
	_, known := cardbin.Default().Lookup(parse(t, "6216261000000000018"))
	require.True(t, known)
	require.False(t, cardbin.PAN{}.IsTestNumber())
	require.False(t, parse(t, "0004242424242424242").IsTestNumber())
	rnd := rand.New(rand.NewPCG(9, 10))
	for range 10_000 {
		s := complete(rnd, "62", 16+rnd.IntN(4))
		require.False(t, parse(t, s).IsTestNumber(), s)
	}
}
