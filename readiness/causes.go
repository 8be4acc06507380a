package readiness

import (
	"math/bits"
	"slices"

	"github.com/payready/payready/readiness/remedy"
)

// A cause is why several checks find something at once: one mistake, which one action
// mends. What it explains has no advice of its own.
type cause struct {
	ID       string
	Text     Text
	Action   *remedy.Action
	Explains []ID // of these, the findings that are open: warn, fail or unknown

	// Holds looks at the submission and at what the checks found. It runs only if one
	// of Explains is open, after all checks. It must be pure.
	Holds func(c *Case) bool
}

// noCause is that of findings which stand for themselves.
var noCause cause

// causes holds the rules. Of several that explain a finding the first counts.
var causes = [...]*cause{
	&notOwnCardCause,
	&mistypedNameCause,
	&mistypedNumberCause,
	&formOfNameCause,
	&nameAtTheBankCause,
	&nameToCheckCause,
	&numberAtTheBankCause,
	&numberToCheckCause,
	&anotherNameCause,
	&anotherDocumentCause,
	&anotherMobileCause,
	&notConfirmedCause,
}

// A plannedCause is a cause with its checks found in the suite.
type plannedCause struct {
	*cause
	explains bitset // indexes of checks
}

// planCauses keeps the causes of which the suite has a check.
func (p *plan) planCauses() {
	for i := range causes {
		pc := plannedCause{cause: causes[i]}
		for j := range p.checks {
			if slices.Contains(pc.Explains, p.checks[j].ID) {
				pc.explains.add(j)
			}
		}
		if !pc.explains.empty() {
			p.causes = append(p.causes, pc)
			p.explained.join(&pc.explains)
		}
	}
}

// found returns the code of what a check found in the current run, or "" if the suite
// has no such check.
func (c *Case) found(id ID) string {
	for i := range c.plan.checks {
		if p := &c.plan.checks[i]; p.ID == id {
			return p.effects[c.out.records[i].reason].code
		}
	}
	return ""
}

// explain returns the causes that hold, by index, after a run.
func (c *Case) explain() (held uint32) {
	if !c.open.intersects(&c.plan.explained) {
		return 0
	}
	left := c.open
	for i := range c.plan.causes {
		k := &c.plan.causes[i]
		if k.explains.intersects(&left) && k.Holds(c) {
			held |= 1 << i
			left.remove(&k.explains)
		}
	}
	return held
}

// A Cause is why one or several checks found something, with the action that mends it.
type Cause struct {
	ID       string // of the cause; empty for a finding that stands for itself
	Action   Action
	Findings []Finding // open ones, in reading order
}

// Text says what the matter is, or what the one finding found.
func (c Cause) Text(l Lang) string {
	if c.ID != "" || len(c.Findings) == 0 {
		return causeText(c.ID, l)
	}
	return c.Findings[0].Message(l)
}

func causeText(id string, l Lang) string {
	for i := range causes {
		if causes[i].ID == id {
			return causes[i].Text.In(l)
		}
	}
	return ""
}

// causeOf returns the cause that explains the i-th check's finding, or nil.
func (r *Report) causeOf(i int) *plannedCause {
	if r.held == 0 || !isOpen(r.records[i].status) {
		return nil
	}
	for held := r.held; held != 0; held &= held - 1 {
		if k := &r.plan.causes[bits.TrailingZeros32(held)]; k.explains.has(i) {
			return k
		}
	}
	return nil
}

// Causes groups what someone could act on by its cause, in reading order. Findings
// that no cause explains stand for themselves.
func (r *Report) Causes() []Cause {
	var out []Cause
	for f := range r.unsettled() {
		k := r.causeOf(f.i)
		if k == nil {
			out = append(out, Cause{Action: f.Action(), Findings: []Finding{f}})
			continue
		}
		i := slices.IndexFunc(out, func(c Cause) bool { return c.ID == k.ID })
		if i < 0 {
			i = len(out)
			out = append(out, Cause{ID: k.ID, Action: *k.Action})
		}
		out[i].Findings = append(out[i].Findings, f)
	}
	return out
}
