package backtest

import (
	"errors"
	"slices"
	"strings"
)

// A FindingIndex numbers findings, so that rows can be kept in little memory: the same
// findings come in nearly every row. The zero index is ready to use. It is not safe for
// concurrent use.
type FindingIndex struct {
	numbers map[findingKey]uint16
	list    []Finding
}

type findingKey struct {
	Reason
	penalty int
	missing string
}

var errManyFindings = errors.New("backtest: more different findings than any suite has")

// Number returns the numbers of a row's findings. It fails at more than 65,536 different
// findings, which only reports that somebody made up can have.
func (x *FindingIndex) Number(findings []Finding) ([]uint16, error) {
	out := make([]uint16, 0, len(findings))
	for _, f := range findings {
		var missing strings.Builder
		for _, m := range f.Missing {
			missing.WriteString(string(m) + "\n")
		}
		key := findingKey{f.Reason, f.Penalty, missing.String()}
		n, ok := x.numbers[key]
		if !ok {
			if len(x.list) == 1<<16 {
				return nil, errManyFindings
			}
			if x.numbers == nil {
				x.numbers = map[findingKey]uint16{}
			}
			n = uint16(len(x.list))
			f.Missing = slices.Clone(f.Missing)
			x.numbers[key], x.list = n, append(x.list, f)
		}
		out = append(out, n)
	}
	return out, nil
}

// Append appends the findings with the numbers. They share the index's memory.
func (x *FindingIndex) Append(to []Finding, numbers []uint16) []Finding {
	for _, n := range numbers {
		to = append(to, x.list[n])
	}
	return to
}
