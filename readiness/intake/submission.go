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
	ID         string    `json:"id,omitzero" validate:"omitempty,submission_id"` // echoed in the report: [A-Za-z0-9_-]{1,64}, and no number of a person: see IsPersonal
	At         time.Time `json:"at,omitzero" validate:"moment"`                  // the planned time of submission
	ObservedAt time.Time `json:"observed_at,omitzero" validate:"moment"`         // the time to which "today", "30d" and ages refer; At if unknown

	Applicant Applicant `json:"applicant,omitzero"`
	Card      Card      `json:"card,omitzero"`
	Payout    Payout    `json:"payout,omitzero"`
	Mandate   Mandate   `json:"mandate,omitzero"`
	Device    Device    `json:"device,omitzero"`
	Network   Network   `json:"network,omitzero"`
	History   History   `json:"history,omitzero"`
	Review    Review    `json:"review,omitzero"`
	Health    []Health  `json:"health,omitzero" validate:"max=64,dive"` // nil if nobody watches banks and channels

	Extra Extra `json:"extra,omitzero"` // inputs of custom checks
}

// Applicant is the person to be paid, as the backend knows them.
type Applicant struct {
	Name            Secret           `json:"name,omitzero" validate:"text=256"`
	NameChangedOn   workday.Date     `json:"name_changed_on,omitzero"`
	Document        IdentityDocument `json:"document,omitzero"`
	Mobile          Secret           `json:"mobile,omitzero" validate:"text=128"`
	MobileChangedOn workday.Date     `json:"mobile_changed_on,omitzero"`
	MobileReissued  Fact             `json:"mobile_reissued,omitzero" validate:"lte=2"` // the carrier gave the number to a new owner (二次放号)
	Verification    Verification     `json:"verification,omitzero"`
	Screening       Screening        `json:"screening,omitzero"`
}

// IdentityDocument is the document that the applicant presented.
type IdentityDocument struct {
	Type      DocumentType `json:"type,omitzero" validate:"lte=6"`
	Number    Secret       `json:"number,omitzero" validate:"text=128"`
	BirthDate workday.Date `json:"birth_date,omitzero"` // for documents whose number does not contain it
	IssuedOn  workday.Date `json:"issued_on,omitzero"`
	ExpiresOn workday.Date `json:"expires_on,omitzero"`                 // the last day of validity, as printed
	LongTerm  Fact         `json:"long_term,omitzero" validate:"lte=2"` // no expiry (长期)
	ChangedOn workday.Date `json:"changed_on,omitzero"`                 // the day of the last renewal
}

// Verification is proof of who is asking: second factors, of which any one will do,
// and what carrier and document say.
type Verification struct {
	Face         FactorCheck  `json:"face,omitzero"`          // face recognition
	SMS          FactorCheck  `json:"sms,omitzero"`           // a code that the bank sent to the mobile on its record, signed there
	Certificate  FactorCheck  `json:"certificate,omitzero"`   // a digital certificate or a key
	Video        FactorCheck  `json:"video,omitzero"`         // a call with a person
	PasswordCode FactorCheck  `json:"password_code,omitzero"` // a password and a one-time code, both
	Carrier      CarrierCheck `json:"carrier,omitzero"`
	OCR          OCR          `json:"ocr,omitzero"`
}

// FactorCheck is the result of one second factor.
type FactorCheck struct {
	Result Trial     `json:"result,omitzero" validate:"lte=3"`
	At     time.Time `json:"at,omitzero" validate:"moment"`
}

// CarrierCheck is the carrier's check of name, document and mobile.
type CarrierCheck struct {
	Result Comparison `json:"result,omitzero" validate:"lte=3"`
	At     time.Time  `json:"at,omitzero" validate:"moment"`
}

// Screening is the result of comparing the applicant with the lists of money
// laundering, sanctions and special prevention.
type Screening struct {
	Result ScreeningResult `json:"result,omitzero" validate:"lte=3"`
	At     time.Time       `json:"at,omitzero" validate:"moment"`
}

// OCR is what was read from the document image.
type OCR struct {
	Name   Secret `json:"name,omitzero" validate:"text=256"`
	Number Secret `json:"number,omitzero" validate:"text=128"`
}

