package failcode_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// rows reads a CSV file and returns its records by column name.
func rows(t testing.TB, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	var out []map[string]string
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = r[i]
		}
		out = append(out, row)
	}
	return out
}

// The IDs of the readiness checks. This package cannot import package readiness,
// which tests that they match its own.
var checkIDs = strings.Fields(`
identity.name identity.document identity.document-validity identity.age identity.mobile identity.second-factor identity.carrier identity.ocr
consistency.holder-name consistency.holder-document consistency.holder-mobile consistency.elements consistency.recent-change
card.number card.luhn card.network card.bin card.funding card.issuer-match card.issuer-standing card.account-class card.class-quota card.state card.non-counter card.risk-flag
payout.amount payout.channel-support payout.channel-quota payout.funds payout.in-flight payout.duplicate
network.vpn network.proxy network.client-ip network.location network.quality
device.integrity device.app-version device.clock
timing.maintenance timing.settlement timing.off-hours
history.cool-down history.risk-hold history.unresolved-cause history.attempt-budget history.rebinding history.sharing history.platform-score`)

func TestEveryRowAnswers(t *testing.T) {
	table := failcode.Default()
	all := rows(t, "data/codes.csv")
	meanings := map[[2]string]map[string]string{}
	for _, m := range rows(t, "data/meanings.csv") {
		meanings[[2]string{m["category"], m["action"]}] = m
	}
	for _, r := range all {
		c, ok := table.Lookup(r["channel"], r["product"], r["code"])
		require.True(t, ok, r)
		m := meanings[[2]string{r["category"], r["action"]}]
		require.Equal(t, r, map[string]string{
			"channel": c.Channel, "product": c.Product, "code": c.Code, "category": c.Category.String(), "origin": c.Origin.String(),
			"scope": c.Scope.String(), "direction": c.Direction.String(), "retry": c.Retry.String(), "order": c.Order.String(), "money": c.Money.String(),
			"action": c.Action().ID, "clears": c.Clears.String(), "checks": strings.Join(slices.Collect(c.Checks()), ";"),
			"confidence": c.Confidence.String(), "source": c.Source,
			"refused": map[bool]string{true: "yes"}[c.Refused], "resend_days": number(c.ResendDays), "deadline_hours": number(c.DeadlineHours),
		})
		require.NotEmpty(t, c.Meaning()[remedy.ZH])
		require.Equal(t, m["zh"], c.Meaning().In(remedy.ZH))
		require.Equal(t, m["en"], c.Meaning().In(remedy.EN))
		require.NotEmpty(t, c.Action().Text.In(remedy.ZH))
		require.NotEqual(t, remedy.OwnerNone, c.Owner())
		for id := range c.Checks() {
			require.Contains(t, checkIDs, id, r)
			require.True(t, c.PreventedBy(id))
		}
		require.False(t, c.PreventedBy(""))
		require.False(t, c.PreventedBy("card"))
	}
	require.Len(t, slices.Collect(table.All()), len(all))
}

// number formats a number as the tables do.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// The codes as their vendors write them, with the field after the product.
func TestVendorSpellings(t *testing.T) {
	for _, r := range rows(t, "testdata/spellings.csv") {
		c, ok := failcode.Default().Lookup(r["channel"], r["product"], r["code"])
		require.True(t, ok, r)
		require.Equal(t, r["code"], c.Code)
		for _, code := range []string{strings.ToLower(r["code"]), " " + r["code"] + "\t", "　" + r["code"], wide(r["code"])} {
			again, ok := failcode.Default().Lookup(strings.ToUpper(r["channel"]), " "+strings.ReplaceAll(r["product"], "_", "-"), code)
			require.True(t, ok, "%q", code)
			require.Equal(t, c, again)
		}
	}
}

// wide writes ASCII in its full-width forms.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + '！' - '!'
		}
		return r
	}, s)
}

