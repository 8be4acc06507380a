package incident_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness/backtest"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/incident"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// failed is a failure for maintenance, at noon and some minutes.
func failed(who, issuer, channel string, minutes int) incident.Outcome {
	return incident.Outcome{ID: who, Applicant: who, Issuer: issuer, Amount: intake.Some[intake.Fen](100),
		Result: backtest.Failed, Channel: channel, Text: "银行系统维护", EndedAt: noon.Add(time.Duration(minutes) * time.Minute)}
}

func paid(who, issuer, channel string, minutes int) incident.Outcome {
	o := failed(who, issuer, channel, minutes)
	o.Result, o.Text = backtest.Succeeded, ""
	return o
}

// some makes up outcomes, some of them twice.
func some(r *rand.Rand, n, minutes int) []incident.Outcome {
	out := make([]incident.Outcome, 0, n)
	for range n {
		if len(out) > 0 && r.IntN(5) == 0 {
			out = append(out, out[r.IntN(len(out))])
			continue
		}
		who, issuer := fmt.Sprint("a", r.IntN(n)), []string{"ICBC", "工商银行", "CCB", "nobody's bank"}[r.IntN(4)]
		channel := []string{"wechatpay", "微信支付", "lianlian", "house"}[r.IntN(4)]
		o := failed(who, issuer, channel, r.IntN(minutes))
		switch r.IntN(6) {
		case 0, 1, 2:
			o = paid(who, issuer, channel, r.IntN(minutes))
		case 3:
			o.Result, o.Text = backtest.Unknown, "银行处理超时"
		case 4:
			o.EndedAt, o.Amount = o.EndedAt.Add(time.Duration(r.IntN(50))*time.Second), intake.Some(intake.Fen(r.IntN(1000)))
		}
		if r.IntN(40) == 0 {
			o.EndedAt = time.Time{}
		}
		out = append(out, o)
	}
	return out
}

func bytesOf(t testing.TB, c *incident.Counts) string {
	b, err := json.Marshal(c)
	require.NoError(t, err)
	return string(b)
}

// Parts in any number, order and grouping, with outcomes repeated across them, give the
// bytes of one run; so do parts that went through JSON.
func TestMergedPartsAreOneRun(t *testing.T) {
	seeds := uint64(20)
	if long.Tests {
		seeds = 200
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 1))
		n, minutes := 300, 1+r.IntN(60)
		switch seed % 10 {
		case 0:
			n, minutes = 3000, 1 // more than a minute holds
		case 1:
			n, minutes = 1500, 600 // more minutes than are kept
		}
		all := some(r, n, minutes)
		one := incident.Counts{Key: []byte("k"), Channels: []string{"house"}}
		for i := range all {
			one.Add(&all[i])
		}
		parts := make([]*incident.Counts, 1+r.IntN(6))
		for i := range parts {
			parts[i] = &incident.Counts{Key: []byte("k"), Channels: []string{"house"}}
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for i := range all {
			parts[r.IntN(len(parts))].Add(&all[i])
		}
		for len(parts) > 1 {
			i := r.IntN(len(parts) - 1)
			if r.IntN(2) == 0 {
				again := &incident.Counts{Channels: []string{"house"}}
				require.NoError(t, json.Unmarshal([]byte(bytesOf(t, parts[i])), again))
				parts[i] = again
			}
			require.NoError(t, parts[i].Merge(parts[i+1]))
			parts = slices.Delete(parts, i+1, i+2)
		}
		require.Equal(t, bytesOf(t, &one), bytesOf(t, parts[0]), "seed %d", seed)
	}
}

func TestAnOutcomeHeardTwiceCountsOnce(t *testing.T) {
	var once, twice incident.Counts
	for i := range 50 {
		o := failed(fmt.Sprint(i), "ICBC", "wechatpay", i%7)
		once.Add(&o)
		twice.Add(&o)
		twice.Add(&o)
	}
	require.Equal(t, bytesOf(t, &once), bytesOf(t, &twice))
}

func TestWhatIsNotCounted(t *testing.T) {
	change := map[incident.Problem]func(*incident.Outcome){
		incident.NoTime: func(o *incident.Outcome) { o.EndedAt = time.Time{} },
		incident.NoID:   func(o *incident.Outcome) { o.ID, o.Applicant = "", "" },
		incident.Open:   func(o *incident.Outcome) { o.Result, o.Text = backtest.Unknown, "" },
		incident.Unsent: func(o *incident.Outcome) { o.Result = backtest.Held },
	}
	for want, spoil := range change {
		var c incident.Counts
		o := failed("x", "ICBC", "wechatpay", 0)
		spoil(&o)
		assert.Equal(t, want, c.Add(&o))
		assert.Equal(t, map[incident.Problem]int64{want: 1}, c.Problems())
		assert.NotContains(t, bytesOf(t, &c), "ICBC")
	}
	var c incident.Counts
	o := failed("x", "ICBC", "wechatpay", 0)
	assert.Empty(t, c.Add(&o))
}

