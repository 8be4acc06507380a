package readiness

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/readiness/intake"
)

// A Difference is one point on which a stored report and a new assessment disagree.
// Was and Is hold codes, numbers, versions and times as they are. Of other texts they
// hold the length, since a stored report may have been given anybody's name.
type Difference struct {
	// Path is a JSON Pointer into the document. Elements of a list go by what they
	// are about: /findings/card.luhn/code. What is added under a name of no such
	// alphabet is told at the place that it was added to.
	Path string
	Was  string // "" for what is not there
	Is   string
}

// Verify calls Checker.Verify on the standard Checker.
func Verify(d Document, sub intake.Submission) []Difference { return (&Checker{}).Verify(d, sub) }

// Verify assesses sub again and returns the differences from d, a stored report of
// it. There are none if engine, policy and data are the ones that d names. Verify
// compares every field with what Report.Document makes now, in d's language and
// detail. The causes come first (schema, engine, checker, data), then what they
// changed.
//
// A Document holds only the members that this version knows. VerifyJSON compares a
// stored report byte for byte.
func (c *Checker) Verify(d Document, sub intake.Submission) []Difference {
	b, err := d.MarshalJSON()
	if err != nil { // which no report brings about
		return []Difference{{Was: "cannot be written"}}
	}
	out, err := c.VerifyJSON(b, sub)
	if err != nil {
		return []Difference{{Was: "cannot be read"}}
	}
	return out
}

// MaxDocumentBytes bounds a stored report: many times what the largest has.
const MaxDocumentBytes = 4 << 20

var errDocument = errors.New("readiness: the stored report is no JSON object")

// VerifyJSON assesses sub with the standard Checker: see Checker.VerifyJSON.
func VerifyJSON(b []byte, sub intake.Submission) ([]Difference, error) {
	return (&Checker{}).VerifyJSON(b, sub)
}

// VerifyJSON is Verify for the bytes of a stored report. It finds members that
// were added, too; white space, escapes and the order of members mean nothing. Its error
// says that b is no JSON object, or larger than MaxDocumentBytes.
func (c *Checker) VerifyJSON(b []byte, sub intake.Submission) ([]Difference, error) {
	if len(b) > MaxDocumentBytes {
		return nil, fmt.Errorf("readiness: the stored report is larger than %d bytes", MaxDocumentBytes)
	}
	was, err := parseTree(b)
	if err != nil || was.kind != '{' {
		return nil, errDocument
	}
	var l Lang
	var d Detail
	// Words of neither list leave the zero ones, and differ from them.
	_ = l.UnmarshalText([]byte(was.member("lang").text))
	_ = d.UnmarshalText([]byte(was.member("detail").text))
	r := c.Assess(sub)
	b, err = r.Document(l, d).MarshalJSON()
	if err != nil {
		return nil, err // of a custom check's evidence
	}
	is, err := parseTree(b)
	if err != nil {
		return nil, err
	}
	var v comparison
	for _, cause := range []string{"schema", "engine", "checker", "data"} {
		v.compare("/"+cause, was.member(cause), is.member(cause))
		was.remove(cause)
		is.remove(cause)
	}
	v.compare("", was, is)
	return v.found, nil
}

// A tree is a JSON value. Names of an object are unique.
type tree struct {
	kind     jsontext.Kind // of the first token; 0 for what is not there
	text     string        // of a scalar: a string without its quotes, a literal or number as it stands
	names    []string      // of an object's members
	children []*tree       // of an object or a list
	places   map[string]int
}

var absent = &tree{}

// parseTree reads one value and nothing behind it.
func parseTree(b []byte) (*tree, error) {
	d := jsontext.NewDecoder(bytes.NewReader(b))
	t, err := readTree(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return nil, errDocument
	}
	return t, nil
}

func readTree(d *jsontext.Decoder) (*tree, error) {
	token, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	t := &tree{kind: token.Kind()}
	if t.kind != '{' && t.kind != '[' {
		t.text = token.String()
		return t, nil
	}
	if t.kind == '{' {
		t.places = map[string]int{}
	}
	for d.PeekKind() != '}' && d.PeekKind() != ']' {
		if t.kind == '{' {
			name, err := d.ReadToken()
			if err != nil {
				return nil, err
			}
			t.places[name.String()] = len(t.names)
			t.names = append(t.names, name.String())
		}
		child, err := readTree(d)
		if err != nil {
			return nil, err
		}
		t.children = append(t.children, child)
	}
	_, err = d.ReadToken()
	return t, err
}

