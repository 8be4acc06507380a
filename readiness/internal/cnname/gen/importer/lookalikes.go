package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// So many pairs are kept: the best by all that is measured, then the best of the
// others by their glyphs alone.
const (
	keptByAll    = 20_000
	keptByGlyphs = 10_000
)

// roughLimit is how alike the coarse glyphs of a pair are at least, in the mean of
// the fonts, that is measured further: about one pair of sixty.
const roughLimit = 0.35

// A candidate is a pair of characters, by index, and what is measured of it.
type candidate struct {
	a, b  int
	x     [features]float64
	score float64
}

// lookalikes lists the pairs of standard characters that are taken for each other,
// each under the first. A weighted sum of what is measured of a pair decides,
// with weights fitted to the pairs that are listed by hand; first it is fitted to
// half of these and tried on the others. Characters that sound the same are left
// out: that is said before.
func lookalikes(dirs []string) ([][]string, error) {
	data, unihanDir, hanzi, cnchar, fonts := dirs[0], dirs[1], dirs[2], dirs[3], dirs[4:]
	list, err := standard([]string{unihanDir})
	if err != nil {
		return nil, err
	}
	var chars []rune
	for _, row := range list[1:] {
		chars = append(chars, []rune(row[0])...)
	}
	known, err := knownPairs(data, chars)
	if err != nil {
		return nil, err
	}
	m, err := newMeasure(hanzi, cnchar, chars)
	if err != nil {
		return nil, err
	}
	var glyphs [3]drawn
	for i, index := range []int{2, 2, 0} { // Noto has its Chinese glyphs third
		if glyphs[i], err = draw(fonts[i], index, chars); err != nil {
			return nil, err
		}
	}
	same, err := sameSound(chars)
	if err != nil {
		return nil, err
	}
	all := candidates(m, glyphs, same)
	log.Printf("%d candidates, %d known pairs", len(all), len(known))

	random := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- seeded, so that a run can be repeated
	fitted, tried := map[[2]int]bool{}, map[[2]int]bool{}
	for _, p := range slices.SortedFunc(maps.Keys(known), func(p, q [2]int) int { return slices.Compare(p[:], q[:]) }) {
		switch {
		case same(p[0], p[1]):
		case random.IntN(2) == 0:
			fitted[p] = true
		default:
			tried[p] = true
		}
	}
	kept := choose(all, fit(all, fitted))
	log.Printf("fitted to %d pairs; of %d others %.1f %% are found", len(fitted), len(tried), share(tried, kept))
	maps.Copy(fitted, tried)
	weights := fit(all, fitted)
	log.Printf("weights %.2f", weights)
	kept = choose(all, weights)
	log.Printf("%d pairs of %d are kept, %.3f %%", len(kept), len(chars)*(len(chars)-1)/2, 200*float64(len(kept))/float64(len(chars))/float64(len(chars)-1))

	others := make([][]rune, len(chars))
	for p := range kept {
		others[p[0]] = append(others[p[0]], chars[p[1]])
	}
	rows := [][]string{{"character", "others"}}
	for i, o := range others {
		if slices.Sort(o); len(o) > 0 {
			rows = append(rows, []string{string(chars[i]), string(o)})
		}
	}
	return rows, nil
}

