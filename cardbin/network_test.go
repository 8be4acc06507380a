package cardbin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/cardbin"
)

func TestNetworkByRange(t *testing.T) {
	tests := []struct {
		pan  string
		want cardbin.Network
	}{
		{"6200000000000000", cardbin.UnionPay}, {"6299999999999999999", cardbin.UnionPay}, {"6221260000000000", cardbin.UnionPay},
		{"8100000000000000", cardbin.UnionPay}, {"8171999999999999", cardbin.UnionPay}, {"8172000000000000", cardbin.NetworkUnknown},
		{"4000000000000", cardbin.Visa}, {"4999999999999999", cardbin.Visa}, {"400000000000000", cardbin.NetworkUnknown},
		{"5100000000000000", cardbin.Mastercard}, {"5599999999999999", cardbin.Mastercard}, {"5600000000000000", cardbin.NetworkUnknown},
		{"2221000000000000", cardbin.Mastercard}, {"2720999999999999", cardbin.Mastercard}, {"2721000000000000", cardbin.NetworkUnknown}, {"2220999999999999", cardbin.NetworkUnknown},
		{"3528000000000000", cardbin.JCB}, {"3589999999999999", cardbin.JCB}, {"3527999999999999", cardbin.NetworkUnknown}, {"3590000000000000", cardbin.NetworkUnknown},
		{"340000000000000", cardbin.Amex}, {"379999999999999", cardbin.Amex}, {"3700000000000000", cardbin.NetworkUnknown},
		{"30000000000000", cardbin.Diners}, {"30599999999999", cardbin.Diners}, {"30600000000000", cardbin.NetworkUnknown}, {"30950000000000", cardbin.Diners},
		{"36000000000000", cardbin.Diners}, {"38000000000000", cardbin.Diners}, {"39999999999999", cardbin.Diners},
		{"6011000000000000", cardbin.Discover}, {"6440000000000000", cardbin.Discover}, {"6599999999999999", cardbin.Discover}, {"6439999999999999", cardbin.NetworkUnknown},
		{"9558800000000000000", cardbin.NetworkUnknown}, {"0000000000000000", cardbin.NetworkUnknown},
	}
	for _, tt := range tests {
		require.Equal(t, tt.want, parse(t, tt.pan).Network(), tt.pan)
		require.Equal(t, tt.want, cardbin.NetworkOf(tt.pan[:4], len(tt.pan)), tt.pan)
	}
}

func TestNetworkOfAHead(t *testing.T) {
	tests := []struct {
		name   string
		head   string
		length int
		want   cardbin.Network
	}{
		{"four digits", "4242", 16, cardbin.Visa},
		{"six digits", "352800", 16, cardbin.JCB},
		{"a whole number", "4242424242424242", 16, cardbin.Visa},
		{"another length", "352800", 15, cardbin.NetworkUnknown},
		{"three digits", "424", 16, cardbin.NetworkUnknown},
		{"none", "", 16, cardbin.NetworkUnknown},
		{"a star", "424*42", 16, cardbin.NetworkUnknown},
		{"full-width digits", "６２２２０２", 16, cardbin.NetworkUnknown},
		{"too short", "622202", 11, cardbin.NetworkUnknown},
		{"too long", "622202", 20, cardbin.NetworkUnknown},
		{"a negative length", "622202", -5, cardbin.NetworkUnknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, cardbin.NetworkOf(tt.head, tt.length))
		})
	}
}

func TestNetworkAndLuhnOfRecords(t *testing.T) {
	tests := []struct {
		name, pan string
		network   cardbin.Network
		dual      bool
		luhn      cardbin.LuhnUse
	}{
		{"UnionPay debit", "6222021000000000000", cardbin.UnionPay, false, cardbin.LuhnUsual},
		{"UnionPay credit", "6228370000000000", cardbin.UnionPay, false, cardbin.LuhnAlways},
		{"old ICBC debit", "9558800000000000000", cardbin.Domestic, false, cardbin.LuhnUnreliable},
		{"three digits of Diners' range", "3030000000000000", cardbin.Domestic, false, cardbin.LuhnUnreliable},
		{"seventeen digits in Amex' range", "37767700000000000", cardbin.Domestic, false, cardbin.LuhnUnreliable},
		{"018572", "018572000000000000", cardbin.Domestic, false, cardbin.LuhnUnreliable},
		{"60xxxx of a mainland bank", "6029070000000000", cardbin.Domestic, false, cardbin.LuhnUnreliable},
		{"Amex credit", "370246000000000", cardbin.Amex, true, cardbin.LuhnAlways},
		{"JCB credit", "3563900000000000", cardbin.JCB, true, cardbin.LuhnAlways},
		{"debit in Visa's range", "4336800000000000", cardbin.Visa, true, cardbin.LuhnAlways},
		{"UnionPay from Korea", "6200110000000000", cardbin.UnionPay, false, cardbin.LuhnUsual},
		{"Visa from Hong Kong", "4864950000000000", cardbin.Visa, false, cardbin.LuhnAlways},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := lookup(t, cardbin.Default(), tt.pan)
			require.Equal(t, tt.network, m.Network())
			require.Equal(t, tt.dual, m.DualBrand())
			require.Equal(t, tt.luhn, m.Luhn())
		})
	}
	require.Equal(t, "KR", lookup(t, cardbin.Default(), "6200110000000000").Issuer().Region, "issued overseas")
}

func TestLuhnOfUnknownNumbers(t *testing.T) {
	require.Equal(t, cardbin.LuhnUsual, cardbin.UnionPay.Luhn())
	require.Equal(t, cardbin.LuhnAlways, cardbin.Visa.Luhn())
	require.Equal(t, cardbin.LuhnAlways, cardbin.Discover.Luhn())
	require.Equal(t, cardbin.LuhnUnreliable, cardbin.Domestic.Luhn())
	require.Equal(t, cardbin.LuhnUnreliable, cardbin.NetworkUnknown.Luhn())
	require.False(t, cardbin.Domestic.Foreign())
	require.True(t, cardbin.Visa.Foreign())
}
