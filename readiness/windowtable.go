package readiness

import (
	"cmp"
	"math/bits"
	"slices"
	"time"
)

// A windowTable answers what the windows of a policy do to one payout at one
// moment. Every recurring window is a bit, in the order of its time of day: a
// few words then say which windows concern the payout, begin on a day and touch
// a half-hour of it, and only those are looked at.
type windowTable struct {
	list      []*Window // recurring ones, by time of day
	recurring []recurring

	touching [slots]bitset // which touch a half-hour of the day on which they begin
	late     [slots]bitset // of the day after
	coming   [slots]bitset // which begin in the half-hour or later on that day

	anyBank    bitset
	banks      map[string]bitset // the bank's own and those of all banks
	anyChannel bitset
	channels   map[string]bitset
	systems    [UnionPay + 1]bitset // at 0: of a payout whose system is unknown

	// Which may begin on a day of that name; those that do not care are in all.
	weekdays     [7]bitset
	monthDays    [32]bitset
	lastMonthDay bitset
	nths         [6]bitset
	lastNth      bitset
	none         bitset

	dated []datedWindow // by start
}

type bitset []uint64

func (b bitset) set(i int) { b[i/64] |= 1 << (i % 64) }

const (
	slots       = 48 // half-hours of a day
	slotSeconds = daySeconds / slots
)

// recurring is what has to be known of a window when its bit is met: little, so
// that many lie side by side.
type recurring struct {
	start, end int32 // seconds from the midnight of the day on which it begins
	effects
	first, last Date // on which it may begin, zero for any
}

type datedWindow struct {
	*Window
	effects
	span
	latest int64 // when the last of this one and those before it ends
}

// effects are what a window does to a payout of known and of unknown system. A
// closure of one system is only possible for a payout that may take another.
type effects [2]Effect

func effectsOf(w *Window) effects {
	if w.Effect == Closed && len(w.Systems) > 0 {
		return effects{Closed, MaintenancePossible}
	}
	return effects{w.Effect, w.Effect}
}

func newWindowTable(windows []Window) *windowTable {
	t := &windowTable{}
	for i := range windows {
		w := &windows[i]
		if w.Every == Dated {
			t.dated = append(t.dated, datedWindow{Window: w, effects: effectsOf(w), span: span{w.From.Unix(), w.To.Unix()}})
		} else {
			t.list = append(t.list, w)
		}
	}
	slices.SortStableFunc(t.dated, func(a, b datedWindow) int { return cmp.Compare(a.from, b.from) })
	var latest int64
	for i := range t.dated {
		latest = max(latest, t.dated[i].to)
		t.dated[i].latest = latest
	}
	slices.SortStableFunc(t.list, func(a, b *Window) int { return cmp.Compare(a.Start, b.Start) })
	for _, w := range t.list {
		r := recurring{int32(w.Start) * 60, int32(w.End) * 60, effectsOf(w), w.EffectiveFrom, w.EffectiveUntil}
		if w.End <= w.Start {
			r.end += daySeconds
		}
		t.recurring = append(t.recurring, r)
	}

	for i := range t.touching {
		from := int32(i * slotSeconds)
		t.touching[i] = t.within(span{int64(from), int64(from) + slotSeconds})
		t.late[i] = t.within(span{int64(from) + daySeconds, int64(from) + daySeconds + slotSeconds})
		t.coming[i] = t.where(func(w *Window) bool { return int32(w.Start)*60 >= from })
	}
	t.none = t.where(func(*Window) bool { return false })
	t.anyBank, t.banks = t.named(func(w *Window) string { return w.Bank })
	t.anyChannel, t.channels = t.named(func(w *Window) string { return w.Channel })
	for s := range t.systems {
		t.systems[s] = t.where(func(w *Window) bool {
			return s == 0 || len(w.Systems) == 0 || slices.Contains(w.Systems, System(s))
		})
	}
	for d := range t.weekdays {
		t.weekdays[d] = t.where(func(w *Window) bool {
			return w.Every != Weekly && w.Every != NthWeekday || slices.ContainsFunc(w.Weekdays, func(x time.Weekday) bool { return int(x) == d })
		})
	}
	for d := range t.monthDays {
		t.monthDays[d] = t.where(func(w *Window) bool { return w.Every != Monthly || slices.Contains(w.MonthDays, d) })
	}
	t.lastMonthDay = t.where(func(w *Window) bool { return w.Every == Monthly && slices.Contains(w.MonthDays, -1) })
	for n := range t.nths {
		t.nths[n] = t.where(func(w *Window) bool { return w.Every != NthWeekday || w.Nth == n })
	}
	t.lastNth = t.where(func(w *Window) bool { return w.Every == NthWeekday && w.Nth == -1 })
	return t
}

