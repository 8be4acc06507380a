package readiness

import "github.com/payready/payready/readiness/intake"

// A result is what running a suite leaves: a record for every check, in reading
// order, and notes for the few that say more.
type result struct {
	records []record
	notes   []note
}

// A record is one finding.
type record struct {
	until  uint32 // Unix seconds up to which it holds by time alone, 0 for no end
	note   uint16 // 1 + its place in result.notes, 0 for none
	reason uint8  // its place among the check's effects
}

// A note is what a finding says beyond its code.
type note struct {
	keys   [maxEvidence]uint8        // of the evidence: 1 + places among the check's keys, 0 for none
	values [maxEvidence]intake.Value // of the evidence
	asks   bitset                    // inputs that would settle an unknown, if the reason's own are not meant

	// Of an unknown, what an answer makes of it at best and at worst: 1 + places
	// among the check's effects, 0 for a pass and the worst that the check declares.
	best, worst uint8
}

const (
	maxEvidence = 4  // of one finding
	maxOutcomes = 16 // that one run of a check may make with notes
)

// A room is the memory of a result in one piece: enough for the standard suite,
// whose findings have few notes. More go elsewhere.
type room struct {
	records [52]record
	notes   [6]note
}

// empty makes room for n records and no notes, in the memory that there is.
func (r *result) empty(n int) {
	if cap(r.records) < n {
		m := new(room)
		r.records, r.notes = m.records[:], m.notes[:]
		if n > len(m.records) {
			r.records = make([]record, n)
		}
	}
	r.records, r.notes = r.records[:n], r.notes[:0]
}

// noteOf returns the note of a record, an empty one when it has none.
func (r *result) noteOf(x record) *note {
	if x.note == 0 {
		return &note{}
	}
	return &r.notes[x.note-1]
}
