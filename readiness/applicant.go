package readiness

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/remedy"
)

// ApplicantSchema names the version of the applicant's view.
const ApplicantSchema = "payready.applicant/1"

// An ApplicantView is what the person to be paid may read: what happens now, what they
// can do, and by when. It is the only part of a report for a front end. It holds no
// verdict, no score, no check and no reason, so that it teaches nobody to get around
// risk control, and nobody is warned of a measure that must not be announced.
//
// Whatever is held back for a reason that stays untold reads the same, byte for byte:
// a payout stopped, under review, or waiting for something internal.
type ApplicantView struct {
	Schema   string                `json:"schema"`
	ID       string                `json:"id"` // of the submission
	Lang     Lang                  `json:"lang"`
	State    string                `json:"state"` // processing, act, wait, paid
	Headline string                `json:"headline"`
	Steps    []string              `json:"steps"`            // what to do, the least effort first
	By       intake.Opt[time.Time] `json:"by,omitzero"`      // to act before
	After    intake.Opt[time.Time] `json:"after,omitzero"`   // when it goes on
	Support  string                `json:"support"`          // what to say to support
	Warning  string                `json:"warning,omitzero"` // against fraud
}

// What applicants read. {time} is filled in.
var applicantTexts = struct {
	processing, undated, bankDown, bankBack, channelDown, channelBack, paying, paid, paidUndated, act, actBy, provide, wait, pending, support, fraud Text
}{
	processing:  Text{ZH: "订单处理中，预计 {time} 前反馈；如需说明或人工复核，请联系客服", EN: "Your order is being processed, and you will hear by {time}. For an explanation or a review by a person, contact support"},
	undated:     Text{ZH: "订单处理中；如需说明或人工复核，请联系客服", EN: "Your order is being processed. For an explanation or a review by a person, contact support"},
	paying:      Text{ZH: "订单已受理，即将打款，到账以银行入账为准", EN: "Your order is accepted and will be paid out. The money has arrived once your bank shows it"},
	paid:        Text{ZH: "已于 {time} 打款成功，请查看收款账户", EN: "Paid out successfully at {time}. Please look at your account"},
	paidUndated: Text{ZH: "已打款成功，请查看收款账户", EN: "Paid out successfully. Please look at your account"},
	act:         Text{ZH: "打款前还需您完成以下事项", EN: "Before the payout, please do this"},
	actBy:       Text{ZH: "请于 {time} 前完成以下事项，逾期款项退回付款方", EN: "Please do this before {time}; after that the money goes back to the payer"},
	provide:     Text{ZH: "补充{what}", EN: "Give the {what}"},
	wait:        Text{ZH: "预计 {time} 后打款，无需重复申请", EN: "The payout is expected after {time}. There is no need to apply again"},
	bankDown:    Text{ZH: "正在等待银行恢复，恢复后继续打款；您无需操作，请不要换卡", EN: "We are waiting for the bank, and pay out when it is back. You need do nothing; please do not change the card"},
	bankBack:    Text{ZH: "正在等待银行恢复，预计 {time} 后打款；您无需操作，请不要换卡", EN: "We are waiting for the bank, and expect to pay out after {time}. You need do nothing; please do not change the card"},
	channelDown: Text{ZH: "正在等待支付通道恢复，恢复后继续打款；您无需操作，请不要换卡", EN: "We are waiting for the payment channel, and pay out when it is back. You need do nothing; please do not change the card"},
	channelBack: Text{ZH: "正在等待支付通道恢复，预计 {time} 后打款；您无需操作，请不要换卡", EN: "We are waiting for the payment channel, and expect to pay out after {time}. You need do nothing; please do not change the card"},
	pending:     Text{ZH: "打款处理中，有结果会通知您，请勿重复申请", EN: "The payout is under way, and you will be told how it ends. Please do not apply again"},
	support:     Text{ZH: "联系客服时请提供订单编号 {id}", EN: "When you contact support, give the order's reference {id}"},
	fraud:       Text{ZH: "如有人指导您操作或要求共享屏幕，请立即停止，并拨打 96110", EN: "If anybody is telling you what to do or asks you to share your screen, stop at once and call 96110"},
}

// ForApplicant returns what the person to be paid may read, in language l.
func (r *Report) ForApplicant(l Lang) ApplicantView {
	v := ApplicantView{Schema: ApplicantSchema, ID: r.ID, Lang: l, Steps: []string{}}
	if r.ID != "" {
		v.Support = at(applicantTexts.support, l, "{id}", r.ID)
	}
	if r.plan == nil || r.reused() {
		r.hold(&v)
		return v
	}
	switch r.Verdict {
	case Ready:
		v.State, v.Headline = "processing", applicantTexts.paying.In(l)
	case Paid:
		r.paid(&v)
	case Fix, Incomplete:
		r.act(&v)
	case Wait:
		r.await(&v)
	default:
		r.hold(&v)
	}
	return v
}

