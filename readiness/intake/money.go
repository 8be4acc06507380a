package intake

import (
	"bytes"
	"strconv"

	"github.com/payready/payready/readiness/internal/jsonread"
)

// Fen is an amount of money in fen, a hundredth of a yuan (CNY).
type Fen int64

// MaxFen is the largest amount: 2⁵³−1, the largest integer that every JSON reader
// keeps exact.
const MaxFen Fen = 1<<53 - 1

// Yuan returns n yuan in fen, clamped to ±MaxFen.
func Yuan(n int64) Fen {
	const most = int64(MaxFen) / 100
	return Fen(max(-most, min(n, most)) * 100)
}

// String formats f in yuan with thousands separators: "10,000.00".
func (f Fen) String() string { return string(f.AppendTo(nil)) }

// AppendTo appends what String returns to b.
func (f Fen) AppendTo(b []byte) []byte {
	n := uint64(f)
	if f < 0 {
		b, n = append(b, '-'), -n
	}
	var room [20]byte
	yuan := strconv.AppendUint(room[:0], n/100, 10)
	for i, c := range yuan {
		if i > 0 && (len(yuan)-i)%3 == 0 {
			b = append(b, ',')
		}
		b = append(b, c)
	}
	return append(b, '.', byte('0'+n%100/10), byte('0'+n%10))
}

// UnmarshalJSON reads an integer of at most ±MaxFen.
func (f *Fen) UnmarshalJSON(b []byte) error {
	if isNull(b) {
		return nil
	}
	n, err := jsonread.ParseInt(string(bytes.TrimSpace(b)))
	if err != nil {
		return refuse[Fen]("type", err)
	}
	*f = Fen(n)
	return nil
}
