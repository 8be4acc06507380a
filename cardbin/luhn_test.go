package cardbin_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/cardbin"
)

// slowLuhn is the formula as the standard states it.
func slowLuhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func TestLuhn(t *testing.T) {
	tests := []struct {
		name, in string
		want     bool
	}{
		{"the standard's example", "79927398713", true},
		{"its check digit off by one", "79927398714", false},
		{"nineteen digits", "6212261234567890125", slowLuhn("6212261234567890125")},
		{"two digits", "18", true},
		{"one digit", "0", false},
		{"empty", "", false},
		{"twenty digits", strings.Repeat("0", 20), false},
		{"zeros pass, see AllSame", "0000000000000000", true},
		{"a space", "7992739 8713", false},
		{"a slash, just below the digits", "7992739871/", false},
		{"a colon, just above the digits", "7992739871:", false},
		{"full-width digits", "７９９２７３", false},
		{"NUL", "79927398713\x00", false},
		{"ten megabytes", strings.Repeat("0", 10<<20), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, cardbin.Luhn(tt.in)) })
	}
}

// Every byte that is not a digit is rejected, at every position and length.
func TestLuhnRefusesEveryOtherByte(t *testing.T) {
	for n := 2; n <= cardbin.MaxPANDigits; n++ {
		for i := range n {
			for c := range 256 {
				if c >= '0' && c <= '9' {
					continue
				}
				s := []byte(strings.Repeat("0", n))
				s[i] = byte(c)
				require.False(t, cardbin.Luhn(string(s)))
			}
		}
	}
}

func withCheckDigit(body string) string {
	for d := '0'; d <= '9'; d++ {
		if s := body + string(d); slowLuhn(s) {
			return s
		}
	}
	panic("no check digit")
}

// The formula detects every wrong digit and every swap of two neighbours except 09
// and 90.
func TestLuhnCatchesErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := withCheckDigit(rapid.StringMatching(`[0-9]{1,18}`).Draw(t, "body"))
		if !cardbin.Luhn(s) {
			t.Fatalf("%s is valid", s)
		}
		for i := range len(s) {
			for d := byte('0'); d <= '9'; d++ {
				wrong := []byte(s)
				if wrong[i] = d; d != s[i] && cardbin.Luhn(string(wrong)) {
					t.Fatalf("%s: digit %d wrong and not caught", s, i)
				}
			}
			if i == 0 {
				continue
			}
			swapped := []byte(s)
			swapped[i-1], swapped[i] = s[i], s[i-1]
			blind := s[i] == s[i-1] || s[i-1:i+1] == "09" || s[i-1:i+1] == "90"
			if cardbin.Luhn(string(swapped)) != blind {
				t.Fatalf("%s: exchange at %d", s, i)
			}
		}
	})
}
