package failcode

import (
	"strings"
	"unicode/utf8"
)

// A Name is a channel and a product as the table spells them.
type Name struct {
	// Empty if the table does not know them.
	Channel, Product string
	// The nearest known names, for a channel or product that is not known.
	NearChannel, NearProduct string
}

// Resolve finds a channel and a product by the names used in practice: brand
// names in Chinese and English, API methods and paths, and SDK names. It ignores
// case, width, spaces and punctuation, and the host and the tail of a path. A
// product may be followed by the field that carries its code
// ("pay_bank.err_code"). A longer name that contains a channel's name means that
// channel ("wechatpay-v3", "支付宝代发"). A method unique to one channel also
// names the channel, in either argument.
func (t *Table) Resolve(channel, product string) Name {
	if channel == "" && product == "" {
		return Name{}
	}
	known, p := t.place(channel, product)
	n := Name{Channel: known}
	if p != nil {
		n.Product = p.name
		return n
	}
	if known == "" {
		n.NearChannel = t.nearChannel(channel)
		known = n.NearChannel
	}
	if known != "" {
		n.NearProduct = t.nearProduct(known, product)
	}
	return n
}

// An alias is another name of a product, or of a channel if product is empty.
type alias struct {
	key              string // its normal form
	channel, product string // as the table spells them
	alone            bool   // the name of a method or path that also identifies the channel
}

// clashes reports whether a and b give the same name two meanings.
func (a alias) clashes(b alias) bool {
	if a.alone && b.alone && a.key == b.key {
		return true
	}
	return a.key == b.key && (a.product == "") == (b.product == "") && (a.product == "" || a.channel == b.channel)
}

// isNameOf reports whether the alias is already the name of another channel or
// product.
func (a alias) isNameOf(p product) bool {
	if a.product == "" {
		return p.channelKey == a.key && p.channel != a.channel
	}
	return p.channel == a.channel && p.nameKey == a.key && p.name != a.product
}

// place returns the channel as the table spells it, or "", and the product, or nil.
func (t *Table) place(channel, name string) (string, *product) {
	if t == nil || channel == "" && name == "" {
		return "", nil
	}
	if p := t.exact(channel, name); p != nil { // most callers spell the names as the table does
		return channel, p
	}
	known, p := t.channelOf(channel)
	switch {
	case known == "" && strings.TrimSpace(channel) == "":
		_, p = t.method(name)
		if p == nil {
			return "", nil
		}
		return p.channel, p
	case known == "":
		return "", nil
	}
	if named := t.productOf(known, name); named != nil || strings.TrimSpace(name) != "" {
		return known, named
	}
	return known, p
}

// exact returns the product with these very names, or nil.
func (t *Table) exact(channel, name string) *product {
	list := t.ofChannel(channel)
	for i := range list {
		if list[i].name == name {
			return &list[i]
		}
	}
	return nil
}

// ofChannel returns the products of the channel with this very name.
func (t *Table) ofChannel(channel string) []product {
	first, end := 0, len(t.products)
	for first < end {
		if mid := int(uint(first+end) >> 1); t.products[mid].channel < channel {
			first = mid + 1
		} else {
			end = mid
		}
	}
	for end < len(t.products) && t.products[end].channel == channel {
		end++
	}
	return t.products[first:end]
}

// channelOf returns the channel with that name, and the product if the name is a
// method.
func (t *Table) channelOf(name string) (string, *product) {
	var buf [maxKey]byte
	key := nameKey(&buf, withoutHost(name))
	if len(key) == 0 {
		return "", nil
	}
	if known := t.named(key); known != "" {
		return known, nil
	}
	if known, p := t.method(name); p != nil {
		return known, p
	}
	brand := t.brandIn(key)
	if brand == "" {
		return "", nil
	}
	if near := t.nearChannel(name); near != "" && near != brand {
		return "", nil // "epay_paltform" holds paypal, and is none of it
	}
	return brand, nil
}

// named returns the channel whose name or alias has the normal form key.
func (t *Table) named(key []byte) string {
	for i := range t.products {
		if p := &t.products[i]; p.channelKey == string(key) {
			return p.channel
		}
	}
	for _, a := range t.aliased(key) {
		if a.product == "" {
			return a.channel
		}
	}
	return ""
}

// brandIn returns the channel with the longest name that key contains. Short names
// are skipped: too many words contain them.
func (t *Table) brandIn(key []byte) string {
	longest, channel := 0, ""
	try := func(name, of string) {
		enough := 5
		if name != "" && name[0] >= utf8.RuneSelf {
			enough = len("微信")
		}
		if len(name) >= enough && len(name) > longest && holds(key, name) {
			longest, channel = len(name), of
		}
	}
	for i := range t.products {
		try(t.products[i].channelKey, t.products[i].channel)
	}
	for _, a := range t.aliases {
		if a.product == "" {
			try(a.key, a.channel)
		}
	}
	return channel
}

