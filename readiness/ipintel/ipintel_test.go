package ipintel_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/ipintel"
)

const (
	yes = intake.Yes
	no  = intake.No
)

var day = readiness.Date{Year: 2026, Month: 11, Day: 20}

func list(t testing.TB, text string, l ipintel.List) *ipintel.PrefixSet {
	t.Helper()
	s, err := ipintel.ReadPrefixes(strings.NewReader(text), l)
	require.NoError(t, err)
	return s
}

func ask(t testing.TB, s readiness.IPLookup, addr string) (intake.IPRecord, bool) {
	t.Helper()
	r, ok, err := s.LookupIP(netip.MustParseAddr(addr))
	require.NoError(t, err)
	return r, ok
}

func TestPrefixSet(t *testing.T) {
	says := intake.IPRecord{Source: "lists", AsOf: day, VPN: yes, IP: intake.Hide("9.9.9.9")}
	s := list(t, "\ufeff# VPN\r\n1.2.3.0/24 # a range\r\n\r\n1.2.3.4\n5.6.7.8,CN,a column\n2001:db8::/32;x\n::ffff:9.0.0.0/104\n10.1.2.3/8\n1.2.3.0/24", ipintel.List{Says: says})
	require.Equal(t, 6, s.Len())
	says.IP = intake.Secret{}
	for addr, in := range map[string]bool{
		"1.2.3.255": true, "1.2.4.0": false, "5.6.7.8": true, "5.6.7.9": false, "2001:db8::1": true, "2001:db9::": false,
		"9.1.1.1": true, "10.255.0.0": true, "::ffff:1.2.3.4": true, "64:ff9b::102:304": true, "fe80::1%eth0": false,
	} {
		r, ok := ask(t, s, addr)
		require.Equal(t, in, ok, addr)
		if in {
			require.Equal(t, says, r)
		}
	}
	_, ok, err := s.LookupIP(netip.Addr{})
	require.NoError(t, err)
	require.False(t, ok)
	_, ok = ask(t, &ipintel.PrefixSet{}, "1.2.3.4")
	require.False(t, ok)
}

func TestCompleteListDenies(t *testing.T) {
	s := list(t, "1.2.3.4", ipintel.List{Says: intake.IPRecord{Source: "tor", AsOf: day, Tor: yes, Country: "DE"}, Complete: true})
	r, ok := ask(t, s, "1.2.3.5")
	require.True(t, ok)
	require.Equal(t, intake.IPRecord{Source: "tor", AsOf: day, Tor: no}, r, "only labels are denied")
	_, ok, _ = s.LookupIP(netip.Addr{})
	require.False(t, ok)
}

func TestPrefixListMistakes(t *testing.T) {
	_, err := ipintel.ReadPrefixes(strings.NewReader("1.2.3.4\nnonsense\n1.2.3.4/33\n0.0.0.0/0\n::/0\n1.2.3"), ipintel.List{})
	require.EqualError(t, err, "ipintel: line 2: neither a prefix nor an address\nipintel: line 3: neither a prefix nor an address\n"+
		"ipintel: line 4: the prefix is everything\nipintel: line 5: the prefix is everything\nipintel: line 6: neither a prefix nor an address")
	_, err = ipintel.ReadPrefixes(strings.NewReader(strings.Repeat("x\n", 1000)), ipintel.List{})
	require.Len(t, strings.Split(err.Error(), "\n"), 20)
	_, err = ipintel.ReadPrefixes(strings.NewReader("1.2.3.4\n"+strings.Repeat("1", 1<<20)), ipintel.List{})
	require.ErrorContains(t, err, "line 2")
}

