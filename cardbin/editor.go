package cardbin

import (
	"encoding"
	"fmt"
	"slices"
	"strings"

	"github.com/payready/payready/cardbin/internal/index"
)

// An editor builds a table from another table and a file.
type editor struct {
	base    *Table
	errs    fileErrors
	label   string         // source of rows that name none
	columns map[string]int // column names to positions
	changed map[index.Key]*change
	issuers []Issuer
	byCode  map[string][]uint32 // an issuer's entries, one per region, its own first
	names   []issuerName
	strings map[string]string
}

type change struct {
	remove  bool
	row     row // with issuer, funding, kind and hint set
	product string
	label   string
}

var overlayColumns = [...]string{"prefix", "pan_length", "issuer", "action", "funding", "card_name", "kind", "class_hint",
	"issuer_name", "issuer_name_en", "category", "region", "source"}

func newEditor(t *Table, src Source) *editor {
	e := &editor{base: t, label: src.ID, columns: map[string]int{}, changed: map[index.Key]*change{},
		issuers: slices.Clone(t.issuers), byCode: map[string][]uint32{}, names: slices.Clone(t.names), strings: map[string]string{}}
	if src.Version != "" {
		e.label += "@" + src.Version
	}
	for i, iss := range e.issuers {
		e.byCode[iss.Code] = append(e.byCode[iss.Code], uint32(i))
	}
	return e
}

// keep returns a copy of s, one for equal strings, so that the line it is part of
// can be freed.
func (e *editor) keep(s string) string {
	if k, ok := e.strings[s]; ok {
		return k
	}
	s = strings.Clone(s)
	e.strings[s] = s
	return s
}

func (e *editor) file(b []byte) {
	readCSV(b, ',', &e.errs, e.header, e.line)
	if len(e.columns) == 0 && len(e.errs) == 0 { // no header at all
		e.errs.add(1, "prefix", errNoColumn)
	}
}

func (e *editor) header(line int, cells []string) bool {
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		_, twice := e.columns[name]
		switch { // do not repeat the text: if the header is missing, it is data
		case !slices.Contains(overlayColumns[:], name):
			e.errs.add(line, "", &reason{fmt.Sprintf("column %d of the header is unknown", i+1), fmt.Sprintf("无法识别表头第 %d 列", i+1)})
		case twice:
			e.errs.add(line, "", &reason{fmt.Sprintf("column %d of the header is a duplicate", i+1), fmt.Sprintf("表头第 %d 列与前面重复", i+1)})
		default:
			e.columns[strings.Clone(name)] = i
		}
	}
	for _, name := range overlayColumns[:2] {
		if _, ok := e.columns[name]; !ok {
			e.errs.add(line, name, errNoColumn)
		}
	}
	return len(e.errs) == 0
}

