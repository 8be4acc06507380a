package cardbin

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/payready/payready/cardbin/internal/index"
)

// A Record is one row of a table: cards of PANLength digits that begin with
// Prefix. It is a handle of two words, comparable with ==, that keeps its table
// alive; what a caller asks for is all that is copied. The zero Record gives
// zero answers.
type Record struct {
	table *Table
	row   uint32
}

// IsZero reports whether r is no record.
func (r Record) IsZero() bool { return r.table == nil }

var noRow row

func (r Record) get() *row {
	if r.table == nil {
		return &noRow
	}
	return &r.table.rows[r.row]
}

// Prefix returns the 2 to 10 digits that the cards begin with. A leading zero
// counts: 018572 is real.
func (r Record) Prefix() string {
	if r.table == nil {
		return ""
	}
	return r.table.prefix(r.get())
}

// PANLength returns the digits of the whole number.
func (r Record) PANLength() int { return int(r.get().panLen) }

// Issuer returns who issued the cards.
func (r Record) Issuer() Issuer {
	if r.table == nil {
		return Issuer{}
	}
	return r.table.issuers[r.get().issuer]
}

// Product returns the issuer's name for the card, "" when not known.
func (r Record) Product() string {
	if r.table == nil {
		return ""
	}
	return r.table.products[r.get().product]
}

// Source returns where the row is from: IDs of [Table.Sources] with versions,
// joined by "+".
func (r Record) Source() string {
	if r.table == nil {
		return ""
	}
	return r.table.labels[r.get().label]
}

// Funding returns where the cards' money comes from.
func (r Record) Funding() Funding { return r.get().funding }

// Kind tells cards from payment tokens and test numbers.
func (r Record) Kind() Kind { return r.get().kind }

// ClassHint returns what the prefix suggests about the class of the account.
func (r Record) ClassHint() ClassHint { return r.get().hint }

// How a card number matched a record. The zero value means it did not.
type How uint8

const (
	HowNone        How = iota
	HowExact           // the prefix holds for cards of this length
	HowOtherLength     // the prefix is known only for cards of another length, the record's PANLength
	HowPartial         // given a head only: more digits may lead to another issuer or funding
)

var howNames = [...]string{"none", "exact", "other_length", "partial"}

func (h How) String() string { return nameOf(howNames[:], h) }

// MarshalText writes "none", "exact", "other_length" or "partial".
func (h How) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText writes; the error is [ErrText].
func (h *How) UnmarshalText(b []byte) error { return parseName(howNames[:], b, h) }

// A Match is the record that a card number belongs to.
type Match struct {
	Record
	How How
}

// A Source is one origin of a table's rows.
type Source struct {
	ID      string
	Version string
	Licence string
	Date    string // of retrieval, YYYY-MM-DD
	What    string // what was taken from it
}

// A Table is an immutable set of records, safe for concurrent use. The zero
// Table is empty: it knows no card. Make tables with [Default] and
// [Table.Overlay].
type Table struct {
	index    index.Index
	rows     []row
	prefixes string // of all rows, end to end
	issuers  []Issuer
	products []string
	labels   []string     // Record.Source
	names    []issuerName // sorted
	merged   []merger     // sorted
	sources  []Source
	version  string
}

// A row holds positions instead of strings, so that rows hold no pointers.
type row struct {
	prefix  uint32 // offset in prefixes
	issuer  uint32
	product uint32
	label   uint32
	digits  uint8 // of the prefix
	panLen  uint8
	funding Funding
	kind    Kind
	hint    ClassHint
}

//go:generate go run ./internal/gen

// Default returns the built-in table. It is static data: there is no
// initialisation and nothing on the heap.
func Default() *Table { return &builtin }

// Lookup returns the record of the longest prefix that holds for cards of p's
// length. When the prefix is known only for other lengths it returns the
// record of the nearest one with [HowOtherLength]: as a rule a digit was lost
// or added. A prefix of fewer than six digits that longer ones begin with tells
// nothing of other lengths. False means that the table does not know the card, never that the
// card is invalid: no table is complete.
func (t *Table) Lookup(p PAN) (Match, bool) {
	if p.IsZero() || len(t.rows) == 0 {
		return Match{}, false
	}
	return t.find(p.head(), index.MaxDigits, p.Len())
}

