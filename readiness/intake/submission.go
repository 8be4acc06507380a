package intake

import (
	"time"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/internal/cnname"
	"github.com/payready/payready/readiness/workday"
)

// A Submission is everything known about one payout before it is requested.
//
// The zero value of every field means unknown, as do null and absence in JSON.
// false and 0 are answers: leave out what was not observed. Nil and empty
// slices differ where the field says so.
//
// Personal text is a Secret. There are no fields for card expiry dates, PINs, CVN2
// and SMS codes, because JR/T 0171-2020 counts them as authentication data.
type Submission struct {
	ID         string    `json:"id" validate:"omitempty,submission_id"` // echoed in the report: [A-Za-z0-9_-]{1,64}, not shaped like a mobile, document or card number
	At         time.Time `json:"at" validate:"moment"`                  // the planned time of submission
	ObservedAt time.Time `json:"observed_at" validate:"moment"`         // the time to which "today", "30d" and ages refer; At if unknown

	Applicant Applicant `json:"applicant"`
	Card      Card      `json:"card"`
	Payout    Payout    `json:"payout"`
	Mandate   Mandate   `json:"mandate"`
	Device    Device    `json:"device"`
	Network   Network   `json:"network"`
	History   History   `json:"history"`
	Review    Review    `json:"review"`

	Extra Extra `json:"extra"` // inputs of custom checks
}

// Applicant is the person to be paid, as the backend knows them.
type Applicant struct {
	Name            Secret           `json:"name" validate:"text=256"`
	NameChangedOn   workday.Date     `json:"name_changed_on"`
	Document        IdentityDocument `json:"document"`
	Mobile          Secret           `json:"mobile" validate:"text=128"`
	MobileChangedOn workday.Date     `json:"mobile_changed_on"`
	MobileReissued  Fact             `json:"mobile_reissued" validate:"lte=2"` // the carrier gave the number to a new owner (二次放号)
	Verification    Verification     `json:"verification"`
	Screening       Screening        `json:"screening"`
}

// IdentityDocument is the document that the applicant presented.
type IdentityDocument struct {
	Type      DocumentType `json:"type" validate:"lte=6"`
	Number    Secret       `json:"number" validate:"text=128"`
	BirthDate workday.Date `json:"birth_date"` // for documents whose number does not contain it
	IssuedOn  workday.Date `json:"issued_on"`
	ExpiresOn workday.Date `json:"expires_on"`                 // the last day of validity, as printed
	LongTerm  Fact         `json:"long_term" validate:"lte=2"` // no expiry (长期)
	ChangedOn workday.Date `json:"changed_on"`                 // the day of the last renewal
}

// Verification is proof of who is asking: second factors, of which any one will do,
// and what carrier and document say.
type Verification struct {
	Face         FactorCheck  `json:"face"`          // face recognition
	SMS          FactorCheck  `json:"sms"`           // a code that the bank sent to the mobile on its record, signed there
	Certificate  FactorCheck  `json:"certificate"`   // a digital certificate or a key
	Video        FactorCheck  `json:"video"`         // a call with a person
	PasswordCode FactorCheck  `json:"password_code"` // a password and a one-time code, both
	Carrier      CarrierCheck `json:"carrier"`
	OCR          OCR          `json:"ocr"`
}

// FactorCheck is the result of one second factor.
type FactorCheck struct {
	Result Trial     `json:"result" validate:"lte=3"`
	At     time.Time `json:"at" validate:"moment"`
}

// CarrierCheck is the carrier's check of name, document and mobile.
type CarrierCheck struct {
	Result Comparison `json:"result" validate:"lte=3"`
	At     time.Time  `json:"at" validate:"moment"`
}

// Screening is the result of comparing the applicant with the lists of money
// laundering, sanctions and special prevention.
type Screening struct {
	Result ScreeningResult `json:"result" validate:"lte=3"`
	At     time.Time       `json:"at" validate:"moment"`
}

// OCR is what was read from the document image.
type OCR struct {
	Name   Secret `json:"name" validate:"text=256"`
	Number Secret `json:"number" validate:"text=128"`
}

