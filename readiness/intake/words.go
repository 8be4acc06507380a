package intake

import "github.com/payready/payready/readiness/internal/words"

// DocumentType is the kind of identity document. With the zero value the shape of the
// number decides.
type DocumentType uint8

const (
	_ DocumentType = iota
	ResidentID
	ResidencePermit // for residents of Hong Kong, Macao and Taiwan
	ForeignPermanentResident
	TemporaryResidentID
	Passport
	TravelPermit // of Hong Kong, Macao and Taiwan residents
)

var documentTypeNames = []string{"", "resident_id", "residence_permit", "foreign_permanent_resident", "temporary_resident_id", "passport", "travel_permit"}

func (d DocumentType) String() string                { return words.Name(documentTypeNames, d) }
func (d DocumentType) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (d *DocumentType) UnmarshalText(b []byte) error { return parseWord(documentTypeNames, d, b) }
func (d *DocumentType) UnmarshalJSON(b []byte) error { return readText(d, b) }

// Trial is the result of a pass-or-fail step.
type Trial uint8

const (
	_ Trial = iota
	Passed
	NotPassed
	TrialUnavailable
)

var trialNames = []string{"", "passed", "failed", "unavailable"}

func (t Trial) String() string                { return words.Name(trialNames, t) }
func (t Trial) MarshalText() ([]byte, error)  { return []byte(t.String()), nil }
func (t *Trial) UnmarshalText(b []byte) error { return parseWord(trialNames, t, b) }
func (t *Trial) UnmarshalJSON(b []byte) error { return readText(t, b) }

// Comparison is the result of comparing elements with a register.
type Comparison uint8

const (
	_ Comparison = iota
	Match
	Mismatch
	ComparisonUnavailable
)

var comparisonNames = []string{"", "match", "mismatch", "unavailable"}

func (c Comparison) String() string                { return words.Name(comparisonNames, c) }
func (c Comparison) MarshalText() ([]byte, error)  { return []byte(c.String()), nil }
func (c *Comparison) UnmarshalText(b []byte) error { return parseWord(comparisonNames, c, b) }
func (c *Comparison) UnmarshalJSON(b []byte) error { return readText(c, b) }

// Element is one of the values that a bank compares in an element check.
type Element uint8

const (
	_ Element = iota
	NameElement
	DocumentElement
	CardElement
	MobileElement
)

var elementNames = []string{"", "name", "document", "card", "mobile"}

func (e Element) String() string                { return words.Name(elementNames, e) }
func (e Element) MarshalText() ([]byte, error)  { return []byte(e.String()), nil }
func (e *Element) UnmarshalText(b []byte) error { return parseWord(elementNames, e, b) }
func (e *Element) UnmarshalJSON(b []byte) error { return readText(e, b) }

// CardForm is the medium of the account: card or passbook.
type CardForm uint8

const (
	_ CardForm = iota
	PlasticCard
	Passbook
)

var cardFormNames = []string{"", "card", "passbook"}

func (c CardForm) String() string                { return words.Name(cardFormNames, c) }
func (c CardForm) MarshalText() ([]byte, error)  { return []byte(c.String()), nil }
func (c *CardForm) UnmarshalText(b []byte) error { return parseWord(cardFormNames, c, b) }
func (c *CardForm) UnmarshalJSON(b []byte) error { return readText(c, b) }

// AccountKind tells a person's account from a company's.
type AccountKind uint8

const (
	_ AccountKind = iota
	Personal
	Corporate
)

var accountKindNames = []string{"", "personal", "corporate"}

func (a AccountKind) String() string                { return words.Name(accountKindNames, a) }
func (a AccountKind) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *AccountKind) UnmarshalText(b []byte) error { return parseWord(accountKindNames, a, b) }
func (a *AccountKind) UnmarshalJSON(b []byte) error { return readText(a, b) }

// AccountClass is the class of a personal settlement account (PBoC notice
// 2015/392). It cannot be read from a card number.
type AccountClass uint8

const (
	_ AccountClass = iota
	ClassI
	ClassII
	ClassIII
)

var accountClassNames = []string{"", "I", "II", "III"}

func (a AccountClass) String() string                { return words.Name(accountClassNames, a) }
func (a AccountClass) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *AccountClass) UnmarshalText(b []byte) error { return parseWord(accountClassNames, a, b) }
func (a *AccountClass) UnmarshalJSON(b []byte) error { return readText(a, b) }

// CardState is the state of the card's account, as the bank reports it.
type CardState uint8

