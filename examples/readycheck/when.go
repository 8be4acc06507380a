package main

import (
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/render"
	"github.com/payready/payready/readiness/workday"
)

var whenPage = page{
	about: both("从 -from 到 -to 逐段列出结论，不可提交的时段写明卡在哪里。数据只按当时所知，随时间推移会过期。",
		`Lists the verdict from -from to -to, a line for as long as it stays the same, and below
it what is in the way. What the submission says is as of its own time, and ages.`),
	status:   []readiness.Text{both("有可提交的时段", "there is a time at which it is ready"), both("没有可提交的时段", "there is none"), both("输入无法使用，或参数有误", "the input is unusable, or the arguments are wrong"), both("已打款", "this very payment was made")},
	examples: []string{"readycheck when submission.json", "readycheck when -format timeline submission.json > when.svg"},
}

// china is the time zone of every printed time.
var china = workday.China

// when prints the open and closed hours of one submission.
func when(c *call) int {
	flags := flag.NewFlagSet("when", flag.ContinueOnError)
	setup := c.addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, c.in("忽略不认识的字段，而不是拒绝", "ignore unknown fields instead of rejecting them"))
	lang := c.langFlag(flags)
	from := momentFlag(flags, "from", c.in("开始时间（RFC 3339），默认为提交数据的 at", "start time, RFC 3339; the default is the submission's at"))
	to := momentFlag(flags, "to", c.in("结束时间（不含，RFC 3339），最多 366 天后且不晚于 2099 年；默认七天后", "end time (exclusive), RFC 3339, at most 366 days later and no later than 2099; the default is seven days later"))
	format := flags.String("format", "text", c.in("输出格式：text 或 timeline（SVG 图）", "text or timeline, an SVG picture"))
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	if *format != "text" && *format != "timeline" {
		return c.refuse(errWhenFormat)
	}
	checker, err := setup.checker()
	if err != nil {
		return c.refuse(err)
	}
	mode := intake.Strict
	if *lenient {
		mode = intake.Lenient
	}
	sub, err := c.submission(flags.Arg(0), mode)
	if err != nil {
		return c.refuse(err)
	}
	if from.IsZero() {
		*from = sub.At
	}
	if from.IsZero() {
		return c.refuse(errFrom)
	}
	if to.IsZero() {
		*to = from.AddDate(0, 0, 7)
	}
	if !from.Before(*to) {
		return c.refuse(errSpan)
	}
	stretches := slices.Collect(checker.Schedule(sub, *from, *to))
	if len(stretches) == 0 {
		return c.refuse(errYears)
	}
	if *format == "text" {
		c.writeStretches(checker, sub, stretches)
	} else {
		report := checker.Assess(sub)
		if err := render.Timeline(c.stdout, report.Document(*lang, readiness.DetailFull), stretches); err != nil {
			return c.refuse(err)
		}
	}
	if seen := stretches[len(stretches)-1].To; seen.Unix() < to.Unix() {
		c.note(say("时间表止于 %s：-from 之后 366 天，或 2099 年底", "the schedule ends at %s: 366 days after -from, or the end of 2099", seen.Format(time.DateTime)))
	}
	best := exitNotReady
	for _, s := range stretches {
		switch s.Verdict {
		case readiness.Paid:
			return exitPaid
		case readiness.Ready:
			best = exitReady
		}
	}
	return best
}

// writeStretches writes a line for each stretch, under its day, and below it what is in
// the way then.
func (c *call) writeStretches(checker *readiness.Checker, sub intake.Submission, stretches []readiness.Stretch) {
	if sub.ObservedAt.IsZero() { // as a schedule takes it
		sub.ObservedAt = sub.At
	}
	if sub.ObservedAt.IsZero() {
		sub.ObservedAt = stretches[0].From
	}
	day := ""
	for _, s := range stretches {
		if d := dayOf(s.From, c.lang); d != day {
			day = d
			fmt.Fprintln(c.stdout, day)
		}
		fmt.Fprintf(c.stdout, "  %s – %s  %s\n", s.From.Format(time.TimeOnly), until(s), render.Head(s.Verdict, c.lang))
		sub.At = s.From
		report := checker.Assess(sub)
		var found []readiness.Finding
		for _, id := range s.Causes {
			f, _ := report.Find(id)
			if f.Kind == readiness.Done || f.Kind == readiness.Stopping { // ends it: nothing else matters
				found = slices.Insert(found, 0, f)
				continue
			}
			found = append(found, f)
		}
		for _, f := range found {
			fmt.Fprintf(c.stdout, "    %s\n      %s %s\n", f.Message(c.lang), f.Check, f.Code)
		}
	}
}

var (
	errWhenFormat = say("-format 须为 text 或 timeline", "-format must be text or timeline")

	errFrom  = say("提交数据没有 at，请用 -from", "the submission has no at: use -from")
	errSpan  = say("-from 须早于 -to", "-from must be before -to")
	errYears = say("-from 须在 2000 至 2099 年之间，-to 至少晚一秒", "-from must be in the years 2000 to 2099, and -to at least a second later")
)

// dayOf is a day with its weekday.
func dayOf(t time.Time, l readiness.Lang) string {
	if l == readiness.ZH {
		return t.Format("2006-01-02 ") + "星期" + string([]rune("日一二三四五六")[t.Weekday()])
	}
	return t.Format("2006-01-02 Mon")
}

// until returns the end of a stretch, with the date if it is another day.
func until(s readiness.Stretch) string {
	if s.From.YearDay() == s.To.YearDay() && s.From.Year() == s.To.Year() {
		return s.To.Format(time.TimeOnly)
	}
	return s.To.Format("2006-01-02 15:04:05")
}
