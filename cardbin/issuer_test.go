package cardbin_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

func TestFindIssuer(t *testing.T) {
	tests := []struct{ in, code string }{
		{"ICBC", "ICBC"}, {"icbc", "ICBC"}, {" ＩＣＢＣ ", "ICBC"},
		{"中国工商银行", "ICBC"}, {"中国工商银行股份有限公司", "ICBC"}, {"工商银行", "ICBC"}, {"工行", "ICBC"},
		{"Industrial and Commercial Bank of China", "ICBC"}, {"102", "ICBC"}, {"01020000", "ICBC"},
		{"农行", "ABC"}, {"中行", "BOC"}, {"建行", "CCB"}, {"交行", "COMM"}, {"BOCOM", "COMM"}, {"邮储", "PSBC"}, {"招行", "CMB"},
		{"广发", "GDB"}, {"CGB", "GDB"}, {"广东发展银行", "GDB"}, {"深发展", "SPABANK"},
		{"微众银行", "WEBANK"}, {"网商银行", "MYBANK"}, {"农信", ""},
		// codes that mislead
		{"MYBANK", "MYBANK"}, {"浙江网商银行", "MYBANK"},
		{"NCB", "NCB"}, {"江西银行", "NCB"}, {"南昌银行", "NCB"}, {"南洋商业银行", "NYCBHK"},
		{"BOSH", "BOSH"}, {"新韩银行（中国）", "BOSH"}, {"新韩银行(中国)有限公司", "BOSH"}, {"新韩银行", "BOSH"}, {"上海银行", "SHBANK"},
		{"BOCD", "BOCD"}, {"承德银行", "BOCD"}, {"成都银行", "CDCB"},
		// renamed banks
		{"南充市商业银行", "CGNB"}, {"四川天府银行", "CGNB"}, {"苏州农商银行", "WJRCB"}, {"湖南银行", "HRXJB"},
		// branches and cards
		{"中国工商银行北京分行", "ICBC"}, {"中国工商银行股份有限公司北京市分行营业部", "ICBC"}, {"中国工商银行（借记卡）", "ICBC"}, {"工行上海浦东支行", "ICBC"},
		{"招商银行信用卡中心", "CMB"}, {"中国农业银行总行", "ABC"}, {"上海农商银行张江支行", "SHRCB"}, {"江苏省农村信用社联合社营业部", "JSRCU"},
		{"光大村镇银行嘉兴支行", ""}, {"中国银行消费金融公司分行", ""}, {"建设路支行", ""}, {"北京分行", ""}, {"分行", ""}, {"工商", "ICBC"}, {"工商银行北京", ""},
		// rural banks by the words that they are called by
		{"福建省农村信用社联合社", "FJNX"}, {"福建农村信用联社", "FJNX"}, {"福建省农信", "FJNX"}, {"陕西信合", "SXRCCU"}, {"吉林省农村信用社联合社", "JLRCU"},
		{"广西壮族自治区农村信用社联合社", "GXRCU"}, {"内蒙古自治区农村信用社联合社", "NMGNXS"}, {"新疆维吾尔自治区农村信用社", "XJRCU"}, {"湖南农信", "HNRCC"}, {"湖南省农村信用社联合社", "HNRCC"},
		{"江阴农村商业银行", "JRCB"}, {"江阴农商行", "JRCB"}, {"东莞农商行", "DRCBCL"}, {"农商行", ""}, {"信用社", ""},
		// mainland banks of groups abroad
		{"南商（中国）", "NYCBHK"}, {"南商银行", "NYCBHK"}, {"花旗中国", "CITI"}, {"渣打银行（中国）有限公司", "SCB"}, {"渣打银行（香港）有限公司", "SCBHK"}, {"华侨永亨银行（中国）", "OCBC"},
		// branch codes
		{"招商银行深圳分行", "CMB"}, {"工行北京西单支行", "ICBC"}, {"中国银行（上海市分行）", "BOC"},
		{"中国农业发展银行北京分行", ""}, {"102100099996", "ICBC"}, {"交通支行", ""}, {"某某银行北京分行", ""},
		// nobody
		{"", ""}, {"银行", ""}, {"中国", ""}, {"有限公司", ""}, {"ICBC\x00", ""}, {"\xff", ""}, {"ICBC" + strings.Repeat(" ", 200), ""}, {strings.Repeat("工", 5_000_000), ""},
	}
	for _, tt := range tests {
		t.Run(tt.in[:min(len(tt.in), 40)], func(t *testing.T) {
			iss, ok := cardbin.Default().FindIssuer(tt.in)
			require.Equal(t, tt.code != "", ok)
			require.Equal(t, tt.code, iss.Code)
			require.Equal(t, !ok, iss.IsZero())
		})
	}
}

