package readiness_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// onlySuite keeps the checks of these IDs, without what stands before them.
func onlySuite(ids ...readiness.ID) []readiness.Check {
	list := slices.DeleteFunc(readiness.Suite(), func(c readiness.Check) bool { return !slices.Contains(ids, c.ID) })
	for i := range list {
		list[i].After = nil
	}
	return list
}

func timing(t require.TestingT, p *readiness.Policy, ids ...readiness.ID) *readiness.Checker {
	c, err := readiness.New(readiness.Config{Policy: p, Suite: onlySuite(ids...)})
	require.NoError(t, err)
	return c
}

// The golden model: all occurrences of a window that begin between two days,
// written out one by one.
func occurrences(w readiness.Window, from, to time.Time) (out [][2]time.Time) {
	if w.Every == readiness.Dated {
		return [][2]time.Time{{w.From, w.To}}
	}
	for day := workday.DateOf(from).Start(); day.Before(to); day = day.AddDate(0, 0, 1) {
		d := workday.DateOf(day)
		if !w.EffectiveFrom.IsZero() && d.Before(w.EffectiveFrom) || !w.EffectiveUntil.IsZero() && d.After(w.EffectiveUntil) {
			continue
		}
		in := day.In(workday.China)
		tomorrow, nextWeek := in.AddDate(0, 0, 1), in.AddDate(0, 0, 7)
		falls := true
		switch w.Every {
		case readiness.Weekly:
			falls = slices.Contains(w.Weekdays, in.Weekday())
		case readiness.Monthly:
			falls = slices.Contains(w.MonthDays, in.Day()) || slices.Contains(w.MonthDays, -1) && tomorrow.Month() != in.Month()
		case readiness.NthWeekday:
			nth := (in.Day() + 6) / 7
			falls = slices.Contains(w.Weekdays, in.Weekday()) && (w.Nth == nth || w.Nth == -1 && nextWeek.Month() != in.Month())
		}
		if !falls {
			continue
		}
		start, end := day.Add(time.Duration(w.Start)*time.Minute), day.Add(time.Duration(w.End)*time.Minute)
		if w.End <= w.Start {
			end = end.AddDate(0, 0, 1)
		}
		out = append(out, [2]time.Time{start, end})
	}
	return out
}

// model is the code that timing.maintenance must have.
func model(list []readiness.Window, bank, channel string, system intake.System, at time.Time, process time.Duration) string {
	codes := []string{"closed", "day-cut", "maintenance-possible", "day-cut-usual", "maintenance-usual", "open"}
	worst := len(codes) - 1
	for _, w := range list {
		if w.Bank != "" && w.Bank != bank || w.Channel != "" && w.Channel != channel {
			continue
		}
		effect := w.Effect
		if len(w.Systems) > 0 {
			if system == 0 && effect == readiness.Closed {
				effect = readiness.MaintenancePossible
			} else if system != 0 && !slices.Contains(w.Systems, system) {
				continue
			}
		}
		for _, o := range occurrences(w, at.AddDate(0, 0, -3), at.AddDate(0, 0, 3)) {
			if o[0].Before(at.Add(process)) && o[1].After(at) {
				grave := int(effect) - 1
				if effect != readiness.Closed && w.Effect != readiness.Closed && w.Every != readiness.Dated {
					grave += 2
				}
				worst = min(worst, grave)
			}
		}
	}
	return codes[worst]
}

func anySelector(t *rapid.T, w readiness.Window) readiness.Window {
	w.Bank = rapid.SampledFrom([]string{"", "", "ICBC", "ABC"}).Draw(t, "bank")
	w.Channel = rapid.SampledFrom([]string{"", "", "wechatpay", "other"}).Draw(t, "channel")
	w.Systems = rapid.SampledFrom([][]intake.System{nil, {intake.BEPS}, {intake.BEPS, intake.IBPS}, {intake.NetsUnion}}).Draw(t, "systems")
	return w
}

func anyEffective(t *rapid.T, w readiness.Window, around time.Time) readiness.Window {
	d := workday.DateOf(around)
	if rapid.Bool().Draw(t, "dies") {
		w.EffectiveUntil = d.AddDays(rapid.IntRange(-2, 3).Draw(t, "until"))
	}
	if rapid.Bool().Draw(t, "comes") {
		w.EffectiveFrom = d.AddDays(rapid.IntRange(-3, 2).Draw(t, "from"))
		if !w.EffectiveUntil.IsZero() && w.EffectiveUntil.Before(w.EffectiveFrom) {
			w.EffectiveUntil = w.EffectiveFrom
		}
	}
	return w
}

