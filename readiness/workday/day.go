package workday

// Class says whether a day is worked. The zero Class is Undecided.
type Class uint8

const (
	Undecided Class = iota // not known, or a notice may still go either way
	Open                   // certainly worked
	Closed                 // certainly not
)

var classNames = [...]string{"undecided", "open", "closed"}

// String returns "undecided", "open" or "closed".
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return ""
}

// Reason says what a day's class rests on. The zero Reason is NotCovered.
type Reason uint8

const (
	NotCovered   Reason = iota // the calendar does not reach it
	ByNotice                   // a notice names it: a holiday or a make-up day
	ByLaw                      // off by law, and its year's notice is not there yet
	NearFestival               // its year's notice may move days off here
	Ordinary                   // nothing but its weekday decides
)

var reasonNames = [...]string{"not-covered", "notice", "law", "near-festival", "ordinary"}

// String returns "not-covered", "notice", "law", "near-festival" or "ordinary".
func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return ""
}

// A Day is what a calendar says of one day. The zero Day is one that is not
// covered.
type Day struct {
	Class    Class
	Reason   Reason
	Festival string // in Chinese, of the reasons ByNotice, ByLaw and NearFestival
}

// Day says whether d is worked, and why.
//
// What is certain without a notice holds as long as the law does, which last
// changed in 2013 and 2024, and but for a holiday declared for one occasion: since
// 2008 there was one, 3 and 4 September 2015.
func (c *Calendar) Day(d Date) Day {
	if !d.IsValid() || !c.covers(d) {
		return Day{}
	}
	y := &c.years[int(d.Year)-c.first]
	class := Undecided
	switch work, known := c.IsWorkday(d); {
	case work:
		class = Open
	case known:
		class = Closed
	}
	for _, s := range y.special {
		if s.month == d.Month && s.day == d.Day {
			return Day{class, ByNotice, s.name}
		}
	}
	if class == Undecided {
		return Day{class, NearFestival, festivalsNear(d)}
	}
	if !y.noticed {
		if off := festivalsOn(d); off != "" {
			return Day{class, ByLaw, off}
		}
	}
	return Day{class, Ordinary, ""}
}

// A Count is the n-th working day after a day, as far as it is certain.
type Count struct {
	Earliest     Date // if every undecided day on the way is worked
	Latest       Date // if none is; zero when the calendar ends before
	CertainUntil Date // the last day before the first undecided one
}

// Certain reports whether no undecided day can change the answer.
func (k Count) Certain() bool { return k.Earliest == k.Latest && !k.Earliest.IsZero() }

// Count returns the n-th working day after d: d itself is day 0, worked or not.
// Where [Calendar.Add] has no answer because days are undecided, Count has the
// two days between which it lies.
//
// CertainUntil does not depend on n: it is the last day of those after d that
// are decided without a gap, and d when the next day is undecided or not
// covered. The Count is zero when n is negative or d is not a day.
func (c *Calendar) Count(d Date, n int) Count {
	if n < 0 || !d.IsValid() {
		return Count{}
	}
	k := Count{CertainUntil: d}
	if n == 0 {
		k.Earliest, k.Latest = d, d
	}
	may, must := 0, 0 // days so far that may be worked, and that are
	certain := true
	for day := d.AddDays(1); c.covers(day) && (certain || k.Latest.IsZero()); day = day.AddDays(1) {
		work, known := c.IsWorkday(day)
		if certain = certain && known; certain {
			k.CertainUntil = day
		}
		if work || !known {
			if may++; may == n {
				k.Earliest = day
			}
		}
		if work {
			if must++; must == n {
				k.Latest = day
			}
		}
	}
	return k
}
