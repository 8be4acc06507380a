package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// china is the time zone of every printed time.
var china = workday.China

// when prints the open and closed hours of one submission.
func when(c *call) int {
	flags := flag.NewFlagSet("when", flag.ContinueOnError)
	setup := addSetupFlags(flags)
	lenient := flags.Bool("lenient", false, "ignore unknown fields instead of rejecting them")
	lang := langFlag(flags)
	from := momentFlag(flags, "from", "start time, RFC 3339; the default is the submission's at")
	to := momentFlag(flags, "to", "end time (exclusive), RFC 3339, at most 366 days later and no later than 2099; the default is seven days later")
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
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
	titles := map[readiness.ID]string{}
	for _, check := range readiness.Suite() {
		titles[check.ID] = check.Title.In(*lang)
	}
	status, day := exitNotReady, ""
	var seen time.Time // the end of the schedule
	for s := range checker.Schedule(sub, *from, *to) {
		seen = s.To
		mark, causes := "closed", make([]string, 0, len(s.Causes))
		if s.Open {
			mark = "open"
		}
		if s.Verdict == readiness.Ready {
			status = exitReady
		}
		for _, id := range s.Causes {
			causes = append(causes, fmt.Sprintf("%s (%s)", id, titles[id]))
		}
		if d := s.From.Format("2006-01-02 Mon"); d != day {
			day = d
			fmt.Fprintln(c.stdout, day)
		}
		line := fmt.Sprintf("  %s – %s  %-6s  %-10s  %s", s.From.Format(time.TimeOnly), until(s), mark, s.Verdict, join(causes))
		fmt.Fprintln(c.stdout, strings.TrimRight(line, " "))
	}
	if seen.IsZero() {
		return c.refuse(errYears)
	}
	if seen.Unix() < to.Unix() {
		fmt.Fprintf(c.stderr, "warning: the schedule ends at %s: 366 days after -from, or the end of 2099\n", seen.Format(time.DateTime))
	}
	return status
}

var (
	errFrom  = errors.New("the submission has no at: use -from")
	errSpan  = errors.New("-from must be before -to")
	errYears = errors.New("-from must be in the years 2000 to 2099, and -to at least a second later")
)

// until returns the end of a stretch, with the date if it is another day.
func until(s readiness.Stretch) string {
	if s.From.YearDay() == s.To.YearDay() && s.From.Year() == s.To.Year() {
		return s.To.Format(time.TimeOnly)
	}
	return s.To.Format("2006-01-02 15:04:05")
}

func join(list []string) string { return strings.Join(list, ", ") }
