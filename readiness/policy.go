package readiness

import (
	"slices"
	"time"

	"github.com/payready/payready/readiness/intake"
)

// PolicySchema names the version of the policy document.
const PolicySchema = "payready.policy/1"

// A Policy sets the limits and says how much each finding costs. The suite says
// what to ask; the policy says how much an answer matters.
//
// Take one from StandardPolicy, LendingPolicy, StrictPolicy, LenientPolicy,
// BackofficePolicy, PayrollPolicy, ClaimsPolicy or ParsePolicy and change its fields before New, which copies it. The zero
// Policy has no limits set and is refused by New.
//
// A limit set by a regulation cites it, in CHECKS.md or beside the constants of
// StandardPolicy. All other values are our own choice.
type Policy struct {
	Schema string `json:"schema"`
	ID     string `json:"id"` // named in reports; a policy document without an ID keeps that of its preset, so only the hash differs

	Checks     map[ID]Override `json:"checks"`
	MaxUnknown Risk            `json:"max_unknown"` // with more unknown risk than this the verdict is incomplete

	HorizonDays       int64 `json:"horizon_days"` // how far ahead EarliestAt looks
	ProcessingMinutes int64 `json:"processing_minutes"`

	MinAge               int64 `json:"min_age"`
	DocumentExpiringDays int64 `json:"document_expiring_days"`
	MobileRecentDays     int64 `json:"mobile_recent_days"`
	DocumentRecentDays   int64 `json:"document_recent_days"`

	FactorFreshMinutes      int64 `json:"factor_fresh_minutes"` // how long before the applicant's confirmation a second factor may be taken
	FaceFreshHours          int64 `json:"face_fresh_hours"`     // how long any second factor counts after the confirmation
	CarrierFreshDays        int64 `json:"carrier_fresh_days"`
	ElementsFreshDays       int64 `json:"elements_fresh_days"`
	StateFreshHours         int64 `json:"state_fresh_hours"`
	CaptureFreshMinutes     int64 `json:"capture_fresh_minutes"`
	HealthFreshMinutes      int64 `json:"health_fresh_minutes"` // how long a row of Health counts that does not say until when
	AttestationFreshSeconds int64 `json:"attestation_fresh_seconds"`
	IPRecordFreshDays       int64 `json:"ip_record_fresh_days"`
	ScreeningFreshDays      int64 `json:"screening_fresh_days"`
	ProvenDays              int64 `json:"proven_days"`        // how long a successful payout proves name, document and card
	OwnershipDays           int64 `json:"ownership_days"`     // how long what was confirmed of the card's owner stands while the card stays bound
	OwnershipElements       int64 `json:"ownership_elements"` // of name, card and document: how many must have been confirmed, 2 or 3

	CoolDownHours int64 `json:"cool_down_hours"`
	RiskHoldDays  int64 `json:"risk_hold_days"` // working days
	RiskEaseDays  int64 `json:"risk_ease_days"`
	EscalateDays  int64 `json:"escalate_days"`
	RefundDays    int64 `json:"refund_days"`    // after which money that came back has surely been booked
	QueryMinutes  int64 `json:"query_minutes"`  // between queries of a pending payout
	ReviewHours   int64 `json:"review_hours"`   // how long a reviewer's clearance holds that does not say
	FeedbackHours int64 `json:"feedback_hours"` // within which an applicant is promised an answer, where the reason stays untold; 0 promises none

	PayoutsPerCardDay    int64 `json:"payouts_per_card_day"`
	SameAmountDays       int64 `json:"same_amount_days"` // how long a payout of the same amount to the card may be this one; 0 looks at order numbers alone
	ElementFailuresDay   int64 `json:"element_failures_per_day"`
	Applications30d      int64 `json:"applications_30d"`
	RebindingFrequent    int64 `json:"rebinding_frequent"`
	RebindingExcessive   int64 `json:"rebinding_excessive"`
	NewCardHours         int64 `json:"new_card_hours"`
	DocumentsPerCard     int64 `json:"documents_per_card"`
	CardsPerDocument     int64 `json:"cards_per_document"`
	DocumentsPerDevice   int64 `json:"documents_per_device"`
	DocumentsPerMobile   int64 `json:"documents_per_mobile"`
	AbuseDocuments       int64 `json:"abuse_documents"`    // so many documents on one device or mobile are a strong sign of abuse
	AbuseBindHours       int64 `json:"abuse_bind_hours"`   // so is a card bound within so many hours after a new device or mobile, with no second factor since
	PlatformScoreLow     int64 `json:"platform_score_low"` // a score below is low; higher is better
	PlatformInsufficient int64 `json:"platform_score_insufficient"`

	VPNSuspected        int64 `json:"vpn_suspected_points"`
	VPNDetected         int64 `json:"vpn_detected_points"`
	SlowRTTMillis       int64 `json:"slow_rtt_ms"`
	UnstableLossPercent int64 `json:"unstable_loss_percent"`
	ClockSkewedSeconds  int64 `json:"clock_skewed_seconds"`
	ClockWrongSeconds   int64 `json:"clock_wrong_seconds"`

	ClassIIDaily    intake.Fen `json:"class_ii_daily_fen"`
	ClassIIYearly   intake.Fen `json:"class_ii_yearly_fen"`
	ClassIIIBalance intake.Fen `json:"class_iii_balance_fen"`
	HVPSOver        intake.Fen `json:"hvps_over_fen"`

	CoolingOffHours int64              `json:"cooling_off_hours"` // after the contract of a loan is signed; 0 for a lender that promises none
	SelfPayment     []SelfPaymentLimit `json:"self_payment"`      // up to what amount a loan goes to the borrower's own account

	CreditLostCards []string `json:"credit_lost_cards"` // codes or names of banks that credit a card reported lost or expired: a warning there

	ExpectedCountries  []string          `json:"expected_countries"`
	TrustedProxies     []string          `json:"trusted_proxies"` // CIDR prefixes of the caller's own front end
	TrustedHops        int64             `json:"trusted_hops"`    // or the number of its hops
	MinAppVersion      map[string]string `json:"min_app_version"` // by platform; "*" for all others
	LatestAppVersion   map[string]string `json:"latest_app_version"`
	BlockedAppVersions []string          `json:"blocked_app_versions"`

	Windows  []Window  `json:"windows"`
	Limits   []Limit   `json:"limits"`
	Channels []Channel `json:"channels"`

	BestRoute bool `json:"best_route,omitzero"` // reports on payouts without a channel name the best one, at the cost of two or more assessments

	Calibration Calibration `json:"calibration,omitzero"` // what scores meant in the past; none by default
}