// Nothing that somebody wrote comes out: names of no bank and of no channel become other,
// and applicants are hashes that need the key.
func TestCountsHoldNothingPersonal(t *testing.T) {
	for _, planted := range []string{"张三", "13800138000", "6222020200000000125"} {
		c := incident.Counts{Key: []byte("secret key")}
		o := failed(planted, planted, planted, 0)
		o.Code, o.Status, o.Product = planted, planted, planted
		require.Empty(t, c.Add(&o))
		out := bytesOf(t, &c)
		require.NotContains(t, out, planted)
		require.NotContains(t, out, "secret key")
		d := incident.Counts{Key: []byte("other key")}
		d.Add(&o)
		require.NotEqual(t, out, bytesOf(t, &d))
		require.ErrorContains(t, c.Merge(&d), "different keys")
	}
}

// Whatever comes in, counts and detector stay below what the package says: here every
// outcome is somebody else's failure, at every bank on every channel, in more minutes than
// are kept.
func TestMemoryIsBounded(t *testing.T) {
	n := 12_000
	if long.Tests {
		n = 1_200_000
	}
	issuers, channels := cardbin.Default().Issuers(), failcode.Default().Channels()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var w incident.Watcher
	most := uint64(0)
	for i := range n {
		o := failed(fmt.Sprint("x", i), issuers[i%len(issuers)].Code, channels[i/len(issuers)%len(channels)], i*720/n)
		o.Result, o.Text = backtest.Unknown, "timeout"
		w.Counts.Add(&o)
		if i%(n/4) == n/4-1 {
			runtime.GC()
			runtime.ReadMemStats(&after)
			most = max(most, after.HeapAlloc-before.HeapAlloc)
		}
	}
	w.Flush()
	runtime.GC()
	runtime.ReadMemStats(&after)
	most = max(most, after.HeapAlloc-before.HeapAlloc)
	require.Less(t, most, uint64(128<<20))
	require.Positive(t, w.Dropped(), "there are more pairs than are told apart")
	t.Logf("%d outcomes, at most %d MiB", n, most>>20)
	runtime.KeepAlive(&w)
}

func TestForeignJSONIsRefused(t *testing.T) {
	var c incident.Counts
	o := failed("x", "ICBC", "wechatpay", 0)
	c.Add(&o)
	good := bytesOf(t, &c)
	require.NoError(t, json.Unmarshal([]byte(good), new(incident.Counts)))
	for name, spoil := range map[string][2]string{
		"another schema":     {"incident-counts/1", "incident-counts/2"},
		"an unknown member":  {`{"schema"`, `{"more":1,"schema"`},
		"a key of no hash":   {`"key":"`, `"key":"zz`},
		"a minute of 1970":   {`"minute":2`, `"minute":0.0`},
		"a negative amount":  {`"amounts_fen":[100`, `"amounts_fen":[-100`},
		"too many amounts":   {`"amounts_fen":[`, `"amounts_fen":[1,`},
		"a cell of nothing":  {`"cells":[`, `"cells":[{"hashes":"","amounts_fen":[]},`},
		"a kind of nothing":  {`"bank_maintenance"`, `"no such"`},
		"an unknown problem": {`"problems":{`, `"problems":{"x":1`},
		"a sample of few":    {`"cells"`, `"sampled":true,"cells"`},
	} {
		bad := strings.Replace(good, spoil[0], spoil[1], 1)
		require.NotEqual(t, good, bad, name)
		err := new(incident.Counts).UnmarshalJSON([]byte(bad))
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "ICBC", name)
	}
	require.Error(t, (&incident.Counts{Key: []byte("k")}).UnmarshalJSON([]byte(good)), "another key")
}

// What is read is written as it was read, and merges with itself to itself.
func FuzzCounts(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for n := range 4 {
		var c incident.Counts
		for _, o := range some(r, 10*n, 5) {
			c.Add(&o)
		}
		b, err := json.Marshal(&c)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var c incident.Counts
		if c.UnmarshalJSON(in) != nil {
			return
		}
		first := bytesOf(t, &c)
		var again, other incident.Counts
		require.NoError(t, again.UnmarshalJSON([]byte(first)))
		require.Equal(t, first, bytesOf(t, &again))
		require.NoError(t, other.UnmarshalJSON([]byte(first)))
		if len(again.Problems()) == 0 {
			require.NoError(t, again.Merge(&other))
			require.Equal(t, first, bytesOf(t, &again))
		}
		incident.Detect(&again, incident.Options{})
	})
}

// Whatever a line is, reading it fails without repeating it, or gives what is written and
// read again alike.
func FuzzOutcome(f *testing.F) {
	for _, o := range some(rand.New(rand.NewPCG(2, 2)), 8, 5) {
		b, err := json.Marshal(o)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add([]byte(`{"id":1}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		var o, again incident.Outcome
		if err := o.UnmarshalJSON(in); err != nil {
			require.Equal(t, "incident: not an outcome of at most 16 KiB", err.Error())
			return
		}
		b, err := json.Marshal(o)
		if err != nil { // a year that JSON does not write
			return
		}
		require.NoError(t, again.UnmarshalJSON(b))
		var w incident.Watcher
		w.Add(&o)
		w.Flush()
		p := w.Counts.Add(&again)
		require.Equal(t, p, new(incident.Counts).Add(&o))
	})
}