// The compiled windows answer as the model does, and what they say of how long
// that lasts is true to the second.
func TestWindowsAgainstTheModel(t *testing.T) {
	met := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		p := readiness.StandardPolicy()
		p.Windows, p.ProcessingMinutes = nil, rapid.Int64Range(1, 24*60).Draw(t, "processing")
		process := time.Duration(p.ProcessingMinutes) * time.Minute
		at := anyMoment(t, "at")
		for range rapid.IntRange(0, 80).Draw(t, "windows") {
			p.Windows = append(p.Windows, anyEffective(t, anySelector(t, anyWindow(t, at)), at))
		}
		s := intake.Submission{At: at}
		s.Card.Issuer = rapid.SampledFrom([]string{"", "工行", "ABC", "CCB"}).Draw(t, "issuer")
		bank := map[string]string{"工行": "ICBC", "ABC": "ABC", "CCB": "CCB"}[s.Card.Issuer]
		s.Payout.Channel = rapid.SampledFrom([]string{"", "wechatpay", "another"}).Draw(t, "paid through")
		s.Payout.System = rapid.SampledFrom([]intake.System{0, intake.BEPS, intake.NetsUnion}).Draw(t, "system")
		want := func(at time.Time) string {
			return model(p.Windows, bank, s.Payout.Channel, s.Payout.System, at, process)
		}
		c := timing(t, p, "timing.maintenance")
		r := c.Assess(s)
		f, _ := r.Find("timing.maintenance")
		met[f.Code]++
		require.Equal(t, want(at), f.Code)

		until := r.ValidUntil
		if until.IsZero() {
			until = at.AddDate(0, 0, int(p.HorizonDays))
		}
		later := at.Add(time.Duration(rapid.Int64Range(0, until.Unix()-at.Unix()-1).Draw(t, "later")) * time.Second)
		require.Equal(t, f.Code, want(later), "%s, said to hold until %s", later, until)
		require.Equal(t, f.Code, want(until.Add(-time.Second)))
		if f.Code == "closed" && !until.After(at.AddDate(0, 0, int(p.HorizonDays))) {
			require.Equal(t, f.ClearsAt, until)
			require.NotEqual(t, "closed", want(until))
		}
	})
	for _, code := range []string{"open", "closed", "day-cut", "maintenance-possible"} { // the usual windows are the least grave and seldom met; they have tests of their own
		require.NotZero(t, met[code], code)
	}
}

// What an earlier case found of windows changes nothing for a later one.
func TestWindowsAreRememberedRightly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := readiness.StandardPolicy()
		p.Windows, p.ProcessingMinutes = nil, rapid.Int64Range(1, 24*60).Draw(t, "processing")
		p.HorizonDays = rapid.Int64Range(1, 14).Draw(t, "horizon")
		around := anyMoment(t, "around")
		for range rapid.IntRange(0, 8).Draw(t, "windows") {
			p.Windows = append(p.Windows, anyEffective(t, anySelector(t, anyWindow(t, around)), around))
		}
		warm, edge := timing(t, p, "timing.maintenance"), around
		for range rapid.IntRange(2, 12).Draw(t, "cases") {
			s := intake.Submission{At: around.Add(time.Duration(rapid.Int64Range(-20*3600, 20*3600).Draw(t, "seconds")) * time.Second)}
			if rapid.Bool().Draw(t, "at the edge") {
				s.At = edge.Add(time.Duration(rapid.Int64Range(-1, 1).Draw(t, "beside")) * time.Second)
			}
			s.Card.Issuer = rapid.SampledFrom([]string{"", "工行", "ABC", "CCB"}).Draw(t, "issuer")
			s.Payout.Channel = rapid.SampledFrom([]string{"", "wechatpay", "another"}).Draw(t, "paid through")
			s.Payout.System = rapid.SampledFrom([]intake.System{0, intake.BEPS, intake.NetsUnion}).Draw(t, "system")
			got, want := warm.Assess(s), timing(t, p, "timing.maintenance").Assess(s)
			require.Equal(t, want.Document(readiness.EN, readiness.DetailFull), got.Document(readiness.EN, readiness.DetailFull))
			if !got.ValidUntil.IsZero() {
				edge = got.ValidUntil
			}
		}
	})
}

