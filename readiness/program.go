package readiness

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/workday"
)

// maxChecks is what a checkSet can hold.
const maxChecks = 128

// A program is a suite under a policy, laid out for running: what every
// assessment touches stands together, apart from what only a reader of its
// report asks for.
type program struct {
	steps     []step     // reading order, without disabled checks
	reasons   []cost     // of all steps, step after step
	checks    []compiled // the same checks in full
	units     []unit     // scoring order
	members   []uint8    // of the units
	cats      []string   // categories in reading order
	extra     []Field    // inputs of custom checks: field bits after the built-in ones
	needed    []uint8    // inputs without which some check cannot run and that are not usual, as field bits
	needing   []checkSet // which checks each input is needed by
	behind    []checkSet // which checks come directly After each
	pausable  checkSet   // suppressed by the policy, for a time
	risk      Risk       // of all checks together
	policy    *Policy    // private copy
	bins      *cardbin.Table
	ips       IPLookup
	calendar  *workday.Calendar
	front     netaddr.Front
	countries []country // expected
	versions  appVersions
	codes     *failcode.Table
	windows   *windowTable
	cases     sync.Pool
	hash      func() string

	// The codes of engineReasons. Those that no check may return are copies: what
	// a check returns is never the same text.
	engineCodes [firstReason]string
}

// step is what else running one check takes.
type step struct {
	needs fieldSet
	after checkSet // effective gates
	until int64    // of a suppression, Unix seconds

	engine, own, end uint16 // its reasons: the engine's from engine on, its own from own on
}

// compiled is one check with the policy's severity, gate and need.
type compiled struct {
	Check
	category   uint8
	suppressed Suppression
}

// cost is what scoring takes of a reason, in one cache line: what it takes off
// the product now, were it to fail, were it to pass, and what it adds to the
// sums.
type cost struct {
	code string

	loss, worst, best Risk
	absent, unknown   Risk // what it takes off the risk that applies, and leaves unknown

	marks  marks
	place  uint16 // among the program's reasons
	unit   uint8
	status Status
}

// marks are what one finding says of the whole; a plain pass has none.
type marks uint32

const (
	stopped         marks = 1 << iota // a failed gate by kind of reason
	fixable                           //
	waiting                           //
	blocks                            // what comes After is skipped
	unknownGate                       //
	unknownRequired                   //
	applies                           // a check with risk could have an answer
	lossy                             // something may be lost
	counts                            // something is lost, unknown or does not apply: the sums change
	timed                             // a fail that must say when it clears
	pending                           // a fail that a query of the outcome settles
	broken                            //
)

func (m marks) has(any marks) bool { return m&any != 0 }

// A unit is what counts once in the product: a check, or a group of which only
// the largest loss counts.
type unit struct {
	category    uint8
	first, last uint8 // members[first:last]
}

type checkSet [2]uint64

func (s *checkSet) add(i int)                   { s[uint(i)/64] |= 1 << (uint(i) % 64) }
func (s *checkSet) has(i int) bool              { return s[uint(i)/64]&(1<<(uint(i)%64)) != 0 }
func (s *checkSet) intersects(t *checkSet) bool { return s[0]&t[0]|s[1]&t[1] != 0 }

// only returns the single member of a set that has just one.
func (s *checkSet) only() (i int, ok bool) {
	if s[0] == 0 {
		return 64 + bits.TrailingZeros64(s[1]), s[1] != 0 && s[1]&(s[1]-1) == 0
	}
	return bits.TrailingZeros64(s[0]), s[1] == 0 && s[0]&(s[0]-1) == 0
}

