package failcode

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"iter"
	"slices"
	"strings"
)

// A Table holds the codes and statuses of channels. It is immutable and safe
// for concurrent use. The zero Table and a nil *Table are empty: they list no
// code, and every status is unknown.
type Table struct {
	products []product // by channel and name
	causes   []Cause   // by product, then code without leading zeros
	statuses []status  // by product, then status
	aliases  []alias   // by normal form, then channel and product
	sources  []Source
	version  string
}

type product struct {
	channel, name       string
	channelKey, nameKey string // their normal forms
	// The normal form of the name followed by the field that carries the code, as
	// callers may write it: pay_bank.err_code.
	fieldKey string
	// Days in which the vendor accepts the identical request for the same order,
	// counting the day of submission; 0 if the vendor says nothing. WeChat states
	// 2 natural days for pay_bank. Alipay's uni.transfer and WeChat's
	// promotion_transfers accept it but state no term, so 2 applies there too.
	resendDays int
	// The status is the result of the query, and the code, if any, is the result of
	// the order, as with UnionPay's respCode and origRespCode.
	answers bool
	// Its rows in the table.
	firstCause, endCause, firstStatus, endStatus int
}

type status struct {
	status string
	state  State
	action string // what to do, for some processing statuses
	hours  uint16 // hours in which to do it; 0 if no term is known
}

// Default returns the built-in table. It is static data and costs nothing at
// program start.
func Default() *Table { return &standard }

// Lookup returns the meaning of a code in a channel and product. It returns false
// if the code is not listed, which means that nothing is known, not that nothing
// is wrong.
//
// Names are resolved as by [Table.Resolve]. The code is normalised before it is
// matched: full-width forms become ASCII, and case, spaces and the leading zeros
// of an all-digit code are ignored. A code longer than 64 bytes is not listed.
func (t *Table) Lookup(channel, product, code string) (Cause, bool) {
	_, p := t.place(channel, product)
	if p == nil {
		return Cause{}, false
	}
	c := t.cause(p, code)
	if c == nil {
		return Cause{}, false
	}
	return *c, true
}

// cause returns the meaning of the product's code, or nil if it is not listed. It must not be
// changed.
func (t *Table) cause(p *product, code string) *Cause {
	var buf [maxKey]byte
	return t.causeOf(p, codeKey(&buf, code))
}

// causeOf is cause for a code in normal form.
func (t *Table) causeOf(p *product, key []byte) *Cause {
	c, _ := find(t.causes[p.firstCause:p.endCause], key, func(c *Cause) string { return trimZeros(c.Code) })
	return c
}

// Has reports whether the table knows the product.
func (t *Table) Has(channel, product string) bool {
	_, p := t.place(channel, product)
	return p != nil
}

// Status returns the state that a status stands for, or StateUnknown if the status
// is not listed. It matches as Lookup does, except that leading zeros count.
func (t *Table) Status(channel, product, status string) State {
	_, p := t.place(channel, product)
	if p == nil {
		return StateUnknown
	}
	s, _ := t.standing(p, status)
	return s.state
}

func (t *Table) standing(p *product, value string) (status, bool) {
	var buf [maxKey]byte
	s, ok := find(t.statuses[p.firstStatus:p.endStatus], statusKey(&buf, value), func(s *status) string { return s.status })
	if !ok {
		return status{}, false
	}
	return *s, true
}

// succeeds reports whether the product lists the code as a success status.
func (t *Table) succeeds(p *product, code string) bool {
	s, ok := t.standing(p, code)
	return ok && s.state == StateSucceeded
}

// Search returns the causes with that code in all channels. Use it to find out
// where a code could come from, not what it means.
func (t *Table) Search(code string) []Cause {
	var buf [maxKey]byte
	key := codeKey(&buf, code)
	var out []Cause
	for c := range t.All() {
		if trimZeros(c.Code) == string(key) {
			out = append(out, c)
		}
	}
	return out
}

// All yields every cause, sorted by channel, product and code.
func (t *Table) All() iter.Seq[Cause] {
	return func(yield func(Cause) bool) {
		if t == nil {
			return
		}
		for _, c := range t.causes {
			if !yield(c) {
				return
			}
		}
	}
}

