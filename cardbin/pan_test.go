package cardbin_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/cardbin"
)

const plain = "6222021234567890123"

func TestParsePAN(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", plain, plain},
		{"grouped by spaces", "6222 0212 3456 7890 123", plain},
		{"grouped by hyphens", "6222-0212-3456-7890-123", plain},
		{"spaces around", "  " + plain + " ", plain},
		{"full-width digits", "６２２２０２１２３４５６７８９０１２３", plain},
		{"full-width hyphens and ideographic spaces", "６２２２－０２１２　３４５６７８９０１２３", plain},
		{"a bidi override", "\u202d" + plain + "\u202c", plain},
		{"a tab", plain + "\t", plain},
		{"zero-width spaces", "6222\u200b0212\u200b34567890123", plain},
		{"Unicode's hyphens", "6222\u20100212\u201134567890\u2212123", plain},
		{"an apostrophe", "'" + plain, plain},
		{"a formula", `="` + plain + `"`, plain},
		{"no-break spaces", "6222\u00a00212\u00a034567890123", plain},
		{"twelve digits", "123456789012", "123456789012"},
		{"a leading zero stays", "0185720000000000", "0185720000000000"},
		{"the largest", "9999999999999999999", "9999999999999999999"},
		{"zeros", "0000000000000000", "0000000000000000"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := cardbin.ParsePAN(tt.in)
			require.NoError(t, err)
			require.Equal(t, tt.want, p.Reveal())
			require.Equal(t, len(tt.want), p.Len())
			require.False(t, p.IsZero())
		})
	}
}

func TestParsePANErrors(t *testing.T) {
	tests := []struct {
		name, in string
		pos      int
		err      error
	}{
		{"empty", "", 0, cardbin.ErrEmpty},
		{"separators only", " - ", 3, cardbin.ErrEmpty},
		{"eleven digits", "12345678901", 11, cardbin.ErrTooShort},
		{"twenty digits", "12345678901234567890", 19, cardbin.ErrTooLong},
		{"a letter", "62220212x4567890", 8, cardbin.ErrCharacter},
		{"masked", "622202******1234", 6, cardbin.ErrCharacter},
		{"NUL", "622202123456789\x00", 15, cardbin.ErrCharacter},
		{"after an apostrophe", "'622202x123456789", 7, cardbin.ErrCharacter},
		{"a full-width letter", "６２２Ｘ", 9, cardbin.ErrCharacter},
		{"a quantity", "6.22202E+18", 1, cardbin.ErrSpreadsheet},
		{"a quoted quantity", "'6.22202E+18", 2, cardbin.ErrSpreadsheet},
		{"a decimal point", "6222021234567890.0", 16, cardbin.ErrSpreadsheet},
		{"thousands", "6,222,021,234,567,890", 1, cardbin.ErrSpreadsheet},
		{"groups with dots", "6222.0212.3456.7890", 4, cardbin.ErrCharacter},
		{"Arabic-Indic digits", "٦٢٢٢٠٢١٢٣٤٥٦٧٨٩٠", 0, cardbin.ErrCharacter},
		{"invalid UTF-8", "6222\xff021234567890", 4, cardbin.ErrCharacter},
		{"a plus sign", "+622202123456789", 0, cardbin.ErrCharacter},
		{"129 bytes", strings.Repeat(" ", 129), 128, cardbin.ErrTooLong},
		{"ten megabytes", strings.Repeat("6", 10<<20), 128, cardbin.ErrTooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := cardbin.ParsePAN(tt.in)
			var pe *cardbin.ParseError
			require.ErrorAs(t, err, &pe)
			require.ErrorIs(t, err, tt.err)
			require.Equal(t, tt.pos, pe.Pos)
			require.True(t, p.IsZero())
			require.Equal(t, fmt.Sprintf("cardbin: card number: %v (at byte %d)", tt.err, tt.pos), err.Error())
		})
	}
	t.Run("128 bytes are read", func(t *testing.T) {
		require.Equal(t, plain, parse(t, plain+strings.Repeat(" ", 128-len(plain))).Reveal())
	})
}

