package backtest

// A block is a run of scores that share one rate of success.
type block struct {
	from    int // its lowest score that any payout had
	good, n int64
}

func (b block) rate() float64 { return float64(b.good) / float64(b.n) }

// isotonic fits rates that never fall as the score rises: neighbours that would are
// pooled, which is the least-squares fit (pool adjacent violators). Blocks with fewer than
// least payouts are then pooled with the neighbour whose rate is nearer.
func isotonic(s *scored, least int64) []block {
	var out []block
	for score, c := range s {
		if c.good+c.bad == 0 {
			continue
		}
		out = append(out, block{score, c.good, c.good + c.bad})
		for len(out) > 1 && falls(out[len(out)-2], out[len(out)-1]) {
			out = pool(out, len(out)-2)
		}
	}
	for len(out) > 1 {
		small := -1
		for i, b := range out {
			if b.n < least && (small < 0 || b.n < out[small].n) {
				small = i
			}
		}
		if small < 0 {
			break
		}
		at := small
		if small == len(out)-1 || small > 0 && out[small].rate()-out[small-1].rate() <= out[small+1].rate()-out[small].rate() {
			at = small - 1
		}
		out = pool(out, at)
	}
	return out
}

// falls reports whether b's rate is not above a's. Whole numbers leave no rounding.
func falls(a, b block) bool { return a.good*b.n >= b.good*a.n }

// pool makes one block of the i-th and the next.
func pool(list []block, i int) []block {
	list[i].good += list[i+1].good
	list[i].n += list[i+1].n
	return append(list[:i+1], list[i+2:]...)
}

// at returns the block of a score: the last that begins at or below it. It is false for
// a score below all that were seen.
func at(list []block, score int) (block, bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].from <= score {
			return list[i], true
		}
	}
	return block{}, false
}
