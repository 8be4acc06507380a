package readiness

import (
	"cmp"
	"math/bits"
	"slices"
	"time"
)

// A windowTable answers what the windows of a policy do to one payout at one
// moment. Every window is a bit: recurring ones in the order of their time of
// day, dated ones in that of their start. A few words then say which windows
// concern the payout, begin on a day and touch a half-hour of it, and only those
// are looked at.
type windowTable struct {
	banks, channels map[string]int // numbers of those that a window names, from 1

	list      []*Window // recurring ones
	recurring []recurring
	byPayee   selection

	words []windowWord

	dated        []datedWindow
	latest       []int64 // when the last of a dated window and those before it ends
	datedByPayee selection
}

// A windowWord says of 64 recurring windows, a bit each, when they are.
type windowWord struct {
	touching [slots]uint64 // which touch a half-hour of the day on which they begin
	late     [slots]uint64 // of the day after
	coming   [slots]uint64 // which begin in the half-hour or later on that day

	// Which may begin on a day of that name; those that do not care are in all.
	weekdays     [7]uint64
	monthDays    [32]uint64
	lastMonthDay uint64
	nths         [6]uint64
	lastNth      uint64
}

// A selection says which windows of a list concern whom.
type selection struct {
	byBank, byChannel []bitset             // by number, at 0 those that name none
	bySystem          [UnionPay + 1]bitset // at 0: of a payout whose system is unknown
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
	effects
	span
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
	t := &windowTable{banks: map[string]int{}, channels: map[string]int{}}
	number := func(names map[string]int, name string) {
		if _, done := names[name]; name != "" && !done {
			names[name] = len(names) + 1
		}
	}
	var dated []*Window
	for i := range windows {
		w := &windows[i]
		number(t.banks, w.Bank)
		number(t.channels, w.Channel)
		if w.Every == Dated {
			dated = append(dated, w)
		} else {
			t.list = append(t.list, w)
		}
	}
	slices.SortStableFunc(dated, func(a, b *Window) int { return a.From.Compare(b.From) })
	var latest int64
	for _, w := range dated {
		t.dated = append(t.dated, datedWindow{effectsOf(w), span{w.From.Unix(), w.To.Unix()}})
		latest = max(latest, w.To.Unix())
		t.latest = append(t.latest, latest)
	}
	slices.SortStableFunc(t.list, func(a, b *Window) int { return cmp.Compare(a.Start, b.Start) })
	for _, w := range t.list {
		r := recurring{int32(w.Start) * 60, int32(w.End) * 60, effectsOf(w), w.EffectiveFrom, w.EffectiveUntil}
		if w.End <= w.Start {
			r.end += daySeconds
		}
		t.recurring = append(t.recurring, r)
	}
	t.byPayee, t.datedByPayee = t.selectionOf(t.list), t.selectionOf(dated)

	t.words = make([]windowWord, (len(t.list)+63)/64)
	for i := range t.list {
		t.words[i/64].add(1<<(i%64), t.list[i], &t.recurring[i])
	}
	return t
}

// add puts a window in at its bit.
func (b *windowWord) add(bit uint64, w *Window, r *recurring) {
	mark := func(set *uint64, is bool) {
		if is {
			*set |= bit
		}
	}
	touches := func(from int32) bool { return r.start < from+slotSeconds && r.end > from }
	for i := range b.touching {
		from := int32(i * slotSeconds)
		mark(&b.touching[i], touches(from))
		mark(&b.late[i], touches(from+daySeconds))
		mark(&b.coming[i], r.start >= from)
	}
	for d := range b.weekdays {
		mark(&b.weekdays[d], w.Every != Weekly && w.Every != NthWeekday || slices.Contains(w.Weekdays, time.Weekday(d)))
	}
	for d := range b.monthDays {
		mark(&b.monthDays[d], w.Every != Monthly || slices.Contains(w.MonthDays, d))
	}
	mark(&b.lastMonthDay, w.Every == Monthly && slices.Contains(w.MonthDays, -1))
	for n := range b.nths {
		mark(&b.nths[n], w.Every != NthWeekday || w.Nth == n)
	}
	mark(&b.lastNth, w.Every == NthWeekday && w.Nth == -1)
}

func where(list []*Window, is func(*Window) bool) bitset {
	b := make(bitset, (len(list)+63)/64)
	for i, w := range list {
		if is(w) {
			b.set(i)
		}
	}
	return b
}

func (t *windowTable) selectionOf(list []*Window) selection {
	s := selection{byBank: make([]bitset, len(t.banks)+1), byChannel: make([]bitset, len(t.channels)+1)}
	for i := range s.byBank {
		s.byBank[i] = where(list, func(w *Window) bool { return w.Bank == "" || t.banks[w.Bank] == i })
	}
	for i := range s.byChannel {
		s.byChannel[i] = where(list, func(w *Window) bool { return w.Channel == "" || t.channels[w.Channel] == i })
	}
	for i := range s.bySystem {
		s.bySystem[i] = where(list, func(w *Window) bool {
			return i == 0 || len(w.Systems) == 0 || slices.Contains(w.Systems, System(i))
		})
	}
	return s
}

// payee is what windows are chosen by.
type payee struct {
	bank, channel int // numbers, 0 for those that no window names
	system        System
}

func (t *windowTable) payeeOf(bank, channel string, system System) payee {
	who := payee{system: system}
	if len(t.banks) > 0 {
		who.bank = t.banks[bank]
	}
	if len(t.channels) > 0 {
		who.channel = t.channels[channel]
	}
	return who
}

