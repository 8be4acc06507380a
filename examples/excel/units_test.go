package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A title names its unit in many ways; a payout that is read a hundred times too high or
// ten thousand times too low would be judged by the wrong limits.
func TestUnitOf(t *testing.T) {
	for title, fen := range map[string]int64{
		"Amount (fen)": 1, "amount[fen]": 1, "amount_fen": 1, "amountFen": 1, "Amount (cents)": 1,
		"金额[分]": 1, "金额【分】": 1, "金额（分）": 1, "金额(人民币分)": 1, "金额（单位：人民币分）": 1, "金额(单位 分)": 1, "金额（单位为分）": 1, "金额分": 1,
		"金额(万)": 1_000_000, "放款金额(万元)": 1_000_000, "放款金额万元": 1_000_000, "金额（单位：人民币万元）": 1_000_000,
		"金额(千元)": 100_000, "金额(百元)": 10_000, "金额(元)": 100, "金额（元）(含税)": 100, "Amount (yuan)": 100, "Amount (CNY)": 100,
		"金额": 7, "放款金额(部分)": 7, "Amount": 7,
	} {
		require.Equal(t, fen, unitOf(title, 7), title)
	}
}
