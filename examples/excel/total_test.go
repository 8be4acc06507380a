package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/readinesstest"
)

// A row that has the number of an order is a payout, whatever its other cells begin with: a
// payout that is passed over is told to nobody.
func TestOrdersWinOverSumWords(t *testing.T) {
	n, c := readinesstest.Name, readinesstest.PAN
	rows, out := answers(t, book(t, []any{"订单号", "业务单号", "姓名", "银行卡号", "金额", "备注"},
		[]any{"A-1", "", n, c, 8000, ""}, []any{"A-2", "", "", "", 8000, "累计第三期放款"}, []any{"A-3", "", "", "", 8000, "大写：捌仟元整"},
		[]any{"A-4", "", "", "", 8000, "总额度内支用"}, []any{"A-5", "", "", "", 8000, "sum"}, []any{"", "B-6", "", "", 8000, "合计"},
		[]any{"累计-9", "", "", "", 8000, ""}, []any{"", "", "合计明", "****", 8000, ""}, []any{"", "", "", "", 8000, "累计第三期放款"}, []any{"大写-10", "", "", "", 8000, ""},
		[]any{"合计：", "", "", "", 80000}, []any{"本页合计", "共 9 笔", "", "", 80000}, []any{"合计 9 笔", "", "", "", 80000}, []any{"总计：80,000.00元", "", "", "", 80000},
		[]any{"人民币（大写）：捌万元整", "", "", "", 80000}, []any{"", "", "合 计", "", 80000}, []any{"Total:", "", "", "", 80000}))
	var at []string
	for _, r := range rows[1:] {
		at = append(at, r[0])
	}
	require.Equal(t, []string{"2", "3", "4", "5", "6", "7", "8", "9", "10", "11"}, at, out)
}
