package failcode

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/payready/payready/readiness/remedy"
)

// maxText is the number of bytes read of a message's normal form. Return messages
// of banks have some 60 characters.
const maxText = 1024

// A phrase is a run of words in a channel's or bank's message, in normal form.
type phrase struct {
	text string
	kind uint8 // of standardKinds
	use  use
}

// A use is how a phrase is found and what it is worth beside others.
type use uint8

const (
	useWords   use = iota // whole words
	useInside             // also inside a longer word: SYSTEMTIMEOUT
	useTail               // a polite ending, worth something only if the message says nothing else
	useSubject            // whose state or limit the message speaks of
)

// A kind is the meaning shared by several phrases.
type kind struct {
	category       Category
	origin         Origin
	scope          Scope
	clears         Clears
	confidence     Confidence
	action, checks string
	meaning        remedy.Text
}

func (p *phrase) is() *kind { return &standardKinds[p.kind] }

// inDoubt reports whether the phrase leaves the result of the order open.
func (k *kind) inDoubt() bool {
	return k.category == TimeoutOrUnknown || k.category == OrderNotFound || k.category == Review
}

// rank orders phrases: those that leave the result open come first, and those
// that only say the payout failed, or end it politely, come last.
func (p *phrase) rank() int {
	switch k := p.is(); {
	case p.use == useTail:
		return 0
	case k.inDoubt():
		return 3
	case k.action == remedy.AskChannelForReason.ID:
		return 1
	}
	return 2
}

// ofSubject reports whether the kind is about a state or limit, which a message may
// say of the payee's card, the merchant or an account of Class II.
func (k *kind) ofSubject() bool { return k.category == CardState || k.category == ChannelLimit }

// deniable reports whether a message may deny the kind: 未冻结, 非黑名单.
func (k *kind) deniable() bool {
	return k.category == CardState || k.category == ChannelLimit || k.category == RiskControl
}

// cause returns what the phrase means for an order known to have failed.
func (k *kind) cause() Cause {
	c := Cause{
		Category: k.category, Origin: k.origin, Scope: k.scope, Clears: k.clears, Confidence: min(k.confidence, ConfidenceMedium),
		Retry: RetryAfterFix, Order: OrderNewAfterFinal, Money: MoneyNo,
		action: k.action, checks: k.checks, meaning: k.meaning,
	}
	switch {
	case k.inDoubt():
		c.Retry, c.Order, c.Money = RetryQueryFirst, OrderKeep, MoneyMaybe
	case k.action == remedy.StopPayout.ID:
		c.Retry, c.Order = RetryNo, OrderKeep
	case c.Action().Owner == remedy.Nobody:
		c.Retry = RetryAfterWait
	}
	return c
}

// readPhrase returns the phrase of the highest rank in a message in normal form, or
// nil. Among phrases of one rank it returns the longest, and the first of equal
// length; but a state or a limit is that of the subject, if the message names one.
func readPhrase(text []byte) *phrase {
	var found, subject *phrase
	covered := 0 // the end of the last phrase that is not in doubt: in "account not found", "not found" does not mean the order
	spent := 0   // the end of the last phrase of which no part counts for itself
	for i := range text {
		if i > 0 && !utf8.RuneStart(text[i]) {
			continue
		}
		p := phraseAt(text[i:], i > 0 && isWord(text[i]) && isWord(text[i-1]))
		if p == nil {
			continue
		}
		end := i + len(p.text)
		denied := p.is().deniable() && isDenied(text[:i])
		switch {
		case end <= spent, p.is().inDoubt() && end <= covered:
			continue
		case denied || p.use == useTail:
			spent = end
		case !p.is().inDoubt():
			covered = max(covered, end)
		}
		if denied {
			continue
		}
		if p.use == useSubject && (subject == nil || len(p.text) > len(subject.text)) {
			subject = p
		}
		if found == nil || p.rank() > found.rank() || p.rank() == found.rank() && len(p.text) > len(found.text) {
			found = p
		}
	}
	if subject != nil && found.is().ofSubject() {
		return subject
	}
	return found
}

// isDenied reports whether the words before a phrase deny it.
func isDenied(before []byte) bool {
	return endsWith(before, "未", "未被", "非", "无", "不是", "没有", "已解除", "已取消", "not ", "not been ", "no ", "no longer ")
}