func TestPANAccessors(t *testing.T) {
	p := parse(t, plain)
	require.Equal(t, "0123", p.Last4())
	require.Equal(t, "622202", p.BIN(6))
	require.Equal(t, "6222021234", p.BIN(10))
	require.Equal(t, "6222021234", p.BIN(19), "no more than ten digits")
	require.Equal(t, "6", p.BIN(1))
	require.Empty(t, p.BIN(0))
	require.Empty(t, p.BIN(-1))
	require.Equal(t, "018572", parse(t, "0185720000000001").BIN(6))
	require.Equal(t, "0001", parse(t, "0185720000000001").Last4())
	require.NotEqual(t, parse(t, "0123456789012"), parse(t, "123456789012"), "length is part of the value")
	require.Equal(t, parse(t, plain), parse(t, "6222 0212-34567890123"))
	require.Equal(t, uintptr(16), unsafe.Sizeof(p))

	var zero cardbin.PAN
	require.True(t, zero.IsZero())
	require.False(t, parse(t, "000000000000").IsZero(), "twelve zeros are digits")
	require.Zero(t, zero.Len())
	require.False(t, zero.LuhnValid())
	require.False(t, zero.AllSame())
	require.Equal(t, cardbin.NetworkUnknown, zero.Network())
	for _, s := range []string{zero.Last4(), zero.BIN(6), zero.Masked(), zero.Reveal(), fmt.Sprint(zero)} {
		require.Empty(t, s)
	}
}

func TestMasked(t *testing.T) {
	tests := []struct{ in, want string }{
		{"6222021234567890123", "622202*********0123"},
		{"6222021234561234", "622202******1234"},
		{"12345678901234", "123456****1234"},
		{"1234567890123", "12345****0123"},
		{"123456789012", "1234****9012"},
		{"0185720000001234", "018572******1234"},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, parse(t, tt.in).Masked())
	}
}

func TestAllSame(t *testing.T) {
	for digits := cardbin.MinPANDigits; digits <= cardbin.MaxPANDigits; digits++ {
		for d := range 10 {
			s := strings.Repeat(fmt.Sprint(d), digits)
			require.True(t, parse(t, s).AllSame(), s)
			require.False(t, parse(t, s[1:]+fmt.Sprint((d+1)%10)).AllSame())
			require.False(t, parse(t, fmt.Sprint((d+1)%10)+s[1:]).AllSame())
		}
	}
}

type holder struct {
	card cardbin.PAN // unexported: printers cannot call its methods
	list []cardbin.PAN
	byID map[string]cardbin.PAN
	ptr  *cardbin.PAN
}

// No printer shows four digits in a row from the hidden part of the number,
// decimal or hex.
func TestNumberNeverLeaks(t *testing.T) {
	p := parse(t, plain)
	h := holder{p, []cardbin.PAN{p}, map[string]cardbin.PAN{"x": p}, &p}
	public := struct {
		Card cardbin.PAN
		Ptr  *cardbin.PAN
		Map  map[cardbin.PAN]int
	}{p, &p, map[cardbin.PAN]int{p: 1}}
	var out bytes.Buffer
	for _, verb := range "vsqdxXoObceEfFgGtUpTw" {
		for _, flags := range []string{"", "+", "#", " ", "0", "-40", "30", ".3"} {
			for _, v := range []any{p, &p, h, &h, public} {
				fmt.Fprintf(&out, "%"+flags+string(verb)+"\n", v)
			}
		}
	}
	fmt.Fprintln(&out, p, h, errors.New(p.String()), p.String())
	require.Equal(t, "622202*********0123", fmt.Sprintf("%x", p))
	require.Equal(t, "622202*********0123", fmt.Sprintf("%#v", p))

	text := slog.New(slog.NewTextHandler(&out, nil))
	text.Info("m", "pan", p, "holder", h, "public", public)
	js := slog.New(slog.NewJSONHandler(&out, nil))
	js.Info("m", "pan", p, "holder", h, "public", public)
	for _, v := range []any{p, &p, h, public} {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		out.Write(b)
	}
	b, err := xml.Marshal(element{p})
	require.NoError(t, err)
	out.Write(b)
	b, err = p.AppendText([]byte("x"))
	require.NoError(t, err)
	require.Equal(t, "x622202*********0123", string(b))

	// testify prints both sides of a difference with spew, methods off.
	fake := &recorder{}
	assert.Equal(fake, h, holder{})
	assert.Equal(fake, public, struct{}{})
	out.WriteString(fake.text)
	require.Contains(t, out.String(), "mixed", "spew did look inside")

	hidden := plain[6 : len(plain)-4]
	for i := range len(hidden) - 6 { // shorter runs turn up in printed addresses
		if strings.Contains(out.String(), hidden[i:i+7]) {
			t.Fatal("hidden digits are printed")
		}
	}
	number := fmt.Sprintf("%x", uint64(6222021234567890123))
	require.NotContains(t, strings.ToLower(out.String()), number)

	require.Error(t, decode(`"622202*********0123"`, &public.Card), "a mask is no number")
}

