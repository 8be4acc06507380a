package readiness

import (
	"net/netip"
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/chinatime"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/internal/netaddr"
	"github.com/payready/payready/readiness/remedy"
)

// The facts below are those that the built-in checks share: what they derive from
// several inputs, under the policy. Each is worked out when the first check asks
// for it, so a check of your own costs nothing twice. A check declares the inputs
// that its facts read; readinesstest.TestCheck reports one that it leaves out.

// Compared is how an input relates to the bank's record of it.
type Compared struct {
	// Class is the word for the relation, the code that the built-in check gives:
	// "exact" or "homophone" of a name, "match" or "mismatch" of a number. It is ""
	// when nothing was compared.
	Class string
	// Open says that the record speaks neither for nor against the input: there is
	// none, it shows nothing, or it cannot be read.
	Open     bool
	Position int64 // of the first character of a name that differs, from 1; 0 for none
	Visible  int64 // how many characters of a masked record are shown and agree
	Length   int64 // out of how many
}

// CompareName compares the applicant's name with the bank's record, in clear,
// masked or as a digest. It reads the name and card/holder's name and name_hash.
func (c *Case) CompareName() Compared {
	r := c.nameOnRecord()
	return Compared{r.Class.String(), r.Class.Open(), int64(r.Position), int64(r.Visible), int64(r.Total)}
}

// CompareDocument compares the document number with the bank's record. Numbers of
// two documents that one person can have are "kind-differs", which is open. It
// reads the type and number of both.
func (c *Case) CompareDocument() Compared {
	r := c.documentOnRecord(c.sub.Applicant.Document.Number.Reveal())
	open := r.Match == cnid.NotCompared || r.Match == cnid.KindDiffers
	return Compared{Class: r.Match.String(), Open: open, Visible: int64(r.Visible), Length: int64(r.Total)}
}

// CompareMobile compares the mobile number with the bank's record. It reads both.
func (c *Case) CompareMobile() Compared {
	r := cnphone.Compare(c.sub.Applicant.Mobile.Reveal(), c.sub.Card.Holder.Mobile.Reveal())
	return Compared{Class: r.Match.String(), Open: r.Match == cnphone.NotCompared, Visible: int64(r.Visible), Length: int64(r.Total)}
}

// A DocumentFact is what a document number says. It does not hold the number.
type DocumentFact struct {
	Type   intake.DocumentType // as stated, or as the number shows
	Status string              // the code of identity.document: "ok", "check-digit"; "" without a number
	Usable bool                // a number of this status can be submitted
	Birth  Date                // from the number, else as stated
	Region int                 // the six digits of GB/T 2260, 0 when the number has none
}

// Document reads the document number. It reads the document's type, number and
// birth date, and the moment: nobody is born in the future.
func (c *Case) Document() DocumentFact {
	d := c.document()
	if stated := &c.sub.Applicant.Document; stated.Number.IsZero() {
		return DocumentFact{Type: stated.Type, Birth: stated.BirthDate}
	}
	return DocumentFact{intake.DocumentType(d.Kind), d.Status.String(), d.Status.Usable(), d.Birth, int(d.Region)}
}

// Issuer returns the card's bank: by its number, else as stated. It is false
// when neither is known to the table. It reads the card's number, BIN, length
// and issuer.
func (c *Case) Issuer() (cardbin.Issuer, bool) {
	i, ok := c.issuer()
	return *i, ok
}

// MatchedElements says how many elements the bank confirmed of these very values,
// and until when that counts. n is 0 without a match that is fresh; until is zero
// when the case has no moment. It reads the element check and the moments.
func (c *Case) MatchedElements() (n int, until time.Time) {
	m, end := c.elementsMatched()
	return int(m), timeOf(end)
}

// ProvenUntil says until when an earlier payout that reached this card proves its
// name, document and kind. It is the zero time when none does. It reads the
// earlier attempts and the moments.
func (c *Case) ProvenUntil() time.Time { return timeOf(c.provenUntil()) }

