package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/ipintel"
	"github.com/payready/payready/readiness/workday"
)

func ipCommand(c *call) int {
	flags := flag.NewFlagSet("ip", flag.ContinueOnError)
	lang := c.langFlag(flags)
	var sources sourceFlags
	sources.add(c, flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	lookup, err := sources.open()
	if err != nil {
		return c.refuse(err)
	}
	addr, err := netip.ParseAddr(flags.Arg(0))
	if err != nil {
		return c.refuse(say("参数不是 IP 地址", "the argument is not an IP address"))
	}
	if err := c.printRecord(lookup, addr.Unmap()); err != nil {
		return c.refuse(err)
	}
	checker, err := readiness.New(readiness.Config{IPs: lookup})
	if err != nil {
		return c.refuse(err)
	}
	sub := intake.Submission{At: time.Now()}
	sub.Network.ClientIP = intake.Hide(flags.Arg(0))
	return c.explainWith(checker, sub, *lang, "network.client-ip", "network.vpn", "network.proxy", "network.location")
}

// printRecord prints what the sources say about an address. The address is the
// caller's own argument; the library itself never prints one.
func (c *call) printRecord(lookup ipintel.Chain, addr netip.Addr) error {
	rec, ok, err := lookup.LookupIP(addr)
	if err != nil {
		return err
	}
	if !ok {
		fmt.Fprintln(c.stdout, c.in("没有来源收录这个地址", "no source knows this address"))
		return nil
	}
	fmt.Fprintf(c.stdout, c.in("来源 %s，截至 %s\n", "source %s, as of %s\n"), rec.Source, rec.AsOf)
	for _, f := range []struct{ name, value string }{
		{c.in("国家", "country"), rec.Country}, {c.in("机构", "org"), rec.Org}, {c.in("用途", "usage"), rec.Usage.String()},
		{"VPN", c.known(rec.VPN)}, {c.in("公共代理", "public proxy"), c.known(rec.PublicProxy)}, {c.in("住宅代理", "residential proxy"), c.known(rec.ResidentialProxy)},
		{"Tor", c.known(rec.Tor)}, {c.in("中继", "relay"), c.known(rec.Relay)}, {c.in("机房", "hosting"), c.known(rec.Hosting)},
	} {
		if f.value != "" {
			fmt.Fprintf(c.stdout, "  %s %s\n", pad(f.name, 18), f.value)
		}
	}
	return nil
}

func (c *call) known(f intake.Fact) string {
	switch f {
	case intake.Yes:
		return c.in("是", "yes")
	case intake.No:
		return c.in("否", "no")
	}
	return ""
}

// sourceFlags are the sources of IP data: -mmdb FILE and -list LABEL=FILE, both
// repeatable.
type sourceFlags struct {
	mmdbs, lists []string
	held         []string // of each one that was opened, what it is and the SHA-256 of its content
}

func (s *sourceFlags) add(c *call, flags *flag.FlagSet) {
	flags.Func("mmdb", c.in("MaxMind DB 文件 `FILE`，可重复", "a MaxMind DB `FILE` (repeatable)"), func(v string) error { s.mmdbs = append(s.mmdbs, v); return nil })
	flags.Func("list", c.in("地址段列表 `LABEL=FILE`，LABEL 为 vpn、tor、public_proxy、residential_proxy、relay 或 hosting，可重复", "a list of prefixes, as `LABEL=FILE` with vpn, tor, public_proxy, residential_proxy, relay or hosting (repeatable)"), func(v string) error {
		label, file, _ := strings.Cut(v, "=")
		if _, ok := ipintel.Labeled(label, "", workday.Date{}); !ok || file == "" {
			return say("须为 LABEL=FILE", "must be LABEL=FILE")
		}
		s.lists = append(s.lists, v)
		return nil
	})
}

// open reads the sources, lists before databases. The date of a list is that of its
// file.
func (s *sourceFlags) open() (ipintel.Chain, error) {
	var chain ipintel.Chain
	for _, v := range s.lists {
		label, name, _ := strings.Cut(v, "=")
		set, err := s.openList(label, name)
		if err != nil {
			return nil, ofFlag("-list", err)
		}
		chain = append(chain, set)
	}
	for _, name := range s.mmdbs {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, ofFlag("-mmdb", err)
		}
		db, err := ipintel.OpenMMDB(b, filepath.Base(name))
		if err != nil {
			return nil, ofFlag("-mmdb", &fileError{name, err})
		}
		s.held = append(s.held, fmt.Sprintf("mmdb %q %x", filepath.Base(name), sha256.Sum256(b)))
		chain = append(chain, db)
	}
	return chain, nil
}

func (s *sourceFlags) openList(label, name string) (*ipintel.PrefixSet, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	list, _ := ipintel.Labeled(label, filepath.Base(name), workday.DateOf(info.ModTime()))
	content := sha256.New()
	set, err := ipintel.ReadPrefixes(io.TeeReader(f, content), list)
	if err != nil {
		return nil, &fileError{name, err}
	}
	s.held = append(s.held, fmt.Sprintf("%s %q %s %x", label, list.Says.Source, list.Says.AsOf, content.Sum(nil)))
	return set, nil
}
