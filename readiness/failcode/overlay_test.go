package failcode_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

const (
	codeHead   = "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source\n"
	textHead   = "channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source,meaning_zh,meaning_en\n"
	statusHead = "channel,product,status,state\n"
	good       = "acme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract\n"
)

func overlay(t testing.TB, table *failcode.Table, csv string) *failcode.Table {
	t.Helper()
	out, err := table.Overlay(strings.NewReader(csv))
	require.NoError(t, err)
	return out
}

func TestOverlayAddsAChannel(t *testing.T) {
	table := overlay(t, failcode.Default(), "\ufeff"+codeHead+"# a comment\n"+good)
	c, ok := table.Lookup("ACME", "payouts", "e07")
	require.True(t, ok)
	require.Equal(t, failcode.CardState, c.Category)
	require.Equal(t, remedy.BindOtherCard, c.Action())
	require.Equal(t, []string{"card.state"}, slices.Collect(c.Checks()))
	require.NotEmpty(t, c.Meaning()[remedy.ZH], "the built-in meaning of its category and action")
	require.Contains(t, table.Channels(), "acme")
	require.NotContains(t, failcode.Default().Channels(), "acme", "the receiver is left as it is")
	require.NotEqual(t, failcode.Default().Version(), table.Version())
	require.Equal(t, failcode.NextQuery, table.Diagnose("acme", "payouts", "FAILED", "E07").Next, "no status of it is known yet")

	table, err := table.OverlayStatuses(strings.NewReader(statusHead + "Acme,Payouts,failed,final_failed\nacme,payouts,07,processing\n"))
	require.NoError(t, err)
	require.Equal(t, failcode.NextFixThenNewOrder, table.Diagnose("acme", "payouts", "FAILED", "E07").Next)
	require.Equal(t, failcode.StateProcessing, table.Status("acme", "payouts", "07"))
	require.Equal(t, failcode.StateUnknown, table.Status("acme", "payouts", "7"), "zeros count in a status")
	require.Equal(t, failcode.StateUnknown, failcode.Status("acme", "payouts", "FAILED"))

	// Every built-in code is still found.
	for want := range failcode.Default().All() {
		got, ok := table.Lookup(want.Channel, want.Product, want.Code)
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for _, r := range rows(t, "data/statuses.csv") {
		require.Equal(t, r["state"], table.Status(r["channel"], r["product"], r["status"]).String())
	}
	require.Equal(t, failcode.NextResendIdentical, resendAfterNotFound(table), "what is known of products stays")
}

func resendAfterNotFound(table *failcode.Table) failcode.Next {
	return table.Pending(failcode.PendingOrder{Channel: "wechatpay", Product: "pay_bank", Status: "NOT_FOUND", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T11:00")}).Next
}

// A file says by its header what it holds.
func TestWithTellsByTheHeader(t *testing.T) {
	table := failcode.Default()
	var err error
	for _, in := range []string{codeHead + good, "# ours\n" + statusHead + "acme,payouts,FAILED,final_failed\n", "\ufeffname,channel,product\nAcme Pay,acme,\n"} {
		table, err = table.With(strings.NewReader(in))
		require.NoError(t, err)
	}
	require.Equal(t, failcode.NextFixThenNewOrder, table.Diagnose("Acme Pay", "payouts", "FAILED", "E07").Next)
	for in, want := range map[string]string{
		"": "the input is empty", "a,b\n": "the header must be channel,product,code", statusHead + "acme\n": "line 2: a row has 4 fields", strings.Repeat("#", 5<<20): "longer than 4 MiB",
	} {
		_, err = table.With(strings.NewReader(in))
		require.ErrorContains(t, err, want)
	}
	_, err = table.With(iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestOverlayReplaces(t *testing.T) {
	table := overlay(t, failcode.Default(), textHead+
		"UnionPay,ACP.respCode,1,risk_control,platform_risk,payee,payout,no,keep,no,stop-payout,none,,low,desk,本方拦截,Stopped by us\n")
	c, ok := table.Lookup("unionpay", "acp", "01")
	require.True(t, ok)
	require.Equal(t, failcode.OriginPlatformRisk, c.Origin)
	require.Equal(t, "unionpay", c.Channel, "a channel has one spelling")
	require.Equal(t, "acp", c.Product)
	require.Equal(t, "本方拦截", c.Meaning().In(remedy.ZH))
	require.Empty(t, slices.Collect(c.Checks()))
	require.Len(t, slices.Collect(table.All()), len(slices.Collect(failcode.Default().All())))

	table, err := failcode.Default().OverlayStatuses(strings.NewReader(statusHead + "unionpay,acp,A6,unknown\n"))
	require.NoError(t, err)
	require.Equal(t, failcode.StateUnknown, table.Status("unionpay", "acp", "A6"))

	same := overlay(t, failcode.Default(), codeHead)
	require.Equal(t, failcode.Default().Version(), same.Version(), "the same content has the same version")
	fromNothing := overlay(t, nil, codeHead+good)
	require.Equal(t, []string{"acme"}, fromNothing.Channels())
}

func TestOverlayErrors(t *testing.T) {
	row := func(i int, v string) string {
		f := strings.Split(strings.TrimSuffix(good, "\n"), ",")
		f[i] = v
		return codeHead + strings.Join(f, ",") + "\n"
	}
	lawless := func(category, retry, order, money, clears string) string {
		return codeHead + "acme,payouts,E07," + category + ",bank,payee,payout," + retry + "," + order + "," + money + ",query-order," + clears + ",,high,x\n"
	}
	for name, k := range map[string]struct{ csv, want string }{
		"empty":                     {"", "the input is empty"},
		"no header":                 {good, "line 1: the header must be"},
		"half the texts":            {strings.TrimSuffix(codeHead, "\n") + ",meaning_zh\n" + strings.TrimSuffix(good, "\n") + ",本方拦截\n", "line 2: meaning_zh and meaning_en must both"},
		"an unknown column":         {strings.TrimSuffix(codeHead, "\n") + ",colour\n", "line 1: the header must be"},
		"a column twice":            {strings.TrimSuffix(codeHead, "\n") + ",refused,refused\n", "line 1: the header must be"},
		"short row":                 {codeHead + "acme,payouts\n", "line 2: a row has 15 fields"},
		"quotes":                    {codeHead + "a\"b,c\n" + good, "line 2:"},
		"no channel":                {row(0, ""), "line 2: channel and product"},
		"no product":                {row(1, " _ "), "line 2: channel and product"},
		"channel with NUL":          {row(0, "ac\x00me"), "line 2: channel and product must be printable"},
		"no code":                   {row(2, " "), "line 2: code must be"},
		"code with a bidi mark":     {row(2, "E\u202e7"), "line 2: code must be"},
		"long code":                 {row(2, strings.Repeat("E", 65)), "line 2: code must be"},
		"category":                  {row(3, "CardState"), "line 2: category must be one of other, timeout_or_unknown"},
		"origin":                    {row(4, "x"), "line 2: origin must be one of"},
		"scope":                     {row(5, "x"), "line 2: scope must be one of"},
		"direction":                 {row(6, "x"), "line 2: direction must be one of"},
		"retry":                     {row(7, "auto"), "line 2: retry must be one of query_first, after_fix, after_wait, no"},
		"order":                     {row(8, "x"), "line 2: order must be one of"},
		"money":                     {row(9, "x"), "line 2: money must be one of"},
		"action":                    {row(10, "split-the-amount"), "line 2: action must be an ID of package remedy"},
		"clears":                    {row(11, "x"), "line 2: clears must be one of"},
		"check":                     {row(12, "card"), "line 2: checks must be check IDs"},
		"check in capitals":         {row(12, "card.State"), "line 2: checks must be check IDs"},
		"check with a space":        {row(12, "card.state; card.bin"), "line 2: checks must be check IDs"},
		"long checks":               {row(12, strings.Repeat("card.state;", 30)), "line 2: checks must have at most"},
		"confidence":                {row(13, "x"), "line 2: confidence must be one of"},
		"source":                    {row(14, "a\u200bb"), "line 2: source must be"},
		"twice":                     {codeHead + good + strings.Replace(good, "E07", "e 07", 1), "line 3: the code is given twice, first on line 2"},
		"twice with zeros":          {codeHead + strings.Replace(good, "E07", "7", 1) + strings.Replace(good, "E07", "007", 1), "line 3: the code is given twice"},
		"no meaning":                {row(10, "turn-off-vpn"), "line 2: the built-in table has no meaning"},
		"half a meaning":            {textHead + strings.TrimSuffix(good, "\n") + ",中文,\n", "line 2: meaning_zh and meaning_en must both"},
		"10 MB":                     {codeHead + strings.Repeat("#\n", 5<<20), "longer than 4 MiB"},
		"a doubt sent anew":         {lawless("timeout_or_unknown", "after_fix", "new_after_final", "no", "none"), "line 2: a code of this category is in doubt"},
		"not found sent anew":       {lawless("order_not_found", "after_wait", "new_after_final", "no", "none"), "line 2: a code of this category is in doubt"},
		"a review sent anew":        {lawless("review", "after_fix", "new_after_final", "no", "none"), "line 2: a code of this category is in doubt"},
		"a new number in doubt":     {lawless("other", "query_first", "new_after_final", "maybe", "none"), "line 2: a code in doubt keeps"},
		"money gone, yet retried":   {lawless("other", "after_fix", "new_after_final", "maybe", "none"), "line 2: money is maybe when"},
		"money sure, yet in doubt":  {lawless("other", "query_first", "keep", "no", "none"), "line 2: money is maybe when"},
		"success retried":           {lawless("succeeded", "after_fix", "new_after_final", "yes", "none"), "line 2: a success has"},
		"money without success":     {lawless("other", "no", "keep", "yes", "none"), "line 2: money is yes for a success only"},
		"never, with a new order":   {lawless("other", "no", "new_after_final", "no", "none"), "line 2: with retry no"},
		"a retry without an order":  {lawless("other", "after_fix", "keep", "no", "none"), "line 2: a retry needs an order"},
		"clears without a wait":     {lawless("other", "after_fix", "new_after_final", "no", "next_day"), "line 2: clears is for retry after_wait"},
		"more rows than are looked": {codeHead + manyRows(20001), "more than 20000 rows"},
	} {
		t.Run(name, func(t *testing.T) {
			table, err := failcode.Default().Overlay(strings.NewReader(k.csv))
			require.ErrorContains(t, err, k.want)
			require.Nil(t, table)
			require.NotContains(t, err.Error(), "acme", "the input is not repeated")
			requireChinese(t, err)
		})
	}
	for name, k := range map[string]struct{ csv, want string }{
		"header": {"channel,product,status\n", "line 1: the header must be channel,product,status,state"},
		"state":  {statusHead + "acme,payouts,x,failed\n", "line 2: state must be one of unknown, processing"},
		"status": {statusHead + "acme,payouts,,final_failed\n", "line 2: status must be"},
		"twice":  {statusHead + "acme,payouts,x,unknown\nacme,payouts,X,unknown\n", "line 3: the status is given twice, first on line 2"},
		"name":   {statusHead + ",payouts,x,unknown\n", "line 2: channel and product"},
	} {
		table, err := failcode.Default().OverlayStatuses(strings.NewReader(k.csv))
		require.ErrorContains(t, err, k.want, name)
		require.Nil(t, table)
		requireChinese(t, err)
	}
	_, err := failcode.Default().Overlay(nil)
	require.ErrorContains(t, err, "no reader")
	boom := errors.New("boom")
	_, err = failcode.Default().Overlay(io.MultiReader(strings.NewReader(codeHead), iotest.ErrReader(boom)))
	require.ErrorIs(t, err, boom)
}

// requireChinese holds that everything wrong is also said in Chinese.
func requireChinese(t *testing.T, err error) {
	t.Helper()
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		said, ok := one.(interface{ Chinese() string })
		require.True(t, ok, one)
		require.Regexp(t, `\p{Han}`, said.Chinese())
		require.NotRegexp(t, `[a-z]{2,} [a-z]{2,}`, said.Chinese())
		require.NotContains(t, said.Chinese(), "acme")
	}
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("p,q,C")
		for ; i > 0; i /= 10 {
			b.WriteByte(byte('0' + i%10))
		}
		b.WriteString("X,other,bank,payee,payout,no,keep,no,contact-support,none,,low,\n")
	}
	return b.String()
}

func TestOverlayReportsEveryError(t *testing.T) {
	_, err := failcode.Default().Overlay(strings.NewReader(codeHead + "x\n" + strings.Replace(good, "bank", "x", 1) + "y\n"))
	for _, want := range []string{"line 2:", "line 3:", "line 4:"} {
		require.ErrorContains(t, err, want)
	}
	_, err = failcode.Default().Overlay(strings.NewReader(codeHead + strings.Repeat("x\n", 100000)))
	require.ErrorContains(t, err, "reading stopped here")
	require.Less(t, len(err.Error()), 20000)
}

// The error names every mistake in a row.
func TestOverlayReportsEveryMistakeOfARow(t *testing.T) {
	for name, k := range map[string]struct {
		row  string
		want []string
	}{
		"words": {",payouts,,x,x,x,x,x,x,x,x,x,x,x,a\u200bb", []string{
			"channel and product", "code must be", "category must", "origin must", "scope must", "direction must", "retry must", "order must",
			"money must", "action must", "clears must", "checks must", "confidence must", "source must"}},
		"laws": {"acme,payouts,E07,card_state,bank,payee,payout,no,new_after_final,maybe,bind-other-card,next_day,,high,x", []string{
			"money is maybe when", "with retry no", "clears is for"}},
		"a word and a law": {"acme,payouts,E07,card_state,x,payee,payout,after_fix,keep,no,bind-other-card,none,card.state,high,x", []string{
			"origin must", "a retry needs an order"}},
		"a word and no meaning": {"acme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,turn-off-vpn,none,,x,x", []string{
			"confidence must", "no meaning for this category and action"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := failcode.Default().Overlay(strings.NewReader(codeHead + k.row + "\n"))
			for _, want := range k.want {
				require.ErrorContains(t, err, want)
			}
			require.Equal(t, len(k.want), strings.Count(err.Error(), "failcode: line 2: "), err)
			require.NotContains(t, err.Error(), "acme")
			all := intake.Mistakes(err, remedy.ZH)
			require.Len(t, all, len(k.want))
			for _, m := range all {
				require.Regexp(t, `^第 2 行：.*\p{Han}`, m.Text)
			}
		})
	}
	_, err := failcode.Default().Overlay(strings.NewReader(codeHead + good + strings.Replace(good, "bank", "x", 1)))
	require.ErrorContains(t, err, "line 3: origin must")
	require.ErrorContains(t, err, "line 3: the code is given twice")
	_, err = failcode.Default().OverlayStatuses(strings.NewReader(statusHead + ",payouts,,x\n"))
	require.Equal(t, 3, strings.Count(err.Error(), "failcode: line 2: "), err)
	_, err = failcode.Default().Overlay(strings.NewReader(codeHead + strings.Repeat("acme,payouts,,x,x,x,x,x,x,x,x,x,x,x,x\n", 50)))
	require.Equal(t, 100, strings.Count(err.Error(), "failcode: line "))
	require.ErrorContains(t, err, "reading stopped here")
}

// The doc comments list the accepted words.
func TestOverlayDocumentsItsWords(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "overlay.go", nil, parser.ParseComments)
	require.NoError(t, err)
	docs := map[string]string{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			docs[f.Name.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
		}
	}
	_, codes := failcode.Default().Overlay(strings.NewReader(codeHead + strings.ReplaceAll(good, ",", "x,")))
	_, statuses := failcode.Default().OverlayStatuses(strings.NewReader(statusHead + "acme,payouts,x,x\n"))
	n := 0
	for name, err := range map[string]error{"Overlay": codes, "OverlayStatuses": statuses} {
		for _, m := range regexp.MustCompile(`line 2: (\w+) must be one of (.*)`).FindAllStringSubmatch(err.Error(), -1) {
			require.Contains(t, docs[name], m[1]+" "+m[2])
			n++
		}
	}
	require.Equal(t, 10, n)
}

func FuzzOverlay(f *testing.F) {
	f.Add(codeHead + good)
	f.Add(textHead + strings.TrimSuffix(good, "\n") + ",卡,card\n")
	f.Add(codeHead + "unionpay,acp,1,other,in_doubt,payee,payout,query_first,keep,maybe,query-order,none,,low,\n")
	f.Fuzz(func(t *testing.T, s string) {
		table, err := failcode.Default().Overlay(strings.NewReader(s))
		if err != nil {
			require.Nil(t, table)
			return
		}
		n := 0
		for c := range table.All() {
			n++
			got, ok := table.Lookup(c.Channel, c.Product, c.Code)
			require.True(t, ok, "%q", c)
			require.Equal(t, c, got)
			d := table.Diagnose(c.Channel, c.Product, "", c.Code)
			require.NotEqual(t, failcode.OrderNewAfterFinal, d.Order)
		}
		require.GreaterOrEqual(t, n, len(slices.Collect(failcode.Default().All())), "nothing is forgotten")
	})
}

const aliasHead = "name,channel,product\n"

func TestOverlayAliases(t *testing.T) {
	table := overlay(t, failcode.Default(), codeHead+good)
	table, err := table.OverlayStatuses(strings.NewReader(statusHead + "acme,payouts,FAILED,final_failed\n"))
	require.NoError(t, err)
	table, err = table.OverlayAliases(strings.NewReader(aliasHead + "艾克米,acme,\nPay-Out V2,acme,payouts\n/acme/v2/payouts,acme,payouts\nour wallet,wechatpay,mch_transfer\n"))
	require.NoError(t, err)
	for _, names := range [][2]string{{"acme", "payouts"}, {"艾克米", "payout_v2"}, {"艾克米", "https://acme.example/acme/v2/payouts/17"}, {"ACME", "pay-out v2"}} {
		require.Equal(t, failcode.Name{Channel: "acme", Product: "payouts"}, table.Resolve(names[0], names[1]), names)
		require.Equal(t, failcode.NextFixThenNewOrder, table.Diagnose(names[0], names[1], "FAILED", "E07").Next, names)
	}
	require.Equal(t, failcode.Name{Channel: "wechatpay", Product: "mch_transfer"}, table.Resolve("微信", "Our Wallet"))
	require.Empty(t, failcode.Default().Resolve("艾克米", "").Channel, "the receiver is left as it is")
	require.NotEqual(t, failcode.Default().Version(), table.Version())

	// An overlay that uses an alias of a channel extends that channel.
	more := overlay(t, table, codeHead+strings.ReplaceAll(good, "acme,payouts,E07", "艾克米,Pay-Out V2,E08"))
	require.Equal(t, table.Channels(), more.Channels())
	_, ok := more.Lookup("acme", "payouts", "E08")
	require.True(t, ok)
	wechat := overlay(t, failcode.Default(), codeHead+strings.ReplaceAll(good, "acme,payouts", "微信支付,商家转账"))
	_, ok = wechat.Lookup("wechatpay", "mch_transfer", "E07")
	require.True(t, ok)

	for csv, want := range map[string]string{
		"":                                     "the input is empty",
		"name,channel\n":                       "line 1: the header must be name,channel,product",
		aliasHead + ",acme,\n":                 "line 2: name must be",
		aliasHead + "x,nobody here,\n":         "line 2: channel and product must be in the table",
		aliasHead + "x,acme,nothing\n":         "line 2: channel and product must be in the table",
		aliasHead + "微信,acme,\n":               "line 2: the name already stands for something else",
		aliasHead + "wechatpay,acme,\n":        "line 2: the name already stands for something else",
		aliasHead + "batch,wechatpay,pay_bank": "line 2: the name already stands for something else",
	} {
		_, err := table.OverlayAliases(strings.NewReader(csv))
		require.ErrorContains(t, err, want, "%q", csv)
	}
	_, err = failcode.Default().OverlayAliases(nil)
	require.Error(t, err)
	same, err := failcode.Default().OverlayAliases(strings.NewReader(aliasHead + "微信,wechatpay,\n"))
	require.NoError(t, err)
	require.Equal(t, failcode.Default().Version(), same.Version(), "saying it again changes nothing")
}

// The optional columns.
func TestOverlayOptions(t *testing.T) {
	head := strings.TrimSuffix(codeHead, "\n") + ",deadline_hours,refused,resend_days\n"
	table := overlay(t, failcode.Default(), head+
		"acme,payouts,POOR,insufficient_payer_funds,integrator,merchant,payout,after_fix,resend_identical,no,top-up-balance,none,,high,contract,48,yes,5\n")
	c, ok := table.Lookup("acme", "payouts", "poor")
	require.True(t, ok)
	require.True(t, c.Refused)
	require.Equal(t, [2]int{5, 48}, [2]int{c.ResendDays, c.DeadlineHours})
	d := table.Pending(failcode.PendingOrder{Channel: "acme", Product: "payouts", Code: "POOR", Since: at("2026-03-02T10:00"), Now: at("2026-03-02T10:05")})
	require.Equal(t, failcode.NextFixThenResend, d.Next)
	require.Equal(t, at("2026-03-07T00:00"), d.ResendUntil)

	table, err := table.OverlayStatuses(strings.NewReader("channel,product,status,state,action,deadline_hours\nacme,payouts,CLAIM,processing,confirm-receipt,72\nacme,payouts,DONE,succeeded,,\n"))
	require.NoError(t, err)
	d = table.Diagnose("acme", "payouts", "claim", "")
	require.Equal(t, failcode.NextConfirm, d.Next)
	require.Equal(t, 72, d.DeadlineHours)

	row := "acme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract"
	for csv, want := range map[string]string{
		head + row + ",0,,\n":    "line 2: deadline_hours must be",
		head + row + ",9999,,\n": "line 2: deadline_hours must be",
		head + row + ",,no,\n":   "line 2: refused must be yes or empty",
		head + row + ",,,x\n":    "line 2: resend_days must be",
		head + row + ",,,2\n":    "line 2: resend_days is for order resend_identical",
		head + "acme,payouts,E1,timeout_or_unknown,in_doubt,payee,payout,query_first,keep,maybe,query-order,none,,high,contract,,yes,\n": "line 2: a refused request has money no",
	} {
		_, err := failcode.Default().Overlay(strings.NewReader(csv))
		require.ErrorContains(t, err, want, csv)
	}
	for _, csv := range []string{"acme,payouts,X,succeeded,confirm-receipt,", "acme,payouts,X,processing,query-order,24", "acme,payouts,X,processing,confirm-receipt,-1", "acme,payouts,X,processing,,24"} {
		_, err := failcode.Default().OverlayStatuses(strings.NewReader("channel,product,status,state,action,deadline_hours\n" + csv + "\n"))
		require.Error(t, err, csv)
	}
}