const (
	_ CardState = iota
	StateNormal
	StateReceiveOnly // takes money in, pays none out
	StateNoReceive
	StateExpired
	StateReportedLost
	StateFrozen
	StateCancelled
	StateDormant
)

var cardStateNames = []string{"", "normal", "receive_only", "no_receive", "expired", "reported_lost", "frozen", "cancelled", "dormant"}

func (c CardState) String() string                { return words.Name(cardStateNames, c) }
func (c CardState) MarshalText() ([]byte, error)  { return []byte(c.String()), nil }
func (c *CardState) UnmarshalText(b []byte) error { return parseWord(cardStateNames, c, b) }
func (c *CardState) UnmarshalJSON(b []byte) error { return readText(c, b) }

// NonCounter is the state of non-counter business (非柜面业务) on the account.
type NonCounter uint8

const (
	_ NonCounter = iota
	NonCounterNormal
	NonCounterReceiveOnly
	NonCounterSuspended
	NonCounterLimited // limits on what goes out
)

var nonCounterNames = []string{"", "normal", "receive_only", "suspended", "limited"}

func (n NonCounter) String() string                { return words.Name(nonCounterNames, n) }
func (n NonCounter) MarshalText() ([]byte, error)  { return []byte(n.String()), nil }
func (n *NonCounter) UnmarshalText(b []byte) error { return parseWord(nonCounterNames, n, b) }
func (n *NonCounter) UnmarshalJSON(b []byte) error { return readText(n, b) }

// FreezeBy is the authority that froze the account. FrozenByUnknown says that nobody
// could tell, and not that there is a freeze.
type FreezeBy uint8

const (
	_ FreezeBy = iota
	FrozenByCourt
	FrozenByPolice
	FrozenByOther
	FrozenByUnknown
)

var freezeByNames = []string{"", "court", "police", "other", "unknown"}

func (f FreezeBy) String() string                { return words.Name(freezeByNames, f) }
func (f FreezeBy) MarshalText() ([]byte, error)  { return []byte(f.String()), nil }
func (f *FreezeBy) UnmarshalText(b []byte) error { return parseWord(freezeByNames, f, b) }
func (f *FreezeBy) UnmarshalJSON(b []byte) error { return readText(f, b) }

// ScreeningResult is what a screening against lists found.
type ScreeningResult uint8

const (
	_                 ScreeningResult = iota
	ScreeningClear                    // nothing
	ScreeningPossible                 // a match that nobody has settled
	ScreeningHit                      // a confirmed match
)

var screeningResultNames = []string{"", "clear", "possible", "hit"}

func (s ScreeningResult) String() string               { return words.Name(screeningResultNames, s) }
func (s ScreeningResult) MarshalText() ([]byte, error) { return []byte(s.String()), nil }
func (s *ScreeningResult) UnmarshalText(b []byte) error {
	return parseWord(screeningResultNames, s, b)
}
func (s *ScreeningResult) UnmarshalJSON(b []byte) error { return readText(s, b) }

// LoanPayment is how the contract says that a loan is paid out.
type LoanPayment uint8

const (
	_                LoanPayment = iota
	SelfPayment                  // 自主支付: to the borrower
	EntrustedPayment             // 受托支付: to the counterparty that the contract names
)

var loanPaymentNames = []string{"", "self", "entrusted"}

func (p LoanPayment) String() string                { return words.Name(loanPaymentNames, p) }
func (p LoanPayment) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }
func (p *LoanPayment) UnmarshalText(b []byte) error { return parseWord(loanPaymentNames, p, b) }
func (p *LoanPayment) UnmarshalJSON(b []byte) error { return readText(p, b) }

// LoanPayee is who a payee is to the contract of a loan.
type LoanPayee uint8

const (
	_ LoanPayee = iota
	PayeeBorrower
	PayeeCounterparty
	PayeeOther // whom the contract does not name
)

var loanPayeeNames = []string{"", "borrower", "counterparty", "other"}

func (p LoanPayee) String() string                { return words.Name(loanPayeeNames, p) }
func (p LoanPayee) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }
func (p *LoanPayee) UnmarshalText(b []byte) error { return parseWord(loanPayeeNames, p, b) }
func (p *LoanPayee) UnmarshalJSON(b []byte) error { return readText(p, b) }

// DebitAgreement is where the agreement to collect repayments stands.
type DebitAgreement uint8

const (
	_              DebitAgreement = iota
	DebitThisCard                 // in force on the card that is paid
	DebitOtherCard                // in force on another card of the borrower
	DebitNone
)