// TestPrefixSetIsTheObviousOne compares with a search through all prefixes.
func TestPrefixSetIsTheObviousOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var prefixes []netip.Prefix
		for range rapid.IntRange(0, 20).Draw(t, "prefixes") {
			var p netip.Prefix
			if rapid.Bool().Draw(t, "six") {
				p = netip.PrefixFrom(netip.AddrFrom16([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "a"))), rapid.IntRange(1, 128).Draw(t, "bits"))
				if p.Addr().Is4In6() {
					continue
				}
			} else {
				p = netip.PrefixFrom(netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "a"))), rapid.IntRange(1, 32).Draw(t, "bits"))
			}
			prefixes = append(prefixes, p)
			fmt.Fprintln(&text, p)
		}
		s, err := ipintel.ReadPrefixes(strings.NewReader(text.String()), ipintel.List{})
		require.NoError(t, err)
		for range 20 {
			a := netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "ask")))
			if len(prefixes) > 0 && rapid.Bool().Draw(t, "near") {
				a = rapid.SampledFrom(prefixes).Draw(t, "p").Addr()
			}
			want := false
			for _, p := range prefixes {
				want = want || p.Contains(a)
			}
			_, ok, _ := s.LookupIP(a)
			if !a.Is6() || a.Unmap().Is6() {
				require.Equal(t, want, ok)
			}
		}
	})
}

// database returns a MaxMind DB file.
func database(t testing.TB, kind string, networks map[string]mmdbtype.DataType) []byte {
	t.Helper()
	return built(t, mmdbwriter.Options{DatabaseType: kind, BuildEpoch: 1795132800 /* 2026-11-20 */, IncludeReservedNetworks: true}, networks)
}

func built(t testing.TB, o mmdbwriter.Options, networks map[string]mmdbtype.DataType) []byte {
	t.Helper()
	w, err := mmdbwriter.New(o)
	require.NoError(t, err)
	for p, v := range networks {
		_, ipnet, err := net.ParseCIDR(p)
		require.NoError(t, err)
		require.NoError(t, w.Insert(ipnet, v))
	}
	var b bytes.Buffer
	_, err = w.WriteTo(&b)
	require.NoError(t, err)
	return b.Bytes()
}

type (
	m = mmdbtype.Map
	s = mmdbtype.String
)

func open(t testing.TB, data []byte) *ipintel.MMDB {
	t.Helper()
	db, err := ipintel.OpenMMDB(data, "db")
	require.NoError(t, err)
	return db
}

