package main

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/datapage"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// A dataTable describes a table that answers depend on. How long it lasts is said in
// package datapage, by its name.
type dataTable struct {
	name      readiness.Text
	version   string
	asOf      workday.Date // date of its newest source; zero if unknown
	until     workday.Date // the last day it covers; zero if it has none
	sources   []string
	documents int // that were read, instead of sources
}

// version prints the versions of everything answers depend on, and warns about
// outdated tables.
func version(c *call) int {
	flags := flag.NewFlagSet("version", flag.ContinueOnError)
	today := workday.DateOf(time.Now())
	flags.TextVar(&today, "today", today, c.in("按哪一天（`date`）计算", "the `date` for computing ages"))
	c.langFlag(flags)
	setup := c.addSetupFlags(flags)
	if status, ok := c.parse(flags, 0, 0); !ok {
		return status
	}
	checker, err := setup.checker()
	if err != nil {
		return c.refuse(err)
	}
	bins, err := setup.table()
	if err != nil {
		return c.refuse(err)
	}
	calendar, err := setup.calendar()
	if err != nil {
		return c.refuse(err)
	}
	codes, err := setup.failCodes()
	if err != nil {
		return c.refuse(err)
	}
	report := checker.Assess(intake.Submission{})
	doc := report.Document(readiness.EN, readiness.DetailSummary)
	fmt.Fprintf(c.stdout, "%s %s, %s, %s/%s\n", pad(c.in("引擎", "engine"), 15), readiness.EngineVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(c.stdout, "%s %s, %s %s\n", pad(c.in("策略", "policy"), 15), or(doc.Checker.Policy, c.in("（无编号）", "(no id)")), c.in("指纹", "checker"), doc.Checker.Hash)
	status := exitReady
	for _, t := range append(tables(bins, calendar, codes),
		dataTable{name: both("行政区划", "regions"), version: doc.Data.Regions},
		datedTable(both("姓名用字", "names"), doc.Data.Names), datedTable(both("特殊地址", "special IPs"), doc.Data.SpecialIPs)) {
		fmt.Fprintf(c.stdout, "%s %s", pad(t.name.In(c.lang), 15), t.version)
		if !t.asOf.IsZero() {
			fmt.Fprintf(c.stdout, c.in("，截至 %s", ", as of %s"), t.asOf)
		}
		if !t.until.IsZero() {
			fmt.Fprintf(c.stdout, c.in("，已知至 %s", ", known until %s"), t.until)
		}
		fmt.Fprintln(c.stdout)
		for _, s := range t.sources {
			fmt.Fprintf(c.stdout, "                %s\n", s)
		}
		if t.documents > 0 {
			fmt.Fprintf(c.stdout, c.in("                %d 份公开文档\n", "                %d public documents\n"), t.documents)
		}
		if c.warn(t, today) {
			status = exitNotReady
		}
	}
	return status
}

// tables returns the tables that become outdated.
func tables(bins *cardbin.Table, calendar *workday.Calendar, codes *failcode.Table) []dataTable {
	return []dataTable{binTable(bins), calendarTable(calendar), codeTable(codes)}
}

// warn prints a warning on standard error if the table is outdated today.
func (c *call) warn(t dataTable, today workday.Date) bool {
	w, outdated := t.warning(today)
	if outdated {
		c.note(say("提醒：%[1]s", "warning: %[2]s", t.name.In(readiness.ZH)+readiness.Text(w).In(readiness.ZH), t.name.In(readiness.EN)+" "+readiness.Text(w).In(readiness.EN)))
	}
	return outdated
}

func (t dataTable) warning(today workday.Date) (w message, outdated bool) {
	lasts := datapage.Find(t.name.In(readiness.EN))
	switch {
	case !t.until.IsZero() && t.until.Before(today):
		return say("止于 %s：此后节假日前后的工作日未定，请用 -holidays 补充通知，或升级版本", "ended on %s: next to festivals working days are undecided since, add the notice with -holidays or take a newer version", t.until), true
	case !t.until.IsZero() && t.until.Sub(today) <= lasts.EndsWithinDays:
		return say("将止于 %s：请在此之前用 -holidays 补充下一份通知，或升级版本", "ends on %s: add the next notice with -holidays or take a newer version before then", t.until), true
	case lasts.OldAfterDays > 0 && !t.asOf.IsZero() && today.Sub(t.asOf) > lasts.OldAfterDays:
		return say("已有 %d 天未更新：新卡和新失败码会不认识", "is %d days old: new cards and codes will be unknown", today.Sub(t.asOf)), true
	}
	return message{}, false
}

func binTable(t *cardbin.Table) dataTable {
	out := dataTable{name: both("卡表", "card prefixes"), version: t.Version()}
	for _, s := range t.Sources() {
		out.sources = append(out.sources, strings.Join(slices.DeleteFunc([]string{s.ID, s.Version, s.Licence, s.Date}, func(x string) bool { return x == "" }), ", "))
		if d, err := workday.ParseDate(s.Date); err == nil && d.After(out.asOf) {
			out.asOf = d
		}
	}
	return out
}

func calendarTable(c *workday.Calendar) dataTable {
	return dataTable{name: both("工作日历", "working days"), version: c.Version(), until: c.KnownUntil()}
}

func codeTable(t *failcode.Table) dataTable {
	out := dataTable{name: both("失败码", "failure codes"), version: t.Version()}
	sources := t.Sources()
	for _, s := range sources {
		if d, err := workday.ParseDate(s.Read + "-01"); err == nil && d.After(out.asOf) {
			out.asOf = d
		}
	}
	out.documents = len(sources)
	return out
}

// datedTable returns a table whose version is the day it was read.
func datedTable(name readiness.Text, version string) dataTable {
	day, _ := workday.ParseDate(version)
	return dataTable{name: name, version: version, asOf: day}
}
