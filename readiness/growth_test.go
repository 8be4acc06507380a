package readiness_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/ipintel"
	"github.com/payready/payready/readiness/readinesstest"
)

// A growing input is a document or a list of n elements, and what is done with it.
type growing struct {
	name string
	n    int // of the smallest of four sizes; of the largest, 8n, the input is near its bound or beyond
	do   func(n int) func()
}

// policyOf is a policy document with a list of n elements.
func policyOf(member, element string) func(n int) func() {
	return func(n int) func() {
		list := strings.TrimSuffix(strings.Repeat(element+",", n), ",")
		return parsePolicy(`{"schema":"payready.policy/1","` + member + `":[` + list + `]}`)
	}
}

func parsePolicy(text string) func() {
	b := []byte(text)
	return func() {
		if p, err := readiness.ParsePolicy(b); err == nil {
			_, _ = readiness.New(readiness.Config{Policy: p})
		}
	}
}

// named repeats text with a number in the place of %d.
func named(text string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, text, i)
	}
	return b.String()
}

func assessOf(fill func(s *intake.Submission, n int)) func(n int) func() {
	return func(n int) func() {
		s := full()
		fill(&s, n)
		return func() { readiness.Assess(s) }
	}
}

// submissionOf is a submission's JSON with a text put behind its opening brace.
func submissionOf(put func(n int) string) func(n int) func() {
	return func(n int) func() {
		b := []byte("{" + put(n) + "}")
		return func() {
			if s, err := intake.ParseSubmission(b, intake.Lenient); err == nil {
				_ = s.Validate()
				intake.Canonical(s)
				readiness.Assess(s)
			}
		}
	}
}

var growths = []growing{
	{"policy: windows that are wrong", 1000, policyOf("windows", `{}`)},
	{"policy: windows that are right", 1000, policyOf("windows", `{"every":"weekly","weekdays":[0],"start":"01:00","end":"02:00","effect":"closed"}`)},
	{"policy: windows of no kind", 1000, policyOf("windows", `7`)},
	{"policy: a window's systems", 1000, func(n int) func() {
		return parsePolicy(`{"schema":"payready.policy/1","windows":[{"effect":"closed","systems":["ibps"` + strings.Repeat(`,"ibps"`, n) + `]}]}`)
	}},
	{"policy: channels, all the same", 125, policyOf("channels", `{"channel":"a"}`)},
	{"policy: channels, all different", 125, func(n int) func() {
		return parsePolicy(`{"schema":"payready.policy/1","channels":[` + named(`{"channel":"c%d"}`, n) + `]}`)
	}},
	{"policy: issuers allowed and denied", 1000, func(n int) func() {
		list := named(`"BANK%d"`, n)
		return parsePolicy(`{"schema":"payready.policy/1","channels":[{"channel":"a","issuers_allowed":[` + list + `],"issuers_denied":[` + list + `]}]}`)
	}},
	{"policy: checks", 1000, func(n int) func() {
		return parsePolicy(`{"schema":"payready.policy/1","checks":{` + named(`"card.c%d":{"need":"x"}`, n) + `}}`)
	}},
	{"policy: unknown members", 1000, func(n int) func() {
		return parsePolicy(`{"schema":"payready.policy/1",` + named(`"m%d":1`, n) + `}`)
	}},
	{"policy: trusted proxies", 1000, policyOf("trusted_proxies", `"nowhere"`)},
	{"policy: blocked app versions", 1000, policyOf("blocked_app_versions", `"."`)},
	{"policy: expected countries", 1000, policyOf("expected_countries", `"cn"`)},
	{"policy: least app versions", 1000, func(n int) func() {
		return parsePolicy(`{"schema":"payready.policy/1","min_app_version":{` + named(`"p%d":"x"`, n) + `}}`)
	}},
	{"submission: unknown members", 1000, submissionOf(func(n int) string { return named(`"m%d":1`, n) })},
	{"submission: attempts", 125, submissionOf(func(n int) string {
		return `"at":"2026-11-24T12:00:00+08:00","history":{"attempts":[` + named(`{"order_id":"o%d","outcome":"failed","ended_at":"2026-11-24T11:00:00+08:00"}`, n) + `]}`
	})},
	{"submission: a name", 10_000, submissionOf(func(n int) string { return `"applicant":{"name":"` + strings.Repeat("张", n) + `"}` })},
	{"assess: attempts", 250, assessOf(func(s *intake.Submission, n int) {
		s.History.Attempts = make([]intake.Attempt, n)
		for i := range s.History.Attempts {
			s.History.Attempts[i] = intake.Attempt{OrderID: fmt.Sprint("o", i), Outcome: intake.OutcomeFailed, EndedAt: readinesstest.Moment.Add(-time.Duration(i) * time.Minute)}
		}
	})},
	{"assess: what is known of addresses", 250, assessOf(func(s *intake.Submission, n int) {
		one := s.Network.IPRecords[0]
		s.Network.IPRecords = nil
		for range n {
			s.Network.IPRecords = append(s.Network.IPRecords, one)
		}
	})},
	{"assess: a forwarded-for header", 1000, assessOf(func(s *intake.Submission, n int) {
		s.Network.ForwardedFor = []intake.Secret{intake.Hide(strings.Repeat("1.2.3.4, ", n))}
	})},
	{"assess: lines of forwarded-for headers", 125, assessOf(func(s *intake.Submission, n int) {
		s.Network.ForwardedFor = nil
		for range n {
			s.Network.ForwardedFor = append(s.Network.ForwardedFor, intake.Hide("1.2.3.4, 5.6.7.8"))
		}
	})},
	{"assess: interfaces and proxy keys", 125, assessOf(func(s *intake.Submission, n int) {
		s.Device.Interfaces, s.Device.IOSScopedKeys = nil, nil
		for i := range n {
			s.Device.Interfaces = append(s.Device.Interfaces, fmt.Sprint("utun", i))
			s.Device.IOSScopedKeys = append(s.Device.IOSScopedKeys, fmt.Sprint("utun", i))
		}
	})},
	{"assess: mismatched elements", 1000, assessOf(func(s *intake.Submission, n int) {
		s.Card.ElementCheck.Result, s.Card.ElementCheck.Mismatched = intake.Mismatch, make([]intake.Element, n)
	})},
	{"assess: a name", 10_000, assessOf(func(s *intake.Submission, n int) { s.Applicant.Name = intake.Hide(strings.Repeat("张", n)) })},
	{"verify: findings of a stored report", 1000, func(n int) func() {
		b := []byte(`{"findings":[` + named(`{"check":"card.c%d","code":"x"}`, n) + `]}`)
		return func() { _, _ = readiness.VerifyJSON(b, intake.Submission{}) }
	}},
	{"verify: members of a stored report", 1000, func(n int) func() {
		b := []byte(`{` + named(`"m%d":[{}]`, n) + `}`)
		return func() { _, _ = readiness.VerifyJSON(b, intake.Submission{}) }
	}},
	{"addresses: a list of prefixes", 1000, func(n int) func() {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "10.%d.%d.0/24\n", i/256, i%256)
		}
		return func() { _, _ = ipintel.ReadPrefixes(strings.NewReader(b.String()), ipintel.List{}) }
	}},
	{"addresses: a list of mistakes", 1000, func(n int) func() {
		text := strings.Repeat("nowhere\n", n)
		return func() { _, _ = ipintel.ReadPrefixes(strings.NewReader(text), ipintel.List{}) }
	}},
}

