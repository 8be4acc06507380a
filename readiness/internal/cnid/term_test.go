package cnid_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	. "github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/workday"
)

func TestAge(t *testing.T) {
	for _, c := range []struct {
		name, birth, today string
		want               int
	}{
		{"the day before", "2008-11-23", "2026-11-22", 17},
		{"the birthday", "2008-11-22", "2026-11-22", 18},
		{"an earlier month", "2008-03-31", "2026-11-22", 18},
		{"a later month, an earlier day", "2008-12-01", "2026-11-22", 17},
		{"29 February, on 28 February", "2008-02-29", "2026-02-28", 17},
		{"29 February, on 1 March", "2008-02-29", "2026-03-01", 18},
		{"29 February, in a leap year", "2008-02-29", "2028-02-29", 20},
		{"born today", "2026-11-22", "2026-11-22", 0},
		{"born tomorrow", "2026-11-23", "2026-11-22", -1},
	} {
		require.Equal(t, c.want, Age(day(t, c.birth), day(t, c.today)), c.name)
	}
	require.Equal(t, -1, Age(workday.Date{}, day(t, "2026-11-22")))
	require.Equal(t, -1, Age(day(t, "2026-11-22"), workday.Date{}))
}

func TestUsualTerm(t *testing.T) {
	birth := day(t, "1980-06-15")
	for _, c := range []struct {
		name   string
		kind   Kind
		issued string
		want   Term
	}{
		{"15", ResidentID, "1996-06-14", Term{Years: 5}},
		{"16", ResidentID, "1996-06-15", Term{Years: 10}},
		{"25", ResidentID, "2006-06-14", Term{Years: 10}},
		{"26", ResidentID, "2006-06-15", Term{Years: 20}},
		{"45", ResidentID, "2026-06-14", Term{Years: 20}},
		{"46", ResidentID, "2026-06-15", Term{LongTerm: true}},
		{"before birth", ResidentID, "1979-01-01", Term{}},
		{"temporary", TemporaryResidentID, "2026-06-15", Term{Months: 3}},
		{"residence permit", ResidencePermit, "2026-06-15", Term{Years: 5}},
		{"foreigner of 17", ForeignPermanentResident, "1998-06-14", Term{Years: 5}},
		{"foreigner of 18", ForeignPermanentResident, "1998-06-15", Term{Years: 10}},
		{"foreigner not born", ForeignPermanentResident, "1979-01-01", Term{}},
		{"passport", Passport, "2026-06-15", Term{}},
	} {
		require.Equal(t, c.want, UsualTerm(c.kind, birth, day(t, c.issued)), c.name)
	}
	require.Equal(t, Term{}, UsualTerm(ResidentID, workday.Date{}, birth))
}

func TestTermEnd(t *testing.T) {
	for _, c := range []struct {
		name, issued, want string
		term               Term
	}{
		{"years", "2016-05-01", "2026-05-01", Term{Years: 10}},
		{"leap day", "2016-02-29", "2026-03-01", Term{Years: 10}},
		{"months", "2026-05-31", "2026-08-31", Term{Months: 3}},
		{"months over the year", "2026-11-30", "2027-02-28", Term{Months: 3}},
		{"months to December", "2026-09-30", "2026-12-30", Term{Months: 3}},
	} {
		require.Equal(t, day(t, c.want), c.term.End(day(t, c.issued)), c.name)
	}
	require.True(t, Term{LongTerm: true}.End(day(t, "2026-05-01")).IsZero())
	require.True(t, Term{}.End(day(t, "2026-05-01")).IsZero())
	require.True(t, Term{Years: 5}.End(workday.Date{}).IsZero())
}

func TestTermFits(t *testing.T) {
	issued, ten, none := day(t, "2016-05-01"), Term{Years: 10}, workday.Date{}
	for _, c := range []struct {
		name     string
		term     Term
		expires  workday.Date
		longTerm bool
		want     bool
	}{
		{"exact", ten, day(t, "2026-05-01"), false, true},
		{"the day before", ten, day(t, "2026-04-30"), false, true},
		{"the day after", ten, day(t, "2026-05-02"), false, true},
		{"two days off", ten, day(t, "2026-05-03"), false, false},
		{"two days early", ten, day(t, "2026-04-29"), false, false},
		{"twenty years", ten, day(t, "2036-05-01"), false, false},
		{"long term instead", ten, none, true, false},
		{"long term", Term{LongTerm: true}, none, true, true},
		{"end instead of long term", Term{LongTerm: true}, day(t, "2026-05-01"), false, false},
		{"long term, expiry unknown", Term{LongTerm: true}, none, false, true},
		{"expiry unknown", ten, none, false, true},
		{"term unknown", Term{}, day(t, "2019-09-09"), false, true},
	} {
		require.Equal(t, c.want, c.term.Fits(issued, c.expires, c.longTerm), c.name)
	}
	require.True(t, ten.Fits(none, day(t, "2019-09-09"), false), "issue unknown")
}