func TestMMDBLayouts(t *testing.T) {
	base := intake.IPRecord{Source: "db", AsOf: day}
	with := func(change func(*intake.IPRecord)) *intake.IPRecord {
		r := base
		change(&r)
		return &r
	}
	denied := func(change func(*intake.IPRecord)) *intake.IPRecord {
		return with(func(r *intake.IPRecord) {
			r.VPN, r.PublicProxy, r.ResidentialProxy, r.Tor, r.Hosting = no, no, no, no, no
			change(r)
		})
	}
	names := m{"en": s("China")}
	for _, c := range []struct {
		fact, kind string
		data       mmdbtype.DataType
		want       *intake.IPRecord // nil if no answer
	}{
		{"GeoLite2 Country", "GeoLite2-Country", m{"country": m{"iso_code": s("CN"), "names": names}, "continent": m{"code": s("AS")}, "registered_country": m{"iso_code": s("US")}},
			with(func(r *intake.IPRecord) { r.Country = "CN" })},
		{"no country", "GeoLite2-Country", m{"registered_country": m{"iso_code": s("US")}}, nil},
		{"an empty record is no answer", "GeoLite2-Country", m{}, nil},
		{"GeoLite2 ASN", "GeoLite2-ASN", m{"autonomous_system_number": mmdbtype.Uint32(4134), "autonomous_system_organization": s("CHINANET")},
			with(func(r *intake.IPRecord) { r.ASN, r.Org = intake.Some[int64](4134), "CHINANET" })},
		{"Anonymous IP, a VPN", "GeoIP2-Anonymous-IP", m{"is_anonymous": mmdbtype.Bool(true), "is_anonymous_vpn": mmdbtype.Bool(true)},
			denied(func(r *intake.IPRecord) { r.VPN = yes })},
		{"Anonymous IP, all labels", "GeoIP2-Anonymous-IP", m{"is_anonymous_vpn": mmdbtype.Bool(true), "is_public_proxy": mmdbtype.Bool(true), "is_residential_proxy": mmdbtype.Bool(true), "is_tor_exit_node": mmdbtype.Bool(true), "is_hosting_provider": mmdbtype.Bool(true)},
			with(func(r *intake.IPRecord) {
				r.VPN, r.PublicProxy, r.ResidentialProxy, r.Tor, r.Hosting = yes, yes, yes, yes, yes
			})},
		{"Anonymous IP denies with an empty record", "GeoIP2-Anonymous-IP", m{}, denied(func(*intake.IPRecord) {})},
		{"Anonymous Plus carries its confidence and its own day", "GeoIP-Anonymous-Plus", m{"is_anonymous_vpn": mmdbtype.Bool(true), "anonymizer_confidence": mmdbtype.Uint16(30), "network_last_seen": s("2026-10-01"), "provider_name": s("x")},
			denied(func(r *intake.IPRecord) {
				r.VPN, r.VPNConfidence, r.AsOf = yes, intake.Some[int64](30), readiness.Date{Year: 2026, Month: 10, Day: 1}
			})},
		{"a day without a label does not age the denials", "GeoIP-Anonymous-Plus", m{"network_last_seen": s("2026-10-01")}, denied(func(*intake.IPRecord) {})},
		{"a day that is none", "GeoIP-Anonymous-Plus", m{"is_tor_exit_node": mmdbtype.Bool(true), "network_last_seen": s("yesterday")}, denied(func(r *intake.IPRecord) { r.Tor = yes })},
		{"a confidence out of range", "GeoIP-Anonymous-Plus", m{"anonymizer_confidence": mmdbtype.Uint16(100)}, denied(func(*intake.IPRecord) {})},
		{"DB-IP Country", "DBIP-Country-Lite", m{"country": m{"iso_code": s("HK"), "is_in_european_union": mmdbtype.Bool(false)}}, with(func(r *intake.IPRecord) { r.Country = "HK" })},
		{"DB-IP ASN", "DBIP-ASN-Lite (compat=GeoLite2-ASN)", m{"autonomous_system_number": mmdbtype.Uint32(4837)}, with(func(r *intake.IPRecord) { r.ASN = intake.Some[int64](4837) })},
		{"IPinfo Lite", "ipinfo bundle_location_lite.mmdb", m{"country_code": s("CN"), "country": s("China"), "asn": s("AS9808"), "as_name": s("China Mobile")},
			with(func(r *intake.IPRecord) {
				r.Country, r.ASN, r.Org = "CN", intake.Some[int64](9808), "China Mobile"
			})},
		{"IPinfo of old", "ipinfo generic_country_asn.mmdb", m{"country": s("CN"), "country_name": s("China"), "asn": s("none")}, with(func(r *intake.IPRecord) { r.Country = "CN" })},
		{"IPinfo Privacy, text", "ipinfo standard_privacy.mmdb", m{"vpn": s("true"), "proxy": s(""), "relay": s("True"), "service": s("x")},
			with(func(r *intake.IPRecord) { r.VPN, r.Relay, r.PublicProxy, r.Tor, r.Hosting = yes, yes, no, no, no })},
		{"IPinfo Privacy, booleans", "ipinfo standard_privacy.mmdb", m{"tor": mmdbtype.Bool(true), "hosting": mmdbtype.Bool(false)},
			with(func(r *intake.IPRecord) { r.Tor, r.VPN, r.Relay, r.PublicProxy, r.Hosting = yes, no, no, no, no })},
		{"a layout that nobody knows", "X", m{"city": m{"names": names}, "list": mmdbtype.Slice{s("a")}}, nil},
		{"a country in small letters", "X", m{"country": s("cn")}, nil},
	} {
		t.Run(c.fact, func(t *testing.T) {
			db := open(t, database(t, c.kind, map[string]mmdbtype.DataType{"81.2.69.0/24": c.data}))
			for _, addr := range []string{"81.2.69.160", "::ffff:81.2.69.160", "64:ff9b::5102:45a0"} {
				r, ok := ask(t, db, addr)
				require.Equal(t, c.want != nil, ok)
				if ok {
					require.Equal(t, *c.want, r)
				}
			}
		})
	}
}

