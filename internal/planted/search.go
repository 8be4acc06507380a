package planted

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/payready/payready/readiness/intake"
)

// run is the number of consecutive digits or letters that must not appear. Of Chinese
// names, no character may appear.
const run = 4

// Leak plants markers in a submission from base, prints it, and returns the place of
// a marker of which a part appears, or "" if none does. It does so three times: a
// part that also appears with other markers of the same shapes does not come from a
// marker, and one that appears only once is chance.
//
// The first six and last four digits of a card may appear with stars between them.
func Leak(base func() intake.Submission, seed uint64, shapes []byte, print func(intake.Submission) string) string {
	show := func(seed uint64) (Markers, string) {
		s := base()
		m := In(&s, seed, shapes)
		return m, withoutMasked(m, print(s))
	}
	markers, out := show(seed)
	_, other := show(seed + 1)
	found := markers.shownIn(out, other)
	if len(found) > 0 {
		out = withoutAddresses(out)
		found = markers.shownIn(out, withoutAddresses(other))
	}
	for again := uint64(2); again < 5 && len(found) > 0; again++ {
		m, o := show(seed + again)
		still := m.shownIn(withoutAddresses(o), out)
		for path := range found {
			if still[path] == "" {
				delete(found, path)
			}
		}
	}
	var list []string
	for path, part := range found {
		list = append(list, fmt.Sprintf("%s: %q", path, part))
	}
	slices.Sort(list)
	return strings.Join(list, "; ")
}

// withoutAddresses removes memory addresses, which printers of unexported fields
// show in hexadecimal or decimal. Their digits differ in every run and may match a
// marker by chance. The heap starts at a random address, so addresses are
// recognised as numbers near that of a new object.
func withoutAddresses(out string) string {
	here, err := strconv.ParseUint(fmt.Sprintf("%p", new(int64))[2:], 16, 64)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	from := 0 // of what is not copied yet
	for i := 0; i < len(out); i++ {
		start := i
		for i < len(out) && inWord(out[i]) {
			i++
		}
		if isAddress(out[start:i], here) {
			b.WriteString(out[from:start] + "@")
			from = i
		}
	}
	return b.String() + out[from:]
}

func inWord(c byte) bool { return c == '_' || c-'0' < 10 || c|0x20-'a' < 26 }

// isAddress reports whether a word is a number near an address of the heap, or
// the address of a constant: 0x and few digits.
func isAddress(word string, here uint64) bool {
	digits, marked := strings.CutPrefix(word, "0x")
	if len(digits) < 10 || len(digits) > 15 {
		return marked && (len(digits) == 6 || len(digits) == 7) && strings.Trim(digits, "0123456789abcdef") == ""
	}
	const near = 1 << 32
	for _, base := range []int{10, 16} {
		if n, err := strconv.ParseUint(digits, base, 64); err == nil && n-here+near < 2*near {
			return true
		}
	}
	return false
}

// withoutMasked removes the masked card if it is masked as documented.
func withoutMasked(m Markers, out string) string {
	var heads, tails []string
	for _, n := range m["/card/number"] {
		if d := digitsOf(n); len(d) >= 12 && len(d) <= 19 {
			heads, tails = append(heads, d[:min(6, len(d)-8)]), append(tails, d[len(d)-4:])
		}
	}
	for _, b := range m["/card/bin"] {
		if d := digitsOf(b); len(d) >= 6 {
			heads = append(heads, d[:6])
		}
	}
	for _, l := range m["/card/last4"] {
		tails = append(tails, digitsOf(l))
	}
	var b strings.Builder
	for {
		stars, end := starRun(out)
		if stars < 0 {
			return b.String() + out
		}
		head, tail := out[:stars], out[end:]
		for _, h := range heads {
			head = strings.TrimSuffix(head, h)
		}
		for _, t := range tails {
			tail = strings.TrimPrefix(tail, t)
		}
		b.WriteString(head + "*")
		out = tail
	}
}

// starRun returns where the first four stars or more stand, escaped or not.
func starRun(s string) (start, end int) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '*')
		if i < 0 {
			return -1, -1
		}
		start, end = from+i, from+i
		for n := 0; ; n++ {
			next := strings.TrimPrefix(s[end:], `\`)
			if !strings.HasPrefix(next, "*") {
				if n >= 4 {
					return strings.LastIndexFunc(s[:start], notBackslash) + 1, end
				}
				break
			}
			end = len(s) - len(next) + 1
		}
		from = end
	}
}

func notBackslash(r rune) bool { return r != '\\' }

// shownIn returns by place a part of its marker that stands in out and not in
// other.
func (m Markers) shownIn(out, other string) map[string]string {
	places := map[string][]string{}
	for path, list := range m {
		for _, text := range list {
			for _, part := range parts(text) {
				places[part] = append(places[part], path)
			}
		}
	}
	found := map[string]string{}
	for part := range among(out, places) {
		if !strings.Contains(other, part) {
			for _, path := range places[part] {
				found[path] = part
			}
		}
	}
	return found
}

// among returns the parts that appear in text.
func among[V any](text string, parts map[string]V) map[string]bool {
	var start [1 << 16]bool // by the first two bytes, to look up little
	sizes := map[int]bool{}
	for p := range parts {
		start[int(p[0])<<8|int(p[1])] = true
		sizes[len(p)] = true
	}
	found := map[string]bool{}
	for i := range len(text) - 1 {
		if !start[int(text[i])<<8|int(text[i+1])] {
			continue
		}
		for n := range sizes {
			if i+n <= len(text) {
				if _, ok := parts[text[i:i+n]]; ok {
					found[text[i:i+n]] = true
				}
			}
		}
	}
	return found
}

// parts returns what must not appear of a text: every run, as it is, without
// separators, in ASCII, in hexadecimal and as a list of bytes; and every rare
// character.
func parts(text string) (out []string) {
	dressed := []string{text}
	if d := digitsOf(text); 4*len(d) >= 3*utf8.RuneCountInString(text) { // a number
		dressed = append(dressed, d)
		if len(d) == 17 || len(d) == 18 { // of a document: the day of birth
			out = append(out, d[10:12]+"-"+d[12:14])
		}
	}
	for _, s := range dressed {
		for i := range len(s) - run + 1 {
			p := s[i : i+run]
			if strings.Trim(p, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.:") != "" || strings.Count(p, ".")+strings.Count(p, ":") > 1 {
				continue
			}
			x := hex.EncodeToString([]byte(p))
			out = append(out, p, x, strings.ToUpper(x), strings.Trim(fmt.Sprint([]byte(p)), "[]"))
		}
	}
	for _, r := range text {
		if r >= 0x3400 && r != utf8.RuneError && !('０' <= r && r <= '９') {
			x := hex.EncodeToString([]byte(string(r)))
			out = append(out, string(r), x, strings.ToUpper(x), fmt.Sprintf(`\u%04x`, r), strings.Trim(fmt.Sprint([]byte(string(r))), "[]"))
		}
	}
	return out
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return r
		case '０' <= r && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, s)
}
