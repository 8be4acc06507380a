package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/payready/payready/readiness/intake"
)

// A pair is a card and an amount. Its tag is 64 bits of an HMAC-SHA256 over the
// card's digits and the amount. Among n pairs, the probability that two different
// ones share a tag is n²/2⁶⁵: 1 in 3,700 for a hundred million.
type pair struct {
	tag    uint64
	line   int64
	amount intake.Fen
}

const pairBytes = 24

// A pairFinder finds all repeated pairs in bounded memory. It keeps up to limit
// pairs and writes more, sorted, to a temporary file of 24 bytes per pair. The file
// has no card numbers, and the key is only in memory.
type pairFinder struct {
	limit int
	kept  []pair
	spill *os.File
	runs  []int64 // offsets in spill where the sorted runs end
}

// pairsInMemory pairs take 6 MB. A merge adds 4 KB per sorted run of that many.
const pairsInMemory = 1 << 18

func (p *pairFinder) add(more []pair) error {
	p.kept = append(p.kept, more...)
	if len(p.kept) < p.limit {
		return nil
	}
	return p.flush()
}

func comparePairs(a, b pair) int {
	return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.line, b.line))
}

// flush sorts the kept pairs and writes them to the file.
func (p *pairFinder) flush() error {
	slices.SortFunc(p.kept, comparePairs)
	if p.spill == nil {
		f, err := os.CreateTemp("", "readycheck-pairs-")
		if err != nil {
			return err
		}
		p.spill = f
		os.Remove(f.Name()) // if the system allows it, so that a kill leaves no file
	}
	w := bufio.NewWriter(p.spill)
	var b [pairBytes]byte
	for _, x := range p.kept {
		binary.BigEndian.PutUint64(b[:], x.tag)
		binary.BigEndian.PutUint64(b[8:], uint64(x.line))
		binary.BigEndian.PutUint64(b[16:], uint64(x.amount))
		w.Write(b[:]) // Flush returns its error
	}
	if err := w.Flush(); err != nil {
		return err
	}
	end, err := p.spill.Seek(0, io.SeekCurrent)
	p.runs, p.kept = append(p.runs, end), p.kept[:0]
	return err
}

// close removes the file.
func (p *pairFinder) close() {
	if p.spill != nil {
		p.spill.Close()
		os.Remove(p.spill.Name()) // for other systems
	}
}

// Repeats are the pairs that occur more than once.
type repeats struct {
	pairs  int64    // distinct pairs
	again  sum      // submissions after the first of each pair
	sample []repeat // the first repeats, by line
}

// A repeat is one repeated pair.
type repeat struct {
	tag    uint64
	amount intake.Fen
	lines  []int64 // the first few
	count  int64
}

const (
	repeatsShown = 20
	linesShown   = 5
)

// repeats reads all pairs once, in the order of their tags.
func (p *pairFinder) repeats() (repeats, error) {
	var out repeats
	var group repeat
	end := func() {
		if group.count < 2 {
			return
		}
		out.pairs++
		for range group.count - 1 {
			out.again.add(intake.Some(group.amount))
		}
		at, _ := slices.BinarySearchFunc(out.sample, group, func(a, b repeat) int { return cmp.Compare(a.lines[0], b.lines[0]) })
		if at < repeatsShown {
			shown := group
			shown.lines = slices.Clone(group.lines) // group's memory is reused
			out.sample = slices.Insert(out.sample, at, shown)
			out.sample = out.sample[:min(len(out.sample), repeatsShown)]
		}
	}
	err := p.sorted(func(x pair) {
		if group.count == 0 || x.tag != group.tag {
			end()
			group = repeat{tag: x.tag, amount: x.amount, lines: group.lines[:0]}
		}
		group.count++
		if len(group.lines) < linesShown {
			group.lines = append(group.lines, x.line)
		}
	})
	end()
	return out, err
}

// sorted yields all pairs by tag and line, by merging the runs.
func (p *pairFinder) sorted(yield func(pair)) error {
	if p.spill == nil {
		slices.SortFunc(p.kept, comparePairs)
		for _, x := range p.kept {
			yield(x)
		}
		return nil
	}
	if err := p.flush(); err != nil {
		return err
	}
	var heads []*runHead // a min-heap
	from := int64(0)
	for _, to := range p.runs {
		h := &runHead{r: bufio.NewReader(io.NewSectionReader(p.spill, from, to-from))}
		from = to
		if more, err := h.next(); err != nil {
			return err
		} else if more {
			heads = append(heads, h)
		}
	}
	for i := len(heads)/2 - 1; i >= 0; i-- {
		siftDown(heads, i)
	}
	for len(heads) > 0 {
		yield(heads[0].pair)
		more, err := heads[0].next()
		if err != nil {
			return err
		}
		if !more {
			heads[0] = heads[len(heads)-1]
			heads = heads[:len(heads)-1]
		}
		siftDown(heads, 0)
	}
	return nil
}

// A runHead is the next pair of a sorted run.
type runHead struct {
	pair
	r *bufio.Reader
}

func (h *runHead) next() (bool, error) {
	var b [pairBytes]byte
	if _, err := io.ReadFull(h.r, b[:]); errors.Is(err, io.EOF) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	h.pair = pair{binary.BigEndian.Uint64(b[:]), int64(binary.BigEndian.Uint64(b[8:])), intake.Fen(binary.BigEndian.Uint64(b[16:]))}
	return true, nil
}

// siftDown moves the head at i down to its place in the heap.
func siftDown(h []*runHead, i int) {
	for {
		least := i
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(h) && comparePairs(h[child].pair, h[least].pair) < 0 {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}
