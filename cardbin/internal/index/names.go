package index

import "unicode/utf8"

// MaxName is the maximum length of an issuer name or code, in bytes.
const MaxName = 128

// legalForms do not identify a bank.
var legalForms = [...]string{"股份有限公司", "有限责任公司", "有限公司", "CO.LTD.", "CO.LTD"}

// AppendNameKey appends the normal form of an issuer's name or code, by which names
// are compared: full-width ASCII becomes half-width and letters upper case; spaces,
// brackets, commas and a legal form at the end are removed. It appends nothing if s
// is longer than MaxName.
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