func TestMMDBWithoutRecord(t *testing.T) {
	country := map[string]mmdbtype.DataType{"81.2.69.0/24": m{"country": m{"iso_code": s("GB")}}}
	_, ok := ask(t, open(t, database(t, "GeoLite2-Country", country)), "1.1.1.1")
	require.False(t, ok)
	r, ok := ask(t, open(t, database(t, "GeoIP2-Anonymous-IP", country)), "1.1.1.1")
	require.True(t, ok, "what a database of anonymous networks does not list, it denies")
	require.Equal(t, intake.IPRecord{Source: "db", AsOf: day, VPN: no, PublicProxy: no, ResidentialProxy: no, Tor: no, Hosting: no}, r)

	four := open(t, built(t, mmdbwriter.Options{DatabaseType: "GeoIP2-Anonymous-IP", BuildEpoch: 1795132800, IPVersion: 4}, country))
	_, ok = ask(t, four, "2408:8000::1")
	require.False(t, ok, "a database of IPv4 denies nothing of IPv6")
	_, ok, err := four.LookupIP(netip.Addr{})
	require.NoError(t, err)
	require.False(t, ok)
}

// TestMMDBForgets checks that an answer keeps nothing of the previous one.
func TestMMDBForgets(t *testing.T) {
	db := open(t, database(t, "GeoIP-Anonymous-Plus", map[string]mmdbtype.DataType{
		"81.2.69.0/24": m{"is_anonymous_vpn": mmdbtype.Bool(true), "anonymizer_confidence": mmdbtype.Uint16(99), "network_last_seen": s("2026-10-01")},
		"81.2.70.0/24": m{"is_tor_exit_node": mmdbtype.Bool(true)},
	}))
	for range 3 {
		r, _ := ask(t, db, "81.2.69.1")
		require.Equal(t, yes, r.VPN)
		r, _ = ask(t, db, "81.2.70.1")
		require.Equal(t, intake.IPRecord{Source: "db", AsOf: day, Tor: yes, VPN: no, PublicProxy: no, ResidentialProxy: no, Hosting: no}, r)
	}
}

func TestMMDBMistakes(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte{0xab, 0xcd, 0xef}, 1000)} {
		_, err := ipintel.OpenMMDB(data, "")
		require.Error(t, err)
	}
	_, err := ipintel.OpenMMDB(built(t, mmdbwriter.Options{DatabaseType: "X", BuildEpoch: 1}, nil), "")
	require.ErrorContains(t, err, "when it was built")
	for _, bad := range []mmdbtype.DataType{s("text"), m{"country": mmdbtype.Bool(true)}, m{"asn": mmdbtype.Bool(true)}, m{"vpn": mmdbtype.Uint32(1)}, m{"as_name": s(strings.Repeat("x", 300))}} {
		db := open(t, database(t, "X", map[string]mmdbtype.DataType{"81.2.69.0/24": bad}))
		_, ok, err := db.LookupIP(netip.MustParseAddr("81.2.69.1"))
		require.Error(t, err)
		require.False(t, ok)
		require.NotContains(t, err.Error(), "81.2")
	}
	many := m{}
	for i := range 300 {
		many[s(fmt.Sprint(i))] = s("")
	}
	_, _, err = open(t, database(t, "X", map[string]mmdbtype.DataType{"81.2.69.0/24": many})).LookupIP(netip.MustParseAddr("81.2.69.1"))
	require.ErrorContains(t, err, "too many fields")
	db, err := ipintel.OpenMMDB(database(t, "GeoIP2-Anonymous-IP", nil), "")
	require.NoError(t, err)
	r, _ := ask(t, db, "1.1.1.1")
	require.Equal(t, "GeoIP2-Anonymous-IP", r.Source)
}

type broken struct{}

func (broken) LookupIP(netip.Addr) (intake.IPRecord, bool, error) {
	return intake.IPRecord{VPN: yes}, true, errors.New("closed")
}