func holds(key []byte, name string) bool {
	for i := 0; i+len(name) <= len(key); i++ {
		if string(key[i:i+len(name)]) == name {
			return true
		}
	}
	return false
}

// method returns the channel and product of a method or path that identifies both.
func (t *Table) method(name string) (string, *product) {
	var found *alias
	for name = withoutHost(name); name != "" && len(name) <= 4*maxKey; name = parent(name) {
		var buf [maxKey]byte
		list := t.aliased(nameKey(&buf, name))
		for i := range list {
			switch a := &list[i]; {
			case !a.alone:
			case found != nil && (found.channel != a.channel || found.product != a.product):
				return "", nil
			default:
				found = a
			}
		}
		if found != nil {
			return found.channel, t.exact(found.channel, found.product)
		}
	}
	return "", nil
}

// productOf returns the channel's product with that name.
func (t *Table) productOf(channel, name string) *product {
	list := t.ofChannel(channel)
	for name = withoutHost(name); name != "" && len(name) <= 4*maxKey; name = parent(name) {
		var buf [maxKey]byte
		key := nameKey(&buf, name)
		if len(key) == 0 {
			return nil
		}
		var field *product
		for i := range list {
			p := &list[i]
			switch string(key) {
			case p.nameKey:
				return p
			case p.fieldKey:
				field = p
			}
		}
		if field != nil {
			return field
		}
		for _, a := range t.aliased(key) {
			if a.channel == channel && a.product != "" {
				return t.exact(channel, a.product)
			}
		}
	}
	return nil
}

// aliased returns the aliases with that normal form.
func (t *Table) aliased(key []byte) []alias {
	if len(key) == 0 {
		return nil
	}
	lo, hi := 0, len(t.aliases)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); t.aliases[mid].key < string(key) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for hi = lo; hi < len(t.aliases) && t.aliases[hi].key == string(key); hi++ {
	}
	return t.aliases[lo:hi]
}

// withoutHost returns the path of a URL, without the HTTP method in front of it.
// It returns other strings unchanged, and "" if they are too long.
func withoutHost(s string) string {
	if len(s) > 4*maxKey {
		return ""
	}
	if _, rest, ok := strings.Cut(s, "://"); ok {
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			rest = rest[i:]
		}
		s = rest
	}
	if i := strings.Index(s, " /"); i > 0 {
		s = s[i+1:]
	}
	s, _, _ = strings.Cut(s, "?")
	return s
}

// parent returns the path without its last element, or "" if s is not a path.
func parent(s string) string {
	return s[:max(strings.LastIndexByte(s, '/'), 0)]
}

// nearChannel returns the channel whose name or alias is nearest to name, or "" if
// none is near.
func (t *Table) nearChannel(name string) string {
	if t == nil {
		return ""
	}
	near := newNearest(name)
	if near.slip == 0 {
		return "" // too short to be like another
	}
	for i := range t.products {
		near.try(t.products[i].channelKey, t.products[i].channel)
	}
	for _, a := range t.aliases {
		if a.product == "" {
			near.try(a.key, a.channel)
		}
	}
	return near.best
}

func (t *Table) nearProduct(channel, name string) string {
	near := newNearest(name)
	if near.slip == 0 {
		return "" // too short to be like another
	}
	for _, p := range t.ofChannel(channel) {
		near.try(p.nameKey, p.name)
	}
	for _, a := range t.aliases {
		if a.channel == channel && a.product != "" {
			near.try(a.key, a.product)
		}
	}
	return near.best
}

// nearest finds the candidate with the smallest edit distance from a name: letters
// left out, added, changed or swapped. At most two edits count, and one in a short
// name.
type nearest struct {
	key  [maxKey]rune
	n    int
	slip int
	best string
}

func newNearest(name string) (near nearest) {
	var buf [maxKey]byte
	for key := nameKey(&buf, withoutHost(name)); len(key) > 0; near.n++ {
		r, size := utf8.DecodeRune(key)
		near.key[near.n], key = r, key[size:]
	}
	near.slip = 3
	if near.n < 6 {
		near.slip = 2
	}
	if near.n < 3 {
		near.slip = 0
	}
	return near
}

func (near *nearest) try(candidate, of string) {
	var c [maxKey]rune
	m := 0
	for _, r := range candidate {
		if m == maxKey {
			return
		}
		c[m] = r
		m++
	}
	if m < 3 || m-near.n >= near.slip || near.n-m >= near.slip {
		return
	}
	if d := slips(near.key[:near.n], c[:m]); d < near.slip {
		near.slip, near.best = d, of
	}
}

// slips returns the edit distance, counting a swap of two neighbours as one.
func slips(a, b []rune) int {
	var rows [3][maxKey + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] { // #nosec G602 -- both are guarded by the bounds before
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