// Card is the bound card and what its bank or channel says about it. Give Number,
// or BIN with Length and Last4 if only a truncated number is kept.
type Card struct {
	Number Secret     `json:"number" validate:"text=128"`
	BIN    Secret     `json:"bin" validate:"omitempty,digits,text=10,min=6"` // the first 6 to 10 digits
	Length Opt[int64] `json:"length" validate:"omitempty,gte=12,lte=19"`
	Last4  Secret     `json:"last4" validate:"omitempty,digits,len=4"`

	Form                CardForm        `json:"form" validate:"lte=2"`
	Funding             cardbin.Funding `json:"funding" validate:"lte=4"`
	AccountKind         AccountKind     `json:"account_kind" validate:"lte=2"`
	Issuer              string          `json:"issuer" validate:"text=128"` // a code or a name, in any common scheme
	AccountClass        AccountClass    `json:"account_class" validate:"lte=3"`
	FaceToFaceVerified  Fact            `json:"face_to_face_verified" validate:"lte=2"`
	LenderIsAccountBank Fact            `json:"lender_is_account_bank" validate:"lte=2"` // the account's bank lends and books the money itself; not a payment company for it

	State          CardState    `json:"state" validate:"lte=8"`
	StateAt        time.Time    `json:"state_at" validate:"moment"`
	OpenedOn       workday.Date `json:"opened_on"`
	LastActivityOn workday.Date `json:"last_activity_on"`
	QuickPay       Fact         `json:"quick_pay" validate:"lte=2"`
	OnlineTransfer Fact         `json:"online_transfer" validate:"lte=2"`
	NonCounter     NonCounter   `json:"non_counter" validate:"lte=4"`

	NonboundInboundToday    Opt[Fen] `json:"nonbound_inbound_today_fen" validate:"omitempty,gte=0,lte=9007199254740991"` // received today from accounts not bound to it
	NonboundInboundThisYear Opt[Fen] `json:"nonbound_inbound_this_year_fen" validate:"omitempty,gte=0,lte=9007199254740991"`
	Balance                 Opt[Fen] `json:"balance_fen" validate:"omitempty,gte=-9007199254740991,lte=9007199254740991"`

	Holder         Holder       `json:"holder"`
	ElementCheck   ElementCheck `json:"element_check"`
	Sources        CardSources  `json:"sources"`
	FraudListed    Fact         `json:"fraud_listed" validate:"lte=2"`
	JudicialFreeze Fact         `json:"judicial_freeze" validate:"lte=2"`
	FreezeBy       FreezeBy     `json:"freeze_by" validate:"lte=4"`
	BoundAt        time.Time    `json:"bound_at" validate:"moment"`
	DebitedAt      time.Time    `json:"debited_at" validate:"moment"` // the last debit that succeeded, under an agreement that still stands
}

// Holder is the bank's own record of the cardholder, plain, masked or hashed.
type Holder struct {
	Name           Secret       `json:"name" validate:"text=256"`
	NameHash       NameHash     `json:"name_hash"`
	DocumentType   DocumentType `json:"document_type" validate:"lte=6"`
	DocumentNumber Secret       `json:"document_number" validate:"text=128"`
	Mobile         Secret       `json:"mobile" validate:"text=128"`
}

// NameOnRecord returns the bank's record of the name in the form used to compare
// names.
func (h *Holder) NameOnRecord() cnname.Record {
	return cnname.Record{
		Name:      h.Name.Reveal(),
		Algorithm: cnname.Algorithm(h.NameHash.Algorithm), Encoding: cnname.Encoding(h.NameHash.Encoding), Hash: h.NameHash.Hex.Reveal(),
	}
}

// NameHash is the bank's record of the name if the bank gives only a digest.
type NameHash struct {
	Algorithm HashAlgorithm `json:"algorithm" validate:"lte=2"`
	Encoding  TextEncoding  `json:"encoding" validate:"lte=2"`
	Hex       Secret        `json:"hex" validate:"omitempty,text=64,hexadecimal"`
}

// ElementCheck is the last check of elements against the bank: 2 (card and name), 3
// (and document) or 4 (and mobile).
type ElementCheck struct {
	Elements   Opt[int64] `json:"elements" validate:"omitempty,gte=2,lte=4"`
	Result     Comparison `json:"result" validate:"lte=3"`
	Mismatched []Element  `json:"mismatched" validate:"max=4,dive,gte=1,lte=4"` // nil if it is not known which
	At         time.Time  `json:"at" validate:"moment"`
}

// CardSources says who stated a fact about the card; unknown counts as
// Declared.
type CardSources struct {
	AccountClass Provenance `json:"account_class" validate:"lte=3"`
	Funding      Provenance `json:"funding" validate:"lte=3"`
	State        Provenance `json:"state" validate:"lte=3"`     // not read by the standard suite
	QuickPay     Provenance `json:"quick_pay" validate:"lte=3"` // not read by the standard suite
}

