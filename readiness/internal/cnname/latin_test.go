package cnname_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnname"
)

// What systems do to a Latin name is recognised for what it is, whatever the name.
// The words have no letters in common that could make it something else.
func TestWhatSystemsDoToLatinNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pool := []string{"Bernard", "Fatimah", "Gupta", "Johansson", "Kowalski", "Petrova", "Tanaka", "Wójcik", "Xavier", "Yusuf"}
		words := rapid.Permutation(pool).Draw(t, "words")[:rapid.IntRange(2, 5).Draw(t, "n")]
		other := rapid.Permutation(words).Draw(t, "order")
		gap := rapid.SampledFrom([]string{"", " ", "-", "/", ", ", "–", ". "}).Draw(t, "gap")
		name := strings.Join(words, " ")

		bank := strings.ToUpper(strings.Join(words, gap))
		require.Contains(t, []Class{Exact, Equivalent}, Compare(name, bank).Class, bank)
		bank = strings.Join(other, gap)
		require.Contains(t, []Class{Exact, Equivalent, TokenOrder}, Compare(name, bank).Class, bank)

		if len(words) > 2 { // one left out or abbreviated
			i := rapid.IntRange(0, len(other)-1).Draw(t, "i")
			short := append([]string{}, other...)
			short[i] = short[i][:1]
			bank = strings.Join(short, " ")
			require.Contains(t, []Class{MissingPart, MaskedCompatible}, Compare(name, bank).Class, bank)
			bank = strings.Join(append(short[:i:i], short[i+1:]...), " ")
			require.Contains(t, []Class{MissingPart, MaskedCompatible}, Compare(name, bank).Class, bank)
		}

		letters := strings.Join(words, "")
		cut := len(letters) - rapid.IntRange(2, 6).Draw(t, "cut")
		if cut >= 15 && letters[cut]&0xC0 != 0x80 {
			require.Contains(t, []Class{MaskedCompatible, MissingPart}, Compare(name, letters[:cut]).Class, letters[:cut])
		}

		stranger := strings.Join(append([]string{"Quispe"}, other[1:]...), " ")
		require.Equal(t, Different, Compare(name, stranger).Class, stranger)
	})
}

// A name of many words that begin alike is not tried in all orders.
func BenchmarkJoinedWords(b *testing.B) {
	claimed := "A AA AAA AAAA AAAAA AAAAAA"
	bank := strings.Repeat("A", 20) + "B"
	for b.Loop() {
		Compare(claimed, bank)
	}
}
