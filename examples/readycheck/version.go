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
	name, version string
	asOf          workday.Date // date of its newest source; zero if unknown
	until         workday.Date // the last day it covers; zero if it has none
	sources       []string
}

// version prints the versions of everything answers depend on, and warns about
// outdated tables.
func version(c *call) int {
	flags := flag.NewFlagSet("version", flag.ContinueOnError)
	today := workday.DateOf(time.Now())
	flags.TextVar(&today, "today", today, "the `date` for computing ages")
	setup := addSetupFlags(flags)
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
	report := checker.Assess(intake.Submission{})
	doc := report.Document(readiness.EN, readiness.DetailSummary)
	fmt.Fprintf(c.stdout, "readycheck      engine %s, %s, %s/%s\n", readiness.EngineVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(c.stdout, "policy          %s, checker %s\n", or(doc.Checker.Policy, "(no id)"), doc.Checker.Hash)
	status := exitReady
	for _, t := range append(tables(bins, calendar),
		dataTable{name: "regions", version: doc.Data.Regions},
		datedTable("names", doc.Data.Names), datedTable("special IPs", doc.Data.SpecialIPs)) {
		fmt.Fprintf(c.stdout, "%-15s %s", t.name, t.version)
		if !t.asOf.IsZero() {
			fmt.Fprintf(c.stdout, ", as of %s", t.asOf)
		}
		if !t.until.IsZero() {
			fmt.Fprintf(c.stdout, ", known until %s", t.until)
		}
		fmt.Fprintln(c.stdout)
		for _, s := range t.sources {
			fmt.Fprintf(c.stdout, "                %s\n", s)
		}
		if c.warn(t, today) {
			status = exitNotReady
		}
	}
	return status
}

// tables returns the tables that become outdated.
func tables(bins *cardbin.Table, calendar *workday.Calendar) []dataTable {
	return []dataTable{binTable(bins), calendarTable(calendar), codeTable(failcode.Default())}
}

// warn prints a warning on standard error if the table is outdated today.
func (c *call) warn(t dataTable, today workday.Date) bool {
	w := t.warning(today)
	if w != "" {
		fmt.Fprintf(c.stderr, "warning: %s: %s\n", t.name, w)
	}
	return w != ""
}

func (t dataTable) warning(today workday.Date) string {
	lasts := datapage.Find(t.name)
	switch {
	case !t.until.IsZero() && t.until.Before(today):
		return "ended on " + t.until.String() + ": next to festivals working days are undecided since, add the notice with -holidays or take a newer version"
	case !t.until.IsZero() && t.until.Sub(today) <= lasts.EndsWithinDays:
		return "ends on " + t.until.String() + ": add the next notice with -holidays or take a newer version before then"
	case lasts.OldAfterDays > 0 && !t.asOf.IsZero() && today.Sub(t.asOf) > lasts.OldAfterDays:
		return fmt.Sprintf("is %d days old: new cards and codes will be unknown", today.Sub(t.asOf))
	}
	return ""
}

func binTable(t *cardbin.Table) dataTable {
	out := dataTable{name: "card prefixes", version: t.Version()}
	for _, s := range t.Sources() {
		out.sources = append(out.sources, strings.Join(slices.DeleteFunc([]string{s.ID, s.Version, s.Licence, s.Date}, func(x string) bool { return x == "" }), ", "))
		if d, err := workday.ParseDate(s.Date); err == nil && d.After(out.asOf) {
			out.asOf = d
		}
	}
	return out
}

func calendarTable(c *workday.Calendar) dataTable {
	return dataTable{name: "working days", version: c.Version(), until: c.KnownUntil()}
}

func codeTable(t *failcode.Table) dataTable {
	out := dataTable{name: "failure codes", version: t.Version()}
	sources := t.Sources()
	for _, s := range sources {
		if d, err := workday.ParseDate(s.Read + "-01"); err == nil && d.After(out.asOf) {
			out.asOf = d
		}
	}
	out.sources = []string{fmt.Sprintf("%d public documents", len(sources))}
	return out
}

// datedTable returns a table whose version is the day it was read.
func datedTable(name, version string) dataTable {
	day, _ := workday.ParseDate(version)
	return dataTable{name: name, version: version, asOf: day}
}
