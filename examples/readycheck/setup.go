package main

import (
	"flag"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/workday"
)

// setup holds the flags that configure a checker. Another table needs a flag here
// and a line in checker.
type setup struct {
	policy, bins, holidays string
	codes                  []string // files
	sources                sourceFlags

	failcodes *failcode.Table   // what codes hold, once they were read
	loaded    *readiness.Policy // by traced
}

func (c *call) addSetupFlags(flags *flag.FlagSet) *setup {
	var s setup
	flags.StringVar(&s.policy, "policy", "standard", c.in("策略文件 `FILE`，或 standard、lending、strict、lenient、backoffice、payroll、claims", "policy `FILE`, or standard, lending, strict, lenient, backoffice, payroll or claims"))
	s.addBINs(c, flags)
	s.addCodes(c, flags)
	flags.StringVar(&s.holidays, "holidays", "", c.in("`FILE` 为要补充的节假日安排（国务院通知）：CSV，列为 date、kind、name", "`FILE` of the holidays of years to add, as the State Council's notice gives them: CSV with date, kind, name"))
	s.sources.add(c, flags)
	return &s
}

func (s *setup) addBINs(c *call, flags *flag.FlagSet) {
	flags.StringVar(&s.bins, "bins", "", c.in("CSV 文件 `FILE`，补充或覆盖内置卡表，列为 prefix、pan_length、issuer、funding 等", "CSV `FILE` of card prefixes that overlays the built-in table, with columns prefix, pan_length, issuer, funding …"))
}

func (s *setup) addCodes(c *call, flags *flag.FlagSet) {
	flags.Func("codes", c.in("CSV 文件 `FILE`，补充或覆盖内置的失败码、状态或通道别名，可重复", "CSV `FILE` of failure codes, statuses or names of channels that overlays the built-in table (repeatable)"), func(v string) error { s.codes = append(s.codes, v); return nil })
}

// checker returns the checker.
func (s *setup) checker() (*readiness.Checker, error) {
	c, _, err := s.traced()
	return c, err
}

// traced returns the checker, and what finds the bank or the channel behind what it
// finds. A file may be a pipe, so that each is read once for both.
func (s *setup) traced() (*readiness.Checker, *tracer, error) {
	bins, err := s.table()
	if err != nil {
		return nil, nil, err
	}
	codes, err := s.failCodes()
	if err != nil {
		return nil, nil, err
	}
	config := readiness.Config{BINs: bins, FailCodes: codes}
	if config.Policy, err = loadPolicy(s.policy, config.ParsePolicy); err != nil {
		return nil, nil, err
	}
	if config.Calendar, err = s.calendar(); err != nil {
		return nil, nil, err
	}
	sources, err := s.sources.open()
	if err != nil {
		return nil, nil, err
	}
	if len(sources) > 0 {
		config.IPs = sources
	}
	c, err := readiness.New(config)
	if err != nil {
		return nil, nil, &fileError{s.policy, err}
	}
	s.loaded = config.Policy
	return c, newTracer(config.Policy, bins, config.FailCodes), nil
}

// table returns the table of card prefixes.
func (s *setup) table() (*cardbin.Table, error) {
	if s.bins == "" {
		return cardbin.Default(), nil
	}
	f, err := openInput(s.bins)
	if err != nil {
		return nil, ofFlag("-bins", err)
	}
	defer f.Close()
	t, err := cardbin.Default().Overlay(f)
	if err != nil {
		return nil, ofFlag("-bins", &fileError{s.bins, err})
	}
	return t, nil
}

// failCodes returns the table of failure codes.
func (s *setup) failCodes() (*failcode.Table, error) {
	if s.failcodes != nil {
		return s.failcodes, nil
	}
	t := failcode.Default()
	for _, name := range s.codes {
		f, err := openInput(name)
		if err != nil {
			return nil, ofFlag("-codes", err)
		}
		t, err = t.With(f)
		f.Close()
		if err != nil {
			return nil, ofFlag("-codes", &fileError{name, err})
		}
	}
	s.failcodes = t
	return t, nil
}

// calendar is the calendar of working days.
func (s *setup) calendar() (*workday.Calendar, error) {
	if s.holidays == "" {
		return workday.Default(), nil
	}
	f, err := openInput(s.holidays)
	if err != nil {
		return nil, ofFlag("-holidays", err)
	}
	defer f.Close()
	c, err := workday.Default().With(f)
	if err != nil {
		return nil, ofFlag("-holidays", &fileError{s.holidays, err})
	}
	return c, nil
}
