package incident_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/incident"
)

func TestHoldsAreShortAndLetProbesThrough(t *testing.T) {
	at := incident.Place{Issuer: "ABC", Channel: "baofoo"}
	h := incident.Hold{Place: incident.Place{Issuer: "ABC"}, Since: noon, Until: noon.Add(time.Hour)}
	require.NoError(t, h.Validate())
	probes := 0
	for i := range 100_000 {
		id := fmt.Sprint("order-", i)
		held := h.Holds(noon, at, []byte("key"), id)
		require.Equal(t, held, h.Holds(noon.Add(time.Minute), at, []byte("key"), id), "the same ones each time")
		if !held {
			probes++
		}
	}
	assert.InDelta(t, 1000, probes, 150) // five standard deviations

	count := func(h incident.Hold, when time.Time, p incident.Place) (n int) {
		for i := range 200 {
			if h.Holds(when, p, []byte("key"), fmt.Sprint(i)) {
				n++
			}
		}
		return n
	}
	assert.Greater(t, count(h, noon.Add(time.Hour-1), at), 180)
	assert.Zero(t, count(h, noon.Add(time.Hour), at), "it is over")
	assert.Zero(t, count(h, noon.Add(-1), at), "it has not begun")
	assert.Zero(t, count(h, noon, incident.Place{Issuer: "ICBC", Channel: "baofoo"}), "another bank")
	for name, spoil := range map[string]func(*incident.Hold){
		"longer than an hour": func(h *incident.Hold) { h.Until = h.Until.Add(1) },
		"without an end":      func(h *incident.Hold) { h.Until = time.Time{} },
		"of everything":       func(h *incident.Hold) { h.Place = incident.Place{} },
	} {
		bad := h
		spoil(&bad)
		assert.Error(t, bad.Validate(), name)
		assert.Zero(t, count(bad, noon, at), name)
	}
}

func TestARuleHoldsWhatItSays(t *testing.T) {
	i := incident.Incident{ID: "x", Place: incident.Place{Issuer: "ABC"}, AsOf: noon, Failures: 40, Attempts: 50, Confidence: 990}
	r := incident.HoldRule{Name: "night shift", Confidence: 950, Failures: 20, SharePerCent: 80, Minutes: 1_000_000_000}
	h, ok := r.Hold(&i)
	require.True(t, ok)
	require.Equal(t, incident.Hold{Place: i.Place, Since: noon, Until: noon.Add(time.Hour), By: "night shift", Incident: "x"}, h)
	for name, spoil := range map[string]func(*incident.HoldRule, *incident.Incident){
		"the zero rule": func(r *incident.HoldRule, _ *incident.Incident) { *r = incident.HoldRule{} },
		"over":          func(_ *incident.HoldRule, i *incident.Incident) { i.State = incident.Recovered },
		"not sure":      func(_ *incident.HoldRule, i *incident.Incident) { i.Confidence = 949 },
		"few":           func(_ *incident.HoldRule, i *incident.Incident) { i.Failures, i.Attempts = 19, 20 },
		"some are paid": func(_ *incident.HoldRule, i *incident.Incident) { i.Attempts = 51 },
		"for no time":   func(r *incident.HoldRule, _ *incident.Incident) { r.Minutes = 0 },
	} {
		r, i := r, i
		spoil(&r, &i)
		_, ok := r.Hold(&i)
		assert.False(t, ok, name)
	}
}