// Card is the bound card and what its bank or channel says about it. Give Number,
// or BIN with Length and Last4 if only a truncated number is kept.
type Card struct {
	Number Secret     `json:"number,omitzero" validate:"text=128"`
	BIN    Secret     `json:"bin,omitzero" validate:"omitempty,digits,text=10,min=6"` // the first 6 to 10 digits
	Length Opt[int64] `json:"length,omitzero" validate:"omitempty,gte=12,lte=19"`
	Last4  Secret     `json:"last4,omitzero" validate:"omitempty,digits,len=4"`

	Form                CardForm        `json:"form,omitzero" validate:"lte=2"`
	Funding             cardbin.Funding `json:"funding,omitzero" validate:"lte=4"`
	AccountKind         AccountKind     `json:"account_kind,omitzero" validate:"lte=2"`
	Issuer              string          `json:"issuer,omitzero" validate:"text=128"` // a code or a name, in any common scheme
	AccountClass        AccountClass    `json:"account_class,omitzero" validate:"lte=3"`
	FaceToFaceVerified  Fact            `json:"face_to_face_verified,omitzero" validate:"lte=2"`
	LenderIsAccountBank Fact            `json:"lender_is_account_bank,omitzero" validate:"lte=2"` // the account's bank lends and books the money itself; not a payment company for it

	State          CardState    `json:"state,omitzero" validate:"lte=8"`
	StateAt        time.Time    `json:"state_at,omitzero" validate:"moment"`
	OpenedOn       workday.Date `json:"opened_on,omitzero"`
	LastActivityOn workday.Date `json:"last_activity_on,omitzero"`
	QuickPay       Fact         `json:"quick_pay,omitzero" validate:"lte=2"`
	OnlineTransfer Fact         `json:"online_transfer,omitzero" validate:"lte=2"`
	NonCounter     NonCounter   `json:"non_counter,omitzero" validate:"lte=4"`

	NonboundInboundToday    Opt[Fen] `json:"nonbound_inbound_today_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"` // received today from accounts not bound to it
	NonboundInboundThisYear Opt[Fen] `json:"nonbound_inbound_this_year_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`
	Balance                 Opt[Fen] `json:"balance_fen,omitzero" validate:"omitempty,gte=-9007199254740991,lte=9007199254740991"`

	Holder         Holder       `json:"holder,omitzero"`
	ElementCheck   ElementCheck `json:"element_check,omitzero"`
	Sources        CardSources  `json:"sources,omitzero"`
	FraudListed    Fact         `json:"fraud_listed,omitzero" validate:"lte=2"`
	JudicialFreeze Fact         `json:"judicial_freeze,omitzero" validate:"lte=2"`
	FreezeBy       FreezeBy     `json:"freeze_by,omitzero" validate:"lte=4"`
	BoundAt        time.Time    `json:"bound_at,omitzero" validate:"moment"`
	DebitedAt      time.Time    `json:"debited_at,omitzero" validate:"moment"` // the last debit that succeeded, under an agreement that still stands
}

// Holder is the bank's own record of the cardholder, plain, masked or hashed.
type Holder struct {
	Name           Secret       `json:"name,omitzero" validate:"text=256"`
	NameHash       NameHash     `json:"name_hash,omitzero"`
	DocumentType   DocumentType `json:"document_type,omitzero" validate:"lte=6"`
	DocumentNumber Secret       `json:"document_number,omitzero" validate:"text=128"`
	Mobile         Secret       `json:"mobile,omitzero" validate:"text=128"`
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
	Algorithm HashAlgorithm `json:"algorithm,omitzero" validate:"lte=2"`
	Encoding  TextEncoding  `json:"encoding,omitzero" validate:"lte=2"`
	Hex       Secret        `json:"hex,omitzero" validate:"omitempty,text=64,hexadecimal"`
}

// ElementCheck is the last check of elements against the bank: 2 (card and name), 3
// (and document) or 4 (and mobile).
type ElementCheck struct {
	Elements   Opt[int64] `json:"elements,omitzero" validate:"omitempty,gte=2,lte=4"`
	Result     Comparison `json:"result,omitzero" validate:"lte=3"`
	Mismatched []Element  `json:"mismatched,omitzero" validate:"max=4,dive,gte=1,lte=4"` // nil if it is not known which
	At         time.Time  `json:"at,omitzero" validate:"moment"`
}

