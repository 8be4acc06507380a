package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/examples/readycheck/internal/sample"
	"github.com/payready/payready/internal/long"
	"github.com/payready/payready/readiness/intake"
)

func payoutLine(card string, fen int64) string {
	return fmt.Sprintf(`{"card":{"number":%q},"payout":{"amount_fen":%d}}`, card, fen) + "\n"
}

func TestSummary(t *testing.T) {
	in := payoutLine("6222020000000000125", 100_000) +
		payoutLine("6222 0200 0000 0000 125", 100_000) + // the same card
		payoutLine("6222020000000000125", 100_001) +
		"{}\n{\n" +
		payoutLine("６２２２０２００００００００００１２５", 100_000) +
		`{"card":{"number":"6222020000000000018","state":"reported_lost"},"payout":{"amount_fen":100000}}` + "\n" +
		`{"card":{"number":"6222020000000000125"}}` + "\n" + `{"card":{"number":"6222020000000000125"}}` + "\n"
	status, out, errs := try(in, "assess", "-ndjson", "-summary", "-lang", "en", "-detail", "summary", "-")
	require.Equal(t, exitUnusable, status)
	require.NotContains(t, out, "assessed  ")
	for _, want := range []string{
		`\n +8 +5,000.01  assessed\n +3 +of these, without a valid amount\n +1 +unreadable lines  syntax 1\n`,
		`\n +0 +0.00  ready\n`,
		`\n +7 +4,000.01  incomplete\n`,
		`\n +1 +1,000.00  fix\n`,
		`\n +1 +1,000.00  card.state +not met: Card is in normal state\n`,
		`\n +1\n +2 +2,000.00  after the first \(submissions, yuan\)\n  [0-9a-f]{16} +1,000.00  lines 1, 2, 6\n$`,
	} {
		require.Regexp(t, want, "\n"+errs[strings.Index(errs, "\n")+1:])
	}
	require.NotContains(t, errs, "622202")
	require.NotContains(t, errs, "0125")
}

// An amount that cannot be paid does not lower a total or count as a repeat.
func TestSummaryLeavesOutAmountsThatCannotBePaid(t *testing.T) {
	var in strings.Builder
	for _, fen := range []int64{2_400_000, -1, -1, 0, 0, -int64(intake.MaxFen)} {
		in.WriteString(payoutLine("6222020000000000125", fen))
	}
	_, _, errs := try(in.String(), "assess", "-ndjson", "-summary", "-lang", "en", "-")
	for _, want := range []string{
		`(?m)^ +6 +24,000.00  assessed\n +5 +of these, without a valid amount$`,
		`(?m)^ +5 +0.00  fix$`,
		`(?m)^ +5 +0.00  payout.amount `,
		`\n +0\n +0 +0.00  after the first`,
	} {
		require.Regexp(t, want, errs)
	}
	require.NotContains(t, errs, "-0.01")
}

// With -out the summary goes to standard output.
func TestSummaryGoesToStandardOutput(t *testing.T) {
	t.Setenv("READYCHECK_LANG", "zh-CN")
	_, out, errs := try("{}\n", "assess", "-ndjson", "-summary", "-out", filepath.Join(t.TempDir(), "out"), "-")
	require.Contains(t, out, "已评估")
	require.Empty(t, errs)
}

func TestTagsLastWithAKeyOnly(t *testing.T) {
	key := file(t, "key", "a key that is long enough\n")
	other := file(t, "key", "another key, long enough\n")
	in := strings.Repeat(payoutLine("6222020000000000125", 100), 2)
	tag := func(args ...string) string {
		_, _, errs := try(in, append(append([]string{"assess", "-ndjson", "-summary"}, args...), "-")...)
		found := regexp.MustCompile(`\n  ([0-9a-f]{16}) `).FindStringSubmatch(errs)
		require.NotNil(t, found, errs)
		return found[1]
	}
	require.Equal(t, tag("-key-file", key), tag("-key-file", key))
	require.NotEqual(t, tag("-key-file", key), tag("-key-file", other))
	require.NotEqual(t, tag(), tag())
}

func TestSummaryIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	if !long.Tests {
		t.Skip("long")
	}
	leaveNothing(t)
	key := file(t, "key", "a key that is long enough")
	in := file(t, "in", ndjson(t, sample.Options{N: 3000, Seed: 10, Bad: 3}))
	var want string
	for _, workers := range []string{"1", "4"} {
		_, got, _ := try("", "assess", "-ndjson", "-detail", "summary", "-summary", "-key-file", key, "-workers", workers, "-out", filepath.Join(t.TempDir(), "out"), in)
		if want == "" {
			want = got
		}
		require.Equal(t, want, got)
	}
	require.NotEmpty(t, want)
}

// The finder finds the same repeats as the obvious algorithm, with and without
// sorted runs in a file.
func TestRepeatsAgainstAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := pairFinder{limit: rapid.IntRange(1, 40).Draw(t, "limit")}
		defer p.close()
		n := rapid.IntRange(0, 300).Draw(t, "n")
		tags := rapid.IntRange(1, 100).Draw(t, "tags")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		groups := map[uint64][]int64{}
		var again int64
		for line := range int64(n) {
			tag := uint64(r.IntN(tags)) << 60 >> r.IntN(2) // high and low bits matter
			amount := intake.Fen(tag % 1000)
			if len(groups[tag]) > 0 {
				again += int64(amount)
			}
			groups[tag] = append(groups[tag], line)
			require.NoError(t, p.add([]pair{{tag, line, amount}}))
			require.Less(t, len(p.kept), p.limit)
		}
		got, err := p.repeats()
		require.NoError(t, err)
		var pairs, rest int64
		for _, lines := range groups {
			if len(lines) > 1 {
				pairs++
				rest += int64(len(lines)) - 1
			}
		}
		require.Equal(t, pairs, got.pairs)
		require.Equal(t, rest, got.again.N)
		require.Equal(t, again, got.again.Fen.Int64())
		require.Len(t, got.sample, int(min(pairs, repeatsShown)))
		last := int64(-1)
		for _, s := range got.sample {
			lines := groups[s.tag]
			require.Equal(t, lines[:min(len(lines), linesShown)], s.lines)
			require.Equal(t, int64(len(lines)), s.count)
			require.Greater(t, s.lines[0], last)
			last = s.lines[0]
		}
	})
}

func TestPairFinderLeavesNoFile(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	p := pairFinder{limit: 2}
	require.NoError(t, p.add([]pair{{1, 1, 1}, {1, 2, 1}, {2, 3, 1}}))
	require.NotNil(t, p.spill)
	p.close()
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	require.NoError(t, err)
	require.Empty(t, left)

	t.Setenv("TMPDIR", filepath.Join(os.Getenv("TMPDIR"), "none"))
	p = pairFinder{limit: 1}
	require.Error(t, p.add([]pair{{1, 1, 1}}))
}

func TestSumsPassSixtyFourBits(t *testing.T) {
	var s sum
	for range 2000 {
		s.add(intake.Some(intake.MaxFen))
	}
	require.Equal(t, "180,143,985,094,819,820.00", s.yuan())
	for fen, want := range map[int64]string{0: "0.00", 5: "0.05", -5: "-0.05", 123_456: "1,234.56", 99_999: "999.99"} {
		var s sum
		s.add(intake.Some(intake.Fen(fen)))
		require.Equal(t, want, s.yuan())
	}
	s.add(intake.Opt[intake.Fen]{})
	require.Equal(t, int64(1), s.Unknown)
	require.Equal(t, int64(2001), s.N)
}

// All repeats are counted, but only the first are shown.
func TestManyRepeats(t *testing.T) {
	var in strings.Builder
	for i := range repeatsShown + 3 {
		for range linesShown + 2 {
			in.WriteString(payoutLine("6222020000000000125", int64(100+i)))
		}
	}
	var out, errs bytes.Buffer
	run([]string{"assess", "-ndjson", "-summary", "-lang", "en", "-"}, strings.NewReader(in.String()), &out, &errs)
	require.Contains(t, errs.String(), "lines 1, 2, 3, 4, 5 … +2\n")
	require.True(t, strings.HasSuffix(errs.String(), "\n  … +3\n"))
}
