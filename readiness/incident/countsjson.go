package incident

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/payready/payready/readiness/failcode"
	"github.com/payready/payready/readiness/intake"
)

// Schema names the version of the JSON of counts.
const Schema = "payready.incident-counts/1"

// MaxCountsBytes bounds the JSON of counts.
const MaxCountsBytes = 32 << 20

type countsJSON struct {
	Schema   string            `json:"schema"`
	Key      string            `json:"key"` // names the key of the hashes, and does not reveal it
	Minutes  []minuteJSON      `json:"minutes"`
	Problems map[Problem]int64 `json:"problems"`
}

type minuteJSON struct {
	Minute  Minute     `json:"minute"` // since 1970
	Sampled bool       `json:"sampled,omitempty"`
	Cells   []cellJSON `json:"cells"`
}

type cellJSON struct {
	Issuer   string            `json:"issuer"`
	Channel  string            `json:"channel"`
	Category failcode.Category `json:"category"`
	Hashes   []byte            `json:"hashes"` // eight bytes each, ascending
	Amounts  []int64           `json:"amounts_fen"`
}

// MarshalJSON writes the counts. The same outcomes give the same bytes, in whatever order
// and parts they were added and merged.
func (c *Counts) MarshalJSON() ([]byte, error) {
	c.start()
	out := countsJSON{Schema: Schema, Key: c.name(), Minutes: []minuteJSON{}, Problems: c.problems}
	for _, m := range slices.Sorted(maps.Keys(c.minutes)) {
		b := c.minutes[m]
		at := map[uint32]*cellJSON{}
		for _, e := range b.trim(c) {
			to := at[e.cell]
			if to == nil {
				in := c.cells[e.cell]
				to = &cellJSON{Issuer: in.issuer, Channel: in.channel, Category: in.category}
				at[e.cell] = to
			}
			to.Hashes = binary.BigEndian.AppendUint64(to.Hashes, e.who)
			to.Amounts = append(to.Amounts, b.entries[e])
		}
		one := minuteJSON{Minute: m, Sampled: b.full}
		for _, i := range slices.SortedFunc(maps.Keys(at), func(i, j uint32) int { return c.compare(entry{0, i}, entry{0, j}) }) {
			one.Cells = append(one.Cells, *at[i])
		}
		out.Minutes = append(out.Minutes, one)
	}
	return json.Marshal(out)
}

var (
	errSize   = errors.New("incident: the counts are larger than 32 MiB")
	errCounts = errors.New("incident: not counts of schema " + Schema)
)

// UnmarshalJSON reads counts. It refuses members that it does not know: they would be
// lost in merging. If the counts have a Key, the JSON must have been made with it. The
// error never repeats what the JSON holds.
func (c *Counts) UnmarshalJSON(b []byte) error {
	if len(b) > MaxCountsBytes {
		return errSize
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var in countsJSON
	if d.Decode(&in) != nil || in.Schema != Schema || len(in.Minutes) > maxMinutes {
		return errCounts
	}
	if h, err := hex.DecodeString(in.Key); err != nil || len(h) != 4 {
		return errCounts
	}
	if c.Key != nil && keyID(c.Key) != in.Key {
		return errKey
	}
	out := Counts{Key: c.Key, Codes: c.Codes, Channels: c.Channels, keyName: in.Key}
	out.start()
	last := Minute(0)
	for _, m := range in.Minutes {
		if m.Minute <= last || !m.Minute.valid() || !out.readMinute(&m) {
			return errCounts
		}
		last = m.Minute
	}
	for p, n := range in.Problems {
		if !slices.Contains(problems, p) || n < 0 || n > int64(intake.MaxFen) {
			return errCounts
		}
		out.problems[p] = n
	}
	*c = out
	return nil
}

// readMinute reports whether the minute is one that MarshalJSON could have written. Names
// that no list has any more become other, so that nothing that somebody wrote there is
// kept.
func (c *Counts) readMinute(in *minuteJSON) bool {
	b := c.bucket(in.Minute)
	n := 0
	for _, x := range in.Cells {
		n += len(x.Amounts)
		if len(x.Amounts) == 0 || len(x.Hashes) != 8*len(x.Amounts) || n > maxPerMinute {
			return false
		}
		i := c.number(cell{issuerOf(x.Issuer), c.channel(x.Channel), x.Category})
		for j, amount := range x.Amounts {
			if amount < 0 || amount > int64(intake.MaxFen) {
				return false
			}
			e := entry{binary.BigEndian.Uint64(x.Hashes[8*j:]), i}
			b.entries[e] = max(b.entries[e], amount)
		}
	}
	if b.full = in.Sampled; b.full {
		if n != maxPerMinute {
			return false
		}
		b.trim(c)
	}
	return n > 0
}