// An Override changes one check. The zero Override changes nothing.
type Override struct {
	Disabled   bool             `json:"disabled,omitzero"`
	Severity   Severity         `json:"severity,omitzero"`
	Gate       intake.Fact      `json:"gate,omitzero"`
	Need       intake.Opt[Need] `json:"need,omitzero"`
	Suppressed Suppression      `json:"suppressed,omitzero"`
	Risk       intake.Opt[Risk] `json:"risk,omitzero"` // what a fail takes off the score, instead of the severity's share

	Reasons map[string]ReasonOverride `json:"reasons,omitzero"` // by code
}

// A ReasonOverride changes one reason of a check. The zero ReasonOverride changes
// nothing.
type ReasonOverride struct {
	Status intake.Opt[Status] `json:"status,omitzero"` // warn or fail, for a reason that is either
	Kind   intake.Opt[Kind]   `json:"kind,omitzero"`   // for a fail; timed is for reasons that say when they clear
	Risk   intake.Opt[Risk]   `json:"risk,omitzero"`   // what this reason takes off the score
}

// override applies what the policy says of the reason.
func (r *Reason) override(own map[string]ReasonOverride) {
	o, ok := own[r.Code]
	if !ok {
		return
	}
	if o.Status.OK {
		r.Status = o.Status.V
	}
	if r.Status != Fail {
		r.Kind = Fixable
	} else {
		r.Worth = 0
	}
	if o.Kind.OK {
		r.Kind = o.Kind.V
	}
}

// A Suppression skips a check until a given time, for a stated reason.
type Suppression struct {
	Until  time.Time `json:"until,omitzero"`
	Reason string    `json:"reason,omitzero"`
}

// A Limit is the largest payment that a payment system takes. Of the rows that
// apply on a day, the last one counts.
type Limit struct {
	System         intake.System `json:"system,omitzero"`
	MaxAmount      intake.Fen    `json:"max_amount_fen,omitzero"`  // 0 means no limit
	EffectiveFrom  Date          `json:"effective_from,omitzero"`  // first day on which it applies
	EffectiveUntil Date          `json:"effective_until,omitzero"` // last such day
	Source         string        `json:"source,omitzero"`
	CheckedOn      Date          `json:"checked_on,omitzero"`
}