func TestChain(t *testing.T) {
	old := readiness.Date{Year: 2026, Month: 1, Day: 1}
	own := list(t, "1.2.3.4", ipintel.List{Says: intake.IPRecord{Source: "own", AsOf: day, VPN: no, Country: "HK"}})
	vpn := list(t, "1.2.0.0/16", ipintel.List{Says: intake.IPRecord{Source: "vpn", AsOf: old, VPN: yes, VPNConfidence: intake.Some[int64](99)}})
	tor := list(t, "9.9.9.9", ipintel.List{Says: intake.IPRecord{Source: "tor", AsOf: old, Tor: yes}, Complete: true})
	geo := open(t, database(t, "GeoLite2-Country", map[string]mmdbtype.DataType{"1.0.0.0/8": m{"country": m{"iso_code": s("CN")}, "asn": s("AS1")}}))

	r, ok := ask(t, ipintel.Chain{own, vpn, geo}, "1.2.3.4")
	require.True(t, ok)
	require.Equal(t, intake.IPRecord{Source: "own", AsOf: day, VPN: no, Country: "HK", ASN: intake.Some[int64](1)}, r, "the first word stands, and the old list that had no share does not age it")

	r, _ = ask(t, ipintel.Chain{geo, vpn}, "1.2.9.9")
	require.Equal(t, intake.IPRecord{Source: "db", AsOf: old, VPN: yes, VPNConfidence: intake.Some[int64](99), Country: "CN", ASN: intake.Some[int64](1)}, r, "the oldest share is the age")

	r, _ = ask(t, ipintel.Chain{vpn, geo}, "1.2.9.9")
	require.Equal(t, old, r.AsOf, "in either order")

	r, _ = ask(t, ipintel.Chain{geo, tor}, "1.9.9.9")
	require.Equal(t, no, r.Tor)
	_, ok = ask(t, ipintel.Chain{own, vpn, geo}, "8.8.8.8")
	require.False(t, ok)
	_, ok = ask(t, ipintel.Chain(nil), "8.8.8.8")
	require.False(t, ok)

	r, ok = ask(t, ipintel.Chain{broken{}, own}, "1.2.3.4")
	require.True(t, ok, "another source makes up for one that fails")
	require.Equal(t, no, r.VPN)
	_, ok, err := ipintel.Chain{own, broken{}}.LookupIP(netip.MustParseAddr("8.8.8.8"))
	require.ErrorContains(t, err, "closed")
	require.False(t, ok)
}

func FuzzReadPrefixes(f *testing.F) {
	f.Add("1.2.3.0/24 # x\n2001:db8::/32,CN\n", "1.2.3.4")
	f.Add("::ffff:1.2.3.4/100\n1.2.3.4%x\n/\n", "::1")
	f.Fuzz(func(t *testing.T, text, addr string) {
		s, err := ipintel.ReadPrefixes(strings.NewReader(text), ipintel.List{Complete: true})
		if err != nil {
			return
		}
		a, _ := netip.ParseAddr(addr)
		_, ok, err := s.LookupIP(a)
		require.NoError(t, err)
		require.Equal(t, a.IsValid(), ok)
	})
}

func FuzzMMDB(f *testing.F) {
	data := database(f, "GeoIP2-Anonymous-IP", map[string]mmdbtype.DataType{
		"1.0.0.0/8":     m{"country": m{"iso_code": s("CN")}, "is_anonymous_vpn": mmdbtype.Bool(true)},
		"2001:db8::/32": m{"asn": s("AS1"), "network_last_seen": s("2026-10-01")},
	})
	f.Add(uint16(40), byte(0xff), uint16(90), byte(1))
	f.Add(uint16(len(data)-30), byte(3), uint16(len(data)-20), byte(0xe0))
	f.Fuzz(func(t *testing.T, i uint16, a byte, j uint16, b byte) {
		d := bytes.Clone(data)
		d[int(i)%len(d)], d[int(j)%len(d)] = a, b
		db, err := ipintel.OpenMMDB(d, "x")
		if err != nil {
			return
		}
		for _, addr := range []string{"1.2.3.4", "2001:db8::1", "8.8.8.8"} {
			_, _, _ = db.LookupIP(netip.MustParseAddr(addr))
		}
	})
}

