package main

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
)

// states are what a caller may know of an order in another way than by its status.
var states = map[string]failcode.State{
	"succeeded": failcode.StateSucceeded, "failed": failcode.StateFinalFailed, "processing": failcode.StateProcessing, "unknown": failcode.StateUnknown,
}

var diagnosePage = page{
	about: both(`说明失败码的含义和订单怎么处理：能否再发、用什么单号、由谁处理。

CHANNEL 和 PRODUCT 可用任何名称：中英文品牌、接口的方法或路径。不给 PRODUCT 或不认识时，答案对该通道所有可能的产品都成立。STATUS 是查询得到的订单状态，不是接口是否返回。没有状态就不算最终失败；通道没有状态时用 -state 说明订单的情况，-state failed 责任重大：除非是存疑的代码，它允许另发新单。

只给 CODE 时列出它在各通道的含义。-text 解读银行或通道的文字说明，结论至多是“可能”，从不据此允许另发新单。

-format json 每行输出一个对象，只给 CODE 时每个含义一个，成员为 channel、product、status、code、known、state、next、retry、order、money、category、origin、scope、fixer、action、deadline_hours、confidence、meaning 和 applicant。known 表示代码（没有代码时为状态）是否收录。

产品、状态或代码未收录时，标准错误给出提示和最接近的名称。

-codes 补充自有的失败码、状态或通道别名，格式见 failcode 包的 Overlay、OverlayStatuses 和 OverlayAliases，按表头区分；新通道先给失败码，再给状态：没有状态的通道，失败都不算最终失败。`,
		`Says what a failure code means and what is to be done about its order: whether
anything may be sent again, under which number, and who has to act.

CHANNEL and PRODUCT go by any of their names: brands in Chinese or English, methods
and paths of an API. Without PRODUCT, or with one that is not known, the answer holds
for every product of the channel that it can be. STATUS is the order's own status, as
a query gives it, and never whether a call was answered. Without a status nothing has
failed for good; where a vendor has none, -state says how the order stands, and
-state failed is a strong word: it allows a new order, unless the code is one of doubt.

CODE alone lists what it means in every channel. -text reads the sentence of a bank or
channel; what it says is likely at most, and never frees a new order.

-format json writes one object in a line, and for CODE alone one for every meaning,
with the members channel, product, status, code, known, state, next, retry, order,
money, category, origin, scope, fixer, action, deadline_hours, confidence, meaning and
applicant. channel, product, status and code are as the table writes them, and empty
where it does not know them; known says whether the code, or without one the status,
is listed.

Standard error warns of a product, a status or a code that is not listed, and names
the nearest.

-codes adds codes, statuses or names of channels of your own, told apart by the header;
Overlay, OverlayStatuses and OverlayAliases of package failcode say what they are. Give a
new channel its codes first and then its statuses: without any, no failure is final.`),
	status: []readiness.Text{both("已说明或列出", "explained, or listed"), {}, both("没有这条通道，没有人用这个代码，或参数有误", "no such channel, a code of nobody, or the call was wrong")},
	examples: []string{
		"readycheck diagnose wechatpay mch_transfer FAIL NAME_NOT_CORRECT",
		"readycheck diagnose 微信支付 /v3/transfer/batches WAIT_PAY",
		"readycheck diagnose alipay PAYEE_NOT_EXIST",
		"readycheck diagnose -state failed unionpay acp 66",
		"readycheck diagnose -at 2026-11-24T10:00:00+08:00 alipay MAX_VISIT_LIMIT",
		"readycheck diagnose -text 账户状态为挂失 baofoo",
		"readycheck diagnose -list codes wechatpay batch",
		"readycheck diagnose -list limits 微信支付",
		"readycheck diagnose -codes ours.csv -codes our-statuses.csv acme FAILED E07",
	},
}

// An order is what the command line says of one.
type order struct {
	failcode.Report
	vouched bool // -state was given
}

