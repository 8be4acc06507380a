package incident

import (
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// mostly is the share of outcomes from which on an incident explains a failure: below it
// a failure in that time is more likely the payee's own.
const mostly = 0.5

// Health returns what the incident says as rows for Checker.WithHealth or a submission.
//
// While it lasts, its place is degraded, which is a sign and holds nothing: what holds is
// [Hold.Health]. When it has recovered, the place is up. If most outcomes failed, a row
// that is over by AsOf says that the place was down until then, so that nobody's
// cool-down starts with a failure of that time. An incident that is merged, unseen or
// lasting says nothing of the present.
func (i *Incident) Health() []readiness.Health {
	row := readiness.Health{Issuer: i.Issuer, Channel: i.Channel, AsOf: i.AsOf, Source: i.ID}
	var out []readiness.Health
	if i.share() >= mostly && i.State != Merged {
		was := row
		// A second older, so that the present is what the other row says.
		was.State, was.Since, was.Until, was.AsOf = intake.Down, i.Start, i.AsOf, i.AsOf.Add(-time.Second)
		if !i.End.IsZero() {
			was.Until = i.End
		}
		out = append(out, was)
	}
	switch i.State {
	case Begun, Changed:
		row.State, row.Since = intake.Degraded, i.Start
		out = append(out, row)
	case Recovered:
		row.State, row.Since = intake.Up, i.End
		out = append(out, row)
	}
	return out
}

// Health returns the row that makes the hold wait, as of a moment: that the place is down,
// and that nobody knows until when, since the end of a hold is not that of the trouble.
// It is false when the hold is over. Lay it over for payouts that [Hold.Holds], and not
// for probes; and lay it over anew each minute, since rows grow stale.
func (h *Hold) Health(now time.Time) (readiness.Health, bool) {
	if h.Validate() != nil || now.Before(h.Since) || !now.Before(h.Until) {
		return readiness.Health{}, false
	}
	return readiness.Health{Issuer: h.Issuer, Channel: h.Channel, State: intake.Down, Since: h.Since, AsOf: now, Source: h.Incident}, true
}
