package cardbin_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/cardbin/internal/index"
	"github.com/payready/payready/internal/long"
)

func overlaid(t testing.TB) *cardbin.Table {
	t.Helper()
	f, err := os.Open("testdata/overlay.csv")
	require.NoError(t, err)
	defer f.Close()
	o, err := cardbin.Default().Overlay(f)
	require.NoError(t, err)
	return o
}

func lookup(t testing.TB, table *cardbin.Table, digits string) cardbin.Match {
	t.Helper()
	m, ok := table.Lookup(parse(t, digits))
	require.True(t, ok)
	return m
}

func TestOverlay(t *testing.T) {
	base := cardbin.Default()
	before := slices.Collect(base.All())
	o := overlaid(t)

	t.Run("replaces", func(t *testing.T) {
		require.Equal(t, cardbin.HintNone, lookup(t, base, "6222021000000000000").ClassHint())
		m := lookup(t, o, "6222021000000000000")
		require.Equal(t, cardbin.HintClassII, m.ClassHint())
		require.Equal(t, "二类户", m.Product())
		require.Equal(t, "example bank team@2026-11", m.Source())
	})
	t.Run("adds a longer prefix and a new issuer", func(t *testing.T) {
		m := lookup(t, o, "6222021900000000000")
		require.Equal(t, "62220219", m.Prefix())
		require.Equal(t, "own table@7", m.Source())
		require.Equal(t, cardbin.Issuer{Code: "EXBANK", NameZH: "示例银行股份有限公司", NameEN: "Example Bank", Region: "CN", Category: cardbin.CityCommercial}, m.Issuer())
		for _, name := range []string{"EXBANK", "示例银行", "example bank"} {
			iss, ok := o.FindIssuer(name)
			require.True(t, ok, name)
			require.Equal(t, m.Issuer(), iss)
		}
		_, ok := base.FindIssuer("EXBANK")
		require.False(t, ok)
	})
	t.Run("a known issuer abroad", func(t *testing.T) {
		iss := lookup(t, o, "6222031000000000000").Issuer()
		require.Equal(t, "HK", iss.Region)
		require.Equal(t, "中国工商银行", iss.NameZH)
		home, ok := o.FindIssuer("ICBC")
		require.True(t, ok)
		require.Equal(t, "CN", home.Region)
	})
	t.Run("tokens and test numbers", func(t *testing.T) {
		require.Equal(t, cardbin.KindToken, lookup(t, o, "6299990001000000").Kind())
		require.Equal(t, cardbin.KindTest, lookup(t, o, "99000000000000").Kind())
	})
	t.Run("removes", func(t *testing.T) {
		require.Equal(t, "ABC", lookup(t, base, "1030000000000000000").Issuer().Code)
		_, ok := o.Lookup(parse(t, "1030000000000000000"))
		require.False(t, ok)
	})
	t.Run("names its source", func(t *testing.T) {
		require.Equal(t, append(base.Sources(), cardbin.Source{ID: "example bank team", Version: "2026-11", Licence: "internal", Date: "2026-11-20", What: "synthetic rows"}), o.Sources())
		require.True(t, strings.HasPrefix(o.Version(), base.Version()+"+"))
		again := overlaid(t)
		require.Equal(t, o.Version(), again.Version())
		other, err := base.Overlay(strings.NewReader("prefix,pan_length,issuer\n623,16,ICBC\n"))
		require.NoError(t, err)
		require.NotEqual(t, o.Version(), other.Version())
	})
	t.Run("leaves the old table alone", func(t *testing.T) {
		require.Equal(t, before, slices.Collect(base.All()))
		require.Len(t, slices.Collect(o.All()), len(before)+3-1, "622202 and 622203 were there")
	})
	t.Run("keeps what the file has no column for", func(t *testing.T) {
		o2, err := o.Overlay(strings.NewReader("prefix,pan_length,issuer\n622202,19,ABC\n"))
		require.NoError(t, err)
		m := lookup(t, o2, "6222021000000000000")
		require.Equal(t, "ABC", m.Issuer().Code)
		require.Equal(t, cardbin.HintClassII, m.ClassHint())
		require.Equal(t, "二类户", m.Product())
		require.Equal(t, cardbin.Debit, m.Funding())
		require.Len(t, o2.Sources(), len(o.Sources())+1)
	})
	t.Run("an empty cell is unknown", func(t *testing.T) {
		o2, err := o.Overlay(strings.NewReader("prefix,pan_length,issuer,funding,class_hint,card_name\n622202,19,ABC,,,\n"))
		require.NoError(t, err)
		m := lookup(t, o2, "6222021000000000000")
		require.Equal(t, cardbin.FundingUnknown, m.Funding())
		require.Equal(t, cardbin.HintNone, m.ClassHint())
		require.Empty(t, m.Product())
	})
	t.Run("the zero table can be filled", func(t *testing.T) {
		var empty cardbin.Table
		o, err := empty.Overlay(strings.NewReader("\ufeffprefix,pan_length,issuer,issuer_name\r\n623,16,NEW,新银行\r\n"))
		require.NoError(t, err)
		require.Equal(t, "NEW", lookup(t, o, "6230000000000000").Issuer().Code)
	})
	t.Run("header only", func(t *testing.T) {
		o, err := base.Overlay(strings.NewReader("prefix,pan_length\n"))
		require.NoError(t, err)
		require.Equal(t, base.Stats(), o.Stats())
	})
}

