package readiness_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
)

// go test ./readiness -run History -law.cases=5000000 runs the laws of this file as
// long as anybody likes.
var (
	lawCases = flag.Int("law.cases", 6_000, "random histories to assess under each law")
	lawSeed  = flag.Uint64("law.seed", 1, "where their random numbers begin")
)

// A ledger is what the channels' documents say: the rows of package failcode's
// tables, read as a stranger would read them. What judges by it calls nothing of
// failcode or of the checks.
type ledger struct {
	products []place
	states   map[place]map[string]string
	codes    map[place]map[string]codeRow
	answers  map[place]bool
	names    map[string][]string // other names of a channel
	methods  map[place][]string  // other names of a product
	alone    map[place][]string  // those that name the channel, too

	statuses, words []string // every status and every code there is
	ownStatuses     map[place][]string
	ownCodes        map[place][]string
}

type place struct{ channel, product string }

type codeRow struct{ retry, category string }

func readLedger(t testing.TB) *ledger {
	l := &ledger{
		states: map[place]map[string]string{}, codes: map[place]map[string]codeRow{}, answers: map[place]bool{},
		names: map[string][]string{}, methods: map[place][]string{}, alone: map[place][]string{},
		ownStatuses: map[place][]string{}, ownCodes: map[place][]string{},
	}
	read := func(file string, row func(cell func(string) string)) {
		f, err := os.Open("failcode/data/" + file)
		require.NoError(t, err)
		defer f.Close()
		all, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		for _, r := range all[1:] {
			row(func(column string) string { return r[slices.Index(all[0], column)] })
		}
	}
	read("products.csv", func(cell func(string) string) {
		p := place{cell("channel"), cell("product")}
		l.products = append(l.products, p)
		l.states[p], l.codes[p], l.answers[p] = map[string]string{}, map[string]codeRow{}, cell("answers") == "yes"
	})
	read("statuses.csv", func(cell func(string) string) {
		l.states[place{cell("channel"), cell("product")}][cell("status")] = cell("state")
		l.statuses = append(l.statuses, cell("status"))
	})
	read("codes.csv", func(cell func(string) string) {
		l.codes[place{cell("channel"), cell("product")}][cell("code")] = codeRow{cell("retry"), cell("category")}
		l.words = append(l.words, cell("code"))
	})
	read("aliases.csv", func(cell func(string) string) {
		p := place{cell("channel"), cell("product")}
		switch {
		case p.product == "":
			l.names[p.channel] = append(l.names[p.channel], cell("name"))
		case cell("alone") == "yes":
			l.alone[p] = append(l.alone[p], cell("name"))
			fallthrough
		default:
			l.methods[p] = append(l.methods[p], cell("name"))
		}
	})
	for _, p := range l.products {
		l.ownStatuses[p], l.ownCodes[p] = slices.Sorted(maps.Keys(l.states[p])), slices.Sorted(maps.Keys(l.codes[p]))
	}
	return l
}

// Words that leave the end open in any channel, and words that say nothing. No row
// has them.
var (
	wordsOfDoubt = []string{"SYSTEM_BUSY_NOW", "REQUEST_TIMEOUT", "处理中，请稍后查询", "502", "gateway timeout", "ConnectTimeout", "ORDEREXIST", "E504", "受理成功"}
	newWords     = []string{"BRAND_NEW_REASON", "Q7X"}
	sentences    = []string{"", "", "", "账户状态为挂失", "户名不符", "处理中", "交易成功", "success", "余额不足", "系统繁忙，请稍后重试", "未收到银行应答", "II/III类账户年累计存款限额超限",
		"户名不符，请联系银行处理", "處理中", "银行返回HTTP 504", "已清算"}
	openSentences = []string{"处理中", "系统繁忙，请稍后重试", "未收到银行应答", "處理中", "银行返回HTTP 504"} // of the sentences
	strangers     = []string{"house", "某某支付渠道", "our-own-gateway", "zz"}
)

// A tale is one attempt, with what the generator knows of its names.
type tale struct {
	attempt   intake.Attempt
	at        place // zero where the names say nothing; without product where it may be any of the channel
	misspelt  bool
	unlisted  bool // the code is none that any row has
	unlistedS bool // the status
}

