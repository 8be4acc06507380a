package readiness

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"time"
)

// A windowTable answers what the windows of a policy do to one payout at one
// moment. Every recurring window is a bit, in the order of its time of day: a
// few words then say which windows begin on a day and concern the payout, and
// only those are looked at.
type windowTable struct {
	list      []*Window // recurring ones, by time of day
	recurring []recurring
	crossing  bitset // end on the day after they began

	anyBank    bitset
	banks      []namedBits // by name: the bank's own and those of all banks
	anyChannel bitset
	channels   []namedBits
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

type namedBits struct {
	name string
	bits bitset
}

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

	t.crossing, t.none = t.where(func(w *Window) bool { return w.End <= w.Start }), t.where(func(*Window) bool { return false })
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

// named returns the windows without a name, and for each name those with it or
// with none.
func (t *windowTable) named(name func(*Window) string) (unnamed bitset, list []namedBits) {
	for _, w := range t.list {
		n := name(w)
		if n == "" || slices.ContainsFunc(list, func(b namedBits) bool { return b.name == n }) {
			continue
		}
		list = append(list, namedBits{n, t.where(func(w *Window) bool { return name(w) == "" || name(w) == n })})
	}
	slices.SortFunc(list, func(a, b namedBits) int { return strings.Compare(a.name, b.name) })
	return t.where(func(w *Window) bool { return name(w) == "" }), list
}

// find looks by hand: slices.BinarySearchFunc copies what it compares.
func find(list []namedBits, name string, otherwise bitset) bitset {
	lo, hi := 0, len(list)
	for lo < hi {
		switch mid := (lo + hi) / 2; {
		case list[mid].name == name:
			return list[mid].bits
		case list[mid].name < name:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return otherwise
}

// payee is what windows are chosen by.
type payee struct {
	bank, channel string
	system        System
	horizon       int64 // how far to look for the next window, in days
}

// concerned are the recurring windows of a payee.
type concerned struct{ bank, channel, system bitset }

func (t *windowTable) concerned(p payee) concerned {
	return concerned{find(t.banks, p.bank, t.anyBank), find(t.channels, p.channel, t.anyChannel), t.systems[p.system]}
}

// beginning are the recurring windows that begin on a day.
type beginning struct{ weekday, monthDay, lastMonthDay, nth, lastNth bitset }

func (t *windowTable) beginning(d *civilDay) beginning {
	b := beginning{t.weekdays[d.weekday], t.monthDays[d.Day], t.none, t.nths[(d.Day+6)/7], t.none}
	if d.Day == d.days {
		b.lastMonthDay = t.lastMonthDay
	}
	if d.Day+7 > d.days {
		b.lastNth = t.lastNth
	}
	return b
}

// civilDay walks from day to day without converting each.
type civilDay struct {
	Date
	weekday time.Weekday
	days    uint8 // of the month
}

const chinaOffset = 8 * 3600

// civilAt is the day of a moment, and its midnight.
func civilAt(unix int64) (d civilDay, midnight int64) {
	days := (unix + chinaOffset) / daySeconds // since Thursday, 1 January 1970
	d.Date, d.weekday = dayOf(unix), time.Weekday((days+4)%7)
	d.days = monthDays(d.Date)
	return d, days*daySeconds - chinaOffset
}

func monthDays(d Date) uint8 {
	if d.Month == 2 && d.Year%4 == 0 && (d.Year%100 != 0 || d.Year%400 == 0) {
		return 29
	}
	return [...]uint8{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[d.Month-1]
}

func (d *civilDay) next() {
	d.weekday = (d.weekday + 1) % 7
	if d.Day++; d.Day > d.days {
		d.Date = Date{Year: d.Year, Month: d.Month, Day: d.days}.AddDays(1)
		d.days = monthDays(d.Date)
	}
}

func (b *beginning) of(c *concerned, i int) uint64 {
	return c.bank[i] & c.channel[i] & c.system[i] & b.weekday[i] & (b.monthDay[i] | b.lastMonthDay[i]) & (b.nth[i] | b.lastNth[i])
}

// during says which windows a payout touches whose processing takes s.
func (t *windowTable) during(s span, p payee) visit {
	v := visit{s: s}
	if p.system == 0 {
		v.system = 1
	}
	t.duringDated(&v, p)
	if len(t.recurring) > 0 {
		t.duringRecurring(&v, p)
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

func (t *windowTable) duringDated(v *visit, p payee) {
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
	for ; i < len(t.dated); i++ {
		if t.dated[i].concerns(p) {
			v.coming(t.dated[i].from)
			return
		}
	}
}

func (t *windowTable) duringRecurring(v *visit, p payee) {
	who := t.concerned(p)
	d, midnight := civilAt(v.s.from - daySeconds)
	begins := t.beginning(&d)
	for i, crossing := range t.crossing {
		for word := begins.of(&who, i) & crossing; word != 0; word &= word - 1 {
			w := &t.recurring[i*64+bits.TrailingZeros64(word)]
			if end := midnight + int64(w.end); end > v.s.from && w.on(d.Date) {
				v.touch(w.effects, span{midnight + int64(w.start), end})
			}
		}
	}
	for last := v.s.to + p.horizon*daySeconds; midnight <= last; {
		d.next()
		midnight += daySeconds
		if v.until != 0 && v.until <= midnight-(v.s.to-v.s.from) {
			return // whatever begins from here on is later
		}
		begins = t.beginning(&d)
		for i := range t.crossing {
			for word := begins.of(&who, i); word != 0; word &= word - 1 {
				w := &t.recurring[i*64+bits.TrailingZeros64(word)]
				o := span{midnight + int64(w.start), midnight + int64(w.end)}
				switch {
				case o.to <= v.s.from || !w.on(d.Date):
				case o.from < v.s.to:
					v.touch(w.effects, o)
				default:
					v.coming(o.from)
					return
				}
			}
		}
	}
}

// on reports whether the window may begin on a day.
func (r *recurring) on(d Date) bool {
	return (r.first.IsZero() || !d.Before(r.first)) && (r.last.IsZero() || !d.After(r.last))
}

func (w *Window) concerns(p payee) bool {
	return (w.Bank == "" || w.Bank == p.bank) && (w.Channel == "" || w.Channel == p.channel) &&
		(p.system == 0 || len(w.Systems) == 0 || slices.Contains(w.Systems, p.system))
}