var debitAgreementNames = []string{"", "this_card", "other_card", "none"}

func (d DebitAgreement) String() string                { return words.Name(debitAgreementNames, d) }
func (d DebitAgreement) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (d *DebitAgreement) UnmarshalText(b []byte) error { return parseWord(debitAgreementNames, d, b) }
func (d *DebitAgreement) UnmarshalJSON(b []byte) error { return readText(d, b) }

// LoanPurpose is what a loan is for, as far as rules tell it apart.
type LoanPurpose uint8

const (
	_ LoanPurpose = iota
	Consumption
	Business
)

var loanPurposeNames = []string{"", "consumption", "business"}

func (p LoanPurpose) String() string                { return words.Name(loanPurposeNames, p) }
func (p LoanPurpose) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }
func (p *LoanPurpose) UnmarshalText(b []byte) error { return parseWord(loanPurposeNames, p, b) }
func (p *LoanPurpose) UnmarshalJSON(b []byte) error { return readText(p, b) }

// Provenance is who stated a fact about the card.
type Provenance uint8

const (
	_        Provenance = iota
	Declared            // the applicant
	FromChannel
	FromBank
)

var provenanceNames = []string{"", "declared", "channel", "bank"}

func (p Provenance) String() string                { return words.Name(provenanceNames, p) }
func (p Provenance) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }
func (p *Provenance) UnmarshalText(b []byte) error { return parseWord(provenanceNames, p, b) }
func (p *Provenance) UnmarshalJSON(b []byte) error { return readText(p, b) }

// HashAlgorithm is the algorithm with which a bank hashed a name.
type HashAlgorithm uint8

const (
	_ HashAlgorithm = iota
	SHA256
	SM3
)

var hashAlgorithmNames = []string{"", "sha256", "sm3"}

func (h HashAlgorithm) String() string                { return words.Name(hashAlgorithmNames, h) }
func (h HashAlgorithm) MarshalText() ([]byte, error)  { return []byte(h.String()), nil }
func (h *HashAlgorithm) UnmarshalText(b []byte) error { return parseWord(hashAlgorithmNames, h, b) }
func (h *HashAlgorithm) UnmarshalJSON(b []byte) error { return readText(h, b) }

// TextEncoding is the encoding of the text that a bank hashed.
type TextEncoding uint8

const (
	_ TextEncoding = iota
	UTF8
	GB18030
)

var textEncodingNames = []string{"", "utf-8", "gb18030"}

func (t TextEncoding) String() string                { return words.Name(textEncodingNames, t) }
func (t TextEncoding) MarshalText() ([]byte, error)  { return []byte(t.String()), nil }
func (t *TextEncoding) UnmarshalText(b []byte) error { return parseWord(textEncodingNames, t, b) }
func (t *TextEncoding) UnmarshalJSON(b []byte) error { return readText(t, b) }

// System is the clearing system that a payout takes.
type System uint8

const (
	_    System = iota
	HVPS        // large-value
	BEPS        // bulk
	IBPS        // online interbank
	NetsUnion
	UnionPay
)

var systemNames = []string{"", "hvps", "beps", "ibps", "netsunion", "unionpay"}

func (s System) String() string                { return words.Name(systemNames, s) }
func (s System) MarshalText() ([]byte, error)  { return []byte(s.String()), nil }
func (s *System) UnmarshalText(b []byte) error { return parseWord(systemNames, s, b) }
func (s *System) UnmarshalJSON(b []byte) error { return readText(s, b) }

// Platform is what the client runs on.
type Platform uint8

const (
	_ Platform = iota
	Android
	IOS
	Harmony
	Web
	MiniProgram
)

var platformNames = []string{"", "android", "ios", "harmony", "web", "mini_program"}

func (p Platform) String() string                { return words.Name(platformNames, p) }
func (p Platform) MarshalText() ([]byte, error)  { return []byte(p.String()), nil }
func (p *Platform) UnmarshalText(b []byte) error { return parseWord(platformNames, p, b) }
func (p *Platform) UnmarshalJSON(b []byte) error { return readText(p, b) }

// NetworkType is the client's access network.
type NetworkType uint8

const (
	_ NetworkType = iota
	WiFi
	Ethernet
	Net2G
	Net3G
	Net4G
	Net5G
	NoNetwork
)

var networkTypeNames = []string{"", "wifi", "ethernet", "2g", "3g", "4g", "5g", "none"}