// anyTold draws an attempt of any channel under any of its names, or of none, with
// anything said of it.
func (l *ledger) anyTold(r *rand.Rand) tale {
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	p := l.products[r.IntN(len(l.products))]
	x := tale{at: p}
	a := &x.attempt
	switch r.IntN(10) {
	case 0: // names of nobody
		a.Channel, a.Product, x.at = pick(strangers), pick([]string{"", "payout"}), place{}
	case 1: // left out
		x.at = place{}
	case 2: // no product, or one of tomorrow
		a.Channel, a.Product, x.at.product = l.spelt(r, pick(append(l.names[p.channel], p.channel))), pick([]string{"", "a product of tomorrow"}), ""
	case 3: // a slip of the pen
		b := []byte(p.channel)
		i := r.IntN(len(b) - 1)
		b[i], b[i+1] = b[i+1], b[i]
		a.Channel, a.Product = string(b), p.product
		x.misspelt = a.Channel != p.channel && b[i] != '_' && b[i+1] != '_' // which do not count
	case 4, 5:
		if names := l.alone[p]; len(names) > 0 {
			if a.Channel = pick(names); r.IntN(2) == 0 {
				a.Channel, a.Product = "", a.Channel
			}
			break
		}
		fallthrough
	default:
		a.Channel, a.Product = l.spelt(r, pick(append(l.names[p.channel], p.channel))), pick(append(l.methods[p], p.product))
	}
	own := func(words []string) string {
		if len(words) == 0 {
			return ""
		}
		return pick(words)
	}
	switch r.IntN(8) {
	case 0, 1, 2:
		a.Status = own(l.ownStatuses[p])
	case 3:
		a.Status = pick(l.statuses)
	case 4:
		a.Status = pick(wordsOfDoubt)
	case 5:
		a.Status, x.unlistedS = pick(newWords), true
	}
	switch r.IntN(8) {
	case 0, 1, 2:
		a.Code = own(l.ownCodes[p])
	case 3:
		a.Code = pick(l.words)
	case 4:
		a.Code = pick(wordsOfDoubt)
	case 5:
		a.Code, x.unlisted = pick(newWords), true
	}
	a.Outcome = intake.AttemptOutcome(r.IntN(int(intake.OutcomeReturned) + 1))
	if r.IntN(40) == 0 {
		a.Outcome = 77
	}
	a.FailureText = intake.Hide(pick(sentences))
	a.OrderID = pick([]string{"", "P-1", "P-0"})
	a.SameCard, a.Fixed = intake.Fact(r.IntN(3)), intake.Fact(r.IntN(3))
	if r.IntN(3) > 0 {
		a.Amount = intake.Some(intake.Yuan([]int64{1, 8_000}[r.IntN(2)]))
	}
	if r.IntN(4) > 0 {
		a.SubmittedAt = noon.Add(-time.Duration(r.IntN(40*24*60)) * time.Minute)
	}
	if r.IntN(4) > 0 {
		a.EndedAt = noon.Add(-time.Duration(r.IntN(40*24*60)) * time.Minute)
	}
	return x
}

// spelt writes a channel's name as people do.
func (l *ledger) spelt(r *rand.Rand, name string) string {
	switch r.IntN(5) {
	case 0:
		return strings.ToUpper(name)
	case 1:
		return " " + name + " "
	case 2:
		return strings.ReplaceAll(name, "_", "-")
	}
	return name
}

// among lists the products that an attempt can be of.
func (l *ledger) among(at place) (out []place) {
	for _, p := range l.products {
		if p == at || at.product == "" && p.channel == at.channel {
			out = append(out, p)
		}
	}
	return out
}

// lists is true where a product that the attempt can be of lists its status.
func (l *ledger) lists(x tale) bool {
	return slices.ContainsFunc(l.among(x.at), func(p place) bool { return l.states[p][x.attempt.Status] != "" })
}

