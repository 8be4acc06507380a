package cnname

import "slices"

// compareMasked compares what the bank shows. With the same length every
// visible place must agree. A mask of a fixed width is understood at the end
// of the name or of one of its parts, and before its last characters (WeChat shows
// 王晓明 as *明); between others it could hide anything.
func compareMasked(a, b *text) Result {
	r := Result{Class: MaskedConflict, Total: uint8(a.chars.n)}
	if !slices.ContainsFunc(b.chars.runes(), isShown) {
		r.Class = AllMasked
		return r
	}
	var visible int
	var ok bool
	if a.gaps() == b.gaps() {
		// With as many parts on both sides the names match as a whole only if
		// their parts do.
		visible, ok = matchParts(a.all.runes(), b.all.runes())
	} else {
		visible, ok = matchMasked(a.all.runes(), b.all.runes(), new(formCount))
		visible -= b.gaps()
	}
	if ok {
		r.Class, r.Visible = MaskedCompatible, uint8(visible)
	}
	return r
}

func isShown(r rune) bool { return r != star && r != hole }

// matchMasked matches place by place, or a head with one run of stars behind or a tail
// with one before, that hides at least one character. Gaps that both have are visible.
func matchMasked(a, b []rune, forms *formCount) (visible int, ok bool) {
	if len(a) != len(b) {
		head, tail := len(b), 0
		for head > 0 && b[head-1] == star {
			head--
		}
		for tail < len(b) && b[tail] == star {
			tail++
		}
		switch tail = len(b) - tail; {
		case head < len(b) && head < len(a):
			a, b = a[:head], b[:head]
		case head == len(b) && 0 < tail && tail < min(len(a), len(b)):
			a, b = a[len(a)-tail:], b[len(b)-tail:]
		default:
			return 0, false
		}
	}
	for i, y := range b {
		switch x := a[i]; {
		case y == star:
		case x == y:
			visible++
		case y == hole && (rare(x) || x == dot):
		case forms.alike(x, y):
			visible++
		default:
			return 0, false
		}
	}
	return visible, true
}

// matchParts matches the parts between gaps one by one, of which both have as
// many.
func matchParts(a, b []rune) (visible int, ok bool) {
	var forms formCount
	for more := true; more; {
		var partA, partB []rune
		partA, a, _ = cutPart(a)
		partB, b, more = cutPart(b)
		n, ok := matchMasked(partA, partB, &forms)
		if !ok {
			return 0, false
		}
		visible += n
	}
	return visible, true
}
