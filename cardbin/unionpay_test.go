package cardbin_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/payready/payready/cardbin"
)

const unionPayFile = "发卡行名称及机构代码\t卡名\tATM\tPOS\t主账号长度\t发卡行标识取值\t卡种\n" +
	"中国工商银行(01020000)\t牡丹卡普卡\t1\t1\t16\t62999900\t借记卡\n" +
	"\"示例银行\n(09998800)\"\t示例卡\t1\t1\t19\t62999901\t贷记卡\n" +
	"中国银行澳门分行（01040446）\t\t1\t1\t16\t62999902\t准贷记卡\n" +
	"示例海外银行(29990764)\t\t1\t1\t16\t62999903\t预付费卡\n" +
	"示例海外银行二(29990999)\t\t1\t1\t16\t62999904\t其他\n"

const unionPayCSV = `prefix,pan_length,funding,issuer,issuer_name,region,card_name
62999900,16,debit,ICBC,中国工商银行,CN,牡丹卡普卡
62999901,19,credit,U09998800,示例银行,CN,示例卡
62999902,16,quasi_credit,BOC,中国银行澳门分行,MO,
62999903,16,prepaid,U29990764,示例海外银行,TH,
62999904,16,unknown,U29990999,示例海外银行二,ZZ,
`

func TestReadUnionPay(t *testing.T) {
	t.Run("with a header, by tabs", func(t *testing.T) {
		b, err := cardbin.ReadUnionPay(strings.NewReader(unionPayFile))
		require.NoError(t, err)
		require.Equal(t, unionPayCSV, string(b))

		o, err := cardbin.Default().Overlay(strings.NewReader(string(b)))
		require.NoError(t, err)
		m := lookup(t, o, "6299990200000000")
		require.Equal(t, "BOC", m.Issuer().Code)
		require.Equal(t, "MO", m.Issuer().Region)
		require.Equal(t, cardbin.QuasiCredit, m.Funding())
		require.Equal(t, "示例银行", lookup(t, o, "6299990100000000000").Issuer().NameZH)
	})
	t.Run("in GB 18030 through a decoder", func(t *testing.T) {
		gb, err := simplifiedchinese.GB18030.NewEncoder().String(unionPayFile)
		require.NoError(t, err)
		b, err := cardbin.ReadUnionPay(simplifiedchinese.GB18030.NewDecoder().Reader(strings.NewReader(gb)))
		require.NoError(t, err)
		require.Equal(t, unionPayCSV, string(b))
		_, err = cardbin.ReadUnionPay(strings.NewReader(gb))
		require.ErrorIs(t, err, cardbin.ErrEncoding)
	})
	t.Run("five columns without a header, by commas", func(t *testing.T) {
		b, err := cardbin.ReadUnionPay(strings.NewReader("招商银行(03080000),一卡通,16,62999900,借记卡\n招商银行(03081000),一卡通,16,62999901,预付卡\n"))
		require.NoError(t, err)
		require.Equal(t, "prefix,pan_length,funding,issuer,issuer_name,region,card_name\n62999900,16,debit,CMB,招商银行,CN,一卡通\n62999901,16,prepaid,CMB,招商银行,CN,一卡通\n", string(b))
	})
	t.Run("the mainland by its number", func(t *testing.T) {
		b, err := cardbin.ReadUnionPay(strings.NewReader("某某公司(09990156),x,16,62999900,借记卡\n"))
		require.NoError(t, err)
		require.Contains(t, string(b), ",U09990156,某某公司,CN,")
	})
	t.Run("a branch of a nationwide bank under a name of its own", func(t *testing.T) {
		b, err := cardbin.ReadUnionPay(strings.NewReader("某某分行(03085840),一卡通,16,62999900,借记卡\n"))
		require.NoError(t, err)
		require.Contains(t, string(b), ",CMB,某某分行,CN,")
	})

	tests := []struct{ name, in, want string }{
		{"no institution code", "招商银行,一卡通,16,62999900,借记卡\n", "line 1: issuer: no issuer name with an eight-digit institution code"},
		{"a code without a name", "(03080000),一卡通,16,62999900,借记卡\n", "line 1: issuer: no issuer name with an eight-digit institution code"},
		{"a bad prefix", "招商银行(03080000),一卡通,16,6299x,借记卡\n", "line 1: prefix: must be 2 to 10 digits"},
		{"a bad length, later", "招商银行(03080000),一卡通,16,62999,借记卡\n招商银行(03080000),一卡通,,62999,借记卡\n", "line 2: pan_length: must be a number from 12 to 19"},
		{"a control character", "招商银行(03080000),一\x01卡通,16,62999,借记卡\n", "line 1: card_name: must be at most 128 bytes, without control or invisible characters"},
		{"other columns", "a,b,c\n", "line 1: neither the five columns issuer, card name, length, prefix and type nor a header that names them"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := cardbin.ReadUnionPay(strings.NewReader(tt.in))
			require.Nil(t, b)
			require.EqualError(t, err, "cardbin: "+tt.want)
		})
	}
}

// Overlay accepts the output of ReadUnionPay, or rejects it only for its keys.
func FuzzReadUnionPay(f *testing.F) {
	f.Add(unionPayFile)
	f.Add("招商银行(03080000),一卡通,16,62999900,借记卡\n")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		b, err := cardbin.ReadUnionPay(strings.NewReader(s))
		if err != nil {
			require.Nil(t, b)
			return
		}
		if _, err := cardbin.Default().Overlay(strings.NewReader(string(b))); err != nil {
			require.Contains(t, err.Error(), "stand on an earlier line")
		}
	})
}
