package cnname

// compareMasked compares what the bank shows. With the same length every
// visible place must agree. A mask of a fixed width is understood at the end
// of the name or of one of its parts; anywhere else it could hide anything.
func compareMasked(ta, tb *text) Result {
	a, b := ta.runes[:ta.n], tb.runes[:tb.n]
	gaps := 0
	for _, x := range a {
		if isGap(x) {
			gaps++
		}
	}
	r := Result{Class: MaskedConflict, Total: uint8(len(a) - gaps)}
	shown := false
	for _, y := range b {
		if isGap(y) {
			gaps--
		} else if y != star && y != hole {
			shown = true
		}
	}
	if !shown {
		return Result{Class: AllMasked, Total: r.Total}
	}
	// With as many parts on both sides the names match as a whole only if their
	// parts do.
	var visible int
	var ok bool
	if gaps == 0 {
		visible, ok = matchParts(a, b)
	} else {
		visible, ok = matchMasked(a, b, new(variants))
	}
	if ok {
		r.Class, r.Visible = MaskedCompatible, uint8(visible)
	}
	return r
}

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
		switch {
		case y == star, y == hole && rare(a[i]):
		case !v.alike(a[i], y):
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
