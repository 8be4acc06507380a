// Package fieldrules adds tags to go-playground/validator, so that a service can
// reject a form before it assesses a payout:
//
//	type Form struct {
//		Name   string `validate:"required,han_name"`
//		ID     string `validate:"required,adult_resident_id"`
//		Mobile string `validate:"required,cn_mobile"`
//		Card   string `validate:"required,debit_card"`
//	}
//
// A tag rejects only what is certainly wrong. A card number in no table, an
// abolished county and a rare character all pass; [readiness.Assess] says what they
// mean.
//
// The validator's FieldError contains the rejected value: never log it.
// [RegisterTranslations] adds messages without the value.
package fieldrules

import (
	"errors"
	"reflect"
	"strings"
	"time"
	"unicode"

	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/internal/cnid"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/internal/cnphone"
	"github.com/payready/payready/readiness/workday"
)

// Rules configures the tags. The zero value is ready to use.
type Rules struct {
	Now  func() time.Time // for births and ages; time.Now if nil
	BINs *cardbin.Table   // for bank_card and debit_card; the built-in table if nil
}

// Register adds the tags to v, with the zero Rules.
func Register(v *validator.Validate) error { return Rules{}.Register(v) }

// A rule is a tag, the values it accepts, and the message for others.
type rule struct {
	tag     string
	accepts func(Rules, string) bool
	message readiness.Text
}

var rules = []rule{
	{"bank_card", Rules.bankCard, readiness.Text{readiness.ZH: "{0}不是有效的银行卡号", readiness.EN: "{0} must be a bank card number"}},
	{"debit_card", Rules.debitCard, readiness.Text{readiness.ZH: "{0}必须是借记卡卡号", readiness.EN: "{0} must be the number of a debit card"}},
	{"resident_id", Rules.residentID, readiness.Text{readiness.ZH: "{0}不是有效的居民身份证号码", readiness.EN: "{0} must be a resident ID number"}},
	{"adult_resident_id", Rules.adultResidentID, readiness.Text{readiness.ZH: "{0}必须是年满 18 周岁者的居民身份证号码", readiness.EN: "{0} must be the resident ID number of an adult"}},
	{"cn_mobile", Rules.cnMobile, readiness.Text{readiness.ZH: "{0}不是有效的内地手机号", readiness.EN: "{0} must be a mainland mobile number"}},
	{"han_name", Rules.hanName, readiness.Text{readiness.ZH: "{0}不是有效的中文姓名", readiness.EN: "{0} must be a Chinese name"}},
}

// Register adds the tags bank_card, debit_card, resident_id, adult_resident_id,
// cn_mobile and han_name to v. They apply to strings and to [intake.Secret]. As the
// validator requires, call Register before v is used.
func (r Rules) Register(v *validator.Validate) error {
	if r.Now == nil {
		r.Now = time.Now
	}
	if r.BINs == nil {
		r.BINs = cardbin.Default()
	}
	v.RegisterCustomTypeFunc(func(f reflect.Value) any {
		if s, ok := f.Interface().(intake.Secret); ok {
			return s.Reveal()
		}
		return nil
	}, intake.Secret{})
	var errs []error
	for _, x := range rules {
		errs = append(errs, v.RegisterValidation(x.tag, func(f validator.FieldLevel) bool {
			return f.Field().Kind() == reflect.String && x.accepts(r, f.Field().String())
		}))
	}
	return errors.Join(errs...)
}

// RegisterTranslations adds messages for the tags to a translator, in Chinese if
// its locale begins with zh and in English otherwise. A message names the field,
// never the value.
func RegisterTranslations(v *validator.Validate, t ut.Translator) error {
	lang := readiness.EN
	if strings.HasPrefix(strings.ToLower(t.Locale()), "zh") {
		lang = readiness.ZH
	}
	var errs []error
	for _, x := range rules {
		errs = append(errs, v.RegisterTranslation(x.tag, t,
			func(t ut.Translator) error { return t.Add(x.tag, x.message.In(lang), true) },
			func(t ut.Translator, e validator.FieldError) string {
				s, err := t.T(e.Tag(), e.Field())
				if err != nil {
					return e.Tag()
				}
				return s
			}))
	}
	return errors.Join(errs...)
}

// bankCard rejects numbers with a wrong length or alphabet, numbers that repeat one
// digit, and a wrong check digit if the card is known to have one.
func (r Rules) bankCard(s string) bool {
	p, err := cardbin.ParsePAN(s)
	return err == nil && r.plausible(p)
}

func (r Rules) plausible(p cardbin.PAN) bool {
	if p.AllSame() {
		return false
	}
	use := p.Network().Luhn()
	if m, ok := r.BINs.Lookup(p); ok && m.How == cardbin.HowExact {
		use = m.Luhn()
	}
	return use != cardbin.LuhnAlways || p.LuhnValid()
}

// debitCard also rejects cards that the table knows as another kind. Unknown cards
// pass.
func (r Rules) debitCard(s string) bool {
	p, err := cardbin.ParsePAN(s)
	if err != nil || !r.plausible(p) {
		return false
	}
	m, ok := r.BINs.Lookup(p)
	if !ok || m.How != cardbin.HowExact {
		return !p.Network().Foreign()
	}
	return (m.Funding() == cardbin.Debit || m.Funding() == cardbin.FundingUnknown) && m.Kind() == cardbin.KindCard
}

// residentID accepts resident ID numbers of 15 and 18 digits and those of residence
// permits.
func (r Rules) residentID(s string) bool {
	_, ok := r.resident(s)
	return ok
}

func (r Rules) resident(s string) (workday.Date, bool) {
	d := cnid.Parse(cnid.ResidentID, s, workday.Date{}, r.today())
	if d.Kind != cnid.ResidentID && d.Kind != cnid.ResidencePermit {
		return workday.Date{}, false
	}
	switch d.Status {
	case cnid.OK, cnid.RegionUnknown, cnid.Legacy15:
		return d.Birth, true
	}
	return workday.Date{}, false
}

func (r Rules) today() workday.Date { return workday.DateOf(r.Now()) }

// adultResidentID also requires the holder to be 18 today, in China.
func (r Rules) adultResidentID(s string) bool {
	const adult = 18 // Civil Code of the PRC, article 17
	birth, ok := r.resident(s)
	return ok && cnid.Age(birth, r.today()) >= adult
}

// cnMobile accepts mainland numbers that a bank may have on record for a person.
func (r Rules) cnMobile(s string) bool {
	switch cnphone.Parse(s) {
	case cnphone.OK, cnphone.MVNO, cnphone.DataCard, cnphone.UnlistedSegment:
		return true
	}
	return false
}

// hanName accepts names with at least two Chinese characters and no other letters.
func (r Rules) hanName(s string) bool {
	switch cnname.Inspect(s).Status {
	case cnname.Empty, cnname.IllegalCharacter, cnname.NameTooLong:
		return false
	}
	han := 0
	for _, c := range s {
		if unicode.Is(unicode.Han, c) {
			han++
		} else if unicode.IsLetter(c) {
			return false
		}
	}
	return han >= 2
}