type element struct{ Card cardbin.PAN }

func decode(text string, v any) error { return json.Unmarshal([]byte(text), v) }

type recorder struct{ text string }

func (r *recorder) Errorf(format string, args ...any) { r.text += fmt.Sprintf(format, args...) }

func TestPANIsAMapKeyWithoutAllocation(t *testing.T) {
	require.Zero(t, testing.AllocsPerRun(100, func() {
		p, _ := cardbin.ParsePAN(plain)
		q, _ := cardbin.ParsePAN("6222-0212-3456-7890-123")
		if p != q || !cardbin.Default().Succeeded("LYBANK", "ZYB") || p.LuhnValid() == p.AllSame() && p.Len() == 0 {
			t.Error("not equal")
		}
		m, _ := cardbin.Default().Lookup(p)
		if m.Issuer().Code != "ICBC" || m.Luhn() != cardbin.LuhnUsual {
			t.Error("wrong card")
		}
		if _, ok := cardbin.Default().FindIssuer("中国工商银行股份有限公司"); !ok {
			t.Error("unknown issuer")
		}
	}))
}

func TestParsePANRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[0-9]{12,19}`).Draw(t, "digits")
		var b strings.Builder
		for _, d := range digits {
			b.WriteString(rapid.SampledFrom([]string{"", " ", "-", "\u3000"}).Draw(t, "gap"))
			if rapid.Bool().Draw(t, "wide") {
				d += '０' - '0'
			}
			b.WriteRune(d)
		}
		in := b.String()
		p, err := cardbin.ParsePAN(in)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if p.Reveal() != digits || p.Len() != len(digits) || p.LuhnValid() != cardbin.Luhn(digits) || p.LuhnValid() != slowLuhn(digits) {
			t.Fatalf("%q came back changed", digits)
		}
		again, _ := cardbin.ParsePAN(digits)
		if again != p {
			t.Fatalf("%q is not one value", digits)
		}
	})
}

func FuzzParsePAN(f *testing.F) {
	for _, s := range []string{"", plain, "6222 0212-3456 7890", "６２２２０２１２３４５６７８９０", "0000000000000000", "622202******1234", "\xff\xfe6222"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := cardbin.ParsePAN(s)
		if err != nil {
			var pe *cardbin.ParseError
			require.ErrorAs(t, err, &pe)
			require.True(t, 0 <= pe.Pos && pe.Pos <= len(s))
			require.True(t, p.IsZero())
			return
		}
		again, err := cardbin.ParsePAN(p.Reveal())
		require.NoError(t, err)
		require.Equal(t, p.Reveal(), again.Reveal())
		require.True(t, p == again)
		require.Len(t, p.Masked(), p.Len())
		require.GreaterOrEqual(t, strings.Count(p.Masked(), "*"), 4)
		cardbin.Default().Lookup(p)
	})
}

// What is rounded is found whatever the number, and what people type seldom.
func TestRounded(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		s := complete(rnd, "62", 16+rnd.IntN(4))
		f, err := strconv.ParseFloat(s, 64)
		require.NoError(t, err)
		excel := strconv.FormatFloat(f, 'e', 14, 64) // 15 digits
		digits := strings.Replace(excel[:16], ".", "", 1)
		rounded := digits + strings.Repeat("0", len(s)-15)
		p := parse(t, rounded)
		require.Equal(t, strings.HasSuffix(rounded, "000") && !slowLuhn(rounded), p.Rounded(), rounded)
		if len(s) >= 18 && !slowLuhn(rounded) {
			require.True(t, p.Rounded(), rounded)
		}
	}
	for s, want := range map[string]bool{
		"6222020000000000000": true,
		"6222021234567000":    !slowLuhn("6222021234567000"),
		"622202123456000":     false, // 15 digits fit
		plain:                 false,
		"6222020000070000":    false, // Luhn holds
		"6222022220000000":    !slowLuhn("6222022220000000"),
		"6222022226000000":    true,
		"6222020000000001000": !slowLuhn("6222020000000001000"),
	} {
		require.Equal(t, want, parse(t, s).Rounded(), s)
	}
	require.False(t, cardbin.PAN{}.Rounded())
}
