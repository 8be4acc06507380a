package readiness

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/workday"
)

// maxChecks limits the length of a suite. It must not exceed maxBits.
const maxChecks = 128

// A plan is a suite under a policy, prepared once for all assessments by a Checker.
// It never changes.
type plan struct {
	checks      []planned      // in reading order, without the disabled ones
	steps       []step         // of the checks
	suppressed  []int          // checks that the policy suppresses for a time
	scoring     []turn         // the checks in scoring order
	groups      []group        // in scoring order
	routed      []int          // checks whose finding may differ from channel to channel
	leaders     bitset         // those of them on which others rest
	routedNeeds []need         // of needed, those that may differ
	dependent   bitset         // checks that are skipped if some gate fails
	categories  []string       // in reading order
	sizes       []int          // how many checks each has
	inputs      []intake.Input // the built-in ones, then those of custom checks
	inputAt     map[intake.Field]int
	needed      []need          // the inputs that some check cannot run without
	needers     [maxBits]bitset // these checks, by input
	risk        Risk            // of all checks
	causes      []plannedCause  // those of which the suite has a check
	explained   bitset          // checks of which some cause may explain what they find
	lends       bool            // some of what a loan needs before it is paid out must be known

	policy   *Policy // our own copy
	bins     *cardbin.Table
	ips      IPLookup
	calendar *workday.Calendar
	codes    *failcode.Table

	// Parts of the policy, in the form that checks use.
	front     netaddr.Front
	countries []country // expected
	versions  appVersions
	windows   timetable
	profiles  []failcode.Name // what policy.Channels are called
	byChannel bool            // something in the policy depends on the channel
	byProduct bool            // some profile is that of a product
	ways      []way           // what routes are looked at, if the submission names none
	vendors   []vendorLimits

	phrases  []func() *phrases // by check
	lexicon  func() *lexicon
	cases    sync.Pool
	outlooks sync.Pool
	hash     func() string
}

// A step is what a run reads of a check that passes or does not apply. Together
// these fit the innermost cache, which whole checks do not.
type step struct {
	run    func(*Case) Outcome // Check.Run
	passes string              // the code of the first reason that is a pass
	reason uint8               // its index among the check's effects, 0 if the check has none
	risk   Risk                // planned.risk
	codes  []string            // of the check's own reasons
}

// planned is a check with the policy's override applied.
type planned struct {
	until     int64    // when suppressed ends, in Unix seconds, 0 for none
	after     bitset   // gates; if one of them fails, the check is skipped
	followers bitset   // checks that name this one in After
	needs     bitset   // inputs
	effects   []effect // of the engine's reasons, then of the check's own
	Check
	suppressed Suppression // skipped until then
	category   int         // index in plan.categories
	routed     bool        // what it finds may differ from channel to channel
	group      int         // index in plan.groups
	place      int         // index in plan.scoring
	risk       Risk        // of a fail: the severity's, or the policy's own
}

// A need is an input that some check cannot run without.
type need struct {
	input int // index in plan.inputs
	given func(*intake.Submission) bool
}

// A turn is one check in scoring order, which keeps the checks of a group together,
// and those of a category.
type turn struct{ check, group, category int }

// A group is the checks of which only the largest loss counts: scoring[first:end].
type group struct{ first, end, category int }

// The engine's own reasons come before those of a check, at these indexes.
const (
	reasonError = iota
	reasonNoInput
	reasonNotApplicable
	reasonSkipped
	reasonSuppressed
	reasonCleared
	reasonIfPass // assumed by Report.If
	reasonIfWarn
	reasonIfFail
	firstReason
)

var engineReasons = [firstReason]Reason{
	reasonError:         {Code: CodeError, Status: StatusError},
	reasonNoInput:       {Code: CodeNoInput, Because: NoInput},
	reasonNotApplicable: {Code: CodeNotApplicable, Status: NotApplicable},
	reasonSkipped:       {Code: CodeSkipped, Status: Skipped},
	reasonSuppressed:    {Code: CodeSuppressed, Status: Skipped},
	reasonCleared:       {Code: CodeCleared, Status: Pass},
	reasonIfPass:        {Status: Pass},
	reasonIfWarn:        {Status: Warn},
	reasonIfFail:        {Status: Fail},
}

