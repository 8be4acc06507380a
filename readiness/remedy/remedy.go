// Package remedy names what can be done about an obstacle to a payout: the
// action, who takes it, how much work it is, and the words for it.
//
// It is a leaf: checks and failure codes share its actions, so that a problem
// foreseen and the same problem reported afterwards get the same advice.
// Package readiness aliases its types.
package remedy

// Lang is a language of the texts. The zero value is Chinese.
type Lang uint8

const (
	ZH Lang = iota // zh-CN, the default
	EN             // en
	langs
)

var langTags = [langs]string{ZH: "zh-CN", EN: "en"}

// String returns the BCP 47 tag. A value outside the list prints as "en".
func (l Lang) String() string {
	if l >= langs {
		l = EN
	}
	return langTags[l]
}

// MarshalText writes the BCP 47 tag.
func (l Lang) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a tag as ParseLang does.
func (l *Lang) UnmarshalText(b []byte) (err error) {
	*l, err = ParseLang(string(b))
	return err
}

// ParseLang reads "zh", "zh-CN" or "en". Nothing else is a language here: the
// error never repeats the input.
func ParseLang(s string) (Lang, error) {
	switch s {
	case "zh", "zh-CN":
		return ZH, nil
	case "en":
		return EN, nil
	}
	return ZH, errLang
}

type langError struct{}

func (langError) Error() string { return "remedy: language must be zh-CN or en" }

var errLang = langError{}

// Text holds one sentence in each language:
//
//	Text{ZH: "关闭 VPN", EN: "Turn off the VPN"}
type Text [langs]string

// In returns the sentence in l. A language that is empty or unknown falls back
// to English, and English to Chinese: only an empty text says nothing.
func (t Text) In(l Lang) string {
	switch {
	case l < langs && t[l] != "": // #nosec G602 -- l is below the length
		return t[l] // #nosec G602 -- likewise
	case t[EN] != "":
		return t[EN]
	}
	return t[ZH]
}

// IsZero reports whether the text is empty in every language.
func (t Text) IsZero() bool { return t == Text{} }

// An Owner is who can take an action.
type Owner uint8

const (
	OwnerNone  Owner = iota // unset
	Applicant               // the person who is to be paid
	Bank                    // the bank that holds the card
	Channel                 // the payment channel
	Integrator              // the team that calls this library
	Nobody                  // only time, or nothing
	fixers
)

var fixerNames = [fixers]string{"", "applicant", "bank", "channel", "integrator", "nobody"}

func (f Owner) String() string {
	if f >= fixers {
		return ""
	}
	return fixerNames[f]
}

// Effort is how much work an action is for its fixer.
type Effort uint8

const (
	EffortNone Effort = iota // unset, or nothing to do but wait
	Low                      // minutes, on the spot
	Medium                   // a call, another card, the same day
	High                     // a visit to a branch, days
	efforts
)

var effortNames = [efforts]string{"none", "low", "medium", "high"}

func (e Effort) String() string {
	if e >= efforts {
		return ""
	}
	return effortNames[e]
}

// An Action is one thing that one party can do. ID is kebab-case and stable.
// The zero Action means there is nothing to do.
type Action struct {
	ID     string
	Text   Text // an instruction to the fixer
	Owner  Owner
	Effort Effort
}

// IsZero reports whether there is nothing to do.
func (a Action) IsZero() bool { return a.ID == "" }
