package netaddr_test

import (
	"encoding/csv"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/netaddr"
)

// line is one header line.
type line string

func (l line) Reveal() string { return string(l) }

func TestParseAddr(t *testing.T) {
	for _, c := range []struct{ fact, in, want string }{
		{"IPv4", "175.16.199.10", "175.16.199.10"},
		{"IPv4 with port", "175.16.199.10:51234", "175.16.199.10"},
		{"space around", " \t175.16.199.10 ", "175.16.199.10"},
		{"IPv6", "2408:8000::1", "2408:8000::1"},
		{"IPv6 in brackets", "[2408:8000::1]", "2408:8000::1"},
		{"IPv6 with port", "[2408:8000::1]:443", "2408:8000::1"},
		{"IPv6 with a hidden port", "[2408:8000::1]:_a.B-9", "2408:8000::1"},
		{"IPv6 with zone", "fe80::1%eth0", "fe80::1"},
		{"IPv6 with zone, brackets and port", "[fe80::1%25eth0]:80", "fe80::1"},
		{"IPv4-mapped", "::ffff:175.16.199.10", "175.16.199.10"},
		{"NAT64", "64:ff9b::af10:c70a", "175.16.199.10"},
		{"NAT64 in dotted form", "64:ff9b::175.16.199.10", "175.16.199.10"},
		{"NAT64 of the caller's own prefix stays", "64:ff9b:1::af10:c70a", "64:ff9b:1::af10:c70a"},
		{"beyond the 96 bits of NAT64", "64:ff9b::1:af10:c70a", "64:ff9b::1:af10:c70a"},
		{"nothing", "", ""},
		{"a word", "unknown", ""},
		{"a hidden node", "_gazonk", ""},
		{"leading zeros are octal to some", "010.0.0.1", ""},
		{"three parts", "10.0.1", ""},
		{"port too long", "1.2.3.4:655350", ""},
		{"empty port", "1.2.3.4:", ""},
		{"empty port behind brackets", "[::1]:", ""},
		{"no colon before the port", "[::1]80", ""},
		{"empty hidden port", "1.2.3.4:_", ""},
		{"brackets left open", "[::1", ""},
		{"IPv4 in brackets", "[1.2.3.4]", ""},
		{"IPv4 with zone", "1.2.3.4%eth0", ""},
		{"empty zone", "fe80::1%", ""},
		{"full-width digits", "１.2.3.4", ""},
		{"NUL", "1.2.3.4\x00", ""},
		{"a letter in the place of a number", "A.2.3.4", ""},
		{"and at the end", "1.2.3.A", ""},
		{"a colon in the place of a digit", "1.2.3.4:.", ""},
		{"a number too high", "1.2.256.4", ""},
		{"a number too long", "1.2.0003.4", ""},
		{"a leading zero", "1.02.3.4", ""},
		{"an empty number", "1..3.4", ""},
		{"three numbers", "1.2.3", ""},
		{"five numbers", "1.2.3.4.5", ""},
		{"a bidirectional mark", "\u202e1.2.3.4", ""},
		{"invalid UTF-8", "\xff", ""},
		{"too long", "fe80::1%" + strings.Repeat("e", 200), ""},
		{"10 MB", strings.Repeat("1", 10<<20), ""},
	} {
		t.Run(c.fact, func(t *testing.T) {
			got, ok := ParseAddr(c.in)
			require.Equal(t, c.want != "", ok)
			if ok {
				require.Equal(t, c.want, got.String())
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		fact, addr string
		want       Kind
	}{
		{"a carrier's", "175.16.199.10", Public},
		{"a carrier's IPv6", "2408:8000::1", Public},
		{"just below private", "9.255.255.255", Public},
		{"private", "10.0.0.0", Private},
		{"just above private", "11.0.0.0", Public},
		{"last of 172.16.0.0/12", "172.31.255.255", Private},
		{"just above 172.16.0.0/12", "172.32.0.0", Public},
		{"carrier NAT", "100.64.3.4", Shared},
		{"last of carrier NAT", "100.127.255.255", Shared},
		{"just above carrier NAT", "100.128.0.1", Public},
		{"loopback", "127.0.0.1", Loopback},
		{"unspecified is longer than its block", "0.0.0.0", Unspecified},
		{"this network", "0.0.0.1", Reserved},
		{"documentation", "203.0.113.7", Documentation},
		{"fake addresses of proxy clients", "198.19.255.255", Benchmarking},
		{"multicast", "224.0.0.1", Multicast},
		{"broadcast", "255.255.255.255", Reserved},
		{"IPv6 documentation", "2001:db8::1", Documentation},
		{"new IPv6 documentation", "3fff:fff::1", Documentation},
		{"just above new IPv6 documentation", "3fff:1000::1", Public},
		{"unique local", "fd00::1", Private},
		{"link-local", "fe80::1", LinkLocal},
		{"6to4", "2002:af10:c70a::1", SixToFour},
		{"Teredo is longer than its block", "2001:0:4136:e378::1", Teredo},
		{"the rest of the Teredo block", "2001:1ff::1", Reserved},
		{"above the Teredo block", "2001:200::1", Public},
		{"one anycast address", "2001:1::1", Reserved},
		{"IPv6 loopback", "::1", Loopback},
		{"next to IPv6 loopback", "::2", Reserved},
		{"not given out", "4000::1", Reserved},
		{"site-local of old", "fec0::1", Reserved},
		{"discard only", "100::ffff", Reserved},
		{"IPv6 multicast", "ff02::1", Multicast},
	} {
		t.Run(c.fact, func(t *testing.T) {
			require.Equal(t, c.want, KindOf(netip.MustParseAddr(c.addr)))
		})
	}
	require.Equal(t, Invalid, KindOf(netip.Addr{}))
	require.Equal(t, "6to4", SixToFour.String())
	require.Equal(t, "", Kind(200).String())
}

// TestKindOfIsLongestMatch compares with the obvious way to use the table.
func TestKindOfIsLongestMatch(t *testing.T) {
	f, err := os.Open("data/special.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	rows = rows[1:]
	require.Len(t, rows, 53)
	slow := func(a netip.Addr) string {
		kind, bits := "public", -1
		if a.Is6() && !netip.MustParsePrefix("2000::/3").Contains(a) {
			kind = "reserved"
		}
		for _, r := range rows {
			if p := netip.MustParsePrefix(r[0]); p.Contains(a) && p.Bits() > bits {
				kind, bits = r[1], p.Bits()
			}
		}
		return kind
	}
	for _, r := range rows {
		first := netip.MustParsePrefix(r[0]).Addr()
		for _, a := range []netip.Addr{first, first.Next(), first.Prev()} {
			if a.IsValid() && !a.Is4In6() {
				require.Equal(t, slow(a), KindOf(a).String(), "%s", a)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var a netip.Addr
		p := netip.MustParsePrefix(rapid.SampledFrom(rows).Draw(t, "near")[0])
		b := p.Addr().AsSlice()
		for i := p.Bits() / 8; i < len(b); i++ {
			b[i] = rapid.Byte().Draw(t, "byte")
		}
		a, _ = netip.AddrFromSlice(b)
		if !a.Is4In6() {
			require.Equal(t, slow(a), KindOf(a).String())
		}
	})
}

var ours = Front{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32")}}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		fact  string
		front Front
		peer  string
		lines []line
		want  string // address; or the status in brackets
		extra bool
	}{
		{"nothing", Front{}, "", nil, "(absent)", false},
		{"peer only", Front{}, "175.16.199.10:51234", nil, "175.16.199.10", false},
		{"a header without a peer proves nothing", ours, "", []line{"175.16.199.10"}, "(absent)", false},
		{"a header means nothing without a front end", Front{}, "175.16.199.10", []line{"8.8.8.8"}, "175.16.199.10", false},
		{"a header from a stranger means nothing", ours, "175.16.199.10", []line{"8.8.8.8"}, "175.16.199.10", true},
		{"peer is garbage", ours, "@", nil, "(unreadable)", false},
		{"one proxy", ours, "10.0.0.2", []line{"81.2.69.160"}, "81.2.69.160", false},
		{"the left-most entry never wins", ours, "10.0.0.2", []line{"175.16.199.10, 81.2.69.160"}, "81.2.69.160", true},
		{"two lines are one chain", ours, "10.0.0.2", []line{"175.16.199.10", "81.2.69.160, 10.0.0.9"}, "81.2.69.160", true},
		{"our own entries are passed over", ours, "10.0.0.2", []line{"81.2.69.160, 10.1.1.1,10.2.2.2"}, "81.2.69.160", false},
		{"a private address of somebody else is still theirs", ours, "10.0.0.2", []line{"81.2.69.160, 192.168.0.1"}, "192.168.0.1", true},
		{"a mapped proxy is ours", ours, "::ffff:10.0.0.2", []line{"81.2.69.160"}, "81.2.69.160", false},
		{"an IPv6 proxy", ours, "[2001:db8::5]:80", []line{"[2408:8000::1]:443"}, "2408:8000::1", false},
		{"an unreadable entry stops the walk", ours, "10.0.0.2", []line{"175.16.199.10, unknown"}, "(unreadable)", false},
		{"an unreadable entry further left does not matter", ours, "10.0.0.2", []line{"unknown, 175.16.199.10"}, "175.16.199.10", true},
		{"every hop is ours", ours, "10.0.0.2", []line{"10.3.3.3"}, "(all-ours)", false},
		{"no header behind our proxy", ours, "10.0.0.2", nil, "(all-ours)", false},
		{"empty elements do not count", ours, "10.0.0.2", []line{",, 81.2.69.160 ,\t, "}, "81.2.69.160", false},
		{"empty lines do not count", ours, "10.0.0.2", []line{"", "81.2.69.160", " ,"}, "81.2.69.160", false},

		{"one hop", Front{Hops: 1}, "10.0.0.2", []line{"8.8.8.8, 81.2.69.160"}, "81.2.69.160", true},
		{"two hops", Front{Hops: 2}, "10.0.0.2", []line{"8.8.8.8, 81.2.69.160, 175.16.199.10"}, "81.2.69.160", true},
		{"two hops over two lines", Front{Hops: 2}, "10.0.0.2", []line{"81.2.69.160", "175.16.199.10"}, "81.2.69.160", false},
		{"hops need no peer", Front{Hops: 1}, "", []line{"81.2.69.160"}, "81.2.69.160", false},
		{"hops do not read what they pass over", Front{Hops: 2}, "10.0.0.2", []line{"81.2.69.160, unknown"}, "81.2.69.160", false},
		{"more hops than entries", Front{Hops: 3}, "10.0.0.2", []line{"81.2.69.160"}, "(unreadable)", false},
		{"hops, a peer, no header", Front{Hops: 1}, "10.0.0.2", nil, "(unreadable)", false},
		{"hops and nothing", Front{Hops: 1}, "", nil, "(absent)", false},

		{"Forwarded", ours, "10.0.0.2", []line{"for=81.2.69.160"}, "81.2.69.160", false},
		{"Forwarded with other parameters", ours, "10.0.0.2", []line{`by=203.0.113.43; For="81.2.69.160:80" ;proto=https;host="a;b"`}, "81.2.69.160", false},
		{"Forwarded, IPv6", ours, "10.0.0.2", []line{`for="[2408:8000::1]:4711"`}, "2408:8000::1", false},
		{"Forwarded, IPv6 without the quotation marks it needs", ours, "10.0.0.2", []line{`for=[2408:8000::1]:4711;proto=http`}, "2408:8000::1", false},
		{"Forwarded, chain", ours, "10.0.0.2", []line{`for=6.6.6.6, for=81.2.69.160;proto=http, for=10.0.0.7`}, "81.2.69.160", true},
		{"Forwarded, empty parameters", ours, "10.0.0.2", []line{`;for=81.2.69.160;;`}, "81.2.69.160", false},
		{"Forwarded, unknown", ours, "10.0.0.2", []line{`for=unknown`}, "(unreadable)", false},
		{"Forwarded, hidden", ours, "10.0.0.2", []line{`for="_gazonk"`}, "(unreadable)", false},
		{"Forwarded without for", ours, "10.0.0.2", []line{`for=6.6.6.6, by=10.0.0.2`}, "(unreadable)", false},
		{"Forwarded with for twice", ours, "10.0.0.2", []line{`for=81.2.69.160;for=6.6.6.6`}, "(unreadable)", false},
		{"Forwarded with an empty for", ours, "10.0.0.2", []line{`for=;for=6.6.6.6`}, "(unreadable)", false},
		{"a host cannot pass for an element", ours, "10.0.0.2", []line{`for=81.2.69.160;host="x, for=6.6.6.6"`}, "(unreadable)", false},
		{"nor when it closes the marks", ours, "10.0.0.2", []line{`for=81.2.69.160;host="x, for=6.6.6.6;a="`}, "(unreadable)", false},
		{"nor with escaped marks", ours, "10.0.0.2", []line{`for=81.2.69.160;host="x, for=\"6.6.6.6"`}, "(unreadable)", false},
		{"a mark left open by a stranger does not swallow our entry", ours, "10.0.0.2", []line{`for="6.6.6.6`, `for=81.2.69.160`}, "81.2.69.160", true},
		{"text behind a quoted string", ours, "10.0.0.2", []line{`for="81.2.69.160"6`}, "(unreadable)", false},
		{"text between parameters", ours, "10.0.0.2", []line{`for=81.2.69.160 6.6.6.6`}, "(unreadable)", false},
		{"no semicolon between parameters", ours, "10.0.0.2", []line{`for=81.2.69.160 by=10.0.0.2`}, "(unreadable)", false},
		{"an escaped mark inside a parameter", ours, "10.0.0.2", []line{`host="x\"y";for=81.2.69.160`}, "81.2.69.160", false},
		{"no name", ours, "10.0.0.2", []line{`=81.2.69.160`}, "(unreadable)", false},
	} {
		t.Run(c.fact, func(t *testing.T) {
			got := Resolve(&c.front, c.peer, c.lines)
			want := map[string]Status{"(absent)": Absent, "(unreadable)": Unreadable, "(all-ours)": AllOurs}
			if s, ok := want[c.want]; ok {
				require.Equal(t, Client{Status: s}, got)
				return
			}
			require.Equal(t, Client{netip.MustParseAddr(c.want), Resolved, c.extra}, got)
		})
	}
}

// TestLongHeaders: hostile headers get an answer; BenchmarkLongHeader says what
// they cost.
func TestLongHeaders(t *testing.T) {
	for _, c := range []struct {
		fact  string
		lines []line
		want  Status
	}{
		{"10,000 of our own hops", []line{line(strings.Repeat("10.0.0.1,", 10_000))}, Unreadable},
		{"10,000 lines of our own hops", many("10.0.0.1", 10_000), Unreadable},
		{"10,000 hops of others", []line{line(strings.Repeat("1.2.3.4,", 10_000))}, Resolved},
		{"10 MB of commas", []line{line(strings.Repeat(",", 10<<20))}, AllOurs},
		{"10 MB of one entry", []line{line(strings.Repeat("1", 10<<20))}, Unreadable},
		{"10 MB of spaces", []line{line("1.2.3.4," + strings.Repeat(" ", 10<<20))}, Resolved},
		{"10 MB of parameters", []line{line(strings.Repeat("a=b;", 10<<18))}, Unreadable},
		{"10 MB in quotation marks", []line{line(`for="` + strings.Repeat(`\"`, 5<<20))}, Unreadable},
		{"10,000 empty lines", many("", 10_000), AllOurs},
	} {
		t.Run(c.fact, func(t *testing.T) {
			got := Resolve(&ours, "10.0.0.2", c.lines)
			require.Equal(t, c.want, got.Status)
		})
	}
}

func many(s line, n int) []line {
	out := make([]line, n)
	for i := range out {
		out[i] = s
	}
	return out
}

// TestForgedEntriesNeverWin: whatever a client writes, what our own proxy
// appends decides.
func TestForgedEntriesNeverWin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forged := rapid.StringMatching(`[0-9a-zA-Z.:,;="\\ \[\]_-]{0,40}`).Draw(t, "forged")
		appended := rapid.SampledFrom([]string{"81.2.69.160", "for=81.2.69.160", `for="81.2.69.160:9";proto=http`}).Draw(t, "appended")
		var got Client
		if rapid.Bool().Draw(t, "same line") {
			got = Resolve(&ours, "10.0.0.2", []line{line(forged + ", " + appended)})
		} else {
			got = Resolve(&ours, "10.0.0.2", []line{line(forged), line(appended)})
		}
		require.Equal(t, "81.2.69.160", got.Addr.String())
	})
}

func TestNoAllocs(t *testing.T) {
	lines := []line{"8.8.8.8, 81.2.69.160", `for="[2001:db8::17]:4711"`}
	require.Zero(t, testing.AllocsPerRun(100, func() {
		c := Resolve(&ours, "10.0.0.2", lines)
		_ = KindOf(c.Addr)
		a, _ := ParseAddr("[fe80::1%eth0]:80")
		_ = KindOf(a)
	}))
}

func FuzzParseAddr(f *testing.F) {
	f.Add("[2001:db8::1%25eth0]:80")
	f.Add("::ffff:1.2.3.4")
	f.Add("64:ff9b::1.2.3.4")
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := ParseAddr(s)
		require.Equal(t, ok, a.IsValid())
		if !ok {
			return
		}
		require.NotEqual(t, Invalid, KindOf(a))
		require.Equal(t, a, Unwrap(a), "unwrapped once is unwrapped")
		again, ok := ParseAddr(a.String())
		require.True(t, ok)
		require.Equal(t, a, again)
	})
}

func FuzzResolve(f *testing.F) {
	f.Add("10.0.0.2", `for=6.6.6.6;host="a,b"`, "1.2.3.4, 10.0.0.9", 0)
	f.Add("", "for=", "for=\"", 2)
	f.Fuzz(func(t *testing.T, peer, one, two string, hops int) {
		front := ours
		front.Hops = max(0, min(hops, 200))
		c := Resolve(&front, peer, []line{line(one), line(two)})
		require.Equal(t, c.Status == Resolved, c.Addr.IsValid())
	})
}

func BenchmarkLongHeader(b *testing.B) {
	for _, hops := range []int{100, 10_000, 1_000_000} {
		lines := []line{line(strings.Repeat("10.0.0.1,", hops))}
		b.Run(strconv.Itoa(hops), func(b *testing.B) {
			for b.Loop() {
				Resolve(&ours, "10.0.0.2", lines)
			}
		})
	}
}

func BenchmarkResolve(b *testing.B) {
	lines := []line{"8.8.8.8, 81.2.69.160"}
	b.ReportAllocs()
	for b.Loop() {
		c := Resolve(&ours, "10.0.0.2:443", lines)
		KindOf(c.Addr)
	}
}
