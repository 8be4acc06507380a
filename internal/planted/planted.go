// Package planted makes submissions in which every personal input is a marker, and
// searches output for parts of the markers. It is for tests that the library and its
// tools reveal no personal data.
package planted

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"

	"github.com/payready/payready/readiness/intake"
)

// Markers are the planted texts by their place, a JSON Pointer.
type Markers map[string][]string

// In replaces every Secret of s by a marker. It finds them by reflection, so that new
// inputs are included. Empty lists get two members. A seed always gives the same
// markers. shapes chooses their form (a valid number, an invalid one, masked,
// full-width, too long, invalid UTF-8 and so on), one byte per place, and repeats.
func In(s *intake.Submission, seed uint64, shapes []byte) Markers {
	p := planter{rand: rand.New(rand.NewPCG(seed, 1)), // #nosec G404 -- a seed is to give the same markers
		shapes: shapes, made: Markers{}, last: map[kind]string{}}
	p.plant(reflect.ValueOf(s).Elem(), "")
	return p.made
}

type planter struct {
	rand   *rand.Rand
	shapes []byte
	n      int
	made   Markers
	last   map[kind]string // so that two places can agree
}

var secret = reflect.TypeFor[intake.Secret]()

func (p *planter) plant(v reflect.Value, path string) {
	switch {
	case v.Type() == secret:
		text := p.marker(kindOf(path))
		v.Set(reflect.ValueOf(intake.Hide(text)))
		if text != "" {
			p.made[path] = append(p.made[path], text)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && hides(f.Type) {
				p.plant(v.Field(i), path+"/"+name)
			}
		}
	case v.Kind() == reflect.Slice:
		list := reflect.MakeSlice(v.Type(), max(2, v.Len()), max(2, v.Len()))
		reflect.Copy(list, v)
		v.Set(list)
		for i := range v.Len() {
			p.plant(v.Index(i), fmt.Sprintf("%s/%d", path, i))
		}
	}
}

// hides reports whether a type has a Secret in it.
func hides(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice:
		return hides(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && hides(f.Type) {
				return true
			}
		}
	}
	return t == secret
}

type kind int

const (
	text kind = iota
	name
	document
	mobile
	pan
	bin
	last4
	address
	hash
)

func kindOf(path string) kind {
	for _, k := range []struct {
		suffix string
		kind   kind
	}{
		{"/card/number", pan}, {"/bin", bin}, {"/last4", last4}, {"/number", document}, {"/document_number", document},
		{"/name", name}, {"/mobile", mobile}, {"/hex", hash}, {"ip", address}, {"/peer", address}, {"/proxy_host", address},
	} {
		if strings.HasSuffix(path, k.suffix) {
			return k.kind
		}
	}
	if strings.Contains(path, "/forwarded_for/") {
		return address
	}
	return text
}

// marker is the next place's text.
func (p *planter) marker(k kind) string {
	shape := byte(0)
	if len(p.shapes) > 0 {
		shape = p.shapes[p.n%len(p.shapes)]
	}
	p.n++
	s := p.right(k, shape>>4)
	switch shape & 15 {
	case 1:
		if p.last[k] != "" {
			s = p.last[k]
		}
	case 2: // masked by the bank
		if r := []rune(p.last[k]); len(r) > 0 {
			for i := len(r) / 3; i < max(1, len(r)*2/3); i++ {
				r[i] = '*'
			}
			s = string(r)
		}
	case 3:
		s = p.digits(5 + p.rand.IntN(16))
	case 4:
		s = wide.Replace(s)
	case 5:
		s = s[:len(s)/2] + "\xff\x00" + s[len(s)/2:]
	case 6:
		s = " " + s[:len(s)/2] + " - " + s[len(s)/2:] + "\u202e"
	case 7:
		s = strings.Repeat(s, 300/len(s)+2)
	case 8:
		s = p.letters(4 + p.rand.IntN(20))
	case 9:
		s = s[:len(s)-1]
	case 10:
		s = "<b>" + s + "</b>|`*_\x1b[31m"
	case 11:
		s = ""
	}
	p.last[k] = s
	return s
}

var wide = strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")

// right returns a valid text for a place.
func (p *planter) right(k kind, variant byte) string {
	switch k {
	case name:
		if variant%4 == 3 {
			return p.letters(6) + " " + p.letters(7)
		}
		n := 2 + p.rand.IntN(3)
		from := p.rand.IntN(len(rare) - n)
		return string(rare[from : from+n])
	case document:
		year := 1950 + p.rand.IntN(50)
		if variant%4 == 2 {
			year = 2009 + p.rand.IntN(12) // under age
		}
		head := fmt.Sprintf("110101%d%02d%02d%s", year, 1+p.rand.IntN(12), 1+p.rand.IntN(28), p.digits(3))
		return head + checkDigit(head)
	case mobile:
		if variant%4 == 3 {
			return "+8529" + p.digits(7)
		}
		return [...]string{"138", "170", "199", "130"}[variant%4] + p.digits(8)
	case pan:
		head := [...]string{"622202", "621700", "625", "4000"}[variant%4]
		head += p.digits(18 - len(head))
		return head + luhn(head)
	case bin:
		return "62" + p.digits(4+int(variant)%5)
	case last4:
		return p.digits(4)
	case address:
		switch variant % 4 {
		case 2:
			return fmt.Sprintf("2408:%04x:%04x::%04x", p.rand.IntN(1<<16), p.rand.IntN(1<<16), 1+p.rand.IntN(1<<16-1))
		case 3:
			return fmt.Sprintf("10.%d.%d.%d", p.octet(), p.octet(), p.octet())
		}
		return fmt.Sprintf("175.%d.%d.%d", p.octet(), p.octet(), p.octet())
	case hash:
		var b strings.Builder
		for range 64 {
			b.WriteByte("0123456789abcdef"[p.rand.IntN(16)])
		}
		return b.String()
	}
	return p.letters(8) + p.digits(6)
}

func (p *planter) octet() int { return 100 + p.rand.IntN(156) }

func (p *planter) digits(n int) string { return p.of("0123456789", n) }

// letters have no vowels and so make no words.
func (p *planter) letters(n int) string { return p.of("QZXVKJWBPG", n) }

func (p *planter) of(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[p.rand.IntN(len(alphabet))]
	}
	return string(b)
}

// rare characters occur in no text of the library.
var rare = []rune("龘靐齉爨灪麤癵驫鱻厵羴飝骉猋焱惢叕歮刕毳赑掱淼犇矗")

// checkDigit is the last character of a resident ID (GB 11643-1999).
func checkDigit(head string) string {
	sum := 0
	for i, c := range head {
		sum += int(c-'0') * (1 << (17 - i) % 11)
	}
	return string("10X98765432"[sum%11])
}

// luhn is the last digit of a card number (ISO/IEC 7812-1, annex B).
func luhn(head string) string {
	sum := 0
	for i := range head {
		d := int(head[len(head)-1-i] - '0')
		if i%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return string(rune('0' + (10-sum%10)%10))
}