// knownPairs reads the pairs that people have listed, of standard characters.
func knownPairs(data string, chars []rune) (map[[2]int]bool, error) {
	index := map[string]int{}
	for i, r := range chars {
		index[string(r)] = i
	}
	known := map[[2]int]bool{}
	for _, name := range []string{"glyph_hand.csv", "glyph_pairs.csv", "spoofing_variants.csv"} {
		f, err := os.Open(filepath.Join(data, name))
		if err != nil {
			return nil, err
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, row := range rows[1:] {
			a, okA := index[row[0]]
			b, okB := index[row[1]]
			if okA && okB {
				known[[2]int{min(a, b), max(a, b)}] = true
			}
		}
	}
	return known, nil
}

// sameSound tells whether two characters, by index, share a syllable.
func sameSound(chars []rune) (func(a, b int) bool, error) {
	rows, err := readings(nil)
	if err != nil {
		return nil, err
	}
	of := map[rune][]int{}
	for id, row := range rows[1:] {
		for _, r := range row[1] {
			of[r] = append(of[r], id)
		}
	}
	return func(a, b int) bool {
		return slices.ContainsFunc(of[chars[a]], func(id int) bool { return slices.Contains(of[chars[b]], id) })
	}, nil
}

// candidates measures the pairs whose glyphs are alike at a glance.
func candidates(m *measure, glyphs [3]drawn, same func(a, b int) bool) []candidate {
	rows := make([][]candidate, len(m.chars))
	var work sync.WaitGroup
	next := make(chan int)
	for range 2 {
		work.Go(func() {
			for a := range next {
				for b := a + 1; b < len(m.chars); b++ {
					rough := float32(0)
					for _, g := range glyphs {
						rough += product(g.rough[a], g.rough[b])
					}
					if rough/3 < roughLimit || same(a, b) {
						continue
					}
					c := candidate{a: a, b: b}
					for i, g := range glyphs {
						c.x[i] = float64(product(g.fine[a], g.fine[b]))
					}
					m.fill(m.chars[a], m.chars[b], &c.x)
					rows[a] = append(rows[a], c)
				}
			}
		})
	}
	for a := range m.chars {
		next <- a
	}
	close(next)
	work.Wait()
	return slices.Concat(rows...)
}

// fit returns the weights with which a weighted sum tells the known pairs from the
// others best: a logistic regression in which both weigh the same. The last weight
// is that of a constant.
func fit(all []candidate, known map[[2]int]bool) (w [features + 1]float64) {
	var yes, no []candidate
	random := rand.New(rand.NewPCG(3, 4)) // #nosec G404 -- seeded, so that a run can be repeated
	for _, c := range all {
		switch {
		case known[[2]int{c.a, c.b}]:
			yes = append(yes, c)
		case random.IntN(20) == 0:
			no = append(no, c)
		}
	}
	const steps, rate, decay = 600, 2.0, 1e-4
	for range steps {
		var slope [features + 1]float64
		for target, group := range [][]candidate{no, yes} {
			for _, c := range group {
				miss := (float64(target) - 1/(1+math.Exp(-score(w, &c)))) / float64(len(group))
				for i, x := range c.x {
					slope[i] += miss * x
				}
				slope[features] += miss
			}
		}
		for i := range w {
			w[i] += rate * (slope[i] - decay*w[i])
		}
	}
	return w
}

func score(w [features + 1]float64, c *candidate) float64 {
	s := w[features]
	for i, x := range c.x {
		s += w[i] * x
	}
	return s
}

// choose returns the pairs that are kept.
func choose(all []candidate, w [features + 1]float64) map[[2]int]bool {
	for i := range all {
		all[i].score = score(w, &all[i])
	}
	kept := map[[2]int]bool{}
	keep := func(n int, by func(c *candidate) float64) {
		slices.SortFunc(all, func(c, d candidate) int {
			switch x, y := by(&c), by(&d); {
			case x > y:
				return -1
			case x < y:
				return 1
			}
			return slices.Compare([]int{c.a, c.b}, []int{d.a, d.b})
		})
		for _, c := range all {
			if p := [2]int{c.a, c.b}; n > 0 && !kept[p] {
				kept[p] = true
				n--
			}
		}
	}
	keep(keptByAll, func(c *candidate) float64 { return c.score })
	keep(keptByGlyphs, func(c *candidate) float64 { return c.x[meanGlyph] })
	return kept
}

// share returns how many pairs of a hundred are kept.
func share(pairs, kept map[[2]int]bool) float64 {
	n := 0
	for p := range pairs {
		if kept[p] {
			n++
		}
	}
	return 100 * float64(n) / float64(len(pairs))
}
