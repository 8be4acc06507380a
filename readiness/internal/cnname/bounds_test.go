package cnname_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/cnname"
)

// More slips than a name can have make another name; other forms may be more.
func TestTooManyDifferences(t *testing.T) {
	for _, tt := range []struct {
		claim, bank string
		n           int
		want        Class
	}{
		{"晓", "小", 4, Homophone},
		{"晓", "小", 5, Different},
		{"曉", "晓", 12, Variant},
		{"曉", "晓", 13, Different},
	} {
		r := Compare(strings.Repeat(tt.claim, tt.n), strings.Repeat(tt.bank, tt.n))
		require.Equal(t, Result{Class: tt.want, Position: 1, Differing: uint8(tt.n)}, r, "%d times %s for %s", tt.n, tt.claim, tt.bank)
	}
	require.Equal(t, Homophone, Compare("曉曉曉曉晓", "晓晓晓晓小").Class, "other forms are no slips")
	mixed := Compare(strings.Repeat("晓", 4)+strings.Repeat("曉", 8), strings.Repeat("小", 4)+strings.Repeat("晓", 8))
	require.Equal(t, Homophone, mixed.Class)
}

// The bank's system may lack four characters of a name, not five.
func TestTooManyRareCharacters(t *testing.T) {
	for _, c := range []struct{ rare, bank string }{{"䶮", "□"}, {"䶮", "(龙天)"}} {
		require.NotEqual(t, Different, Compare("王"+strings.Repeat(c.rare, 4), "王"+strings.Repeat(c.bank, 4)).Class, c.bank)
		require.Equal(t, Different, Compare("王"+strings.Repeat(c.rare, 5), "王"+strings.Repeat(c.bank, 5)).Class, c.bank)
	}
}

// Other forms are limited wherever a name is followed.
func TestTooManyForms(t *testing.T) {
	forms := func(n int) (claim, bank string) { return strings.Repeat("曉", n), strings.Repeat("晓", n) }
	for n, want := range map[int][3]Class{12: {ExtraChar, MaskedCompatible, RareSplit}, 13: {Different, MaskedConflict, Different}} {
		claim, bank := forms(n)
		require.Equal(t, want[0], Compare(claim+"国", bank).Class)
		require.Equal(t, want[1], Compare(claim+"国", bank+"*").Class)
		require.Equal(t, want[2], Compare(claim+"䶮", bank+"(龙天)").Class)
	}
}

// What is swapped is known behind characters in another form; what only sounds
// the same before it makes another name.
func TestSwappedBehindOthers(t *testing.T) {
	require.Equal(t, Result{Class: Transposed, Position: 2, Differing: 2}, Compare("王雅航", "王航雅"))
	require.Equal(t, Different, Compare("王晓雅航", "王小航雅").Class)
	require.Equal(t, Result{Class: Different, Position: 1, Differing: 3}, Compare("蕭雅航", "萧航雅"))
}

// A name in Latin letters has twelve words at most that may be in another order,
// and one in hanzi sixteen characters that may be romanised.
func TestTooManyWords(t *testing.T) {
	words := strings.Fields("ADAM BEN CARL DAN EVE FAY GUS HAL IDA JOE KIM LEO MAY")
	swap := func(n int) (a, b string) {
		return strings.Join(words[:n], " "), strings.Join(append(words[1:n:n], words[0]), " ")
	}
	a, b := swap(12)
	require.Equal(t, TokenOrder, Compare(a, b).Class)
	a, b = swap(13)
	require.Equal(t, Different, Compare(a, b).Class)
	require.Equal(t, Romanised, Compare(strings.Repeat("李", 16), strings.Repeat("LI", 16)).Class)
	require.Equal(t, Different, Compare(strings.Repeat("李", 17), strings.Repeat("LI", 17)).Class)
}
