// Package page writes what a backtest says as text, Markdown or one HTML file, in Chinese
// or English. The file needs nothing else: no script, no font, no picture from elsewhere.
package page

import (
	"fmt"
	"math"
	"strings"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
)

// A section is a heading with what stands under it.
type section struct {
	title  string
	lines  []string
	head   []string // of the table
	rows   [][]string
	figure figure
	under  string // the figure
}

// A figure is drawn in HTML only; the table has its numbers.
type figure func(*svg)

// A composer fills in the sections in one language.
type composer struct {
	lang   readiness.Lang
	titles map[readiness.ID]text
	a      *backtest.Answers
}

// Sections shown have at most so many rows; the JSON has all.
const mostRows = 15

func compose(a *backtest.Answers, l readiness.Lang) []section {
	c := composer{lang: l, titles: map[readiness.ID]text{}, a: a}
	for _, check := range readiness.Suite() {
		c.titles[check.ID] = check.Title
	}
	out := []section{c.overall(), c.verdicts(), c.scores(), c.checks(), c.missed(), c.inputs(), c.money(), c.groups(), c.problems()}
	kept := out[:1]
	for _, s := range out[1:] {
		if len(s.rows) > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

func (c *composer) say(word string, args ...any) string {
	if len(args) == 0 {
		return words[word].In(c.lang)
	}
	return fmt.Sprintf(words[word].In(c.lang), args...)
}

func (c *composer) heads(list ...string) []string {
	for i, w := range list {
		list[i] = c.say(w)
	}
	return list
}

func (c *composer) check(id readiness.ID) string {
	if t, ok := c.titles[id]; ok {
		return t.In(c.lang)
	}
	if id == "other" {
		return c.say("other")
	}
	return string(id) // a check of the caller's own
}

func percent(p float64) string { return fmt.Sprintf("%.1f%%", 100*p) }

func interval(r backtest.Rate) string { return fmt.Sprintf("%.1f–%.1f%%", 100*r.Low, 100*r.High) }

// yuan writes an amount in fen, rounded to whole yuan.
func yuan(fen float64) string {
	s := fmt.Sprintf("%.0f", math.Abs(math.Round(fen/100)))
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if math.Round(fen/100) < 0 {
		s = "−" + s
	}
	return s
}

func (c *composer) overall() section {
	a := c.a
	s := section{title: c.say("summary"), head: c.heads("measure", "count", "out-of", "share", "interval", "amount")}
	if a.Synthetic {
		s.lines = append(s.lines, c.say("synthetic"))
	}
	if len(a.Checkers) > 0 {
		s.lines = append(s.lines, c.judged())
	}
	if len(a.Checkers) > 1 {
		s.lines = append(s.lines, c.say("mixed", len(a.Checkers)))
	}
	if a.Unlisted > 0 {
		s.lines = append(s.lines, c.say("unlisted", a.Unlisted))
	}
	for _, w := range []string{"held", "unknown"} {
		if n := a.Rows[w].N; n > 0 {
			s.lines = append(s.lines, c.say(w, n))
		}
	}
	s.lines = append(s.lines, c.say("notes"))
	row := func(name string, r backtest.Rate, amount string) {
		s.rows = append(s.rows, []string{c.say(name), fmt.Sprint(r.Hits), fmt.Sprint(r.Of), percent(r.Value), interval(r), amount})
	}
	bad := a.Rows["failed"].Sum.Float() + a.Rows["returned"].Sum.Float()
	row("failure-rate", a.FailureRate, yuan(bad))
	row("caught", a.Caught.Rate, yuan(a.Caught.Sum.Float()))
	row("good-stopped", a.GoodStopped.Rate, yuan(a.GoodStopped.Sum.Float()))
	return s
}

// judged names the configurations that judged most.
func (c *composer) judged() string {
	var list []string
	for _, x := range c.a.Checkers[:min(3, len(c.a.Checkers))] {
		list = append(list, c.say("said-of", c.orOther(x.Checker), c.say("payouts", x.N)))
	}
	return c.say("judged", strings.Join(list, c.say("joined")), c.a.Suite)
}

func (c *composer) verdicts() section {
	s := section{title: c.say("verdicts"), head: c.heads("verdict", "of", "failed", "share", "interval")}
	for _, v := range c.a.Verdicts {
		s.rows = append(s.rows, []string{verdicts[v.Verdict].In(c.lang), fmt.Sprint(v.Failed.Of), fmt.Sprint(v.Failed.Hits), percent(v.Failed.Value), interval(v.Failed)})
	}
	return s
}

func (c *composer) scores() section {
	x := &c.a.Scores
	s := section{title: c.say("scores"), head: c.heads("score", "of", "said", "became", "interval")}
	if len(x.Reliability) == 0 {
		return s
	}
	number := func(word, value string) { s.lines = append(s.lines, word+c.colon()+value) }
	number(c.say("auc"), fmt.Sprintf("%.3f (%.3f–%.3f)", x.AUC.Value, x.AUC.Low, x.AUC.High))
	number(c.say("brier", x.BrierOfRate), fmt.Sprintf("%.4f", x.Brier))
	number(c.say("log-loss"), fmt.Sprintf("%.4f", x.LogLoss))
	number(c.say("error"), fmt.Sprintf("%.4f", x.Error))
	for _, r := range x.Reliability {
		scores := fmt.Sprint(r.From)
		if r.To > r.From {
			scores += "–" + fmt.Sprint(r.To)
		}
		s.rows = append(s.rows, []string{scores, fmt.Sprint(r.Became.Of), percent(r.Said), percent(r.Became.Value), interval(r.Became)})
	}
	s.under = c.say("diagram")
	s.figure = func(w *svg) { reliability(w, x.Reliability, s.under, c.say("said"), c.say("became")) }
	return s
}

func (c *composer) colon() string {
	if c.lang == zh {
		return "："
	}
	return ": "
}

func (c *composer) checks() section {
	s := section{title: c.say("checks"), head: c.heads("check", "count", "lift", "precision", "interval", "recall", "alone", "remark")}
	var bars []bar
	for _, x := range c.a.Checks {
		remark := ""
		switch {
		case x.Inverted:
			remark = c.say("inverted")
		case x.Few:
			remark = c.say("few")
		}
		if x.Precision.Of == 0 {
			continue
		}
		s.rows = append(s.rows, []string{
			c.check(x.Check), fmt.Sprint(x.Precision.Of), fmt.Sprintf("%.1f", x.Lift), percent(x.Precision.Value), interval(x.Precision),
			percent(x.Recall.Value), fmt.Sprint(x.Alone), remark,
		})
		if !x.Few && len(bars) < mostRows {
			bars = append(bars, bar{c.check(x.Check), x.Precision.Value, x.Precision.Low, x.Precision.High, x.Rest.Value})
		}
	}
	if len(bars) > 0 {
		s.under = c.say("lift-bars")
		s.figure = func(w *svg) { lifts(w, bars, s.under) }
	}
	return s
}

func (c *composer) missed() section {
	s := section{title: c.say("missed"), head: c.heads("cause", "count", "code", "guards", "missing")}
	for _, m := range c.a.Missed {
		var codes, guards, missing []string
		for _, x := range m.Codes[:min(3, len(m.Codes))] {
			name := c.channel(x.Channel)
			if code := c.orOther(x.Code); code != name { // neither is listed
				name += " " + code
			}
			codes = append(codes, fmt.Sprintf("%s %d", name, x.N))
		}
		for _, g := range m.Guards[:min(4, len(m.Guards))] {
			var said []string
			for _, status := range []string{"unknown", "pass", "warn", "fail"} {
				if n := g.Statuses[status]; n > 0 {
					said = append(said, fmt.Sprintf("%s %d", statuses[status].In(c.lang), n))
				}
			}
			guards = append(guards, c.say("said-of", c.check(g.Check), strings.Join(said, c.say("joined"))))
			for f := range g.Missing {
				if label := c.field(string(f)); !strings.Contains(strings.Join(missing, "\n"), label) {
					missing = append(missing, label)
				}
			}
		}
		s.rows = append(s.rows, []string{c.category(m.Category), fmt.Sprint(m.N), strings.Join(codes, c.say("joined")), strings.Join(guards, c.say("joined")), strings.Join(sorted(missing), c.say("joined"))})
	}
	return s
}

func (c *composer) category(word string) string {
	for k, t := range categories {
		if k.String() == word {
			return t.In(c.lang)
		}
	}
	return c.say("other")
}

func (c *composer) orOther(name string) string {
	if name == "other" {
		return c.say("other")
	}
	return name
}

func (c *composer) channel(name string) string { return c.orOther(name) }

func (c *composer) inputs() section {
	s := section{title: c.say("inputs"), lines: []string{c.say("supposing")}, head: c.heads("input", "check", "lacked", "found", "good")}
	for _, x := range c.a.Inputs {
		if len(s.rows) == mostRows || x.Extra < 0.5 {
			break
		}
		s.rows = append(s.rows, []string{c.field(string(x.Field)), c.check(x.Check), fmt.Sprint(x.Unknown.Of), fmt.Sprintf("%.0f", x.Found), fmt.Sprintf("%.0f", x.Good)})
	}
	return s
}

func (c *composer) money() section {
	m := &c.a.Money
	s := section{title: c.say("money"), head: c.heads("measure", "amount")}
	if m.Costs == (backtest.Costs{}) {
		return s
	}
	s.lines = []string{c.say("costs", yuan(float64(m.Costs.Failed)), yuan(float64(m.Costs.GoodStopped)))}
	s.rows = [][]string{{c.say("saved"), yuan(float64(m.Saved))}, {c.say("best"), fmt.Sprint(m.Best)}, {c.say("best-saved"), yuan(float64(m.Cuts[m.Best].Saved))}}
	return s
}

func (c *composer) groups() section {
	s := section{title: c.say("groups"), head: c.heads("group", "of", "failed", "share", "interval")}
	add := func(name string, r backtest.Rate) {
		s.rows = append(s.rows, []string{name, fmt.Sprint(r.Of), fmt.Sprint(r.Hits), percent(r.Value), interval(r)})
	}
	for _, g := range c.a.Channels[:min(mostRows, len(c.a.Channels))] {
		add(c.channel(g.Name), g.Failed)
	}
	for _, g := range c.a.Issuers[:min(mostRows, len(c.a.Issuers))] {
		add(c.issuer(g.Name), g.Failed)
	}
	for _, g := range c.a.Hours {
		add(c.say("oclock", g.Name), g.Failed)
	}
	return s
}

func (c *composer) issuer(code string) string {
	i, ok := cardbin.Default().FindIssuer(code)
	switch {
	case !ok:
		return c.orOther(code)
	case c.lang == en && i.NameEN != "":
		return i.NameEN
	}
	return i.NameZH
}

func (c *composer) problems() section {
	s := section{title: c.say("problems"), head: c.heads("problem", "count")}
	for _, name := range sortedKeys(c.a.Problems) {
		if n := c.a.Problems[name]; n > 0 {
			s.rows = append(s.rows, []string{problems[name].In(c.lang), fmt.Sprint(n)})
		}
	}
	return s
}
