package readiness_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// What is refused is refused in a copy: the caller's submission is as it was, and
// the next one finds nothing of it.
func TestAssessIntoLeavesTheSubmissionAsItIs(t *testing.T) {
	far := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	bad := full()
	bad.ID, bad.At, bad.ObservedAt = "13800001234", far, far
	bad.History.Attempts = make([]intake.Attempt, 1001)
	bad.Network.IPRecords = make([]intake.IPRecord, 65)
	bad.Device.IOSScopedKeys, bad.Device.Interfaces = make([]string, 257), make([]string, 257)
	good, before := full(), bad
	var c readiness.Checker
	var r readiness.Report
	want, err := readiness.Assess(good).MarshalJSON()
	require.NoError(t, err)
	for range 3 {
		c.AssessInto(&r, &bad)
		require.Equal(t, before, bad)
		require.Len(t, r.Errors, 7)
		require.Empty(t, r.ID)
		c.AssessInto(&r, &good)
		got, err := r.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	}
}

func TestIDs(t *testing.T) {
	for id, ok := range map[string]bool{
		"loan-20261124-0001":                   true,
		"order_13800001234_x":                  true,
		"12345":                                true,
		"20261124120000123456":                 true,
		"":                                     true, // unknown
		"13800001234":                          false,
		"8613800001234":                        false,
		"138-0000-1234":                        false,
		"110101199003071233":                   false,
		"11010119900307123X":                   false,
		"110101900307123":                      true, // the short form has no check digit
		"20261124100000001":                    true,
		"1861234567890123456":                  true, // as snowflakes count
		"20261124100000000001":                 true,
		"6222020000000000125":                  false,
		"6222-0200-0000-0000-125":              false,
		strings.Repeat("a", 65):                false,
		"王":                                    false,
		"a/b":                                  false,
		"550e8400-e29b-41d4-a716-446655440000": true,
	} {
		r := readiness.Assess(intake.Submission{ID: id})
		if ok {
			require.Equal(t, id, r.ID)
			require.Empty(t, r.Errors)
		} else {
			require.Empty(t, r.ID)
			require.Equal(t, []readiness.Problem{{Field: "/id", Kind: "malformed"}}, r.Errors, "%d bytes", len(id))
		}
	}
}

// A list is looked at up to its limit, and not at all beyond it.
func TestLimitsOfLists(t *testing.T) {
	for _, c := range []struct {
		field intake.Field
		most  int
		give  func(s *intake.Submission, n int)
	}{
		{intake.FieldHistoryAttempts, 1000, func(s *intake.Submission, n int) { s.History.Attempts = make([]intake.Attempt, n) }},
		{intake.FieldNetworkIPRecords, 64, func(s *intake.Submission, n int) { s.Network.IPRecords = make([]intake.IPRecord, n) }},
		{intake.FieldDeviceIOSScopedKeys, 256, func(s *intake.Submission, n int) { s.Device.IOSScopedKeys = make([]string, n) }},
		{intake.FieldDeviceInterfaces, 256, func(s *intake.Submission, n int) { s.Device.Interfaces = make([]string, n) }},
	} {
		var s intake.Submission
		c.give(&s, c.most)
		require.Empty(t, readiness.Assess(s).Errors, c.field)
		c.give(&s, c.most+1)
		require.Equal(t, []readiness.Problem{{Field: c.field, Kind: "too-many"}}, readiness.Assess(s).Errors)
	}
}

// The moments that a submission may be of: the years 2000 to 2099 in China.
func TestLimitsOfMoments(t *testing.T) {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, workday.China)
	end := time.Date(2100, 1, 1, 0, 0, 0, 0, workday.China)
	for at, ok := range map[time.Time]bool{first: true, first.Add(-time.Second): false, end.Add(-time.Second): true, end: false} {
		r := readiness.Assess(intake.Submission{At: at})
		require.Equal(t, ok, len(r.Errors) == 0, at)
		require.Equal(t, ok, r.AssessedAt.Equal(at), at)
	}
}