func (s checkSet) each(yield func(i int) bool) {
	for w, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(w*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// Engine reasons stand before a check's own, at fixed places.
const (
	reasonError = iota
	reasonNoInput
	reasonNotApplicable
	reasonSkipped
	reasonSuppressed
	reasonIfPass // hypothetical, for Report.If
	reasonIfWarn
	reasonIfFail
	firstReason
)

var engineReasons = [firstReason]Reason{
	reasonError:         {Code: CodeError, Status: StatusError},
	reasonNoInput:       {Code: CodeNoInput, Why: NoInput},
	reasonNotApplicable: {Code: CodeNotApplicable, Status: NotApplicable},
	reasonSkipped:       {Code: CodeSkipped, Status: Skipped},
	reasonSuppressed:    {Code: CodeSuppressed, Status: Skipped},
	reasonIfPass:        {Status: Pass},
	reasonIfWarn:        {Status: Warn},
	reasonIfFail:        {Status: Fail},
}

func compile(cfg Config) (*program, error) {
	list := cfg.Suite
	if list == nil {
		list = Suite()
	}
	pol := cfg.Policy
	if pol == nil {
		pol = StandardPolicy()
	}
	p := &program{policy: pol.clone(), bins: cfg.BINs, ips: cfg.IPs, calendar: cfg.Calendar, codes: cfg.FailCodes}
	if p.bins == nil {
		p.bins = cardbin.Default()
	}
	if p.calendar == nil {
		p.calendar = workday.Default()
	}
	if p.codes == nil {
		p.codes = failcode.Default()
	}
	errs := append(checkSuite(list), p.policy.problems(list, p.bins)...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for i, r := range engineReasons {
		p.engineCodes[i] = r.Code
		if i != reasonNoInput && i != reasonNotApplicable {
			p.engineCodes[i] = strings.Clone(r.Code)
		}
	}
	for i := range list {
		if !p.policy.Checks[list[i].ID].Disabled {
			p.add(&list[i])
		}
	}
	if len(p.extra)+len(fields) > maxFields {
		return nil, fmt.Errorf("suite: more than %d extra inputs", maxFields-len(fields))
	}
	p.windows = newWindowTable(p.policy.Windows)
	p.cases.New = func() any { return newCase(p) }
	p.link()
	p.layOut()
	p.network()
	p.hash = sync.OnceValue(p.fingerprint)
	return p, nil
}

// add compiles one check under the policy.
func (p *program) add(src *Check) {
	c := compiled{Check: copyCheck(src)}
	o := p.policy.Checks[c.ID]
	if o.Severity != 0 {
		c.Severity = o.Severity
	}
	if o.Gate.known() {
		c.Gate = o.Gate == Yes
	}
	if o.Need.OK {
		c.Need = o.Need.V
	}
	var s step
	if o.Suppressed.Reason != "" {
		c.suppressed, s.until = o.Suppressed, o.Suppressed.Until.Unix()
	}
	cat := slices.Index(p.cats, c.ID.Category())
	if cat < 0 {
		cat = len(p.cats)
		p.cats = append(p.cats, c.ID.Category())
	}
	c.category = uint8(cat)
	for _, f := range c.Needs {
		s.needs.add(p.declare(f))
	}
	for _, f := range c.Optional {
		p.declare(f)
	}
	for _, id := range c.After {
		for j := range p.checks {
			if p.checks[j].ID == id && p.checks[j].Gate {
				s.after.add(j)
			}
		}
	}
	s.engine = uint16(len(p.reasons))
	for i := range engineReasons {
		r := c.cost(&engineReasons[i])
		r.code = p.engineCodes[i]
		p.reasons = append(p.reasons, r)
	}
	p.reasons[s.engine+reasonSkipped].marks |= blocks
	s.own = uint16(len(p.reasons))
	for i := range c.Reasons {
		p.reasons = append(p.reasons, c.cost(&c.Reasons[i]))
	}
	s.end = uint16(len(p.reasons))
	p.checks = append(p.checks, c)
	p.steps = append(p.steps, s)
	p.risk += riskOf[c.Severity]
}

// link turns what the steps wait for round, so that a run looks only at what is
// in the way of some check.
func (p *program) link() {
	p.needing = make([]checkSet, len(fields)+len(p.extra))
	p.behind = make([]checkSet, len(p.steps))
	for i := range p.reasons {
		p.reasons[i].place = uint16(i)
	}
	for i := range p.steps {
		s := &p.steps[i]
		if s.until != 0 {
			p.pausable.add(i)
		}
		for b := range s.needs.each {
			if p.needing[b] == (checkSet{}) && !isUsual(b) {
				p.needed = append(p.needed, uint8(b))
			}
			p.needing[b].add(i)
		}
		for b := range s.after.each {
			p.behind[b].add(i)
		}
	}
}

// cost works out what a reason of the check costs.
func (c *compiled) cost(r *Reason) cost {
	risk := riskOf[c.Severity]
	worth := func(percent int64) Risk { return risk.times(one - Risk(percent)*one/100) }
	out := cost{code: r.Code, status: r.Status, absent: risk}
	mark := func(m marks, when bool) {
		if when {
			out.marks |= m
		}
	}
	switch r.Status {
	case Pass, Warn, Fail:
		out.absent = 0
	case StatusUnknown, StatusError:
		mark(applies, risk > 0)
	}
	switch r.Status {
	case Warn:
		out.loss = worth(50)
		if r.Worth != 0 {
			out.loss = worth(int64(r.Worth))
		}
		out.worst, out.best = out.loss, out.loss
	case Fail:
		out.loss, out.worst, out.best = risk, risk, risk
		mark(stopped, c.Gate && r.Kind == Stopping)
		mark(fixable, c.Gate && r.Kind == Fixable)
		mark(waiting, c.Gate && (r.Kind == Timed || r.Kind == Query))
		mark(blocks, c.Gate)
		mark(timed, r.Kind == Timed)
		mark(pending, r.Kind == Query)
	case StatusUnknown, StatusError:
		optional := c.Need == Optional || r.Minor // costs nothing, and is not missed
		switch {
		case r.Worth != 0:
			out.loss = worth(int64(r.Worth))
		case optional:
		case c.Need == Required:
			out.loss = risk
		default:
			out.loss = worth(50)
		}
		out.worst = risk
		if !optional {
			out.absent, out.unknown = 0, risk
		}
		mark(unknownGate, c.Gate)
		mark(unknownRequired, c.Need == Required && !optional)
		mark(broken, r.Status == StatusError)
	}
	mark(lossy, out.worst != 0)
	mark(counts, out.worst != 0 || out.absent != 0)
	return out
}

// fieldBit returns the place of an input, and false when it is not built in and
// no check of the suite declares it.
func (p *program) fieldBit(f Field) (bit int, ok bool) {
	if i := slices.Index(fields[:], f); i >= 0 {
		return i, true
	}
	i := slices.Index(p.extra, f)
	return len(fields) + i, i >= 0
}

// declare is fieldBit while the suite is compiled.
func (p *program) declare(f Field) int {
	b, ok := p.fieldBit(f)
	if !ok {
		b = len(fields) + len(p.extra)
		p.extra = append(p.extra, f)
	}
	return min(b, maxFields-1) // compile refuses more
}

func (p *program) fieldOf(bit int) Field {
	if bit < len(fields) {
		return fields[bit]
	}
	return p.extra[bit-len(fields)]
}

// layOut puts the checks into scoring order: by category, and in it by ID, a
// group at its name. Reading order never touches the score.
func (p *program) layOut() {
	key := func(i uint8) string {
		c := &p.checks[i]
		if c.Group != "" {
			return c.ID.Category() + "." + c.Group
		}
		return string(c.ID)
	}
	for i := range p.checks {
		p.members = append(p.members, uint8(i))
	}
	slices.SortFunc(p.members, func(a, b uint8) int {
		ca, cb := &p.checks[a], &p.checks[b]
		if n := strings.Compare(ca.ID.Category(), cb.ID.Category()); n != 0 {
			return n
		}
		if n := strings.Compare(key(a), key(b)); n != 0 {
			return n
		}
		if n := strings.Compare(ca.Group, cb.Group); n != 0 { // a check named like a group stands alone
			return n
		}
		return strings.Compare(string(ca.ID), string(cb.ID))
	})
	for i := 0; i < len(p.members); {
		c := &p.checks[p.members[i]]
		j := i + 1
		for c.Group != "" && j < len(p.members) && p.checks[p.members[j]].Group == c.Group && p.checks[p.members[j]].category == c.category {
			j++
		}
		for _, m := range p.members[i:j] {
			for r := p.steps[m].engine; r < p.steps[m].end; r++ {
				p.reasons[r].unit = uint8(len(p.units))
			}
		}
		p.units = append(p.units, unit{c.category, uint8(i), uint8(j)})
		i = j
	}
}
