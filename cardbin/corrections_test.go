package cardbin_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

// What people who hold such cards report, and what the packages have wrong.
func TestCorrections(t *testing.T) {
	const card = cardbin.KindCard
	for _, c := range []struct {
		why, pan   string
		issuer     string // by name
		region     string
		funding    cardbin.Funding
		kind       cardbin.Kind
		mainstream bool
	}{
		{"a subsidiary in Hong Kong", "6229442468135799", "中国工商银行", "HK", cardbin.Debit, card, false},
		{"a branch in Singapore", "6221582468135795", "中国工商银行", "SG", cardbin.Credit, card, false},
		{"the bank at home", "6222022468135790241", "中国工商银行", "CN", cardbin.Debit, card, true},
		{"a mainland bank of a Hong Kong group", "6212892468135790249", "南洋商业银行", "CN", cardbin.Debit, card, false},
		{"listed as another bank", "6212132468135790249", "南洋商业银行（中国）", "CN", cardbin.Debit, card, false},
		{"a mainland bank of a Hong Kong group", "6212772468135799", "大新银行", "CN", cardbin.Debit, card, false},
		{"a mainland bank of a Hong Kong group", "6229502468135790", "恒生银行（中国）", "CN", cardbin.Debit, card, false},
		{"a Hong Kong bank with a mainland bank's name", "6223862468135793", "上海商业银行", "HK", cardbin.Credit, card, false},
		{"a quasi-credit card", "6227072468135796", "中国建设银行", "CN", cardbin.QuasiCredit, card, true},
		{"a quasi-credit card", "4532422468135793", "中国建设银行", "CN", cardbin.QuasiCredit, card, true},
		{"two banks' codes mixed up", "940035246813579028", "广州农商银行", "CN", cardbin.Debit, card, false},
		{"a village bank, not its founder", "6212753418135790242", "天津宝坻浦发村镇银行", "CN", cardbin.Debit, card, false},
		{"one of those founders' banks that is not listed by itself", "6212753318135790244", "浦发村镇银行", "CN", cardbin.Debit, card, false},
		{"below a five-digit prefix of another length", "6282982468135798", "东莞农村商业银行", "CN", cardbin.Credit, card, false},
		{"18 digits of one bank, 19 of another", "623007246813579027", "中国工商银行", "CN", cardbin.Debit, card, true},
		{"19 digits of another bank", "6230072468135790271", "临商银行", "CN", cardbin.Debit, card, false},
		{"since about 2018", "6232712468135790245", "中国工商银行", "CN", cardbin.Debit, card, true},
		{"since about 2018", "6236862468135790244", "中国邮政储蓄银行", "CN", cardbin.Debit, card, true},
		{"a payment token of 19 digits", "6235242468135790247", "UPTOKEN", "CN", cardbin.Debit, cardbin.KindToken, false},
		{"a payment token of 16 digits", "6251532468135791", "UPTOKEN", "CN", cardbin.Credit, cardbin.KindToken, false},
		{"a payment token of eight digits", "6263610346813571", "UPTOKEN", "CN", cardbin.FundingUnknown, cardbin.KindToken, false},
		{"a payment token of seven digits", "6230440468135790247", "UPTOKEN", "CN", cardbin.Debit, cardbin.KindToken, false},
		{"a test card", "6212142600000000167", "UPTEST", "CN", cardbin.FundingUnknown, cardbin.KindTest, false},
		{"a subsidiary in Hong Kong, not the bank at home", "6217402468135798", "渣打银行（香港）", "HK", cardbin.Debit, card, false},
		{"the mainland bank of that group", "6229422468135795", "渣打银行（中国）", "CN", cardbin.Debit, card, false},
		{"a prepaid card", "9200002468135795", "CEP", "CN", cardbin.Prepaid, card, false},
		{"a credit card by its name", "6255192468135795", "湖南农信", "CN", cardbin.Credit, card, false},
		{"debit and credit in one", "6270662468135797", "平安银行", "CN", cardbin.FundingUnknown, card, true},
		{"a group of village banks", "6216351238135790241", "国民村镇银行", "CN", cardbin.Debit, card, false},
		{"since about 2018", "6232722468135790245", "中国工商银行", "CN", cardbin.Debit, card, true},
		{"a card of a company", "6232512468135795", "建设银行", "CN", cardbin.Debit, card, true},
		{"a payment token from abroad", "6292602468135790", "UPTOKEN", "CN", cardbin.FundingUnknown, cardbin.KindToken, false},
	} {
		t.Run(c.why+" "+c.pan[:6], func(t *testing.T) {
			m := lookup(t, cardbin.Default(), c.pan)
			require.Equal(t, cardbin.HowExact, m.How)
			stated, ok := cardbin.Default().FindIssuer(c.issuer)
			require.True(t, ok)
			require.Equal(t, stated.Code, m.Issuer().Code)
			require.Equal(t, c.region, m.Issuer().Region)
			require.Equal(t, c.funding, m.Funding())
			require.Equal(t, c.kind, m.Kind())
			require.Equal(t, c.mainstream, m.Issuer().Mainstream)
		})
	}
}

// A card in a range that the table gives to many banks is not of the bank with
// fewer of its digits and another length.
func TestAShortPrefixOfAnotherLengthSwallowsNothing(t *testing.T) {
	m := lookup(t, cardbin.Default(), "628299246813579")
	require.Equal(t, "62829", m.Prefix())
	_, known := cardbin.Default().Lookup(parse(t, "6282922468135790"))
	require.False(t, known, "628292 is not in the table")
	m = lookup(t, cardbin.Default(), "10300000000000000")
	require.Equal(t, cardbin.HowOtherLength, m.How, "no longer prefix begins with 103")
}

// No bank of the mainland is left in a range that is issued abroad, and the other
// way round, in all rows of the data.
func TestRegionsOfTheData(t *testing.T) {
	type key struct{ prefix, length string }
	records := map[key]cardbin.Record{}
	for r := range cardbin.Default().All() {
		records[key{r.Prefix(), strconv.Itoa(r.PANLength())}] = r
	}
	for _, row := range rows(t, "data/bin_regions.csv") {
		r := records[key{row[0], row[1]}]
		require.Equal(t, row[2], r.Issuer().Region, row[0])
		require.Equal(t, cardbin.Overseas, r.Issuer().Category, row[0])
		require.False(t, r.Issuer().Mainstream, row[0])
		require.False(t, r.DualBrand(), row[0])
		require.Contains(t, r.Source(), "bin-regions@")
	}
	for _, row := range rows(t, "data/corrections.csv") {
		r := records[key{row[0], row[1]}]
		require.Equal(t, row[2:5], []string{r.Kind().String(), r.Funding().String(), r.Issuer().Code}, row[0])
		require.Contains(t, r.Source(), "corrections@")
		if strings.Contains(row[8], "village bank") {
			require.Equal(t, cardbin.VillageBank, r.Issuer().Category, row[0])
		}
	}
}

func rows(t *testing.T, name string) [][]string {
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return all[1:]
}
