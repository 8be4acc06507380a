package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// causePolicy is the standard policy with windows and channels of its own. Two windows
// end when another does: a bank's with one that closes all, and one of a system that
// these payouts do not take with a bank's.
func causePolicy(t *testing.T) string {
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, china)
		require.NoError(t, err)
		return v
	}
	dated := func(from, to string) readiness.Window {
		return readiness.Window{From: at(from), To: at(to), Effect: readiness.Closed}
	}
	nightly := readiness.Window{Bank: "工商银行", Every: readiness.Daily, Start: readiness.ClockTime(23, 0), End: readiness.ClockTime(0, 30), Effect: readiness.Closed}
	evening := readiness.Window{Bank: "ABC", Every: readiness.Daily, Start: readiness.ClockTime(22, 0), End: readiness.ClockTime(24, 0), Effect: readiness.Closed}
	all, bank, channel := dated("2026-11-26 01:00", "2026-11-26 03:00"), dated("2026-11-26 01:30", "2026-11-26 03:00"), dated("2026-11-26 05:00", "2026-11-26 06:00")
	bank.Bank, channel.Channel = "ICBC", "微信支付"
	beps := dated("2026-11-24 23:30", "2026-11-25 00:30")
	beps.Systems = []intake.System{intake.BEPS}
	p := readiness.StandardPolicy()
	p.Windows = append(p.Windows, nightly, evening, all, bank, channel, beps)
	p.Channels = []readiness.Channel{
		{Channel: "wechatpay", CardDay: intake.Yuan(15_000), MerchantDay: intake.Yuan(100_000)},
		{Channel: "ourbank", Hours: []readiness.Hours{{Start: readiness.ClockTime(9, 0), End: readiness.ClockTime(17, 0)}}},
	}
	return file(t, "policy.json", string(p.Canonical()))
}

// A plight is a submission that is not ready, and what its findings are to be laid at.
type plight struct {
	at     string
	change func(s *intake.Submission)
	who    map[string][2]string // by check: the name in both languages
	more   [2]string            // what is added to what the report says
}

var (
	icbc = [2]string{"中国工商银行：", "Industrial and Commercial Bank of China: "}
	abc  = [2]string{"中国农业银行：", "Agricultural Bank of China: "}

	wechat           = [2]string{"wechatpay：", "wechatpay: "}
	abcThroughWechat = [2]string{"中国农业银行（经 wechatpay）：", "Agricultural Bank of China through wechatpay: "}
)

func toABC(s *intake.Submission) {
	for d := range 10 {
		if n := fmt.Sprintf("622848123456789012%d", d); cardbin.Luhn(n) {
			s.Card.Number = intake.Hide(n)
		}
	}
}

func down(issuer, channel string, until time.Time) func(s *intake.Submission) {
	return func(s *intake.Submission) {
		toABC(s)
		s.Health = []intake.Health{{Issuer: issuer, Channel: channel, State: intake.Down, AsOf: s.At, Until: until}}
	}
}