// An issuer without an English name is not what an empty name finds.
func TestFindIssuerWithoutAName(t *testing.T) {
	o, err := cardbin.Default().Overlay(strings.NewReader("prefix,pan_length,issuer,issuer_name\n623,16,NEW,新银行\n"))
	require.NoError(t, err)
	_, ok := o.FindIssuer("新银行")
	require.True(t, ok)
	for _, name := range []string{"", " ", "银行", "有限公司"} {
		_, ok := o.FindIssuer(name)
		require.False(t, ok, name)
	}
}

func TestFindIssuerCostsNoMemory(t *testing.T) {
	for _, name := range []string{"ICBC", "中国工商银行股份有限公司", "中国工商银行北京市分行营业部", "光大村镇银行嘉兴支行", "Industrial and Commercial Bank of China, the one that was founded in nineteen hundred and eighty-four"} {
		require.Zero(t, testing.AllocsPerRun(100, func() { cardbin.Default().FindIssuer(name) }), name)
	}
}

// Codes that look alike are different banks.
func TestMisleadingCodes(t *testing.T) {
	tests := []struct{ code, name string }{
		{"MYBANK", "浙江网商银行"}, {"NCB", "江西银行（原南昌银行）"}, {"BOSH", "新韩银行（中国）"}, {"SHBANK", "上海银行"},
		{"BOCD", "承德银行"}, {"CDCB", "成都银行"}, {"COMM", "交通银行"}, {"GDB", "广发银行"},
	}
	for _, tt := range tests {
		iss, ok := cardbin.Default().FindIssuer(tt.code)
		require.True(t, ok)
		require.Equal(t, tt.code, iss.Code)
		require.Equal(t, tt.name, iss.NameZH)
	}
}

// Every issuer of the table is found by its code and Chinese name, and is
// complete. A branch abroad is found as its bank.
func TestEveryIssuer(t *testing.T) {
	table := cardbin.Default()
	big6 := map[string]bool{}
	for r := range table.All() {
		iss := r.Issuer()
		for _, name := range []string{iss.Code, iss.NameZH} {
			found, ok := table.FindIssuer(name)
			require.True(t, ok, name)
			require.Equal(t, iss.Code, found.Code, name)
			if found.Region == iss.Region {
				require.Equal(t, iss, found, name)
			}
		}
		require.Equal(t, iss.Code == "UPTOKEN", r.Kind() == cardbin.KindToken, "a token has the category of no bank")
		require.Equal(t, iss.Code == "UPTEST", r.Kind() == cardbin.KindTest, "nor has a test card")
		require.Equal(t, r.Kind() != cardbin.KindCard, iss.Category == cardbin.CategoryUnknown, iss.Code)
		require.Len(t, iss.Region, 2)
		require.Equal(t, iss.Category == cardbin.Overseas, iss.Region != "CN", iss.Code)
		require.Equal(t, iss.Category == cardbin.StateOwned || iss.Category == cardbin.JointStock, iss.Mainstream, iss.Code)
		require.False(t, iss.InternetOnly && iss.Mainstream, iss.Code)
		if iss.Category == cardbin.StateOwned {
			big6[iss.Code] = true
		}
	}
	require.Equal(t, map[string]bool{"ICBC": true, "ABC": true, "BOC": true, "CCB": true, "COMM": true, "PSBC": true}, big6)
}

func TestSucceeded(t *testing.T) {
	table := cardbin.Default()
	require.True(t, table.Succeeded("LYBANK", "ZYB"), "洛阳银行 became part of 中原银行")
	require.False(t, table.Succeeded("ZYB", "LYBANK"))
	require.False(t, table.Succeeded("ICBC", "ICBC"))
	require.False(t, table.Succeeded("", ""))
	require.True(t, table.Succeeded("BSB", "HSBANK"), "包商银行 was divided")
	require.True(t, table.Succeeded("BSB", "MENGSHANGBANK"))
	require.True(t, overlaid(t).Succeeded("LYBANK", "ZYB"), "an overlay keeps them")
}

func TestIssuers(t *testing.T) {
	table := cardbin.Default()
	list := table.Issuers()
	type key struct{ code, region string }
	listed := map[key]cardbin.Issuer{}
	for i, iss := range list {
		k := key{iss.Code, iss.Region}
		require.NotContains(t, listed, k)
		listed[k] = iss
		if i > 0 {
			require.Less(t, list[i-1].Code+" "+list[i-1].Region, iss.Code+" "+iss.Region)
		}
	}
	for r := range table.All() {
		iss := r.Issuer()
		require.Equal(t, iss, listed[key{iss.Code, iss.Region}])
	}
	list[0].Code = "changed"
	require.NotEqual(t, list[0], table.Issuers()[0], "the slice is the caller's")
	require.Empty(t, new(cardbin.Table).Issuers())
}