func TestOverlayErrors(t *testing.T) {
	const head = "prefix,pan_length,issuer,issuer_name,region,funding,action,card_name,kind,class_hint,category\n"
	tests := []struct{ name, in, want string }{
		{"empty", "", "line 1: prefix: the header has no such column"},
		{"no length column", "prefix\n62\n", "line 1: pan_length: the header has no such column"},
		{"an unknown column", "prefix,pan_length,iban\n", "line 1: column 3 of the header is unknown"},
		{"a column twice", "prefix,pan_length,issuer,prefix\n", "line 1: column 4 of the header is a duplicate"},
		{"several columns", "prefix,pan_length,6222020000000000125,prefix,\n",
			"line 1: column 3 of the header is unknown\ncardbin: line 1: column 4 of the header is a duplicate\ncardbin: line 1: column 5 of the header is unknown"},
		{"data for a header", "622202,19\n", "line 1: column 1 of the header is unknown\ncardbin: line 1: column 2 of the header is unknown\n" +
			"cardbin: line 1: prefix: the header has no such column\ncardbin: line 1: pan_length: the header has no such column"},
		{"one digit", head + "6,16,ICBC,,,,,,,,\n", "line 2: prefix: must be 2 to 10 digits"},
		{"eleven digits", head + "62220212345,16,ICBC,,,,,,,,\n", "line 2: prefix: must be 2 to 10 digits"},
		{"a letter", head + "62a,16,ICBC,,,,,,,,\n", "line 2: prefix: must be 2 to 10 digits"},
		{"length 11", head + "622,11,ICBC,,,,,,,,\n", "line 2: pan_length: must be a number from 12 to 19"},
		{"length 20", head + "622,20,ICBC,,,,,,,,\n", "line 2: pan_length: must be a number from 12 to 19"},
		{"length +16", head + "622,+16,ICBC,,,,,,,,\n", "line 2: pan_length: must be a number from 12 to 19"},
		{"no issuer", head + "622,16,,,,,,,,,\n", "line 2: issuer: must be 1 to 32 capitals, digits or _"},
		{"an issuer in small letters", head + "622,16,icbc,,,,,,,,\n", "line 2: issuer: must be 1 to 32 capitals, digits or _"},
		{"a new issuer without a name", head + "622,16,NEW,,,,,,,,\n", "line 2: issuer: a new code needs an issuer_name"},
		{"a region in words", head + "622,16,NEW,新,China,,,,,,\n", "line 2: region: must be two capital letters"},
		{"an unknown funding", head + "622,16,ICBC,,,cash,,,,,\n", "line 2: funding: must be one of unknown, debit, credit, quasi_credit, prepaid"},
		{"an unknown kind", head + "622,16,ICBC,,,,,,coin,,\n", "line 2: kind: must be one of card, token, test"},
		{"an unknown hint", head + "622,16,ICBC,,,,,,,class_i,\n", "line 2: class_hint: must be one of none, class_ii, class_iii, class_ii_or_iii, e_account"},
		{"an unknown category", head + "622,16,ICBC,,,,,,,,x\n", "line 2: category: must be one of unknown, state_owned, policy_bank, joint_stock, city_commercial, rural_commercial, rural_credit_union, village_bank, digital_private, foreign_in_china, overseas, prepaid_issuer"},
		{"an unknown action", head + "622,16,ICBC,,,,drop,,,,\n", "line 2: action: must be set or remove"},
		{"nothing to remove", head + "629999,16,,,,,remove,,,,\n", "line 2: nothing to remove: the table has no such prefix and length"},
		{"twice", head + "622,16,ICBC,,,,,,,,\n622,16,ABC,,,,,,,,\n", "line 3: this prefix and length are on an earlier line"},
		{"a bidi mark in a name", head + "622,16,ICBC,,,,,\u202ex,,,\n", "line 2: card_name: must be at most 128 bytes, without control or invisible characters"},
		{"a long name", head + "622,16,NEW," + strings.Repeat("n", 129) + ",,,,,,,\n", "line 2: issuer_name: must be at most 128 bytes, without control or invisible characters"},
		{"too few cells", head + "622,16\n", "line 2: wrong number of fields"},
		{"a stray quote", head + "6\"22,16,ICBC,,,,,,,,\n", `line 2: bare " in non-quoted-field`},
		{"comments and blank lines count", "# x\n\n" + head + "\n# y\n6,16,ICBC,,,,,,,,\n", "line 6: prefix: must be 2 to 10 digits"},
		{"all at once", head + "6,16,ICBC,,,,,,,,\n622,1,ICBC,,,,,,,,\n", "line 2: prefix: must be 2 to 10 digits\ncardbin: line 3: pan_length: must be a number from 12 to 19"},
		{"two in a line", head + "622,16,ICBC,,,cash,,,coin,,\n", "line 2: funding: must be one of unknown, debit, credit, quasi_credit, prepaid\ncardbin: line 2: kind: must be one of card, token, test"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := cardbin.Default().Overlay(strings.NewReader(tt.in))
			require.Nil(t, o)
			require.EqualError(t, err, "cardbin: "+tt.want)
			var row *cardbin.RowError
			require.ErrorAs(t, err, &row)
			for _, err := range err.(interface{ Unwrap() []error }).Unwrap() { // in Chinese, too
				require.ErrorAs(t, err, &row)
				require.Regexp(t, fmt.Sprintf(`^第 %d 行( [a-z_]+)?：.*\p{Han}`, row.Line), row.Chinese())
				require.NotRegexp(t, `[A-Za-z]+ [A-Za-z]+`, row.Chinese())
			}
		})
	}
	t.Run("an unknown word is told from others", func(t *testing.T) {
		_, err := cardbin.Default().Overlay(strings.NewReader(head + "622,16,ICBC,,,cash,,,,,\n"))
		require.ErrorIs(t, err, cardbin.ErrText)
	})
	t.Run("not UTF-8", func(t *testing.T) {
		_, err := cardbin.Default().Overlay(strings.NewReader("prefix,pan_length,issuer\n622,16,\xd6\xd0\n"))
		require.ErrorIs(t, err, cardbin.ErrEncoding)
		require.Regexp(t, `\p{Han}`, err.(interface{ Chinese() string }).Chinese())
	})
	t.Run("too many bytes", func(t *testing.T) {
		_, err := cardbin.Default().Overlay(io.LimitReader(zeros{}, cardbin.MaxFileBytes+1))
		require.ErrorIs(t, err, cardbin.ErrTooLarge)
	})
	t.Run("too many rows", func(t *testing.T) {
		var b strings.Builder
		b.WriteString("prefix,pan_length,issuer\n")
		for i := range cardbin.MaxFileRows + 1 {
			fmt.Fprintf(&b, "9%06d,16,ICBC\n", i)
		}
		_, err := cardbin.Default().Overlay(strings.NewReader(b.String()))
		require.ErrorIs(t, err, cardbin.ErrTooLarge)
	})
	t.Run("a hundred errors, then no more", func(t *testing.T) {
		_, err := cardbin.Default().Overlay(strings.NewReader(head + strings.Repeat("x,16,ICBC,,,,,,,,\n", 5000)))
		require.ErrorIs(t, err, cardbin.ErrMore)
		require.Len(t, err.(interface{ Unwrap() []error }).Unwrap(), 101)
	})
	t.Run("no more within a line either", func(t *testing.T) {
		_, err := cardbin.Default().Overlay(strings.NewReader(head + "x,16,ICBC,,,,,,,,\n" + strings.Repeat("622,16,ICBC,,,cash,,,coin,,\n", 100)))
		require.Len(t, err.(interface{ Unwrap() []error }).Unwrap(), 101)
		_, err = cardbin.Default().Overlay(strings.NewReader(head + strings.Repeat("622,16,ICBC,,,cash,,,coin,,\n", 100)))
		require.Len(t, err.(interface{ Unwrap() []error }).Unwrap(), 101)
	})
	t.Run("a reader that fails", func(t *testing.T) {
		broken := errors.New("disk")
		_, err := cardbin.Default().Overlay(iotest.ErrReader(broken))
		require.ErrorIs(t, err, broken)
	})
}

