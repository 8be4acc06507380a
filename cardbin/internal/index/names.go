package index

import (
	"bytes"
	"unicode/utf8"
)

// MaxName is the maximum length of an issuer name or code, in bytes.
const MaxName = 128

// legalForms do not identify a bank.
var legalForms = [...]string{"股份有限公司", "有限责任公司", "有限公司", "CO.LTD.", "CO.LTD"}

// tails are what stands behind the name of a bank and its place, for one of its
// branches or cards.
var tails = [...]string{"分行", "支行", "总行", "营业部", "营业室", "分理处", "储蓄所", "信用卡中心", "银行卡中心", "卡"}

// bankEnds are how names of banks end that a place may follow: a short name as 建设
// may begin the name of a street.
var bankEnds = [...]string{"行", "社", "农信"}

// otherBanks stand in what follows the name of a bank that has founded another one.
var otherBanks = [...]string{"银行", "信用社", "联社", "公司"}

// Branch returns where the name of a bank may end in the key of one of its branches or
// cards, the longest first, and 0 when none is left: a place and a legal form may follow
// it. Before is the end that was tried last, len(key) at first.
func Branch(key []byte, before int) int {
	for end := before - 1; end > 0; end-- {
		if utf8.RuneStart(key[end]) && hasSuffix(key[:end], bankEnds[:]) && isPlace(key[end:]) {
			return end
		}
	}
	return 0
}

func isPlace(s []byte) bool {
	for _, form := range legalForms {
		if len(s) > len(form) && string(s[:len(form)]) == form {
			s = s[len(form):]
		}
	}
	for _, bank := range otherBanks {
		if bytes.Contains(s, []byte(bank)) {
			return false
		}
	}
	return hasSuffix(s, tails[:])
}

func hasSuffix(s []byte, ends []string) bool {
	for _, end := range ends {
		if len(s) > len(end) && string(s[len(s)-len(end):]) == end || string(s) == end {
			return true
		}
	}
	return false
}

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
