package failcode

import (
	"strings"
	"unicode/utf8"
)

// A Name is a channel and a product as a table knows them.
type Name struct {
	// As the table writes them; empty where it does not know them.
	Channel, Product string
	// What was perhaps meant, where the table does not know what was written.
	NearChannel, NearProduct string
}

// Resolve finds the channel and the product that are meant by names as they are
// written in practice: brand names in Chinese or English, names and paths of API
// methods, names in SDKs. Case, width, spaces and punctuation do not count, the
// host and the tail of a path neither, and a product may have the field that
// carries its code behind it ("pay_bank.err_code"). A longer name that holds a
// channel's name is that channel's ("wechatpay-v3", "支付宝代发"). A method that is
// one channel's alone names the channel too, in either place.
func (t *Table) Resolve(channel, product string) Name {
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

// An alias is another name of a channel, or of a product when there is one.
type alias struct {
	key              string // its normal form
	channel, product string // as the table writes them
	alone            bool   // the name of a method or path that is this channel's, wherever it stands
}

// clashes reports whether one name would have two meanings in the same place.
func (a alias) clashes(b alias) bool {
	if a.alone && b.alone && a.key == b.key {
		return true
	}
	return a.key == b.key && (a.product == "") == (b.product == "") && (a.product == "" || a.channel == b.channel)
}

// isNameOf reports whether the name is already that of another channel or product.
func (a alias) isNameOf(p product) bool {
	if a.product == "" {
		return p.channelKey == a.key && p.channel != a.channel
	}
	return p.channel == a.channel && p.nameKey == a.key && p.name != a.product
}

// place returns the channel as the table writes it and the product, "" and nil
// where they are not known.
func (t *Table) place(channel, name string) (string, *product) {
	if t == nil {
		return "", nil
	}
	for i := range t.products { // most callers write what the table writes
		if p := &t.products[i]; p.channel == channel && p.name == name {
			return channel, p
		}
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

// channelOf returns the channel of that name, with the product when the name is
// that of a method.
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
	if near := t.nearChannel(name); brand != "" && near != "" && near != brand {
		return "", nil // "epay_paltform" holds paypal, and is none of it
	}
	return brand, nil
}

// named returns the channel with that normal form as its name or an alias.
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

// brandIn returns the channel whose name is part of the key, the longest one. A
// short name is part of too many words.
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

// method returns the product of a method or path that names its channel too.
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

// productOf returns the channel's product of that name.
func (t *Table) productOf(channel, name string) *product {
	for name = withoutHost(name); name != "" && len(name) <= 4*maxKey; name = parent(name) {
		var buf [maxKey]byte
		key := nameKey(&buf, name)
		if len(key) == 0 {
			return nil
		}
		var field *product
		for i := range t.products {
			p := &t.products[i]
			if p.channel != channel {
				continue
			}
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

func (t *Table) exact(channel, name string) *product {
	for i := range t.products {
		if p := &t.products[i]; p.channel == channel && p.name == name {
			return p
		}
	}
	return nil
}

// aliased returns the aliases of that normal form.
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

// withoutHost returns the path of an address, without the HTTP method before it,
// and anything else as it is.
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

// parent returns the path above, and "" for what is not a path.
func parent(s string) string {
	return s[:max(strings.LastIndexByte(s, '/'), 0)]
}

// nearChannel returns the channel with a name or alias nearest to the name, or ""
// when none is near.
func (t *Table) nearChannel(name string) string {
	if t == nil {
		return ""
	}
	near := newNearest(name)
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
	for i := range t.products {
		if p := &t.products[i]; p.channel == channel {
			near.try(p.nameKey, p.name)
		}
	}
	for _, a := range t.aliases {
		if a.channel == channel && a.product != "" {
			near.try(a.key, a.product)
		}
	}
	return near.best
}

// nearest finds the candidate with the fewest slips from a name: letters left
// out, added, changed or swapped, at most two, and one in a short name.
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

// slips is the edit distance in which two neighbours swapped count once.
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
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
