package backtest

import (
	"errors"
	"math/bits"
	"strconv"

	"github.com/payready/payready/readiness/intake"
)

// A Big is an integer of up to 128 bits. Sums of the squares of amounts need them. Its
// JSON is a text of digits, since readers in other languages round large numbers.
type Big struct{ hi, lo uint64 }

func (b Big) plus(c Big) Big {
	lo, carry := bits.Add64(b.lo, c.lo, 0)
	hi, over := bits.Add64(b.hi, c.hi, carry)
	if over != 0 {
		return Big{^uint64(0), ^uint64(0)} // 2¹²⁸ is more than 10⁶ squares of the largest amount
	}
	return Big{hi, lo}
}

func square(n uint64) Big {
	hi, lo := bits.Mul64(n, n)
	return Big{hi, lo}
}

// Float returns the nearest floating-point number.
func (b Big) Float() float64 { return float64(b.hi)*0x1p64 + float64(b.lo) }

// ten18 is 10¹⁸, the digits of which are written at a time.
const ten18 = 1_000_000_000_000_000_000

func (b Big) String() string {
	var parts []string
	for b.hi != 0 {
		hi, rest := b.hi/ten18, b.hi%ten18
		var digits uint64
		b.lo, digits = bits.Div64(rest, b.lo, ten18)
		b.hi = hi
		s := strconv.FormatUint(digits, 10)
		parts = append(parts, "000000000000000000"[len(s):]+s)
	}
	out := strconv.FormatUint(b.lo, 10)
	for i := len(parts) - 1; i >= 0; i-- {
		out += parts[i]
	}
	return out
}

func (b Big) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

var errBig = errors.New("must be digits of an integer below 2¹²⁸")

func (b *Big) UnmarshalText(text []byte) error {
	if len(text) == 0 || len(text) > 39 {
		return errBig
	}
	var n Big
	for _, c := range text {
		if c < '0' || c > '9' {
			return errBig
		}
		// n = n×10 + c
		hi, lo := bits.Mul64(n.lo, 10)
		over, top := bits.Mul64(n.hi, 10)
		top, carry := bits.Add64(top, hi, 0)
		lo, more := bits.Add64(lo, uint64(c-'0'), 0)
		top, last := bits.Add64(top, more, 0)
		if over+carry+last != 0 {
			return errBig
		}
		n = Big{top, lo}
	}
	*b = n
	return nil
}

// A Cell counts payouts and adds up their amounts.
type Cell struct {
	N       int64 `json:"n"`
	Amounts int64 `json:"amounts"` // how many of them have a known amount
	Sum     Big   `json:"sum_fen"`
	Squares Big   `json:"squares_fen"`
}

func (c *Cell) add(amount intake.Opt[intake.Fen]) {
	c.N++
	if !amount.OK || amount.V < 0 || amount.V > intake.MaxFen {
		return
	}
	c.Amounts++
	c.Sum = c.Sum.plus(Big{lo: uint64(amount.V)})
	c.Squares = c.Squares.plus(square(uint64(amount.V)))
}

func (c *Cell) merge(d Cell) {
	c.N += d.N
	c.Amounts += d.Amounts
	c.Sum, c.Squares = c.Sum.plus(d.Sum), c.Squares.plus(d.Squares)
}

// A Tally holds a cell for every result.
type Tally [results]Cell

func (t *Tally) merge(u *Tally) {
	for i := range t {
		t[i].merge(u[i])
	}
}

// Good and Bad return what went through and what failed or came back.
func (t *Tally) Good() Cell { return t[Succeeded] }

func (t *Tally) Bad() Cell {
	c := t[Failed]
	c.merge(t[Returned])
	return c
}

// N returns the number of payouts with any result or none.
func (t *Tally) N() (n int64) {
	for i := range t {
		n += t[i].N
	}
	return n
}
