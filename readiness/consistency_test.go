package readiness_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func onRecord(name string) func(*sub) {
	return func(s *sub) { s.Card.Holder.Name = intake.Hide(name) }
}

func holderDocument(kind intake.DocumentType, number string) func(*sub) {
	return func(s *sub) {
		s.Card.Holder.DocumentType, s.Card.Holder.DocumentNumber = kind, intake.Hide(number)
	}
}

func holderMobile(number string) func(*sub) {
	return func(s *sub) { s.Card.Holder.Mobile = intake.Hide(number) }
}

func hashed(name string) func(*sub) {
	sum := sha256.Sum256([]byte(name))
	return func(s *sub) {
		s.Card.Holder.Name = intake.Secret{}
		s.Card.Holder.NameHash = intake.NameHash{Algorithm: intake.SHA256, Encoding: intake.UTF8, Hex: intake.Hide(hex.EncodeToString(sum[:]))}
	}
}

func elements(n int64, result intake.Comparison, at time.Time, mismatched ...intake.Element) func(*sub) {
	return func(s *sub) {
		s.Card.ElementCheck = intake.ElementCheck{Elements: intake.Some(n), Result: result, Mismatched: mismatched, At: at}
	}
}

func unchecked(s *sub) { s.Card.ElementCheck = intake.ElementCheck{} }

func boundDaysAgo(n int) func(*sub) { return func(s *sub) { s.Card.BoundAt = noon.AddDate(0, 0, -n) } }

func debitedDaysAgo(n int) func(*sub) {
	return func(s *sub) { s.Card.DebitedAt = noon.AddDate(0, 0, -n) }
}

func paidBefore(daysAgo int) func(*sub) {
	return func(s *sub) {
		s.History.Attempts = []intake.Attempt{{Outcome: intake.OutcomeSucceeded, SameCard: intake.Yes, EndedAt: noon.AddDate(0, 0, -daysAgo)}}
	}
}

func names(claim, record string) func(*sub) {
	return func(s *sub) { rename(s, claim, record) }
}

