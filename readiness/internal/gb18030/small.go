//go:build payready_small

package gb18030

import (
	_ "embed"
	"slices"
	"sync"
	"unicode/utf8"
)

// packed are the characters of the codes of two bytes, 0 for none, each less the one
// before, and behind them the runs of the codes of four bytes: the first code's number
// and its character. All are two little-endian bytes.
//
//go:embed table.bin
var packed string

// Codes of two bytes are rows, each with its second bytes from 0x40, but 0x7F. Those of
// four are numbered, first those of the basic plane and then those of the others.
const (
	rows, columns = 0xFF - 0x81, 0xFF - 0x40 - 1
	basic         = 39420
	supplementary = 189000
)

type tables struct {
	chars [rows * columns]uint16 // of the codes of two bytes
	codes [0x10000]uint16        // of the characters, 0 for those of four bytes
	runs  []run
}

type run struct{ number, char rune }

// load unpacks the tables when a name first needs them.
var load = sync.OnceValue(func() *tables {
	word := func(i int) uint16 { return uint16(packed[2*i]) | uint16(packed[2*i+1])<<8 }
	t := new(tables)
	char := uint16(0)
	for i := range t.chars {
		char += word(i)
		t.chars[i] = char
		if t.codes[char] == 0 { // the first of two codes
			t.codes[char] = uint16((i/columns+0x81)<<8 | second(i%columns))
		}
	}
	for i := len(t.chars); i < len(packed)/2; i += 2 {
		t.runs = append(t.runs, run{rune(word(i)), rune(word(i + 1))})
	}
	return t
})

// second returns the second byte of a column.
func second(column int) int {
	if column >= 0x7F-0x40 {
		column++
	}
	return column + 0x40
}

// Decode returns GB 18030 in UTF-8, with U+FFFD for what is none.
func Decode(s string) string {
	t := load()
	out := make([]byte, 0, 2*len(s))
	for len(s) > 0 {
		r, n := t.decode(s)
		out, s = utf8.AppendRune(out, r), s[n:]
	}
	return string(out)
}

// decode returns the first character of s and how many bytes it takes.
func (t *tables) decode(s string) (r rune, n int) {
	switch first := s[0]; {
	case first < utf8.RuneSelf:
		return rune(first), 1
	case first == 0x80: // as Windows has it
		return '€', 1
	case first == 0xFF || len(s) < 2:
	case s[1] >= 0x40 && s[1] != 0x7F && s[1] != 0xFF:
		column := int(s[1]) - 0x40
		if s[1] > 0x7F {
			column--
		}
		if r := t.chars[int(first-0x81)*columns+column]; r != 0 {
			return rune(r), 2
		}
		return utf8.RuneError, 2
	case '0' <= s[1] && s[1] < 0x40 && len(s) >= 4 && 0x81 <= s[2] && s[2] < 0xFF && '0' <= s[3] && s[3] <= '9':
		return t.numbered(((rune(first-0x81)*10+rune(s[1]-'0'))*126+rune(s[2]-0x81))*10 + rune(s[3]-'0'))
	}
	return utf8.RuneError, 1
}

// numbered returns the character of a number of four bytes. One byte of a number
// without a character is skipped.
func (t *tables) numbered(number rune) (r rune, n int) {
	switch {
	case number < basic:
		i, found := slices.BinarySearchFunc(t.runs, number, func(x run, n rune) int { return int(x.number - n) })
		if !found {
			i-- // in the run before
		}
		return t.runs[i].char + number - t.runs[i].number, 4
	case supplementary <= number && number < supplementary+0x100000:
		return number - supplementary + 0x10000, 4
	}
	return utf8.RuneError, 1
}

// Encode returns UTF-8 in GB 18030.
func Encode(s string) []byte {
	t := load()
	b := make([]byte, 0, 2*len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		case r > 0xFFFF:
			b = appendNumber(b, r-0x10000+supplementary)
		case t.codes[r] != 0:
			b = append(b, byte(t.codes[r]>>8), byte(t.codes[r]))
		default:
			i, found := slices.BinarySearchFunc(t.runs, r, func(x run, r rune) int { return int(x.char - r) })
			if !found {
				i--
			}
			b = appendNumber(b, r-t.runs[i].char+t.runs[i].number)
		}
	}
	return b
}

func appendNumber(b []byte, n rune) []byte {
	return append(b, byte(n/12600+0x81), byte(n/1260%10+'0'), byte(n/10%126+0x81), byte(n%10+'0'))
}
