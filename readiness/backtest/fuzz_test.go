package backtest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/readinesstest"
)

// What is read as an outcome reads back as itself, and a recorder takes it once.
func FuzzOutcome(f *testing.F) {
	for _, s := range []string{
		`{"id":"a","result":"failed","channel":"wechatpay","product":"batch","code":"X","text":"户名不符","ended_at":"2026-11-01T12:00:00+08:00","amount_fen":5}`,
		`{"id":"a","status":"FAIL"}`, `{"id":"a","result":"held"}`, `null`, `{"id":"a","ended_at":"0000-01-01T00:00:00-23:59"}`,
	} {
		f.Add([]byte(s))
	}
	report := readiness.Assess(readinesstest.Ready())
	f.Fuzz(func(t *testing.T, b []byte) {
		var o, again backtest.Outcome
		if o.UnmarshalJSON(b) != nil {
			return
		}
		written, err := json.Marshal(o)
		if err != nil { // a time that RFC 3339 cannot write
			return
		}
		require.NoError(t, again.UnmarshalJSON(written))
		require.True(t, o.EndedAt.Equal(again.EndedAt))
		again.EndedAt = o.EndedAt
		require.Equal(t, o, again)

		var row backtest.Row
		row.Read(&report)
		row.ID = o.ID
		rec := backtest.Recorder{Key: key}
		rec.Report(&row, november)
		first := rec.Outcome(&o, november)
		require.NotEqual(t, backtest.UnknownID, first)
		if o.ID != "" {
			require.Equal(t, backtest.Again, rec.Outcome(&o, november))
		}
	})
}
