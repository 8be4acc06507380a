package incident

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// How much is kept. Together with a detector it is less than 128 MiB, whatever comes in.
const (
	maxMinutes   = 360  // minutes that hold anything, the newest
	maxPerMinute = 1024 // entries of a minute
)

// Counts is what is kept of outcomes: for each minute who failed or was paid, where and
// why. The zero Counts is ready to use, not concurrently. It keeps the newest 360 minutes
// that hold anything, and of each at most 1024 entries: of more, a fair sample by the
// hash of the applicant, in which shares are what they are in all.
//
// Counts is a set. Adding an outcome twice changes nothing, and neither does the order.
type Counts struct {
	// Key keeps the hashes of applicants from being recomputed. Counts merge only if they
	// have the same. Set it before the first Add.
	Key []byte
	// Codes explain the channels' failure codes, nil for the built-in table.
	Codes *failcode.Table
	// Channels are names of the caller's own channels. A channel that is neither here nor
	// in Codes is counted under "other", also when counts are read from JSON.
	Channels []string

	minutes  map[Minute]*bucket
	oldest   Minute // of those kept, if none is free
	problems map[Problem]int64
	cells    []cell // by the number that entries have
	index    map[cell]uint32
	keyName  string // of the JSON that the counts were read from
}

// A bucket is what is kept of a minute.
type bucket struct {
	entries map[entry]int64 // with the amount in fen
	full    bool            // something was dropped
	bound   entry           // if full, no entry above it is kept
}

// An entry says that somebody was paid or failed.
type entry struct {
	who  uint64
	cell uint32
}

func (c *Counts) start() {
	if c.minutes == nil {
		c.minutes, c.problems, c.index = map[Minute]*bucket{}, map[Problem]int64{}, map[cell]uint32{}
	}
}

// Add counts an outcome. It returns why it does not, or "".
func (c *Counts) Add(o *Outcome) Problem {
	c.start()
	m, to, p := c.read(o)
	if p != "" {
		c.problems[p]++
		return p
	}
	amount := int64(0)
	if o.Amount.OK {
		amount = int64(min(max(o.Amount.V, 0), intake.MaxFen))
	}
	c.add(m, entry{hashOf(c.Key, o), c.number(to)}, amount)
	return ""
}

// Problems returns how many outcomes were not counted, and why.
func (c *Counts) Problems() map[Problem]int64 { return maps.Clone(c.problems) }

func (c *Counts) number(to cell) uint32 {
	i, ok := c.index[to]
	if !ok {
		i = uint32(len(c.cells))
		c.cells = append(c.cells, to)
		c.index[to] = i
	}
	return i
}

func (c *Counts) add(m Minute, e entry, amount int64) {
	if b := c.bucket(m); b != nil {
		b.add(c, e, amount)
	}
}

// bucket returns that of a minute, or nil if the minute is older than all that are kept.
func (c *Counts) bucket(m Minute) *bucket {
	if b := c.minutes[m]; b != nil {
		return b
	}
	if len(c.minutes) >= maxMinutes {
		if c.oldest == 0 {
			c.oldest = slices.Min(slices.Collect(maps.Keys(c.minutes)))
		}
		if m < c.oldest {
			return nil
		}
		delete(c.minutes, c.oldest)
		c.oldest = 0
	} else {
		c.oldest = 0
	}
	b := &bucket{entries: map[entry]int64{}}
	c.minutes[m] = b
	return b
}

// add keeps an entry with the largest of the amounts that are said of it.
func (b *bucket) add(c *Counts, e entry, amount int64) {
	if b.full && c.compare(e, b.bound) > 0 {
		return
	}
	b.entries[e] = max(b.entries[e], amount)
	if len(b.entries) >= 2*maxPerMinute {
		b.trim(c)
	}
}

// compare orders entries by hash and then by name, so that the order is the same in
// whatever order cells came.
func (c *Counts) compare(a, b entry) int {
	if a.who != b.who || a.cell == b.cell {
		return cmp.Compare(a.who, b.who)
	}
	x, y := c.cells[a.cell], c.cells[b.cell]
	return cmp.Or(cmp.Compare(x.issuer, y.issuer), cmp.Compare(x.channel, y.channel), cmp.Compare(x.category, y.category))
}

// trim drops what is beyond the size, and returns the rest in order.
func (b *bucket) trim(c *Counts) []entry {
	list := slices.SortedFunc(maps.Keys(b.entries), c.compare)
	if len(list) > maxPerMinute {
		for _, e := range list[maxPerMinute:] {
			delete(b.entries, e)
		}
		list = list[:maxPerMinute]
		b.full = true
	}
	if b.full {
		b.bound = list[len(list)-1]
	}
	return list
}

var errKey = errors.New("incident: the counts were made with different keys")

// Merge adds what t has. Parts merged in any order and grouping give the same counts.
// They must have the same key.
func (c *Counts) Merge(t *Counts) error {
	if c.name() != t.name() {
		return errKey
	}
	c.start()
	for m, from := range t.minutes {
		b := c.bucket(m)
		if b == nil {
			continue
		}
		for e, amount := range from.entries {
			b.add(c, entry{e.who, c.number(t.cells[e.cell])}, amount)
		}
		b.full = b.full || from.full
		b.trim(c)
	}
	for p, n := range t.problems {
		c.problems[p] += n
	}
	return nil
}

func (c *Counts) name() string {
	if c.keyName != "" {
		return c.keyName
	}
	return keyID(c.Key)
}

// drop forgets minutes before m, which a detector has read.
func (c *Counts) drop(m Minute) {
	for k := range c.minutes {
		if k < m {
			delete(c.minutes, k)
			c.oldest = 0
		}
	}
}

// last returns the newest minute that holds anything, or 0.
func (c *Counts) last() (last Minute) {
	for m := range c.minutes {
		last = max(last, m)
	}
	return last
}

// span returns the minutes after the one, up to the other, that hold anything.
func (c *Counts) span(after, upTo Minute) []Minute {
	var out []Minute
	for m := range c.minutes {
		if m > after && m <= upTo {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out
}