func TestLeadingZeros(t *testing.T) {
	for _, k := range [][4]string{
		{"allinpay", "tlt", "14", "0014"}, {"allinpay", "tlt", "00014", "0014"}, {"baofoo", "daifu", "1", "0001"}, {"unionpay", "acp", "3", "03"},
		{"epay_platform", "BusinessMsg", "12012", "012012"}, {"iso8583_unionpay_pos", "field39", "005", "05"},
	} {
		c, ok := failcode.Default().Lookup(k[0], k[1], k[2])
		require.True(t, ok, k)
		require.Equal(t, k[3], c.Code)
	}
	_, ok := failcode.Default().Lookup("iso8583_unionpay_pos", "field39", "0A2")
	require.False(t, ok, "zeros count in a code that is not all digits")
	_, ok = failcode.Default().Lookup("ccb", "银企直联", "130Z0100001")
	require.False(t, ok)
	_, ok = failcode.Default().Lookup("allinpay", "tlt", "0")
	require.False(t, ok)
}

// One code, two products, two meanings.
func TestCodesNeedTheirProduct(t *testing.T) {
	for _, k := range []struct {
		channel1, product1, channel2, product2, code string
		one, two                                     failcode.Category
	}{
		{"unionpay", "acp", "iso8583_unionpay_pos", "field39", "61", failcode.CardNumber, failcode.ChannelLimit},
		{"unionpay", "acp", "iso8583_unionpay_pos", "field39", "34", failcode.OrderNotFound, failcode.RiskControl},
		{"unionpay", "acp", "iso8583_unionpay_pos", "field39", "05", failcode.TimeoutOrUnknown, failcode.Other},
		{"unionpay", "acp", "iso8583_unionpay_pos", "field39", "90", failcode.InsufficientPayerFunds, failcode.BankMaintenance},
		{"unionpay", "acp", "huifu", "chinapnr", "A6", failcode.Succeeded, failcode.CardState},
		{"iso8583_unionpay_pos", "field39", "huifu", "chinapnr", "A4", failcode.Succeeded, failcode.CardTypeUnsupported},
		{"lianlian", "instantpay", "lianlian", "quickpay", "9912", failcode.ChannelLimit, failcode.CardTypeUnsupported},
		{"baofoo", "daifu", "baofoo", "authpay", "0002", failcode.MerchantSetup, failcode.BankMaintenance},
		{"baofoo", "daifu", "baofoo", "authpay", "0003", failcode.ParameterError, failcode.TimeoutOrUnknown},
		{"wechatpay", "pay_bank", "wechatpay", "promotion_transfers", "AMOUNT_LIMIT", failcode.ChannelLimit, failcode.ChannelLimit},
		{"alipay", "fund.trans.toaccount.transfer", "wechatpay", "mch_transfer", "ACCOUNT_NOT_EXIST", failcode.MerchantSetup, failcode.ParameterError},
		{"payermax", "disbursement", "alipay", "fund.trans.uni.transfer", "ORDER_NOT_EXIST", failcode.OrderNotFound, failcode.OrderNotFound},
	} {
		one, ok := failcode.Default().Lookup(k.channel1, k.product1, k.code)
		require.True(t, ok, k)
		two, ok := failcode.Default().Lookup(k.channel2, k.product2, k.code)
		require.True(t, ok, k)
		require.Equal(t, k.one, one.Category, k)
		require.Equal(t, k.two, two.Category, k)
		require.NotEqual(t, one, two)
		found := failcode.Default().Search(k.code)
		require.Contains(t, found, one)
		require.Contains(t, found, two)
	}
	// The same name, but one is a daily limit, which clears, and the other a limit on
	// a single amount, which does not.
	a, _ := failcode.Default().Lookup("wechatpay", "pay_bank", "AMOUNT_LIMIT")
	b, _ := failcode.Default().Lookup("wechatpay", "promotion_transfers", "AMOUNT_LIMIT")
	require.Equal(t, failcode.ClearsNextDay, a.Clears)
	require.Equal(t, failcode.ClearsNever, b.Clears)
}

