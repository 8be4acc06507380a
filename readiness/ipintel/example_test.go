package ipintel_test

import (
	"fmt"
	"log"
	"net/netip"
	"os"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/ipintel"
)

// A list of Tor exits is complete, so it also denies.
func ExampleReadPrefixes() {
	file := strings.NewReader("# Tor exits\n185.220.101.1\n2a0b:f4c2::/64\n")
	tor, err := ipintel.ReadPrefixes(file, ipintel.List{
		Says:     intake.IPRecord{Source: "tor-exits", AsOf: readiness.Date{Year: 2026, Month: 11, Day: 20}, Tor: intake.Yes},
		Complete: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range []string{"185.220.101.1", "175.16.199.10"} {
		r, _, _ := tor.LookupIP(netip.MustParseAddr(a))
		fmt.Println(tor.Len(), r.Tor, r.AsOf)
	}
	// Output:
	// 2 yes 2026-11-20
	// 2 no 2026-11-20
}

// A checker with a list of VPN ranges.
func Example() {
	vpn, err := ipintel.ReadPrefixes(strings.NewReader("81.2.69.0/24"), ipintel.List{
		Says: intake.IPRecord{Source: "vpn-ranges", VPN: intake.Yes},
	})
	if err != nil {
		log.Fatal(err)
	}
	checker, err := readiness.New(readiness.Config{IPs: vpn})
	if err != nil {
		log.Fatal(err)
	}
	var s intake.Submission
	s.Network.ClientIP = intake.Hide("81.2.69.160")
	r := checker.Assess(s)
	f, _ := r.Find("network.vpn")
	fmt.Println(f.Status, f.Code)
	// Output: fail detected
}

// The caller's own list comes first, then a database of anonymous networks, then
// one of countries.
func ExampleChain() {
	own, err := ipintel.ReadPrefixes(strings.NewReader("175.16.199.0/24"), ipintel.List{
		Says: intake.IPRecord{Source: "office", VPN: intake.No, Usage: intake.UsageBusiness},
	})
	if err != nil {
		log.Fatal(err)
	}
	ips := ipintel.Chain{own}
	for _, name := range []string{"GeoIP2-Anonymous-IP.mmdb", "GeoLite2-Country.mmdb"} {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // skip a source that is not installed
		}
		db, err := ipintel.OpenMMDB(data, "")
		if err != nil {
			log.Fatal(err)
		}
		ips = append(ips, db)
	}
	r, ok, err := ips.LookupIP(netip.MustParseAddr("175.16.199.10"))
	fmt.Println(ok, err, r.Source, r.VPN, r.Usage)
	// Output: true <nil> office no business
}

func ExampleOpenMMDB() {
	data, err := os.ReadFile("GeoLite2-Country.mmdb")
	if err != nil {
		fmt.Println("no such file: the data are not part of this package")
		return
	}
	db, err := ipintel.OpenMMDB(data, "geolite2")
	if err != nil {
		log.Fatal(err)
	}
	r, ok, err := db.LookupIP(netip.MustParseAddr("175.16.199.10"))
	fmt.Println(r.Country, ok, err)
	// Output: no such file: the data are not part of this package
}
