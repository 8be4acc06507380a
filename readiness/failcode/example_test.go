package failcode_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

func ExampleDiagnose() {
	d := failcode.Diagnose("wechatpay", "mch_transfer", "FAIL", "BANK_CARD_COLLECTIONS_ABOVE_QUOTA")
	fmt.Println(d.Next, d.Retry, d.Order, d.Money)
	fmt.Println(d.Cause.Meaning().In(remedy.EN))
	fmt.Println(d.Action().Text.In(remedy.EN))
	fmt.Println(d.Applicant().In(remedy.ZH))
	// Output:
	// fix_then_new_order after_fix new_after_final no
	// The receiving account is of Class II or III and the payment exceeds what it may receive.
	// Bind a Class I bank card of your own. The bank app shows the class; a bank gives one Class I account, and cards opened later are mostly Class II.
	// 本次打款未能完成。绑定本人的Ⅰ类银行卡用于收款（可在手机银行“账户管理”查看账户类别；同一银行只能有一个Ⅰ类户，后办的卡通常为Ⅱ类）。问题解决后，请隔一段时间再试。请不要重复申请。
}

// The order is still in progress, whatever the code says.
func ExampleDiagnose_notFinal() {
	d := failcode.Diagnose("wechatpay", "pay_bank", "PROCESSING", "NOTENOUGH")
	fmt.Println(d.Next, d.Retry, d.Order, d.Money)
	// Output: query query_first keep maybe
}

// UnionPay has only the response code. The caller knows from a query that the
// failure is final.
func ExampleTable_DiagnoseState() {
	d := failcode.Default().DiagnoseState("unionpay", "acp", failcode.StateFinalFailed, "61")
	fmt.Println(d.Next, d.Order, d.Action().ID)
	// Output: fix_then_new_order new_after_final correct-card-number
}

// The caller's record is compared with what the channel says, whatever name the
// channel goes by.
func ExampleAssess() {
	d := failcode.Assess(failcode.Report{Channel: "微信支付", Product: "/v3/transfer/batches", Code: "SYSTEM_ERROR", Said: failcode.StateFinalFailed})
	fmt.Println(d.Channel, d.Product, d.State, d.Next, d.Order, d.Contradiction)
	d = failcode.Assess(failcode.Report{Channel: "unionpay", Product: "acp", Status: "00", Said: failcode.StateSucceeded})
	fmt.Println(d.Next, d.End())
	// Output:
	// wechatpay batch unknown query keep true
	// done succeeded
}

func ExampleDiagnoseText() {
	d := failcode.DiagnoseText("ccb", "II/III类账户年累计存款限额超限")
	fmt.Println(d.Cause.Category, d.Cause.Confidence, d.Known, d.Next, d.Order)
	// Output: account_class_limit medium false query keep
}

func ExampleTable_Resolve() {
	fmt.Println(failcode.Default().Resolve("支付宝", "alipay.fund.trans.uni.transfer"))
	fmt.Println(failcode.Default().Resolve("wecahtpay", "pay_bnak"))
	// Output:
	// {alipay fund.trans.uni.transfer  }
	// {  wechatpay pay_bank}
}

// The payee must confirm before the order lapses.
func ExamplePending_confirm() {
	d := failcode.Pending(failcode.PendingOrder{
		Channel: "wechatpay", Product: "mch_transfer", Status: "WAIT_USER_CONFIRM",
		Since: time.Date(2026, 3, 2, 10, 45, 0, 0, workday.China),
		Now:   time.Date(2026, 3, 2, 11, 0, 0, 0, workday.China),
	})
	fmt.Println(d.Next, d.Action().ID, d.DeadlineHours, d.LapsesAt.Format(time.DateTime))
	fmt.Println(d.Applicant().In(remedy.ZH))
	// Output:
	// confirm confirm-receipt 24 2026-03-03 10:45:00
	// 请于 3月3日 10:45 前在微信官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。请不要重复申请。
}

func ExamplePending() {
	d := failcode.Pending(failcode.PendingOrder{
		Channel: "unionpay", Product: "acp", Status: "05",
		Since: time.Date(2026, 2, 13, 21, 30, 0, 0, workday.China),
		Now:   time.Date(2026, 2, 13, 21, 37, 0, 0, workday.China),
	})
	fmt.Println(d.Next, d.NextQueryAt.Format(time.DateTime), d.EscalateAt.Format(time.DateTime))
	// Output: query 2026-02-13 21:40:00 2026-02-26 00:00:00
}

func ExampleStatus() {
	fmt.Println(failcode.Status("wechatpay", "pay_bank", "BANK_FAIL"))
	fmt.Println(failcode.Status("payermax", "disbursement", "ORDER_NOT_EXIST"))
	// Output:
	// returned
	// not_found
}

