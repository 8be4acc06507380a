package failcode_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
)

// The rows of the tables, read straight from the CSV. The oracle below uses only
// them and calls nothing in the package.
type book struct {
	states   map[[3]string]string // channel, product, status
	codes    map[[3]string]map[string]string
	products map[string][]string // by channel
	answers  map[[2]string]bool
	names    map[string][]string    // other names of a channel
	methods  map[[2]string][]string // other names of a product
}

func readBook(t testing.TB) *book {
	b := &book{map[[3]string]string{}, map[[3]string]map[string]string{}, map[string][]string{}, map[[2]string]bool{}, map[string][]string{}, map[[2]string][]string{}}
	for _, r := range rows(t, "data/statuses.csv") {
		b.states[[3]string{r["channel"], r["product"], r["status"]}] = r["state"]
	}
	for _, r := range rows(t, "data/codes.csv") {
		b.codes[[3]string{r["channel"], r["product"], r["code"]}] = r
	}
	for _, r := range rows(t, "data/products.csv") {
		b.products[r["channel"]] = append(b.products[r["channel"]], r["product"])
		b.answers[[2]string{r["channel"], r["product"]}] = r["answers"] == "yes"
	}
	for _, r := range rows(t, "data/aliases.csv") {
		if r["product"] == "" {
			b.names[r["channel"]] = append(b.names[r["channel"]], r["name"])
		} else {
			b.methods[[2]string{r["channel"], r["product"]}] = append(b.methods[[2]string{r["channel"], r["product"]}], r["name"])
		}
	}
	return b
}

// A claim is what is said about an order. Its codes and statuses are spelled as in
// the rows.
type claim struct {
	status, code string
	said         failcode.State
}

// Words that leave the result open anywhere. No row has them as its code.
var openWords = []string{"SYSTEM_BUSY_NOW", "REQUEST_TIMEOUT", "处理中，请稍后查询", "502", "ConnectTimeout", "ORDEREXIST", "E504", "受理成功"}

// Words that no row has and that do not leave the result open.
var newWords = []string{"BRAND_NEW_REASON", "Q7X"}

func isOpenWord(s string) bool {
	for _, w := range openWords {
		if s == w {
			return true
		}
	}
	return false
}

// mayRenumber is the law. It reports whether, according to the rows, the order has
// certainly failed, so that a new number pays nobody twice.
func (b *book) mayRenumber(channel, product string, c claim) bool {
	state := b.states[[3]string{channel, product, c.status}]
	code, listed := b.codes[[3]string{channel, product, c.code}]
	codeFails := listed && code["retry"] != "query_first" && code["category"] != "succeeded"
	codeOpens := listed && code["retry"] == "query_first" || isOpenWord(c.code)
	if codeOpens || listed && code["category"] == "succeeded" || isOpenWord(c.status) {
		return false
	}
	switch c.said {
	case failcode.StateProcessing, failcode.StateReview:
		return false
	case failcode.StateSucceeded:
		return state == "returned"
	}
	booked := c.said == failcode.StateFinalFailed || c.said == failcode.StateReturned
	switch {
	case state == "final_failed", state == "returned":
		return true
	case state == "succeeded" && b.answers[[2]string{channel, product}] && codeFails:
		return true
	case state == "succeeded" && b.answers[[2]string{channel, product}] && c.code != "":
		return false // the code is the result, and is unknown
	case state != "": // money that came back has a status of its own
		return false
	case !booked:
		return false
	}
	return codeFails || c.code == "" && (c.status == "" || failureWords[strings.ToUpper(c.status)])
}

// Words for a failure or a return in any channel. They are a reason to believe a
// recorded failure even if the channel does not list them.
var failureWords = map[string]bool{"FAIL": true, "FAILED": true, "FAILURE": true, "CLOSED": true, "CANCEL": true, "CANCELED": true, "CANCELLED": true,
	"DENIED": true, "REFUND": true, "REFUNDED": true, "RETURNED": true, "REVERSED": true, "BOUNCEBACK": true, "BANK_FAIL": true, "BANK_REFUND": true, "TRADE_FAIL": true}

// claims yields every claim that can be made with the product's words and with
// foreign ones.
func (b *book) claims(channel, product string, yield func(claim)) {
	statuses, codes := []string{""}, []string{""}
	for k := range b.states {
		if k[0] == channel && k[1] == product {
			statuses = append(statuses, k[2])
		}
	}
	for k := range b.codes {
		if k[0] == channel && k[1] == product {
			codes = append(codes, k[2])
		}
	}
	statuses = append(append(statuses, openWords...), newWords...)
	codes = append(append(codes, openWords...), newWords...)
	for _, s := range statuses {
		for _, c := range codes {
			for said := range failcode.StateReturned + 1 {
				yield(claim{s, c, said})
			}
		}
	}
}

func renumbers(d failcode.Decision) bool {
	return d.Order == failcode.OrderNewAfterFinal || d.Next == failcode.NextFixThenNewOrder
}

