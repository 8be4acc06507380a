package ipintel

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/oschwald/maxminddb-golang/v2"
	"github.com/oschwald/maxminddb-golang/v2/mmdbdata"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/netaddr"
)

// An MMDB is a database in the MaxMind DB format. AsOf of an answer is the day the
// database was built or, for a label, the day its source last saw the network, if
// the database has it.
//
// MMDB reads these fields; the last column says who documents them:
//
//	GeoIP2 and GeoLite2 Country, City, ASN  country.iso_code, autonomous_system_number,
//	                                        autonomous_system_organization   (MaxMind's field lists)
//	GeoIP2 Anonymous IP, Anonymous Plus     is_anonymous_vpn, is_public_proxy, is_residential_proxy,
//	                                        is_tor_exit_node, is_hosting_provider,
//	                                        anonymizer_confidence, network_last_seen (MaxMind's field lists)
//	DB-IP Country                           country.iso_code                 (DB-IP's field list)
//	DB-IP ASN                               as GeoLite2 ASN                  (not verified: from other projects' code)
//	IPinfo Lite                             country_code, asn, as_name       (not verified: from other projects' code)
//	IPinfo Country, ASN (older)             country (a code), asn, as_name   (not verified: from other projects' code)
//	IPinfo Privacy                          vpn, proxy, tor, relay, hosting  (IPinfo's field list of the CSV; accepts
//	                                        booleans and the text "true", since it is not verified which the file has)
//
// Other fields are ignored.
type MMDB struct {
	db     *maxminddb.Reader
	base   intake.IPRecord // Source and AsOf
	denies []int           // labels that are denied unless the database affirms them
	pool   sync.Pool       // of *record, which decoding moves to the heap
}

// OpenMMDB opens a database that is loaded or mapped into memory. The bytes must
// not change afterwards. source is the name of the database in findings; if it is
// empty, OpenMMDB uses the database's own type.
//
// A database of anonymous networks denies every label that it does not affirm,
// because its keys are present only if true.
func OpenMMDB(data []byte, source string) (*MMDB, error) {
	db, err := maxminddb.OpenBytes(data)
	if err != nil {
		return nil, fmt.Errorf("ipintel: %w", err)
	}
	kind := db.Metadata.DatabaseType
	if source == "" {
		source = kind
	}
	built := db.Metadata.BuildTime().UTC()
	if y := built.Year(); y < 2000 || y >= 2100 {
		return nil, errors.New("ipintel: the database does not say when it was built")
	}
	m := &MMDB{db: db, base: intake.IPRecord{Source: source, AsOf: dateOf(built)}}
	switch {
	case strings.Contains(kind, "Anonymous"):
		m.denies = []int{labelVPN, labelPublicProxy, labelResidentialProxy, labelTor, labelHosting}
	case strings.Contains(strings.ToLower(kind), "privacy"):
		m.denies = []int{labelVPN, labelPublicProxy, labelTor, labelRelay, labelHosting}
	}
	return m, nil
}

// Indexes into labels.
const (
	labelVPN = iota
	labelPublicProxy
	labelResidentialProxy
	labelTor
	labelRelay
	labelHosting
)

func dateOf(t time.Time) readiness.Date {
	return readiness.Date{Year: int16(t.Year()), Month: uint8(t.Month()), Day: uint8(t.Day())}
}

// LookupIP looks up an address. A record without any known field is no answer.
// LookupIP returns an error if the database is damaged.
func (m *MMDB) LookupIP(a netip.Addr) (intake.IPRecord, bool, error) {
	a = netaddr.Unwrap(a)
	if !a.IsValid() || a.Is6() && m.db.Metadata.IPVersion == 4 {
		return intake.IPRecord{}, false, nil
	}
	r, _ := m.pool.Get().(*record)
	if r == nil {
		r = new(record)
	}
	defer m.pool.Put(r)
	*r = record{IPRecord: m.base}
	if err := m.db.Lookup(a).Decode(r); err != nil {
		return intake.IPRecord{}, false, fmt.Errorf("ipintel: %w", err)
	}
	// The tree has empty records, so the presence of a record means nothing.
	if saysNothing(&r.IPRecord) && m.denies == nil {
		return intake.IPRecord{}, false, nil
	}
	facts := labels(&r.IPRecord)
	affirms := false
	for _, i := range m.denies {
		if *facts[i] == intake.Yes {
			affirms = true
		} else {
			*facts[i] = intake.No
		}
	}
	if affirms && !r.seen.IsZero() {
		r.AsOf = r.seen
	}
	return r.IPRecord, true, nil
}

