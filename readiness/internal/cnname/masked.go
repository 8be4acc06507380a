package cnname

import (
	"slices"
)

// compareMasked compares what the bank shows. With the same length every
// visible place must agree. A mask of a fixed width is understood at the end
// of the name or of one of its parts; anywhere else it could hide anything.
func compareMasked(a, b *text) Result {
	r := Result{Class: MaskedConflict, Total: uint8(a.n)}
	if !slices.ContainsFunc(b.runes[:b.n], isShown) {
		r.Class = AllMasked
		return r
	}
	// With as many parts on both sides the names match as a whole only if their
	// parts do.
	var visible int
	var ok bool
	if a.gapped == b.gapped {
		visible, ok = matchParts(a, b)
	} else {
		a.spread()
		b.spread()
		visible, ok = matchMasked(a.runes[:a.n], b.runes[:b.n], new(variants))
		visible -= int(b.gapped)
	}
	if ok {
		r.Class, r.Visible = MaskedCompatible, uint8(visible)
	}
	return r
}

func isShown(r rune) bool { return r != star && r != hole }

// matchMasked matches place by place, or a head with one run of stars behind
// that hides at least one character. Gaps that both have are visible.
func matchMasked(a, b []rune, v *variants) (visible int, ok bool) {
	if len(a) != len(b) {
		head := len(b)
		for head > 0 && b[head-1] == star {
			head--
		}
		if head == len(b) || head >= len(a) {
			return 0, false
		}
		a, b = a[:head], b[:head]
	}
	for i, y := range b {
		switch x := a[i]; {
		case y == star:
		case x == y:
			visible++
		case y == hole && rare(x):
		case !v.alike(x, y):
			return 0, false
		default:
			visible++
		}
	}
	return visible, true
}

// matchParts matches the parts between gaps one by one, of which both have as
// many.
func matchParts(a, b *text) (visible int, ok bool) {
	var v variants
	var partA, partB []rune
	restA, restB, gapsA, gapsB := a.runes[:a.n], b.runes[:b.n], a.gaps, b.gaps
	for last := false; !last; {
		last = gapsA == 0
		partA, restA, gapsA = cut(restA, gapsA)
		partB, restB, gapsB = cut(restB, gapsB)
		n, ok := matchMasked(partA, partB, &v)
		if !ok {
			return 0, false
		}
		visible += n
	}
	return visible, true
}