// chosen are the windows of a payee: memory that is used again.
type chosen struct {
	system           System
	recurring, dated bitset
}

func (t *windowTable) choose(c *chosen, p payee) {
	c.system = p.system
	c.recurring = t.byPayee.appendTo(c.recurring[:0], p)
	if len(t.dated) > 0 {
		c.dated = t.datedByPayee.appendTo(c.dated[:0], p)
	}
}

func (s *selection) appendTo(out bitset, p payee) bitset {
	byBank, byChannel, bySystem := s.byBank[p.bank], s.byChannel[p.channel], s.bySystem[p.system]
	for word := range byBank {
		out = append(out, byBank[word]&byChannel[word]&bySystem[word])
	}
	return out
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

// beginning returns which windows begin on a day.
func (b *windowWord) beginning(d *civilDay) uint64 {
	monthDay, nth := b.monthDays[d.Day%32], b.nths[(d.Day+6)/7%6]
	if d.Day == d.days {
		monthDay |= b.lastMonthDay
	}
	if d.Day+7 > d.days {
		nth |= b.lastNth
	}
	return b.weekdays[d.weekday] & monthDay & nth
}

// during says which windows a payout touches whose processing takes s, and with
// a horizon, in days, until when that is so. day is any day; one near s is
// quickest.
func (t *windowTable) during(v *visit, s span, c *chosen, day *civilDay, horizon int64) {
	*v = visit{s: s}
	if c.system == 0 {
		v.system = 1
	}
	if horizon > 0 {
		v.next = s.to + horizon*daySeconds
	}
	if len(t.dated) > 0 {
		t.duringDated(v, c.dated, horizon > 0)
	}
	if len(t.list) > 0 {
		t.around(v, c.recurring, *day)
		if horizon > 0 {
			t.ahead(v, c.recurring, *day, s.to+horizon*daySeconds)
		}
	}
}

// A visit gathers what one question about a span meets.
type visit struct {
	s      span
	system int    // of effects
	worst  Effect // the gravest, 0 for none
	until  int64  // the soonest later start at which it may be another, 0 when none is near
	next   int64  // with a horizon: no window begins behind the span and before this

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
func (v *visit) coming(from int64) {
	v.soonest(from - (v.s.to - v.s.from) + 1)
	v.next = min(v.next, from)
}

// duringDated meets the dated windows that touch the span, and ahead the first
// that begins behind it.
func (t *windowTable) duringDated(v *visit, who bitset, ahead bool) {
	i, hi := 0, len(t.latest) // none before the i-th ends behind the beginning of the span
	for i < hi {
		if mid := (i + hi) / 2; t.latest[mid] <= v.s.from {
			i = mid + 1
		} else {
			hi = mid
		}
	}
	passed := uint64(1)<<(i%64) - 1 // of the first word
	for word := i / 64; word < len(who); word++ {
		for some := who[word] &^ passed; some != 0; some &= some - 1 {
			d := &t.dated[word*64+bits.TrailingZeros64(some)]
			switch {
			case d.from >= v.s.to:
				if ahead {
					v.coming(d.from)
				}
				return
			case d.to > v.s.from:
				v.touch(d.effects, d.span)
			}
		}
		passed = 0
	}
}

// around meets what touches the span, half-hour by half-hour. That of two
// half-hours is met twice, which changes nothing.
func (t *windowTable) around(v *visit, who bitset, day civilDay) {
	for from := v.s.from - (v.s.from+chinaOffset)%slotSeconds; from < v.s.to; from += slotSeconds {
		day.move(from)
		slot := (from - day.midnight) / slotSeconds
		for word, mine := range who {
			w := &t.words[word]
			if some := mine & w.touching[slot]; some != 0 {
				t.meet(v, word, some, &day)
			}
			if some := mine & w.late[slot]; some != 0 {
				before := day
				before.move(day.midnight - 1)
				t.meet(v, word, some, &before)
			}
		}
	}
}

// meet looks at those of the windows that begin on the day.
func (t *windowTable) meet(v *visit, word int, some uint64, d *civilDay) {
	for some &= t.words[word].beginning(d); some != 0; some &= some - 1 {
		w := &t.recurring[word*64+bits.TrailingZeros64(some)]
		if o := w.after(d.midnight); o.from < v.s.to && o.to > v.s.from && w.on(d.Date) {
			v.touch(w.effects, o)
		}
	}
}

// ahead finds the first window that begins behind the span, day by day.
func (t *windowTable) ahead(v *visit, who bitset, day civilDay, last int64) {
	for at := v.s.to; at <= last; at = day.midnight + daySeconds {
		day.move(at)
		if v.until != 0 && v.until <= day.midnight-(v.s.to-v.s.from) {
			v.next = min(v.next, day.midnight)
			return // whatever begins from here on is later
		}
		slot := (at - day.midnight) / slotSeconds
		for word, mine := range who { // in the order of the time of day
			b := &t.words[word]
			some := mine & b.coming[slot]
			if some == 0 {
				continue
			}
			for some &= b.beginning(&day); some != 0; some &= some - 1 {
				w := &t.recurring[word*64+bits.TrailingZeros64(some)]
				if o := w.after(day.midnight); o.from >= v.s.to && w.on(day.Date) {
					v.coming(o.from)
					return
				}
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
