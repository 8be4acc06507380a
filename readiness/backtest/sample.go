package backtest

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// sampleSize is how many payouts a sample keeps: enough to tell which of two signs that
// come together is to blame.
const sampleSize = 16_384

// A tag is a keyed hash of an ID. Without the key nobody can tell whose it is.
type tag [16]byte

func tagOf(key []byte, id string) (t tag) {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(id))
	copy(t[:], h.Sum(nil))
	return t
}

// hash is what a sample knows a row by.
func (t tag) hash() uint64 { return binary.BigEndian.Uint64(t[:]) }

// folds is into how many parts the rows are split for judging what was fitted.
const folds = 5

func foldOf(hash uint64) int { return int(hash % folds) }

// A sampled row is what the sample keeps of a payout.
type sampled struct {
	hash  uint64
	score uint8
	lost  []Reason // in their order, see compareReasons
}

func compareReasons(a, b Reason) int {
	return cmp.Or(cmp.Compare(a.Check, b.Check), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Status, b.Status))
}

func compareSampled(a, b sampled) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.score, b.score), slices.CompareFunc(a.lost, b.lost, compareReasons))
}

// A sample keeps the rows with the smallest hashes. Which those are does not depend on
// the order in which they come, so samples merge.
type sample struct {
	rows  []sampled
	bound uint64 // no row above it is kept
	full  bool
}

// wants reports whether a row with the hash could be kept.
func (s *sample) wants(hash uint64) bool { return !s.full || hash <= s.bound }

func (s *sample) add(r sampled) {
	s.rows = append(s.rows, r)
	if len(s.rows) >= 2*sampleSize {
		s.trim()
	}
}

// trim puts the rows in order and drops those beyond the size.
func (s *sample) trim() {
	slices.SortFunc(s.rows, compareSampled)
	if len(s.rows) >= sampleSize {
		clear(s.rows[sampleSize:])
		s.rows = s.rows[:sampleSize]
		s.bound, s.full = s.rows[sampleSize-1].hash, true
	}
}

func (s *sample) merge(t *sample) {
	for _, r := range t.rows {
		if s.wants(r.hash) {
			s.add(r)
		}
	}
}
