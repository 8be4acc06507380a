// Command gen writes table.bin, with which the build for a browser reads GB 18030: what
// golang.org/x/text makes of every code of two bytes, and of those of four in the basic
// plane. It needs no network.
package main

import (
	"encoding/binary"
	"log"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func main() {
	if err := os.WriteFile("table.bin", generate(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// generate writes differences: most characters of GBK follow each other in Unicode, and
// what repeats compresses.
func generate() (out []byte) {
	before := uint16(0)
	for first := 0x81; first < 0xFF; first++ {
		for second := 0x40; second < 0xFF; second++ {
			if second == 0x7F {
				continue
			}
			char := decode(byte(first), byte(second))
			if char == utf8.RuneError {
				char = 0
			}
			out = binary.LittleEndian.AppendUint16(out, uint16(char)-before)
			before = uint16(char)
		}
	}
	offset := rune(0)
	for n := range rune(39420) {
		char := decode(byte(n/12600+0x81), byte(n/1260%10+'0'), byte(n/10%126+0x81), byte(n%10+'0'))
		if n == 0 || char-n != offset {
			offset = char - n
			out = binary.LittleEndian.AppendUint16(out, uint16(n))
			out = binary.LittleEndian.AppendUint16(out, uint16(char))
		}
	}
	return out
}

// decode returns the one character of a code, U+FFFD if it has none.
func decode(code ...byte) rune {
	b, err := simplifiedchinese.GB18030.NewDecoder().Bytes(code)
	if err != nil {
		log.Fatal(err) // it replaces, and does not fail
	}
	r, _ := utf8.DecodeRune(b)
	return r
}