func (t *Table) find(first10 uint64, known, panLength int) (Match, bool) {
	i, exact := t.index.Find(first10, known, panLength)
	if i < 0 {
		return Match{}, false
	}
	how := HowOtherLength
	if exact {
		how = HowExact
	}
	return Match{Record{t, uint32(i)}, how}, true
}

// LookupPrefix is [Table.Lookup] for when only the head of a number is held, 2
// to 19 ASCII digits, and the number's length. When further digits could lead
// to another issuer or funding, an exact match becomes [HowPartial]. A
// panLength outside 12 to 19 is unknown, so that matches are HowOtherLength.
// False also for a head that is no such digits.
func (t *Table) LookupPrefix(head string, panLength int) (Match, bool) {
	if len(head) < index.MinDigits || len(head) > MaxPANDigits || len(t.rows) == 0 {
		return Match{}, false
	}
	first10 := uint64(0)
	for i := range max(len(head), index.MaxDigits) {
		d := byte('0')
		if i < len(head) {
			d = head[i]
		}
		if d < '0' || d > '9' {
			return Match{}, false
		}
		if i < index.MaxDigits {
			first10 = first10*10 + uint64(d-'0')
		}
	}
	m, ok := t.find(first10, len(head), panLength)
	if m.How == HowExact && t.dividesBelow(head, m.get()) {
		m.How = HowPartial
	}
	return m, ok
}

// dividesBelow reports whether a longer prefix below head has another issuer or
// funding than row own, for cards of the same length.
func (t *Table) dividesBelow(head string, own *row) bool {
	first, _ := slices.BinarySearchFunc(t.rows, head, func(r row, head string) int {
		return strings.Compare(t.prefix(&r), head)
	})
	for ; first < len(t.rows); first++ {
		r := &t.rows[first]
		prefix := t.prefix(r)
		if len(prefix) < len(head) || prefix[:len(head)] != head {
			return false
		}
		if r.panLen == own.panLen && (r.issuer != own.issuer || r.funding != own.funding) {
			return true
		}
	}
	return false
}

func (t *Table) prefix(r *row) string { return t.prefixes[r.prefix : r.prefix+uint32(r.digits)] }

// All yields every record, by prefix and then by length.
func (t *Table) All() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		for i := range t.rows {
			if !yield(Record{t, uint32(i)}) {
				return
			}
		}
	}
}

// Version identifies the table's content: the date of its newest source and a
// hash of its data. An overlaid table adds "+" and a hash of the overlay.
func (t *Table) Version() string { return t.version }

// Sources returns where the rows come from, overlays last. The slice is the
// caller's.
func (t *Table) Sources() []Source { return slices.Clone(t.sources) }

// Issuers returns every issuer of the table, with or without rows, by code and
// then by region: a bank that issues in several regions is listed once for each.
// The slice is the caller's.
func (t *Table) Issuers() []Issuer {
	list := slices.Clone(t.issuers)
	slices.SortFunc(list, func(a, b Issuer) int {
		return cmp.Or(strings.Compare(a.Code, b.Code), strings.Compare(a.Region, b.Region))
	})
	return list
}

// Stats counts what a table covers.
type Stats struct {
	Rows       int // (prefix, length) pairs
	Prefixes   int // different prefixes
	Issuers    int // issuers that have rows, once for each region where they issue
	ByFunding  []FundingStats
	ByCategory []CategoryStats
}

// FundingStats counts the rows of one funding.
type FundingStats struct {
	Funding Funding
	Rows    int
}

// CategoryStats counts the rows and issuers of one category of bank.
type CategoryStats struct {
	Category      Category
	Rows, Issuers int
}

// Stats counts the table's rows. It walks them all: keep the answer.
func (t *Table) Stats() Stats {
	s := Stats{Rows: len(t.rows)}
	for f := range fundingNames {
		s.ByFunding = append(s.ByFunding, FundingStats{Funding: Funding(f)})
	}
	for c := range categoryNames {
		s.ByCategory = append(s.ByCategory, CategoryStats{Category: Category(c)})
	}
	seen := make(map[Issuer]bool)
	last := ""
	for rec := range t.All() {
		if prefix := rec.Prefix(); prefix != last {
			s.Prefixes++
			last = prefix
		}
		s.ByFunding[rec.Funding()].Rows++
		issuer := rec.Issuer()
		c := &s.ByCategory[issuer.Category]
		c.Rows++
		if !seen[issuer] {
			seen[issuer] = true
			s.Issuers++
			c.Issuers++
		}
	}
	return s
}