// A SelfPaymentLimit is the largest loan that a bank, as a rule, may pay to the borrower
// instead of the counterparty. Of the rows that apply, the last one counts.
type SelfPaymentLimit struct {
	Purpose        intake.LoanPurpose `json:"purpose,omitzero"`         // 0 for any
	Raised         bool               `json:"raised,omitzero"`          // only for customers whom the lender grants the raised limit
	MaxAmount      intake.Fen         `json:"max_amount_fen,omitzero"`  // 0 means no limit
	EffectiveFrom  Date               `json:"effective_from,omitzero"`  // first day on which it applies
	EffectiveUntil Date               `json:"effective_until,omitzero"` // last such day
	Source         string             `json:"source,omitzero"`
	CheckedOn      Date               `json:"checked_on,omitzero"`
}

// A limit set by a rule cites the rule. The others are our own choice; change
// them freely.
const (
	// PBoC notice 2016/302, 银发〔2016〕302号: a Class II account may receive 10,000
	// CNY a day and 200,000 a year from accounts not bound to it, cash included.
	classIIDaily  = 10_000_00
	classIIYearly = 200_000_00
	// PBoC notice 2018/16, 银发〔2018〕16号: a Class III account may hold 2,000 CNY at
	// any time. Its limits of a day and a year are of money going out.
	classIIIBalance = 2_000_00
	// Customers' transfers above 1,000,000 CNY go through HVPS, smaller ones
	// through BEPS or IBPS. Medium confidence: bank notices, not the rule itself.
	hvpsOver = 1_000_000_00
	// Civil Code of the PRC, article 17: adulthood begins at 18.
	adultAge = 18
	// 个人贷款管理办法 of 2024, and a notice of March 2025 that raises the first for a
	// time. Low confidence: quoted of the predecessor and by the press.
	selfConsumption       = 300_000_00
	selfBusiness          = 500_000_00
	selfConsumptionRaised = 500_000_00
	// Labour Law of the PRC, article 15: nobody below 16 may be employed.
	workingAge = 16
)

// StandardPolicy returns a new copy of the policy that Assess uses.
func StandardPolicy() *Policy {
	return &Policy{
		Schema:     PolicySchema,
		ID:         "standard",
		MaxUnknown: 4_500_000_000,

		HorizonDays:       14,
		ProcessingMinutes: 10,

		MinAge:               adultAge,
		DocumentExpiringDays: 30,
		MobileRecentDays:     7,
		DocumentRecentDays:   30,

		FactorFreshMinutes:      60,
		FaceFreshHours:          24,
		CarrierFreshDays:        30,
		ElementsFreshDays:       30,
		StateFreshHours:         24,
		CaptureFreshMinutes:     30,
		HealthFreshMinutes:      15,
		AttestationFreshSeconds: 600,
		IPRecordFreshDays:       30,
		ScreeningFreshDays:      30,
		ProvenDays:              180,
		OwnershipDays:           365,
		OwnershipElements:       3,

		CoolDownHours: 24,
		RiskHoldDays:  3,
		RiskEaseDays:  7,
		EscalateDays:  3,
		RefundDays:    30,
		QueryMinutes:  30,
		ReviewHours:   24,
		FeedbackHours: 24,

		PayoutsPerCardDay:    5,
		SameAmountDays:       3,
		ElementFailuresDay:   3,
		Applications30d:      10,
		RebindingFrequent:    3,
		RebindingExcessive:   5,
		NewCardHours:         24,
		DocumentsPerCard:     2,
		CardsPerDocument:     6,
		DocumentsPerDevice:   3,
		DocumentsPerMobile:   2,
		AbuseDocuments:       5,
		AbuseBindHours:       72,
		PlatformScoreLow:     60,
		PlatformInsufficient: 40,

		VPNSuspected:        35,
		VPNDetected:         70,
		SlowRTTMillis:       1000,
		UnstableLossPercent: 5,
		ClockSkewedSeconds:  300,
		ClockWrongSeconds:   86_400,

		ClassIIDaily:    classIIDaily,
		ClassIIYearly:   classIIYearly,
		ClassIIIBalance: classIIIBalance,
		HVPSOver:        hvpsOver,

		SelfPayment: defaultSelfPayment(),

		ExpectedCountries: []string{"CN"},
		Windows:           defaultWindows(),
		Limits:            defaultLimits(),
	}
}