// Payout is the payout to be requested.
type Payout struct {
	OrderID           string    `json:"order_id" validate:"code"`
	BusinessID        string    `json:"business_id" validate:"code"`    // what it pays for: a loan note, a claim, a line of a payroll. It spans all order numbers
	ConfirmedAt       time.Time `json:"confirmed_at" validate:"moment"` // when the applicant confirmed this order
	HeldUntil         time.Time `json:"held_until" validate:"moment"`   // the EarliestAt of an earlier report, if this payout has waited for it
	Amount            Opt[Fen]  `json:"amount_fen" validate:"omitempty,gte=0,lte=9007199254740991"`
	Channel           string    `json:"channel" validate:"code"` // with Product, selects the policy's channel profile
	Product           string    `json:"product" validate:"code"`
	System            System    `json:"system" validate:"lte=5"`
	BranchCode        string    `json:"branch_code" validate:"omitempty,digits,len=12"` // 联行号, 12 digits
	Memo              Secret    `json:"memo" validate:"text=1024"`
	Available         Opt[Fen]  `json:"available_fen" validate:"omitempty,gte=-9007199254740991,lte=9007199254740991"` // what the merchant's account can still pay
	MerchantPaidToday Opt[Fen]  `json:"merchant_paid_today_fen" validate:"omitempty,gte=0,lte=9007199254740991"`       // through this channel
}

// Mandate is what must be in place before a loan is paid out, as facts of the moment.
// None of it is a credit decision. Leave all of it out of other payouts.
type Mandate struct {
	ContractID       string         `json:"contract_id" validate:"code"`
	Signed           Fact           `json:"signed" validate:"lte=2"`                                       // by all parties; a SignedAt says so, too
	SignedAt         time.Time      `json:"signed_at" validate:"moment"`                                   // when the last of them did
	Cancelled        Fact           `json:"cancelled" validate:"lte=2"`                                    // the borrower or the lender has withdrawn it since
	Principal        Opt[Fen]       `json:"principal_fen" validate:"omitempty,gte=0,lte=9007199254740991"` // that this payout lends; of a loan paid out in parts, this part's
	Approved         Fact           `json:"approved" validate:"lte=2"`                                     // and not withdrawn since
	ApprovedAmount   Opt[Fen]       `json:"approved_fen" validate:"omitempty,gte=0,lte=9007199254740991"`  // what is left of it before this payout
	ApprovedUntil    time.Time      `json:"approved_until" validate:"moment"`                              // when the approval lapses
	Payment          LoanPayment    `json:"payment" validate:"lte=2"`                                      // to whom the contract says that the money goes
	Payee            LoanPayee      `json:"payee" validate:"lte=3"`                                        // whose the account is to which this payout goes
	OwnFunds         Fact           `json:"own_funds" validate:"lte=2"`                                    // the lender's own money: there is no funder
	FunderApproved   Fact           `json:"funder_approved" validate:"lte=2"`                              // the funder (资方) approved this very loan
	FunderInstructed Fact           `json:"funder_instructed" validate:"lte=2"`                            // the instruction to release it came from the funder
	PartnerListed    Fact           `json:"partner_listed" validate:"lte=2"`                               // the platform is on the funder's list of partners
	FactorContractID string         `json:"factor_contract_id" validate:"code"`                            // the contract for which the second factor was taken
	Debit            DebitAgreement `json:"debit" validate:"lte=3"`                                        // the agreement (代扣, 协议支付) by which repayments are collected
	InquiryConsent   Fact           `json:"inquiry_consent" validate:"lte=2"`                              // to look up the credit record
	ReportingConsent Fact           `json:"reporting_consent" validate:"lte=2"`                            // to report this loan to the credit register
	ValueDate        workday.Date   `json:"value_date"`                                                    // 起息日; the planned day where interest begins with the release
	Purpose          LoanPurpose    `json:"purpose" validate:"lte=2"`
	BankLender       Fact           `json:"bank_lender" validate:"lte=2"`  // the lender is a bank
	RaisedLimit      Fact           `json:"raised_limit" validate:"lte=2"` // the lender grants this customer the raised limit of self-payment
}

