package readiness

import (
	"net/netip"
	"sync"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// Config says what a Checker works with. The zero Config is the standard one:
// every nil field means the built-in suite, policy or table.
type Config struct {
	Policy   *Policy
	Suite    []Check
	BINs     *cardbin.Table
	IPs      IPLookup // nil: only the records that the submission carries
	Calendar *workday.Calendar

	FailCodes *failcode.Table // what the codes in the history mean
}

// An IPLookup answers what is known of an address, from memory: it must not
// block. false means that the source has no answer. A source that fails or panics
// says nothing of the address: the report lists a "lookup-failed" among its Errors,
// never the error itself, which may hold what is personal. It must be safe for
// concurrent use.
type IPLookup interface {
	LookupIP(netip.Addr) (intake.IPRecord, bool, error)
}

// A Checker assesses submissions under one configuration. It is immutable and
// safe for concurrent use. The zero Checker is the standard one.
type Checker struct{ plan *plan }

// Assess judges sub with the standard suite and policy.
func Assess(sub intake.Submission) Report { return (&Checker{}).Assess(sub) }

// Assess judges sub. It is total: it never fails and never panics, whatever the
// submission holds. The same submission and configuration give the same report.
func (c *Checker) Assess(sub intake.Submission) Report {
	var r Report
	k := c.planned().cases.Get().(*Case)
	k.own = sub // sub itself can stay where it is
	k.assess(&r, &k.own)
	return r
}

// AssessInto is like Assess but reuses the memory of r and reads sub in place; r
// keeps no reference to sub. Several goroutines may share c, not r.
func (c *Checker) AssessInto(r *Report, sub *intake.Submission) {
	c.planned().cases.Get().(*Case).assess(r, sub)
	r.home, r.run = r, r.run+1
}

// assess is one assessment, after which the case goes back to where it came from.
func (c *Case) assess(r *Report, sub *intake.Submission) {
	r.reset(c.plan)
	c.load(sub, r)
	c.now = r.result
	c.run(&c.now)
	r.result, c.now = c.now, result{}
	c.conclude(r)
	c.clear()
	c.plan.cases.Put(c)
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
		panic("readiness: the standard configuration is broken: " + err.Error()) // a test compiles it
	}
	return p
})

// New makes a Checker. Its error joins everything that is wrong with cfg, with
// paths. New copies the suite and the policy.
func New(cfg Config) (*Checker, error) {
	p, err := newPlan(cfg)
	if err != nil {
		return nil, err
	}
	return &Checker{p}, nil
}