func TestNotListed(t *testing.T) {
	huge := strings.Repeat("9", 10<<20)
	for _, k := range [][3]string{
		{"", "", ""}, {"wechatpay", "", "NOTENOUGH"}, {"", "batches of ours", "NOTENOUGH"}, {"house", "pay_bank", "NOTENOUGH"}, {"wechatpay", "pay_bank", ""}, {"wechatpay", "pay_bank", "   "},
		{"wechatpay", "pay_bank", "NOTENOUGH\x00"}, {"wechatpay", "pay_bank", "NOTENOUGH\u202e"},
		{"wechatpay", "pay_bank", "\xff"}, {"wechatpay", "pay_bank", strings.Repeat("9", 65)}, {"wechatpay", "pay_bank", "NOTENOUGH" + strings.Repeat(" ", 250)}, {"wechatpay", "pay_bank", huge}, {huge, huge, huge}, {"wechatpay", "pay_bankerr", "NOTENOUGH"},
		{"wechatpay", "pay_bank.sub_code", "NOTENOUGH"}, {"wechat\xffpay", "pay_bank", "NOTENOUGH"}, {"wechatpay", "pay\xc0bank", "NOTENOUGH"}, {"unionpay", "field39", "61"},
		{"wechatpay", "pay_bank", "ſIGNERROR"}, {"operator_reject_reasons", "free text used by payout back-offices", "-"},
	} {
		c, ok := failcode.Default().Lookup(k[0], k[1], k[2])
		require.False(t, ok, "%.40q", k)
		require.Zero(t, c)
	}
	require.Empty(t, failcode.Default().Search(""))
	require.Empty(t, failcode.Default().Search(huge))
	require.Empty(t, failcode.Default().Search("NO_SUCH_CODE"))
}

func TestStatuses(t *testing.T) {
	for _, r := range rows(t, "data/statuses.csv") {
		require.Equal(t, r["state"], failcode.Status(r["channel"], r["product"], r["status"]).String(), r)
		require.Equal(t, r["state"], failcode.Status(r["channel"], r["product"], strings.ToLower(r["status"])).String(), r)
	}
	for _, k := range [][3]string{
		{"wechatpay", "pay_bank", "REFUND"}, {"wechatpay", "pay_bank", ""}, {"wechatpay", "", "SUCCESS"},
		{"unionpay", "acp", "A1"}, {"wechatpay", "batch", "FINISHED"}, {"alipay", "fund.trans.uni.transfer", "10000"},
		{"baofoo", "daifu", "-01"}, {"", "", ""}, {"nobody", "nothing", "SUCCESS"},
	} {
		require.Equal(t, failcode.StateUnknown, failcode.Status(k[0], k[1], k[2]), k)
	}
	require.Equal(t, failcode.StateProcessing, failcode.Status("baofoo", "daifu", "0000"), "accepted is not a success")
	require.Equal(t, failcode.StateUnknown, failcode.Status("baofoo", "daifu", "0001"), "a parameter error is not state 1")
}

// A value that is both a status and a code must not contradict itself.
func TestStatusesAgreeWithCodes(t *testing.T) {
	for _, r := range rows(t, "data/statuses.csv") {
		c, ok := failcode.Default().Lookup(r["channel"], r["product"], r["status"])
		if !ok || c.Code != r["status"] {
			continue
		}
		switch r["state"] {
		case "succeeded":
			require.Equal(t, failcode.Succeeded, c.Category, r)
		case "review":
			require.Equal(t, failcode.Review, c.Category, r)
		case "not_found":
			require.Equal(t, failcode.OrderNotFound, c.Category, r)
		case "final_failed":
			require.NotEqual(t, failcode.RetryQueryFirst, c.Retry, r)
		default:
			require.Equal(t, failcode.TimeoutOrUnknown, c.Category, r)
		}
	}
}

func TestListing(t *testing.T) {
	table := failcode.Default()
	require.True(t, slices.IsSorted(table.Channels()))
	require.Len(t, table.Channels(), 24)
	n := 0
	for _, ch := range table.Channels() {
		require.True(t, slices.IsSorted(table.Products(ch)))
		n += len(table.Products(ch))
	}
	require.Len(t, rows(t, "data/products.csv"), n)
	require.Equal(t, []string{"instantpay", "quickpay"}, table.Products("LianLian"))
	require.Equal(t, table.Products("lianlian"), table.Products("连连支付"))
	require.Equal(t, []string{"FAILED", "NOT_FOUND", "PROCESSING", "SUCCESS"}, table.Statuses("微信", "promotion/transfers"))
	require.Empty(t, table.Statuses("nobody", "nothing"))
	require.Empty(t, table.Products("nobody"))
	require.Regexp(t, `^\d+/[0-9a-f]{8}$`, table.Version())

	sources := table.Sources()
	require.Len(t, rows(t, "data/sources.csv"), len(sources))
	sources[0].Title = "changed"
	require.NotEqual(t, "changed", table.Sources()[0].Title)
}