func endsWith(text []byte, words ...string) bool {
	for _, w := range words {
		if n := len(text) - len(w); n >= 0 && string(text[n:]) == w {
			return true
		}
	}
	return false
}

// phraseAt returns the longest phrase that is a prefix of text. Inside a word it finds
// only those that count there. The phrases are sorted, so those with a common prefix
// are adjacent.
func phraseAt(text []byte, inside bool) (longest *phrase) {
	lo, hi, counts := indexPhrases(text[0])
	if inside && !counts {
		return nil
	}
	for n := 1; n <= len(text) && lo < hi; n++ {
		c := text[n-1]
		if n > 1 {
			lo, hi = continueWith(c, n-1, lo, hi)
		}
		if lo == hi || len(standardPhrases[lo].text) != n {
			continue
		}
		whole := !inside && (n == len(text) || !isWord(c) || !isWord(text[n]))
		if whole || standardPhrases[lo].use == useInside {
			longest = &standardPhrases[lo]
		}
	}
	return longest
}

// continueWith narrows the phrases lo to hi, which agree in the bytes before place, to those
// that have c there.
func continueWith(c byte, place, lo, hi int) (first, end int) {
	from := func(lo, least int) int {
		for end := hi; lo < end; {
			if mid := int(uint(lo+end) >> 1); at(standardPhrases[mid].text, place) < least {
				lo = mid + 1
			} else {
				end = mid
			}
		}
		return lo
	}
	first = from(lo, int(c))
	return first, from(first, int(c)+1)
}

// phraseIndex says where the phrases begin whose first byte is at least the index, and
// which bytes begin some that count inside a word. Most words of a message begin like no
// phrase or like a few.
var phraseIndex struct {
	once   sync.Once // on first use: a program that only imports the package pays nothing
	starts [257]uint16
	inside [256]bool
}

// indexPhrases returns where the phrases begin whose first byte is c, where they end, and
// whether any of them counts inside a word.
func indexPhrases(c byte) (lo, hi int, inside bool) {
	x := &phraseIndex
	x.once.Do(func() {
		for c, i := 0, 0; c < len(x.starts); c++ {
			for ; i < len(standardPhrases) && int(standardPhrases[i].text[0]) < c; i++ {
				if p := &standardPhrases[i]; p.use == useInside {
					x.inside[p.text[0]] = true
				}
			}
			x.starts[c] = uint16(i)
		}
	})
	return int(x.starts[c]), int(x.starts[int(c)+1]), x.inside[c]
}

func at(s string, i int) int {
	if i >= len(s) {
		return -1
	}
	return int(s[i])
}