// PreventedBy yields the causes that the check with that ID would have detected
// before the payout.
func (t *Table) PreventedBy(check string) iter.Seq[Cause] {
	return func(yield func(Cause) bool) {
		for c := range t.All() {
			if c.PreventedBy(check) && !yield(c) {
				return
			}
		}
	}
}

// Channels returns the names of the channels, sorted.
func (t *Table) Channels() []string {
	var out []string
	if t != nil {
		for _, p := range t.products {
			out = append(out, p.channel)
		}
	}
	return slices.Compact(out)
}

// Products returns the names of the channel's products, sorted.
func (t *Table) Products(channel string) []string {
	var out []string
	if known, _ := t.place(channel, ""); known != "" {
		for _, p := range t.ofChannel(known) {
			out = append(out, p.name)
		}
	}
	return out
}

// Statuses returns the statuses of the product, sorted.
func (t *Table) Statuses(channel, product string) []string {
	_, p := t.place(channel, product)
	if p == nil {
		return nil
	}
	var out []string
	for _, s := range t.statuses[p.firstStatus:p.endStatus] {
		out = append(out, s.status)
	}
	return out
}

// Sources returns the documents from which the built-in codes were taken.
func (t *Table) Sources() []Source {
	if t == nil {
		return nil
	}
	return slices.Clone(t.sources)
}

// Version identifies the content by the number of codes and a digest, such as
// "550/1f0c93ab". Within one release of this library, two tables with the same
// version give the same answers. The version of an empty table is "none".
func (t *Table) Version() string {
	if t == nil || t.version == "" {
		return "none"
	}
	return t.version
}

// A statusRow is a status and its product.
type statusRow struct {
	channel, product string
	status
}

// build returns a table. Every cause and status must belong to one of the products.
func build(products []product, causes []Cause, statuses []statusRow, aliases []alias, sources []Source) *Table {
	slices.SortFunc(products, func(a, b product) int {
		return cmp.Or(strings.Compare(a.channel, b.channel), strings.Compare(a.name, b.name))
	})
	slices.SortFunc(causes, func(a, b Cause) int {
		return cmp.Or(strings.Compare(a.Channel, b.Channel), strings.Compare(a.Product, b.Product), strings.Compare(trimZeros(a.Code), trimZeros(b.Code)))
	})
	slices.SortFunc(statuses, func(a, b statusRow) int {
		return cmp.Or(strings.Compare(a.channel, b.channel), strings.Compare(a.product, b.product), strings.Compare(a.status.status, b.status.status))
	})
	slices.SortFunc(aliases, func(a, b alias) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.channel, b.channel), strings.Compare(a.product, b.product))
	})
	t := &Table{products: products, causes: causes, aliases: aliases, sources: sources}
	for _, s := range statuses {
		t.statuses = append(t.statuses, s.status)
	}
	c, s := 0, 0
	h := fnv.New32a()
	for i := range t.products {
		p := &t.products[i]
		for p.firstCause = c; c < len(causes) && causes[c].Channel == p.channel && causes[c].Product == p.name; c++ {
		}
		for p.firstStatus = s; s < len(statuses) && statuses[s].channel == p.channel && statuses[s].product == p.name; s++ {
		}
		p.endCause, p.endStatus = c, s
		fmt.Fprintf(h, "%q%q%d%d", p.channel, p.name, p.endCause, p.endStatus)
	}
	fmt.Fprintf(h, "%v%v%v", t.causes, t.statuses, t.aliases)
	t.version = fmt.Sprintf("%d/%08x", len(t.causes), h.Sum32())
	return t
}

// parts is the inverse of build. The caller owns the slices.
func (t *Table) parts() (products []product, causes []Cause, statuses []statusRow, aliases []alias, sources []Source) {
	if t == nil {
		return nil, nil, nil, nil, nil
	}
	for _, p := range t.products {
		for _, s := range t.statuses[p.firstStatus:p.endStatus] {
			statuses = append(statuses, statusRow{p.channel, p.name, s})
		}
	}
	return slices.Clone(t.products), slices.Clone(t.causes), statuses, slices.Clone(t.aliases), t.sources
}
