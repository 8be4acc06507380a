package readiness

import (
	"time"

	"github.com/payready/payready/readiness/intake"
)

// A DocumentRoute is a Route in JSON. It holds nothing personal, and is for engineers: no
// applicant is to be told of channels.
type DocumentRoute struct {
	Channel         string                 `json:"channel"`
	Product         string                 `json:"product,omitzero"`
	Verdict         Verdict                `json:"verdict"`
	Score           int                    `json:"score"`
	EarliestAt      intake.Opt[time.Time]  `json:"earliest_at,omitzero"`
	EarliestVerdict intake.Opt[Verdict]    `json:"earliest_verdict,omitzero"`
	InTheWay        []DocumentObstacle     `json:"in_the_way"`
	LeftSingle      intake.Opt[intake.Fen] `json:"left_single_fen,omitzero"`
	LeftCardDay     intake.Opt[intake.Fen] `json:"left_card_day_fen,omitzero"`
	LeftMerchantDay intake.Opt[intake.Fen] `json:"left_merchant_day_fen,omitzero"`
	Fee             intake.Opt[intake.Fen] `json:"fee_fen,omitzero"`
	Success         intake.Opt[Risk]       `json:"success,omitzero"`
	Weight          int64                  `json:"weight,omitzero"`
}

// A DocumentObstacle is one of the findings that Route.InTheWay returns.
type DocumentObstacle struct {
	Check   ID     `json:"check"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Document returns the route in JSON's form, with messages in language l.
func (r *Route) Document(l Lang) DocumentRoute {
	d := DocumentRoute{
		Channel: r.Channel, Product: r.Product, Verdict: r.Report.Verdict, Score: r.Report.Score, InTheWay: []DocumentObstacle{},
		LeftSingle: r.Left.Single, LeftCardDay: r.Left.CardDay, LeftMerchantDay: r.Left.MerchantDay, Fee: r.Fee, Success: r.Success, Weight: r.Weight,
	}
	if t := r.Report.EarliestAt; !t.IsZero() {
		d.EarliestAt, d.EarliestVerdict = intake.Some(t), intake.Some(r.Report.EarliestVerdict)
	}
	for _, f := range r.InTheWay() {
		d.InTheWay = append(d.InTheWay, DocumentObstacle{f.Check, f.Code, f.Message(l)})
	}
	return d
}