// diagnose says what a failure code means and what to do about its order.
func diagnose(c *call) int {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	lang := c.langFlag(flags)
	at := momentFlag(flags, "at", c.in("失败时间（RFC 3339）：据此给出何时解除", "when it failed, RFC 3339: says when the cause clears"))
	state := flags.String("state", "", c.in("通道没有状态时订单的情况：succeeded、failed、processing 或 unknown", "how the order stands where the vendor has no status: succeeded, failed, processing or unknown"))
	text := flags.String("text", "", c.in("银行或通道的文字说明", "the bank's or channel's sentence"))
	format := flags.String("format", "text", c.in("text 或 json", "text or json"))
	list := flags.String("list", "", c.in("列出 channels，或 CHANNEL 与 PRODUCT 的 products、statuses、codes 或 limits", "list channels, or products, statuses, codes or limits of CHANNEL and PRODUCT"))
	var s setup
	s.addCodes(c, flags)
	if status, ok := c.parse(flags, 0, 4); !ok {
		return status
	}
	args := flags.Args()
	table, err := s.failCodes()
	if err != nil {
		return c.refuse(err)
	}
	said, isState := states[*state]
	switch {
	case *format != "text" && *format != "json":
		return c.refuse(say("-format 须为 text 或 json", "-format is text or json"))
	case *state != "" && !isState:
		return c.refuse(say("-state 须为 succeeded、failed、processing 或 unknown", "-state is succeeded, failed, processing or unknown"))
	case *list != "":
		return c.list(table, *list, args)
	case len(args) == 0 && *text == "":
		return c.refuse(errDiagnose)
	}
	w := diagnosisWriter{c.stdout, *lang, *format == "json", *at, table}
	if len(args) == 1 && *text == "" {
		return c.search(args[0], w)
	}
	o, err := orderOf(table, args, *text != "")
	if err != nil {
		return c.refuse(err)
	}
	o.Text, o.Said, o.vouched = *text, said, *state != ""
	if err := c.doubt(table, o); err != nil {
		return c.refuse(err)
	}
	w.write(o, o.decide(w.codes))
	return exitReady
}

var errDiagnose = say("请给出 CHANNEL [PRODUCT [STATUS]] CODE，或仅 CODE，或 -text", "give CHANNEL [PRODUCT [STATUS]] CODE, or the CODE alone, or -text")

// orderOf tells the arguments apart. With a sentence there may be no code.
func orderOf(t *failcode.Table, args []string, sentence bool) (o order, err error) {
	if len(args) > 0 {
		o.Channel = args[0]
	}
	isProduct := len(args) > 1 && t.Resolve(o.Channel, args[1]).Product != "" && !listed(t, o.Channel, "", args[1])
	switch len(args) {
	case 2:
		switch {
		case !isProduct:
			o.Code = args[1]
		case sentence:
			o.Product = args[1]
		default:
			return o, errDiagnose // nothing is said of the order
		}
	case 3:
		o.Product, o.Code = args[1], args[2]
		if d := t.Diagnose(o.Channel, "", args[1], args[2]); !isProduct && d.StatusKnown {
			o.Product, o.Status = "", args[1]
		}
	case 4:
		o.Product, o.Status, o.Code = args[1], args[2], args[3]
	}
	// A status may stand where a code is expected.
	if o.Status == "" && o.Code != "" && !listed(t, o.Channel, o.Product, o.Code) {
		if t.Diagnose(o.Channel, o.Product, o.Code, "").StatusKnown {
			o.Status, o.Code = o.Code, ""
		}
	}
	return o, nil
}

func listed(t *failcode.Table, channel, product, code string) bool {
	return t.Diagnose(channel, product, "", code).Known
}

func (o order) decide(t *failcode.Table) failcode.Decision {
	if o.vouched && o.Status == "" && o.Text == "" {
		return t.DiagnoseState(o.Channel, o.Product, o.Said, o.Code)
	}
	return t.Assess(o.Report)
}

// doubt says what of the order is not listed, and what was perhaps meant. It never
// repeats a word that is not, which may be anything.
func (c *call) doubt(t *failcode.Table, o order) error {
	n := t.Resolve(o.Channel, o.Product)
	switch {
	case o.Channel == "" && o.Product == "": // a sentence alone
		return nil
	case n.Channel == "" && n.NearChannel != "":
		return say("没有这条通道，最接近的是 %q", "no such channel; the nearest is %q", n.NearChannel)
	case n.Channel == "":
		return say("没有这条通道，已知的有 %[1]s", "no such channel; known are %[2]s", quoted(t.Channels())...)
	}
	if n.Product == "" && o.Product != "" {
		near := []any{"", ""}
		if n.NearProduct != "" {
			near = []any{fmt.Sprintf("，最接近的是 %q", n.NearProduct), fmt.Sprintf("; the nearest is %q", n.NearProduct)}
		}
		args := append(append([]any{n.Channel}, quoted(t.Products(n.Channel))...), near...)
		c.note(say("通道 %[1]s 没有这个产品%[4]s：答案对 %[2]s 都成立", "no such product of %[1]s%[5]s: the answer holds for any of %[3]s", args...))
	}
	d := t.Diagnose(o.Channel, o.Product, o.Status, o.Code)
	if o.Status != "" && !d.StatusKnown {
		c.note(say("未收录这个状态%[1]s", "the status is not listed%[2]s", suggestions(t, o.Status, n, t.Statuses)...))
	}
	switch {
	case o.Code == "" || d.Known:
	case n.Product == "" && slices.ContainsFunc(t.Products(n.Channel), func(p string) bool { return listed(t, n.Channel, p, o.Code) }):
		c.note(say("这个代码有多种含义，请指明产品：%[1]s", "the code has more than one meaning: name one of %[2]s", quoted(t.Products(n.Channel))...))
	default:
		c.note(say("未收录这个代码%[1]s", "the code is not listed%[2]s", suggestions(t, o.Code, n, codesOf(t))...))
	}
	return nil
}

