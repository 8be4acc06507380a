package readiness

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// Risk is a share of one, or a sum of shares, in units of 10⁻⁹. Fixed-point
// arithmetic gives the same score on every machine and in any order. In JSON it is
// a decimal with at most three places, or "none" for NoLimit.
type Risk int64

const (
	one Risk = 1_000_000_000

	// NoLimit is a bound that is never reached.
	NoLimit Risk = math.MaxInt64
)

// riskOf is the share of the score that a failed check takes off, by severity, if
// all else passes.
var riskOf = [...]Risk{Info: 0, Low: one * 4 / 100, Medium: one * 12 / 100, High: one * 30 / 100, Critical: one * 50 / 100}

// times multiplies two shares and truncates. Shares are never negative.
func (r Risk) times(s Risk) Risk { return Risk(uint64(r) * uint64(s) / uint64(one)) }

func (r Risk) MarshalJSON() ([]byte, error) {
	if r == NoLimit {
		return []byte(`"none"`), nil
	}
	return appendThousandths(nil, int64(r/1_000_000)), nil
}

var errRisk = errors.New(`must be a decimal with at most three places, or "none"`)

func (r *Risk) UnmarshalJSON(b []byte) error {
	if string(b) == `"none"` {
		*r = NoLimit
		return nil
	}
	n, ok := parseThousandths(b)
	if !ok {
		return errRisk
	}
	*r = Risk(n) * 1_000_000
	return nil
}

// appendThousandths appends n thousandths as a decimal.
func appendThousandths(b []byte, n int64) []byte {
	return strconv.AppendFloat(b, float64(n)/1000, 'f', -1, 64)
}

// parseThousandths reads a decimal with at most three places, in thousandths.
func parseThousandths(b []byte) (n int64, ok bool) {
	whole, frac, _ := strings.Cut(string(b), ".")
	if len(frac) > 3 {
		return 0, false
	}
	u, err := strconv.ParseUint(whole+(frac + "000")[:3], 10, 32)
	return int64(u), err == nil
}