// A ConfirmedFact is what somebody with access to the bank's record has confirmed of
// the card and its owner, and until when each counts: the zero time if it does not, or
// if the case has no moment. It counts longer than MatchedElements and ProvenUntil,
// which also speak of the card's state, but ends when the card is bound anew, money
// comes back, or name or document change.
type ConfirmedFact struct {
	Elements      int // how many matched; 0 without a check that counts
	ElementsUntil time.Time
	PayoutUntil   time.Time // an earlier payout reached the card
	DebitUntil    time.Time // money was taken from it under an agreement that still stands
}

// Confirmed returns what is confirmed of the card and its owner. It reads the element
// check, the earlier attempts, the days on which name and document changed, when the
// card was bound and debited, and the moments.
func (c *Case) Confirmed() ConfirmedFact {
	b := c.bond()
	return ConfirmedFact{int(b.n), timeOf(b.elements), timeOf(b.payout), timeOf(b.debit)}
}

// An AttemptFact is an earlier payout as it counts. The caller's word, the
// channel's status and its code were held against each other, and the most
// careful of them won: a payout wrongly taken for failed is paid twice.
type AttemptFact struct {
	Outcome intake.AttemptOutcome // OutcomeUnknown when the words contradict each other
	MadeAt  time.Time             // when it was submitted, else when it ended; zero when unknown
	EndedAt time.Time             // not before MadeAt

	Failed      bool // no money moved, or it came back
	MayHavePaid bool // not Failed: the money has moved or may have
	Open        bool // the end is not known
	Fixed       bool // the cause was removed after it struck

	Listed   bool              // the failure code is known; what follows is what it means
	Category failcode.Category // what kind of cause it is
	Scope    failcode.Scope    // what has to change
	Owner    remedy.Owner      // who has to act
	Never    bool              // nothing may be paid after it
	Clears   failcode.Clears   // when time clears the cause
	ClearsAt time.Time         // that moment; zero when time does not clear it or the attempt has no time
}

// Attempts returns the earlier payouts as they count, in the order of
// History.Attempts. It reads that list and the moment: nothing is fixed before it.
func (c *Case) Attempts() []AttemptFact {
	judged := c.attempts()
	out := make([]AttemptFact, len(judged))
	for i := range judged {
		a := &judged[i]
		out[i] = AttemptFact{
			Outcome: a.outcome, MadeAt: timeOf(a.made), EndedAt: timeOf(a.ended),
			Failed: a.failed(), MayHavePaid: a.mayHavePaid(), Open: a.open(), Fixed: c.mended(a),
			Listed: a.listed, Category: a.category, Scope: a.scope, Owner: a.action.Owner,
			Never: a.never, Clears: a.clears, ClearsAt: timeOf(a.clearsAt),
		}
	}
	return out
}

// Channel returns the policy's profile for the payout, nil when it has none. A
// profile for the product goes before one for the whole channel. It must not be
// changed. It reads the payout's channel and product.
func (c *Case) Channel() *Channel { return c.channel() }

// System returns the clearing system: as stated, else the channel profile's, else
// 0. It reads the payout's system, channel and product.
func (c *Case) System() intake.System { return c.system() }

// A ClientFact is the address that the request came from.
type ClientFact struct {
	Addr       netip.Addr // as stated, else found from the peer and the forwarding chain; invalid when neither tells
	Kind       string     // "public", "private", "shared", "6to4" …; "" without Addr
	Unreadable bool       // what was given is no address, or not of a chain that the policy's front end writes
	AllOurs    bool       // every hop is a proxy of the policy
	Forwarded  bool       // the chain names more hops beyond Addr, which proves nothing: anybody can write them
}

// Client finds the address that the request came from. It reads the network's
// client address, peer and forwarding chain.
func (c *Case) Client() ClientFact {
	f := c.client()
	return ClientFact{f.Addr, f.kind.String(), f.Status == netaddr.Unreadable, f.Status == netaddr.AllOurs, f.Extra}
}

