//go:build !payready_small

package gb18030

import "golang.org/x/text/encoding/simplifiedchinese"

// Decode returns GB 18030 in UTF-8, with U+FFFD for what is none.
func Decode(s string) string {
	out, _ := simplifiedchinese.GB18030.NewDecoder().String(s) // a decoder replaces, and does not fail
	return out
}

// Encode returns UTF-8 in GB 18030.
func Encode(s string) []byte {
	b, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s)) // which has all of Unicode
	return b
}
