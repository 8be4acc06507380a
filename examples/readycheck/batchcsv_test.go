package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/examples/readycheck/internal/sample"
	"github.com/payready/payready/readiness/intake"
)

// The committed table is the output of go run ./examples/readycheck/gensample -csv
// -n 20.
func TestSampleTable(t *testing.T) {
	b, err := os.ReadFile("testdata/sample.csv")
	require.NoError(t, err)
	header, _, _ := strings.Cut(string(b), "\n")
	var made bytes.Buffer
	require.NoError(t, sample.CSV(&made, sample.Options{N: 20, Seed: 1}))
	columns, _, _ := strings.Cut(made.String(), "\n")
	require.Subset(t, strings.Split(columns, ","), strings.Split(header, ","))
	for _, table := range []string{string(b), made.String()} {
		status, out, errs := try(table, "assess", "-csv", "-")
		require.Equal(t, exitNotReady, status, errs)
		require.Empty(t, errs)
		require.Equal(t, 20, strings.Count(out, "\n"))
	}
}

// Every input has a column, which gives the same value as JSON.
func TestEveryInputHasAColumn(t *testing.T) {
	values := map[kind]string{numberCell: "7", factCell: "true", listCell: "[]"}
	words := map[string]string{
		"at": "2026-11-24T12:00:00+08:00", "applicant.document.type": "passport", "applicant.verification.face.result": "passed",
		"applicant.verification.carrier.result": "match", "card.form": "passbook", "card.funding": "credit", "card.account_kind": "corporate",
		"card.account_class": "II", "card.state": "frozen", "card.non_counter": "suspended", "card.holder.name_hash.algorithm": "sm3",
		"card.holder.name_hash.encoding": "gb18030", "card.holder.document_type": "passport", "card.element_check.result": "match",
		"card.sources.account_class": "bank", "card.sources.funding": "bank", "card.sources.state": "bank", "card.sources.quick_pay": "bank",
		"mandate.payment": "self", "mandate.payee": "borrower", "mandate.debit": "this_card", "mandate.purpose": "business",
		"payout.system": "hvps", "review.decision": "cleared", "card.freeze_by": "court", "applicant.screening.result": "clear", "device.platform": "ios", "device.network_type": "4g", "device.attestation.provider": "other", "device.attestation.verdict": "strong",
	}
	text := func(name string) string {
		if w, ok := words[name]; ok {
			return w
		}
		switch {
		case strings.HasPrefix(name, "applicant.verification.") && strings.HasSuffix(name, ".result"):
			return "passed"
		case strings.HasSuffix(name, "_at") || strings.HasSuffix(name, ".at") || strings.HasSuffix(name, "_until") || strings.HasSuffix(name, ".until"):
			return "2026-11-24T12:00:00+08:00"
		case strings.HasSuffix(name, "_on") || strings.HasSuffix(name, "_date"):
			return "2020-02-29"
		}
		return "x, \"y\" 张"
	}
	var all []string
	for name, k := range allColumns() {
		cell := values[k]
		if k == textCell {
			cell = text(name)
		}
		sub := readRow(t, []string{name}, []string{cell})
		b, err := sub.RevealJSON()
		require.NoError(t, err)
		var v any
		require.NoError(t, json.Unmarshal(b, &v))
		for part := range strings.SplitSeq(name, ".") {
			v = v.(map[string]any)[part]
		}
		want := any(cell)
		if k != textCell {
			require.NoError(t, json.Unmarshal([]byte(cell), &want))
		}
		require.Equal(t, want, v, name)
		all = append(all, name)
	}
	require.Len(t, all, len(slices.Compact(slices.Sorted(slices.Values(all)))))
	for _, f := range []intake.Field{intake.FieldID, intake.FieldApplicantOCRNumber, intake.FieldDeviceAttestationAgeSeconds,
		intake.FieldHistoryPlatformScore, intake.FieldNetworkIPRecords, intake.FieldCardElementCheckMismatched} {
		require.Contains(t, all, strings.ReplaceAll(string(f[1:]), "/", "."))
	}
}

func readRow(t *testing.T, header, row []string) intake.Submission {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll([][]string{header, row}))
	head, line, _ := strings.Cut(strings.TrimSuffix(b.String(), "\n"), "\n")
	c, err := parseHeader([]byte(head), intake.Strict)
	require.NoError(t, err)
	text, err := newRowReader(c).read([]byte(line))
	require.NoError(t, err)
	sub, err := intake.ParseSubmission(text, intake.Strict)
	require.NoError(t, err, "%s", row)
	return sub
}

// A table and NDJSON with the same content give the same documents, whatever the
// order of the columns.
func TestTableAndLinesAgree(t *testing.T) {
	var table bytes.Buffer
	require.NoError(t, sample.CSV(&table, sample.Options{N: 500, Seed: 4}))
	rows, err := csv.NewReader(&table).ReadAll()
	require.NoError(t, err)
	var lines, turned bytes.Buffer
	out := csv.NewWriter(&turned)
	for i, row := range rows {
		back := slices.Clone(row)
		slices.Reverse(back)
		require.NoError(t, out.Write(back))
		if i > 0 {
			lines.Write(nested(t, rows[0], row))
		}
	}
	out.Flush()
	_, want, errs := try(lines.String(), "assess", "-ndjson", "-")
	require.Empty(t, errs)
	_, got, errs := try(turned.String(), "assess", "-csv", "-workers", "3", "-")
	require.Empty(t, errs)
	require.Equal(t, want, got)
}