func (t *windowTable) where(is func(*Window) bool) bitset {
	b := make(bitset, (len(t.list)+63)/64)
	for i, w := range t.list {
		if is(w) {
			b.set(i)
		}
	}
	return b
}

// within returns the windows that touch a span counted from the midnight of the
// day on which they begin.
func (t *windowTable) within(s span) bitset {
	b := make(bitset, (len(t.recurring)+63)/64)
	for i, r := range t.recurring {
		if int64(r.start) < s.to && int64(r.end) > s.from {
			b.set(i)
		}
	}
	return b
}

// named returns the windows without a name, and for each name those with it or
// with none.
func (t *windowTable) named(name func(*Window) string) (unnamed bitset, byName map[string]bitset) {
	byName = map[string]bitset{}
	for _, w := range t.list {
		n := name(w)
		if _, done := byName[n]; n != "" && !done {
			byName[n] = t.where(func(w *Window) bool { return name(w) == "" || name(w) == n })
		}
	}
	return t.where(func(w *Window) bool { return name(w) == "" }), byName
}

// payee is what windows are chosen by.
type payee struct {
	bank, channel string
	system        System
}

// chosen are the windows of a payee.
type chosen struct {
	payee
	byBank, byChannel, bySystem bitset
}

func (t *windowTable) choose(p payee) chosen {
	c := chosen{p, t.anyBank, t.anyChannel, t.systems[p.system]}
	if len(t.banks) > 0 {
		if b, ok := t.banks[p.bank]; ok {
			c.byBank = b
		}
	}
	if len(t.channels) > 0 {
		if b, ok := t.channels[p.channel]; ok {
			c.byChannel = b
		}
	}
	return c
}

// civilDay is a day with what windows ask of it.
type civilDay struct {
	Date
	weekday  time.Weekday
	days     uint8 // of the month
	midnight int64 // when it begins
}

const chinaOffset = 8 * 3600

// civilOf completes a day that begins at midnight.
func civilOf(d Date, midnight int64) civilDay {
	days := (midnight + chinaOffset) / daySeconds // since Thursday, 1 January 1970
	return civilDay{d, time.Weekday((days + 4) % 7), monthDays(d), midnight}
}

// move makes d the day of a moment. Days are seldom far, and within a month
// they need no conversion.
func (d *civilDay) move(unix int64) {
	switch since := unix - d.midnight; {
	case 0 <= since && since < daySeconds:
	case daySeconds <= since && since < 2*daySeconds && d.Day < d.days:
		*d = civilDay{Date{Year: d.Year, Month: d.Month, Day: d.Day + 1}, (d.weekday + 1) % 7, d.days, d.midnight + daySeconds}
	case -daySeconds <= since && since < 0 && d.Day > 1:
		*d = civilDay{Date{Year: d.Year, Month: d.Month, Day: d.Day - 1}, (d.weekday + 6) % 7, d.days, d.midnight - daySeconds}
	default:
		*d = civilOf(dayOf(unix), unix-(unix+chinaOffset)%daySeconds)
	}
}