func ExampleTable_Lookup() {
	for _, of := range [][2]string{{"unionpay", "acp"}, {"iso8583_unionpay_pos", "field39"}} {
		c, ok := failcode.Default().Lookup(of[0], of[1], "61")
		fmt.Println(c.Category, c.Origin, c.Owner(), ok)
	}
	// Output:
	// card_number bank applicant true
	// channel_limit bank integrator true
}

func ExampleTable_Search() {
	for _, c := range failcode.Default().Search("9912") {
		fmt.Println(c.Channel, c.Product, c.Category)
	}
	// Output:
	// lianlian instantpay channel_limit
	// lianlian quickpay card_type_unsupported
}

func ExampleTable_PreventedBy() {
	for c := range failcode.Default().PreventedBy("card.account-class") {
		if c.Category == failcode.AccountClassLimit {
			fmt.Println(c.Channel, c.Product, c.Code)
		}
	}
	// Output:
	// netease_epay cashier 016017
	// payermax disbursement PAYEE_AMOUNT_EXCEED_LIMIT
	// wechatpay batch BANK_CARD_COLLECTIONS_ABOVE_QUOTA
	// wechatpay mch_transfer BANK_CARD_COLLECTIONS_ABOVE_QUOTA
	// wise transfers ACCOUNT_LIMIT_REACHED
}

func ExampleTable_Overlay() {
	const own = `channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source
acme,payouts,E07,card_state,bank,payee,payout,after_fix,new_after_final,no,bind-other-card,none,card.state,high,contract
`
	table, err := failcode.Default().Overlay(strings.NewReader(own))
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err = table.OverlayStatuses(strings.NewReader("channel,product,status,state\nacme,payouts,FAILED,final_failed\n"))
	fmt.Println(table.Diagnose("acme", "payouts", "FAILED", "E07").Next, err)
	// Output: fix_then_new_order <nil>
}

func ExampleTable_OverlayStatuses() {
	table, err := failcode.Default().OverlayStatuses(strings.NewReader("channel,product,status,state\nacme,payouts,DONE,succeeded\n"))
	fmt.Println(table.Status("acme", "payouts", "done"), err)
	// Output: succeeded <nil>
}

func ExampleCause_ClearsAt() {
	c, _ := failcode.Default().Lookup("lianlian", "instantpay", "9912") // a day's limit
	at, ok := c.ClearsAt(time.Date(2026, 2, 13, 9, 0, 0, 0, workday.China), nil)
	fmt.Println(at.Format(time.DateTime), ok)
	// Output: 2026-02-14 00:00:00 true
}

func ExampleCause_Checks() {
	c, _ := failcode.Default().Lookup("baofoo", "daifu", "0205")
	for id := range c.Checks() {
		fmt.Println(id)
	}
	// Output: card.risk-flag
}

func ExampleTable_All() {
	n := map[failcode.Direction]int{}
	for c := range failcode.Default().All() {
		n[c.Direction]++
	}
	fmt.Println(n[failcode.DirectionPayout] > n[failcode.DirectionCollect])
	// Output: true
}

func ExampleTable_Products() {
	fmt.Println(failcode.Default().Products("wechatpay"))
	// Output: [batch mch_transfer pay_bank promotion_transfers]
}

func ExampleTable_Channels() {
	fmt.Println(failcode.Default().Channels()[:3])
	// Output: [99bill ainong airwallex]
}

func ExampleTable_Status() {
	fmt.Println(failcode.Default().Status("lianlian", "instantpay", "CHECK"))
	// Output: review
}

func ExampleTable_Sources() {
	for _, s := range failcode.Default().Sources() {
		if s.ID == "payermax" {
			fmt.Println(s.Title)
		}
	}
	// Output: PayerMax disbursement error codes
}

func ExampleCause_Meaning() {
	c, _ := failcode.Default().Lookup("lianlian", "instantpay", "4003")
	fmt.Println(c.Meaning().In(remedy.EN))
	fmt.Println(c.Meaning().In(remedy.ZH))
	// Output:
	// The channel holds the order until a person confirms it.
	// 订单被通道暂扣，等待人工确认。
}

func ExampleDecision_Applicant() {
	d := failcode.Diagnose("lianlian", "instantpay", "PROCESSING", "")
	fmt.Println(d.Applicant().In(remedy.EN))
	// Output: The payout is being processed. The bank may be under maintenance, the channel may have a queue, or somebody may be reviewing it: please be patient. If you ask support, have the order number ready. Please do not apply again.
}