// newPlan returns the plan for a configuration, or an error that joins everything
// wrong with it.
func newPlan(cfg Config) (*plan, error) {
	list := cfg.suite()
	policy := cfg.Policy
	if policy == nil {
		policy = StandardPolicy()
	}
	p := &plan{
		inputs:   intake.Inputs(),
		policy:   policy.clone(),
		bins:     cfg.bins(),
		ips:      cfg.IPs,
		calendar: cmp.Or(cfg.Calendar, workday.Default()),
		codes:    cfg.codes(),
	}
	p.inputAt = make(map[intake.Field]int, len(p.inputs))
	for i := range p.inputs {
		p.inputAt[p.inputs[i].Field] = i
	}
	errs := append(checkSuite(list), p.policy.problems(list, p.bins, p.codes)...)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for i := range list {
		if !p.policy.Checks[list[i].ID].Disabled {
			p.add(&list[i])
		}
	}
	if len(p.inputs) > maxBits {
		return nil, fmt.Errorf("suite: more than %d extra inputs", maxBits-len(intake.Inputs()))
	}
	p.findCleared()
	p.pack()
	p.order()
	p.planCauses()
	p.findRouted()
	p.network()
	p.policy.resolveNames(p.bins, p.codes)
	p.nameProfiles()
	p.byChannel = p.policy.speaksOfChannels()
	p.vendors = documentedLimits()
	p.findWays()
	p.windows = newTimetable(p.policy.Windows, p.policy.Channels)
	for i := range p.checks {
		p.phrases = append(p.phrases, sync.OnceValue(func() *phrases { return p.phrasesOf(i) }))
	}
	p.lexicon = sync.OnceValue(p.newLexicon)
	p.cases.New = func() any { return &Case{plan: p} }
	p.outlooks.New = func() any { return new(outlook) }
	p.hash = sync.OnceValue(p.fingerprint)
	if c := &p.policy.Calibration; !c.isZero() && c.Checker != p.hash() {
		return nil, &PolicyProblem{Path: "/calibration/checker", What: "is the hash of another configuration, this one's is " + p.hash() + ": calibrate again",
			zh: "是另一套配置的哈希，当前为 " + p.hash() + "：请重新校准"}
	}
	return p, nil
}

// add appends a check to the plan.
func (p *plan) add(src *Check) {
	c := planned{Check: copyCheck(src)}
	o := p.policy.Checks[c.ID]
	c.Severity = cmp.Or(o.Severity, c.Severity)
	if o.Gate.Known() {
		c.Gate = o.Gate == intake.Yes
	}
	if o.Need.OK {
		c.Need = o.Need.V
	}
	if o.Suppressed.Reason != "" {
		c.suppressed, c.until = o.Suppressed, o.Suppressed.Until.Unix()
		p.suppressed = append(p.suppressed, len(p.checks))
	}
	if c.category = slices.Index(p.categories, c.ID.Category()); c.category < 0 {
		c.category = len(p.categories)
		p.categories, p.sizes = append(p.categories, c.ID.Category()), append(p.sizes, 0)
	}
	p.sizes[c.category]++
	c.risk = riskOf[c.Severity]
	if o.Risk.OK {
		c.risk = o.Risk.V
	}
	for i := range c.Reasons {
		c.Reasons[i].override(o.Reasons)
	}
	for _, f := range c.Needs {
		i := p.declare(f)
		c.needs.add(i)
		if p.needers[i].empty() {
			p.needed = append(p.needed, need{i, p.inputs[i].Given})
		}
		p.needers[i].add(len(p.checks))
	}
	for _, f := range c.Optional {
		p.declare(f)
	}
	for i := range p.checks {
		if p.checks[i].Gate && slices.Contains(c.After, p.checks[i].ID) {
			c.after.add(i)
			p.checks[i].followers.add(len(p.checks))
			p.dependent.add(len(p.checks))
		}
	}
	for i := range engineReasons {
		c.effects = append(c.effects, c.effectOf(&engineReasons[i]))
	}
	c.effects[reasonSkipped].blocks = true // checks after a skipped one are skipped too
	for i := range c.Reasons {
		e := c.effectOf(&c.Reasons[i])
		e.override(o.Reasons)
		c.effects = append(c.effects, e)
	}
	p.checks = append(p.checks, c)
	s := step{run: c.Run, risk: c.risk}
	for i := range c.Reasons {
		s.codes = append(s.codes, c.Reasons[i].Code)
		if s.reason == 0 && c.Reasons[i].Status == Pass {
			s.passes, s.reason = c.Reasons[i].Code, uint8(firstReason+i)
		}
	}
	p.steps = append(p.steps, s)
	p.risk += c.risk
	p.lends = p.lends || c.ID.Category() == mandate && c.Need == Required
}