// CardSources says who stated a fact about the card; unknown counts as
// Declared.
type CardSources struct {
	AccountClass Provenance `json:"account_class,omitzero" validate:"lte=3"`
	Funding      Provenance `json:"funding,omitzero" validate:"lte=3"`
	State        Provenance `json:"state,omitzero" validate:"lte=3"`     // not read by the standard suite
	QuickPay     Provenance `json:"quick_pay,omitzero" validate:"lte=3"` // not read by the standard suite
}

// Payout is the payout to be requested.
type Payout struct {
	OrderID           string        `json:"order_id,omitzero" validate:"code"`
	BusinessID        string        `json:"business_id,omitzero" validate:"code"`    // what it pays for: a loan note, a claim, a line of a payroll. It spans all order numbers
	ConfirmedAt       time.Time     `json:"confirmed_at,omitzero" validate:"moment"` // when the applicant confirmed this order
	HeldUntil         time.Time     `json:"held_until,omitzero" validate:"moment"`   // the EarliestAt of an earlier report, if this payout has waited for it
	Amount            Opt[Fen]      `json:"amount_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`
	Channel           string        `json:"channel,omitzero" validate:"text=64"` // with Product, selects the policy's channel profile
	Product           string        `json:"product,omitzero" validate:"text=64"`
	System            System        `json:"system,omitzero" validate:"lte=5"`
	BranchCode        string        `json:"branch_code,omitzero" validate:"omitempty,digits,len=12"` // 联行号, 12 digits
	Memo              Secret        `json:"memo,omitzero" validate:"text=1024"`
	Available         Opt[Fen]      `json:"available_fen,omitzero" validate:"omitempty,gte=-9007199254740991,lte=9007199254740991"` // what the merchant's account can still pay
	MerchantPaidToday Opt[Fen]      `json:"merchant_paid_today_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`       // through this channel
	Routes            []PayoutRoute `json:"routes,omitzero" validate:"max=64,dive"`                                                 // what is known of each of the merchant's channels; goes before Available and MerchantPaidToday
}

// PayoutRoute is what is known of one of the merchant's channels, for this payout. A row
// without a product is about all products of its channel.
type PayoutRoute struct {
	Channel           string   `json:"channel,omitzero" validate:"text=64"` // by any of its names
	Product           string   `json:"product,omitzero" validate:"text=64"`
	Permitted         Fact     `json:"permitted,omitzero" validate:"lte=2"`                                                    // the funder, or whoever has to, permits this payout to go through it
	Available         Opt[Fen] `json:"available_fen,omitzero" validate:"omitempty,gte=-9007199254740991,lte=9007199254740991"` // what the merchant's account there can still pay
	MerchantPaidToday Opt[Fen] `json:"merchant_paid_today_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`
}