// Device is what the client app reported about its device.
type Device struct {
	CapturedAt       time.Time    `json:"captured_at" validate:"moment"`
	FirstSeenAt      time.Time    `json:"first_seen_at" validate:"moment"` // when the account first used this device
	Platform         Platform     `json:"platform" validate:"lte=5"`
	AppVersion       string       `json:"app_version" validate:"text=64"`
	VPNTransport     Fact         `json:"vpn_transport" validate:"lte=2"`                  // Android TRANSPORT_VPN, HarmonyOS BEARER_VPN
	IOSScopedKeys    []string     `json:"ios_scoped_keys" validate:"max=256,dive,text=64"` // from CFNetworkCopySystemProxySettings; empty is a weak no
	Interfaces       []string     `json:"interfaces" validate:"max=256,dive,text=64"`      // names such as utun0, wg0; empty is a weak no
	ManagedVPN       Fact         `json:"managed_vpn" validate:"lte=2"`                    // the VPN is known to be the employer's
	SystemProxy      Fact         `json:"system_proxy" validate:"lte=2"`
	ProxyHost        Secret       `json:"proxy_host" validate:"text=256"`
	NetworkType      NetworkType  `json:"network_type" validate:"lte=7"`
	RTTMillis        Opt[int64]   `json:"rtt_ms" validate:"omitempty,gte=0"`
	LossPercent      Opt[Percent] `json:"loss_percent" validate:"omitempty,gte=0,lte=10000"`
	UTCOffsetMinutes Opt[int64]   `json:"utc_offset_minutes" validate:"omitempty,gte=-840,lte=840"`
	TimeZone         string       `json:"time_zone" validate:"code"`                // not read by the standard suite
	Region           string       `json:"region" validate:"omitempty,country"`      // not read by the standard suite
	SIMCountry       string       `json:"sim_country" validate:"omitempty,country"` // ISO 3166-1 alpha-2, like all countries here
	GPSCountry       string       `json:"gps_country" validate:"omitempty,country"`
	MockLocation     Fact         `json:"mock_location" validate:"lte=2"`
	ClockSkewSeconds Opt[int64]   `json:"clock_skew_seconds" validate:"omitempty,gte=-3155760000,lte=3155760000"` // client minus server

	Rooted           Fact        `json:"rooted" validate:"lte=2"`
	Emulator         Fact        `json:"emulator" validate:"lte=2"`
	CloudPhone       Fact        `json:"cloud_phone" validate:"lte=2"`
	Hooked           Fact        `json:"hooked" validate:"lte=2"`
	Repackaged       Fact        `json:"repackaged" validate:"lte=2"`
	Debugger         Fact        `json:"debugger" validate:"lte=2"`
	DeveloperOptions Fact        `json:"developer_options" validate:"lte=2"`
	ScreenSharing    Fact        `json:"screen_sharing" validate:"lte=2"`
	RemoteControl    Fact        `json:"remote_control" validate:"lte=2"`
	MultiInstance    Fact        `json:"multi_instance" validate:"lte=2"`
	DataCorrupted    Fact        `json:"data_corrupted" validate:"lte=2"`
	Attestation      Attestation `json:"attestation"`
}

// Attestation is the verdict of a platform's attestation service, as verified by
// the caller's server.
type Attestation struct {
	Provider   Attester           `json:"provider" validate:"lte=4"` // not read by the standard suite
	Verdict    AttestationVerdict `json:"verdict" validate:"lte=6"`
	AgeSeconds Opt[int64]         `json:"age_seconds" validate:"omitempty,gte=0"`
}

// Network is what the server saw of the connection, and what sources say about its
// address.
type Network struct {
	CapturedAt   time.Time  `json:"captured_at" validate:"moment"`
	ClientIP     Secret     `json:"client_ip" validate:"text=128"` // as resolved by the caller; if absent, it is found from Peer and ForwardedFor
	Peer         Secret     `json:"peer" validate:"text=128"`
	ForwardedFor []Secret   `json:"forwarded_for" validate:"max=256,dive,text=1024"` // the header's lines, in order
	ViaHeader    Fact       `json:"via_header" validate:"lte=2"`
	IPRecords    []IPRecord `json:"ip_records" validate:"max=64,dive"` // nil if not looked up
}

