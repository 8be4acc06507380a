package readiness

import (
	"cmp"
	"net/netip"
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// Config configures a Checker. The zero Config is the standard one: a nil field
// means the built-in suite, policy or table.
type Config struct {
	Policy   *Policy
	Suite    []Check
	BINs     *cardbin.Table
	IPs      IPLookup // nil: use only the records in the submission
	Calendar *workday.Calendar

	FailCodes *failcode.Table // the meaning of failure codes in the history
}

func (c *Config) suite() []Check {
	if c.Suite == nil {
		return Suite()
	}
	return c.Suite
}

func (c *Config) bins() *cardbin.Table   { return cmp.Or(c.BINs, cardbin.Default()) }
func (c *Config) codes() *failcode.Table { return cmp.Or(c.FailCodes, failcode.Default()) }

// An IPLookup returns what is known of an address. It must answer from memory,
// without blocking, and be safe for concurrent use. false means that it has no
// answer. If it fails or panics, the address counts as not looked up and the report's
// Errors include "lookup-failed", but not the error, which may hold personal data.
type IPLookup interface {
	LookupIP(netip.Addr) (intake.IPRecord, bool, error)
}

// A Checker assesses submissions under one configuration. It is immutable and
// safe for concurrent use. The zero Checker has the standard configuration.
type Checker struct {
	plan   *plan
	health *healthTable // laid over by WithHealth
}

// Assess assesses sub with the standard suite and policy.
func Assess(sub intake.Submission) Report { return (&Checker{}).Assess(sub) }

// Assess assesses sub. It never fails and never panics, whatever sub holds. The same
// submission and configuration give the same report.
func (c *Checker) Assess(sub intake.Submission) Report {
	var r Report
	k := c.newCase()
	k.own = sub // so that sub need not move to the heap
	k.assess(&r, &k.own)
	return r
}

// AssessInto is like Assess but reuses the memory of r and reads sub in place; r
// keeps no reference to sub. Several goroutines may share c, not r.
func (c *Checker) AssessInto(r *Report, sub *intake.Submission) {
	c.newCase().assess(r, sub)
	r.home, r.run = r, r.run+1
}

// assess makes one assessment and returns the case to its pool.
func (c *Case) assess(r *Report, sub *intake.Submission) {
	r.reset(c.plan)
	c.load(sub, r)
	c.conclusion(r)
	r.BestRoute = c.bestRoute()
	c.clear()
	c.plan.cases.Put(c)
}

// conclusion runs the checks on what is loaded, and says what follows.
func (c *Case) conclusion(r *Report) {
	c.now = r.result
	c.run(&c.now)
	r.held = c.explain()
	r.result, c.now = c.now, result{}
	c.conclude(r)
}

// newCase takes a case from the pool.
func (c *Checker) newCase() *Case {
	k := c.planned().cases.Get().(*Case)
	k.health = c.health
	return k
}

func (c *Checker) planned() *plan {
	if c.plan != nil {
		return c.plan
	}
	return standardPlan()
}

var standardPlan = sync.OnceValue(func() *plan {
	p, err := newPlan(Config{})
	if err != nil {
		panic("readiness: the standard configuration is broken: " + err.Error()) // a test builds it
	}
	return p
})

// New returns a Checker for cfg. Its error joins everything wrong with cfg, with
// paths. New copies the suite and the policy.
func New(cfg Config) (*Checker, error) {
	p, err := newPlan(cfg)
	if err != nil {
		return nil, err
	}
	return &Checker{plan: p}, nil
}