// A record decodes an entry of any of the layouts. Where two layouts use one name
// for different things, the type or form of the value tells them apart.
type record struct {
	intake.IPRecord
	seen readiness.Date
}

// maxFields is far more than any of the layouts has in one map.
const maxFields = 256

func (r *record) UnmarshalMaxMindDBCursor(c mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	return eachField(c, r.field)
}

func eachField(c mmdbdata.Cursor, read func(key []byte, v mmdbdata.Cursor) (mmdbdata.Cursor, error)) (mmdbdata.Cursor, error) {
	entries, err := c.Map()
	if err != nil {
		return mmdbdata.Cursor{}, mmdbdata.NormalizeUnmarshalError[record](err)
	}
	if entries.Size() > maxFields {
		return mmdbdata.Cursor{}, errors.New("a record has too many fields")
	}
	var next mmdbdata.Cursor
	for {
		key, v, ok := entries.Next(next)
		if !ok {
			return entries.End()
		}
		if next, err = read(key, v); err != nil {
			return mmdbdata.Cursor{}, err
		}
	}
}

func (r *record) field(key []byte, v mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	switch string(key) {
	case "country":
		return r.country(v)
	case "country_code":
		return r.code(v)
	case "autonomous_system_number", "asn":
		return r.asn(v)
	case "autonomous_system_organization", "as_name":
		return readText(v, &r.Org)
	case "is_anonymous_vpn", "vpn":
		return readFact(v, &r.VPN)
	case "is_public_proxy", "proxy":
		return readFact(v, &r.PublicProxy)
	case "is_residential_proxy":
		return readFact(v, &r.ResidentialProxy)
	case "is_tor_exit_node", "tor":
		return readFact(v, &r.Tor)
	case "relay":
		return readFact(v, &r.Relay)
	case "is_hosting_provider", "hosting":
		return readFact(v, &r.Hosting)
	case "anonymizer_confidence":
		n, next, err := v.ReadUint()
		if err == nil && n >= 1 && n <= 99 {
			r.VPNConfidence = intake.Some(int64(n))
		}
		return next, err
	case "network_last_seen":
		var day string
		next, err := readText(v, &day)
		_ = r.seen.UnmarshalText([]byte(day)) // an invalid day stays unknown
		return next, err
	}
	return v.Skip()
}

// country reads a map with a code, a plain code or, in IPinfo Lite, a name.
func (r *record) country(v mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	if k, err := v.Kind(); err != nil || k == mmdbdata.KindString {
		return r.code(v)
	}
	return eachField(v, func(key []byte, v mmdbdata.Cursor) (mmdbdata.Cursor, error) {
		if string(key) == "iso_code" {
			return r.code(v)
		}
		return v.Skip()
	})
}

// code reads a country code and ignores any other text.
func (r *record) code(v mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	var s string
	next, err := readText(v, &s)
	if len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z' {
		r.Country = s
	}
	return next, err
}

// asn reads a number, or text such as AS4134.
func (r *record) asn(v mmdbdata.Cursor) (mmdbdata.Cursor, error) {
	if k, err := v.Kind(); err == nil && k != mmdbdata.KindString {
		n, next, err := v.ReadUint()
		if err == nil && n > 0 && n < 1<<32 {
			r.ASN = intake.Some(int64(n))
		}
		return next, err
	}
	var s string
	next, err := readText(v, &s)
	if n, bad := strconv.ParseUint(strings.TrimPrefix(s, "AS"), 10, 32); bad == nil {
		r.ASN = intake.Some(int64(n))
	}
	return next, err
}

// maxText is the maximum length of a text field, in bytes.
const maxText = 256

func readText(v mmdbdata.Cursor, to *string) (mmdbdata.Cursor, error) {
	s, next, err := v.ReadStringMaxSize(maxText)
	if err == nil {
		*to = s
	}
	return next, err
}

// readFact reads a boolean, or the text "true".
func readFact(v mmdbdata.Cursor, to *intake.Fact) (mmdbdata.Cursor, error) {
	if k, err := v.Kind(); err == nil && k == mmdbdata.KindString {
		var s string
		next, err := readText(v, &s)
		if strings.EqualFold(s, "true") {
			*to = intake.Yes
		}
		return next, err
	}
	b, next, err := v.ReadBool()
	if err == nil {
		*to = intake.FactOf(b)
	}
	return next, err
}
