package intake

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/internal/jsonread"
	"github.com/payready/payready/readiness/internal/words"
	"github.com/payready/payready/readiness/remedy"
	"github.com/payready/payready/readiness/workday"
)

// MaxSubmissionBytes limits the JSON of one submission: fifty times the size of a
// full one.
const MaxSubmissionBytes = 256 << 10

// An InputError says where and why the JSON of a submission or of a part was refused, and
// what may stand there. It never holds a value or an unknown name. Mistakes puts it in
// words in either language.
//
// Read on its own, a part that stands at one place of a submission is taken to stand
// there, so that Field is /card/state in a Card. In all others, such as an Attempt, Field
// counts from the part. Offset counts from its first byte.
type InputError struct {
	Field   Field    `json:"field"`             // JSON Pointer as far as its names are known, "" for the whole
	Offset  int64    `json:"offset"`            // byte offset, -1 when not known
	Kind    string   `json:"kind"`              // too-large, syntax, duplicate, unknown-field, type, value, redacted
	Allowed []string `json:"allowed,omitempty"` // as in Mistake
	Nearest string   `json:"nearest,omitempty"` // as in Mistake

	form  form  // what may stand there, if Field does not say it
	cause error // one of ours, without a value
}

// Unwrap returns ErrRedacted if that is what a value on its own was refused for.
func (e *InputError) Unwrap() error { return e.cause }

func (e *InputError) Error() string {
	s := "readiness: submission: " + e.Kind
	if e.Field != "" {
		s += " at " + string(e.Field)
	}
	if e.Offset >= 0 {
		s += " (byte " + strconv.FormatInt(e.Offset, 10) + ")"
	}
	return s + ": " + e.text().In(remedy.EN)
}

// Mode says how to read JSON that may be meant for a later version.
type Mode uint8

const (
	// Strict refuses unknown fields and unknown words in enumerations. Use it in
	// services, where a misspelt field must not turn into an unknown.
	Strict Mode = iota
	// Lenient ignores unknown fields and reads unknown words as unknown.
	Lenient
)

// ParseSubmission reads a submission from JSON. In both modes names are
// case-sensitive and must be unique, integers are at most ±(2⁵³−1), and times carry
// an offset. A leading byte order mark is skipped. The error is an *InputError, whose
// Offset counts from the start of b.
func ParseSubmission(b []byte, m Mode) (Submission, error) {
	var s Submission
	err := ParseInto(&s, b, m)
	return s, err
}

// ParseInto is like ParseSubmission but fills s, which is empty if there is an error.
func ParseInto(s *Submission, b []byte, m Mode) error {
	if readFast(s, b) {
		return nil
	}
	*s = Submission{}
	return parseSlow(s, b, m)
}

// parseSlow reads what readFast is unsure of, and says what is wrong with it.
func parseSlow(s *Submission, b []byte, m Mode) error {
	if len(b) > MaxSubmissionBytes {
		return &InputError{Offset: -1, Kind: "too-large"}
	}
	b, skipped := jsonread.SkipMark(b)
	opts := formats().strict
	if m == Lenient {
		opts = formats().lenient
	}
	if err := json.Unmarshal(b, (*plainSubmission)(s), opts); err != nil {
		bad := inputError(err, b, form{t: reflect.TypeFor[Submission]()})
		if bad.Offset >= 0 {
			bad.Offset += skipped
		}
		*s = Submission{}
		return bad
	}
	return nil
}

// plainSubmission is a Submission without methods.
type plainSubmission Submission

// UnmarshalJSON reads a submission as ParseSubmission does in Strict mode.
func (s *Submission) UnmarshalJSON(b []byte) error {
	got, err := ParseSubmission(b, Strict)
	if err == nil {
		*s = got
	}
	return err
}

// Quantities selects the sums and counts that LogJSON writes. It leaves out the
// others.
type Quantities uint8

const (
	Balances Quantities = 1 << iota // what accounts hold, have received, can pay and have paid, and what is left of an approval
	Scores                          // the platform's score
	Counters                        // how often and how many, in the history
)

// LogJSON returns the known fields as JSON for a log: "[redacted]" for every Secret,
// no birth date, and only the quantities in show. It is not meant to be parsed.
func (s Submission) LogJSON(show Quantities) ([]byte, error) {
	s = s.withoutPersonalNumbers()
	s.Applicant.Document.BirthDate = workday.Date{}
	if show&Balances == 0 {
		c, p := &s.Card, &s.Payout
		c.Balance, c.NonboundInboundToday, c.NonboundInboundThisYear = Opt[Fen]{}, Opt[Fen]{}, Opt[Fen]{}
		p.Available, p.MerchantPaidToday = Opt[Fen]{}, Opt[Fen]{}
		s.Mandate.ApprovedAmount = Opt[Fen]{}
	}
	if show&Scores == 0 {
		s.History.PlatformScore = Opt[int64]{}
	}
	if show&Counters == 0 {
		s.History = History{Attempts: s.History.Attempts, PlatformScore: s.History.PlatformScore}
	}
	return json.Marshal(plainSubmission(s), json.OmitZeroStructFields(true))
}

// MarshalJSON returns LogJSON(0), without quantities.
func (s Submission) MarshalJSON() ([]byte, error) { return s.LogJSON(0) }

// RevealJSON returns the known fields as JSON with personal data in clear, for a queue
// whose consumer assesses it. It must not reach a log.
func (s *Submission) RevealJSON() ([]byte, error) {
	return json.Marshal((*plainSubmission)(s), json.OmitZeroStructFields(true), formats().reveal)
}

// options are the JSON options. They are built on first use, so that a program that
// only assesses pays nothing at start.
type options struct {
	once                    sync.Once
	strict, lenient, reveal json.Options
}

