package incident_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// The numbers of this world are made up.
const (
	worldIssuers  = 200
	worldChannels = 4
)

// A world makes up payouts of which it is known why they failed.
type world struct {
	rand     *rand.Rand
	perDay   int
	issuers  []string
	channels []string
	shares   []float64 // of the issuers, added up
	odds     []float64 // how an issuer's failures compare with others'
	nightly  []bool    // whether an issuer has maintenance in the night
	failures map[failcode.Category]float64
	codes    map[string]map[failcode.Category]incident.Outcome // by channel
	planted  []planting
	later    map[incident.Minute][]incident.Outcome // retries, and what is heard late
	next     int
}

// A planting is trouble of one issuer, or of one channel.
type planting struct {
	incident.Place
	category failcode.Category
	from, to incident.Minute
	share    float64         // of the attempts that fail
	hit      map[string]bool // applicants who failed for it
}

// base are the shares of payouts that fail for the applicant's own reasons, or nobody's.
var base = map[failcode.Category]float64{
	failcode.Other: 0.004, failcode.TimeoutOrUnknown: 0.004, failcode.CardState: 0.012, failcode.CardNumber: 0.004, failcode.IdentityMismatch: 0.015,
	failcode.AccountClassLimit: 0.01, failcode.RiskControl: 0.006, failcode.BankMaintenance: 0.002, failcode.ChannelLimit: 0.003,
}

func newWorld(t testing.TB, seed uint64, perDay int) *world {
	w := &world{
		rand: rand.New(rand.NewPCG(seed, 27)), perDay: perDay, failures: base,
		channels: []string{"wechatpay", "unionpay", "lianlian", "baofoo"}, later: map[incident.Minute][]incident.Outcome{},
		codes: map[string]map[failcode.Category]incident.Outcome{},
	}
	for _, i := range cardbin.Default().Issuers() {
		if len(w.issuers) < worldIssuers && !slices.Contains(w.issuers, i.Code) {
			w.issuers = append(w.issuers, i.Code)
		}
	}
	require.Len(t, w.issuers, worldIssuers)
	sum := 0.0
	for i := range w.issuers {
		sum += 1 / math.Pow(float64(i+1), 1.1)
		w.shares = append(w.shares, sum)
		w.odds = append(w.odds, math.Exp(0.4*w.rand.NormFloat64()))
		w.nightly = append(w.nightly, w.rand.Float64() < 0.2)
	}
	for _, channel := range w.channels {
		w.codes[channel] = codesOf(t, channel)
	}
	return w
}

// codesOf finds for each kind of failure what the channel says.
func codesOf(t testing.TB, channel string) map[failcode.Category]incident.Outcome {
	out := map[failcode.Category]incident.Outcome{failcode.Other: {Result: backtest.Failed, Code: "NOT_LISTED_7"}}
	words := map[failcode.Category]string{
		failcode.BankMaintenance: "银行系统维护", failcode.TimeoutOrUnknown: "银行处理超时", failcode.RiskControl: "触发风控", failcode.CardState: "账户已冻结",
		failcode.IdentityMismatch: "户名不符", failcode.AccountClassLimit: "二类户超限", failcode.CardNumber: "卡号错误", failcode.ChannelLimit: "超过单笔限额",
	}
	for c := range failcode.Default().All() {
		o := incident.Outcome{Result: backtest.Failed, Channel: channel, Product: c.Product, Code: c.Code}
		if c.Category == failcode.TimeoutOrUnknown {
			o.Result = backtest.Unknown
		}
		if _, known := out[c.Category]; c.Channel != channel || known {
			continue
		}
		if incident.CategoryOf(&o) == c.Category {
			out[c.Category] = o
		}
	}
	for category := range base {
		if _, known := out[category]; !known {
			o := incident.Outcome{Result: backtest.Failed, Channel: channel, Text: words[category]}
			require.Equal(t, category, incident.CategoryOf(&o), "%s %s", channel, category)
			out[category] = o
		}
	}
	return out
}

// shape is how traffic varies with the hour: little at night, most before noon and in the
// evening.
var shape = [24]float64{.3, .15, .1, .08, .08, .1, .25, .6, 1, 1.5, 1.8, 1.7, 1.4, 1.4, 1.6, 1.7, 1.6, 1.5, 1.4, 1.5, 1.6, 1.4, 1, .6}

