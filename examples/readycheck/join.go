package main

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// A joiner brings the records of one ID together, of files of any size in bounded
// memory: it sorts them by a keyed hash of the ID, in pieces that it writes to a
// temporary file and merges.
type joiner struct {
	key    []byte
	limit  int // bytes to keep in memory
	kept   []joined
	size   int
	seq    int64
	spill  *os.File
	pieces []int64 // where they end
}

// A joined is one record: payloads of one ID and side come in the order of the input.
type joined struct {
	tag     [joinTag]byte // of the ID
	side    byte
	seq     int64
	payload []byte
}

const (
	joinTag    = 16 // bytes: among a billion IDs two share a tag with a chance of 10⁻²¹
	joinMemory = 32 << 20
	joinHead   = joinTag + 1 + 8 + 4
)

func compareJoined(a, b joined) int {
	return cmp.Or(bytes.Compare(a.tag[:], b.tag[:]), cmp.Compare(a.side, b.side), cmp.Compare(a.seq, b.seq))
}

// add takes a record. It copies the payload.
func (j *joiner) add(id string, side byte, payload []byte) error {
	h := hmac.New(sha256.New, j.key)
	h.Write([]byte(id))
	r := joined{side: side, seq: j.seq, payload: bytes.Clone(payload)}
	copy(r.tag[:], h.Sum(nil))
	j.seq++
	j.kept = append(j.kept, r)
	if j.size += len(payload) + 64; j.size >= j.limit {
		return j.flush()
	}
	return nil
}

func (j *joiner) flush() error {
	slices.SortFunc(j.kept, compareJoined)
	if j.spill == nil {
		f, err := os.CreateTemp("", "readycheck-join-")
		if err != nil {
			return err
		}
		j.spill = f
		os.Remove(f.Name()) // if the system allows it, so that a kill leaves no file
	}
	w := bufio.NewWriterSize(j.spill, 1<<16)
	for _, r := range j.kept {
		var head [joinHead]byte
		copy(head[:], r.tag[:])
		head[joinTag] = r.side
		binary.BigEndian.PutUint64(head[joinTag+1:], uint64(r.seq))
		binary.BigEndian.PutUint32(head[joinTag+9:], uint32(len(r.payload)))
		w.Write(head[:]) // Flush returns its error
		w.Write(r.payload)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	end, err := j.spill.Seek(0, io.SeekCurrent)
	clear(j.kept)
	j.pieces, j.kept, j.size = append(j.pieces, end), j.kept[:0], 0
	return err
}

func (j *joiner) close() {
	if j.spill != nil {
		j.spill.Close()
		os.Remove(j.spill.Name()) // for other systems
	}
}

// each yields the records of each ID together.
func (j *joiner) each(yield func([]joined) error) error {
	var group []joined
	take := func(r joined) error {
		if len(group) > 0 && group[0].tag != r.tag {
			if err := yield(group); err != nil {
				return err
			}
			group = group[:0]
		}
		group = append(group, r)
		return nil
	}
	if err := j.sorted(take); err != nil || len(group) == 0 {
		return err
	}
	return yield(group)
}

func (j *joiner) sorted(take func(joined) error) error {
	if j.spill == nil {
		slices.SortFunc(j.kept, compareJoined)
		for _, r := range j.kept {
			if err := take(r); err != nil {
				return err
			}
		}
		return nil
	}
	if err := j.flush(); err != nil {
		return err
	}
	var heads pieceHeap
	from := int64(0)
	for _, to := range j.pieces {
		p := &piece{r: bufio.NewReaderSize(io.NewSectionReader(j.spill, from, to-from), 1<<15)}
		from = to
		if err := p.next(); err == nil {
			heads = append(heads, p)
		} else if !errors.Is(err, io.EOF) {
			return err
		}
	}
	heap.Init(&heads)
	for len(heads) > 0 {
		if err := take(heads[0].joined); err != nil {
			return err
		}
		switch err := heads[0].next(); {
		case err == nil:
			heap.Fix(&heads, 0)
		case errors.Is(err, io.EOF):
			heap.Pop(&heads)
		default:
			return err
		}
	}
	return nil
}

// A piece is a sorted part of the temporary file, at its next record.
type piece struct {
	joined
	r *bufio.Reader
}

func (p *piece) next() error {
	var head [joinHead]byte
	if _, err := io.ReadFull(p.r, head[:]); err != nil {
		return err
	}
	copy(p.tag[:], head[:])
	p.side = head[joinTag]
	p.seq = int64(binary.BigEndian.Uint64(head[joinTag+1:]))
	p.payload = make([]byte, binary.BigEndian.Uint32(head[joinTag+9:]))
	_, err := io.ReadFull(p.r, p.payload)
	return err
}

type pieceHeap []*piece

func (h pieceHeap) Len() int           { return len(h) }
func (h pieceHeap) Less(i, j int) bool { return compareJoined(h[i].joined, h[j].joined) < 0 }
func (h pieceHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *pieceHeap) Push(x any)        { *h = append(*h, x.(*piece)) }
func (h *pieceHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