// IPRecord is what one source says about an address. Without IP it is about the
// client's address.
type IPRecord struct {
	IP               Secret       `json:"ip" validate:"text=128"`
	Source           string       `json:"source" validate:"code"` // not read by the standard suite
	AsOf             workday.Date `json:"as_of"`
	Country          string       `json:"country" validate:"omitempty,country"`
	ASN              Opt[int64]   `json:"asn" validate:"omitempty,gte=0,lte=4294967295"` // not read by the standard suite
	Org              string       `json:"org" validate:"text=256"`                       // not read by the standard suite
	Usage            IPUsage      `json:"usage" validate:"lte=5"`
	VPN              Fact         `json:"vpn" validate:"lte=2"`
	VPNConfidence    Opt[int64]   `json:"vpn_confidence" validate:"omitempty,gte=1,lte=99"` // 1–99
	PublicProxy      Fact         `json:"public_proxy" validate:"lte=2"`
	ResidentialProxy Fact         `json:"residential_proxy" validate:"lte=2"`
	Tor              Fact         `json:"tor" validate:"lte=2"`
	Relay            Fact         `json:"relay" validate:"lte=2"`
	Hosting          Fact         `json:"hosting" validate:"lte=2"`
	Risk             Opt[int64]   `json:"risk" validate:"omitempty,gte=0,lte=100"` // 0–100, higher is worse
}

// History is what happened before this payout.
type History struct {
	Attempts             []Attempt  `json:"attempts" validate:"max=10000,dive"` // empty if there were none, nil if unknown; of more than 1,000, the newest and all that may have paid are looked at
	CardBindings30d      Opt[int64] `json:"card_bindings_30d" validate:"omitempty,gte=0"`
	Applications30d      Opt[int64] `json:"applications_30d" validate:"omitempty,gte=0"`
	DocumentsOnCard      Opt[int64] `json:"documents_on_card" validate:"omitempty,gte=0"`
	CardsOnDocument      Opt[int64] `json:"cards_on_document" validate:"omitempty,gte=0"`
	DocumentsOnDevice    Opt[int64] `json:"documents_on_device" validate:"omitempty,gte=0"`
	DocumentsOnMobile    Opt[int64] `json:"documents_on_mobile" validate:"omitempty,gte=0"`
	ElementFailuresToday Opt[int64] `json:"element_failures_today" validate:"omitempty,gte=0"`
	PlatformScore        Opt[int64] `json:"platform_score" validate:"omitempty,gte=0,lte=100"` // 综合评分, 0–100, higher is better
}

// Review is what a person of the paying side decided about a report whose verdict was
// review.
type Review struct {
	Decision ReviewDecision `json:"decision" validate:"lte=2"`
	At       time.Time      `json:"at" validate:"moment"`
	Until    time.Time      `json:"until" validate:"moment"` // when a clearance ends; by the policy if not stated

	// Reasons are what was cleared, each "check/code" as the report had it, such as
	// "device.remote-control/remote-control". Nothing else is cleared.
	Reasons []string `json:"reasons" validate:"max=64,dive,text=128"`
}

// Attempt is an earlier payout request to this applicant.
//
// Outcome is how the caller says it ended. Status, Code and FailureText are checked
// against it by failcode's Table.Assess, whatever Channel and Product are called, and
// the more cautious answer counts: a status that is not final leaves the attempt open,
// a failure whose code is in doubt is unknown, and money booked as returned under a
// status of success may still be with the payee. If Outcome is left out, a known final
// status states it. FailureText is the sentence of the channel or bank: a hint of the
// cause, never of the end.
type Attempt struct {
	OrderID     string         `json:"order_id" validate:"code"`
	BusinessID  string         `json:"business_id" validate:"code"` // as in Payout
	Amount      Opt[Fen]       `json:"amount_fen" validate:"omitempty,gte=0,lte=9007199254740991"`
	SameCard    Fact           `json:"same_card" validate:"lte=2"`
	Outcome     AttemptOutcome `json:"outcome" validate:"lte=5"`
	SubmittedAt time.Time      `json:"submitted_at" validate:"moment"`
	EndedAt     time.Time      `json:"ended_at" validate:"moment"`
	Channel     string         `json:"channel" validate:"code"`
	Product     string         `json:"product" validate:"code"`
	Status      string         `json:"status" validate:"code"` // the channel's own
	Code        string         `json:"code" validate:"code"`   // the channel's failure code
	FailureText Secret         `json:"failure_text" validate:"text=1024"`
	Fixed       Fact           `json:"fixed" validate:"lte=2"` // the cause has been removed
	FixedAt     time.Time      `json:"fixed_at" validate:"moment"`
	RefundedAt  time.Time      `json:"refunded_at" validate:"moment"` // when returned money was booked back
}
