// Package sample generates any number of submissions to try readycheck. Nobody in
// them is real: the people were born in 1900, the card accounts begin with six
// zeros, and the only mobile number is reserved by its operator.
package sample

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/readinesstest"
	"github.com/payready/payready/readiness/workday"
)

// Options say what to generate. The same options give the same bytes.
type Options struct {
	N    int
	Seed uint64
	Bad  int // of 1000 lines: cut off, misspelt or of the wrong type
}

// NDJSON writes o.N submissions, one per line.
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

// at returns the random source of one line, so that a line does not depend on the
// lines before it.
func at(o Options, i int) *rand.Rand { return rand.New(rand.NewPCG(o.Seed, uint64(i))) } // #nosec G404 -- samples must be reproducible

// spoil makes a line unreadable.
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

// submission returns submission i. Most are ready, and some have one problem.
func submission(r *rand.Rand, i int) intake.Submission {
	card := i
	amount := intake.Yuan(100 * (1 + r.Int64N(200)))
	if r.IntN(500) == 0 { // a repeat: the same card and amount
		card, amount = 0, intake.Yuan(5_000)
	}
	born := workday.Date{Year: 1900, Month: 1, Day: 1}.AddDays(r.IntN(365))
	name := surnames[r.IntN(len(surnames))] + given[r.IntN(len(given))]
	number := document(born, 1+i%999)
	moment := readinesstest.Moment.Add(time.Duration(r.IntN(3600)) * time.Second)
	return readinesstest.Ready(func(s *intake.Submission) {
		s.ID = fmt.Sprintf("sample-%07d", i+1)
		s.At = moment
		s.Applicant.Name, s.Applicant.Document.Number = intake.Hide(name), intake.Hide(number)
		s.Card.Number = intake.Hide(pan(card % 1_000_000))
		s.Card.Holder.Name, s.Card.Holder.DocumentNumber = s.Applicant.Name, s.Applicant.Document.Number
		s.Applicant.Verification.OCR = intake.OCR{Name: s.Applicant.Name, Number: s.Applicant.Document.Number}
		s.Payout.Amount = intake.Some(amount)
		wrong(r, s)
	})
}

func wrong(r *rand.Rand, s *intake.Submission) {
	switch r.IntN(20) {
	case 0:
		s.Card.State = intake.StateReportedLost
	case 1:
		s.Card.Holder.Name = intake.Hide("林小梅")
	case 2:
		s.Card.AccountClass = intake.ClassII
		s.Payout.Amount = intake.Some(intake.Yuan(18_000))
	case 3:
		s.Device.VPNTransport = intake.Yes
	case 4:
		s.Card.Holder.Name, s.Card.State = intake.Secret{}, 0
	}
}

// document returns a resident ID number of Dongcheng, Beijing (GB 11643).
func document(born workday.Date, seq int) string {
	b := fmt.Appendf(nil, "110101%04d%02d%02d%03d", born.Year, born.Month, born.Day, seq)
	sum := 0
	for i, c := range b {
		sum += int(c-'0') * (1 << (17 - i) % 11)
	}
	return string(append(b, "10X98765432"[sum%11]))
}

// pan returns a 19-digit debit card number with its Luhn digit.
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

// CSV writes a header and o.N submissions, one per line, with a column for every
// input they give.
func CSV(w io.Writer, o Options) error {
	all, err := cells(readinesstest.Known())
	if err != nil {
		return err
	}
	header := slices.Sorted(maps.Keys(all))
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	row := make([]string, len(header))
	for i := range o.N {
		r := at(o, i)
		given, err := cells(submission(r, i))
		if err != nil {
			return err
		}
		if r.IntN(1000) < o.Bad {
			given["payout.amount_fen"] = "a lot"
		}
		for j, name := range header {
			row[j] = given[name]
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cells returns the inputs of a submission by column: text as it is, the rest as
// JSON.
func cells(s intake.Submission) (map[string]string, error) {
	b, err := s.RevealJSON()
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	return out, flatten(out, "", b)
}

func flatten(out map[string]string, path string, b json.RawMessage) error {
	switch b[0] {
	case '{':
		var m map[string]json.RawMessage
		if err := json.Unmarshal(b, &m); err != nil {
			return err
		}
		for k, v := range m {
			name := k
			if path != "" {
				name = path + "." + k
			}
			if err := flatten(out, name, v); err != nil {
				return err
			}
		}
	case '"':
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		out[path] = text
	default:
		out[path] = string(b)
	}
	return nil
}