// A table can have as many rows as its index can number, from any number of files.
func TestLargestTable(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	rows := func(first byte, n int) io.Reader {
		var b strings.Builder
		b.WriteString("prefix,pan_length,issuer,issuer_name\n")
		for i := range n {
			fmt.Fprintf(&b, "%c%06d,16,NEW,新银行\n", first, i)
		}
		return strings.NewReader(b.String())
	}
	var empty cardbin.Table
	half, err := empty.Overlay(rows('8', cardbin.MaxFileRows))
	require.NoError(t, err)
	full, err := half.Overlay(rows('9', index.MaxRows-cardbin.MaxFileRows))
	require.NoError(t, err)
	require.Equal(t, "9031070", lookup(t, full, "9031070000000000").Prefix())
	_, err = half.Overlay(rows('9', index.MaxRows-cardbin.MaxFileRows+1))
	require.ErrorIs(t, err, cardbin.ErrTooLarge)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '0'
	}
	return len(b), nil
}

// Whatever the file, Overlay does not panic, and its memory is bounded by a multiple
// of the file and the table.
func FuzzOverlay(f *testing.F) {
	b, err := os.ReadFile("testdata/overlay.csv")
	require.NoError(f, err)
	f.Add(string(b))
	for _, s := range []string{"", "prefix,pan_length\n62,16\n", "prefix,pan_length,issuer\n\"622\n", "#\n#:\n# source:\n", "prefix,pan_length,issuer\n018572,18,YNRCC\n"} {
		f.Add(s)
	}
	base := cardbin.Default()
	f.Fuzz(func(t *testing.T, s string) {
		var m0, m1 runtime.MemStats
		runtime.ReadMemStats(&m0)
		o, err := base.Overlay(strings.NewReader(s))
		runtime.ReadMemStats(&m1)
		require.Less(t, m1.TotalAlloc-m0.TotalAlloc, uint64(8<<20+200*len(s)))
		if err != nil {
			require.Nil(t, o)
			return
		}
		for r := range o.All() {
			require.NotEmpty(t, r.Issuer().Code)
			require.GreaterOrEqual(t, len(r.Prefix()), 2)
		}
	})
}