// An AddressFact is what sources say of the client's address: the submission's
// records that are about it, and Config.IPs.
type AddressFact struct {
	VPN         intake.Fact // No when a fresh record denies it and none says so
	PublicProxy intake.Fact // likewise
	// The others are true when a record says so.
	ResidentialProxy, Tor, Relay, Hosting, Risky bool

	Old       bool      // a record that says one of these, Risky left aside, is older than the policy's days
	Home      bool      // a fresh record says home or mobile access in an expected country, and denies VPN and hosting
	Country   string    // of the freshest record that names one, "" for none
	CountryOn Date      // its day
	AsOf      Date      // the day of the oldest record
	Until     time.Time // when the answer may change; zero when it does not
}

// Address says what is known of the client's address. It is the zero AddressFact
// when nothing is, or when the connection was observed too long ago. It reads what
// Client reads, the network's records and capture time, and the moments.
func (c *Case) Address() AddressFact {
	e := c.exit()
	says := func(word uint64) bool { return e.words&word != 0 }
	fact := func(yes, no bool) intake.Fact {
		switch {
		case yes:
			return intake.Yes
		case no:
			return intake.No
		}
		return intake.Unknown
	}
	return AddressFact{
		VPN:              fact(says(exitVPN), e.denies&deniesVPN != 0),
		PublicProxy:      fact(says(exitPublicProxy), e.denies&deniesProxy != 0),
		ResidentialProxy: says(exitResidentialProxy), Tor: says(exitTor), Relay: says(exitRelay),
		Hosting: says(exitHosting), Risky: says(exitRisk), Old: says(exitOld), Home: e.home,
		Country: e.country.String(), CountryOn: e.countryOn, AsOf: e.asOf, Until: timeOf(e.until),
	}
}

// Whereabouts are where the device says that it is. Countries are codes of ISO
// 3166-1, "" when unknown.
type Whereabouts struct {
	GPS, SIM         string
	UTCOffsetMinutes intake.Opt[int64]
}

// Whereabouts returns where the device says that it is: nowhere when it was
// observed too long ago. It reads the device's countries, offset and capture
// time, and the moments.
func (c *Case) Whereabouts() Whereabouts {
	p := c.whereabouts()
	return Whereabouts{p.gps.String(), p.sim.String(), p.offset}
}

// DeviceFresh says until when what was observed of the device counts, and whether
// it still does. Without a moment it counts, and until is zero. It reads the
// device's capture time and the moments.
func (c *Case) DeviceFresh() (until time.Time, ok bool) {
	end, ok := c.deviceFresh()
	return timeOf(end), ok
}

// NetworkFresh is DeviceFresh for what was observed of the connection.
func (c *Case) NetworkFresh() (until time.Time, ok bool) {
	end, ok := c.networkFresh()
	return timeOf(end), ok
}

// A WindowFact is what the policy's windows say of a payout that is submitted now.
type WindowFact struct {
	Effect Effect    // of the gravest window that its processing touches, 0 for none
	Hours  bool      // nothing but the channel's own hours closes
	Usual  bool      // it recurs and only tends to disturb, which costs nothing: no row announces it
	EndsAt time.Time // when the windows at least as grave leave room to process; zero without one
	Until  time.Time // when the answer may change; zero when no change is near
}

// Window says which window the payout would meet. It needs a moment, and reads
// the payout's system, channel and product and what Issuer reads.
func (c *Case) Window() WindowFact {
	if c.at == 0 {
		return WindowFact{}
	}
	m := c.windowNow()
	return WindowFact{m.effect(), m.hours, m.gravity >= usualDayCut, timeOf(m.ends), timeOf(m.until)}
}

// timeOf is the time of Unix seconds, of which 0 is none.
func timeOf(unix int64) time.Time {
	if unix == 0 {
		return time.Time{}
	}
	return chinatime.Time(unix)
}