func (w *world) poisson(mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*w.rand.NormFloat64())))
	}
	n, p, limit := 0, w.rand.Float64(), math.Exp(-mean)
	for p > limit {
		p *= w.rand.Float64()
		n++
	}
	return n
}

func (w *world) pick(shares []float64) int {
	i, _ := slices.BinarySearch(shares, w.rand.Float64()*shares[len(shares)-1])
	return min(i, len(shares)-1)
}

// minute yields what is heard in a minute: new payouts, retries of those that failed,
// and what is said twice or late.
func (w *world) minute(m incident.Minute, yield func(*incident.Outcome)) {
	at := m.Time()
	day := at.Weekday()
	volume := w.volume(m)
	if day == time.Saturday || day == time.Sunday {
		volume *= 0.7
	}
	for range w.poisson(volume) {
		w.next++
		w.pay(m, w.pick(w.shares), w.channels[w.rand.IntN(worldChannels)], fmt.Sprintf("applicant-%d", w.next), 0, failcode.Succeeded, func(at incident.Minute, o incident.Outcome) {
			w.later[at] = append(w.later[at], o)
		})
	}
	sent := w.later[m]
	delete(w.later, m)
	for i := range sent {
		yield(&sent[i])
	}
}

// pay is one attempt of an applicant, in this minute or a later one, and what follows.
func (w *world) pay(m incident.Minute, issuer int, channel, applicant string, tries int, own failcode.Category, hear func(incident.Minute, incident.Outcome)) {
	category, own := w.fate(m, issuer, channel, applicant, own)
	o := incident.Outcome{ID: fmt.Sprintf("%s-%d", applicant, tries), Applicant: applicant, Issuer: w.issuers[issuer],
		Amount: intake.Some(intake.Fen(100 * (1 + w.rand.IntN(50_000)))), Result: backtest.Succeeded, Channel: channel}
	if category != failcode.Succeeded {
		said := w.codes[channel][category]
		o.Result, o.Product, o.Code, o.Text = said.Result, said.Product, said.Code, said.Text
	}
	o.EndedAt = m.Time().Add(time.Duration(w.rand.IntN(60)) * time.Second)
	hear(m+incident.Minute(max(0, w.rand.IntN(12)-10)), o) // a few are heard late
	if w.rand.IntN(100) == 0 {
		hear(m+1, o) // and a few twice
	}
	// Somebody tries again, mostly soon.
	if category != failcode.Succeeded && tries < 8 && w.rand.Float64() < 0.6 {
		w.pay(m+incident.Minute(1+int(w.rand.ExpFloat64()*15)), issuer, channel, applicant, tries+1, own, hear)
	}
}

// fate draws how an attempt ends, and the applicant's own reason, with which the next one
// mostly ends, too.
func (w *world) fate(m incident.Minute, issuer int, channel, applicant string, own failcode.Category) (category, reason failcode.Category) {
	for i := range w.planted {
		if p := &w.planted[i]; p.hits(m, w.issuers[issuer], channel) && w.rand.Float64() < p.share {
			p.hit[applicant] = true
			return p.category, failcode.Succeeded
		}
	}
	if own != failcode.Succeeded && w.rand.Float64() < 0.9 {
		return own, own
	}
	u := w.rand.Float64()
	for category := failcode.Category(0); category < failcode.Succeeded; category++ {
		share := w.failures[category] * w.odds[issuer]
		if category == failcode.BankMaintenance && w.nightly[issuer] && m.Time().Hour() == 0 {
			share += 0.25
		}
		if u -= share; u < 0 {
			if category == failcode.BankMaintenance || category == failcode.TimeoutOrUnknown {
				return category, failcode.Succeeded // nobody's own
			}
			return category, category
		}
	}
	return failcode.Succeeded, failcode.Succeeded
}

func (p *planting) hits(m incident.Minute, issuer, channel string) bool {
	return m >= p.from && m < p.to && p.Covers(incident.Place{Issuer: issuer, Channel: channel})
}

// volume is how many payouts a minute has, weight the share of an issuer.
func (w *world) volume(m incident.Minute) float64 {
	return float64(w.perDay) / aDay * shape[m.Time().Hour()]
}

func (w *world) weight(i int) float64 {
	before := 0.0
	if i > 0 {
		before = w.shares[i-1]
	}
	return (w.shares[i] - before) / w.shares[len(w.shares)-1]
}

var worldStart = incident.MinuteOf(time.Date(2026, 1, 1, 0, 0, 0, 0, workday.China))
