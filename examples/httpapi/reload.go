package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// files names the files that can change while the service runs; "" means the
// built-in data.
type files struct {
	policy, bins, holidays string
	codes                  paths
	mmdbs                  paths
	lists                  labeled
}

// A state is everything loaded from the files. It is replaced as a whole, so that a
// request sees either the old or the new state.
type state struct {
	checker *readiness.Checker
	bins    *cardbin.Table
	codes   *failcode.Table
	about   readiness.Document // report on an empty submission: policy, hash, data versions
	checks  []byte             // response of GET /v1/checks
}

func (f files) load() (*state, error) {
	bins, err := f.loadBINs()
	if err != nil {
		return nil, err
	}
	policy, err := f.loadPolicy(bins)
	if err != nil {
		return nil, err
	}
	calendar, err := f.loadCalendar()
	if err != nil {
		return nil, err
	}
	codes, err := f.loadCodes()
	if err != nil {
		return nil, err
	}
	ips, err := f.loadIPs()
	if err != nil {
		return nil, err
	}
	config := readiness.Config{Policy: policy, BINs: bins, Calendar: calendar, FailCodes: codes}
	if len(ips) > 0 {
		config.IPs = ips
	}
	checker, err := readiness.New(config)
	if err != nil {
		return nil, err
	}
	report := checker.Assess(intake.Submission{})
	st := &state{checker: checker, bins: bins, codes: codes, about: report.Document(readiness.EN, readiness.DetailSummary)}
	st.checks, err = catalogue(readiness.Suite(), policy, checker.Hash())
	return st, err
}

func (f files) loadPolicy(bins *cardbin.Table) (*readiness.Policy, error) {
	if f.policy == "" {
		return readiness.StandardPolicy(), nil
	}
	file, err := os.Open(f.policy)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, readiness.MaxPolicyBytes+1))
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return readiness.Config{BINs: bins}.ParsePolicy(b)
}

func (f files) loadBINs() (*cardbin.Table, error) {
	if f.bins == "" {
		return cardbin.Default(), nil
	}
	file, err := os.Open(f.bins)
	if err != nil {
		return nil, fmt.Errorf("bins: %w", err)
	}
	defer file.Close()
	t, err := cardbin.Default().Overlay(file)
	if err != nil {
		return nil, fmt.Errorf("bins: %w", err)
	}
	return t, nil
}

func (f files) loadCalendar() (*workday.Calendar, error) {
	if f.holidays == "" {
		return workday.Default(), nil
	}
	file, err := os.Open(f.holidays)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	defer file.Close()
	c, err := workday.Default().With(file)
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	return c, nil
}

func (f files) loadCodes() (*failcode.Table, error) {
	t := failcode.Default()
	for _, name := range f.codes {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("codes: %w", err)
		}
		t, err = t.With(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("codes: %w", err)
		}
	}
	return t, nil
}

// reloadOn reloads on every signal until ctx ends, one reload at a time. It runs
// beside the serving loop, so that a slow file delays nothing. Signals that arrive
// during a reload count once.
func (s *service) reloadOn(ctx context.Context, signals <-chan os.Signal) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
			s.reload()
		}
	}
}

// reload reads the files. On error, the old state stays in use, and the log and a
// metric report the error.
func (s *service) reload() {
	next, err := s.files.load()
	if err != nil {
		s.metrics.reloaded(false)
		s.log.Error("reload failed, keeping the old configuration", "hash", s.state.Load().checker.Hash(), "errors", lines(err))
		return
	}
	s.use(next)
	s.metrics.reloaded(true)
	s.log.Info("reloaded", "policy", next.about.Checker.Policy, "hash", next.checker.Hash(), "bins", next.bins.Version())
}

func (s *service) use(next *state) {
	s.state.Store(next)
	s.metrics.describe(next)
}

// lines splits a joined error into one string per mistake.
func lines(err error) []string {
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) {
		return []string{err.Error()}
	}
	var out []string
	for _, e := range joined.Unwrap() {
		out = append(out, e.Error())
	}
	return out
}
