package cnname

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// The bytes are those of x/text, whose tables for all else the library does not need.
func TestLatinByteIsThatOfWindows1252(t *testing.T) {
	for r := range rune(0x10000) {
		want, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			want, ok = byte(r), r <= 0xFF
		}
		if got, is := latinByte(r); is != ok || is && got != want {
			t.Fatalf("%U: %x, %t, want %x, %t", r, got, is, want, ok)
		}
	}
}
