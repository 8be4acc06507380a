package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// A spread counts payouts by verdict and score.
type spread map[string]map[int]int

func (s spread) add(verdict string, score int) {
	if s[verdict] == nil {
		s[verdict] = map[int]int{}
	}
	s[verdict][score]++
}

// A band is the part of a spread that has one verdict.
type band struct {
	verdict          string
	payouts          int
	distinct         int
	commonest, share int // the commonest score, and how many have it
	low, median, top int
}

// bands are the verdicts that occur, the most frequent first.
func (s spread) bands() []band {
	var all []band
	for verdict, counts := range s {
		b := band{verdict: verdict, distinct: len(counts)}
		scores := slices.Sorted(maps.Keys(counts))
		b.low, b.top = scores[0], scores[len(scores)-1]
		for _, score := range scores {
			b.payouts += counts[score]
			if counts[score] > b.share {
				b.commonest, b.share = score, counts[score]
			}
		}
		before := 0
		for _, score := range scores {
			if before += counts[score]; 2*before >= b.payouts {
				b.median = score
				break
			}
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(x, y band) int { return y.payouts - x.payouts })
	return all
}

// total is the whole spread as one band, whatever the verdict; none if s is empty.
func (s spread) total() []band {
	together := spread{}
	for _, counts := range s {
		for score, n := range counts {
			for range n {
				together.add("all", score)
			}
		}
	}
	return together.bands()
}

func (s spread) write(w io.Writer) {
	fmt.Fprintln(w, "| verdict | payouts | distinct scores | lowest, median, highest | commonest score | its share |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|--:|")
	for _, b := range append(s.bands(), s.total()...) {
		fmt.Fprintf(w, "| %s | %d | %d | %d, %d, %d | %d | %.1f %% |\n",
			b.verdict, b.payouts, b.distinct, b.low, b.median, b.top, b.commonest, 100*float64(b.share)/float64(b.payouts))
	}
}
