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
// for concurrent use. The zero Table and a nil *Table hold nothing: every code
// is then unlisted and every status unknown.
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
	// The normal form of the name with the field that carries the code behind
	// it, as callers may write it: pay_bank.err_code.
	fieldKey string
	// Days, the day of submission among them, in which the vendor takes the
	// identical request for the same order; 0 where no vendor's word is known.
	// WeChat states 2 natural days for pay_bank. Alipay's uni.transfer and
	// WeChat's promotion_transfers take it without a stated term: 2 there too.
	resendDays int
	// The status is that of the answer to a query, and the code, when there is
	// one, says how the order ended: UnionPay's respCode and origRespCode.
	answers bool
	// Where in the table its rows are.
	firstCause, endCause, firstStatus, endStatus int
}

type status struct {
	status string
	state  State
	action string // what to do in it, for some that are processing
	hours  uint16 // within which, 0 for no known term
}

// Default returns the table built into this version. It is static data:
// nothing is computed when the program starts.
func Default() *Table { return &standard }

// Lookup returns what the code means in that channel and product. It is false
// for what is not listed, which means that nothing is known, not that nothing
// is wrong.
//
// The names are resolved as Resolve does. The code is matched after one
// normalisation: full-width forms are taken as ASCII, case and spaces do not
// count, nor do leading zeros of a code that is all digits. What then has more
// than 64 bytes is not listed.
func (t *Table) Lookup(channel, product, code string) (Cause, bool) {
	_, p := t.place(channel, product)
	if p == nil {
		return Cause{}, false
	}
	return t.cause(p, code)
}

func (t *Table) cause(p *product, code string) (Cause, bool) {
	var buf [maxKey]byte
	c, ok := find(t.causes[p.firstCause:p.endCause], codeKey(&buf, code), func(c *Cause) string { return trimZeros(c.Code) })
	if !ok {
		return Cause{}, false
	}
	return *c, true
}

// Has reports whether the table knows the product.
func (t *Table) Has(channel, product string) bool {
	_, p := t.place(channel, product)
	return p != nil
}

// Status returns what the status says of an order. A status that is not listed
// is StateUnknown. It is matched as Lookup matches a code, except that leading
// zeros count.
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

// succeeds reports whether the code is one that the product has as the status of
// a success.
func (t *Table) succeeds(p *product, code string) bool {
	s, ok := t.standing(p, code)
	return ok && s.state == StateSucceeded
}

// Search returns every cause with that code, whatever its channel: a way to
// find out where a code could come from, not what it means.
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

// PreventedBy yields the causes that the check of that ID would have seen
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
		for _, p := range t.products {
			if p.channel == known {
				out = append(out, p.name)
			}
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

// Sources returns the documents that the built-in codes were read from.
func (t *Table) Sources() []Source {
	if t == nil {
		return nil
	}
	return slices.Clone(t.sources)
}

// Version names the content: the number of codes and a digest of all that is
// said of them, "550/1f0c93ab". In one release of this library, two tables of one
// version give the same answers. It is "none" for a table that holds nothing.
func (t *Table) Version() string {
	if t == nil || t.version == "" {
		return "none"
	}
	return t.version
}

// A statusRow is a status with the product it is of.
type statusRow struct {
	channel, product string
	status
}

// build makes a table. Every cause and status is of one of the products.
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

// parts undoes build. The slices are the caller's own.
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
