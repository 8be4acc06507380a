package main

import (
	"bytes"
	"fmt"
	"net"
	"time"

	"github.com/maxmind/mmdbwriter"
	"github.com/maxmind/mmdbwriter/mmdbtype"
	"github.com/oschwald/maxminddb-golang/v2"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/ipintel"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// A row is a piece of work, done on the same input by payready and, if it can, by
// the glue.
type row struct {
	name         string
	ours, theirs func()
	target       time.Duration // the longest time allowed; 0 for none
	ratio        float64       // the least ratio to reach; 0 for none
}

var moment = time.Date(2026, 11, 24, 12, 0, 0, 0, workday.China)

// submission returns a submission in which every input is given and correct, as in
// the benchmarks of package readiness. Person and card are invented.
func submission() intake.Submission {
	s := readinesstest.Ready()
	s.ID, s.At = "full-1", moment
	s.Applicant.Document.LongTerm = intake.Unknown
	s.Applicant.Document.ExpiresOn = readiness.Date{Year: 2040, Month: 5, Day: 6}
	number, mobile := intake.Hide("110101199003071233"), intake.Hide("13800001234")
	s.Applicant.Document.Number, s.Applicant.Verification.OCR.Number, s.Card.Holder.DocumentNumber = number, number, number
	s.Applicant.Mobile, s.Card.Holder.Mobile = mobile, mobile
	return s
}

// applicationOf converts a submission to the glue's form.
func applicationOf(s *intake.Submission) *application {
	day := func(d readiness.Date) time.Time { return d.Start() }
	a, c, h := &s.Applicant, &s.Card, &s.History
	return &application{
		At: s.At, Name: a.Name.Reveal(), Document: a.Document.Number.Reveal(), IssuedOn: day(a.Document.IssuedOn), ExpiresOn: day(a.Document.ExpiresOn),
		Mobile: a.Mobile.Reveal(), Face: a.Verification.Face.Result.String(), FaceAt: a.Verification.Face.At, Carrier: a.Verification.Carrier.Result.String(),
		OCRName: a.Verification.OCR.Name.Reveal(), OCRNumber: a.Verification.OCR.Number.Reveal(), Screening: a.Screening.Result.String(),
		Card: c.Number.Reveal(), Issuer: c.Issuer, Class: c.AccountClass.String(), State: c.State.String(), StateAt: c.StateAt,
		OnlineTransfer: c.OnlineTransfer == intake.Yes, NonCounter: c.NonCounter.String(),
		HolderName: c.Holder.Name.Reveal(), HolderDocument: c.Holder.DocumentNumber.Reveal(), HolderMobile: c.Holder.Mobile.Reveal(),
		Elements: int(c.ElementCheck.Elements.V), ElementsResult: c.ElementCheck.Result.String(),
		FraudListed: c.FraudListed == intake.Yes, Frozen: c.JudicialFreeze == intake.Yes,
		Amount: int64(s.Payout.Amount.V), System: s.Payout.System.String(), Available: int64(s.Payout.Available.V), Channel: s.Payout.Channel,
		Platform: s.Device.Platform.String(), AppVersion: s.Device.AppVersion, VPN: s.Device.VPNTransport == intake.Yes, Proxy: s.Device.SystemProxy == intake.Yes,
		NetworkType: s.Device.NetworkType.String(), SIMCountry: s.Device.SIMCountry, GPSCountry: s.Device.GPSCountry, ClockSkew: s.Device.ClockSkewSeconds.V,
		Rooted: s.Device.Rooted == intake.Yes, Remote: s.Device.RemoteControl == intake.Yes, Emulator: s.Device.Emulator == intake.Yes,
		ClientIP: s.Network.ClientIP.Reveal(), Country: s.Network.IPRecords[0].Country, Attempts: h.Attempts,
		Bindings: h.CardBindings30d.V, Applications: h.Applications30d.V, DocsOnCard: h.DocumentsOnCard.V, CardsOnDoc: h.CardsOnDocument.V,
		DocsOnDevice: h.DocumentsOnDevice.V, DocsOnMobile: h.DocumentsOnMobile.V, ElementFails: h.ElementFailuresToday.V, PlatformScore: h.PlatformScore.V,
	}
}

// database returns a database of anonymous networks with that many prefixes.
func database(prefixes int) ([]byte, error) {
	tree, err := mmdbwriter.New(mmdbwriter.Options{DatabaseType: "GeoIP2-Anonymous-IP", RecordSize: 28, BuildEpoch: moment.Unix()})
	if err != nil {
		return nil, err
	}
	for i := range prefixes {
		p := &net.IPNet{IP: net.IPv4(byte(11+i>>16), byte(i>>8), byte(i), 0).To4(), Mask: net.CIDRMask(24, 32)}
		if err := tree.Insert(p, mmdbtype.Map{"is_anonymous": mmdbtype.Bool(true), "is_anonymous_vpn": mmdbtype.Bool(i%2 == 0), "is_public_proxy": mmdbtype.Bool(i%2 == 1)}); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
	}
	var b bytes.Buffer
	_, err = tree.WriteTo(&b)
	return b.Bytes(), err
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// peers returns the rows of the comparison.
func peers() []row {
	data := must(database(50_000))
	alone, looking := must(newGlue(nil)), must(newGlue(must(maxminddb.OpenBytes(data))))
	var checker readiness.Checker
	lookingChecker := must(readiness.New(readiness.Config{IPs: must(ipintel.OpenMMDB(data, "test"))}))

	good := submission()
	named := submission() // one character of the bank's record sounds the same
	named.Card.Holder.Name = intake.Hide("王小明")
	goodApp, namedApp := applicationOf(&good), applicationOf(&named)
	card, document, mobile := goodApp.Card, goodApp.Document, goodApp.Mobile
	today := workday.DateOf(moment)
	pan := must(cardbin.ParsePAN(card))
	var report readiness.Report

	return []row{
		{name: "card number: check digit of 19 digits",
			ours: func() { _ = cardbin.Luhn(card) }, theirs: func() { _ = alone.validate.Var(card, "credit_card") }},
		{name: "card number: read, and its bank",
			ours:   func() { p, _ := cardbin.ParsePAN(card); cardbin.Default().Lookup(p) },
			theirs: func() { alone.card(card) }},
		{name: "card number: its bank, once read", ours: func() { cardbin.Default().Lookup(pan) }},
		{name: "document number",
			ours: func() { cnid.Parse(cnid.ResidentID, document, readiness.Date{}, today) }, theirs: func() { alone.document(document, moment) }},
		{name: "mobile number",
			ours: func() { cnphone.Parse(mobile) }, theirs: func() { alone.mobile(mobile) }},
		{name: "names that are equal",
			ours: func() { cnname.Compare("王晓明", "王晓明") }, theirs: func() { alone.sameName("王晓明", "王晓明") }},
		{name: "names that sound the same",
			ours: func() { cnname.Compare("王晓明", "王小明") }, theirs: func() { alone.sameName("王晓明", "王小明") }, target: 150},
		{name: "shape of the input", ours: func() { _ = good.Validate() }, theirs: func() { _ = alone.validate.Struct(goodApp) }},
		{name: "**the whole, in memory that is used again**",
			ours: func() { checker.AssessInto(&report, &good) }, theirs: func() { alone.assess(goodApp) }, ratio: 25},
		{name: "**the whole**",
			ours: func() { readiness.Assess(good) }, theirs: func() { alone.assess(goodApp) }, ratio: 25},
		{name: "the whole, a name that sounds the same",
			ours: func() { readiness.Assess(named) }, theirs: func() { alone.assess(namedApp) }},
		{name: "the whole, on two days in turn",
			ours: inTurn(&checker), theirs: func() { alone.assess(goodApp) }},
		{name: "the whole, the address looked up among 50,000 prefixes",
			ours: func() { lookingChecker.AssessInto(&report, &good) }, theirs: func() { looking.assess(goodApp) }},
	}
}

// A scale is an input of growing size.
type scale struct {
	name  string
	sizes []int
	run   func(size int) func()
}

func scales() []scale {
	return []scale{
		{"checks", []int{10, 25, 50, 100}, func(n int) func() {
			suite := readiness.Suite()
			for i := range 50 {
				own := suite[i]
				own.ID, own.After, own.Group = readiness.ID(fmt.Sprintf("%s-%d", own.ID, i)), nil, ""
				suite = append(suite, own)
			}
			c := must(readiness.New(readiness.Config{Suite: suite[:n]}))
			return into(c, submission())
		}},
		{"windows", []int{0, 10, 100, 1000}, func(n int) func() {
			p := readiness.StandardPolicy()
			p.Windows = nil
			for i := range n {
				p.Windows = append(p.Windows, readiness.Window{
					Every: readiness.Daily, Start: readiness.Clock(i * 7 % 1440), End: readiness.Clock((i*7 + 3) % 1440), Effect: readiness.DayCut,
					Bank: []string{"ICBC", "ABC", "BOC", "CCB", "COMM"}[i%5], Source: "made up"})
			}
			return inTurn(must(readiness.New(readiness.Config{Policy: p})))
		}},
		{"attempts", []int{0, 1, 10, 100, 1000}, func(n int) func() {
			return into(&readiness.Checker{}, failures(n, func(int) string { return "AMOUNT_LIMIT" }))
		}},
		{"attempts, each with a code of its own", []int{10, 100, 1000}, func(n int) func() {
			return into(&readiness.Checker{}, failures(n, func(i int) string { return fmt.Sprintf("CODE_%d", i) }))
		}},
		{"records of addresses", []int{1, 8, 64}, func(n int) func() {
			s := submission()
			one := s.Network.IPRecords[0]
			s.Network.IPRecords = nil
			for range n {
				s.Network.IPRecords = append(s.Network.IPRecords, one)
			}
			return into(&readiness.Checker{}, s)
		}},
		{"channels that Routes looks at", []int{1, 10, 100}, func(n int) func() {
			c, s := channels(n), submission()
			return func() { c.Routes(s) }
		}},
		{"channels of the policy", []int{1, 10, 100}, func(n int) func() {
			s := submission()
			s.Payout.Channel = fmt.Sprintf("channel-%d", n-1)
			return into(channels(n), s)
		}},
		{"prefixes of an address list", []int{1000, 10_000, 100_000}, func(n int) func() {
			var list bytes.Buffer
			for i := range n {
				fmt.Fprintf(&list, "%d.%d.%d.0/24\n", 11+i>>16, i>>8&255, i&255)
			}
			set := must(ipintel.ReadPrefixes(&list, ipintel.List{Says: intake.IPRecord{Source: "made up", VPN: intake.Yes}}))
			return into(must(readiness.New(readiness.Config{IPs: set})), submission())
		}},
		{"rows that overlay the card table", []int{0, 1000, 10_000, 50_000}, func(n int) func() {
			var csv bytes.Buffer
			csv.WriteString("prefix,pan_length,issuer,funding\n")
			for i := range n {
				fmt.Fprintf(&csv, "62%06d,19,ICBC,debit\n", i)
			}
			table := cardbin.Default()
			if n > 0 {
				table = must(table.Overlay(&csv))
			}
			return into(must(readiness.New(readiness.Config{BINs: table})), submission())
		}},
	}
}

// failures returns the submission after n payouts that failed long ago.
func failures(n int, code func(i int) string) intake.Submission {
	s := submission()
	s.History.Attempts = make([]intake.Attempt, n)
	for i := range n {
		ended := moment.AddDate(0, 0, -40-i%300)
		s.History.Attempts[i] = intake.Attempt{
			OrderID: fmt.Sprintf("o-%d", i), Amount: intake.Some(intake.Yuan(100)), SameCard: intake.Yes, Outcome: intake.OutcomeFailed,
			SubmittedAt: ended.Add(-time.Minute), EndedAt: ended, Channel: "wechatpay", Product: "pay_bank", Status: "FAILED", Code: code(i), Fixed: intake.Yes}
	}
	return s
}

// channels returns a checker with n channels of its own.
func channels(n int) *readiness.Checker {
	p := readiness.StandardPolicy()
	for i := range n {
		p.Channels = append(p.Channels, readiness.Channel{Channel: fmt.Sprintf("channel-%d", i), CardDay: intake.Yuan(20_000)})
	}
	return must(readiness.New(readiness.Config{Policy: p}))
}

func into(c *readiness.Checker, s intake.Submission) func() {
	var r readiness.Report
	return func() { c.AssessInto(&r, &s) }
}

// inTurn assesses two submissions of different days in turn, so that neither can
// reuse anything of the other.
func inTurn(c *readiness.Checker) func() {
	var r readiness.Report
	today, tomorrow := submission(), submission()
	tomorrow.At = tomorrow.At.AddDate(0, 0, 1)
	now, next := &today, &tomorrow
	return func() {
		c.AssessInto(&r, now)
		now, next = next, now
	}
}
