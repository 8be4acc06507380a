package incident_test

import (
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/workday"
)

// A bank refuses everything for half an hour. The incident degrades what the checker says
// of that bank; a person's hold makes it wait.
func Example() {
	start := time.Date(2026, 11, 24, 10, 0, 0, 0, workday.China)
	watcher := incident.Watcher{Counts: incident.Counts{Key: []byte("a secret of the service")}}
	var rows []readiness.Health
	for minute := range 600 {
		for i, bank := range []string{"ICBC", "CCB", "BOC"} {
			o := incident.Outcome{
				ID: fmt.Sprint("order-", minute, "-", i), Applicant: fmt.Sprint("account-", minute, "-", i), Issuer: bank, Channel: "wechatpay",
				Result: backtest.Succeeded, EndedAt: start.Add(time.Duration(minute) * time.Minute),
			}
			if bank == "CCB" && minute >= 300 && minute < 330 {
				o.Result, o.Text = backtest.Failed, "银行系统维护"
			}
			for _, e := range watcher.Add(&o) {
				if e.State == incident.Begun || e.State.Over() {
					fmt.Println(e.AsOf.Format("15:04"), e.State, e.Issuer, e.Category, e.Failures, "of", e.Attempts)
				}
				rows = e.Health()
			}
		}
	}
	checker := new(readiness.Checker).WithHealth(rows...)
	fmt.Println(rows[len(rows)-1].State, checker.Hash() == new(readiness.Checker).Hash())
	// Output:
	// 15:03 begun CCB bank_maintenance 3 of 3
	// 15:33 recovered CCB bank_maintenance 30 of 33
	// up true
}