// mayStillPay is true where the documents leave the end of an attempt open, whatever
// is booked: the law's first half. It is not true of all that is careful.
func (l *ledger) mayStillPay(x tale) bool {
	if x.misspelt { // it may be found out what is meant, or not
		known, unknown := x, x
		known.misspelt, unknown.misspelt, unknown.at = false, false, place{}
		return l.mayStillPay(known) && (l.mayStillPay(unknown) || l.lists(known) && x.attempt.Outcome == intake.OutcomeFailed)
	}
	a := &x.attempt
	of := l.among(x.at)
	var listed, open, good, bad, back, answers bool // what the status is somewhere
	var codeListed, codeOpen, codeFails, codeGood bool
	for _, p := range of {
		state, ok := l.states[p][a.Status]
		listed = listed || ok
		open = open || ok && state != "succeeded" && state != "final_failed" && state != "returned"
		good, bad, back = good || state == "succeeded", bad || state == "final_failed", back || state == "returned"
		answers = answers || l.answers[p]
		c, ok := l.codes[p][a.Code]
		codeListed = codeListed || ok
		codeOpen = codeOpen || ok && c.retry == "query_first"
		codeGood = codeGood || ok && c.category == "succeeded"
		codeFails = codeFails || ok && c.retry != "query_first" && c.category != "succeeded"
	}
	ends := good || bad || back
	doubt := codeOpen || !codeListed && slices.Contains(wordsOfDoubt, a.Code)
	isCode := false // the code stands in the place of the status
	for _, p := range of {
		_, ok := l.codes[p][a.Status]
		isCode = isCode || ok
	}
	switch {
	case open && !ends: // the channel still works on it
		return true
	case !listed && slices.Contains(wordsOfDoubt, a.Status) && a.Status != a.Code:
		return true
	case doubt && !good: // nobody knows how it ended
		return true
	case a.Status == "" && a.Code == "" && slices.Contains(openSentences, a.FailureText.Reveal()):
		return true
	}
	switch a.Outcome {
	case intake.OutcomePending, intake.OutcomeReview:
		return true
	case intake.OutcomeFailed, intake.OutcomeReturned:
		if good && !bad && !back && !answers { // the channel says that it was paid
			return true
		}
		return x.at.channel != "" && !listed && !isCode && (x.unlisted && a.FailureText.IsZero() || a.Code == "" && x.unlistedS)
	case intake.OutcomeSucceeded:
		return bad && !good && !back || !listed && codeFails && !codeGood && x.at.product != "" && !isCode
	}
	// Nobody says how it ended.
	return !ends && !codeGood && !isCode
}

// hasPaid is true where this very order has been paid, for all that is said.
func (l *ledger) hasPaid(x tale, order string) bool {
	a := &x.attempt
	return a.OrderID == order && a.Outcome == intake.OutcomeSucceeded && !slices.ContainsFunc(l.among(x.at), func(p place) bool {
		state := l.states[p][a.Status]
		return state == "returned" || state == "final_failed" || l.codes[p][a.Code].category != ""
	})
}

// advisesNew finds texts that let somebody pay once more.
var advisesNew = regexp.MustCompile(`换用未用过的订单号|要求沿用原订单号|重新发起打款|用原订单号、原参数再次提交|use one that has not been used|keep them\.|start the payout of the same loan again|Send the identical request again`)

// If any attempt may still be paid, or has been for this order, it is not ready, now
// or at EarliestAt, and nothing advises a new order.
func TestHistoryIsNeverPaidTwice(t *testing.T) {
	l := readLedger(t)
	r := rand.New(rand.NewPCG(*lawSeed, 19))
	var c readiness.Checker
	var report readiness.Report
	held := 0
	for n := range *lawCases {
		s := full()
		s.Payout.OrderID = "P-1"
		if p := l.products[r.IntN(len(l.products))]; r.IntN(2) == 0 {
			s.Payout.Channel, s.Payout.Product = p.channel, p.product
		}
		why := ""
		for range 1 + r.IntN(4) {
			x := l.anyTold(r)
			s.History.Attempts = append(s.History.Attempts, x.attempt)
			switch {
			case l.mayStillPay(x):
				why = fmt.Sprintf("may still be paid: %+v", x)
			case l.hasPaid(x, "P-1"):
				why = fmt.Sprintf("has been paid: %+v", x)
			}
		}
		if why == "" {
			continue
		}
		held++
		c.AssessInto(&report, &s)
		if bad := unheld(&report, n%500 < 3); bad != "" {
			t.Fatalf("case %d of seed %d: %s, and %s", n, *lawSeed, bad, why)
		}
	}
	require.Greater(t, held, *lawCases/2)
	t.Logf("%d histories, %d of which may be paid twice", *lawCases, held)
}

