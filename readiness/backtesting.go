package readiness

// What a backtest asks of reports and checkers.

// Checker says which configuration made the report.
func (r *Report) Checker() DocumentChecker {
	if r.plan == nil || r.reused() {
		return DocumentChecker{}
	}
	return DocumentChecker{r.plan.policy.ID, r.plan.hash()}
}

// Issuer returns the code of the bank whose card it is, as package cardbin has it, or
// "" if the table does not know the card.
func (r *Report) Issuer() string {
	if r.card.record.IsZero() || r.reused() {
		return ""
	}
	return r.card.record.Issuer().Code
}

// Loss returns the share of the score that a reason of a check takes off. It is false
// if the checker has no such check or the check no such reason.
func (c *Checker) Loss(id ID, code string) (Risk, bool) {
	checks := c.planned().checks
	for i := range checks {
		if checks[i].ID != id {
			continue
		}
		for _, e := range checks[i].effects[firstReason:] {
			if e.code == code {
				return one - e.leaves.raw, true
			}
		}
	}
	return 0, false
}
