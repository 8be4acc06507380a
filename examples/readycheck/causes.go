package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// A cause is what stands in the way of one submission or of many: what a check found
// and, where others meet the very same, whose matter it is and until when. It holds
// names that the tables and the policy know, nothing that a submission says.
type cause struct {
	Check   readiness.ID `json:"check"`
	Code    string       `json:"code"`
	Issuer  string       `json:"issuer,omitzero"` // its code
	Channel string       `json:"channel,omitzero"`
	Ends    int64        `json:"ends,omitzero"` // in Unix seconds; 0 if nobody knows
	Rest    bool         `json:"rest,omitzero"` // of the banks, channels and times that are too many to tell apart
}

func (k cause) compare(o cause) int {
	return cmp.Or(cmp.Compare(k.Check, o.Check), cmp.Compare(k.Code, o.Code), cmp.Compare(k.Ends, o.Ends), cmp.Compare(k.Issuer, o.Issuer), cmp.Compare(k.Channel, o.Channel))
}

// general is the cause without what tells it from others of its check and code.
func (k cause) general() cause { return cause{Check: k.Check, Code: k.Code, Rest: true} }

// shared reports whether something tells the cause from others of its check and code.
func (k cause) shared() bool { return k.Issuer != "" || k.Channel != "" || k.Ends != 0 }

// A met is a cause that a submission met.
type met struct {
	cause
	amount intake.Opt[intake.Fen]
}

// A closure is a window of the policy that closes something.
type closure struct {
	*readiness.Window
	issuer, channel string // as causes name them; "" for all
}

// endsAt reports whether the window may end at a time.
func (w *closure) endsAt(t time.Time) bool {
	if w.Every == readiness.Dated {
		return w.To.Equal(t)
	}
	t = t.In(china)
	return readiness.ClockTime(t.Hour(), t.Minute()) == w.End%(24*60)
}

// A tracer finds the bank or the channel behind what a check found. Several goroutines may use it.
type tracer struct {
	bins     *cardbin.Table
	codes    *failcode.Table
	channels []readiness.Channel
	closures []closure
}

func newTracer(p *readiness.Policy, bins *cardbin.Table, codes *failcode.Table) *tracer {
	u := &tracer{bins: bins, codes: codes, channels: p.Channels}
	for i := range p.Windows {
		w := &p.Windows[i]
		if w.Effect != readiness.Closed {
			continue
		}
		c := closure{Window: w, channel: u.channel(w.Channel, "")}
		if w.Bank != "" {
			bank, _ := bins.FindIssuer(w.Bank)
			c.issuer = bank.Code
		}
		u.closures = append(u.closures, c)
	}
	return u
}

// cause returns the cause of a failed check.
func (u *tracer) cause(f readiness.Finding, sub *intake.Submission) cause {
	k, ends := cause{Check: f.Check, Code: f.Code}, endOf(f)
	p := &sub.Payout
	switch f.Check {
	case "timing.settlement":
	case "timing.maintenance":
		switch f.Code {
		case "closed":
			k.Issuer, k.Channel = u.closed(sub, ends)
		case "outside-hours":
			k.Channel = u.channel(p.Channel, p.Product)
		default:
			k.Issuer = u.issuer(&sub.Card)
		}
	case "payout.channel-health":
		k.Channel = u.channel(p.Channel, p.Product)
		if !u.wholeChannelDown(sub, k.Channel, ends) {
			k.Issuer = u.issuer(&sub.Card)
		}
	case "payout.funds", "payout.channel-quota":
		if f.Code == "over-card-day" {
			return k
		}
		k.Channel = u.channel(p.Channel, p.Product)
	default:
		return k
	}
	if !ends.IsZero() {
		k.Ends = ends.Unix()
	}
	return k
}

// endOf returns when what was found ends: as its text says, else when it clears.
func endOf(f readiness.Finding) time.Time {
	for _, v := range f.Evidence() {
		if v.Unit() == intake.UnitInstant {
			return v.Time()
		}
	}
	return f.ClearsAt
}

// issuer returns the code of the card's bank as the checks find it: by the number, else
// as stated; "" if it is not known.
func (u *tracer) issuer(card *intake.Card) string {
	var m cardbin.Match
	ok := false
	if pan, err := cardbin.ParsePAN(card.Number.Reveal()); err == nil {
		m, ok = u.bins.Lookup(pan)
	} else if card.Number.IsZero() && !card.BIN.IsZero() && card.Length.OK {
		m, ok = u.bins.LookupPrefix(card.BIN.Reveal(), int(card.Length.V))
	}
	if ok && m.How != cardbin.HowOtherLength && !m.Issuer().IsZero() {
		return m.Issuer().Code
	}
	stated, _ := u.bins.FindIssuer(card.Issuer)
	return stated.Code
}

// channel returns the name of a channel that the table of codes or the policy knows, ""
// for any other: a submission may write anything there.
func (u *tracer) channel(channel, product string) string {
	if name := u.codes.Resolve(channel, product).Channel; name != "" || channel == "" {
		return name
	}
	for i := range u.channels {
		if name := u.channels[i].Channel; strings.EqualFold(name, channel) {
			return name
		}
	}
	return ""
}

// closed returns the bank and the channel whose window closes until a time. Neither is
// named if a window closes all.
func (u *tracer) closed(sub *intake.Submission, ends time.Time) (issuer, channel string) {
	bank, through, system := u.issuer(&sub.Card), u.channel(sub.Payout.Channel, sub.Payout.Product), sub.Payout.System
	for i := range u.closures {
		w := &u.closures[i]
		switch {
		case !w.endsAt(ends),
			w.Bank != "" && w.issuer != bank, w.Channel != "" && w.channel != through,
			system != 0 && len(w.Systems) > 0 && !slices.Contains(w.Systems, system):
		case w.Bank == "" && w.Channel == "":
			return "", ""
		default:
			issuer, channel = cmp.Or(issuer, w.issuer), cmp.Or(channel, w.channel)
		}
	}
	return issuer, channel
}

