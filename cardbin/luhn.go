package cardbin

// MaxPANDigits is the maximum length of a card number (ISO/IEC 7812-1).
const MaxPANDigits = 19

// Luhn reports whether s consists of 2 to 19 ASCII digits and ends in the correct
// check digit by the Luhn formula (ISO/IEC 7812-1, annex B).
//
// Not every UnionPay card has a Luhn check digit; see [LuhnUse]. Numbers that repeat
// one digit can pass, and zeros always do; see [PAN.AllSame].
func Luhn(s string) bool {
	if len(s) < 2 || len(s) > MaxPANDigits {
		return false
	}
	if len(s) < 8 {
		return luhnShort(s)
	}
	// Take eight digits at a time from the right, so that the same bytes of each
	// word count double. For the rest at the front, shift the first word until only
	// those digits remain.
	sum, bad := luhnWord(word(s[len(s)-8:]) ^ zeros)
	rest := len(s) - 8
	if rest >= 8 {
		n, b := luhnWord(word(s[rest-8:]) ^ zeros)
		sum, bad, rest = sum+n, bad|b, rest-8
	}
	if rest > 0 {
		n, b := luhnWord((word(s) ^ zeros) << (8 * (8 - rest)))
		sum, bad = sum+n, bad|b
	}
	return bad == 0 && sum%10 == 0
}

const zeros = 0x3030303030303030 // "00000000"

// word loads the first eight bytes of s in little-endian order.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// digitWord reports whether every byte is a digit value, 0 to 9.
func digitWord(w uint64) bool { return badDigits(w) == 0 }

func badDigits(w uint64) uint64 { return (w | (w + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0 }

// eightDigits returns the number formed by eight digits, one per byte, the first in
// the lowest byte. It combines pairs, then pairs of pairs.
func eightDigits(w uint64) uint64 {
	w = (w*10 + w>>8) & 0x00FF00FF00FF00FF
	w = (w*100 + w>>16) & 0x0000FFFF0000FFFF
	return (w*10_000 + w>>32) & 0xFFFFFFFF
}

// luhnWord returns the Luhn sum of eight digits, one per byte; the last counts once.
// bad is 0 if every byte is a digit.
func luhnWord(w uint64) (sum, bad uint64) {
	const low = 0x00FF00FF00FF00FF
	bad = badDigits(w)
	twice := w & low << 1                                           // four lanes of 0, 2, … 18
	nines := (twice + 0x0006000600060006) >> 4 & 0x0001000100010001 // 1 where it has two digits
	lanes := twice - 9*nines + w>>8&low
	return lanes * 0x0001000100010001 >> 48, bad
}

func luhnShort(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if d > 9 {
			return false
		}
		if i%2 == 1 {
			d *= 2
			d -= 9 * (d / 10)
		}
		sum += d
	}
	return sum%10 == 0
}

// luhnValid is like Luhn for a number. Leading zeros do not change the sum.
func luhnValid(n uint64) bool {
	twice := [10]uint8{0, 2, 4, 6, 8, 1, 3, 5, 7, 9}
	sum := uint64(0)
	for left, right := n/1e10, n%1e10; left|right > 0; left, right = left/100, right/100 { // side by side
		l, r := left%100, right%100
		sum += l%10 + r%10 + uint64(twice[l/10]+twice[r/10])
	}
	return sum%10 == 0
}
