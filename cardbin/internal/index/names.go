package index

import "unicode/utf8"

// MaxName is the longest issuer name or code, in bytes, that is looked at.
const MaxName = 128

// legal forms say nothing about which bank it is.
var legalForms = [...]string{"股份有限公司", "有限责任公司", "有限公司", "CO.LTD.", "CO.LTD"}

// AppendNameKey appends the form of an issuer's name or code that names are
// compared by: full-width ASCII made half-width, letters in capitals, without
// spaces, brackets, commas and the legal form at its end. It appends nothing
// when s is longer than MaxName.
func AppendNameKey(dst []byte, s string) []byte {
	if len(s) > MaxName {
		return dst
	}
	start := len(dst)
	for _, r := range s {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		switch {
		case r >= 'a' && r <= 'z':
			dst = append(dst, byte(r-'a'+'A'))
		case r == ' ', r == '\u3000', r == '\u00a0', r == '(', r == ')', r == ',':
		case r < 0x80:
			dst = append(dst, byte(r))
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	for _, form := range legalForms {
		if cut := len(dst) - len(form); cut > start && string(dst[cut:]) == form {
			return dst[:cut]
		}
	}
	return dst
}