// If the order may have succeeded, no advice allows a new number, for every status
// and code of every product, whatever is recorded.
func TestNeverTwice(t *testing.T) {
	b := readBook(t)
	n, allowed := 0, 0
	for channel, products := range b.products {
		for _, product := range products {
			b.claims(channel, product, func(c claim) {
				n++
				d := failcode.Assess(failcode.Report{Channel: channel, Product: product, Status: c.status, Code: c.code, Said: c.said})
				may := b.mayRenumber(channel, product, c)
				if renumbers(d) && !may {
					t.Fatalf("%s %s %+v allows a new number", channel, product, c)
				}
				if may {
					allowed++
					if d.Money == failcode.MoneyMaybe && d.Next != failcode.NextStop {
						t.Fatalf("%s %s %+v failed for certain and is in doubt", channel, product, c)
					}
				}
			})
		}
	}
	require.Greater(t, n, 100_000)
	require.Greater(t, allowed, 5_000)
	t.Log(n, "claims,", allowed, "of them failed for certain")
}

// The same for random claims with the words of other channels, under every name.
func TestNeverTwiceAcrossChannels(t *testing.T) {
	b := readBook(t)
	var pairs [][2]string
	var statuses, codes []string
	for channel, products := range b.products {
		for _, p := range products {
			pairs = append(pairs, [2]string{channel, p})
		}
	}
	for k := range b.states {
		statuses = append(statuses, k[2])
	}
	for k := range b.codes {
		codes = append(codes, k[2])
	}
	statuses, codes = append(append(statuses, "", ""), openWords...), append(append(codes, "", ""), newWords...)
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(s []string) string { return s[r.IntN(len(s))] }
	for range 200_000 {
		pair := pairs[r.IntN(len(pairs))]
		c := claim{pick(statuses), pick(codes), failcode.State(r.IntN(int(failcode.StateReturned) + 1))}
		if r.IntN(4) == 0 {
			c.status = ""
		}
		channel := pick(append([]string{pair[0]}, b.names[pair[0]]...))
		product := pick(append([]string{pair[1]}, b.methods[pair]...))
		d := failcode.Assess(failcode.Report{Channel: channel, Product: product, Status: c.status, Code: c.code, Said: c.said})
		if renumbers(d) && !b.mayRenumber(pair[0], pair[1], b.own(pair[0], pair[1], c)) {
			t.Fatalf("%q %q %+v allows a new number", channel, product, c)
		}
	}
}

