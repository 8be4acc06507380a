// Package synthetic makes up months of payouts of which it is known why they failed: what
// a backtest says of them can be held against the truth. The people are those of package
// readinesstest, and nobody is real. No number here says anything about real payouts.
package synthetic

import (
	"fmt"
	"iter"
	"math"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// A Cause is something that is the matter with some payouts.
type Cause struct {
	Reason backtest.Reason // what the checker finds if it is told
	Change readinesstest.Change
	Often  float64 // the share of payouts with it
	Loss   float64 // the share of them that it makes fail, by itself; below 0, the share of failures that it spares

	Inputs []intake.Field // without which the checker cannot tell
	Known  float64        // the share of payouts in which they are given

	Code string // with which the channel refuses
}

// A Month is a month of payouts.
type Month struct {
	Seed    uint64
	Payouts int
	Start   time.Time // its first day
	Causes  []Cause   // nil for those of this package
	Base    float64   // the share that fails for no cause that anybody could know
}

// A Payout is one payout of a month.
type Payout struct {
	Submission intake.Submission
	Amount     intake.Fen
	Channel    string
	Outcome    backtest.Outcome
	Success    float64 // the true probability
	Has        []int   // indexes of its causes
}

// channel is where all payouts go.
const channel, product = "wechatpay", "batch"

// All makes the payouts one by one. The same month gives the same payouts.
func (m *Month) All() iter.Seq[Payout] {
	return func(yield func(Payout) bool) {
		causes := m.Causes
		if causes == nil {
			causes = Causes()
		}
		r := stream(m.Seed)
		for i := range m.Payouts {
			if !yield(m.payout(&r, causes, i)) {
				return
			}
		}
	}
}

func (m *Month) payout(r *stream, causes []Cause, i int) Payout {
	p := Payout{Success: 1 - m.Base, Channel: channel}
	at := m.Start.AddDate(0, 0, int(r.float()*30)).Add(9*time.Hour + time.Duration(r.float()*float64(11*time.Hour))).Truncate(time.Second)
	p.Amount = intake.Fen(100 * math.Round(math.Exp(6+2.5*r.float())))
	p.Submission = readinesstest.Ready(readinesstest.At(at), readinesstest.Amount(p.Amount))
	p.Submission.ID = fmt.Sprintf("synthetic-%d-%d", m.Seed, i)
	p.Submission.Payout.OrderID = p.Submission.ID
	failures, spared, blame := make([]float64, len(causes)), 1.0, 0.0
	for j := range causes {
		c := &causes[j]
		known := r.float() < c.Known
		if r.float() < c.Often {
			p.Has = append(p.Has, j)
			c.Change(&p.Submission)
			if c.Loss < 0 {
				spared *= 1 + c.Loss
			} else {
				p.Success *= 1 - c.Loss
				failures[j] = c.Loss
				blame += c.Loss
			}
		}
		if !known {
			readinesstest.Without(c.Inputs...)(&p.Submission)
		}
	}
	p.Success = 1 - (1-p.Success)*spared
	p.Outcome = backtest.Outcome{Result: backtest.Succeeded, Channel: channel, Product: product, EndedAt: at.Add(time.Minute)}
	if r.float() < p.Success {
		return p
	}
	p.Outcome.Result, p.Outcome.Code = backtest.Failed, "OTHER_FAIL_REASON_TYPE"
	pick := r.float() * (blame + m.Base)
	for j, share := range failures {
		if pick -= share; share > 0 && pick <= 0 {
			p.Outcome.Code = causes[j].Code
			break
		}
	}
	return p
}

// stream is SplitMix64.
type stream uint64

func (s *stream) float() float64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return (float64((z^z>>31)>>11) + 0.5) * 0x1p-53
}

// Causes returns what is the matter in a synthetic month. The shares are made up.
func Causes() []Cause {
	fail := func(check readiness.ID, code string) backtest.Reason {
		return backtest.Reason{Check: check, Code: code, Status: readiness.Fail}
	}
	warn := func(check readiness.ID, code string) backtest.Reason {
		return backtest.Reason{Check: check, Code: code, Status: readiness.Warn}
	}
	return []Cause{
		{Reason: fail("card.state", "dormant"), Change: readinesstest.InState(intake.StateDormant), Often: 0.02, Loss: 0.85,
			Inputs: []intake.Field{intake.FieldCardState}, Known: 0.6, Code: "BANK_CARD_STATUS_ABNORMAL"},
		{Reason: fail("consistency.holder-name", "different"), Change: readinesstest.BankName("李四"), Often: 0.015, Loss: 0.9,
			Known: 1, Code: "BANK_CARD_CARD_INFO_WRONG"},
		{Reason: fail("card.non-counter", "suspended"), Change: readinesstest.NonCounter(intake.NonCounterSuspended), Often: 0.01, Loss: 0.7,
			Inputs: []intake.Field{intake.FieldCardNonCounter}, Known: 0.5, Code: "BANK_CARD_STATUS_ABNORMAL"},
		{Reason: warn("card.account-class", "class-ii"), Change: classII, Often: 0.08, Loss: 0.12,
			Inputs: []intake.Field{intake.FieldCardAccountClass}, Known: 0.7, Code: "BANK_CARD_COLLECTIONS_ABOVE_QUOTA"},
		{Reason: fail("history.platform-score", "insufficient"), Change: readinesstest.PlatformScore(30), Often: 0.03, Loss: 0.35, Known: 1, Code: "OTHER_FAIL_REASON_TYPE"},
		{Reason: fail("history.sharing", "shared-card"), Change: readinesstest.CardShared(4), Often: 0.02, Loss: 0.25, Known: 1, Code: "OTHER_FAIL_REASON_TYPE"},
		{Reason: warn("consistency.holder-mobile", "mismatch"), Change: readinesstest.BankMobile("13900000000"), Often: 0.05, Loss: 0.18, Known: 1, Code: "BANK_CARD_CARD_INFO_WRONG"},
		{Reason: fail("network.vpn", "detected"), Change: readinesstest.WithVPN, Often: 0.1, Loss: 0, Known: 1},
		{Reason: fail("card.quick-pay", "disabled"), Change: readinesstest.WithoutQuickPay, Often: 0.06, Loss: 0.02, Known: 1, Code: "OTHER_FAIL_REASON_TYPE"},
		{Reason: warn("device.clock", "skewed"), Change: readinesstest.ClockOff(4000), Often: 0.04, Loss: 0, Known: 1},
		{Reason: warn("consistency.recent-change", "mobile-reissued"), Change: readinesstest.MobileReissued, Often: 0.03, Loss: 0.06, Known: 1, Code: "OTHER_FAIL_REASON_TYPE"},
		{Reason: warn("history.rebinding", "excessive"), Change: readinesstest.Rebound(6), Often: 0.05, Loss: -0.6, Known: 1},
	}
}

func classII(s *intake.Submission) {
	amount := s.Payout.Amount
	readinesstest.ClassII(0, 0, 0)(s)
	s.Payout.Amount = amount
}