func TestPreventedByIsTheInverseOfChecks(t *testing.T) {
	n := 0
	for _, id := range checkIDs {
		for c := range failcode.Default().PreventedBy(id) {
			require.Contains(t, slices.Collect(c.Checks()), id)
			n++
		}
	}
	want := 0
	for c := range failcode.Default().All() {
		want += len(slices.Collect(c.Checks()))
	}
	require.Equal(t, want, n)
	require.Empty(t, slices.Collect(failcode.Default().PreventedBy("")))
	require.Empty(t, slices.Collect(failcode.Default().PreventedBy("card")))
	for range failcode.Default().PreventedBy("card.state") {
		break // must stop when told to
	}
}

func TestHoldsNothing(t *testing.T) {
	for _, table := range []*failcode.Table{nil, {}} {
		_, ok := table.Lookup("unionpay", "acp", "61")
		require.False(t, ok)
		require.Equal(t, failcode.StateUnknown, table.Status("wechatpay", "pay_bank", "FAILED"))
		require.Empty(t, table.Search("61"))
		require.Empty(t, slices.Collect(table.All()))
		require.Empty(t, table.Channels())
		require.Empty(t, table.Products("unionpay"))
		require.Empty(t, table.Sources())
		require.Equal(t, "none", table.Version())
		require.Equal(t, failcode.NextQuery, table.Diagnose("wechatpay", "pay_bank", "FAILED", "NOTENOUGH").Next)
		require.Equal(t, failcode.NextQuery, table.Pending(failcode.PendingOrder{}).Next)
	}
}

func TestNoAllocations(t *testing.T) {
	table := failcode.Default()
	order := failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank.err_code", Status: "PROCESSING", Code: "SYSTEMERROR", Since: at("2026-02-13T10:00"), Now: at("2026-02-13T11:00")}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		table.Lookup("unionpay", "acp", "61")
		table.Status("wechatpay", "pay_bank", "failed")
		table.Diagnose("wechatpay", "pay_bank", "FAILED", "notenough")
		table.Pending(order)
		table.Assess(failcode.Report{Channel: "微信支付", Product: "/v3/transfer/batches/batch-id/1", Code: "SYSTEM_ERROR", Said: failcode.StateFinalFailed})
		table.Assess(failcode.Report{Channel: "wecahtpay", Product: "?", Status: "处理中", Code: "E1"})
		table.DiagnoseText("ccb", "II/III类账户年累计存款限额超限")
		table.Resolve("wecahtpay", "pay_bnak")
	}))
}

func BenchmarkAssess(b *testing.B) {
	for name, r := range map[string]failcode.Report{
		"as the table writes it": {Channel: "wechatpay", Product: "mch_transfer", Status: "FAIL", Code: "NAME_NOT_CORRECT", Said: failcode.StateFinalFailed},
		"aliases":                {Channel: "微信支付", Product: "商家转账", Status: "FAIL", Code: "NAME_NOT_CORRECT", Said: failcode.StateFinalFailed},
		"unknown product":        {Channel: "wechatpay", Product: "?", Status: "FAIL", Code: "NAME_NOT_CORRECT", Said: failcode.StateFinalFailed},
		"unknown channel":        {Channel: "house", Product: "house", Status: "FAIL", Code: "E1", Said: failcode.StateFinalFailed},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				failcode.Assess(r)
			}
		})
	}
}

func BenchmarkDiagnose(b *testing.B) {
	for b.Loop() {
		failcode.Diagnose("wechatpay", "pay_bank", "FAILED", "NOTENOUGH")
	}
}

func FuzzLookup(f *testing.F) {
	f.Add("unionpay", "acp", "61")
	f.Add("ＷｅＣｈａｔPay", "pay-bank.err_code", "　notenough ")
	f.Add("allinpay", "tlt", "000014")
	f.Fuzz(func(t *testing.T, channel, product, code string) {
		table := failcode.Default()
		c, ok := table.Lookup(channel, product, code)
		if !ok {
			require.Zero(t, c)
			return
		}
		again, ok := table.Lookup(c.Channel, c.Product, c.Code)
		require.True(t, ok)
		require.Equal(t, c, again)
		require.Contains(t, table.Search(code), c)
		require.Contains(t, table.Products(c.Channel), c.Product)
	})
}
