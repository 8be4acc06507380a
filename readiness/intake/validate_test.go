package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/stretchr/testify/require"
)

func TestValidate(t *testing.T) {
	require.NoError(t, readinesstest.Ready().Validate())
	require.NoError(t, intake.Submission{}.Validate())
	for _, c := range []struct {
		name   string
		change func(*intake.Submission)
		want   intake.Problem
	}{
		{"an ID with a space", func(s *intake.Submission) { s.ID = "a b" }, intake.Problem{Field: "/id", Kind: "malformed"}},
		{"an ID that is a mobile", func(s *intake.Submission) { s.ID = "13800001234" }, intake.Problem{Field: "/id", Kind: "malformed"}},
		{"a year of 9999", func(s *intake.Submission) { s.At = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }, intake.Problem{Field: "/at", Kind: "out-of-range"}},
		{"a long name", func(s *intake.Submission) { s.Applicant.Name = intake.Hide(strings.Repeat("a", 257)) }, intake.Problem{Field: "/applicant/name", Kind: "too-long"}},
		{"a name that is no UTF-8", func(s *intake.Submission) { s.Applicant.Name = intake.Hide("\xff") }, intake.Problem{Field: "/applicant/name", Kind: "too-long"}},
		{"a BIN with letters", func(s *intake.Submission) { s.Card.BIN = intake.Hide("62220x") }, intake.Problem{Field: "/card/bin", Kind: "malformed"}},
		{"a negative amount", func(s *intake.Submission) { s.Payout.Amount = intake.Some(intake.Fen(-1)) }, intake.Problem{Field: "/payout/amount_fen", Kind: "out-of-range"}},
		{"a country of three", func(s *intake.Submission) { s.Device.SIMCountry = "CHN" }, intake.Problem{Field: "/device/sim_country", Kind: "malformed"}},
		{"an enum beyond its list", func(s *intake.Submission) { s.Card.State = 200 }, intake.Problem{Field: "/card/state", Kind: "out-of-range"}},
		{"in a list", func(s *intake.Submission) {
			s.Network.IPRecords = []intake.IPRecord{{}, {VPNConfidence: intake.Some[int64](100)}}
		}, intake.Problem{Field: "/network/ip_records/1/vpn_confidence", Kind: "out-of-range"}},
		{"too many attempts", func(s *intake.Submission) { s.History.Attempts = make([]intake.Attempt, 10_001) }, intake.Problem{Field: "/history/attempts", Kind: "too-many"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := readinesstest.Ready()
			c.change(&s)
			var e *intake.ShapeError
			require.ErrorAs(t, s.Validate(), &e)
			require.Equal(t, []intake.Problem{c.want}, e.Problems)
		})
	}
}

// Channels, products and what channels answer may be in Chinese, as their documents have
// them; numbers of orders may not.
func TestNamesOfChannelsMayBeChinese(t *testing.T) {
	sub, err := intake.ParseSubmission([]byte(`{"payout":{"channel":"微信支付","product":"商家转账","routes":[{"channel":"宝付","product":"代付"}]},"health":[{"channel":"支付宝","state":"up"}],
		"history":{"attempts":[{"channel":"宝付","product":"代付","status":"处理中","code":"户名不符"}]}}`), intake.Strict)
	require.NoError(t, err)
	require.NoError(t, sub.Validate())
	sub.Payout.Channel = strings.Repeat("付", 22)
	require.ErrorContains(t, sub.Validate(), "/payout/channel: too-long")
	sub.Payout.Channel, sub.Payout.OrderID = "", "单一"
	require.ErrorContains(t, sub.Validate(), "/payout/order_id: malformed")
}