func BenchmarkPrefixSet50k(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for range 50_000 {
		fmt.Fprintf(&text, "%d.%d.%d.0/%d\n", 1+rnd.IntN(220), rnd.IntN(256), rnd.IntN(256), 16+rnd.IntN(9))
	}
	s := list(b, text.String(), ipintel.List{Says: intake.IPRecord{VPN: yes}})
	var addrs [1024]netip.Addr
	for i := range addrs {
		addrs[i] = netip.AddrFrom4([4]byte{byte(1 + rnd.IntN(220)), byte(rnd.IntN(256)), byte(rnd.IntN(256)), 1})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		_, _, _ = s.LookupIP(addrs[i&1023])
		i++
	}
}

func BenchmarkMMDB(b *testing.B) {
	networks := map[string]mmdbtype.DataType{}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		networks[fmt.Sprintf("%d.%d.%d.0/24", 1+rnd.IntN(220), rnd.IntN(256), rnd.IntN(256))] = m{"is_anonymous": mmdbtype.Bool(true), "is_anonymous_vpn": mmdbtype.Bool(true), "is_hosting_provider": mmdbtype.Bool(true)}
	}
	anonymous := open(b, database(b, "GeoIP2-Anonymous-IP", networks))
	country := open(b, database(b, "GeoLite2-Country", map[string]mmdbtype.DataType{"1.0.0.0/8": m{
		"continent": m{"code": s("AS"), "names": m{"en": s("Asia")}}, "country": m{"geoname_id": mmdbtype.Uint32(1), "iso_code": s("CN"), "names": m{"de": s("China"), "en": s("China"), "fr": s("Chine"), "ja": s("中国")}},
		"registered_country": m{"iso_code": s("CN"), "names": m{"de": s("China"), "en": s("China"), "fr": s("Chine"), "ja": s("中国")}},
	}}))
	a := netip.MustParseAddr("1.2.3.4")
	hit := netip.MustParsePrefix(func() string {
		for p := range networks {
			return p
		}
		return ""
	}()).Addr()
	for name, c := range map[string]func(){
		"anonymous": func() { _, _, _ = anonymous.LookupIP(hit) },
		"country":   func() { _, _, _ = country.LookupIP(a) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c()
			}
		})
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	db := open(t, database(t, "GeoIP2-Anonymous-IP", map[string]mmdbtype.DataType{"1.0.0.0/8": m{"country": m{"iso_code": s("CN")}, "is_anonymous_vpn": mmdbtype.Bool(true)}}))
	set := list(t, "1.2.3.0/24", ipintel.List{})
	a := netip.MustParseAddr("1.2.3.4")
	chain := ipintel.Chain{set, db}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		_, _, _ = set.LookupIP(a)
		_, _, _ = chain.LookupIP(a)
	}))
}

// A list that names all there are and has nothing in it was cut off or fetched
// wrongly: it would deny everything of everybody.
func TestAnEmptyListIsNotComplete(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# nothing\n", "\ufeff"} {
		_, err := ipintel.ReadPrefixes(strings.NewReader(text), ipintel.List{Complete: true})
		require.ErrorIs(t, err, ipintel.ErrEmpty, "%q", text)
		s, err := ipintel.ReadPrefixes(strings.NewReader(text), ipintel.List{})
		require.NoError(t, err, "what does not call itself complete may be empty")
		require.Zero(t, s.Len())
	}
	_, err := ipintel.ReadPrefixes(strings.NewReader("1.2.3.4\n"), ipintel.List{Complete: true})
	require.NoError(t, err)
}

func TestLabeled(t *testing.T) {
	for _, label := range []string{"vpn", "tor", "public_proxy", "residential_proxy", "relay", "hosting"} {
		list, ok := ipintel.Labeled(label, "ours", day)
		require.True(t, ok, label)
		set, err := ipintel.ReadPrefixes(strings.NewReader("192.0.2.0/24"), list)
		require.NoError(t, err)
		got, _, _ := set.LookupIP(netip.MustParseAddr("192.0.2.9"))
		b, err := json.Marshal(got)
		require.NoError(t, err)
		require.JSONEq(t, `{"source":"ours","as_of":"2026-11-20","`+label+`":true}`, string(b))
	}
	for _, label := range []string{"", "VPN", "usage", "13800001234"} {
		_, ok := ipintel.Labeled(label, "ours", day)
		require.False(t, ok, label)
	}
}
