package cardbin_test

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

func parse(t testing.TB, s string) cardbin.PAN {
	t.Helper()
	p, err := cardbin.ParsePAN(s)
	require.NoError(t, err)
	return p
}

// testdata/pans.csv: made-up numbers with what a table must say of them.
func TestLabelledNumbers(t *testing.T) {
	f, err := os.Open("testdata/pans.csv")
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, all, 497)
	for line, c := range all[1:] {
		t.Run(strconv.Itoa(line+2)+" "+c[1], func(t *testing.T) {
			p := parse(t, c[0])
			m, found := cardbin.Default().Lookup(p)
			require.Equal(t, c[8] == "1", p.LuhnValid(), "luhn")
			require.Equal(t, c[8] == "1", cardbin.Luhn(c[0]), "luhn of the text")
			require.Equal(t, c[2] == "1", found, "found")
			require.Equal(t, c[7] == "1", m.How == cardbin.HowExact, "length")
			if !found {
				require.Equal(t, cardbin.Match{}, m)
				return
			}
			require.Equal(t, c[3], m.Prefix())
			require.Equal(t, c[4], m.Issuer().Code)
			require.Equal(t, c[5], m.Funding().String())
			require.Equal(t, c[6], strconv.Itoa(m.PANLength()))
		})
	}
}

func TestLookup(t *testing.T) {
	tests := []struct {
		name, pan, prefix, issuer string
		how                       cardbin.How
	}{
		{"a leading zero is part of the prefix", "018572000000000000", "018572", "YNRCC", cardbin.HowExact},
		{"a three-digit prefix", "1030000000000000000", "103", "ABC", cardbin.HowExact},
		{"the longest prefix wins", "6032650000000000", "60326500", "JSBANK", cardbin.HowExact},
		{"a shorter prefix of the right length beats a longer one of another", "9558800000000000", "95588", "ICBC", cardbin.HowOtherLength},
		{"one digit lost", "103000000000000000", "103", "ABC", cardbin.HowOtherLength},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := cardbin.Default().Lookup(parse(t, tt.pan))
			require.True(t, ok)
			require.Equal(t, tt.prefix, m.Prefix())
			require.Equal(t, tt.issuer, m.Issuer().Code)
			require.Equal(t, tt.how, m.How)
		})
	}
	t.Run("the zero PAN", func(t *testing.T) {
		_, ok := cardbin.Default().Lookup(cardbin.PAN{})
		require.False(t, ok)
	})
	t.Run("the zero Table", func(t *testing.T) {
		var empty cardbin.Table
		_, ok := empty.Lookup(parse(t, "6222021234567890123"))
		require.False(t, ok)
		_, ok = empty.LookupPrefix("622202", 19)
		require.False(t, ok)
		_, ok = empty.FindIssuer("ICBC")
		require.False(t, ok)
		require.Empty(t, slices.Collect(empty.All()))
	})
}

func TestLookupPrefix(t *testing.T) {
	table := cardbin.Default()
	o := overlaid(t) // adds EXBANK below ICBC's 622202
	two, err := table.Overlay(strings.NewReader("prefix,pan_length,issuer\n97,16,ICBC\n"))
	require.NoError(t, err)
	tests := []struct {
		name   string
		table  *cardbin.Table
		head   string
		length int
		issuer string
		how    cardbin.How
	}{
		{"six digits", table, "622202", 19, "ICBC", cardbin.HowExact},
		{"eight digits", table, "62220212", 19, "ICBC", cardbin.HowExact},
		{"a whole number", table, "6222021234567890123", 19, "ICBC", cardbin.HowExact},
		{"another bank below", o, "622202", 19, "ICBC", cardbin.HowPartial},
		{"still another bank below", o, "6222021", 19, "ICBC", cardbin.HowPartial},
		{"past the other bank", o, "6222022", 19, "ICBC", cardbin.HowExact},
		{"at the other bank", o, "62220219", 19, "EXBANK", cardbin.HowExact},
		{"the other bank has another length", o, "622202", 16, "ICBC", cardbin.HowOtherLength},
		{"a short prefix", table, "9558", 19, "ICBC", cardbin.HowExact},
		{"a leading zero", table, "018572", 18, "YNRCC", cardbin.HowExact},
		{"no length", table, "622202", 0, "ICBC", cardbin.HowOtherLength},
		{"an absurd length", table, "622202", 1 << 40, "ICBC", cardbin.HowOtherLength},
		{"a negative length", table, "622202", -5, "ICBC", cardbin.HowOtherLength},
		{"two digits", two, "97", 16, "ICBC", cardbin.HowExact},
		{"too few digits for the prefix", table, "62220", 19, "", cardbin.HowNone},
		{"one digit", table, "6", 19, "", cardbin.HowNone},
		{"none", table, "", 19, "", cardbin.HowNone},
		{"twenty", table, "62220212345678901234", 19, "", cardbin.HowNone},
		{"a star", table, "622202*", 19, "", cardbin.HowNone},
		{"a star after ten digits", table, "6222021234*", 19, "", cardbin.HowNone},
		{"full-width digits", table, "６２２２０２", 19, "", cardbin.HowNone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, ok := tt.table.LookupPrefix(tt.head, tt.length)
			require.Equal(t, tt.issuer != "", ok)
			require.Equal(t, tt.issuer, m.Issuer().Code)
			require.Equal(t, tt.how, m.How)
		})
	}
}