// member returns the member of that name.
func (t *tree) member(name string) *tree {
	if i, ok := t.places[name]; ok {
		return t.children[i]
	}
	return absent
}

func (t *tree) remove(name string) {
	if i, ok := t.places[name]; ok {
		t.children[i] = absent
	}
}

// about returns what each element of a list is about, and false when one says
// nothing or two say the same.
func (t *tree) about() (map[string]int, bool) {
	places := make(map[string]int, len(t.children))
	for i, e := range t.children {
		name := ""
		for _, member := range []string{"check", "id", "action", "field"} {
			if m := e.member(member); m.kind == '"' {
				name = m.text
				break
			}
		}
		if _, twice := places[name]; twice || name == "" {
			return nil, false
		}
		places[name] = i
	}
	return places, true
}

// shown is a value as a Difference may tell it.
func (t *tree) shown() string {
	switch t.kind {
	case 0:
		return ""
	case '{', '[':
		return t.kind.String() + "…"
	case '"':
		if t.text == "" {
			return `""`
		}
	}
	if !isCode(t.text) {
		return "text of " + strconv.Itoa(len(t.text)) + " bytes"
	}
	return t.text
}

// isCode reports whether s can be a code, a version, a moment or a masked
// number: of a small alphabet, and in no shape of a person's number.
func isCode(s string) bool {
	s = codeMarks.Replace(s)
	// Mobile numbers have 11 digits, documents 15 or 18, cards 12 to 19. An order number
	// of such a length is not told either: nobody knows here whose numbers to look for.
	if n := len(s) - strings.Count(s, "-") - strings.Count(s, "_"); 11 <= n && n <= 19 && strings.Trim(s, "0123456789-_") == "" {
		return false
	}
	return intake.ValidID(s)
}

var (
	codeMarks     = strings.NewReplacer(".", "-", ":", "-", "+", "-", "*", "-", "/", "-")
	pointerEscape = strings.NewReplacer("~", "~0", "/", "~1") // RFC 6901
)

// A comparison collects what differs.
type comparison struct{ found []Difference }

func (v *comparison) add(path, was, is string) {
	v.found = append(v.found, Difference{path, was, is})
}

func (v *comparison) compare(path string, was, is *tree) {
	switch {
	case was.kind == '{' && is.kind == '{':
		v.objects(path, was, is)
	case was.kind == '[' && is.kind == '[':
		v.lists(path, was, is)
	case was.kind != is.kind || was.text != is.text:
		v.add(path, was.shown(), is.shown())
	}
}

func (v *comparison) objects(path string, was, is *tree) {
	for i, name := range is.names {
		v.compare(place(path, name), was.member(name), is.children[i])
	}
	for i, name := range was.names {
		if _, ok := is.places[name]; !ok {
			v.compare(place(path, name), was.children[i], absent)
		}
	}
}

// lists compares the elements about the same thing; by their places where that
// is not clear.
func (v *comparison) lists(path string, was, is *tree) {
	before, ok1 := was.about()
	now, ok2 := is.about()
	if !ok1 || !ok2 {
		for i := range max(len(was.children), len(is.children)) {
			v.compare(path+"/"+strconv.Itoa(i), was.at(i), is.at(i))
		}
		return
	}
	known := len(v.found)
	moved := false
	for _, name := range inOrder(now) {
		i, ok := before[name]
		moved = moved || i != now[name]
		e := absent
		if ok {
			e = was.children[i]
		}
		v.compare(place(path, name), e, is.children[now[name]])
	}
	for _, name := range inOrder(before) {
		if _, ok := now[name]; !ok {
			v.compare(place(path, name), was.children[before[name]], absent)
		}
	}
	if moved && len(v.found) == known {
		v.add(path, "another order", "")
	}
}

// at returns an element of a list.
func (t *tree) at(i int) *tree {
	if i < len(t.children) {
		return t.children[i]
	}
	return absent
}

// inOrder returns the names of a list's elements as they stand in it.
func inOrder(places map[string]int) []string {
	out := make([]string, len(places))
	for name, i := range places {
		out[i] = name
	}
	return out
}

// place is the pointer to a member or an element, or to what holds it if the
// name is none that may be told.
func place(path, name string) string {
	if !isCode(name) {
		return path
	}
	return path + "/" + pointerEscape.Replace(name)
}