func TestHolderName(t *testing.T) {
	const id = "consistency.holder-name"
	none := func(*sub) {}
	testFacts(t, &readiness.Checker{}, []factCase{
		{"same bytes", none, id, "exact", pass, ""},
		{"a space more", names("王晓明 ", "王晓明"), id, "equivalent", pass, ""},
		{"masked", names("王晓明", "*晓明"), id, "masked-compatible", pass, ""},
		{"hashed", hashed("王晓明"), id, "hash-match", pass, ""},
		{"masked as a whole, and hashed", both(hashed("王晓明"), onRecord("***")), id, "hash-match", pass, ""},
		{"a plain record goes before its hash", both(hashed("李四"), onRecord("王晓明")), id, "exact", pass, ""},
		{"masked as a whole, and a hash that is none", both(unchecked, both(onRecord("***"), func(s *sub) { s.Card.Holder.NameHash.Hex = intake.Hide("zz") })), id, "all-masked", unknown, ""},
		{"another dot", names("买买提·艾力", "买买提•艾力"), id, "dot-differs", warn, ""},
		{"no dot", names("买买提·艾力", "买买提艾力"), id, "dot-differs", warn, ""},
		{"traditional form", names("王曉明", "王晓明"), id, "variant", warn, ""},
		{"traditional form, hashed", both(claim("王曉明"), hashed("王晓明")), id, "variant", warn, ""},
		{"Latin names swapped", names("SMITH JOHN", "JOHN SMITH"), id, "token-order", warn, ""},
		{"same sound", names("王小明", "王晓明"), id, "homophone", fail, ""},
		{"like sound", names("王晓民", "王晓明"), id, "near-homophone", fail, ""},
		{"like shape", names("王晓未", "王晓末"), id, "confusable-glyph", fail, ""},
		{"swapped", names("王明晓", "王晓明"), id, "transposed", fail, ""},
		{"one more", names("王小晓明", "王晓明"), id, "extra-char", fail, ""},
		{"one fewer", names("王明", "王晓明"), id, "missing-char", fail, ""},
		{"a box", names("王韡", "王□"), id, "rare-placeholder", fail, ""},
		{"pinyin of one", names("王韡", "王WEI"), id, "rare-pinyin", fail, ""},
		{"parts", names("王韡", "王韦华"), id, "rare-split", fail, ""},
		{"pinyin of all", names("王晓明", "WANG XIAOMING"), id, "romanised", fail, ""},
		{"masked, another", names("王晓明", "*小明"), id, "masked-conflict", fail, ""},
		{"another person", names("王晓明", "李四"), id, "different", fail, ""},

		{"a hash that no form gives", both(unchecked, hashed("李四")), id, "hash-miss", unknown, ""},
		{"masked as a whole", both(unchecked, onRecord("***")), id, "all-masked", unknown, ""},
		{"no record", both(unchecked, onRecord("")), id, "no-input", unknown, ""},
		{"no name", claim(""), id, "no-input", unknown, ""},

		{"two elements", both(elements(2, intake.Match, noon), onRecord("")), id, "verified-by-elements", pass, "2027-11-24T12:00:00+08:00"},
		{"elements against a hash that misses", hashed("李四"), id, "verified-by-elements", pass, ""},
		{"elements against a record that differs", onRecord("李四"), id, "different", fail, ""},
		{"elements against a variant", names("王曉明", "王晓明"), id, "variant", warn, ""},
		{"elements at the binding", both(both(elements(4, intake.Match, noon.AddDate(0, 0, -300)), boundDaysAgo(300)), onRecord("")), id, "verified-by-elements", pass, ""},
		{"elements two days before the binding", both(both(elements(4, intake.Match, noon.AddDate(0, 0, -32)), boundDaysAgo(30)), onRecord("")), id, "no-input", unknown, ""},
		{"elements that did not match", both(elements(4, intake.Mismatch, noon), onRecord("")), id, "no-input", unknown, ""},
		{"one element", both(elements(1, intake.Match, noon), onRecord("")), id, "no-input", unknown, ""},

		{"paid yesterday", both(both(unchecked, onRecord("")), paidBefore(1)), id, "proven-by-payout", pass, "2027-11-23T12:00:00+08:00"},
		{"paid a year ago", both(both(unchecked, onRecord("")), paidBefore(365)), id, "no-input", unknown, ""},
		{"debited yesterday", both(both(unchecked, onRecord("")), debitedDaysAgo(1)), id, "proven-by-debit", pass, "2027-11-23T12:00:00+08:00"},
		{"paid, and a record that differs", both(onRecord("李四"), paidBefore(1)), id, "different", fail, ""},
		{"elements go before a payout", both(onRecord(""), paidBefore(1)), id, "verified-by-elements", pass, ""},
	})
}

func TestHolderDocument(t *testing.T) {
	const id = "consistency.holder-document"
	passport := document(intake.Passport, "E98765432")
	none := func(*sub) {}
	testFacts(t, &readiness.Checker{}, []factCase{
		{"same", none, id, "match", pass, ""},
		{"another way to write it", holderDocument(0, "110101 19900307 1233"), id, "match", pass, ""},
		{"masked", holderDocument(0, "110***********1233"), id, "masked-match", pass, ""},
		{"masked, fixed width", holderDocument(0, "1***3"), id, "masked-match", pass, ""},
		{"15 digits at the bank", holderDocument(0, "110101900307123"), id, "legacy-15", warn, ""},
		{"passport renewed", both(both(unchecked, passport), holderDocument(intake.Passport, "E12345678")), id, "kind-differs", warn, ""},
		{"permit against resident ID", both(both(unchecked, document(intake.ResidencePermit, "810000199501170713")), holderDocument(intake.TravelPermit, "H12345678")), id, "kind-differs", warn, ""},
		{"another number", holderDocument(0, "110101199003071241"), id, "mismatch", fail, ""},
		{"masked, another", holderDocument(0, "110***********1230"), id, "masked-conflict", fail, ""},
		{"masked, an earlier passport", both(both(unchecked, passport), holderDocument(intake.Passport, "EB7***321")), id, "kind-differs", warn, ""},
		{"masked passport, the type not claimed", both(unchecked, holderDocument(intake.Passport, "EA1****67")), id, "kind-differs", warn, ""},
		{"travel permit replaced", both(both(unchecked, document(intake.TravelPermit, "H12345678")), holderDocument(intake.TravelPermit, "H1234567801")), id, "kind-differs", warn, ""},
		{"no record", both(unchecked, holderDocument(0, "")), id, "no-input", unknown, ""},
		{"no number", document(0, ""), id, "no-input", unknown, ""},

		{"three elements", both(elements(3, intake.Match, noon), holderDocument(0, "")), id, "verified-by-elements", pass, "2027-11-24T12:00:00+08:00"},
		{"two elements", both(elements(2, intake.Match, noon), holderDocument(0, "")), id, "no-input", unknown, ""},
		{"three elements, and an old passport on record", both(passport, holderDocument(intake.Passport, "E12345678")), id, "verified-by-elements", pass, ""},
		{"three elements, and another number", holderDocument(0, "110101199003071241"), id, "mismatch", fail, ""},
		{"paid", both(both(unchecked, holderDocument(0, "")), paidBefore(1)), id, "proven-by-payout", pass, ""},
		{"paid, and another number", both(both(unchecked, holderDocument(0, "110101199003071241")), paidBefore(1)), id, "mismatch", fail, ""},
	})
}