// Mandate is what must be in place before a loan is paid out, as facts of the moment.
// None of it is a credit decision. Leave all of it out of other payouts.
type Mandate struct {
	ContractID       string         `json:"contract_id,omitzero" validate:"code"`
	Signed           Fact           `json:"signed,omitzero" validate:"lte=2"`                                       // by all parties; a SignedAt says so, too
	SignedAt         time.Time      `json:"signed_at,omitzero" validate:"moment"`                                   // when the last of them did
	Cancelled        Fact           `json:"cancelled,omitzero" validate:"lte=2"`                                    // the borrower or the lender has withdrawn it since
	Principal        Opt[Fen]       `json:"principal_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"` // that this payout lends; of a loan paid out in parts, this part's
	Approved         Fact           `json:"approved,omitzero" validate:"lte=2"`                                     // and not withdrawn since
	ApprovedAmount   Opt[Fen]       `json:"approved_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`  // what is left of it before this payout
	ApprovedUntil    time.Time      `json:"approved_until,omitzero" validate:"moment"`                              // when the approval lapses
	Payment          LoanPayment    `json:"payment,omitzero" validate:"lte=2"`                                      // to whom the contract says that the money goes
	Payee            LoanPayee      `json:"payee,omitzero" validate:"lte=3"`                                        // whose the account is to which this payout goes
	OwnFunds         Fact           `json:"own_funds,omitzero" validate:"lte=2"`                                    // the lender's own money: there is no funder
	FunderApproved   Fact           `json:"funder_approved,omitzero" validate:"lte=2"`                              // the funder (资方) approved this very loan
	FunderInstructed Fact           `json:"funder_instructed,omitzero" validate:"lte=2"`                            // the instruction to release it came from the funder
	PartnerListed    Fact           `json:"partner_listed,omitzero" validate:"lte=2"`                               // the platform is on the funder's list of partners
	FactorContractID string         `json:"factor_contract_id,omitzero" validate:"code"`                            // the contract for which the second factor was taken
	Debit            DebitAgreement `json:"debit,omitzero" validate:"lte=3"`                                        // the agreement (代扣, 协议支付) by which repayments are collected
	InquiryConsent   Fact           `json:"inquiry_consent,omitzero" validate:"lte=2"`                              // to look up the credit record
	ReportingConsent Fact           `json:"reporting_consent,omitzero" validate:"lte=2"`                            // to report this loan to the credit register
	ValueDate        workday.Date   `json:"value_date,omitzero"`                                                    // 起息日; the planned day where interest begins with the release
	Purpose          LoanPurpose    `json:"purpose,omitzero" validate:"lte=2"`
	BankLender       Fact           `json:"bank_lender,omitzero" validate:"lte=2"`  // the lender is a bank
	RaisedLimit      Fact           `json:"raised_limit,omitzero" validate:"lte=2"` // the lender grants this customer the raised limit of self-payment
}

// Device is what the client app reported about its device.
type Device struct {
	CapturedAt       time.Time    `json:"captured_at,omitzero" validate:"moment"`
	FirstSeenAt      time.Time    `json:"first_seen_at,omitzero" validate:"moment"` // when the account first used this device
	Platform         Platform     `json:"platform,omitzero" validate:"lte=5"`
	AppVersion       string       `json:"app_version,omitzero" validate:"text=64"`
	VPNTransport     Fact         `json:"vpn_transport,omitzero" validate:"lte=2"`                  // Android TRANSPORT_VPN, HarmonyOS BEARER_VPN
	IOSScopedKeys    []string     `json:"ios_scoped_keys,omitzero" validate:"max=256,dive,text=64"` // from CFNetworkCopySystemProxySettings; empty is a weak no
	Interfaces       []string     `json:"interfaces,omitzero" validate:"max=256,dive,text=64"`      // names such as utun0, wg0; empty is a weak no
	ManagedVPN       Fact         `json:"managed_vpn,omitzero" validate:"lte=2"`                    // the VPN is known to be the employer's
	SystemProxy      Fact         `json:"system_proxy,omitzero" validate:"lte=2"`
	ProxyHost        Secret       `json:"proxy_host,omitzero" validate:"text=256"`
	NetworkType      NetworkType  `json:"network_type,omitzero" validate:"lte=7"`
	RTTMillis        Opt[int64]   `json:"rtt_ms,omitzero" validate:"omitempty,gte=0"`
	LossPercent      Opt[Percent] `json:"loss_percent,omitzero" validate:"omitempty,gte=0,lte=10000"`
	UTCOffsetMinutes Opt[int64]   `json:"utc_offset_minutes,omitzero" validate:"omitempty,gte=-840,lte=840"`
	TimeZone         string       `json:"time_zone,omitzero" validate:"code"`                // not read by the standard suite
	Region           string       `json:"region,omitzero" validate:"omitempty,country"`      // not read by the standard suite
	SIMCountry       string       `json:"sim_country,omitzero" validate:"omitempty,country"` // ISO 3166-1 alpha-2, like all countries here
	GPSCountry       string       `json:"gps_country,omitzero" validate:"omitempty,country"`
	MockLocation     Fact         `json:"mock_location,omitzero" validate:"lte=2"`
	ClockSkewSeconds Opt[int64]   `json:"clock_skew_seconds,omitzero" validate:"omitempty,gte=-3155760000,lte=3155760000"` // client minus server

	Rooted           Fact        `json:"rooted,omitzero" validate:"lte=2"`
	Emulator         Fact        `json:"emulator,omitzero" validate:"lte=2"`
	CloudPhone       Fact        `json:"cloud_phone,omitzero" validate:"lte=2"`
	Hooked           Fact        `json:"hooked,omitzero" validate:"lte=2"`
	Repackaged       Fact        `json:"repackaged,omitzero" validate:"lte=2"`
	Debugger         Fact        `json:"debugger,omitzero" validate:"lte=2"`
	DeveloperOptions Fact        `json:"developer_options,omitzero" validate:"lte=2"`
	ScreenSharing    Fact        `json:"screen_sharing,omitzero" validate:"lte=2"`
	RemoteControl    Fact        `json:"remote_control,omitzero" validate:"lte=2"`
	MultiInstance    Fact        `json:"multi_instance,omitzero" validate:"lte=2"`
	DataCorrupted    Fact        `json:"data_corrupted,omitzero" validate:"lte=2"`
	Attestation      Attestation `json:"attestation,omitzero"`
}