// LendingPolicy is for loans that a lender pays out to its borrowers. What must be in
// place before the release, under mandate in the submission, has to be known: the
// contract, the approval, the funder's instruction. A card that money cannot leave is of no use to a borrower who has to repay from it, and what a court has
// frozen is for a person to look at.
func LendingPolicy() *Policy {
	p := StandardPolicy()
	p.ID = "lending"
	fail := ReasonOverride{Status: intake.Some(Fail)}
	p.set("card.state", Override{Reasons: map[string]ReasonOverride{"receive-only": fail}})
	p.set("card.non-counter", Override{Reasons: map[string]ReasonOverride{"receive-only": fail}})
	p.set("card.risk-flag", Override{Reasons: map[string]ReasonOverride{"court-freeze": {Kind: intake.Some(Reviewing)}}})
	for _, c := range suite {
		if c.ID.Category() == mandate && c.Gate {
			p.set(c.ID, Override{Need: intake.Some(Required)})
		}
	}
	return p
}

// StrictPolicy is for large amounts and first payouts: MaxUnknown is 1, the risk of two
// critical checks, and a single sign of abuse holds the payout for a review.
func StrictPolicy() *Policy {
	p := StandardPolicy()
	p.ID, p.MaxUnknown = "strict", 1_000_000_000
	for _, id := range []ID{"device.integrity", "history.sharing"} {
		o := Override{Gate: intake.Yes, Reasons: map[string]ReasonOverride{}}
		for _, r := range standardCheck(id).Reasons {
			if r.Status == Fail {
				o.Reasons[r.Code] = ReasonOverride{Kind: intake.Some(Reviewing)}
			}
		}
		p.set(id, o)
	}
	return p
}

// LenientPolicy is for callers that start with little data and gate on Floor later:
// StandardPolicy without a limit on unknown risk.
func LenientPolicy() *Policy {
	p := StandardPolicy()
	p.ID, p.MaxUnknown = "lenient", NoLimit
	return p
}

// BackofficePolicy is for payouts that staff or a batch job request: without a client
// app there is no device, no network and no second factor to look at, and two elements
// that the bank confirmed, or an earlier payout, say whose card it is: the document need
// not be known.
func BackofficePolicy() *Policy {
	p := StandardPolicy()
	p.ID, p.OwnershipElements = "backoffice", 2
	for _, c := range suite {
		switch c.ID.Category() {
		case "device", "network":
			p.set(c.ID, Override{Disabled: true})
		}
	}
	for _, id := range []ID{
		"identity.second-factor", "identity.document", "identity.document-validity", "identity.age", "identity.mobile",
		"consistency.holder-name", "consistency.holder-document",
	} {
		p.set(id, Override{Need: intake.Some(Optional)})
	}
	return p
}

// PayrollPolicy is BackofficePolicy for wages, from 16 years on: whom the Labour Law,
// article 15, allows to be employed. Nothing is said of loans.
func PayrollPolicy() *Policy {
	p := BackofficePolicy().withoutLoans()
	p.ID, p.MinAge = "payroll", workingAge
	p.set("history.sharing", Override{Gate: intake.Yes})
	return p
}

// ClaimsPolicy is BackofficePolicy for insurance claims and refunds, whose payee may be
// of any age. Nothing is said of loans.
func ClaimsPolicy() *Policy {
	p := BackofficePolicy().withoutLoans()
	p.ID, p.MinAge = "claims", 0
	p.set("history.sharing", Override{Gate: intake.Yes})
	return p
}

// mandate is the category of what must be in place before a loan is paid out.
const mandate = "mandate"

// withoutLoans leaves out what concerns loans alone.
func (p *Policy) withoutLoans() *Policy {
	for _, c := range suite {
		if c.ID.Category() == mandate {
			p.set(c.ID, Override{Disabled: true})
		}
	}
	p.SelfPayment = nil
	return p
}

// set overrides one check.
func (p *Policy) set(id ID, o Override) {
	if p.Checks == nil {
		p.Checks = map[ID]Override{}
	}
	p.Checks[id] = o
}

// standardCheck returns a check of the standard suite.
func standardCheck(id ID) *Check {
	return suite[slices.IndexFunc(suite[:], func(c *Check) bool { return c.ID == id })]
}
