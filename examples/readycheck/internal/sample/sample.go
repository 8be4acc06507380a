// Package sample makes submissions to try readycheck on, as many as wanted.
// Nobody in them is real: people born in 1900, cards whose accounts begin with
// six zeros, one mobile number that its operator keeps for itself.
package sample

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// Options say what to make. The same options make the same bytes.
type Options struct {
	N    int
	Seed uint64
	Bad  int // of 1000 lines: cut off, misspelt or of the wrong type
}

// NDJSON writes n submissions, a line each.
func NDJSON(w io.Writer, o Options) error {
	out := bufio.NewWriter(w)
	for i := range o.N {
		r := at(o, i)
		s := submission(r, i)
		b, err := s.RevealJSON()
		if err != nil {
			return err
		}
		if r.IntN(1000) < o.Bad {
			b = spoil(r, b)
		}
		if _, err := out.Write(append(b, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// at is the source of chance for one line, so that a line is the same whatever
// stands before it.
func at(o Options, i int) *rand.Rand { return rand.New(rand.NewPCG(o.Seed, uint64(i))) }

// spoil makes a line that cannot be read.
func spoil(r *rand.Rand, b []byte) []byte {
	switch r.IntN(3) {
	case 0:
		return b[:len(b)/2]
	case 1:
		return append([]byte(`{"crad":{},`), b[1:]...)
	}
	return []byte(`{"payout":{"amount_fen":"` + strconv.Itoa(r.IntN(1000)) + `"}}`)
}

var (
	surnames = []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"}
	given    = []string{"晓明", "小红", "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "洋"}
)

// submission makes the i-th: most are ready, some have one thing wrong.
func submission(r *rand.Rand, i int) readiness.Submission {
	card := i
	amount := readiness.Yuan(100 * (1 + r.Int64N(200)))
	if r.IntN(500) == 0 { // asked for twice: the same card and amount
		card, amount = 0, readiness.Yuan(5_000)
	}
	born := workday.Date{Year: 1900, Month: 1, Day: 1}.AddDays(r.IntN(365))
	name := surnames[r.IntN(len(surnames))] + given[r.IntN(len(given))]
	number := document(born, 1+i%999)
	moment := readinesstest.Moment.Add(time.Duration(r.IntN(3600)) * time.Second)
	return readinesstest.Ready(func(s *readiness.Submission) {
		s.ID = fmt.Sprintf("sample-%07d", i+1)
		s.At = moment
		s.Applicant.Name, s.Applicant.Document.Number = readiness.Hide(name), readiness.Hide(number)
		s.Card.Number = readiness.Hide(pan(card % 1_000_000))
		s.Card.Holder.Name = readiness.Hide(name)
		s.Payout.Amount = readiness.Some(amount)
		wrong(r, s)
	})
}

func wrong(r *rand.Rand, s *readiness.Submission) {
	switch r.IntN(20) {
	case 0:
		s.Card.State = readiness.StateReportedLost
	case 1:
		s.Card.Holder.Name = readiness.Hide("林小梅")
	case 2:
		s.Card.AccountClass = readiness.ClassII
		s.Payout.Amount = readiness.Some(readiness.Yuan(18_000))
	case 3:
		s.Device.VPNTransport = readiness.Yes
	case 4:
		s.Card.Holder.Name, s.Card.State = readiness.Secret{}, 0
	}
}

// document is a resident number of Dongcheng, Beijing (GB 11643).
func document(born workday.Date, seq int) string {
	b := fmt.Appendf(nil, "110101%04d%02d%02d%03d", born.Year, born.Month, born.Day, seq)
	sum := 0
	for i, c := range b {
		sum += int(c-'0') * (1 << (17 - i) % 11)
	}
	return string(append(b, "10X98765432"[sum%11]))
}

// pan is a 19-digit debit card number with its Luhn digit.
func pan(serial int) string {
	b := fmt.Appendf(nil, "622202000000%06d", serial)
	sum := 0
	for i, c := range b {
		d := int(c - '0')
		if i%2 == 1 {
			d = d*2%10 + d/5
		}
		sum += d
	}
	return string(append(b, byte('0'+(10-sum%10)%10)))
}

// header is a choice of columns such as a back office exports.
var header = []string{"id", "at", "applicant.name", "applicant.document.number", "applicant.mobile", "card.number", "card.funding",
	"card.account_class", "card.sources.account_class", "card.state", "card.state_at", "card.quick_pay", "card.holder.name",
	"payout.amount_fen", "device.vpn_transport", "device.system_proxy", "history.attempts"}

// CSV writes a header and n submissions, a line each.
func CSV(w io.Writer, o Options) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range o.N {
		r := at(o, i)
		s := submission(r, i)
		row := []string{s.ID, moment(s.At), s.Applicant.Name.Reveal(), s.Applicant.Document.Number.Reveal(), s.Applicant.Mobile.Reveal(),
			s.Card.Number.Reveal(), s.Card.Funding.String(), s.Card.AccountClass.String(), s.Card.Sources.AccountClass.String(),
			s.Card.State.String(), moment(s.Card.StateAt), fact(s.Card.QuickPay), s.Card.Holder.Name.Reveal(),
			strconv.FormatInt(int64(s.Payout.Amount.V), 10), fact(s.Device.VPNTransport), fact(s.Device.SystemProxy), "[]"}
		if r.IntN(1000) < o.Bad {
			row[13] = "a lot"
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func fact(f readiness.Fact) string {
	switch f {
	case readiness.Yes:
		return "true"
	case readiness.No:
		return "false"
	}
	return ""
}
