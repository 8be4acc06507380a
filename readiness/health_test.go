package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	kit "github.com/payready/payready/readiness/readinesstest"
)

// row reads "issuer channel state as_of since until": "-" for none, times of the day.
func row(t require.TestingT, s string) readiness.Health {
	f := strings.Fields(s)
	require.Len(t, f, 6, s)
	text := func(i int) string { return strings.TrimPrefix(f[i], "-") }
	at := func(i int) (out time.Time) {
		if f[i] != "-" {
			out = moment(t, "2026-11-24 "+f[i])
		}
		return out
	}
	h := readiness.Health{Issuer: text(0), Channel: text(1), AsOf: at(3), Since: at(4), Until: at(5)}
	require.NoError(t, h.State.UnmarshalText([]byte(f[2])))
	return h
}

func rowsOf(t require.TestingT, list []string) (out []readiness.Health) {
	for _, s := range list {
		out = append(out, row(t, s))
	}
	return out
}

// The card is of ICBC, the channel WeChat Pay, and it is noon.
func TestHealthStories(t *testing.T) {
	const bank, channel = "timing.maintenance", "payout.channel-health"
	for _, c := range []struct {
		name     string
		rows     []string
		check    readiness.ID
		code     string
		verdict  readiness.Verdict
		earliest string // time of the day, "" for unknown
		valid    string // time of the day, "" where health has no part in it
	}{
		{"nobody watches", nil, channel, "not-applicable", readiness.Ready, "", ""},
		{"the bank is down", []string{"ICBC - down 11:58 - -"}, bank, "bank-down", readiness.Wait, "", "12:13"},
		{"by its usual name", []string{"工商银行 - down 11:58 - -"}, bank, "bank-down", readiness.Wait, "", "12:13"},
		{"with an end", []string{"ICBC - down 11:58 11:40 12:20"}, bank, "bank-down-until", readiness.Wait, "12:20", "12:20"},
		{"which is over", []string{"ICBC - down 11:58 11:40 11:59"}, bank, "open", readiness.Ready, "", ""},
		{"another bank", []string{"CCB - down 11:58 - -"}, bank, "open", readiness.Ready, "", ""},
		{"a bank that nobody knows", []string{"Nowhere - down 11:58 - -"}, bank, "open", readiness.Ready, "", ""},
		{"about nothing", []string{"- - down 11:58 - -"}, channel, "not-applicable", readiness.Ready, "", ""},
		{"the bank is degraded", []string{"ICBC - degraded 11:58 - -"}, bank, "bank-degraded", readiness.Caution, "", "12:13"},
		{"the channel is down", []string{"- wechatpay down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"by another of its names", []string{"- 微信支付 down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"with an end", []string{"- wechatpay down 11:58 - 13:00"}, channel, "down-until", readiness.Wait, "13:00", "13:00"},
		{"another channel", []string{"- alipay down 11:58 - -"}, channel, "not-applicable", readiness.Ready, "", ""},
		{"the bank through this channel", []string{"ICBC wechatpay down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"the bank through another one", []string{"ICBC alipay down 11:58 - -"}, channel, "not-applicable", readiness.Ready, "", ""},
		{"another bank through this one", []string{"CCB wechatpay down 11:58 - -"}, channel, "not-applicable", readiness.Ready, "", ""},
		{"the channel is degraded", []string{"- wechatpay degraded 11:58 - -"}, channel, "degraded", readiness.Caution, "", "12:13"},
		{"the channel is up", []string{"- wechatpay up 11:58 - -"}, channel, "up", readiness.Ready, "", "12:13"},
		{"the last fresh second", []string{"- wechatpay down 11:45:01 - -"}, channel, "down", readiness.Wait, "", "12:00:01"},
		{"too old", []string{"- wechatpay down 11:45 - -"}, channel, "stale", readiness.Ready, "", ""},
		{"too old, whatever end it names", []string{"- wechatpay down 11:45 - 13:00"}, channel, "stale", readiness.Ready, "", ""},
		{"too old and up", []string{"- wechatpay up 11:00 - -"}, channel, "stale", readiness.Ready, "", ""},
		{"observed at no time", []string{"- wechatpay down - - -"}, channel, "not-applicable", readiness.Ready, "", ""},
		{"of the future", []string{"- wechatpay down 12:06 - -"}, channel, "not-applicable", readiness.Ready, "", "12:01"},
		{"by a clock that is fast", []string{"- wechatpay down 12:05 - -"}, channel, "down", readiness.Wait, "", "12:20"},
		{"announced for later", []string{"- wechatpay down 11:58 12:05 12:30"}, channel, "not-applicable", readiness.Ready, "", "12:05"},
		{"announced, and already down", []string{"- wechatpay down 11:58 12:05 12:30", "- wechatpay down 11:57 - -"}, channel, "down", readiness.Wait, "", "12:05"},
		{"the newest of one channel", []string{"- wechatpay down 11:57 - -", "- wechatpay up 11:58 - -"}, channel, "up", readiness.Ready, "", "12:13"},
		{"in any order", []string{"- wechatpay up 11:57 - -", "- wechatpay down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"the graver of two as new", []string{"- wechatpay up 11:58 - -", "- wechatpay down 11:58 - -", "- wechatpay degraded 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"what knows no end is graver", []string{"- wechatpay down 11:58 - 12:05", "- wechatpay down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"up speaks for no other", []string{"- wechatpay up 11:59 - -", "ICBC wechatpay down 11:58 - -"}, channel, "down", readiness.Wait, "", "12:13"},
		{"bank and channel both count", []string{"ICBC - down 11:58 - 12:20", "- wechatpay down 11:58 - 12:40"}, bank, "bank-down-until", readiness.Wait, "12:40", "12:20"},
		{"one of the two knows no end", []string{"ICBC - down 11:58 - 12:20", "- wechatpay down 11:58 - -"}, bank, "bank-down-until", readiness.Wait, "", "12:13"},
	} {
		s := kit.Ready(kit.Through("wechatpay"))
		laid, err := readiness.New(readiness.Config{})
		require.NoError(t, err)
		rows := rowsOf(t, c.rows)
		given := s
		given.Health = rows
		quiet := laid.Assess(s)
		for how, r := range map[string]readiness.Report{"given": laid.Assess(given), "laid over": laid.WithHealth(rows...).Assess(s)} {
			name := c.name + ", " + how
			require.Equal(t, c.code, codeOf(t, &r, c.check), name)
			require.Equal(t, c.verdict, r.Verdict, name)
			if c.earliest == "" {
				require.True(t, r.EarliestAt.IsZero(), name)
			} else {
				require.Equal(t, moment(t, "2026-11-24 "+c.earliest), r.EarliestAt, name)
				require.Equal(t, readiness.Ready, r.EarliestVerdict, name)
			}
			valid := quiet.ValidUntil
			if c.valid != "" && moment(t, "2026-11-24 "+c.valid).Before(valid) { // something else changes at 12:30
				valid = moment(t, "2026-11-24 "+c.valid)
			}
			require.Equal(t, valid, r.ValidUntil, name)
			f, _ := r.Find(c.check)
			require.Equal(t, c.earliest != "" && f.Status == readiness.Fail, !f.ClearsAt.IsZero() && !r.EarliestAt.IsZero(), name)
		}
	}
}

// A sign at a price: degraded costs points, and what nobody knows costs none.
func TestHealthHasAPrice(t *testing.T) {
	score := func(rows ...string) int {
		s := kit.Ready(kit.Through("wechatpay"))
		s.Health = rowsOf(t, rows)
		r := readiness.Assess(s)
		return r.Score
	}
	whole := score()
	require.Less(t, score("ICBC - degraded 11:58 - -"), whole)
	require.Less(t, score("- wechatpay degraded 11:58 - -"), whole)
	require.Equal(t, whole, score("- wechatpay down 11:00 - -"))
	require.Equal(t, whole, score("- wechatpay up 11:58 - -"))
}

// Rows of the submission and rows laid over count as one list.
func TestHealthOfBothSides(t *testing.T) {
	s := kit.Ready(kit.Through("wechatpay"))
	s.Health = rowsOf(t, []string{"- wechatpay up 11:58 - -"})
	var c readiness.Checker
	older, newer := c.WithHealth(row(t, "- wechatpay down 11:57 - -")), c.WithHealth(row(t, "- wechatpay down 11:59 - -"))
	r := older.Assess(s)
	require.Equal(t, "up", codeOf(t, &r, "payout.channel-health"))
	r = newer.Assess(s)
	require.Equal(t, "down", codeOf(t, &r, "payout.channel-health"))
	r = newer.WithHealth().Assess(s)
	require.Equal(t, "up", codeOf(t, &r, "payout.channel-health"), "later rows replace earlier ones")
	r = c.Assess(s)
	require.Equal(t, "up", codeOf(t, &r, "payout.channel-health"), "the checker itself is as it was")
	require.Equal(t, c.Hash(), newer.Hash())
}

// What is not known of the payout may be what is down: it is asked for, at no price.
func TestHealthOfAnUnknownChannel(t *testing.T) {
	s := kit.Ready()
	s.Health = rowsOf(t, []string{"- wechatpay down 11:58 - -"})
	r := readiness.Assess(s)
	f, _ := r.Find("payout.channel-health")
	require.Equal(t, []intake.Field{intake.FieldPayoutChannel}, f.Missing())
	require.Equal(t, readiness.Ready, r.Verdict)
	require.Less(t, r.Floor, 40)
	s.Payout.Channel, s.Card.Issuer, s.Card.Number = "wechatpay", "", intake.Secret{}
	s.Health = rowsOf(t, []string{"ICBC wechatpay down 11:58 - -"})
	r = readiness.Assess(s)
	f, _ = r.Find("payout.channel-health")
	require.Equal(t, []intake.Field{intake.FieldCardIssuer}, f.Missing())
}

// Every second of a schedule is what Assess says, also where rows begin, end and go stale.
func TestScheduleOfHealth(t *testing.T) {
	s := kit.Ready(kit.Through("wechatpay"))
	s.Health = rowsOf(t, []string{"ICBC - down 11:50 11:40 12:20", "- wechatpay down 11:58 12:30 -", "ICBC wechatpay degraded 12:04 - 12:50", "- wechatpay down 11:59 13:00 13:10"})
	s.ObservedAt = s.At
	n := 0
	for stretch := range new(readiness.Checker).Schedule(s, s.At, s.At.Add(2*time.Hour)) {
		n++
		for at := stretch.From; at.Before(stretch.To); at = at.Add(30 * time.Second) {
			s.At = at
			r := readiness.Assess(s)
			require.Equal(t, r.Verdict, stretch.Verdict, at)
		}
	}
	require.Equal(t, 5, n, "down to 12:20, a doubt to 12:50, open, down from 13:00 to 13:10, open")
}

// The applicant is told that the bank is waited for, in words and nothing else.
func TestApplicantsWaitForTheBank(t *testing.T) {
	for _, c := range []struct {
		row, zh, en string
		after       bool
	}{
		{"ICBC - down 11:58 - -", "正在等待银行恢复，恢复后继续打款；您无需操作，请不要换卡", "We are waiting for the bank, and pay out when it is back. You need do nothing; please do not change the card", false},
		{"ICBC - down 11:58 - 12:20", "正在等待银行恢复，预计 2026-11-24 12:20 后打款；您无需操作，请不要换卡", "We are waiting for the bank, and expect to pay out after 2026-11-24 12:20. You need do nothing; please do not change the card", true},
		{"- wechatpay down 11:58 - -", "正在等待支付通道恢复，恢复后继续打款；您无需操作，请不要换卡", "We are waiting for the payment channel, and pay out when it is back. You need do nothing; please do not change the card", false},
	} {
		s := kit.Ready(kit.Through("wechatpay"))
		s.Health = rowsOf(t, []string{c.row})
		r := readiness.Assess(s)
		zh, en := r.ForApplicant(readiness.ZH), r.ForApplicant(readiness.EN)
		require.Equal(t, c.zh, zh.Headline)
		require.Equal(t, c.en, en.Headline)
		require.Equal(t, "wait", zh.State)
		require.Empty(t, zh.Steps)
		require.Equal(t, c.after, zh.After.OK)
		require.Empty(t, r.Fixes())
	}
	s := kit.Ready(kit.Through("wechatpay"), kit.Pending(kit.Moment.Add(-time.Hour)))
	s.Health = rowsOf(t, []string{"ICBC - down 11:58 - -"})
	r := readiness.Assess(s)
	require.Contains(t, r.ForApplicant(readiness.ZH).Headline, "打款处理中", "an open payout comes first")
}

// A failure while the bank or the channel was down says nothing of the applicant: no
// cool-down, no risk hold, no cause to be mended.
func TestOutagesExplainFailures(t *testing.T) {
	const none = "none"
	for _, c := range []struct {
		name, code, row         string
		cool, risk, cause       string
		coolWas, riskWas, wasOf string
		sameCard                intake.Fact
	}{
		{"a code that nobody knows", "house - FAIL X1", "ICBC - down 10:30 09:00 10:20", none, none, none, "cooling", "unknown-cause", "unknown-fix", intake.Yes},
		{"blocked by risk control", "unionpay acp - 38", "ICBC - down 10:30 09:00 10:20", none, none, none, none, "held", none, intake.Yes},
		{"the row need not be fresh", "unionpay acp - 38", "- unionpay down 10:01 09:00 -", none, none, none, none, "held", none, intake.Yes},
		{"through the channel, whatever the card", "unionpay acp - 38", "- unionpay down 10:30 09:00 10:20", none, none, none, none, "held", none, intake.No},
		{"of another card the bank explains nothing", "unionpay acp - 38", "ICBC - down 10:30 09:00 10:20", none, "held", none, none, "held", none, intake.No},
		{"before it was down", "unionpay acp - 38", "ICBC - down 10:30 10:01 10:20", none, "held", none, none, "held", none, intake.Yes},
		{"after it was down", "unionpay acp - 38", "ICBC - down 10:30 09:00 10:00", none, "held", none, none, "held", none, intake.Yes},
		{"another channel", "unionpay acp - 38", "- alipay down 10:30 09:00 10:20", none, "held", none, none, "held", none, intake.Yes},
		{"degraded explains nothing", "unionpay acp - 38", "ICBC - degraded 10:30 09:00 10:20", none, "held", none, none, "held", none, intake.Yes},
		{"a name that the bank denies is no outage", "ainong transfer - 2022", "ICBC - down 10:30 09:00 10:20", "eased", none, "fixed", "eased", none, "fixed", intake.Yes},
	} {
		s := kit.Ready(kit.Through("wechatpay"))
		was(failed, "2026-11-24 10:00", c.code, func(a *intake.Attempt) { a.SameCard = c.sameCard })(t, &s, nil)
		requireHistory := func(r readiness.Report, codes ...string) {
			for i, id := range []readiness.ID{"history.cool-down", "history.risk-hold", "history.unresolved-cause"} {
				require.Equal(t, codes[i], codeOf(t, &r, id), "%s: %s", c.name, id)
			}
		}
		requireHistory(readiness.Assess(s), c.coolWas, c.riskWas, c.wasOf)
		requireHistory(new(readiness.Checker).WithHealth(row(t, c.row)).Assess(s), c.cool, c.risk, c.cause)
		s.Health = rowsOf(t, []string{c.row})
		requireHistory(readiness.Assess(s), c.cool, c.risk, c.cause)
	}
	s := kit.Ready()
	was(failed, "2026-11-24 10:00", "unionpay acp - 38")(t, &s, nil)
	s.Health = rowsOf(t, []string{"ICBC - down 09:30 09:00 10:20", "ICBC - up 09:50 - -"})
	r := readiness.Assess(s)
	require.Equal(t, "held", codeOf(t, &r, "history.risk-hold"), "it was up again before")
}

// No failure that may have paid is explained away.
func TestOutagesExplainNoOpenPayout(t *testing.T) {
	s := kit.Ready(kit.Pending(kit.Moment.Add(-2 * time.Hour)))
	s.Health = rowsOf(t, []string{"ICBC - down 11:58 09:00 -"})
	r := readiness.Assess(s)
	require.Equal(t, "pending", codeOf(t, &r, "payout.in-flight"))
	s = kit.Ready()
	was(returned, "2026-11-24 10:00", "-", func(a *intake.Attempt) { a.RefundedAt = moment(t, "2026-11-24 11:00") })(t, &s, nil)
	s.Health = rowsOf(t, []string{"ICBC - down 11:00 09:00 10:30"})
	r = readiness.Assess(s)
	require.Equal(t, "returned", codeOf(t, &r, "history.unresolved-cause"))
}

func TestHealthIsCapped(t *testing.T) {
	s := kit.Ready()
	s.Health = make([]intake.Health, 65)
	require.Equal(t, []readiness.Problem{{Field: intake.FieldHealth, Kind: "too-many"}}, readiness.Assess(s).Errors)
	var many []readiness.Health
	for i := range 200 {
		many = append(many, readiness.Health{Issuer: "ICBC", State: intake.Down, AsOf: noon.Add(-time.Duration(i) * time.Second), Until: noon.Add(time.Hour)})
	}
	r := new(readiness.Checker).WithHealth(many...).Assess(kit.Ready())
	require.Equal(t, "bank-down-until", codeOf(t, &r, "timing.maintenance"))
}

func BenchmarkWithHealth(b *testing.B) {
	c := checker(b, readiness.Config{})
	rows := make([]readiness.Health, 20)
	for i, bank := range []string{"ICBC", "CCB", "ABC", "BOC", "BCOM", "CMB", "CITIC", "CEB", "CMBC", "SPDB"} {
		rows[i] = readiness.Health{Issuer: bank, State: intake.Up, AsOf: noon}
		rows[i+10] = readiness.Health{Issuer: bank, Channel: "wechatpay", State: intake.Up, AsOf: noon}
	}
	for b.Loop() {
		c.WithHealth(rows...)
	}
}

func BenchmarkAssessWithHealth(b *testing.B) {
	s := kit.Ready(kit.Through("wechatpay"))
	c := checker(b, readiness.Config{}).WithHealth(readiness.Health{Issuer: "ICBC", State: intake.Up, AsOf: noon})
	var r readiness.Report
	for b.Loop() {
		c.AssessInto(&r, &s)
	}
}