// suggestions lists the nearest words of the product, or of all of the channel's, in
// Chinese and in English.
func suggestions(t *failcode.Table, word string, n failcode.Name, words func(channel, product string) []string) []any {
	products := []string{n.Product}
	if n.Product == "" {
		products = t.Products(n.Channel)
	}
	var all []string
	for _, p := range products {
		all = append(all, words(n.Channel, p)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	zh, en := "，最接近的是 ", "; the nearest: "
	near := nearest(word, all)
	if near == nil && len(all) <= 16 {
		zh, en, near = "，已知的有 ", "; known are ", all
	}
	if near == nil {
		return []any{"", ""}
	}
	list := quoted(near)
	return []any{zh + list[0].(string), en + list[1].(string)}
}

// quoted lists words for a reader of Chinese and one of English.
func quoted(words []string) []any {
	each := make([]string, len(words))
	for i, w := range words {
		each[i] = strconv.Quote(w)
	}
	return []any{strings.Join(each, "、"), strings.Join(each, ", ")}
}

// nearest returns the words that a slip or two of typing could have made of word.
func nearest(word string, words []string) (near []string) {
	word = strings.ToUpper(word)
	if len(word) > 64 {
		return nil
	}
	best := min(len(word)/3, 3)
	for _, w := range words {
		d := distance(word, strings.ToUpper(w))
		if d < best {
			near = near[:0]
		}
		if d <= best && d < len(word) {
			best, near = d, append(near, w)
		}
	}
	return near[:min(len(near), 3)]
}

// distance is the number of letters to add, leave out or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

// search lists every meaning of a code, for want of a channel.
func (c *call) search(code string, w diagnosisWriter) int {
	found := w.codes.Search(code)
	if len(found) == 0 {
		return c.refuse(say("没有通道用这个代码；文字说明请用 -text", "no channel is known to use this code; a sentence goes with -text"))
	}
	for i, cause := range found {
		if i > 0 && !w.json {
			fmt.Fprintln(c.stdout)
		}
		o := order{Report: failcode.Report{Channel: cause.Channel, Product: cause.Product, Code: cause.Code}}
		w.write(o, o.decide(w.codes))
	}
	return exitReady
}

// list writes what the table knows, one name in a line.
func (c *call) list(t *failcode.Table, what string, args []string) int {
	if what == "channels" && len(args) == 0 {
		fmt.Fprintln(c.stdout, strings.Join(t.Channels(), "\n"))
		return exitReady
	}
	words := map[string]func(channel, product string) []string{"products": nil, "statuses": t.Statuses, "codes": codesOf(t), "limits": limitsOf}
	of, ok := words[what]
	if !ok || len(args) > 2 {
		return c.refuse(say("-list 须为 channels、products、statuses、codes 或 limits，可加 CHANNEL 和 PRODUCT", "-list is channels, or products, statuses, codes or limits, of CHANNEL and PRODUCT if they are given"))
	}
	channels, product := t.Channels(), ""
	if len(args) > 0 {
		var o order
		o.Channel = args[0]
		if len(args) == 2 {
			o.Product = args[1]
		}
		if err := c.doubt(t, o); err != nil {
			return c.refuse(err)
		}
		n := t.Resolve(o.Channel, o.Product)
		channels, product = []string{n.Channel}, n.Product
	}
	if what == "limits" && len(args) == 0 {
		for l := range failcode.Limits() {
			if l.System != "" {
				fmt.Fprintln(c.stdout, l.System, limit(l))
			}
		}
	}
	for _, channel := range channels {
		for _, p := range t.Products(channel) {
			switch {
			case product != "" && p != product:
			case of == nil:
				fmt.Fprintln(c.stdout, channel, p)
			default:
				for _, word := range of(channel, p) {
					fmt.Fprintln(c.stdout, channel, p, word)
				}
			}
		}
	}
	return exitReady
}

func codesOf(t *failcode.Table) func(channel, product string) []string {
	return func(channel, product string) (out []string) {
		for cause := range t.All() {
			if cause.Channel == channel && cause.Product == product {
				out = append(out, cause.Code)
			}
		}
		return out
	}
}

// limitsOf describes the documented limits of a product.
func limitsOf(channel, product string) (out []string) {
	for l := range failcode.Limits() {
		if l.Channel == channel && l.Product == product {
			out = append(out, limit(l))
		}
	}
	return out
}

func limit(l failcode.Limit) string {
	s := fmt.Sprintf("%s %d.%02d CNY", l.Kind, l.Fen/100, l.Fen%100)
	if l.Fen == 0 {
		s = l.Kind.String() + " none"
	}
	if !l.From.IsZero() || !l.Until.IsZero() {
		s += fmt.Sprintf(" from %s until %s", l.From, l.Until)
	}
	s += " (" + l.Confidence.String() + ", " + l.Source + ")"
	if l.Note != "" {
		s += ": " + l.Note
	}
	return s
}