func (n NetworkType) String() string                { return words.Name(networkTypeNames, n) }
func (n NetworkType) MarshalText() ([]byte, error)  { return []byte(n.String()), nil }
func (n *NetworkType) UnmarshalText(b []byte) error { return parseWord(networkTypeNames, n, b) }
func (n *NetworkType) UnmarshalJSON(b []byte) error { return readText(n, b) }

// Attester is the service that vouched for the device.
type Attester uint8

const (
	_ Attester = iota
	PlayIntegrity
	AppAttest
	HuaweiSysIntegrity
	OtherAttester
)

var attesterNames = []string{"", "play_integrity", "app_attest", "huawei", "other"}

func (a Attester) String() string                { return words.Name(attesterNames, a) }
func (a Attester) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *Attester) UnmarshalText(b []byte) error { return parseWord(attesterNames, a, b) }
func (a *Attester) UnmarshalJSON(b []byte) error { return readText(a, b) }

// AttestationVerdict is the attester's verdict, as verified by the caller's server.
type AttestationVerdict uint8

const (
	_ AttestationVerdict = iota
	AttestedStrong
	AttestedDevice
	AttestedBasic
	AttestationFailed
	AttestationUnavailable
	AttestationError
)

var attestationVerdictNames = []string{"", "strong", "device", "basic", "failed", "unavailable", "error"}

func (a AttestationVerdict) String() string               { return words.Name(attestationVerdictNames, a) }
func (a AttestationVerdict) MarshalText() ([]byte, error) { return []byte(a.String()), nil }
func (a *AttestationVerdict) UnmarshalText(b []byte) error {
	return parseWord(attestationVerdictNames, a, b)
}
func (a *AttestationVerdict) UnmarshalJSON(b []byte) error { return readText(a, b) }

// IPUsage is what an address range is used for.
type IPUsage uint8

const (
	_ IPUsage = iota
	UsageResidential
	UsageMobile
	UsageBusiness
	UsageEducation
	UsageHosting
)

var iPUsageNames = []string{"", "residential", "mobile", "business", "education", "hosting"}

func (i IPUsage) String() string                { return words.Name(iPUsageNames, i) }
func (i IPUsage) MarshalText() ([]byte, error)  { return []byte(i.String()), nil }
func (i *IPUsage) UnmarshalText(b []byte) error { return parseWord(iPUsageNames, i, b) }
func (i *IPUsage) UnmarshalJSON(b []byte) error { return readText(i, b) }

// ReviewDecision is what a reviewer decided.
type ReviewDecision uint8

const (
	_              ReviewDecision = iota
	ReviewCleared                 // the named reasons may pass, for a time
	ReviewDeclined                // not to be paid
)

var reviewDecisionNames = []string{"", "cleared", "declined"}

func (d ReviewDecision) String() string                { return words.Name(reviewDecisionNames, d) }
func (d ReviewDecision) MarshalText() ([]byte, error)  { return []byte(d.String()), nil }
func (d *ReviewDecision) UnmarshalText(b []byte) error { return parseWord(reviewDecisionNames, d, b) }
func (d *ReviewDecision) UnmarshalJSON(b []byte) error { return readText(d, b) }

// AttemptOutcome is how an earlier payout request ended, as far as the caller
// knows. The zero value is OutcomeUnknown: it may have been paid.
type AttemptOutcome uint8

const (
	OutcomeUnknown AttemptOutcome = iota
	OutcomePending
	OutcomeReview
	OutcomeFailed
	OutcomeSucceeded
	OutcomeReturned // succeeded, then came back: counts as failed
)

var attemptOutcomeNames = []string{"unknown", "pending", "review", "failed", "succeeded", "returned"}

func (a AttemptOutcome) String() string                { return words.Name(attemptOutcomeNames, a) }
func (a AttemptOutcome) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *AttemptOutcome) UnmarshalText(b []byte) error { return parseWord(attemptOutcomeNames, a, b) }
func (a *AttemptOutcome) UnmarshalJSON(b []byte) error { return readText(a, b) }

// HealthState is whether payouts arrive at a bank or through a channel.
type HealthState uint8

const (
	_        HealthState = iota
	Up                   // as usual
	Degraded             // some fail or are late
	Down                 // none arrive
)

var healthStateNames = []string{"", "up", "degraded", "down"}

func (h HealthState) String() string                { return words.Name(healthStateNames, h) }
func (h HealthState) MarshalText() ([]byte, error)  { return []byte(h.String()), nil }
func (h *HealthState) UnmarshalText(b []byte) error { return parseWord(healthStateNames, h, b) }
func (h *HealthState) UnmarshalJSON(b []byte) error { return readText(h, b) }
