package cardbin

import (
	"slices"
	"strings"

	"github.com/payready/payready/cardbin/internal/index"
)

// An Issuer is a bank, or another company, that issues cards (发卡行). The zero
// Issuer is unknown.
//
// Codes are those that Chinese payment APIs commonly use, and some mislead:
//
//	MYBANK  网商银行 of Ant Group; WEBANK is 微众银行 of Tencent
//	NCB     江西银行, once 南昌银行; NYCBHK is Nanyang Commercial Bank
//	BOSH    新韩银行 (Shinhan); SHBANK is Bank of Shanghai
//	BOCD    承德银行 (Chengde); CDCB is Bank of Chengdu
//	GDB     广发银行, which calls itself CGB; EGBANK is 恒丰银行
//	COMM    交通银行, which calls itself BoCom; BOCOM is understood
//	NYCBHK  南洋商业银行 of Hong Kong, and in region CN its mainland bank
//	SHCBHK  上海商业银行 of Hong Kong, no relation of 上海银行
//	VB…     a village bank (村镇银行) without a common code: VB and its prefix
//
// A branch or subsidiary abroad has its bank's code and another region: code ICBC
// with region HK stands for 工银亚洲.
type Issuer struct {
	Code          string // capitals, digits and _, unique in a table together with Region
	NameZH        string
	NameEN        string // "" when not known
	Region        string // where its cards are issued: ISO 3166-1 alpha-2, CN for the mainland
	ClearingClass string // first three digits of its branch codes in CNAPS (102 is ICBC); "" when not known
	Category      Category
	Mainstream    bool // big six or joint-stock
	InternetOnly  bool // has no counters
}

// IsZero reports whether the issuer is unknown.
func (i Issuer) IsZero() bool { return i.Code == "" }

type issuerName struct {
	key    string // index.AppendNameKey
	issuer uint32
}

// merger says that bank from became part of bank into.
type merger struct{ from, into string }

// FindIssuer returns the issuer with this code or name: codes of this table and
// common other ones (BOCOM, CGB), full and short Chinese names (中国工商银行,
// 工行), English names, former names of renamed banks. Case, width, spaces,
// brackets and a legal form at the end (股份有限公司) do not matter, nor does the
// branch or card behind a bank's name (工商银行北京市分行). A branch code of 12 digits
// (联行号) is found by its first three. False means that the name is not known here.
func (t *Table) FindIssuer(name string) (Issuer, bool) {
	if len(name) == 12 && strings.Trim(name, "0123456789") == "" {
		name = name[:3]
	}
	var buf [index.MaxName * 2]byte
	key := index.AppendNameKey(buf[:0], name)
	if i, ok := t.findName(key); ok {
		return t.issuers[i], true
	}
	for end := index.Branch(key, len(key)); end > 0; end = index.Branch(key, end) {
		if i, ok := t.findName(key[:end]); ok {
			return t.issuers[i], true
		}
	}
	return Issuer{}, false
}

func (t *Table) findName(key []byte) (uint32, bool) {
	lo, hi := 0, len(t.names) // by hand: a comparison of string(key) in place does not allocate
	for lo < hi {
		if mid := (lo + hi) / 2; t.names[mid].key < string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(t.names) || t.names[lo].key != string(key) {
		return 0, false
	}
	return t.names[lo].issuer, true
}

// Succeeded reports whether the bank with code into took over the bank with
// code from, so that a card of the old bank is now a card of the new one. A
// bank may have been divided among several. A bank that only changed its name
// keeps its code: both names find it.
func (t *Table) Succeeded(from, into string) bool {
	_, found := slices.BinarySearchFunc(t.merged, merger{from, into}, merger.compare)
	return found
}

func (m merger) compare(o merger) int {
	if c := strings.Compare(m.from, o.from); c != 0 {
		return c
	}
	return strings.Compare(m.into, o.into)
}