func isCapital(r rune) bool { return r >= 'A' && r <= 'Z' }

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// simplified returns the simplified form of a traditional character, and others as they
// are. Phrases are in simplified characters; banks of Hong Kong and Taiwan answer in theirs.
func simplified(r rune) rune {
	const pair = 6 // two characters of three bytes
	if r < 0x3400 || r > 0x9FFF {
		return r
	}
	var key [utf8.UTFMax]byte
	n := utf8.EncodeRune(key[:], r)
	lo, hi := 0, len(traditionalForms)/pair
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch at := traditionalForms[mid*pair : mid*pair+pair]; {
		case at[:n] == string(key[:n]):
			r, _ = utf8.DecodeRuneInString(at[n:])
			return r
		case at[:n] < string(key[:n]):
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return r
}

// plain returns the normal form of a message: letters and digits only, in lower
// case, with full-width forms and Roman numerals as ASCII, traditional characters in
// their simplified forms, and one space between two ASCII words, those of camel case too.
// It stops when buf is full.
func plain(buf *[maxText]byte, s string) []byte {
	n, gap, lower := 0, false, false
	put := func(r rune) bool {
		if gap && n > 0 && r < utf8.RuneSelf && isWord(buf[n-1]) {
			if n == maxText {
				return false
			}
			buf[n] = ' '
			n++
		}
		gap = false
		if n+utf8.RuneLen(r) > maxText {
			return false
		}
		n += utf8.EncodeRune(buf[n:], r)
		return true
	}
	for i, r := range s {
		if i >= 4*maxText { // even if nothing of it was kept
			break
		}
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		gap = gap || lower && isCapital(r)
		lower = r >= 'a' && r <= 'z'
		switch {
		case r < utf8.RuneSelf && nameASCII[r] == 0:
			gap = true
		case r < utf8.RuneSelf:
			if !put(rune(nameASCII[r])) {
				return buf[:n]
			}
		case r >= 'Ⅰ' && r <= 'Ⅲ':
			for range r - 'Ⅰ' + 1 {
				if !put('i') {
					return buf[:n]
				}
			}
		case r == utf8.RuneError, !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
		case !put(simplified(unicode.ToLower(r))):
			return buf[:n]
		}
	}
	return buf[:n]
}

// isSentence reports whether s is text for people rather than a code. The name of
// a new code may contain a phrase.
func isSentence(s string) bool {
	return strings.IndexFunc(strings.TrimSpace(s), func(r rune) bool { return r == ' ' || unicode.Is(unicode.Han, r) }) >= 0
}

// doubtIn looks in an unlisted status or code for a word that leaves the result
// open, in any known spelling. It returns false if there is none.
func doubtIn(s string) (State, bool) {
	_, open, doubtful := readWords(s)
	return open, doubtful
}

// readWords reads a message: its phrase, and whether and how it leaves the result open.
func readWords(s string) (p *phrase, open State, doubtful bool) {
	if s == "" {
		return nil, StateUnknown, false
	}
	var buf [maxText]byte
	text := plain(&buf, s)
	p = readPhrase(text)
	switch {
	case saysServerError(text):
		return p, StateUnknown, true
	case p == nil || !p.is().inDoubt():
		return p, StateUnknown, false
	case p.is().category == OrderNotFound:
		return p, StateNotFound, true
	case p.is().category == Review:
		return p, StateReview, true
	}
	return p, StateUnknown, true
}

// saysServerError reports whether a message in normal form has an HTTP status that
// does not say whether the request was carried out, 408 or 5xx: by itself, after a word
// that says what it is, or one of a gateway between Chinese. Elsewhere 500 may be an
// amount, and E512 any code.
func saysServerError(text []byte) bool {
	named, chinese := false, false
	for rest := text; len(rest) > 0; {
		n := 0
		for n < len(rest) && isWord(rest[n]) {
			n++
		}
		word, before := rest[:n], text[:len(text)-len(rest)]
		if n == 0 { // a space or a rune that is no ASCII
			chinese = chinese || rest[0] >= utf8.RuneSelf
			rest = rest[1:]
			continue
		}
		rest = rest[n:]
		letters := 0
		for letters < len(word) && 'a' <= word[letters] && word[letters] <= 'z' {
			letters++
		}
		name, number := word[:letters], word[letters:]
		if len(name) > 0 {
			named = string(name) == "http" || string(name) == "status" || string(name) == "code"
		}
		alone := len(word) == len(text) && (len(name) == 0 || len(number) > 1 && number[1] == '0')
		if isServerStatus(number) && (named || alone || endsWith(before, "状态码", "响应码", "返回码") || len(name) == 0 && isGatewayStatus(number) && (chinese || len(rest) > 0 && rest[0] >= utf8.RuneSelf) && !isCounted(rest)) {
			return true
		}
	}
	return false
}

// isGatewayStatus reports whether a number is a status that gateways answer with, and
// nothing else is likely to be.
func isGatewayStatus(b []byte) bool {
	return string(b) == "502" || string(b) == "503" || string(b) == "504"
}

// isCounted reports whether a number is counted in what follows it.
func isCounted(after []byte) bool {
	for _, unit := range [...]string{"元", "万", "笔", "次", "天", "号", "位", "分", "秒"} {
		if bytes.HasPrefix(after, []byte(unit)) {
			return true
		}
	}
	return false
}

func isServerStatus(b []byte) bool {
	if string(b) == "408" || string(b) == "5xx" {
		return true
	}
	return len(b) == 3 && b[0] == '5' && isDigit(b[1]) && isDigit(b[2])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isCatchAll reports whether a code is one by which channels say that they have
// none: -1, or nines alone, perhaps after a letter or two (9999, F999).
func isCatchAll(code string) bool {
	var buf [maxKey]byte
	key := codeKey(&buf, code)
	if string(key) == "-1" {
		return true
	}
	nines := bytes.TrimLeft(key, capitals+"_-.")
	if len(bytes.TrimLeft(nines, "9")) > 0 {
		return false
	}
	return len(nines) >= 3 || len(nines) == 2 && len(key) == 2
}
