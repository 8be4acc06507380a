// Package remedy lists the actions that remove obstacles to a payout: the action,
// who takes it, how much work it is, and its text in Chinese and English.
//
// Checks and failure codes share these actions, so a problem gets the same advice
// before the payout as after it. Package readiness aliases the types.
package remedy

// Lang is a language. The zero value is Chinese.
type Lang uint8

const (
	ZH Lang = iota // zh-CN, the default
	EN             // en
	langs
)

var langTags = [langs]string{ZH: "zh-CN", EN: "en"}

// String returns the BCP 47 tag. An unknown language prints as "en".
func (l Lang) String() string {
	if l >= langs {
		l = EN
	}
	return langTags[l]
}

// MarshalText returns the BCP 47 tag.
func (l Lang) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText parses a tag as [ParseLang] does.
func (l *Lang) UnmarshalText(b []byte) (err error) {
	*l, err = ParseLang(string(b))
	return err
}

// ParseLang parses "zh", "zh-CN" or "en". Anything else is an error, which does
// not repeat the input.
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

// A Text holds a text in each language:
//
//	Text{ZH: "关闭 VPN", EN: "Turn off the VPN"}
type Text [langs]string

// In returns the text in l. If l is unknown or its text is empty, In falls back to
// English, then to Chinese.
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

// An Owner is the party that can take an action.
type Owner uint8

const (
	OwnerNone  Owner = iota // unset
	Applicant               // the person being paid
	Bank                    // the bank that holds the card
	Channel                 // the payment channel
	Integrator              // the team that calls this library
	Nobody                  // time alone, or nothing to do
	fixers
)

var fixerNames = [fixers]string{"", "applicant", "bank", "channel", "integrator", "nobody"}

func (f Owner) String() string {
	if f >= fixers {
		return ""
	}
	return fixerNames[f]
}

// Effort is how much work an action is for its owner.
type Effort uint8

const (
	EffortNone Effort = iota // unset, or nothing to do but wait
	Low                      // minutes, on the spot
	Medium                   // a call, another card, the same day
	High                     // a visit to a branch, or days
	efforts
)

var effortNames = [efforts]string{"none", "low", "medium", "high"}

func (e Effort) String() string {
	if e >= efforts {
		return ""
	}
	return effortNames[e]
}

// An Action is one thing that one party can do. Its ID is kebab-case and stable.
// The zero Action means that there is nothing to do.
type Action struct {
	ID     string
	Text   Text // an instruction to the owner
	Owner  Owner
	Effort Effort
}

// IsZero reports whether there is nothing to do.
func (a Action) IsZero() bool { return a.ID == "" }