// A head is not filled up with zeros: 60326500 is a row too.
func TestLookupPrefixOfAHeadThatZerosWouldExtend(t *testing.T) {
	for head, want := range map[string]string{"603265": "603265", "6032650": "603265", "60326500": "60326500"} {
		m, ok := cardbin.Default().LookupPrefix(head, 16)
		require.True(t, ok)
		require.Equal(t, want, m.Prefix())
	}
}

// A head that gives an exact match gives the match of every number it begins.
func TestLookupPrefixAgreesWithLookup(t *testing.T) {
	table := big(t)
	rnd := rand.New(rand.NewPCG(7, 8))
	exact, partial := 0, 0
	for _, number := range cards(table, 50_000) {
		head := number[:2+rnd.IntN(len(number)-1)]
		m, ok := table.LookupPrefix(head, len(number))
		if !ok {
			continue
		}
		full := lookup(t, table, number)
		switch m.How {
		case cardbin.HowExact:
			exact++
			require.Equal(t, m.Issuer(), full.Issuer())
			require.Equal(t, m.Funding(), full.Funding())
		case cardbin.HowPartial:
			partial++
			require.Less(t, len(head), 10)
		}
	}
	require.Greater(t, exact, 1000)
	require.Greater(t, partial, 1000)
}

func TestZeroRecord(t *testing.T) {
	var r cardbin.Record
	require.True(t, r.IsZero())
	require.Empty(t, r.Prefix()+r.Product()+r.Source())
	require.Zero(t, r.PANLength())
	require.True(t, r.Issuer().IsZero())
	require.Equal(t, cardbin.FundingUnknown, r.Funding())
	require.Equal(t, cardbin.KindCard, r.Kind())
	require.Equal(t, cardbin.HintNone, r.ClassHint())
	require.Equal(t, cardbin.NetworkUnknown, r.Network())
	require.Equal(t, cardbin.LuhnUnreliable, r.Luhn())
	require.False(t, r.DualBrand())
}

func TestClassHints(t *testing.T) {
	tests := []struct {
		pan, issuer, product string
		hint                 cardbin.ClassHint
	}{
		{"6236760000000000000", "PSBC", "Ⅱ类账户", cardbin.HintClassII},
		{"6236770000000000000", "PSBC", "Ⅲ类账户", cardbin.HintClassIII},
		{"6235590000000000", "SPDB", "二三类电子账户", cardbin.HintClassIIOrIII},
		{"6216920000000000", "CMBC", "直销银行电子账户", cardbin.HintEAccount},
		{"6232658400000000000", "WEBANK", "", cardbin.HintEAccount},
		{"6258180000000000", "ABC", "虚拟账户", cardbin.HintNone},
	}
	for _, tt := range tests {
		m := lookup(t, cardbin.Default(), tt.pan)
		require.Equal(t, tt.issuer, m.Issuer().Code)
		require.Equal(t, tt.product, m.Product())
		require.Equal(t, tt.hint, m.ClassHint())
	}
	mixed := lookup(t, cardbin.Default(), "6236006600000000000") // in both files
	require.Equal(t, cardbin.HintEAccount, mixed.ClassHint())
	require.Equal(t, "npm:bankcard@3.1.6+e-account-bins@1", mixed.Source())
}

// The figures in the package documentation.
func TestStats(t *testing.T) {
	table := cardbin.Default()
	s := table.Stats()
	require.Equal(t, 2460, s.Rows)
	require.Equal(t, 2406, s.Prefixes)
	require.Equal(t, 375, s.Issuers)
	require.Equal(t, []cardbin.FundingStats{{cardbin.FundingUnknown, 31}, {cardbin.Debit, 1481}, {cardbin.Credit, 830}, {cardbin.QuasiCredit, 68}, {cardbin.Prepaid, 50}}, s.ByFunding)
	require.Equal(t, []cardbin.CategoryStats{
		{cardbin.CategoryUnknown, 42, 2}, {cardbin.StateOwned, 654, 6}, {cardbin.PolicyBank, 0, 0}, {cardbin.JointStock, 471, 12},
		{cardbin.CityCommercial, 551, 126}, {cardbin.RuralCommercial, 120, 25}, {cardbin.RuralCreditUnion, 107, 24},
		{cardbin.VillageBank, 103, 76}, {cardbin.DigitalPrivate, 23, 18}, {cardbin.ForeignInChina, 39, 16},
		{cardbin.Overseas, 346, 69}, {cardbin.PrepaidIssuer, 4, 1},
	}, s.ByCategory)

	sources := map[string]bool{}
	for _, src := range table.Sources() {
		require.NotEmpty(t, src.Licence)
		require.Len(t, src.Date, 10)
		sources[src.ID+"@"+src.Version] = true
	}
	for r := range table.All() {
		for s := range strings.SplitSeq(r.Source(), "+") {
			require.True(t, sources[s], s)
		}
	}
	table.Sources()[0].ID = "changed"
	require.NotEqual(t, "changed", table.Sources()[0].ID, "the slice is the caller's")
	require.Regexp(t, `^\d{4}-\d\d-\d\d\.[0-9a-f]{8}$`, table.Version())
}

func TestAllStops(t *testing.T) {
	n := 0
	for range cardbin.Default().All() {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}

// The package needs the standard library only, and what the module reads all
// numbers with.
func TestStandardLibraryOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".").Output()
	require.NoError(t, err)
	require.Equal(t, "github.com/payready/payready/cardbin/internal/index\ngithub.com/payready/payready/internal/typed\ngithub.com/payready/payready/cardbin\n", string(out))
}
