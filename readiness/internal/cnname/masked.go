package cnname

import "slices"

// compareMasked compares what the bank shows. With the same length every
// visible place must agree. A mask of a fixed width is understood at the end
// of the name or of one of its parts; anywhere else it could hide anything.
func compareMasked(a, b *text) Result {
	nameA, nameB := a.runes[:a.n], b.runes[:b.n]
	r := Result{Class: MaskedConflict, Total: uint8(len(nameA) - a.gaps)}
	if !slices.ContainsFunc(nameB, isShown) {
		r.Class = AllMasked
		return r
	}
	// With as many parts on both sides the names match as a whole only if their
	// parts do.
	var visible int
	var ok bool
	if a.gaps == b.gaps {
		visible, ok = matchParts(nameA, nameB)
	} else {
		visible, ok = matchMasked(nameA, nameB, new(variants))
	}
	if ok {
		r.Class, r.Visible = MaskedCompatible, uint8(visible)
	}
	return r
}

func isShown(r rune) bool { return r != star && r != hole && !isGap(r) }

func isGap(r rune) bool { return r == dot || r == ' ' }

// matchMasked matches place by place, or a head with one run of stars behind
// that hides at least one character.
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
		case y == star, x != y && y == hole && rare(x):
		case !v.alike(x, y):
			return 0, false
		case !isGap(y):
			visible++
		}
	}
	return visible, true
}

// matchParts matches the parts between dots or spaces one by one.
func matchParts(a, b []rune) (visible int, ok bool) {
	var v variants
	for {
		i, j := partEnd(a), partEnd(b)
		n, ok := matchMasked(a[:i], b[:j], &v)
		if visible += n; !ok || (i == len(a)) != (j == len(b)) {
			return 0, false
		}
		if i == len(a) {
			return visible, true
		}
		a, b = a[i+1:], b[j+1:]
	}
}

func partEnd(a []rune) int {
	i := 0
	for i < len(a) && !isGap(a[i]) {
		i++
	}
	return i
}