// hold says that an answer will come. Every reason that stays untold reads like this.
func (r *Report) hold(v *ApplicantView) {
	v.State, v.Headline = "processing", applicantTexts.undated.In(v.Lang)
	if !r.AssessedAt.IsZero() && r.plan != nil && r.plan.policy.FeedbackHours > 0 {
		by := r.AssessedAt.Add(time.Duration(r.plan.policy.FeedbackHours) * time.Hour)
		v.Headline = at(applicantTexts.processing, v.Lang, "{time}", minute(by))
	}
	if r.Verdict >= Review && r.controlled() {
		v.Warning = applicantTexts.fraud.In(v.Lang)
	}
}

// controlled reports whether somebody else may control the applicant's device.
func (r *Report) controlled() bool {
	if f, ok := r.Find("device.remote-control"); ok && f.Status == Fail {
		return true
	}
	f, ok := r.Find("history.abuse") // where the policy leaves the device out
	if !ok || f.Status != Fail {
		return false
	}
	for k := range f.Evidence() {
		if k.Name == controlledKey {
			return true
		}
	}
	return false
}

func (r *Report) paid(v *ApplicantView) {
	v.State, v.Headline = "paid", applicantTexts.paidUndated.In(v.Lang)
	for f := range r.failedGates() {
		if t := f.instant("paid_at"); f.Kind == Done && !t.IsZero() {
			v.Headline = at(applicantTexts.paid, v.Lang, "{time}", minute(t))
		}
	}
}

// act lists what the applicant can do about the gates that fail, or about what must be
// known. An action names no cause, so that of an internal finding may be told.
func (r *Report) act(v *ApplicantView) {
	var todo []Action
	for _, c := range r.Causes() {
		if by := c.Action.Owner; by != remedy.Applicant && by != remedy.Bank { // the bank acts when its customer asks
			continue
		}
		if slices.ContainsFunc(c.Findings, Finding.demands) && !slices.Contains(todo, c.Action) {
			todo = append(todo, c.Action)
		}
	}
	slices.SortStableFunc(todo, func(a, b Action) int { return int(a.Effort) - int(b.Effort) })
	for _, a := range todo {
		v.Steps = append(v.Steps, a.Text.In(v.Lang))
	}
	if r.Verdict == Incomplete {
		for _, q := range r.Questions() {
			if q.Ask == remedy.Applicant && slices.ContainsFunc(q.Checks, r.demanded) {
				v.Steps = append(v.Steps, at(applicantTexts.provide, v.Lang, "{what}", q.Text(v.Lang)))
			}
		}
	}
	if len(v.Steps) == 0 {
		r.hold(v)
		return
	}
	v.State, v.Headline = "act", applicantTexts.act.In(v.Lang)
}

// demands reports whether the verdict waits for the finding: a failed gate that
// somebody can mend, or an answer without which nothing can be said.
func (f Finding) demands() bool {
	return f.Gate && f.Status == Fail && f.Kind == Fixable || f.Status == StatusUnknown && f.Need == Required
}

func (r *Report) demanded(id ID) bool {
	f, ok := r.Find(id)
	return ok && f.demands()
}

// await says what an open payout or a closed window means for the applicant. Nobody is
// told to change anything while a payout is open.
func (r *Report) await(v *ApplicantView) {
	query := false
	down, back := Text{}, applicantTexts.wait
	for f := range r.failedGates() {
		switch {
		case f.Kind == Query && f.Action().ID == remedy.ConfirmReceipt.ID:
			v.State, v.Headline, v.Steps = "act", applicantTexts.act.In(v.Lang), []string{f.Action().Text.In(v.Lang)}
			if t := f.instant("lapses_at"); !t.IsZero() {
				v.By = intake.Some(t)
				v.Headline = at(applicantTexts.actBy, v.Lang, "{time}", minute(t))
			}
			return
		case f.Internal:
			r.hold(v)
			return
		}
		query = query || f.Kind == Query
		if f.Action().ID == remedy.WaitForBank.ID && down.IsZero() {
			down, back = applicantTexts.bankDown, applicantTexts.bankBack
			if f.Check == payoutChannelHealth.ID {
				down, back = applicantTexts.channelDown, applicantTexts.channelBack
			}
		}
	}
	switch {
	case query:
		v.State, v.Headline = "processing", applicantTexts.pending.In(v.Lang)
	case r.EarliestAt.IsZero() && !down.IsZero():
		v.State, v.Headline = "wait", down.In(v.Lang)
	case r.EarliestAt.IsZero() || r.EarliestVerdict != Ready && r.EarliestVerdict != Caution:
		r.hold(v)
	default:
		v.State, v.After = "wait", intake.Some(r.EarliestAt)
		v.Headline = at(back, v.Lang, "{time}", minute(r.EarliestAt))
	}
}

// failedGates returns an iterator over the gates that fail.
func (r *Report) failedGates() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for f := range r.unsettled() {
			if f.Gate && f.Status == Fail && !yield(f) {
				return
			}
		}
	}
}

// instant returns the evidence of that name, or the zero time.
func (f Finding) instant(key string) time.Time {
	for k, v := range f.Evidence() {
		if k.Name == key {
			return v.Time()
		}
	}
	return time.Time{}
}

// at fills one part of a text in.
func at(t Text, l Lang, part, with string) string { return strings.ReplaceAll(t.In(l), part, with) }

func minute(t time.Time) string { return t.Format("2006-01-02 15:04") }