func plights() []plight {
	const maintenance, health, funds, quota = "timing.maintenance", "payout.channel-health", "payout.funds", "payout.channel-quota"
	two := time.Date(2026, 11, 25, 2, 0, 0, 0, china)
	own := func(*intake.Submission) {}
	return []plight{
		{at: "2026-11-24 23:40", change: own, who: map[string][2]string{maintenance: icbc}},
		{at: "2026-11-24 23:50", change: func(s *intake.Submission) {
			s.Card.Number, s.Card.BIN, s.Card.Length = intake.Secret{}, intake.Hide("622202"), intake.Some[int64](19)
		}, who: map[string][2]string{maintenance: icbc}},
		{at: "2026-11-24 23:55", change: func(s *intake.Submission) {
			s.Card.Number, s.Card.Issuer = intake.Secret{}, "工行"
		}, who: map[string][2]string{maintenance: icbc}},
		{at: "2026-11-25 23:30", change: own, who: map[string][2]string{maintenance: icbc}}, // another night
		{at: "2026-11-24 22:30", change: toABC, who: map[string][2]string{maintenance: abc}},
		{at: "2026-11-26 02:00", change: own},
		{at: "2026-11-26 02:00", change: toABC},
		{at: "2026-11-26 05:30", change: toABC, who: map[string][2]string{maintenance: wechat}},
		{at: "2026-11-24 20:00", change: func(s *intake.Submission) { toABC(s); s.Payout.Channel = "OurBank" },
			who: map[string][2]string{maintenance: {"ourbank：", "ourbank: "}}},
		{at: "2026-11-24 12:00", change: down("农行", "", time.Time{}), who: map[string][2]string{maintenance: abc}},
		{at: "2026-11-24 12:00", change: down("ABC", "", two), who: map[string][2]string{maintenance: abc}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) { // no card of ICBC is so short
			down("ABC", "", two)(s)
			s.Card.Number, s.Card.BIN, s.Card.Length, s.Card.Issuer = intake.Secret{}, intake.Hide("622202"), intake.Some[int64](17), "农行"
		}, who: map[string][2]string{maintenance: abc}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) { // the bank is down for longer than the channel
			down("ABC", "wechatpay", time.Time{})(s)
			s.Health = append(s.Health, intake.Health{Channel: "wechatpay", State: intake.Down, AsOf: s.At, Until: two})
		}, who: map[string][2]string{health: abcThroughWechat}},
		{at: "2026-11-24 12:00", change: down("", "wechat pay", two), who: map[string][2]string{health: wechat}},
		{at: "2026-11-24 12:00", change: down("ABC", "微信支付", time.Time{}), who: map[string][2]string{health: abcThroughWechat}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) { s.Payout.Available = intake.Some(s.Payout.Amount.V - 1) },
			who: map[string][2]string{funds: wechat}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) {
			s.Payout.MerchantPaidToday = intake.Some(intake.Yuan(100_000) - s.Payout.Amount.V + 1)
		}, who: map[string][2]string{quota: wechat}, more: [2]string{"，至 2026-11-25 00:00", ", until 2026-11-25 00:00"}},
		{at: "2026-11-28 12:00", change: func(s *intake.Submission) {
			s.Payout.System, s.Payout.Amount = intake.HVPS, intake.Some(intake.Yuan(2_000_000))
		}},
		{at: "2027-10-03 12:00", change: func(s *intake.Submission) { // the day on which work begins is not sure
			s.Payout.System, s.Payout.Amount = intake.HVPS, intake.Some(intake.Yuan(2_000_000))
		}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) { // one card's quota is no other's matter
			s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, Channel: "wechatpay", SameCard: intake.Yes,
				SubmittedAt: s.At.Add(-time.Hour), EndedAt: s.At.Add(-time.Hour), Amount: intake.Some(intake.Yuan(15_000))}}
		}},
		{at: "2026-11-24 12:00", change: func(s *intake.Submission) { s.Card.State = intake.StateReportedLost }},
		{at: "2026-11-24 12:00", change: own},
	}
}

var amountsInText = regexp.MustCompile(`CNY [0-9.,]+|[0-9.,]+ 元`)

// The causes are those that the reports' own sentences come to, laid at whom the story
// says, in both languages.
func TestSummaryByCause(t *testing.T) {
	policy := causePolicy(t)
	ready, err := os.ReadFile("testdata/ready.json")
	require.NoError(t, err)
	base, err := intake.ParseSubmission(ready, intake.Strict)
	require.NoError(t, err)
	list, rnd := plights(), rand.New(rand.NewPCG(5, 8))
	var in bytes.Buffer
	var drawn []plight
	var amounts []intake.Fen
	for i := range 300 {
		p := list[min(i, rnd.IntN(len(list)), rnd.IntN(len(list)))]
		if i < len(list) {
			p = list[i] // each once
		}
		s := base
		s.ID, s.Payout.OrderID, s.Payout.Channel = fmt.Sprintf("p-%d", i), fmt.Sprintf("o-%d", i), "微信支付"
		s.At, err = time.ParseInLocation("2006-01-02 15:04", p.at, china)
		require.NoError(t, err)
		s.Payout.Amount = intake.Some(intake.Fen(100_000 + i))
		p.change(&s)
		drawn, amounts = append(drawn, p), append(amounts, s.Payout.Amount.V)
		b, err := s.RevealJSON()
		require.NoError(t, err)
		in.Write(append(b, '\n'))
	}
	for l, lang := range []string{"zh-CN", "en"} {
		_, docs, errs := try(in.String(), "assess", "-ndjson", "-summary", "-detail", "full", "-lang", lang, "-policy", policy, "-")
		want := map[string]*sum{}
		for i, line := range strings.Split(strings.TrimSpace(docs), "\n") {
			var d readiness.Document
			require.NoError(t, json.Unmarshal([]byte(line), &d))
			for _, f := range d.Findings {
				if f.Status != readiness.Fail {
					continue
				}
				text := fmt.Sprintf("%-28s %s", f.Check, drawn[i].who[string(f.Check)][l]+amountsInText.ReplaceAllString(f.Message, "…"))
				if _, named := drawn[i].who[string(f.Check)]; named {
					text += drawn[i].more[l]
				}
				if want[text] == nil {
					want[text] = new(sum)
				}
				want[text].add(intake.Some(amounts[i]))
			}
		}
		var lines []string
		for text, s := range want {
			lines = append(lines, fmt.Sprintf("%12d %20s  %s", s.N, s.yuan(), text))
		}
		title := [...]string{"\n按原因，共 300 笔（笔数、金额/元）\n", "\nBy cause, of 300 (submissions, yuan)\n"}[l]
		_, section, found := strings.Cut(errs, title)
		require.True(t, found, errs)
		section, _, _ = strings.Cut(section, "\n\n")
		got := strings.Split(section, "\n")
		require.ElementsMatch(t, lines, got)
		require.Len(t, got, 17, "as the story has it")
		require.IsDecreasing(t, append(counts(t, got), -1), "the largest first, of these numbers without two alike")
	}
}

