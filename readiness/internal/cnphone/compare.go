package cnphone

import "bytes"

// Match is how a claimed number relates to the one a bank holds. Its String is
// the code of the finding. The zero Match means that nothing was compared.
type Match uint8

const (
	NotCompared Match = iota
	Equal             // the same number
	MaskedMatch       // what is shown agrees
	Mismatch          // another number, or what is shown disagrees
	matches
)

var matchNames = [matches]string{"", "match", "masked-match", "mismatch"}

// String returns the code of the finding, "" when nothing was compared.
func (m Match) String() string {
	if m >= matches {
		m = NotCompared
	}
	return matchNames[m]
}

// A Comparison is the outcome of Compare. Visible of the Total digits of the
// number that is not masked could be seen on both sides and agree; where both
// are masked, Total counts the longer form.
type Comparison struct {
	Match          Match
	Visible, Total uint8
}

// Compare holds two numbers against each other, either of which may be masked
// as in 138****1234; a run of masks may be narrower or wider than what it
// hides. It is symmetric. A plus that one side lacks is no matter. What cannot
// be read, or shows nothing, compares as NotCompared.
func Compare(claim, bank string) Comparison {
	if claim == bank && plain(bank) {
		return Comparison{Equal, 11, 11} // the plain case, without a copy
	}
	var a, b number
	if !a.fold(claim) || !b.fold(bank) {
		return Comparison{}
	}
	a.dropPrefixes()
	b.dropPrefixes()
	x, y := a.digits[:a.n], b.digits[:b.n]
	if len(x) < len(y) {
		x, y = y, x
	}
	c := Comparison{Total: uint8(len(x))}
	if a.masked != b.masked && bytes.IndexByte(x, '*') >= 0 {
		c.Total = uint8(len(y))
	}
	if !a.masked && !b.masked {
		if c.Match = Mismatch; bytes.Equal(x, y) {
			c.Match, c.Visible = Equal, c.Total
		}
		return c
	}
	visible, ok := agree(x, y)
	switch {
	case !ok:
		c.Match = Mismatch
	case visible > 0:
		c.Match, c.Visible = MaskedMatch, uint8(visible)
	}
	return c
}

// agree counts the visible digits that the two share, place by place when they
// are equally long, else those before and behind the masks. It is false when
// any of them differ.
func agree(x, y []byte) (visible int, ok bool) {
	if len(x) == len(y) {
		return inPlace(x, y)
	}
	if bytes.IndexByte(y, '*') < 0 {
		x, y = y, x
	}
	head, tail := y[:bytes.IndexByte(y, '*')], y[bytes.LastIndexByte(y, '*')+1:]
	if len(head)+len(tail) > len(x) {
		return 0, false
	}
	n, ok := inPlace(x[:len(head)], head)
	m, okTail := inPlace(x[len(x)-len(tail):], tail)
	return n + m, ok && okTail
}

func inPlace(x, y []byte) (visible int, ok bool) {
	for i := range x {
		switch {
		case x[i] == '*' || y[i] == '*':
		case x[i] != y[i]:
			return 0, false
		default:
			visible++
		}
	}
	return visible, true
}
