package cardbin_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

// golden is the obvious lookup: it walks all records. To keep a million numbers
// in seconds it walks those that can agree in the first three digits.
type golden [1000][]goldenRow

type goldenRow struct {
	prefix  string
	length  int
	record  cardbin.Record
	divided bool // a longer prefix begins with this one of fewer than six digits
}

func newGolden(t *cardbin.Table) *golden {
	g := &golden{}
	begins := map[string]bool{} // what prefixes begin with
	for r := range t.All() {
		for n := range r.Prefix() {
			begins[r.Prefix()[:n]] = true
		}
	}
	for r := range t.All() {
		for i := head(r.Prefix() + "0"); i <= head(r.Prefix()+"9"); i++ {
			g[i] = append(g[i], goldenRow{r.Prefix(), r.PANLength(), r, len(r.Prefix()) < 6 && begins[r.Prefix()]})
		}
	}
	return g
}

func head(digits string) int {
	return int(digits[0]-'0')*100 + int(digits[1]-'0')*10 + int(digits[2]-'0')
}

func (g *golden) lookup(digits string) (cardbin.Match, bool) {
	var best goldenRow
	how := cardbin.HowNone
	better := func(r goldenRow, h cardbin.How) bool {
		if how != h {
			return how == cardbin.HowNone || h == cardbin.HowExact
		}
		if a, b := len(r.prefix), len(best.prefix); a != b {
			return a > b
		}
		far := func(n int) int { return max(n-len(digits), len(digits)-n) }
		a, b := far(r.length), far(best.length)
		return a < b || a == b && r.length < best.length
	}
	for _, r := range g[head(digits)] {
		if !strings.HasPrefix(digits, r.prefix) {
			continue
		}
		h := cardbin.HowOtherLength
		if r.length == len(digits) {
			h = cardbin.HowExact
		} else if r.divided {
			continue
		}
		if better(r, h) {
			best, how = r, h
		}
	}
	return cardbin.Match{Record: best.record, How: how}, how != cardbin.HowNone
}

func (g *golden) same(t *testing.T, table *cardbin.Table, digits string) {
	p, err := cardbin.ParsePAN(digits)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := table.Lookup(p)
	want, wantOK := g.lookup(digits)
	if ok != wantOK || got != want {
		t.Fatalf("prefix %q of %d digits (%v), not %q of %d (%v)", got.Prefix(), got.PANLength(), got.How, want.Prefix(), want.PANLength(), want.How)
	}
}

// big is a table of some 5,700 rows more, with crowded six-digit heads, all
// prefix lengths and all card lengths.
func big(t testing.TB) *cardbin.Table {
	rnd := rand.New(rand.NewPCG(3, 4))
	seen := map[string]bool{}
	var b strings.Builder
	b.WriteString("prefix,pan_length,issuer,funding\n")
	for len(seen) < 5700 {
		var prefix string
		switch rnd.IntN(10) {
		case 0: // a few heads hold hundreds of rows
			prefix = complete(rnd, fmt.Sprint(623000+rnd.IntN(3)), 7+rnd.IntN(4))
		case 1, 2:
			prefix = complete(rnd, "62", 8+rnd.IntN(3))
		case 3:
			prefix = complete(rnd, "", 2+rnd.IntN(4))
		default:
			prefix = complete(rnd, "62", 6)
		}
		key := fmt.Sprintf("%s,%d", prefix, 14+rnd.IntN(6))
		if !seen[key] {
			seen[key] = true
			fmt.Fprintf(&b, "%s,%s,debit\n", key, []string{"ICBC", "ABC", "CMB"}[rnd.IntN(3)])
		}
	}
	table, err := cardbin.Default().Overlay(strings.NewReader(b.String()))
	require.NoError(t, err)
	return table
}

func TestLookupEqualsLinearScan(t *testing.T) {
	for name, table := range map[string]*cardbin.Table{"built-in": cardbin.Default(), "overlaid": big(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGolden(table)
			rnd := rand.New(rand.NewPCG(5, 6))
			var prefixes []string
			for r := range table.All() {
				prefixes = append(prefixes, r.Prefix())
			}
			for range 500_000 {
				length := 12 + rnd.IntN(8)
				switch rnd.IntN(4) {
				case 0: // any number at all
					g.same(t, table, complete(rnd, "", length))
				case 1: // most cards begin with 62
					g.same(t, table, complete(rnd, "62", length))
				default:
					g.same(t, table, complete(rnd, prefixes[rnd.IntN(len(prefixes))], length))
				}
			}
		})
	}
}

// The first and last number of every prefix, and their neighbours outside it,
// for the length that it holds for and another one.
func TestLookupAtEveryBoundary(t *testing.T) {
	for name, table := range map[string]*cardbin.Table{"built-in": cardbin.Default(), "overlaid": big(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGolden(table)
			for r := range table.All() {
				n := len(r.Prefix())
				other := 12 + (r.PANLength()+n-8)%8
				for _, length := range []int{r.PANLength(), other} {
					first := r.Prefix() + strings.Repeat("0", length-n)
					last := r.Prefix() + strings.Repeat("9", length-n)
					g.same(t, table, first)
					g.same(t, table, last)
					if before, ok := step(first, '0', '9', -1); ok {
						g.same(t, table, before)
					}
					if after, ok := step(last, '9', '0', 1); ok {
						g.same(t, table, after)
					}
				}
			}
		})
	}
}

// step adds ±1 to a number in digits, false when it has no such neighbour.
func step(s string, from, to byte, by int) (string, bool) {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != from {
			b[i] = byte(int(b[i]) + by)
			return string(b), true
		}
		b[i] = to
	}
	return "", false
}
