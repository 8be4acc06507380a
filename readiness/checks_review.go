package readiness

import (
	"strings"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/remedy"
)

var payoutReview = Check{
	ID: "payout.review", Rev: 1,
	Title:    Text{ZH: "人工复核未拒绝", EN: "No reviewer declined it"},
	Purpose:  Text{ZH: "需人工复核的付款，由付款方复核人员放行或拒绝；拒绝的不再付款", EN: "What needs a review is cleared or declined by a person of the paying side; what was declined is not paid"},
	Severity: Critical, Gate: true, Need: Optional,
	Optional: []intake.Field{intake.FieldReviewDecision, intake.FieldAt, intake.FieldReviewAt, intake.FieldReviewUntil, intake.FieldReviewReasons},
	Cites: []Cite{
		{Title: "A clearance holds for what was looked at, and for as long as it says", Source: "policy", Confidence: JudgementCall},
	},
	Reasons: []Reason{
		{Code: "clearance", Status: Pass, Internal: true, Message: Text{ZH: "人工复核已放行所列原因", EN: "A reviewer cleared the reasons listed"}},
		{Code: "declined", Status: Fail, Kind: Stopping, Internal: true, Action: &remedy.StopPayout,
			Message: Text{ZH: "人工复核已拒绝", EN: "A reviewer declined it"}},
	},
	Run: func(c *Case) Outcome {
		switch c.sub.Review.Decision {
		case intake.ReviewDeclined:
			return c.Is("declined")
		case intake.ReviewCleared:
			if end := c.clearance(); end > c.at {
				return c.until(end, "clearance")
			}
		}
		return c.NotApplicable() // nobody is asked for a review that nobody wanted, and a lapsed one is none
	},
}

// clearance is when a reviewer's clearance ends, or 0 if there is none at the case's
// time.
func (c *Case) clearance() int64 {
	r := &c.sub.Review
	from := chinatime.Unix(r.At)
	if r.Decision != intake.ReviewCleared || c.at == 0 || from == 0 {
		return 0
	}
	if c.at < from-skew { // nobody has looked yet
		c.next = min(c.next, from-skew)
		return 0
	}
	if !r.Until.IsZero() {
		return chinatime.Unix(r.Until)
	}
	return from + c.plan.policy.ReviewHours*3600
}

// clearedUntil is when the clearance of a reason ends, or 0 if it is not cleared.
func (c *Case) clearedUntil(id ID, code string) int64 {
	if c.sub.Review.Decision != intake.ReviewCleared {
		return 0
	}
	reasons := c.sub.Review.Reasons
	for _, s := range reasons[:min(len(reasons), maxCleared)] {
		if check, reason, _ := strings.Cut(s, "/"); check == string(id) && reason == code {
			return c.clearance()
		}
	}
	return 0
}
