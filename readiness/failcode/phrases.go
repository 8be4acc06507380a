package failcode

import (
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
}

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
// that only say the payout failed come last.
func (k *kind) rank() int {
	switch {
	case k.inDoubt():
		return 2
	case k.action == remedy.AskChannelForReason.ID:
		return 0
	}
	return 1
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

// readPhrase returns the phrase of the highest rank in a message, or nil. Among
// phrases of one rank it returns the longest, and the first of equal length.
func readPhrase(sentence string) *phrase {
	if sentence == "" {
		return nil
	}
	var buf [maxText]byte
	text := plain(&buf, sentence)
	var found *phrase
	covered := 0 // the end of the last phrase that is not in doubt: in "account not found", "not found" does not mean the order
	for i := range text {
		if i > 0 && (!utf8.RuneStart(text[i]) || isWord(text[i]) && isWord(text[i-1])) {
			continue
		}
		p := phraseAt(text[i:])
		switch {
		case p == nil, p.is().inDoubt() && i+len(p.text) <= covered:
			continue
		case !p.is().inDoubt():
			covered = max(covered, i+len(p.text))
		}
		switch {
		case found == nil, p.is().rank() > found.is().rank(), p.is().rank() == found.is().rank() && len(p.text) > len(found.text):
			found = p
		}
	}
	return found
}

// phraseAt returns the longest phrase that is a prefix of text. The phrases are
// sorted, so those with a common prefix are adjacent.
func phraseAt(text []byte) (longest *phrase) {
	starts := phraseStarts()
	lo, hi := int(starts[text[0]]), int(starts[int(text[0])+1])
	for n := 1; n <= len(text) && lo < hi; n++ {
		c := text[n-1]
		// Phrases lo to hi begin with text[:n-1]; keep those that continue with c.
		first, last := lo, hi
		for first < last {
			if mid := int(uint(first+last) >> 1); at(standardPhrases[mid].text, n-1) < int(c) {
				first = mid + 1
			} else {
				last = mid
			}
		}
		lo, last = first, hi
		for first < last {
			if mid := int(uint(first+last) >> 1); at(standardPhrases[mid].text, n-1) <= int(c) {
				first = mid + 1
			} else {
				last = mid
			}
		}
		hi = first
		if lo < hi && len(standardPhrases[lo].text) == n && (n == len(text) || !isWord(c) || !isWord(text[n])) {
			longest = &standardPhrases[lo]
		}
	}
	return longest
}

// phraseIndex says where the phrases begin whose first byte is at least the index. Most
// words of a message begin like no phrase or like a few.
var phraseIndex struct {
	once   sync.Once // on first use: a program that only imports the package pays nothing
	starts [257]uint16
}

func phraseStarts() *[257]uint16 {
	x := &phraseIndex
	x.once.Do(func() {
		for c, i := 0, 0; c < len(x.starts); c++ {
			for i < len(standardPhrases) && int(standardPhrases[i].text[0]) < c {
				i++
			}
			x.starts[c] = uint16(i)
		}
	})
	return &x.starts
}

func at(s string, i int) int {
	if i >= len(s) {
		return -1
	}
	return int(s[i])
}

func isWord(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// plain returns the normal form of a message: letters and digits only, in lower
// case, with full-width forms and Roman numerals as ASCII and one space between
// two ASCII words. It stops when buf is full.
func plain(buf *[maxText]byte, s string) []byte {
	n, gap := 0, false
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
		case !put(unicode.ToLower(r)):
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
func doubtIn(s string) (State, bool) { return doubtOf(s, readPhrase(s)) }

// doubtOf is doubtIn for an s in which readPhrase has found p.
func doubtOf(s string, p *phrase) (State, bool) {
	if isServerError(s) {
		return StateUnknown, true
	}
	if p == nil || !p.is().inDoubt() {
		return StateUnknown, false
	}
	switch p.is().category {
	case OrderNotFound:
		return StateNotFound, true
	case Review:
		return StateReview, true
	}
	return StateUnknown, true
}

// isServerError reports whether s is an HTTP status that does not say whether the
// request was carried out: 408 or 5xx.
func isServerError(s string) bool {
	var buf [maxKey]byte
	key := nameKey(&buf, s)
	for _, before := range [...]string{"http", "status", "code"} {
		if len(key) > len(before) && string(key[:len(before)]) == before {
			key = key[len(before):]
		}
	}
	if string(key) == "408" || string(key) == "5xx" {
		return true
	}
	return len(key) == 3 && key[0] == '5' && key[1] >= '0' && key[1] <= '9' && key[2] >= '0' && key[2] <= '9'
}

// endIn reads an unlisted status as a Chinese or English word for a final state.
// That is no proof, but a reason to believe or doubt the caller's record. The
// whole status must be the word.
func endIn(s string) State {
	var buf [maxKey]byte
	switch string(nameKey(&buf, s)) {
	case "fail", "failed", "failure", "failured", "fails", "reject", "rejected", "refused", "declined", "denied", "closed", "close",
		"cancelled", "canceled", "cancel", "expired", "tradefail", "tradefailed", "payfail", "transferfail", "transferfailed", "paymentfailed", "error",
		"失败", "已失败", "交易失败", "付款失败", "打款失败", "转账失败", "代付失败", "支付失败", "出款失败", "提现失败", "处理失败",
		"已关闭", "关闭", "已撤销", "已取消", "取消", "拒绝", "已拒绝", "已驳回", "驳回":
		return StateFinalFailed
	case "success", "succeed", "succeeded", "successful", "succ", "ok", "paid", "complete", "completed", "finished", "done", "settled",
		"tradesuccess", "paysuccess", "transfersuccess", "paymentsuccess",
		"成功", "已成功", "交易成功", "付款成功", "打款成功", "转账成功", "代付成功", "支付成功", "出款成功", "提现成功", "已到账", "已付款", "已完成":
		return StateSucceeded
	case "returned", "return", "refund", "refunded", "bounceback", "bounced", "reversed", "bankfail", "bankrefund", "退票", "已退票", "退汇", "已退汇", "退款", "已退款", "已退回":
		return StateReturned
	}
	return StateUnknown
}
