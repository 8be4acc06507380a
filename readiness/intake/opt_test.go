package intake_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/intake"
)

// encoding/json writes a value or null, and reads both.
func TestOptWithEncodingJSON(t *testing.T) {
	type both struct {
		Count intake.Opt[int64]      `json:"count"`
		Fen   intake.Opt[intake.Fen] `json:"fen"`
		When  intake.Opt[time.Time]  `json:"when,omitzero"`
	}
	in := both{Count: intake.Some[int64](40)}
	b, err := json.Marshal(in)
	require.NoError(t, err)
	require.Equal(t, `{"count":40,"fen":null}`, string(b))
	var out both
	out.Fen = intake.Some(intake.Yuan(1))
	require.NoError(t, json.Unmarshal(b, &out))
	require.Equal(t, in, out)
	require.Error(t, json.Unmarshal([]byte(`{"count":"x"}`), &out))
	require.False(t, out.Count.OK)
}
