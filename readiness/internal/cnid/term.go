package cnid

import "github.com/payready/payready/readiness/workday"

// Age returns the full years of a person on a day, in the calendar of the
// place where the day is counted. Who was born on 29 February is a year older
// on 1 March of a common year. It is -1 when a date is unknown or the birth is
// yet to come.
func Age(birth, today workday.Date) int {
	if birth.IsZero() || today.IsZero() || birth.After(today) {
		return -1
	}
	age := int(today.Year) - int(birth.Year)
	if today.Month < birth.Month || today.Month == birth.Month && today.Day < birth.Day {
		age--
	}
	return age
}

// A Term is how long a document is valid from its issue. The zero Term is
// unknown.
type Term struct {
	Years, Months uint8
	LongTerm      bool // 长期: no end
}

// UsualTerm returns the term a document of the kind gets when it is issued to
// a person of that age:
// resident ID law art. 5: under 16 five years, to 25 ten, to 45 twenty, then
// without end; temporary resident ID rules art. 6: three months; residence
// permit rules of 2018 art. 5: five years; foreign permanent residence rules:
// under 18 five years, then ten. It is zero for documents of other states, and
// when a date it depends on is unknown.
func UsualTerm(kind Kind, birth, issued workday.Date) Term {
	age := Age(birth, issued)
	switch kind {
	case TemporaryResidentID:
		return Term{Months: 3}
	case ResidencePermit:
		return Term{Years: 5}
	case ResidentID:
		switch {
		case age < 0:
			return Term{}
		case age < 16:
			return Term{Years: 5}
		case age < 26:
			return Term{Years: 10}
		case age < 46:
			return Term{Years: 20}
		}
		return Term{LongTerm: true}
	case ForeignPermanentResident:
		switch {
		case age < 0:
			return Term{}
		case age < 18:
			return Term{Years: 5}
		}
		return Term{Years: 10}
	}
	return Term{}
}

// Fits reports whether a document issued and expiring on these days can have
// the term. Cards print the day of issue again or the day before it, so one
// day more or less is no matter. What is unknown fits.
func (t Term) Fits(issued, expires workday.Date, longTerm bool) bool {
	switch {
	case t == Term{}, issued.IsZero() && !longTerm, expires.IsZero() && !longTerm:
		return true
	case t.LongTerm || longTerm:
		return t.LongTerm == longTerm
	}
	end := t.End(issued)
	if expires == end {
		return true
	}
	off := expires.Sub(end)
	return off == -1 || off == 1
}

// End returns the day on which the term ends, zero when it does not.
func (t Term) End(issued workday.Date) workday.Date {
	if t.LongTerm || t == (Term{}) || issued.IsZero() {
		return workday.Date{}
	}
	end := issued.AddYears(int(t.Years))
	if t.Months == 0 {
		return end
	}
	month := int(end.Month) - 1 + int(t.Months)
	year, month := int(end.Year)+month/12, month%12+1
	for day := int(end.Day); ; day-- { // 30 November + 3 months is the last of February
		if d, ok := workday.NewDate(year, month, day); ok || day <= 28 {
			return d
		}
	}
}
