package readiness

import (
	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
)

// accountClass is the class of the account as far as anybody but the applicant says
// so: hardly anyone knows the class of their own account.
type accountClass struct {
	class   intake.AccountClass // 0 when it is not known
	none    bool                // a credit account, which has no class
	proven  bool                // Class I, because a payout arrived that no other class takes
	likely  bool                // of Class II or III, by a prefix that leaves open which
	arrived int64               // until when an earlier payout shows that the account takes money from us, 0 without one
	until   int64               // until when an earlier payout settles the class, 0 when none does
}

// accountClass weighs what is said of the class. The bank and the channel know it. A
// payout that arrived outranks a prefix, and Class II or III by the applicant's own
// word counts, since nobody gains by it.
func (c *Case) accountClass() accountClass {
	s, p := &c.sub.Card, c.plan.policy
	a := accountClass{arrived: c.provenUntil()}
	stated := s.AccountClass
	if stated > intake.ClassIII {
		stated = 0
	}
	if by := s.Sources.AccountClass; stated != 0 && (by == intake.FromBank || by == intake.FromChannel) {
		a.class = stated
		return a
	}
	m, ok := c.exactBIN()
	if s.Funding == cardbin.Credit || ok && m.Funding() == cardbin.Credit {
		a.none = true
		return a
	}
	if a.arrived != 0 {
		if t := c.arrivedUntil(p.ClassIIDaily); t != 0 {
			a.class, a.proven, a.until = intake.ClassI, true, t
			return a
		}
	}
	if stated != intake.ClassI {
		a.class = stated
	}
	if ok {
		a.hint(c, m.ClassHint())
	}
	if a.class == intake.ClassIII && a.arrived != 0 {
		if t := c.arrivedUntil(p.ClassIIIBalance); t != 0 {
			a.class, a.until = intake.ClassII, chinatime.Sooner(a.until, t)
		}
	}
	return a
}

// hint adds what the issuer says of the prefix: a range that it names Class II or III
// is one, whoever says otherwise of the account.
func (a *accountClass) hint(c *Case, h cardbin.ClassHint) {
	switch h {
	case cardbin.HintClassII:
		a.class = max(a.class, intake.ClassII)
	case cardbin.HintClassIII:
		a.class = intake.ClassIII
	case cardbin.HintClassIIOrIII:
		if a.class == 0 {
			a.class, a.likely = intake.ClassII, true
		}
	case cardbin.HintEAccount:
		a.likely = a.class == 0
	}
	if !a.likely || a.arrived == 0 {
		return
	}
	// A payout of this size has arrived, so this one fits as well.
	if t := c.arrivedUntil(c.sub.Payout.Amount.V - 1); c.sub.Payout.Amount.OK && t != 0 {
		a.likely, a.until = false, chinatime.Sooner(a.until, t)
	}
}