// wholeChannelDown reports whether the submission says of the channel that it is down for
// every bank until then.
func (u *tracer) wholeChannelDown(sub *intake.Submission, channel string, ends time.Time) bool {
	return slices.ContainsFunc(sub.Health, func(h intake.Health) bool {
		return h.State == intake.Down && h.Issuer == "" && h.Until.Equal(ends) && u.channel(h.Channel, "") == channel
	})
}

// causes counts submissions by cause. They hold at most maxCauses, whatever comes in.
type causes map[cause]*sum

const (
	maxCauses   = 1024
	causesShown = 20
)

func (c causes) add(m *met) {
	c.at(m.cause).add(m.amount)
	if len(c) > maxCauses {
		c.fold()
	}
}

func (c causes) at(k cause) *sum {
	s := c[k]
	if s == nil {
		s = new(sum)
		c[k] = s
	}
	return s
}

// fold adds the smaller half of what is told apart by bank, channel or time to what is
// counted by check and code alone. What many submissions share stays.
func (c causes) fold() {
	told := slices.DeleteFunc(c.largest(), func(k cause) bool { return !k.shared() })
	for _, k := range told[len(told)/2:] {
		c.at(k.general()).join(c[k])
		delete(c, k)
	}
}

// largest lists the causes, the one of the most submissions first.
func (c causes) largest() []cause {
	return slices.SortedFunc(maps.Keys(c), func(a, b cause) int { return cmp.Or(cmp.Compare(c[b].N, c[a].N), a.compare(b)) })
}

// A countedCause is a cause as a checkpoint writes it.
type countedCause struct {
	Cause cause `json:"cause"`
	Sum   sum   `json:"sum"`
}

func (c causes) MarshalJSON() ([]byte, error) {
	list := make([]countedCause, 0, len(c))
	for _, k := range c.largest() {
		s := c[k]
		list = append(list, countedCause{k, *s})
	}
	return json.Marshal(list)
}

func (c *causes) UnmarshalJSON(b []byte) error {
	var list []countedCause
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*c = causes{}
	for i := range list {
		c.at(list[i].Cause).join(&list[i].Sum)
	}
	return nil
}

var causeWords = struct{ title, others, rest, until, to, colon readiness.Text }{
	title:  readiness.Text{readiness.ZH: "按原因，共 %d 笔（笔数、金额/元）", readiness.EN: "By cause, of %d (submissions, yuan)"},
	others: readiness.Text{readiness.ZH: "其余 %d 项原因", readiness.EN: "others: %d causes"},
	rest:   readiness.Text{readiness.ZH: "（其他银行、通道或时间）", readiness.EN: " (other banks, channels or times)"},
	until:  readiness.Text{readiness.ZH: "，至 %s", readiness.EN: ", until %s"},
	to:     readiness.Text{readiness.ZH: "%[2]s（经 %[1]s）", readiness.EN: "%[2]s through %[1]s"},
	colon:  readiness.Text{readiness.ZH: "：", readiness.EN: ": "},
}

// write prints the largest causes, and the others on one line.
func (c causes) write(w *bufio.Writer, of int64, u *tracer, l readiness.Lang) {
	fmt.Fprintf(w, "\n"+causeWords.title.In(l)+"\n", of)
	list := c.largest()
	for _, k := range list[:min(len(list), causesShown)] {
		c[k].row(w, fmt.Sprintf("%-28s %s", k.Check, u.text(k, l)))
	}
	if len(list) <= causesShown {
		return
	}
	var others sum
	for _, k := range list[causesShown:] {
		others.join(c[k])
	}
	others.row(w, fmt.Sprintf(causeWords.others.In(l), len(list)-causesShown))
}

// text says whose matter a cause is, what it is and until when. What differs from
// submission to submission is left out.
func (u *tracer) text(k cause, l readiness.Lang) string {
	who := k.Channel
	if k.Issuer != "" {
		bank, _ := u.bins.FindIssuer(k.Issuer)
		name := bank.NameZH
		if l == readiness.EN {
			name = or(bank.NameEN, name)
		}
		who = name
		if k.Channel != "" {
			who = fmt.Sprintf(causeWords.to.In(l), k.Channel, name)
		}
	}
	if who != "" {
		who += causeWords.colon.In(l)
	}
	end := ""
	if k.Ends != 0 {
		end = time.Unix(k.Ends, 0).In(china).Format("2006-01-02 15:04")
	}
	text, told := messageOf(k, l, end)
	if end != "" && !told {
		text += fmt.Sprintf(causeWords.until.In(l), end)
	}
	if k.Rest {
		text += causeWords.rest.In(l)
	}
	return who + text
}

// messageOf returns what a check says with a code, with the end filled in, and whether
// that tells it.
func messageOf(k cause, l readiness.Lang, end string) (text string, told bool) {
	for _, c := range readiness.Suite() {
		i := slices.IndexFunc(c.Reasons, func(r readiness.Reason) bool { return r.Code == k.Code })
		if c.ID != k.Check || i < 0 {
			continue
		}
		text = c.Reasons[i].Message.In(l)
		for _, e := range c.Evidence {
			key, value := "{"+e.Name+"}", "…"
			if e.Unit == intake.UnitInstant && end != "" && strings.Contains(text, key) {
				value, told = end, true
			}
			text = strings.ReplaceAll(text, key, value)
		}
		return text, told
	}
	return k.Code, false
}
