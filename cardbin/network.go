package cardbin

// Network is the card scheme that routes a card. The zero value is unknown.
type Network uint8

const (
	NetworkUnknown Network = iota
	UnionPay
	Domestic // a prefix from before UnionPay, used only in China, where UnionPay routes it
	Visa
	Mastercard
	JCB
	Amex
	Diners
	Discover
)

var networkNames = [...]string{"unknown", "unionpay", "domestic", "visa", "mastercard", "jcb", "amex", "diners", "discover"}

func (n Network) String() string { return nameOf(networkNames[:], n) }

// MarshalText returns the name in lower case, as String does.
func (n Network) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (n *Network) UnmarshalText(b []byte) error { return parseName(networkNames[:], b, n) }

// Foreign reports whether the network is based outside China. An old card of a
// mainland bank in such a range may also carry the UnionPay mark; see
// [Record.DualBrand].
func (n Network) Foreign() bool { return n >= Visa }

const (
	anyLength = 1<<(MaxPANDigits+1) - 1<<MinPANDigits
	from16    = 1<<(MaxPANDigits+1) - 1<<16
)

// ranges lists the schemes' number ranges by the first four digits, with the card
// lengths as bits. The first match wins. These are the ranges that the README of
// braintree/credit-card-type (MIT) documents; they follow ISO/IEC 7812 and the
// schemes' own notices.
var ranges = [...]struct {
	from, to uint16
	lens     uint32
	network  Network
}{
	// 62 and 8100–8171. Discover shares 622126–622925 under an agreement of 2005, but they are UnionPay cards.
	{6200, 6299, anyLength, UnionPay},
	{8100, 8171, anyLength, UnionPay},
	{4000, 4999, 1<<13 | 1<<16 | 1<<19, Visa},
	{5100, 5599, 1 << 16, Mastercard},
	{2221, 2720, 1 << 16, Mastercard}, // since 2017
	{3528, 3589, from16, JCB},
	{3400, 3499, 1 << 15, Amex},
	{3700, 3799, 1 << 15, Amex},
	{3000, 3059, 1<<14 | 1<<16 | 1<<19, Diners},
	{3095, 3095, 1<<14 | 1<<16 | 1<<19, Diners},
	{3600, 3699, 1<<14 | 1<<16 | 1<<19, Diners},
	{3800, 3999, 1<<14 | 1<<16 | 1<<19, Diners},
	{6011, 6011, 1<<16 | 1<<19, Discover},
	{6440, 6599, 1<<16 | 1<<19, Discover},
}

// networkOf returns the network of numbers with panLen digits that begin with the
// four digits of head.
func networkOf(head uint16, panLen int) Network {
	for i := range ranges {
		if r := &ranges[i]; r.from <= head && head <= r.to && r.lens>>panLen&1 != 0 {
			return r.network
		}
	}
	return NetworkUnknown
}

// Network returns the network by the schemes' number ranges alone. If a table has
// the number, use [Record.Network] instead: before UnionPay was founded in 2002,
// Chinese banks used their own prefixes, some of them in other schemes' ranges.
func (p PAN) Network() Network {
	if p.IsZero() {
		return NetworkUnknown
	}
	return networkOf(uint16(p.head()/1e6), p.Len())
}

// NetworkOf is like [PAN.Network] for the head of a number, at least its first four
// ASCII digits, and the length of the number. It returns NetworkUnknown if either is
// invalid.
func NetworkOf(head string, panLength int) Network {
	if len(head) < 4 || panLength < MinPANDigits || panLength > MaxPANDigits {
		return NetworkUnknown
	}
	for i := range 4 {
		if head[i] < '0' || head[i] > '9' {
			return NetworkUnknown
		}
	}
	return networkOf(firstFour(head), panLength)
}

// Network returns the record's network. It is Domestic for a mainland bank's prefix
// outside every scheme's range, and for a mainland debit card in the range of a
// scheme that has issued no debit cards in the mainland (Diners, Discover).
//
// UnionPay cards are also issued overseas; the Issuer.Region of such a card is not
// CN.
func (r Record) Network() Network {
	if r.IsZero() {
		return NetworkUnknown
	}
	row := r.get()
	n := networkOf(firstFour(r.table.prefix(row)), int(row.panLen))
	switch {
	case n == NetworkUnknown, (n == Diners || n == Discover) && row.funding == Debit:
		if r.mainland() {
			return Domestic
		}
	}
	return n
}

// firstFour returns the first four digits as a number, padded with zeros on the
// right.
func firstFour(prefix string) uint16 {
	if len(prefix) < 4 {
		prefix = (prefix + "000")[:4]
	}
	digit := func(i int) uint16 { return uint16(prefix[i] - '0') }
	return digit(0)*1000 + digit(1)*100 + digit(2)*10 + digit(3)
}

// DualBrand reports whether the card is a mainland bank's card in a foreign
// network's range. Such a card may also carry the UnionPay mark (双标卡) and then
// can receive payouts in China. Mainland banks issued these cards until about 2016;
// the number does not distinguish them from cards of the foreign network alone.
func (r Record) DualBrand() bool { return r.mainland() && r.Network().Foreign() }

func (r Record) mainland() bool {
	return r.table != nil && r.table.issuers[r.get().issuer].Region == "CN"
}

// LuhnUse says what a failed Luhn check means. The zero value is the most lenient.
type LuhnUse uint8

const (
	LuhnUnreliable LuhnUse = iota // old domestic and unknown prefixes: some have no Luhn digit
	LuhnUsual                     // UnionPay debit and prepaid cards: most have a Luhn digit, some do not
	LuhnAlways                    // foreign networks and credit cards: a failure means a wrong number
)

var luhnNames = [...]string{"unreliable", "usual", "always"}

func (l LuhnUse) String() string { return nameOf(luhnNames[:], l) }

// MarshalText returns "unreliable", "usual" or "always".
func (l LuhnUse) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText parses the output of MarshalText. The error is [ErrText].
func (l *LuhnUse) UnmarshalText(b []byte) error { return parseName(luhnNames[:], b, l) }

// Luhn returns the network's rule, for a number that is in no table.
func (n Network) Luhn() LuhnUse {
	switch {
	case n.Foreign():
		return LuhnAlways
	case n == UnionPay:
		return LuhnUsual
	}
	return LuhnUnreliable
}

// Luhn returns the record's rule. Some real UnionPay debit cards have no Luhn digit
// (braintree/card-validator#112); UnionPay credit cards have one, as international
// cards do.
func (r Record) Luhn() LuhnUse {
	n := r.Network()
	if n == UnionPay && (r.Funding() == Credit || r.Funding() == QuasiCredit) {
		return LuhnAlways
	}
	return n.Luhn()
}
