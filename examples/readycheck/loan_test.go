package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// The loan of LENDING.md is ready under the preset for lenders, and says under it what
// is missing when nothing is said of the loan.
func TestLoanIsReady(t *testing.T) {
	status, out, errs := try("", "assess", "-lang", "en", "-policy", "lending", "testdata/loan.json")
	require.Equal(t, exitReady, status, out+errs)
	require.Contains(t, out, "READY  100/100")
	_, out, _ = try(`{"mandate":{}}`, "assess", "-lang", "en", "-policy", "lending", "-v", "-")
	require.Contains(t, out, "INCOMPLETE")
	require.Contains(t, strings.Join(strings.Fields(out), " "), "whether the loan contract is signed")
}

var (
	pointers = regexp.MustCompile("`(/[a-z0-9_/]+)`")
	bold     = regexp.MustCompile(`(?m)^\| (.*)\*\*.* \| (.*) \|$`)
)

// The tables of LENDING.md name inputs that there are, the same in both languages, all
// of the mandate, and in bold whatever the preset for lenders must know.
func TestLendingPageNamesFields(t *testing.T) {
	page := func(name string) (fields, demanded []string) {
		b, err := os.ReadFile("../../" + name)
		require.NoError(t, err)
		for _, m := range pointers.FindAllStringSubmatch(string(b), -1) {
			fields = append(fields, m[1])
		}
		for _, m := range bold.FindAllStringSubmatch(string(b), -1) {
			for _, p := range pointers.FindAllStringSubmatch(m[2], -1) {
				demanded = append(demanded, p[1])
			}
		}
		return fields, demanded
	}
	fields, demanded := page("LENDING.md")
	chinese, alike := page("LENDING.zh-CN.md")
	require.Equal(t, fields, chinese)
	require.Equal(t, demanded, alike)
	known := []string{}
	for _, in := range intake.Inputs() {
		known = append(known, string(in.Field))
		if strings.HasPrefix(string(in.Field), "/mandate/") {
			require.Contains(t, fields, string(in.Field))
		}
	}
	require.Subset(t, known, fields)

	c, err := readiness.New(readiness.Config{Policy: readiness.LendingPolicy()})
	require.NoError(t, err)
	r := c.Assess(intake.Submission{})
	for f := range r.Findings() {
		if f.Need != readiness.Required || f.Status != readiness.StatusUnknown {
			continue
		}
		for _, m := range f.Missing() {
			require.True(t, slices.Contains(demanded, string(m)), "%s is not in bold", m)
		}
	}
}
