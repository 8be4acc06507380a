package gb18030_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/payready/payready/readiness/internal/gb18030"
)

func decoded(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewDecoder().String(s)
	require.NoError(t, err)
	return out
}

// Every character is written as x/text writes it, and read back as it reads it.
func TestEveryCharacter(t *testing.T) {
	enc := simplifiedchinese.GB18030.NewEncoder()
	for r := rune(0); r <= 0x10FFFF; r++ {
		switch {
		case r == 0xD800:
			r = 0xE000 // no surrogates
		case r > 0x10000:
			r += 256 // a formula has these
		}
		want, err := enc.String(string(r))
		require.NoError(t, err)
		if got := gb18030.Encode(string(r)); string(got) != want {
			t.Fatalf("%U is written %x, want %x", r, got, want)
		}
		if back := gb18030.Decode(want); back != decoded(t, want) {
			t.Fatalf("%x is read %+q, want %+q", want, back, decoded(t, want))
		}
	}
}

// What is no GB 18030 is read as x/text reads it, too.
func TestAnyBytes(t *testing.T) {
	for a := range 0x100 {
		for b := range 0x100 {
			for _, rest := range []string{"", "0", "\x81", "\x810", "\xFF0", "\x81\xFF"} {
				s := string([]byte{byte(a), byte(b)}) + rest
				if got := gb18030.Decode(s); got != decoded(t, s) {
					t.Fatalf("%x is read %+q, want %+q", s, got, decoded(t, s))
				}
			}
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	const often = "\x30\x39\x80\x81\x84\x90\xe3\xfe\xff"
	for range 100_000 {
		b := make([]byte, rng.IntN(12))
		for i := range b {
			if b[i] = often[rng.IntN(len(often))]; rng.IntN(3) == 0 {
				b[i] = byte(rng.Uint32())
			}
		}
		if got := gb18030.Decode(string(b)); got != decoded(t, string(b)) {
			t.Fatalf("%x is read %+q, want %+q", b, got, decoded(t, string(b)))
		}
	}
}
