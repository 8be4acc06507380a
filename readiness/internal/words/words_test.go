package words_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/internal/words"
)

type colour uint8

var colours = []string{"", "red", "green"}

func TestNamesAndValues(t *testing.T) {
	for i, name := range colours {
		require.Equal(t, name, words.Name(colours, colour(i)))
		var c colour
		err := words.Parse(colours, &c, []byte(name))
		require.NoError(t, err)
		require.Equal(t, colour(i), c)
	}
	require.Empty(t, words.Name(colours, colour(3)))
	c := colour(2)
	require.ErrorIs(t, words.Parse(colours, &c, []byte("Red")), words.ErrUnknown)
	require.Equal(t, colour(2), c)
}

func TestAlphabets(t *testing.T) {
	for s, want := range map[string][3]bool{ // word, kebab-case, digits
		"":                      {false, false, false},
		"a":                     {true, true, false},
		"card-number":           {true, true, false},
		"card_number":           {true, false, false},
		"card--number":          {true, false, false},
		"card-":                 {true, false, false},
		"Card":                  {false, false, false},
		"9a":                    {false, false, false},
		"012":                   {false, false, true},
		"０１":                    {false, false, false},
		strings.Repeat("a", 32): {true, true, false},
		strings.Repeat("a", 33): {false, false, false},
	} {
		require.Equal(t, want, [3]bool{words.Is(s), words.IsKebab(s), words.IsDigits(s)}, s)
	}
}
