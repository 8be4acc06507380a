package typed_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/internal/typed"
)

func TestSkip(t *testing.T) {
	for _, r := range " \t\n\r\v\f-\u0085\u00A0\u00AD\u034F\u061C\u115F\u1680\u180E\u2000\u200A\u200B\u200C\u200D\u200E\u200F" +
		"\u2010\u2011\u2012\u2013\u2014\u2015\u2028\u2029\u202A\u202C\u202D\u202E\u202F\u205F\u2060\u2066\u2069\u206F\u2212\u2500" +
		"\u2E3A\u3000\u301C\u30FC\u3164\uFE0F\uFE58\uFE63\uFEFF\uFF0D\uFFA0\U000E0020\U000E0100" {
		require.True(t, typed.Skip(r), "%U", r)
	}
	for _, r := range "09AXx\x00\x1b\x7f._/,*#+()'\"\u00B7\u2016\u2022\u2030\u3002\uFF0A\uFFFD一" {
		require.False(t, typed.Skip(r), "%U", r)
	}
}

// Whatever Unicode says has no glyph or is a space or a dash separates.
func TestSkipIsWhatUnicodeSays(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) && unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Join_Control, r) {
			require.True(t, typed.Skip(r), "%U", r)
		}
		if unicode.IsDigit(r) || unicode.Is(unicode.Han, r) || unicode.Is(unicode.Latin, r) {
			require.False(t, typed.Skip(r), "%U", r)
		}
	}
}

func TestASCII(t *testing.T) {
	for c := rune('!'); c <= '~'; c++ {
		require.Equal(t, c, typed.ASCII(c-'!'+'！'), "%c", c)
		require.Equal(t, c, typed.ASCII(c))
	}
	require.Equal(t, '･', typed.ASCII('･'))
	require.Equal(t, '\uFF00', typed.ASCII('\uFF00'))
}

func TestIsX(t *testing.T) {
	for _, r := range "ⅩⅹХхΧχ✕✖╳" {
		require.True(t, typed.IsX(r), "%c", r)
	}
	for _, r := range "xX×乂KYⅨⅪ" {
		require.False(t, typed.IsX(r), "%c", r)
	}
}

func TestUnquote(t *testing.T) {
	for _, c := range []struct {
		in, want string
	}{
		{"123", "123"},
		{"'123", "123"},
		{"‘123", "123"},
		{"’123", "123"},
		{"＇123", "123"},
		{"`123", "123"},
		{"'123'", "123"},
		{`="123"`, "123"},
		{`="'123"`, "123"},
		{` ="123" `, "123"},
		{"\t123\t", "123"},
		{`"123"`, "123"},
		{"“123”", "123"},
		{"\u202d'123\u202c", "123"},
		{"' 123", "123"},
		{"", ""},
		{"'", ""},
		{`="`, `="`},
		{`="123`, `="123`},
		{"=123", "=123"},
		{"''123", "'123"},
		{"12'3", "12'3"},
	} {
		require.Equal(t, c.want, typed.Unquote(c.in), "%q", c.in)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"P-1":                        "P-1",
		"1.2.3 (4)":                  "1.2.3 (4)",
		"'20261124100000001":         "20261124100000001",
		"\u202d2026\u200b1124\u202c": "20261124",
		"Ｐ－１":                        "P-1",
		"P\u20111":                   "P-1",
		"1.2\u00a0(3)":               "1.2 (3)",
		`="P-1"`:                     "P-1",
		"订单1":                        "订单1",
		"":                           "",
	} {
		require.Equal(t, want, typed.Text(in), "%q", in)
	}
	require.Zero(t, testing.AllocsPerRun(100, func() { typed.Text("P-20261124 (1)") }))
}

func TestSame(t *testing.T) {
	for _, s := range []string{"P-1", " P-1 ", "'P-1", "P\u20111", `="P-1"`, "Ｐ－１", "P\u200b-1", "\"P-1\""} {
		require.True(t, typed.Same(s, "P-1"), "%q", s)
		require.True(t, typed.Same("P-1", s), "%q", s)
		require.False(t, typed.Same(s, "P-2"), "%q", s)
		require.False(t, typed.Same(s, "P1"), "%q: a hyphen is a part of an order number", s)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[-'"= 0-9A-Z\x{200b}－]{0,6}`)
		a, b := s.Draw(t, "a"), s.Draw(t, "b")
		require.Equal(t, typed.Text(a) == typed.Text(b), typed.Same(a, b))
	})
}

func TestUnquoteLosesNoDigit(t *testing.T) {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ ='"“”\x60‘\t]{0,5}[0-9 '-]{0,9}[ '"”]{0,4}`).Draw(t, "s")
		got := typed.Unquote(s)
		require.Contains(t, s, got)
		require.Equal(t, digits(s), digits(got))
	})
}

// rewritten says it in other words.
var rewritten = regexp.MustCompile(`^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?[eE]\+?\d+$`)
var asQuantity = regexp.MustCompile(`^(\d+\.\d+|\d{1,3}(,\d{3})+(\.\d+)?)$`)

func TestRewritten(t *testing.T) {
	for s, want := range map[string]bool{
		"6.22202E+18": true, "6.22202e+18": true, "4.40981E17": true, "6E+18": true, "622202E+13": true,
		"6222020000000000000.0": true, "110101199003071000.00": true, "12345678.0": true,
		"6,222,020,000,000,000,000": true, "622,202,000,000,000.00": true,
		"": false, "E+18": false, "6.22202E+": false, "6.22202E": false, "6.E+18": false, ".5E+18": false, "6.22202EE+18": false,
		"6.22202E-18": false, "6.22": false, "1234567.0": false, "6222020000000000125": false, "6222.0200.0000": false,
		"6222,0200,0000": false, "62,22,02": false, "E12345678": false, "1,234": false, "6.22202E+18x": false,
	} {
		require.Equal(t, want, typed.Rewritten(s), s)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9]{0,9}(,[0-9]{2,4}){0,4}(\.[0-9]{0,3}){0,2}([eE]{0,2}[+-]?[0-9]{0,3})?`).Draw(t, "s")
		whole, _, _ := strings.Cut(s, ".")
		want := rewritten.MatchString(s) || asQuantity.MatchString(s) && len(strings.ReplaceAll(whole, ",", "")) >= 8
		require.Equal(t, want, typed.Rewritten(s), s)
	})
}
