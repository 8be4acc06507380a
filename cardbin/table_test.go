package cardbin_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

func parse(t testing.TB, s string) cardbin.PAN {
	t.Helper()
	p, err := cardbin.ParsePAN(s)
	require.NoError(t, err)
	return p
}

// testdata/pans.csv: made-up numbers with what a table must say of them.
func TestLabelledNumbers(t *testing.T) {
	f, err := os.Open("testdata/pans.csv")
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, all, 497)
	for line, c := range all[1:] {
		t.Run(strconv.Itoa(line+2)+" "+c[1], func(t *testing.T) {
			p := parse(t, c[0])
			m, found := cardbin.Default().Lookup(p)
			require.Equal(t, c[8] == "1", p.LuhnValid(), "luhn")
			require.Equal(t, c[8] == "1", cardbin.Luhn(c[0]), "luhn of the text")
			require.Equal(t, c[2] == "1", found, "found")
			require.Equal(t, c[7] == "1", m.How == cardbin.HowExact, "length")
			if !found {
				require.Equal(t, cardbin.Match{}, m)
				return
			}
			require.Equal(t, c[3], m.Prefix())
			require.Equal(t, c[4], m.Issuer().Code)
			require.Equal(t, c[5], m.Funding().String())
			require.Equal(t, c[6], strconv.Itoa(m.PANLength()))
		})
	}
}

func TestLookup(t *testing.T) {
	tests := []struct {
		name, pan, prefix, issuer string
		how                       cardbin.How
	}{
		{"a leading zero is part of the prefix", "018572000000000000", "018572", "YNRCC", cardbin.HowExact},
		{"a three-digit prefix", "1030000000000000000", "103", "ABC", cardbin.HowExact},
		{"the longest prefix wins", "6032650000000000", "60326500", "JSBANK", cardbin.HowExact},
		{"a shorter prefix of the right length beats a longer one of another", "9558800000000000", "95588", "ICBC", cardbin.HowOtherLength},
		{"one digit lost", "103000000000000000", "103", "ABC", cardbin.HowOtherLength},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := cardbin.Default().Lookup(parse(t, tt.pan))
			require.True(t, ok)
			require.Equal(t, tt.prefix, m.Prefix())
			require.Equal(t, tt.issuer, m.Issuer().Code)
			require.Equal(t, tt.how, m.How)
		})
	}
	t.Run("the zero PAN", func(t *testing.T) {
		_, ok := cardbin.Default().Lookup(cardbin.PAN{})
		require.False(t, ok)
	})
	t.Run("the zero Table", func(t *testing.T) {
		var empty cardbin.Table
		_, ok := empty.Lookup(parse(t, "6222021234567890123"))
		require.False(t, ok)
		_, ok = empty.LookupPrefix("622202", 19)
		require.False(t, ok)
		_, ok = empty.FindIssuer("ICBC")
		require.False(t, ok)
		require.Empty(t, slices.Collect(empty.All()))
	})
}
