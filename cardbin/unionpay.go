package cardbin

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
)

var (
	errNoIssuer = &reason{"no issuer name with an eight-digit institution code", "没有带八位机构代码的发卡行名称"}
	errCells    = &reason{"neither the five columns issuer, card name, length, prefix and type nor a header that names them", "既不是发卡行、卡名、长度、取值、卡种五列，也没有列出这些列的表头"}
)

// unionPayColumns are the columns of UnionPay's BIN file: the words in their
// headers, in the order of a file without a header.
var unionPayColumns = [...]struct {
	name    string
	headers []string
}{
	{"issuer", []string{"发卡行名称", "发卡机构", "发卡行", "银行名称"}},
	{"card_name", []string{"卡名"}},
	{"pan_length", []string{"主账号长度", "卡号长度", "长度"}},
	{"prefix", []string{"发卡行标识取值", "取值", "卡BIN", "BIN"}},
	{"type", []string{"卡种", "卡类型", "卡性质"}},
}

func unionPayFunding(kind string) Funding {
	switch kind {
	case "借记卡":
		return Debit
	case "贷记卡":
		return Credit
	case "准贷记卡":
		return QuasiCredit
	case "预付费卡", "预付卡":
		return Prepaid
	}
	return FundingUnknown
}

// ReadUnionPay converts UnionPay's BIN file (银联卡 BIN 表), as acquirers receive it,
// to a file for [Table.Overlay] of the built-in table or a table derived from it.
// The result is text, so that a team can review the changes.
//
// The file has columns separated by tabs or commas: the issuer's name with its
// eight-digit institution code, as in 中国工商银行(01020000), the name of the card,
// the length of the number, the prefix, and the type (借记卡, 贷记卡, 准贷记卡,
// 预付费卡; others become unknown). The columns are in this order, or a header names
// them. UnionPay encodes the file in GB 18030. Decode it first, for example with
// simplifiedchinese.GB18030.NewDecoder().Reader of golang.org/x/text; if the file is
// not UTF-8, the error is [ErrEncoding].
//
// Issuers get the built-in table's codes if it has the institution code or the name,
// and otherwise U and the institution code. The last four digits of the institution
// code give the region: 0000 or a city for the mainland, or 0 and the ISO 3166-1
// number of a country (0344 is Hong Kong). An unlisted country becomes ZZ.
//
// ReadUnionPay keeps rows that repeat a prefix and length, and Overlay reports them:
// only a person can decide which one is right. Limits and errors are those of
// Overlay.
func ReadUnionPay(r io.Reader) ([]byte, error) {
	b, err := readFile(r)
	if err != nil {
		return nil, err
	}
	comma := ','
	if line, _, _ := bytes.Cut(b, []byte("\n")); bytes.IndexByte(line, '\t') >= 0 {
		comma = '\t'
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write([]string{"prefix", "pan_length", "funding", "issuer", "issuer_name", "region", "card_name"})
	var errs fileErrors
	var at [len(unionPayColumns)]int
	row := func(line int, cells []string) {
		cell := func(i int) string { return strings.TrimSpace(cells[at[i]]) }
		key, column, err := parseKey(cell(3), cell(2))
		errs.add(line, column, err)
		name, code, ok := institution(cell(0))
		if !ok {
			errs.add(line, "issuer", errNoIssuer)
		}
		errs.add(line, "issuer", checkText(name))
		errs.add(line, "card_name", checkText(cell(1)))
		if len(errs) == 0 {
			w.Write([]string{key.Prefix, cell(2), unionPayFunding(cell(4)).String(), unionPayIssuer(name, code), name, unionPayRegion(code), cell(1)})
		}
	}
	readCSV(b, comma, &errs, func(line int, cells []string) bool {
		var named bool
		if at, named = unionPayHeader(cells); !named {
			if len(cells) != len(at) {
				errs.add(line, "", errCells)
				return false
			}
			row(line, cells)
		}
		return true
	}, row)
	if err := errs.join(); err != nil {
		return nil, err
	}
	w.Flush()
	return out.Bytes(), nil
}

// unionPayHeader returns the positions of the columns. If cells is not a header,
// they are in order.
func unionPayHeader(cells []string) (at [len(unionPayColumns)]int, named bool) {
	taken := make([]bool, len(cells))
	for i, column := range unionPayColumns {
		at[i] = -1
	search:
		for _, header := range column.headers {
			for j, cell := range cells {
				if !taken[j] && strings.Contains(strings.ReplaceAll(cell, " ", ""), header) {
					at[i], taken[j] = j, true
					break search
				}
			}
		}
		if at[i] < 0 {
			for i := range at {
				at[i] = i
			}
			return at, false
		}
	}
	return at, true
}

// institution splits a name and code such as 中国工商银行(01020000).
func institution(s string) (name, code string, ok bool) {
	s = strings.TrimRight(s, ")） ")
	if len(s) < 8 || checkChars(s[len(s)-8:], 8, 8, isDigit, errNoIssuer) != nil {
		return "", "", false
	}
	name, code = s[:len(s)-8], s[len(s)-8:]
	name = strings.TrimSpace(strings.TrimRight(name, "(（ \n\r"))
	return name, code, name != ""
}

// unionPayIssuer returns the built-in table's code for an institution. The first
// four digits of an institution code identify the bank and the rest its branch; the
// table has only the former for nationwide banks.
func unionPayIssuer(name, code string) string {
	for _, s := range []string{code, name, code[:4] + "0000"} {
		if iss, ok := builtin.FindIssuer(s); ok {
			return iss.Code
		}
	}
	return "U" + code
}

// regions are countries where UnionPay cards are issued, by ISO 3166-1 number.
const regions = "031AZ 036AU 040AT 056BE 064BT 068BO 076BR 096BN 104MM 112BY 116KH 124CA 144LK 158TW 180CD 246FI 250FR 268GE 276DE 288GH " +
	"344HK 348HU 356IN 360ID 364IR 368IQ 376IL 380IT 392JP 398KZ 400JO 404KE 410KR 414KW 417KG 418LA 422LB 442LU 446MO 458MY 462MV 480MU " +
	"484MX 496MN 504MA 508MZ 524NP 528NL 548VU 554NZ 566NG 586PK 591PA 608PH 616PL 620PT 643RU 682SA 690SC 702SG 704VN 710ZA 716ZW 724ES " +
	"740SR 756CH 762TJ 764TH 784AE 792TR 800UG 804UA 818EG 826GB 834TZ 840US 860UZ 894ZM"

func unionPayRegion(code string) string {
	number := code[5:]
	if code[4] != '0' || number == "000" || number == "156" {
		return "CN"
	}
	for r := range strings.SplitSeq(regions, " ") {
		if r[:3] == number {
			return r[3:]
		}
	}
	return "ZZ"
}
