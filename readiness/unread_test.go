package readiness_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
)

// Every input is read by a check, or listed as one that none reads. The report
// itself shows the ID.
func TestEveryInputIsReadOrListed(t *testing.T) {
	read := map[intake.Field]bool{intake.FieldID: true}
	for _, c := range readiness.Suite() {
		for _, f := range slices.Concat(c.Needs, c.Optional) {
			read[f] = true
		}
	}
	listed := readiness.Unread()
	for _, f := range readiness.Fields() {
		if slices.Contains(listed, f) {
			assert.False(t, read[f], "unread.go lists %s, which a check reads", f)
		} else {
			assert.True(t, read[f], "no check of the suite declares %s in Needs or Optional, and unread.go does not list it", f)
		}
	}
}

// What is listed changes no finding, whatever else is known.
func TestUnreadInputsChangeNothing(t *testing.T) {
	for _, f := range readinesstest.Fixtures() {
		checker, err := f.Checker(nil)
		require.NoError(t, err)
		s := f.Submission
		before := checker.Assess(s)
		s.Card.Sources.State, s.Card.Sources.QuickPay = intake.Declared, intake.Declared
		s.Device.TimeZone, s.Device.Region = "America/New_York", "US"
		s.Device.Attestation.Provider = intake.PlayIntegrity
		s.Network.IPRecords = slices.Clone(s.Network.IPRecords)
		for i := range s.Network.IPRecords {
			r := &s.Network.IPRecords[i]
			r.Source, r.ASN, r.Org = "another", intake.Some(int64(64_496)), "Example VPN hosting"
		}
		after := checker.Assess(s)
		require.Equal(t, before.Document(readiness.EN, readiness.DetailFull), after.Document(readiness.EN, readiness.DetailFull), "%s %s", f.Check, f.Code)
	}
}

// A check of one's own may read them.
func ExampleUnread() {
	region := readiness.Check{
		ID: "team.region", Rev: 1, Title: readiness.Text{readiness.ZH: "设备地区", readiness.EN: "Device region"},
		Severity: readiness.Info, Need: readiness.Optional, Needs: []intake.Field{intake.FieldDeviceRegion},
		Reasons: []readiness.Reason{
			{Code: "home", Status: readiness.Pass, Message: readiness.Text{readiness.ZH: "国内", readiness.EN: "Set to China"}},
			{Code: "abroad", Status: readiness.Warn, Message: readiness.Text{readiness.ZH: "国外", readiness.EN: "Set to another country"}},
		},
		Run: func(c *readiness.Case) readiness.Outcome {
			if c.Submission().Device.Region == "CN" {
				return c.Is("home")
			}
			return c.Is("abroad")
		},
	}
	checker, err := readiness.New(readiness.Config{Suite: append(readiness.Suite(), region)})
	if err != nil {
		fmt.Println(err)
		return
	}
	report := checker.Assess(readinesstest.Ready(func(s *intake.Submission) { s.Device.Region = "FR" }))
	finding, _ := report.Find("team.region")
	fmt.Println(slices.Contains(readiness.Unread(), intake.FieldDeviceRegion), finding.Code)
	// Output: true abroad
}