func (e *editor) line(line int, cells []string) {
	cell := func(column string) string {
		if i, ok := e.columns[column]; ok {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	good := true
	check := func(column string, err error) {
		e.errs.add(line, column, err)
		good = good && err == nil
	}
	word := func(column string, names []string, v encoding.TextUnmarshaler) {
		s := cell(column)
		if _, ok := e.columns[column]; ok && s == "" {
			s = names[0]
		}
		if s != "" {
			check(column, v.UnmarshalText([]byte(s)))
		}
	}
	key, column, err := parseKey(cell("prefix"), cell("pan_length"))
	if check(column, err); err != nil {
		return
	}
	if _, twice := e.changed[key]; twice {
		check("", errTwice)
		return
	}
	old, exists := e.base.row(key)
	c := &change{}
	if exists { // keep the values of columns that the file does not have
		c.row, c.product = e.base.rows[old], e.base.products[e.base.rows[old].product]
	}
	switch cell("action") {
	case "", "set":
		if _, ok := e.columns["card_name"]; ok {
			c.product = e.keep(cell("card_name"))
		}
		word("funding", fundingNames[:], &c.row.funding)
		word("kind", kindNames[:], &c.row.kind)
		word("class_hint", hintNames[:], &c.row.hint)
		iss := Issuer{Code: cell("issuer"), NameZH: cell("issuer_name"), NameEN: cell("issuer_name_en"), Region: cell("region")}
		word("category", categoryNames[:], &iss.Category)
		check("issuer", checkChars(iss.Code, 1, 32, isCode, errCode))
		if iss.Region != "" {
			check("region", checkChars(iss.Region, 2, 2, isCapital, errRegion))
		}
		for _, column := range []string{"card_name", "issuer_name", "issuer_name_en", "source"} {
			check(column, checkText(cell(column)))
		}
		if !good {
			return
		}
		if c.row.issuer, err = e.issuer(iss); err != nil {
			check("issuer", err)
			return
		}
		c.label = e.label
		if s := cell("source"); s != "" {
			c.label = e.keep(s)
		}
	case "remove":
		if c.remove = true; !exists {
			check("", errNoRow)
		}
	default:
		check("action", errAction)
	}
	key.Prefix = e.keep(key.Prefix)
	e.changed[key] = c
}

// row returns the index of the row with key k.
func (t *Table) row(k index.Key) (i int, ok bool) {
	return slices.BinarySearchFunc(t.rows, k, func(r row, k index.Key) int {
		return compareKeys(index.Key{Prefix: t.prefix(&r), PANLen: r.panLen}, k)
	})
}

func compareKeys(a, b index.Key) int {
	if c := strings.Compare(a.Prefix, b.Prefix); c != 0 {
		return c
	}
	return int(a.PANLen) - int(b.PANLen)
}

// issuer returns the index of the entry for the code and region. It adds the entry
// if necessary.
func (e *editor) issuer(iss Issuer) (uint32, error) {
	entries := e.byCode[iss.Code]
	if len(entries) > 0 {
		if iss.Region == "" {
			return entries[0], nil
		}
		for _, i := range entries {
			if e.issuers[i].Region == iss.Region {
				return i, nil
			}
		}
		region := e.keep(iss.Region)
		iss = e.issuers[entries[0]] // the same bank, issuing elsewhere
		iss.Region = region
	} else {
		if iss.NameZH == "" {
			return 0, errNewCode
		}
		if iss.Region == "" {
			iss.Region = "CN"
		}
		iss.Code, iss.NameZH, iss.NameEN, iss.Region = e.keep(iss.Code), e.keep(iss.NameZH), e.keep(iss.NameEN), e.keep(iss.Region)
		for _, name := range []string{iss.Code, iss.NameZH, iss.NameEN} {
			if key := index.AppendNameKey(nil, name); len(key) > 0 {
				e.names = append(e.names, issuerName{string(key), uint32(len(e.issuers))})
			}
		}
	}
	i := uint32(len(e.issuers))
	e.issuers = append(e.issuers, iss)
	e.byCode[iss.Code] = append(entries, i)
	return i, nil
}

// table builds the result. If two names are equal, the older one stays.
func (e *editor) table() (*Table, error) {
	type entry struct {
		index.Key
		change
	}
	entries := make([]entry, 0, len(e.base.rows)+len(e.changed))
	for _, r := range e.base.rows {
		k := index.Key{Prefix: e.base.prefix(&r), PANLen: r.panLen}
		if e.changed[k] == nil {
			entries = append(entries, entry{k, change{row: r, product: e.base.products[r.product], label: e.base.labels[r.label]}})
		}
	}
	for k, c := range e.changed {
		if !c.remove {
			entries = append(entries, entry{k, *c})
		}
	}
	if len(entries) > index.MaxRows {
		return nil, ErrTooLarge
	}
	slices.SortFunc(entries, func(a, b entry) int { return compareKeys(a.Key, b.Key) })

	t := &Table{issuers: e.issuers, merged: e.base.merged, rows: make([]row, len(entries))}
	products, labels := interner{}, interner{}
	keys := make([]index.Key, len(entries))
	var prefixes strings.Builder
	for i, en := range entries {
		keys[i] = en.Key
		if i == 0 || en.Prefix != keys[i-1].Prefix {
			en.row.prefix = uint32(prefixes.Len())
			prefixes.WriteString(en.Prefix)
		} else {
			en.row.prefix = t.rows[i-1].prefix
		}
		en.row.digits, en.row.panLen = uint8(len(en.Prefix)), en.PANLen
		en.row.product, en.row.label = products.add(en.product), labels.add(en.label)
		t.rows[i] = en.row
	}
	t.prefixes, t.products, t.labels = prefixes.String(), products.list, labels.list
	t.index = index.New(keys)
	slices.SortStableFunc(e.names, func(a, b issuerName) int { return strings.Compare(a.key, b.key) })
	t.names = slices.CompactFunc(e.names, func(a, b issuerName) bool { return a.key == b.key })
	return t, nil
}

// An interner numbers distinct strings.
type interner struct {
	list []string
	at   map[string]uint32
}

func (n *interner) add(s string) uint32 {
	i, ok := n.at[s]
	if !ok {
		if n.at == nil {
			n.at = map[string]uint32{}
		}
		i = uint32(len(n.list))
		n.list, n.at[s] = append(n.list, s), i
	}
	return i
}
