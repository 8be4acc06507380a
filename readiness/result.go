package readiness

// A result is what a run of a suite found: a record for every check, in reading
// order, and notes for the few findings that say more.
type result struct {
	records []record
	notes   []note
}

// A record is one finding.
type record struct {
	until  uint32 // Unix seconds until which time alone does not change it, 0 for no end
	note   uint16 // 1 + index in result.notes, 0 for none
	reason uint8  // index among the check's effects
	status Status // of the reason
}

// A note is what a finding says beyond its reason.
type note struct {
	keys   [maxEvidence]uint8 // evidence: 1 + indexes among the check's keys, 0 for none
	values [maxEvidence]int64 // evidence, as Key.number encodes it
	asks   bitset             // inputs that would settle an unknown, if not those of the reason

	// For an unknown, what an answer can make of it at best and at worst: 1 + indexes
	// among the check's effects, 0 for a pass and for the worst that the check declares.
	best, worst uint8

	action  uint8 // 1 + index among allActions, 0 for the reason's own
	part    attemptPart
	attempt uint16 // 1 + index among the earlier payouts of the one whose part is asked for, 0 for none
}

const (
	maxEvidence = 4  // per finding
	maxOutcomes = 16 // outcomes with notes per run of a check
)

// A room is memory for a result in one allocation: enough for the standard suite,
// whose findings have few notes. A larger result outgrows it.
type room struct {
	records [80]record
	notes   [7]note
}

// empty makes room for n records and drops the notes. It reuses the memory of r.
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

// noteOf returns the note of a record, or an empty one.
func (r *result) noteOf(x record) *note {
	if x.note == 0 {
		return &note{}
	}
	return &r.notes[x.note-1]
}
