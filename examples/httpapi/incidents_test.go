package main

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// hearing records a payout and what became of it, as the routes do.
func hearing(t *testing.T, in *incidents, s intake.Submission, o backtest.Outcome, now time.Time) {
	t.Helper()
	d := newDesk()
	defer d.done()
	d.sub = s
	d.row.ReadSubmission(&d.sub)
	d.row.Issuer = s.Card.Issuer
	in.expect(d)
	o.ID = s.ID
	in.hear(&o, now)
}

// Outcomes name neither bank nor applicant: both are those of the payout. A bank that is
// down is an incident, and one applicant who tries again and again is none.
func TestIncidentsFromOutcomes(t *testing.T) {
	for name, same := range map[string]bool{"many": false, "one": true} {
		t.Run(name, func(t *testing.T) {
			in := newIncidents([]byte("0123456789abcdef"), 10_000, nil)
			start := time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)
			n := 0
			for m := range 400 {
				now := start.Add(time.Duration(m) * time.Minute)
				for _, bank := range []string{"ICBC", "CCB"} {
					n++
					s := readinesstest.Ready()
					s.ID, s.Card.Issuer, s.Payout.Channel = fmt.Sprint("p-", n), bank, "wechatpay"
					s.Applicant.Document.Number = intake.Hide(fmt.Sprint("document ", n))
					o := backtest.Outcome{Result: backtest.Succeeded, EndedAt: now}
					if bank == "CCB" && m >= 300 && m < 330 {
						o.Result, o.Text = backtest.Failed, "银行系统维护"
						if same {
							s.Applicant.Document.Number = intake.Hide("one and the same")
						}
					}
					hearing(t, in, s, o, now)
				}
				if m == 329 && !same {
					require.Len(t, in.answer(now).Open, 1)
				}
			}
			a := in.answer(start.Add(7 * time.Hour))
			require.Empty(t, a.Open)
			require.Empty(t, a.NotCounted)
			if same {
				require.Empty(t, a.Ended)
				return
			}
			require.Len(t, a.Ended, 1)
			require.Equal(t, incident.Recovered, a.Ended[0].State)
			require.Equal(t, "CCB", a.Ended[0].Issuer)
			require.Equal(t, failcode.BankMaintenance, a.Ended[0].Category)
			require.EqualValues(t, 30, a.Ended[0].Failures)
		})
	}
}

// Through the routes: what is described is answered, nothing personal comes out, and what
// is kept is bounded.
func TestIncidentsRoute(t *testing.T) {
	r := newRig(t, func(o *options) { o.record = 50 })
	v := described(t, r)
	now := time.Now()
	for i := range 60 {
		s := readinesstest.Ready(readinesstest.At(now))
		s.ID = fmt.Sprint("p-", i)
		b, err := s.RevealJSON()
		require.NoError(t, err)
		require.Equal(t, 200, r.ask("POST", "/v1/assess", string(b)).Code)
		b, err = json.Marshal(backtest.Outcome{ID: s.ID, Result: backtest.Failed, Text: "银行系统维护", EndedAt: now.Add(-time.Duration(i%2) * time.Hour)})
		require.NoError(t, err)
		r.say("[" + string(b) + "]")
	}
	require.Len(t, r.service.record.incidents.payees, 50)
	w := r.ask("GET", "/v1/incidents", "")
	require.Equal(t, 200, w.Code)
	ok, errs := v.ValidateHttpResponse(httptest.NewRequest("GET", "/v1/incidents", nil), w.Result())
	require.True(t, ok, "%v", errs)
	r.silent(w)
}