func TestHolderMobile(t *testing.T) {
	const id = "consistency.holder-mobile"
	none := func(*sub) {}
	other := holderMobile("13900005678")
	testFacts(t, narrow(t), []factCase{
		{"same", none, id, "match", pass, ""},
		{"with its country code", holderMobile("+8613800001234"), id, "match", pass, ""},
		{"masked", holderMobile("138****1234"), id, "masked-match", pass, ""},
		{"another", other, id, "mismatch", warn, ""},
		{"another, masked", holderMobile("139****1234"), id, "mismatch", warn, ""},
		{"another, and a channel of three elements", both(other, channel("three")), id, "mismatch", warn, ""},
		{"another, and a channel of four elements", both(other, channel("four")), id, "mismatch-blocking", fail, ""},
		{"no record", both(unchecked, holderMobile("")), id, "no-input", unknown, ""},
		{"no mobile", mobile(""), id, "no-input", unknown, ""},
		{"four elements", holderMobile(""), id, "verified-by-elements", pass, "2027-11-24T12:00:00+08:00"},
		{"three elements", both(elements(3, intake.Match, noon), holderMobile("")), id, "no-input", unknown, ""},
		{"four elements, and another on record", other, id, "mismatch", warn, ""},
		{"a payout says nothing of the mobile", both(both(unchecked, holderMobile("")), paidBefore(1)), id, "no-input", unknown, ""},
	})
}

func TestElements(t *testing.T) {
	const id = "consistency.elements"
	none := func(*sub) {}
	bad := func(of ...intake.Element) func(*sub) { return elements(4, intake.Mismatch, noon, of...) }
	testFacts(t, &readiness.Checker{}, []factCase{
		{"match", none, id, "match", pass, "2027-11-24T12:00:00+08:00"},
		{"match some time", elements(4, intake.Match, time.Time{}), id, "match", pass, ""},
		{"mismatch", bad(), id, "mismatch", fail, "2026-12-24T12:00:00+08:00"},
		{"mismatch of the name", bad(intake.NameElement), id, "mismatch", fail, ""},
		{"rare", both(claim("王韡"), bad()), id, "mismatch-encoding-suspected", fail, "2026-12-24T12:00:00+08:00"},
		{"dotted", both(claim("买买提·艾力"), bad(intake.NameElement)), id, "mismatch-encoding-suspected", fail, ""},
		{"rare, but the mobile differs", both(claim("王韡"), bad(intake.MobileElement)), id, "mobile-differs", warn, ""},
		{"rare, and name and mobile differ", both(claim("王韡"), bad(intake.MobileElement, intake.NameElement)), id, "mismatch-encoding-suspected", fail, ""},
		{"a month ago", elements(4, intake.Match, noon.AddDate(0, 0, -30)), id, "match", pass, ""},
		{"a year ago", elements(4, intake.Match, noon.AddDate(0, 0, -365)), id, "stale", unknown, ""},
		{"before the binding", both(elements(4, intake.Match, noon.AddDate(0, 0, -32)), boundDaysAgo(30)), id, "stale", unknown, ""},
		{"mismatch a month ago", elements(4, intake.Mismatch, noon.AddDate(0, 0, -30)), id, "stale", unknown, ""},
		{"no answer", elements(4, intake.ComparisonUnavailable, noon), id, "unavailable", unknown, ""},
		{"none", unchecked, id, "no-input", unknown, ""},
	})
	testFacts(t, narrow(t), []factCase{
		{"the mobile alone, and a channel of four elements", both(bad(intake.MobileElement), channel("four")), id, "mismatch", fail, ""},
		{"the mobile alone, and a channel of three", both(bad(intake.MobileElement), channel("three")), id, "mobile-differs", warn, ""},
	})
}

