package cardbin_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/payready/payready/cardbin"
)

var (
	sinkFunding cardbin.Funding
	sinkPAN     cardbin.PAN
	sinkBool    bool
)

// cards returns random numbers that the table knows, from rows taken at random.
func cards(t *cardbin.Table, n int) []string {
	var records []cardbin.Record
	for r := range t.All() {
		records = append(records, r)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		r := records[rnd.IntN(len(records))]
		out[i] = complete(rnd, r.Prefix(), r.PANLength())
	}
	return out
}

// complete appends random digits to prefix.
func complete(rnd *rand.Rand, prefix string, length int) string {
	var b strings.Builder
	b.WriteString(prefix)
	for b.Len() < length {
		b.WriteByte(byte('0' + rnd.IntN(10)))
	}
	return b.String()
}

func benchmarkLookup(b *testing.B, t *cardbin.Table) {
	texts := cards(t, 4096)
	pans := make([]cardbin.PAN, len(texts))
	for i, s := range texts {
		pans[i] = parse(b, s)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ := t.Lookup(pans[i%len(pans)])
		sinkFunding = m.Funding()
	}
}

func BenchmarkLookup(b *testing.B) {
	b.Run("built-in", func(b *testing.B) { benchmarkLookup(b, cardbin.Default()) })
	b.Run("overlaid by 5,700 rows", func(b *testing.B) { benchmarkLookup(b, big(b)) })
	b.Run("built-in/linear scan", func(b *testing.B) {
		var all []goldenRow
		for r := range cardbin.Default().All() {
			all = append(all, goldenRow{prefix: r.Prefix(), length: r.PANLength(), record: r})
		}
		texts := cards(cardbin.Default(), 4096)
		for i := 0; b.Loop(); i++ {
			s, best := texts[i%len(texts)], goldenRow{}
			for _, r := range all {
				if r.length == len(s) && len(r.prefix) > len(best.prefix) && strings.HasPrefix(s, r.prefix) {
					best = r
				}
			}
			sinkFunding = best.record.Funding()
		}
	})
	b.Run("built-in/map by prefix length", func(b *testing.B) {
		type key struct {
			prefix string
			length int
		}
		rows := map[key]cardbin.Record{}
		for r := range cardbin.Default().All() {
			rows[key{r.Prefix(), r.PANLength()}] = r
		}
		texts := cards(cardbin.Default(), 4096)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			s := texts[i%len(texts)]
			for n := 10; n >= 2; n-- {
				if r, ok := rows[key{s[:n], len(s)}]; ok {
					sinkFunding = r.Funding()
					break
				}
			}
		}
	})
	b.Run("built-in/one card", func(b *testing.B) {
		p := parse(b, "6222021234567890123")
		b.ReportAllocs()
		for b.Loop() {
			m, _ := cardbin.Default().Lookup(p)
			sinkFunding = m.Funding()
		}
	})
}

func BenchmarkLuhnLoop(b *testing.B) {
	for b.Loop() {
		sinkBool = slowLuhn("6222021234567890123")
	}
}

func BenchmarkLuhn(b *testing.B) {
	for _, s := range []string{"622202123456789", "6222021234567890", "6222021234567890123"} {
		b.Run(strings.Repeat("d", len(s)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkBool = cardbin.Luhn(s)
			}
		})
	}
}

func BenchmarkParsePAN(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sinkPAN, _ = cardbin.ParsePAN("6222021234567890123")
	}
}

func BenchmarkParseByStrconv(b *testing.B) {
	r := strings.NewReplacer(" ", "", "-", "")
	b.ReportAllocs()
	for b.Loop() {
		n, err := strconv.ParseUint(r.Replace("6222021234567890123"), 10, 64)
		sinkBool = n > 0 && err == nil
	}
}

func BenchmarkLuhnValid(b *testing.B) {
	p := parse(b, "6222021234567890123")
	b.ReportAllocs()
	for b.Loop() {
		sinkBool = p.LuhnValid()
	}
}
