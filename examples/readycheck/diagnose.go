package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/remedy"
)

// states are what a caller may know of an order in another way than by its status.
var states = map[string]failcode.State{
	"succeeded": failcode.StateSucceeded, "failed": failcode.StateFinalFailed, "processing": failcode.StateProcessing, "unknown": failcode.StateUnknown,
}

var diagnosePage = page{
	about: `Says what a failure code means and what is to be done about its order: whether
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
the nearest.`,
	status: []string{"explained, or listed", "", "no such channel, a code of nobody, or the call was wrong"},
	examples: []string{
		"readycheck diagnose wechatpay mch_transfer FAIL NAME_NOT_CORRECT",
		"readycheck diagnose 微信支付 /v3/transfer/batches WAIT_PAY",
		"readycheck diagnose alipay PAYEE_NOT_EXIST",
		"readycheck diagnose -state failed unionpay acp 66",
		"readycheck diagnose -text 账户状态为挂失 baofoo",
		"readycheck diagnose -list codes wechatpay batch",
		"readycheck diagnose -list limits 微信支付",
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
	lang := langFlag(flags)
	at := momentFlag(flags, "at", "when it failed, RFC 3339: says when the cause clears")
	state := flags.String("state", "", "how the order stands where the vendor has no status: succeeded, failed, processing or unknown")
	text := flags.String("text", "", "the bank's or channel's sentence")
	format := flags.String("format", "text", "text or json")
	list := flags.String("list", "", "list channels, or products, statuses, codes or limits of CHANNEL and PRODUCT")
	if status, ok := c.parse(flags, 0, 4); !ok {
		return status
	}
	args := flags.Args()
	said, isState := states[*state]
	switch {
	case *format != "text" && *format != "json":
		return c.refuse(errors.New("-format is text or json"))
	case *state != "" && !isState:
		return c.refuse(errors.New("-state is succeeded, failed, processing or unknown"))
	case *list != "":
		return c.list(*list, args)
	case len(args) == 0 && *text == "":
		return c.refuse(errDiagnose)
	}
	w := diagnosisWriter{c.stdout, *lang, *format == "json", *at}
	if len(args) == 1 && *text == "" {
		return c.search(args[0], w)
	}
	o, err := orderOf(args, *text != "")
	if err != nil {
		return c.refuse(err)
	}
	o.Text, o.Said, o.vouched = *text, said, *state != ""
	if err := c.doubt(o); err != nil {
		return c.refuse(err)
	}
	w.write(o, o.decide())
	return exitReady
}

var errDiagnose = errors.New("give CHANNEL [PRODUCT [STATUS]] CODE, or the CODE alone, or -text")

// orderOf tells the arguments apart. With a sentence there may be no code.
func orderOf(args []string, sentence bool) (o order, err error) {
	t := failcode.Default()
	if len(args) > 0 {
		o.Channel = args[0]
	}
	isProduct := len(args) > 1 && t.Resolve(o.Channel, args[1]).Product != "" && !listed(o.Channel, "", args[1])
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
	if o.Status == "" && o.Code != "" && !listed(o.Channel, o.Product, o.Code) {
		if t.Diagnose(o.Channel, o.Product, o.Code, "").StatusKnown {
			o.Status, o.Code = o.Code, ""
		}
	}
	return o, nil
}

func listed(channel, product, code string) bool {
	return failcode.Default().Diagnose(channel, product, "", code).Known
}

func (o order) decide() failcode.Decision {
	if o.vouched && o.Status == "" && o.Text == "" {
		return failcode.Default().DiagnoseState(o.Channel, o.Product, o.Said, o.Code)
	}
	return failcode.Assess(o.Report)
}

// doubt says what of the order is not listed, and what was perhaps meant. It never
// repeats a word that is not, which may be anything.
func (c *call) doubt(o order) error {
	t := failcode.Default()
	n := t.Resolve(o.Channel, o.Product)
	switch {
	case o.Channel == "" && o.Product == "": // a sentence alone
		return nil
	case n.Channel == "" && n.NearChannel != "":
		return fmt.Errorf("no such channel; the nearest is %q", n.NearChannel)
	case n.Channel == "":
		return fmt.Errorf("no such channel; known are %q", t.Channels())
	}
	if n.Product == "" && o.Product != "" {
		near := ""
		if n.NearProduct != "" {
			near = fmt.Sprintf("; the nearest is %q", n.NearProduct)
		}
		c.say("no such product of %s%s: the answer holds for any of %q", n.Channel, near, t.Products(n.Channel))
	}
	d := t.Diagnose(o.Channel, o.Product, o.Status, o.Code)
	if o.Status != "" && !d.StatusKnown {
		c.say("the status is not listed%s", suggestions(o.Status, n, t.Statuses))
	}
	switch {
	case o.Code == "" || d.Known:
	case n.Product == "" && slices.ContainsFunc(t.Products(n.Channel), func(p string) bool { return listed(n.Channel, p, o.Code) }):
		c.say("the code has more than one meaning: name one of %q", t.Products(n.Channel))
	default:
		c.say("the code is not listed%s", suggestions(o.Code, n, codesOf))
	}
	return nil
}

func (c *call) say(format string, args ...any) {
	fmt.Fprintf(c.stderr, "readycheck: "+format+"\n", args...)
}

// suggestions lists the nearest words of the product, or of all of the channel's.
func suggestions(word string, n failcode.Name, words func(channel, product string) []string) string {
	products := []string{n.Product}
	if n.Product == "" {
		products = failcode.Default().Products(n.Channel)
	}
	var all []string
	for _, p := range products {
		all = append(all, words(n.Channel, p)...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	if near := nearest(word, all); len(near) > 0 {
		return fmt.Sprintf("; the nearest are %q", near)
	}
	if len(all) > 0 && len(all) <= 16 {
		return fmt.Sprintf("; known are %q", all)
	}
	return ""
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
	found := failcode.Default().Search(code)
	if len(found) == 0 {
		return c.refuse(errors.New("no channel is known to use this code; a sentence goes with -text"))
	}
	for i, cause := range found {
		if i > 0 && !w.json {
			fmt.Fprintln(c.stdout)
		}
		o := order{Report: failcode.Report{Channel: cause.Channel, Product: cause.Product, Code: cause.Code}}
		w.write(o, o.decide())
	}
	return exitReady
}

// list writes what the table knows, one name in a line.
func (c *call) list(what string, args []string) int {
	t := failcode.Default()
	if what == "channels" && len(args) == 0 {
		fmt.Fprintln(c.stdout, strings.Join(t.Channels(), "\n"))
		return exitReady
	}
	words := map[string]func(channel, product string) []string{"products": nil, "statuses": t.Statuses, "codes": codesOf, "limits": limitsOf}
	of, ok := words[what]
	if !ok || len(args) > 2 {
		return c.refuse(errors.New("-list is channels, or products, statuses, codes or limits, of CHANNEL and PRODUCT if they are given"))
	}
	channels, product := t.Channels(), ""
	if len(args) > 0 {
		var o order
		o.Channel = args[0]
		if len(args) == 2 {
			o.Product = args[1]
		}
		if err := c.doubt(o); err != nil {
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

func codesOf(channel, product string) (out []string) {
	for cause := range failcode.Default().All() {
		if cause.Channel == channel && cause.Product == product {
			out = append(out, cause.Code)
		}
	}
	return out
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

// A diagnosisWriter writes answers.
type diagnosisWriter struct {
	to   io.Writer
	lang readiness.Lang
	json bool
	at   time.Time
}

// A diagnosis is an answer as JSON.
type diagnosis struct {
	Channel       string `json:"channel"`
	Product       string `json:"product"`
	Status        string `json:"status"`
	Code          string `json:"code"`
	Known         bool   `json:"known"`
	State         string `json:"state"`
	Next          string `json:"next"`
	Retry         string `json:"retry"`
	Order         string `json:"order"`
	Money         string `json:"money"`
	Category      string `json:"category"`
	Origin        string `json:"origin"`
	Scope         string `json:"scope"`
	Fixer         string `json:"fixer"`
	Action        string `json:"action"`
	DeadlineHours int    `json:"deadline_hours"`
	Confidence    string `json:"confidence"`
	Meaning       string `json:"meaning"`
	Applicant     string `json:"applicant"`
}

// glosses say what a word means for whoever reads it at night.
var glosses = map[string]string{
	"fix_then_new_order": ": put the cause right, then send under a new number",
	"fix_then_resend":    ": put the cause right, then send the identical request under the same number",
	"escalate":           ": only the channel can say how it ended",
	"keep":               ": send nothing, under this number or another",
	"resend_identical":   ": nothing but the identical request, under this number, and not before a query says that there is no such order",
	"new_after_final":    ": this order has ended; another one needs a number of its own",
}

func (w diagnosisWriter) write(o order, d failcode.Decision) {
	a := w.diagnosis(o, d)
	if w.json {
		e := json.NewEncoder(w.to)
		e.SetEscapeHTML(false)
		_ = e.Encode(a)
		return
	}
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w.to, "%-10s %s\n", name, value)
		}
	}
	if what := slices.DeleteFunc([]string{a.Channel, a.Product, a.Status, a.Code}, func(s string) bool { return s == "" }); len(what) > 0 {
		fmt.Fprintln(w.to, strings.Join(what, " "))
	}
	line("do", told(d.Action(), w.lang))
	if cause := d.Cause.Action(); d.Next == failcode.NextQuery && (d.Known || d.Likely) && cause.ID != d.Action().ID {
		line("then", "once a query shows that it failed, "+told(cause, w.lang))
	}
	if a.DeadlineHours > 0 {
		line("within", fmt.Sprintf("%d hours of its being sent; then it lapses", a.DeadlineHours))
	}
	line("state", a.State)
	next, order := glosses[a.Next], glosses[a.Order]
	if d.State.Final() && d.Action().ID == remedy.ConfirmReceipt.ID {
		next = ": this order has lapsed; send under a new number, and see that the payee confirms that one"
	}
	if d.Order == failcode.OrderResendIdentical && d.Money == failcode.MoneyNo { // the request was refused: there is nothing to query
		order = ": nothing but the identical request, under this number"
	}
	line("next", a.Next+next)
	line("retry", a.Retry)
	line("order", a.Order+order)
	if d.ResendDays > 0 {
		line("term", fmt.Sprintf("the identical request is taken until the end of day %d, that of submission being the first", d.ResendDays))
	}
	line("money", a.Money)
	switch {
	case d.Likely:
		line("cause", fmt.Sprintf("likely %s, read from the sentence: %s", a.Category, a.Meaning))
	case a.Category != "":
		line("cause", fmt.Sprintf("%s, %s, %s confidence: %s", a.Category, a.Origin, a.Confidence, a.Meaning))
	case o.Code != "":
		line("cause", "not listed, or not for certain")
	}
	if d.Known {
		line("seen by", join(slices.Collect(d.Cause.Checks())))
	}
	line("applicant", a.Applicant)
	if t, ok := d.Cause.ClearsAt(w.at, nil); ok && !w.at.IsZero() {
		line("clears", t.In(china).Format(time.RFC3339))
	}
}

// told says who does what.
func told(a remedy.Action, l readiness.Lang) string {
	if a.Owner == remedy.Nobody {
		return a.Text.In(l)
	}
	return a.Owner.String() + ": " + a.Text.In(l)
}

func (w diagnosisWriter) diagnosis(o order, d failcode.Decision) diagnosis {
	a := diagnosis{
		Channel: d.Channel, Product: d.Product, State: d.State.String(), Next: d.Next.String(), Retry: d.Retry.String(), Order: d.Order.String(),
		Money: d.Money.String(), Fixer: d.Action().Owner.String(), Action: d.Action().ID, DeadlineHours: d.DeadlineHours, Applicant: d.Applicant().In(w.lang),
	}
	if a.Product == "" {
		a.Product = failcode.Default().Resolve(o.Channel, o.Product).Product
	}
	a.Known = d.Known || o.Code == "" && d.StatusKnown
	if d.StatusKnown {
		a.Status = strings.ToUpper(strings.TrimSpace(o.Status))
	}
	if d.Known {
		a.Code = d.Cause.Code
	}
	if d.Known || d.Likely {
		a.Category, a.Origin, a.Scope = d.Cause.Category.String(), d.Cause.Origin.String(), d.Cause.Scope.String()
		a.Confidence, a.Meaning = d.Cause.Confidence.String(), d.Cause.Meaning().In(w.lang)
	}
	return a
}