// unheld says what is wrong with a report that must not lead to a payout.
func unheld(r *readiness.Report, texts bool) string {
	open := []readiness.Verdict{readiness.Ready, readiness.Caution, readiness.Incomplete}
	if slices.Contains(open, r.Verdict) || !r.EarliestAt.IsZero() && slices.Contains(open, r.EarliestVerdict) {
		return "it is " + r.Verdict.String()
	}
	for f := range r.Findings() {
		if sendsAgain[f.Action().ID] {
			return string(f.Check) + " advises to send again"
		}
	}
	if !texts {
		return ""
	}
	for _, lang := range []readiness.Lang{readiness.ZH, readiness.EN} {
		var b strings.Builder
		if err := render.Text(&b, r.Document(lang, readiness.DetailFull)); err != nil {
			return err.Error()
		}
		if said := advisesNew.FindString(b.String()); said != "" {
			return "it says " + said
		}
	}
	return ""
}

// truthful draws an attempt that has ended, and says so as a careful caller would.
func (l *ledger) truthful(r *rand.Rand) intake.Attempt {
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	p := l.products[r.IntN(len(l.products))]
	a := intake.Attempt{
		Channel: l.spelt(r, pick(append(l.names[p.channel], p.channel))), Product: pick(append(l.methods[p], p.product)),
		SameCard: intake.Fact(r.IntN(3)), Amount: intake.Some(intake.Yuan(8_000)),
	}
	a.SubmittedAt = noon.AddDate(0, 0, -400-r.IntN(300))
	a.EndedAt = a.SubmittedAt.Add(time.Minute)
	a.Fixed, a.FixedAt = intake.Yes, a.EndedAt.Add(time.Hour)
	end := []string{"succeeded", "final_failed", "returned"}[r.IntN(3)]
	var statuses, reasons []string
	for _, s := range l.ownStatuses[p] {
		if l.states[p][s] == end {
			statuses = append(statuses, s)
		}
	}
	for _, code := range l.ownCodes[p] {
		if c := l.codes[p][code]; c.retry != "query_first" && c.category != "succeeded" {
			reasons = append(reasons, code)
		}
	}
	outcome := map[string]intake.AttemptOutcome{"succeeded": paid, "final_failed": failed, "returned": returned}[end]
	if len(statuses) > 0 && r.IntN(3) > 0 {
		a.Status = pick(statuses)
		if r.IntN(2) == 0 {
			a.Outcome = outcome
		}
	} else {
		a.Outcome = outcome
		if end == "succeeded" && r.IntN(3) == 0 {
			a.Status = newWords[0] // a status that is merely not listed
		}
	}
	if end != "succeeded" && len(reasons) > 0 && r.IntN(2) == 0 {
		a.Code = pick(reasons)
	}
	return a
}

// A truthful history of successes and final failures never blocks for good.
func TestHistoryOfTruthNeverBlocks(t *testing.T) {
	l := readLedger(t)
	r := rand.New(rand.NewPCG(*lawSeed, 20))
	var c readiness.Checker
	var report readiness.Report
	for n := range *lawCases {
		s := full()
		s.Payout.OrderID = "P-1"
		s.History.Attempts = nil
		for range 1 + r.IntN(4) {
			a := l.truthful(r)
			a.OrderID = fmt.Sprint("old-", len(s.History.Attempts))
			s.History.Attempts = append(s.History.Attempts, a)
		}
		if p := l.products[r.IntN(len(l.products))]; r.IntN(2) == 0 {
			s.Payout.Channel, s.Payout.Product = p.channel, p.product
		}
		c.AssessInto(&report, &s)
		if report.Verdict != readiness.Ready && report.Verdict != readiness.Caution {
			for f := range report.Findings() {
				if f.Status == readiness.Fail {
					t.Errorf("%s %s", f.Check, f.Code)
				}
			}
			t.Fatalf("case %d of seed %d: %s: %+v", n, *lawSeed, report.Verdict, s.History.Attempts)
		}
		if f, _ := report.Find("history.booking"); f.Status != readiness.Pass {
			t.Fatalf("case %d of seed %d: the truth is said to contradict itself: %+v", n, *lawSeed, s.History.Attempts)
		}
	}
}