func TestRecentChange(t *testing.T) {
	const id = "consistency.recent-change"
	none := func(*sub) {}
	moved := func(on readiness.Date) func(*sub) { return func(s *sub) { s.Applicant.MobileChangedOn = on } }
	renewed := func(on readiness.Date) func(*sub) {
		return func(s *sub) { s.Applicant.Document.ChangedOn = on }
	}
	silent := func(s *sub) {
		s.Applicant.MobileChangedOn, s.Applicant.MobileReissued = readiness.Date{}, intake.Unknown
		s.Applicant.Document.ChangedOn, s.Applicant.Document.IssuedOn = readiness.Date{}, readiness.Date{}
	}
	testFacts(t, &readiness.Checker{}, []factCase{
		{"none", none, id, "none", pass, ""},
		{"mobile 7 days ago", moved(day(2026, 11, 17)), id, "mobile-recent", warn, "2026-11-25T00:00:00+08:00"},
		{"mobile 8 days ago", moved(day(2026, 11, 16)), id, "none", pass, ""},
		{"document 30 days ago", renewed(day(2026, 10, 25)), id, "document-recent", warn, "2026-11-25T00:00:00+08:00"},
		{"document 31 days ago", renewed(day(2026, 10, 24)), id, "none", pass, ""},
		{"issued lately", both(renewed(readiness.Date{}), func(s *sub) { s.Applicant.Document.IssuedOn = day(2026, 11, 20) }), id, "document-recent", warn, ""},
		{"both", both(moved(day(2026, 11, 20)), renewed(day(2026, 11, 20))), id, "mobile-recent", warn, "2026-11-28T00:00:00+08:00"},
		{"reissued", func(s *sub) { s.Applicant.MobileReissued = intake.Yes }, id, "mobile-reissued", warn, ""},
		{"reissued at no known moment", func(s *sub) { s.Applicant.MobileReissued, s.At = intake.Yes, time.Time{} }, id, "mobile-reissued", warn, ""},
		{"nothing known", silent, id, "no-input", unknown, ""},
		{"only that it is not reissued", both(silent, func(s *sub) { s.Applicant.MobileReissued = intake.No }), id, "none", pass, ""},
		{"no moment", func(s *sub) { s.At, s.ObservedAt = time.Time{}, time.Time{} }, id, "no-input", unknown, ""},
	})
}

// Which elements differ is evidence, and which place of a name.
func TestEvidenceOfConsistency(t *testing.T) {
	for _, c := range []struct {
		change func(*sub)
		check  readiness.ID
		want   string
	}{
		{elements(4, intake.Mismatch, noon, intake.MobileElement, 99, 0, intake.NameElement), "consistency.elements", `{"mismatched":["name","mobile"]}`},
		{elements(4, intake.Mismatch, noon), "consistency.elements", `null`},
		{names("王晓民", "王晓明"), "consistency.holder-name", `{"position":3}`},
		{names("王晓明", "王**"), "consistency.holder-name", `{"visible":1,"length":3}`},
		{holderDocument(0, "110***********1233"), "consistency.holder-document", `{"visible":7,"length":18}`},
		{holderMobile("138****1234"), "consistency.holder-mobile", `{"visible":7,"length":11}`},
	} {
		s := full()
		c.change(&s)
		r := readiness.Assess(s)
		for _, f := range r.Document(readiness.EN, readiness.DetailFull).Findings {
			if f.Check == c.check {
				got, err := json.Marshal(f.Evidence)
				require.NoError(t, err)
				require.JSONEq(t, c.want, string(got))
			}
		}
	}
}