// Memory grows no faster than the input, of every list and document.
// What takes no memory is in the table that PAYREADY_GROWTH=1 prints, with the
// time that each size takes.
func TestGrowthIsLinear(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	table := tabwriter.NewWriter(os.Stderr, 0, 8, 2, ' ', tabwriter.AlignRight)
	show := os.Getenv("PAYREADY_GROWTH") != ""
	if show {
		defer table.Flush()
		fmt.Fprintln(table, "input\tn\tKB: n\t2n\t4n\t8n\tµs: n\t2n\t4n\t8n\t")
	}
	for _, g := range growths {
		var sizes [4]uint64
		var times [4]time.Duration
		for i := range sizes {
			do := g.do(g.n << i)
			sizes[i] = taken(do)
			if show {
				times[i] = quickest(do)
			}
		}
		// Eight where it is linear, with room for slices that grow by doubling; 64 where it
		// is quadratic.
		require.LessOrEqual(t, sizes[3], 12*sizes[0]+64<<10, "%s: %d bytes for n, 2n, 4n, 8n", g.name, sizes)
		if show {
			fmt.Fprintf(table, "%s\t%d\t", g.name, g.n)
			for _, n := range sizes {
				fmt.Fprintf(table, "%d\t", n>>10)
			}
			for _, d := range times {
				fmt.Fprintf(table, "%d\t", d.Microseconds())
			}
			fmt.Fprintln(table)
		}
	}
}

// taken returns how many bytes do allocates once it is warm: the least of some runs,
// since the collector may take pooled memory away before one of them.
func taken(do func()) uint64 {
	do()
	least := uint64(math.MaxUint64)
	for range 4 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		do()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

func quickest(do func()) time.Duration {
	least := time.Hour
	for range 5 {
		start := time.Now()
		do()
		least = min(least, time.Since(start))
	}
	return least
}

// Of a policy full of mistakes the first hundred are told.
func TestMistakesOfAPolicyAreBounded(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	for _, text := range []string{
		`"windows":[` + strings.TrimSuffix(strings.Repeat("{},", 9000), ",") + `]`,
		`"windows":[` + strings.TrimSuffix(strings.Repeat("{},", 1_000_000), ",") + `]`,
		`"channels":[` + strings.TrimSuffix(strings.Repeat("{},", 900), ",") + `]`,
		named(`"m%d":1`, 100_000),
		`"checks":{` + named(`"a%d":1`, 900) + `}`,
		`"trusted_proxies":[` + named(`"%d"`, 900) + `]`,
		`"min_app_version":{` + named(`"p%d":"x"`, 10_000) + `}`,
	} {
		_, err := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1",` + text + `}`))
		require.Error(t, err)
		require.LessOrEqual(t, len(err.Error()), 16<<10, "%.60s", text)
		_, again := readiness.ParsePolicy([]byte(`{"schema":"payready.policy/1",` + text + `}`))
		require.Equal(t, err.Error(), again.Error(), "the same document, the same mistakes")
	}
	var problem *readiness.PolicyProblem
	p := readiness.StandardPolicy()
	p.Channels = []readiness.Channel{{Channel: "a", IssuersAllowed: make([]string, 5001)}}
	_, err := readiness.New(readiness.Config{Policy: p})
	require.True(t, errors.As(err, &problem))
	require.ErrorContains(t, err, "there may be more than these 100 mistakes")
	p.Channels[0].IssuersAllowed = nil
	p.Channels[0].Networks = make([]string, 101)
	_, err = readiness.New(readiness.Config{Policy: p})
	require.EqualError(t, err, "policy: /channels/0/networks: more than 100")
}
