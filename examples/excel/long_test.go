//go:build long

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/payready/payready/readiness/readinesstest"
)

// Fifty thousand rows take seconds, and every row has its answer.
func TestFiftyThousandRows(t *testing.T) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	require.NoError(t, err)
	require.NoError(t, w.SetRow("A1", []any{"订单号", "姓名", "身份证号", "银行卡号", "手机号", "开户行", "金额(元)", "卡状态"}))
	for i := range 50_000 {
		require.NoError(t, w.SetRow(fmt.Sprintf("A%d", i+2), []any{fmt.Sprintf("20261124%09d", i), readinesstest.Name, readinesstest.Document, readinesstest.PAN, readinesstest.Mobile, "工行", 8000, "正常"}))
	}
	require.NoError(t, w.Flush())
	name := filepath.Join(t.TempDir(), "big.xlsx")
	require.NoError(t, f.SaveAs(name))
	out := filepath.Join(t.TempDir(), "out.csv")
	begun := time.Now()
	_, text, errs := try("-o", out, name)
	require.Empty(t, errs)
	t.Logf("%.1f s", time.Since(begun).Seconds())
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Contains(t, string(b), "20261124000049999")
	require.Contains(t, text, " 50000  信息不足\n")
}