// What a warning says of its end is the end of the whole stretch, not of the
// first window in it.
func TestWarningsEndWithTheirStretch(t *testing.T) {
	p := readiness.StandardPolicy()
	p.Windows = []readiness.Window{
		{Every: readiness.Daily, Start: readiness.ClockTime(22, 0), End: readiness.ClockTime(23, 0), Effect: readiness.DayCut},
		{Every: readiness.Daily, Start: readiness.ClockTime(22, 30), End: readiness.ClockTime(23, 30), Effect: readiness.MaintenancePossible},
		{Every: readiness.Daily, Start: readiness.ClockTime(23, 5), End: readiness.ClockTime(23, 20), Effect: readiness.DayCut},
	}
	at := func(h, m int) string {
		r := timing(t, p, "timing.maintenance").Assess(intake.Submission{At: time.Date(2026, 11, 24, h, m, 0, 0, workday.China)})
		f, _ := r.Find("timing.maintenance")
		for k, v := range f.Evidence() {
			require.Equal(t, "ends_at", k.Name)
			return f.Code + " " + v.Time().Format("15:04")
		}
		return f.Code
	}
	require.Equal(t, "open", at(21, 50))
	require.Equal(t, "day-cut-usual 23:20", at(21, 51), "five minutes are no room for ten")
	require.Equal(t, "maintenance-usual 23:30", at(23, 20))
	require.Equal(t, "open", at(23, 30))
}

// hundredWindows is a table as a platform with 25 banks keeps it.
func hundredWindows() (list []readiness.Window) {
	for i := range 25 {
		bank := []string{"ICBC", "ABC", "BOC", "CCB", "COMM", "PSBC", "CMB", "CITIC", "CEB", "HXBANK", "CMBC", "SPDB", "CIB", "GDB", "SPABANK", "CZBANK", "BOHAIB", "EGBANK", "BJBANK", "SHBANK", "NJCB", "NBBANK", "HZCB", "JSBANK", "HSBANK"}[i]
		list = append(list,
			readiness.Window{Bank: bank, Every: readiness.Daily, Start: readiness.ClockTime(23, i), End: readiness.ClockTime(0, 30), Effect: readiness.DayCut},
			readiness.Window{Bank: bank, Every: readiness.NthWeekday, Weekdays: []time.Weekday{time.Sunday}, Nth: i%4 + 1, Start: readiness.ClockTime(1, 0), End: readiness.ClockTime(5, 0), Effect: readiness.Closed},
			readiness.Window{Bank: bank, Every: readiness.Monthly, MonthDays: []int{i + 1, -1}, Start: readiness.ClockTime(2, 0), End: readiness.ClockTime(4, 0), Effect: readiness.Closed},
			readiness.Window{Bank: bank, From: noon.AddDate(0, 0, i-12), To: noon.AddDate(0, 0, i-12).Add(time.Hour), Effect: readiness.Closed})
	}
	return list
}

// everybodysWindows all concern every payout.
func everybodysWindows() (list []readiness.Window) {
	for i := range 100 {
		w := readiness.Window{Every: readiness.Daily, Start: readiness.Clock(14 * i), End: readiness.Clock(14*i + 3), Effect: readiness.DayCut}
		if i%2 == 1 {
			w.Every, w.Weekdays = readiness.Weekly, []time.Weekday{time.Weekday(i % 7)}
		}
		list = append(list, w)
	}
	return list
}

func BenchmarkWindows100(b *testing.B) {
	for _, table := range []struct {
		name string
		list []readiness.Window
	}{{"none", nil}, {"of 25 banks", hundredWindows()}, {"of everybody", everybodysWindows()}} {
		p := readiness.StandardPolicy()
		p.Windows = table.list
		c := timing(b, p, "timing.maintenance", "timing.settlement", "timing.off-hours")
		s := full()
		s.Payout.Amount = intake.Some(intake.Yuan(2_000_000))
		s.Payout.System = intake.HVPS
		for _, hour := range []int{2, 12, 23} {
			s.At = noon.Add(time.Duration(hour-12) * time.Hour)
			run := readiness.TimeChecks(c, &s)
			b.Run(fmt.Sprintf("%s/%dh", table.name, hour), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					run()
				}
			})
		}
	}
}
