package cardbin

import (
	"slices"
	"strings"
	"unicode/utf8"

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
// brackets and a legal form at the end (股份有限公司) do not matter. A branch is found
// by the bank's name in front (招商银行深圳分行, 工行北京西单支行), and a branch code of
// 12 digits (联行号) by its first three. False means that the name is not known here.
func (t *Table) FindIssuer(name string) (Issuer, bool) {
	if i, ok := t.findName(name); ok {
		return i, true
	}
	if len(name) == 12 && strings.Trim(name, "0123456789") == "" {
		return t.findName(name[:3])
	}
	return t.findBranch(name)
}

// branchEnds are how names of branches end.
var branchEnds = [...]string{"分行", "支行", "营业部", "营业室", "分理处", "储蓄所", "办事处"}

// findBranch finds the longest name of a bank, itself ending as banks do, that the name
// of a branch begins with.
func (t *Table) findBranch(name string) (Issuer, bool) {
	name = strings.TrimRight(name, " )）")
	if len(name) > index.MaxName*2 || !slices.ContainsFunc(branchEnds[:], func(end string) bool { return strings.HasSuffix(name, end) }) {
		return Issuer{}, false
	}
	for {
		_, size := utf8.DecodeLastRuneInString(name)
		if name = name[:len(name)-size]; name == "" {
			return Issuer{}, false
		}
		if strings.HasSuffix(name, "行") || strings.HasSuffix(name, "社") || strings.HasSuffix(name, "公司") {
			if i, ok := t.findName(name); ok {
				return i, true
			}
		}
	}
}

// findName returns the issuer with exactly this code or name.
func (t *Table) findName(name string) (Issuer, bool) {
	var buf [index.MaxName * 2]byte
	key := index.AppendNameKey(buf[:0], name)
	lo, hi := 0, len(t.names) // by hand: a comparison of string(key) in place does not allocate
	for lo < hi {
		if mid := (lo + hi) / 2; t.names[mid].key < string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(t.names) || t.names[lo].key != string(key) {
		return Issuer{}, false
	}
	return t.issuers[t.names[lo].issuer], true
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