// Attestation is the verdict of a platform's attestation service, as verified by
// the caller's server.
type Attestation struct {
	Provider   Attester           `json:"provider,omitzero" validate:"lte=4"` // not read by the standard suite
	Verdict    AttestationVerdict `json:"verdict,omitzero" validate:"lte=6"`
	AgeSeconds Opt[int64]         `json:"age_seconds,omitzero" validate:"omitempty,gte=0"`
}

// Network is what the server saw of the connection, and what sources say about its
// address.
type Network struct {
	CapturedAt   time.Time  `json:"captured_at,omitzero" validate:"moment"`
	ClientIP     Secret     `json:"client_ip,omitzero" validate:"text=128"` // as resolved by the caller; if absent, it is found from Peer and ForwardedFor
	Peer         Secret     `json:"peer,omitzero" validate:"text=128"`
	ForwardedFor []Secret   `json:"forwarded_for,omitzero" validate:"max=256,dive,text=1024"` // the header's lines, in order
	ViaHeader    Fact       `json:"via_header,omitzero" validate:"lte=2"`
	IPRecords    []IPRecord `json:"ip_records,omitzero" validate:"max=64,dive"` // nil if not looked up
}

// IPRecord is what one source says about an address. Without IP it is about the
// client's address.
type IPRecord struct {
	IP               Secret       `json:"ip,omitzero" validate:"text=128"`
	Source           string       `json:"source,omitzero" validate:"code"` // not read by the standard suite
	AsOf             workday.Date `json:"as_of,omitzero"`
	Country          string       `json:"country,omitzero" validate:"omitempty,country"`
	ASN              Opt[int64]   `json:"asn,omitzero" validate:"omitempty,gte=0,lte=4294967295"` // not read by the standard suite
	Org              string       `json:"org,omitzero" validate:"text=256"`                       // not read by the standard suite
	Usage            IPUsage      `json:"usage,omitzero" validate:"lte=5"`
	VPN              Fact         `json:"vpn,omitzero" validate:"lte=2"`
	VPNConfidence    Opt[int64]   `json:"vpn_confidence,omitzero" validate:"omitempty,gte=1,lte=99"` // 1–99
	PublicProxy      Fact         `json:"public_proxy,omitzero" validate:"lte=2"`
	ResidentialProxy Fact         `json:"residential_proxy,omitzero" validate:"lte=2"`
	Tor              Fact         `json:"tor,omitzero" validate:"lte=2"`
	Relay            Fact         `json:"relay,omitzero" validate:"lte=2"`
	Hosting          Fact         `json:"hosting,omitzero" validate:"lte=2"`
	Risk             Opt[int64]   `json:"risk,omitzero" validate:"omitempty,gte=0,lte=100"` // 0–100, higher is worse
}