var kinds = maps.Collect(allColumns())

func nested(t *testing.T, header, row []string) []byte {
	top := map[string]any{}
	for i, name := range header {
		if row[i] == "" {
			continue
		}
		m := top
		path := strings.Split(name, ".")
		for _, part := range path[:len(path)-1] {
			if m[part] == nil {
				m[part] = map[string]any{}
			}
			m = m[part].(map[string]any)
		}
		var v any = row[i]
		if k := kinds[name]; k != textCell {
			v = json.RawMessage(row[i])
		}
		m[path[len(path)-1]] = v
	}
	b, err := json.Marshal(top)
	require.NoError(t, err)
	return append(b, '\n')
}

func TestBadRows(t *testing.T) {
	in := strings.Join([]string{
		"id,payout.amount_fen,device.vpn_transport,history.attempts,card.number,extra.tier,extra.paid",
		`a,1,TRUE,[],6222020000000000125,gold,3`,
		`b,1e3,,,,,`,
		`c,"1,000",,,,,`,
		`d,1,yes,,,,`,
		`e,1,,[1,,,`,
		`f,1,,[,,,`,
		`g,1`,
		`"h,1,,,,,`,
		"i\xff,1,,,,,",
		`j,1,,"[{""outcome"":""lost""}]",,,`,
		`k,1,,,"x""y",,false`,
		`l,1,,,,two words,`,
		`{"id":"m"},,,,,,`,
		`n,-5,false,,,,2026-11-24`,
		`o,1},"x":{,,,,,`,
		"\"p\nq\",1,,,,,",
	}, "\n")
	_, out, errs := try(in, "assess", "-csv", "-detail", "summary", "-")
	require.Equal(t, `readycheck: line 3: /payout/amount_fen: must be an integer in fen, such as 800000, without quotes, of at least 0
readycheck: line 4: /payout/amount_fen: must be an integer in fen, such as 800000, without quotes, of at least 0
readycheck: line 5: /device/vpn_transport: must be true or false, without quotes; leave out what is not known
readycheck: line 6: /history/attempts: no valid JSON
readycheck: line 7: /history/attempts: no valid JSON
readycheck: line 8: has another number of cells than the header
readycheck: line 9: has a quote that does not close
readycheck: line 10: /id: no valid UTF-8
readycheck: line 11: /history/attempts/0/outcome: must be one of unknown, pending, review, failed, succeeded, returned
readycheck: line 13: /extra: names and values must be words of at most 32 lower-case characters that begin with a letter; a value may also be true, false, an integer, a day or a time
readycheck: line 14: has a quote that does not close
readycheck: line 16: has a quote that does not close
readycheck: line 17: has a quote that does not close
readycheck: line 18: has a quote that does not close
`, errs)
	require.Equal(t, 3, strings.Count(out, "\n"), "lines 2, 12 and 15")
}

func TestHeaders(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":            "",
		"no header":          "6222020000000000125,王晓明,100",
		"unknown":            "card.nunber",
		"twice":              "id,id",
		"an object":          "card",
		"pointer":            "/card/number",
		"quotes":             `"id`,
		"too long":           strings.Repeat("x", intake.MaxSubmissionBytes+1),
		"extra without name": "extra.",
		"extra of no name":   `"extra.a"":1,""card"`,
	} {
		status, out, errs := try(in+"\n{}\n", "assess", "-csv", "-")
		require.Equal(t, exitUnusable, status, name)
		require.Empty(t, out, name)
		require.Contains(t, errs, "header", name)
		require.NotContains(t, errs, "6222", name)
		require.NotContains(t, errs, "王", name)
	}
	for in, want := range map[string]string{
		"id,payout.amount": `column 2 of the header is unknown ("payout.amount"); did you mean payout.amount_fen?`,
		"id,card.nunber":   `("card.nunber"); did you mean card.number?`,
		"id,卡号":            "readyexcel reads headers in Chinese",
		`{"id":"a"}`:       "use -ndjson",
		"PK\x03\x04":       "an Excel workbook",
	} {
		_, _, errs := try(in+"\n", "assess", "-csv", "-")
		require.Contains(t, errs, want)
	}
	_, out, errs := try("colour,id\nred,a\n", "assess", "-csv", "-lenient", "-")
	require.Contains(t, out, `"id":"a"`)
	require.Empty(t, errs)
	_, out, _ = try("\xef\xbb\xbfid\r\na\r\n\r\nb", "assess", "-csv", "-")
	require.Equal(t, 2, strings.Count(out, "\n"))
}

func FuzzRow(f *testing.F) {
	f.Add("id,payout.amount_fen,history.attempts", "a,1,[]")
	f.Add("extra.x,card.holder.name,card.number", "true,,\"a\"\"b\"")
	f.Fuzz(func(t *testing.T, header, row string) {
		if strings.ContainsAny(header+row, "\n") {
			return
		}
		c, err := parseHeader([]byte(header), intake.Lenient)
		if err != nil {
			return
		}
		r := newRowReader(c)
		first, err := r.read([]byte(row))
		first = bytes.Clone(first)
		again, err2 := r.read([]byte(row)) // a row does not affect the next
		require.Equal(t, err, err2)
		if err != nil {
			return
		}
		require.Equal(t, first, again)
		require.True(t, json.Valid(first), "%q", first)
	})
}