func monthDays(d Date) uint8 {
	if d.Month == 2 && d.Year%4 == 0 && (d.Year%100 != 0 || d.Year%400 == 0) {
		return 29
	}
	return [...]uint8{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[d.Month-1]
}

// beginning returns which windows of a word of bits begin on a day.
func (t *windowTable) beginning(d *civilDay, word int) uint64 {
	monthDay, nth := t.monthDays[d.Day][word], t.nths[(d.Day+6)/7][word]
	if d.Day == d.days {
		monthDay |= t.lastMonthDay[word]
	}
	if d.Day+7 > d.days {
		nth |= t.lastNth[word]
	}
	return t.weekdays[d.weekday][word] & monthDay & nth
}

// during says which windows a payout touches whose processing takes s, and with
// a horizon, in days, until when that is so. day is any day; one near s is
// quickest.
func (t *windowTable) during(s span, c *chosen, day civilDay, horizon int64) visit {
	v := visit{s: s}
	if c.system == 0 {
		v.system = 1
	}
	t.duringDated(&v, &c.payee, horizon > 0)
	for word := range c.byBank {
		who := c.byBank[word] & c.byChannel[word] & c.bySystem[word]
		if who == 0 {
			continue
		}
		t.around(&v, word, who, day)
		if horizon > 0 {
			t.ahead(&v, word, who, day, s.to+horizon*daySeconds)
		}
	}
	return v
}

// A visit gathers what one question about a span meets.
type visit struct {
	s      span
	system int    // of effects
	worst  Effect // the gravest, 0 for none
	until  int64  // the soonest later start at which it may be another, 0 when none is near

	ends [MaintenancePossible + 1]int64 // when the last window of that effect ends, 0 for none
}

// end is when the last window ends that is at least as grave, 0 for none.
func (v *visit) end(least Effect) int64 { return slices.Max(v.ends[:least+1]) }

func (v *visit) soonest(t int64) {
	if v.until == 0 || t < v.until {
		v.until = t
	}
}

// touch meets an occurrence that overlaps the span.
func (v *visit) touch(of effects, o span) {
	v.soonest(o.to)
	e := of[v.system]
	if v.worst == 0 || e < v.worst {
		v.worst = e
	}
	v.ends[e] = max(v.ends[e], o.to)
}

// coming meets one that begins behind it: the first second whose processing
// runs into it.
func (v *visit) coming(from int64) { v.soonest(from - (v.s.to - v.s.from) + 1) }

func (t *windowTable) duringDated(v *visit, p *payee, ahead bool) {
	i, hi := 0, len(t.dated) // the first that begins behind the span
	for i < hi {
		if mid := (i + hi) / 2; t.dated[mid].from < v.s.to {
			i = mid + 1
		} else {
			hi = mid
		}
	}
	for j := i - 1; j >= 0 && t.dated[j].latest > v.s.from; j-- {
		if d := &t.dated[j]; d.to > v.s.from && d.concerns(p) {
			v.touch(d.effects, d.span)
		}
	}
	for ; ahead && i < len(t.dated); i++ {
		if t.dated[i].concerns(p) {
			v.coming(t.dated[i].from)
			return
		}
	}
}

// around meets what touches the span, half-hour by half-hour. That of two
// half-hours is met twice, which changes nothing.
func (t *windowTable) around(v *visit, word int, who uint64, day civilDay) {
	for from := v.s.from - (v.s.from+chinaOffset)%slotSeconds; from < v.s.to; from += slotSeconds {
		day.move(from)
		slot := (from - day.midnight) / slotSeconds
		if some := who & t.touching[slot][word]; some != 0 {
			t.meet(v, word, some, &day)
		}
		if some := who & t.late[slot][word]; some != 0 {
			before := day
			before.move(day.midnight - 1)
			t.meet(v, word, some, &before)
		}
	}
}

// meet looks at those of the windows that begin on the day.
func (t *windowTable) meet(v *visit, word int, some uint64, d *civilDay) {
	for some &= t.beginning(d, word); some != 0; some &= some - 1 {
		w := &t.recurring[word*64+bits.TrailingZeros64(some)]
		if o := w.after(d.midnight); o.from < v.s.to && o.to > v.s.from && w.on(d.Date) {
			v.touch(w.effects, o)
		}
	}
}

// ahead finds the first window that begins behind the span, day by day.
func (t *windowTable) ahead(v *visit, word int, who uint64, day civilDay, last int64) {
	for at := v.s.to; at <= last; at = day.midnight + daySeconds {
		day.move(at)
		if v.until != 0 && v.until <= day.midnight-(v.s.to-v.s.from) {
			return // whatever begins from here on is later
		}
		some := who & t.coming[(at-day.midnight)/slotSeconds][word]
		if some == 0 {
			continue
		}
		for some &= t.beginning(&day, word); some != 0; some &= some - 1 {
			w := &t.recurring[word*64+bits.TrailingZeros64(some)]
			if o := w.after(day.midnight); o.from >= v.s.to && w.on(day.Date) {
				v.coming(o.from)
				return
			}
		}
	}
}

// after is when the window is if it begins on the day of that midnight.
func (r *recurring) after(midnight int64) span {
	return span{midnight + int64(r.start), midnight + int64(r.end)}
}

// on reports whether the window may begin on a day.
func (r *recurring) on(d Date) bool {
	return (r.first.IsZero() || !d.Before(r.first)) && (r.last.IsZero() || !d.After(r.last))
}

func (w *Window) concerns(p *payee) bool {
	return (w.Bank == "" || w.Bank == p.bank) && (w.Channel == "" || w.Channel == p.channel) &&
		(p.system == 0 || len(w.Systems) == 0 || slices.Contains(w.Systems, p.system))
}