// counts returns the different numbers at the start of lines, in their order.
func counts(t *testing.T, lines []string) (list []int) {
	for _, line := range lines {
		var n int
		_, err := fmt.Sscan(line, &n)
		require.NoError(t, err)
		if len(list) == 0 || list[len(list)-1] != n {
			list = append(list, n)
		}
	}
	return list
}

// Whatever comes in, few causes are held, none is lost, and what many share is told
// apart. A run that goes on from a checkpoint holds the same.
func TestCausesAreBounded(t *testing.T) {
	common := cause{Check: "timing.maintenance", Code: "closed", Issuer: "ICBC", Ends: 1_795_537_800}
	c, exact, rnd := causes{}, map[string]int64{}, rand.New(rand.NewPCG(3, 4))
	resumed := causes{}
	for i := range 30_000 {
		k := cause{Check: "timing.maintenance", Code: "bank-down-until", Issuer: "ABC", Ends: 1_795_000_000 + rnd.Int64N(1<<30)}
		switch rnd.IntN(3) {
		case 0:
			k = common
		case 1:
			k = cause{Check: "card.state", Code: "frozen"}
		}
		exact[string(k.Check)+k.Code]++
		m := met{k, intake.Some[intake.Fen](100)}
		c.add(&m)
		resumed.add(&m)
		require.LessOrEqual(t, len(c), maxCauses)
		if i%7000 == 0 {
			b, err := json.Marshal(resumed)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(b, &resumed))
		}
	}
	require.Equal(t, c, resumed)
	got := map[string]int64{}
	for k, s := range c {
		got[string(k.Check)+k.Code] += s.N
		require.Equal(t, fmt.Sprintf("%d.00", s.N), strings.ReplaceAll(s.yuan(), ",", ""))
	}
	require.Equal(t, exact, got)
	require.Equal(t, exact["timing.maintenanceclosed"], c[common].N)
	require.Positive(t, c[cause{Check: "timing.maintenance", Code: "bank-down-until", Rest: true}].N)
}

// Twenty causes are printed and the others are one line. A channel that nobody knows is
// not named, since a submission may write anything there.
func TestOtherCausesAreOneLine(t *testing.T) {
	var in strings.Builder
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, china)
	for i := range 25 {
		for range 1 + i {
			h := intake.Health{Channel: "zhangsan", State: intake.Down, AsOf: at, Until: at.Add(time.Duration(i+1) * time.Hour)}
			s := intake.Submission{At: at, Payout: intake.Payout{Channel: "zhangsan", Amount: intake.Some[intake.Fen](100)}, Health: []intake.Health{h}}
			b, err := s.RevealJSON()
			require.NoError(t, err)
			in.Write(append(b, '\n'))
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	for lang, others := range map[string]string{"zh-CN": "其余 5 项原因", "en": "others: 5 causes"} {
		_, text, _ := try(in.String(), "assess", "-ndjson", "-summary", "-lang", lang, "-out", out, "-")
		require.Regexp(t, `\n +25 +25\.00  payout.channel-health +\S.*2026-11-25 13:00.*\n`, text)
		require.Contains(t, text, fmt.Sprintf("\n%12d %20s  %s\n\n", 1+2+3+4+5, "15.00", others))
		require.NotContains(t, text, "zhangsan")
	}
}
