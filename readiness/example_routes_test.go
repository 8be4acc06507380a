package readiness_test

import (
	"fmt"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

func ExampleChecker_Routes() {
	policy := readiness.StandardPolicy()
	policy.ID, policy.Channels = "team", []readiness.Channel{
		{Channel: "alipay", System: intake.NetsUnion, FeeFixed: intake.Some(intake.Yuan(1))},
		{Channel: "wechatpay", System: intake.NetsUnion, FeePerMille: intake.Some(readiness.PerMille(600))}, // 0.6 ‰
	}
	checker, err := readiness.New(readiness.Config{Policy: policy})
	if err != nil {
		panic(err)
	}
	now := readinesstest.Moment
	live := checker.WithHealth( // every minute, from whoever watches
		readiness.Health{Issuer: "工商银行", Channel: "alipay", State: intake.Down, AsOf: now, Until: now.Add(time.Hour)},
	)
	for _, r := range live.Routes(readinesstest.Ready()) {
		fmt.Println(r.Channel, r.Report.Verdict, r.Fee.V)
		for _, f := range r.InTheWay() {
			fmt.Println(" ", f.Message(readiness.EN))
		}
	}
	// Output:
	// wechatpay ready 4.80
	// alipay wait 1.00
	//   The channel is down and expected back at 2026-11-24 13:00
}