// own spells a claim as the product's rows do: it restores leading zeros of a code
// that is all digits, and moves a code given as the status to its place.
func (b *book) own(channel, product string, c claim) claim {
	spelt := func(s string) string {
		for k := range b.codes {
			if k[0] == channel && k[1] == product && digits(s) && strings.TrimLeft(k[2], "0") == strings.TrimLeft(s, "0") {
				return k[2]
			}
		}
		return s
	}
	c.code = spelt(c.code)
	if _, listed := b.states[[3]string{channel, product, c.status}]; !listed && c.code == "" {
		if s := spelt(c.status); b.codes[[3]string{channel, product, s}] != nil {
			c.status, c.code = "", s
		}
	}
	return c
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// A truthful history never blocks for good: a success reported by the channel is a
// success, and a final failure is a failure, recorded or not.
func TestTruthEnds(t *testing.T) {
	b := readBook(t)
	for channel, products := range b.products {
		for _, product := range products {
			successes, failures := 0, 0
			b.claims(channel, product, func(c claim) {
				d := failcode.Assess(failcode.Report{Channel: channel, Product: product, Status: c.status, Code: c.code, Said: c.said})
				state := b.states[[3]string{channel, product, c.status}]
				nothing := c.said == failcode.StateUnknown
				answers := b.answers[[2]string{channel, product}]
				switch {
				case state == "succeeded" && (nothing || c.said == failcode.StateSucceeded) && (c.code == "" || !answers):
					successes++
					if d.End() != failcode.StateSucceeded || d.Next != failcode.NextDone {
						t.Fatalf("%s %s %+v is a success", channel, product, c)
					}
				case c.said == failcode.StateSucceeded && (c.status == "" || c.status == newWords[0]) && c.code == "":
					if d.End() != failcode.StateSucceeded {
						t.Fatalf("%s %s %+v: nothing speaks against the success", channel, product, c)
					}
				}
				if (nothing || c.said == failcode.StateFinalFailed) && b.mayRenumber(channel, product, c) {
					failures++
					if d.End() != failcode.StateFinalFailed && d.End() != failcode.StateReturned {
						t.Fatalf("%s %s %+v is a failure", channel, product, c)
					}
				}
			})
			require.Positive(t, successes, "%s %s has no success", channel, product)
			require.Positive(t, failures, "%s %s has no final failure", channel, product)
		}
	}
}

// spellings returns a name as people write it.
func spellings(name string) []string {
	return []string{name, strings.ToUpper(name), wide(name), " " + strings.ReplaceAll(name, "_", "-") + " ", strings.ReplaceAll(name, ".", "_")}
}

// Whatever the channel and the product are called, the answer is the same.
func TestEveryNameGivesTheSameAnswer(t *testing.T) {
	b := readBook(t)
	n := 0
	for channel, products := range b.products {
		for _, product := range products {
			var few []claim
			b.claims(channel, product, func(c claim) {
				if n++; n%17 == 0 || c.code == "" { // every status, and some of the codes
					few = append(few, c)
				}
			})
			var pairs [][2]string
			for _, name := range append([]string{channel}, b.names[channel]...) {
				for _, s := range spellings(name) {
					pairs = append(pairs, [2]string{s, product})
				}
			}
			for _, name := range b.methods[[2]string{channel, product}] {
				for _, s := range spellings(name) {
					pairs = append(pairs, [2]string{channel, s})
				}
			}
			for i, pair := range pairs {
				for j := i % 7; j < len(few); j += 7 {
					c := few[j]
					want := failcode.Assess(failcode.Report{Channel: channel, Product: product, Status: c.status, Code: c.code, Said: c.said})
					got := failcode.Assess(failcode.Report{Channel: pair[0], Product: pair[1], Status: c.status, Code: c.code, Said: c.said})
					if got != want {
						t.Fatalf("%q is not %s %s for %+v", pair, channel, product, c)
					}
				}
			}
		}
	}
}

// An unknown product may be any product of its channel: a new number is allowed
// only if every product that fits allows it.
func TestUnknownProductIsAnyOfItsChannel(t *testing.T) {
	b := readBook(t)
	for channel, products := range b.products {
		for _, product := range products {
			b.claims(channel, product, func(c claim) {
				d := failcode.Assess(failcode.Report{Channel: channel, Product: "a product of tomorrow", Status: c.status, Code: c.code, Said: c.said})
				if !renumbers(d) {
					return
				}
				byStatus, open := false, false
				for _, p := range products {
					_, ok := b.states[[3]string{channel, p, c.status}]
					byStatus = byStatus || ok
					open = open || b.codes[[3]string{channel, p, c.code}]["retry"] == "query_first"
				}
				require.False(t, open, "%s %+v is in doubt in one product", channel, c)
				for _, p := range products {
					_, has := b.states[[3]string{channel, p, c.status}]
					if !byStatus {
						_, has = b.codes[[3]string{channel, p, c.code}]
					}
					if has && !b.mayRenumber(channel, p, c) {
						t.Fatalf("%s %+v may have paid as %s", channel, c, p)
					}
				}
			})
		}
	}
}

// In an unknown channel, words of doubt count in every spelling. Without one, a
// truthful record stands.
func TestUnknownChannel(t *testing.T) {
	for _, channel := range []string{"", "house", "某某支付渠道", "our-own-gateway", "Bank of Nowhere"} {
		for _, word := range []string{"SYSTEM_ERROR", "SYSTEMERROR", "SystemError", "system error", "ＳＹＳＴＥＭ＿ＥＲＲＯＲ", "ACQ.SYSTEM_ERROR", "TIMEOUT", "TIME_OUT", "Gateway Timeout",
			"PROCESSING", "IN_PROCESS", "UNKNOWN", "UNKNOW", "isp.unknow-error", "PENDING", "500", "502", "503", "504", "HTTP 500", "http_504", "408", "5XX", "系统繁忙", "系统异常，请稍后再试", "处理中", "交易处理中", "超时", "通讯超时",
			"结果未知", "ORDER_NOT_EXIST", "查无此交易", "DUPLICATE_ORDER", "重复提交", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "UNDER_REVIEW", "待审核"} {
			for _, said := range []failcode.State{failcode.StateFinalFailed, failcode.StateSucceeded, failcode.StateReturned, failcode.StateUnknown} {
				for _, r := range []failcode.Report{
					{Channel: channel, Code: word, Said: said}, {Channel: channel, Status: word, Said: said},
					{Channel: channel, Product: "p", Status: "FAILED", Code: word, Said: said}, {Channel: channel, Product: "p", Status: word, Code: "E1", Said: said},
				} {
					d := failcode.Assess(r)
					require.False(t, renumbers(d), "%+v", r)
					require.Equal(t, failcode.StateUnknown, d.End(), "%+v", r)
				}
			}
		}
		for _, r := range []failcode.Report{
			{Said: failcode.StateFinalFailed}, {Code: "NAME_MISMATCH", Said: failcode.StateFinalFailed}, {Status: "FAILED", Code: "E1023", Said: failcode.StateFinalFailed},
			{Status: "REJECTED", Said: failcode.StateFinalFailed}, {Said: failcode.StateSucceeded}, {Status: "SUCCESS", Said: failcode.StateSucceeded}, {Status: "0000", Said: failcode.StateSucceeded},
		} {
			r.Channel = channel
			require.Equal(t, r.Said, failcode.Assess(r).End(), "%+v", r)
		}
		for _, status := range []string{"FAILED", "SUCCESS", "失败"} {
			require.Equal(t, failcode.StateUnknown, failcode.Diagnose(channel, "", status, "").End(), "nobody has booked it, and nobody knows the word")
		}
	}
}