// find returns the index, among the check's effects, of the reason with this code:
// the check's own, or one of the two engine reasons that a check may return. Any
// other code is an error of the check.
func (s *step) find(code string) int {
	for i, own := range s.codes {
		if own == code {
			return firstReason + i
		}
	}
	switch code {
	case CodeNoInput:
		return reasonNoInput
	case CodeNotApplicable:
		return reasonNotApplicable
	}
	return reasonError
}

// record returns the record of the check's reason at index reason.
func (c *planned) record(reason int) record {
	return record{reason: uint8(reason), status: c.effects[reason].status}
}

// reason returns the reason at index i among the check's effects.
func (c *planned) reason(i int) *Reason {
	if i < firstReason {
		return &engineReasons[i]
	}
	return &c.Reasons[i-firstReason]
}

// input returns the index of an input. It is false if the input is neither built in
// nor declared by a check.
func (p *plan) input(f intake.Field) (i int, ok bool) {
	i, ok = p.inputAt[f]
	return i, ok
}

// declare is like input but adds the field if it is new. If there are too many,
// which newPlan refuses, the last ones share an index.
func (p *plan) declare(f intake.Field) int {
	i, ok := p.input(f)
	if !ok {
		i = len(p.inputs)
		p.inputs = append(p.inputs, f.Input())
		p.inputAt[f] = i
	}
	return min(i, maxBits-1)
}

// findCleared finds the checks that a reason's action settles too.
func (p *plan) findCleared() {
	for i := range p.checks {
		c := &p.checks[i]
		for j := range c.Reasons {
			for _, id := range c.Reasons[j].Clears {
				if k := p.index(id); k >= 0 {
					e := &c.effects[firstReason+j]
					e.clears = append(e.clears, k)
				}
			}
		}
	}
}

// pack moves the effects of all checks into one slice. As separate slices of the
// same size class they compete for the same cache lines, which costs a tenth of an
// assessment.
func (p *plan) pack() {
	var all []effect
	for i := range p.checks {
		all = append(all, p.checks[i].effects...)
	}
	for i := range p.checks {
		c := &p.checks[i]
		n := len(c.effects)
		c.effects, all = all[:n:n], all[n:]
	}
}

// order sorts the checks into scoring order: by category, then by group or ID. The
// order of the suite thus never affects the score.
func (p *plan) order() {
	name := func(c *planned) string {
		if c.Group != "" {
			return c.ID.Category() + "." + c.Group
		}
		return string(c.ID)
	}
	for i := range p.checks {
		p.scoring = append(p.scoring, turn{check: i})
	}
	slices.SortFunc(p.scoring, func(a, b turn) int {
		c, d := &p.checks[a.check], &p.checks[b.check]
		return cmp.Or(
			strings.Compare(c.ID.Category(), d.ID.Category()),
			strings.Compare(name(c), name(d)),
			strings.Compare(c.Group, d.Group), // keeps a check apart from a group of the same name
			strings.Compare(string(c.ID), string(d.ID)),
		)
	})
	for i := range p.scoring {
		t := &p.scoring[i]
		c := &p.checks[t.check]
		alone := i == 0 || c.Group == ""
		if !alone {
			before := &p.checks[p.scoring[i-1].check]
			alone = before.Group != c.Group || before.category != c.category
		}
		if alone {
			p.groups = append(p.groups, group{first: i, category: c.category})
		}
		c.group = len(p.groups) - 1
		p.groups[c.group].end = i + 1
		c.place, t.group, t.category = i, c.group, c.category
	}
}