var sharedOptions options

func formats() *options {
	o := &sharedOptions
	o.once.Do(func() {
		plain := json.JoinUnmarshalers(
			json.UnmarshalFromFunc(jsonread.Int[int64]), json.UnmarshalFromFunc(jsonread.Int[Fen]),
			json.UnmarshalFromFunc(decodeOpt[int64]), json.UnmarshalFromFunc(decodeOpt[Fen]),
			json.UnmarshalFromFunc(jsonread.Time), jsonread.Word[Secret](false), jsonread.Word[workday.Date](false), plainParts(),
		)
		o.strict = json.JoinOptions(json.RejectUnknownMembers(true), json.WithUnmarshalers(json.JoinUnmarshalers(plain, enumerations(false))))
		o.lenient = json.WithUnmarshalers(json.JoinUnmarshalers(plain, enumerations(true)))
		o.reveal = json.WithMarshalers(json.MarshalToFunc(func(e *jsontext.Encoder, s Secret) error {
			return e.WriteToken(jsontext.String(s.Reveal()))
		}))
	})
	return o
}

// decodeOpt reads an integer that may be null.
func decodeOpt[T ~int64](d *jsontext.Decoder, o *Opt[T]) error {
	if d.PeekKind() == 'n' {
		*o = Opt[T]{}
		_, err := d.ReadToken()
		return err
	}
	err := jsonread.Int(d, &o.V)
	o.OK = err == nil
	return err
}

// enumerations returns the unmarshalers of the enumerations, one per type: a single
// function for all that have UnmarshalText would be found through an interface every
// time.
func enumerations(lenient bool) *json.Unmarshalers {
	return json.JoinUnmarshalers(
		jsonread.Word[DocumentType](lenient), jsonread.Word[LoanPayment](lenient), jsonread.Word[LoanPayee](lenient), jsonread.Word[DebitAgreement](lenient), jsonread.Word[LoanPurpose](lenient), jsonread.Word[Trial](lenient), jsonread.Word[Comparison](lenient), jsonread.Word[Element](lenient),
		jsonread.Word[CardForm](lenient), jsonread.Word[cardbin.Funding](lenient), jsonread.Word[AccountKind](lenient), jsonread.Word[AccountClass](lenient),
		jsonread.Word[CardState](lenient), jsonread.Word[NonCounter](lenient), jsonread.Word[FreezeBy](lenient), jsonread.Word[ScreeningResult](lenient), jsonread.Word[Provenance](lenient), jsonread.Word[HashAlgorithm](lenient),
		jsonread.Word[TextEncoding](lenient), jsonread.Word[System](lenient), jsonread.Word[Platform](lenient), jsonread.Word[NetworkType](lenient),
		jsonread.Word[Attester](lenient), jsonread.Word[AttestationVerdict](lenient), jsonread.Word[IPUsage](lenient), jsonread.Word[AttemptOutcome](lenient), jsonread.Word[ReviewDecision](lenient),
	)
}

// inputError keeps only the place and the kind of a decoder's error, whose message
// quotes the input b, and adds what may stand there. What was read has the form root.
func inputError(err error, b []byte, root form) *InputError {
	out := &InputError{Offset: -1, Kind: "syntax"}
	var syntactic *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &syntactic):
		out.Field, out.Offset = knownPart(root, syntactic.JSONPointer), syntactic.ByteOffset
		if errors.Is(err, jsontext.ErrDuplicateName) {
			out.Kind = "duplicate"
		}
	case errors.As(err, &semantic):
		out.Field, out.Offset, out.Kind = knownPart(root, semantic.JSONPointer), semantic.ByteOffset, "type"
		switch {
		case errors.Is(err, json.ErrUnknownName):
			out.Kind = "unknown-field"
		case errors.Is(err, ErrRedacted):
			out.Kind, out.cause = "redacted", ErrRedacted
		case semantic.Err != nil && !errors.Is(err, jsonread.ErrString) && !errors.Is(err, jsonread.ErrInteger) && !errors.Is(err, jsonread.ErrFact):
			out.Kind = "value"
		}
		out.teach(root, semantic.JSONPointer, b)
	}
	return out
}

// knownPart cuts a pointer below root before the first name that is not ours, since that
// may be anything.
func knownPart(root form, p jsontext.Pointer) Field {
	path, last := string(root.path), ""
	for token := range p.Tokens() {
		// A name of four digits may be the end of somebody's number, so of the longest
		// list (10,000 attempts) an index of four digits is cut off, too.
		index := len(token) <= 3 && words.IsDigits(token) && slices.Contains(listFields[:], last)
		if !index && !isOurName(token) {
			break
		}
		path += "/" + token
		last = token
	}
	return Field(path)
}

// isOurName reports whether s is a member name of a submission.
func isOurName(s string) bool {
	names := func(f Field) bool { return slices.Contains(strings.Split(string(f[1:]), "/"), s) }
	return s == "extra" || slices.ContainsFunc(itemFields[:], names) ||
		slices.ContainsFunc(inputs[:], func(in Input) bool { return names(in.Field) })
}

// listFields are the names of lists.
var listFields = [...]string{"mismatched", "ios_scoped_keys", "interfaces", "forwarded_for", "ip_records", "attempts", "reasons", "health", "routes"}

// itemFields are the names inside the lists of a submission.
var itemFields = [...]Field{
	"/ip/source/as_of/country/asn/org/usage/vpn/vpn_confidence/public_proxy/residential_proxy/tor/relay/hosting/risk",
	"/channel/product/permitted/available_fen/merchant_paid_today_fen",
	"/issuer/channel/state/since/until/as_of/source",
	"/same_card/outcome/submitted_at/ended_at/status/code/failure_text/fixed/fixed_at/refunded_at",
}