// History is what happened before this payout.
type History struct {
	Attempts             []Attempt  `json:"attempts,omitzero" validate:"max=10000,dive"` // empty if there were none, nil if unknown; of more than 1,000, the newest and all that may have paid are looked at
	CardBindings30d      Opt[int64] `json:"card_bindings_30d,omitzero" validate:"omitempty,gte=0"`
	Applications30d      Opt[int64] `json:"applications_30d,omitzero" validate:"omitempty,gte=0"`
	DocumentsOnCard      Opt[int64] `json:"documents_on_card,omitzero" validate:"omitempty,gte=0"`
	CardsOnDocument      Opt[int64] `json:"cards_on_document,omitzero" validate:"omitempty,gte=0"`
	DocumentsOnDevice    Opt[int64] `json:"documents_on_device,omitzero" validate:"omitempty,gte=0"`
	DocumentsOnMobile    Opt[int64] `json:"documents_on_mobile,omitzero" validate:"omitempty,gte=0"`
	ElementFailuresToday Opt[int64] `json:"element_failures_today,omitzero" validate:"omitempty,gte=0"`
	PlatformScore        Opt[int64] `json:"platform_score,omitzero" validate:"omitempty,gte=0,lte=100"` // 综合评分, 0–100, higher is better
}

// Review is what a person of the paying side decided about a report whose verdict was
// review.
type Review struct {
	Decision ReviewDecision `json:"decision,omitzero" validate:"lte=2"`
	At       time.Time      `json:"at,omitzero" validate:"moment"`
	Until    time.Time      `json:"until,omitzero" validate:"moment"` // when a clearance ends; by the policy if not stated

	// Reasons are what was cleared, each "check/code" as the report had it, such as
	// "device.remote-control/remote-control". Nothing else is cleared.
	Reasons []string `json:"reasons,omitzero" validate:"max=64,dive,text=128"`
}

// Health is what somebody who watches them says of a bank, of a channel, or of a bank
// through one channel: whether payouts arrive there. Without Issuer it is about the
// channel with all banks, without Channel about the bank by all channels, and without
// both about nothing.
//
// A row counts from Since on, or at all times before Until if Since is not given. Until
// is when the state is expected to end; without it the row says nothing of the time after
// it has gone stale. A row without AsOf, a stale one and one of the future say nothing of
// the present. One that is down explains failures between Since and Until, however old
// it is.
type Health struct {
	Issuer  string      `json:"issuer,omitzero" validate:"text=128"` // a code or a name, in any common scheme
	Channel string      `json:"channel,omitzero" validate:"text=64"` // by any of its names
	State   HealthState `json:"state,omitzero" validate:"lte=3"`
	Since   time.Time   `json:"since,omitzero" validate:"moment"`
	Until   time.Time   `json:"until,omitzero" validate:"moment"`
	AsOf    time.Time   `json:"as_of,omitzero" validate:"moment"`
	Source  string      `json:"source,omitzero" validate:"code"` // not read by the standard suite
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
	OrderID     string         `json:"order_id,omitzero" validate:"code"`
	BusinessID  string         `json:"business_id,omitzero" validate:"code"` // as in Payout
	Amount      Opt[Fen]       `json:"amount_fen,omitzero" validate:"omitempty,gte=0,lte=9007199254740991"`
	SameCard    Fact           `json:"same_card,omitzero" validate:"lte=2"`
	Outcome     AttemptOutcome `json:"outcome,omitzero" validate:"lte=5"`
	SubmittedAt time.Time      `json:"submitted_at,omitzero" validate:"moment"`
	EndedAt     time.Time      `json:"ended_at,omitzero" validate:"moment"`
	Channel     string         `json:"channel,omitzero" validate:"text=64"`
	Product     string         `json:"product,omitzero" validate:"text=64"`
	Status      string         `json:"status,omitzero" validate:"text=64"` // the channel's own
	Code        string         `json:"code,omitzero" validate:"text=64"`   // the channel's failure code
	FailureText Secret         `json:"failure_text,omitzero" validate:"text=1024"`
	Fixed       Fact           `json:"fixed,omitzero" validate:"lte=2"` // the cause has been removed
	FixedAt     time.Time      `json:"fixed_at,omitzero" validate:"moment"`
	RefundedAt  time.Time      `json:"refunded_at,omitzero" validate:"moment"` // when returned money was booked back
}
