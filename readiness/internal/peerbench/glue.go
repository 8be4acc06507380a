package main

import (
	"net/netip"
	"strings"
	"time"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/go-playground/validator/v10"
	"github.com/mozillazg/go-pinyin"
	"github.com/nyaruka/phonenumbers"
	"github.com/oschwald/maxminddb-golang/v2"

	"github.com/payready/payready/cardbin"
	"github.com/payready/payready/readiness/intake"
	"github.com/payready/payready/readiness/workday"
)

// A glue is the assessment as a service would build it from off-the-shelf packages:
// validator for the shape of the input and the card number's check digit,
// phonenumbers for mobile numbers, go-pinyin for names that differ, maxminddb for
// the IP address, a map for card prefixes, and expr for one rule per check. It is
// as fast as that allows: everything is compiled, loaded and pooled beforehand.
type glue struct {
	validate *validator.Validate
	prefixes map[string]prefix
	regions  map[string]bool
	db       *maxminddb.Reader
	rules    []rule
	machine  vm.VM
}

type prefix struct {
	issuer, funding string
	length          int
}

type rule struct {
	id, fail string
	weight   float64
	gate     bool
	program  *vm.Program
}

// An application is the submission in the form such a service would use.
type application struct {
	At             time.Time `validate:"required"`
	Name           string    `validate:"required,min=2,max=64"`
	Document       string    `validate:"required,len=18"`
	IssuedOn       time.Time
	ExpiresOn      time.Time `validate:"required,gtfield=IssuedOn"`
	Mobile         string    `validate:"required,len=11,numeric"`
	Face           string    `validate:"required,oneof=passed failed unavailable"`
	FaceAt         time.Time `validate:"required"`
	Carrier        string    `validate:"omitempty,oneof=match mismatch unavailable"`
	OCRName        string    `validate:"omitempty,max=64"`
	OCRNumber      string    `validate:"omitempty,len=18"`
	Screening      string    `validate:"omitempty,oneof=clear possible hit"`
	Card           string    `validate:"required,credit_card"`
	Issuer         string    `validate:"required,max=64"`
	Class          string    `validate:"required,oneof=I II III"`
	State          string    `validate:"required,oneof=normal receive_only no_receive expired reported_lost frozen cancelled dormant"`
	StateAt        time.Time `validate:"required"`
	OnlineTransfer bool
	NonCounter     string `validate:"omitempty,oneof=normal receive_only suspended limited"`
	HolderName     string `validate:"required,max=64"`
	HolderDocument string `validate:"required,len=18"`
	HolderMobile   string `validate:"required,len=11"`
	Elements       int    `validate:"omitempty,min=2,max=4"`
	ElementsResult string `validate:"omitempty,oneof=match mismatch unavailable"`
	FraudListed    bool
	Frozen         bool
	Amount         int64  `validate:"required,gt=0,lte=9007199254740991"`
	System         string `validate:"omitempty,oneof=hvps beps ibps netsunion unionpay"`
	Available      int64  `validate:"gte=0"`
	Channel        string `validate:"max=64"`
	Loan           loan
	Platform       string `validate:"required,oneof=android ios harmony web mini_program"`
	AppVersion     string `validate:"required,max=64"`
	VPN            bool
	Proxy          bool
	NetworkType    string `validate:"omitempty,oneof=wifi 5g 4g 3g 2g ethernet none"`
	SIMCountry     string `validate:"omitempty,iso3166_1_alpha2"`
	GPSCountry     string `validate:"omitempty,iso3166_1_alpha2"`
	ClockSkew      int64
	Rooted         bool
	Remote         bool
	Emulator       bool
	ClientIP       string `validate:"required,ip"`
	Country        string `validate:"omitempty,iso3166_1_alpha2"`
	Attempts       []intake.Attempt
	Bindings       int64 `validate:"gte=0"`
	Applications   int64 `validate:"gte=0"`
	DocsOnCard     int64 `validate:"gte=0"`
	CardsOnDoc     int64 `validate:"gte=0"`
	DocsOnDevice   int64 `validate:"gte=0"`
	DocsOnMobile   int64 `validate:"gte=0"`
	ElementFails   int64 `validate:"gte=0"`
	PlatformScore  int64 `validate:"gte=0,lte=100"`
}

// A loan is what must be in place before it is paid out, if the payout is one.
type loan struct {
	Lent, Signed, Cancelled, Approved, ToPayee, Released, Bound, Over, Debited, Consented, Early bool
	Principal, Left                                                                              int64 `validate:"gte=0"`
}

// facts are the inputs of the rules.
type facts struct {
	A                                   *application
	Now                                 int64
	Hour, Age, Days                     int
	NameOK, DocumentOK, MobileOK        bool
	NameSame, NameSound, OCRSame        bool
	CardKnown, LengthOK, IssuerOK       bool
	Funding, Country                    string
	HolderMobileOK, Public, Anonymous   bool
	PaidToday                           int64
	Open, Failed, Recent, ToCard, Today int
	Booked                              int // as failed, against the channel's status
}

// rules holds one expression per check: the condition for a pass.
var rules = []struct {
	id, demand, fail string
	weight           float64
	gate             bool
}{
	{"identity.name", "NameOK", "姓名含有不能出现在姓名中的字符", .3, true},
	{"identity.document", "DocumentOK", "证件号码校验不符", .5, true},
	{"identity.document-validity", "Days > 30", "证件已过有效期", .5, true},
	{"identity.age", "Age >= 18", "申请人未满 18 周岁", .5, true},
	{"identity.mobile", "MobileOK", "手机号格式不对", .12, false},
	{"identity.second-factor", `A.Face == "passed" && Now - A.FaceAt.Unix() <= 3600`, "人脸核验未通过", .3, true},
	{"identity.carrier", `A.Carrier == "match"`, "运营商三要素不一致", .12, false},
	{"identity.ocr", "OCRSame", "与证件影像不一致", .5, true},
	{"consistency.holder-name", "NameSame", "姓名与银行预留不一致", .5, true},
	{"consistency.holder-document", "A.Document == A.HolderDocument", "证件号码与银行预留不一致", .5, true},
	{"consistency.holder-mobile", "A.Mobile == A.HolderMobile && HolderMobileOK", "手机号与银行预留不一致", .12, false},
	{"consistency.elements", `A.ElementsResult == "match" && A.Elements >= 2`, "要素验证不一致", .5, true},
	{"consistency.ownership", `A.ElementsResult == "match" && A.Elements >= 3`, "未确认是本人的卡", .5, true},
	{"consistency.recent-change", "Now - A.IssuedOn.Unix() > 30 * 86400", "近期更换过证件", .04, false},
	{"card.number", "len(A.Card) >= 12 && len(A.Card) <= 19", "卡号位数不对", .5, true},
	{"card.luhn", "CardKnown || LengthOK", "校验位不符", .3, true},
	{"card.network", `A.Card startsWith "62" || CardKnown`, "非银联卡", .5, true},
	{"card.bin", "CardKnown && LengthOK", "卡头未知", .12, false},
	{"card.funding", `Funding == "debit"`, "不是借记卡", .5, true},
	{"card.issuer-match", "IssuerOK", "开户行与卡号不一致", .12, false},
	{"card.issuer-standing", `A.Issuer in ["中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "交通银行", "招商银行"]`, "非主流银行", .04, false},
	{"card.account-class", `A.Class == "I"`, "不是Ⅰ类账户", .3, false},
	{"card.class-quota", `A.Class == "I" || A.Amount + PaidToday <= 1000000`, "超过账户限额", .5, true},
	{"card.state", `A.State == "normal" && Now - A.StateAt.Unix() < 86400`, "卡状态异常", .5, true},
	{"card.non-counter", `A.NonCounter == "normal" && A.OnlineTransfer`, "非柜面业务暂停", .3, true},
	{"card.risk-flag", "!A.FraudListed && !A.Frozen", "账户有标记", .5, true},
	{"payout.screening", `A.Screening == "clear"`, "名单筛查命中", .5, true},
	{"payout.amount", "A.Amount > 0 && A.Amount <= 100000000000", "金额超过单笔限额", .3, true},
	{"payout.channel-support", `A.System in ["netsunion", "unionpay", "beps", "ibps", "hvps"]`, "通道不支持", .5, true},
	{"payout.channel-quota", "A.Amount + PaidToday <= 100000000000", "超过通道日限额", .3, true},
	{"payout.funds", "A.Available >= A.Amount", "付款账户余额不足", .5, true},
	{"payout.channel-name", `A.Channel in ["", "wechatpay", "alipay", "unionpay", "lianlian"]`, "通道名称未收录", .04, false},
	{"payout.channel-health", `!(A.Channel in ["down"])`, "通道当前不可用", .5, true},
	{"payout.in-flight", "Open == 0", "有未了结的打款", .5, true},
	{"payout.duplicate", "Today == 0", "重复打款", .3, true},
	{"payout.review", "true", "人工复核拒绝", .5, true},
	{"mandate.contract", "!A.Loan.Lent || A.Loan.Signed && !A.Loan.Cancelled", "合同未签署或已取消", .5, true},
	{"mandate.amount", "!A.Loan.Lent || A.Amount == A.Loan.Principal", "金额不等于本金", .5, true},
	{"mandate.approval", "!A.Loan.Lent || A.Loan.Approved && A.Amount <= A.Loan.Left", "审批无效或超出", .5, true},
	{"mandate.payee", "!A.Loan.Lent || A.Loan.ToPayee", "收款人不符合同", .5, true},
	{"mandate.funder", "!A.Loan.Lent || A.Loan.Released", "资方未放行", .5, true},
	{"mandate.second-factor", "!A.Loan.Lent || A.Loan.Bound", "核验不是为这份合同", .3, true},
	{"mandate.cooling-off", "!A.Loan.Lent || A.Loan.Over", "冷静期未满", .3, true},
	{"mandate.debit", "!A.Loan.Lent || A.Loan.Debited", "没有代扣授权", .06, false},
	{"mandate.credit-consent", "!A.Loan.Lent || A.Loan.Consented", "缺少征信授权", .24, false},
	{"mandate.interest", "!A.Loan.Lent || !A.Loan.Early", "放款前起息", .24, false},
	{"mandate.self-payment-limit", "!A.Loan.Lent || A.Amount <= 30000000", "超自主支付上限", .24, false},
	{"network.vpn", "!A.VPN && !Anonymous", "检测到 VPN", .04, false},
	{"network.proxy", "!A.Proxy", "检测到代理", .3, false},
	{"network.client-ip", "Public", "客户端 IP 不可信", .04, false},
	{"network.location", `Country == "CN" && A.GPSCountry == "CN" && A.SIMCountry == "CN"`, "位置不一致", .12, false},
	{"network.quality", `A.NetworkType in ["wifi", "5g", "4g", "ethernet"]`, "网络不稳定", .04, false},
	{"device.remote-control", "!A.Remote", "设备被他人操控", .5, true},
	{"device.integrity", "!A.Rooted && !A.Emulator", "设备不完整", .3, false},
	{"device.app-version", `A.AppVersion >= "8.0.0"`, "App 版本过低", .12, false},
	{"device.clock", "A.ClockSkew < 300 && A.ClockSkew > -300", "设备时间不准", .04, false},
	{"timing.maintenance", "Hour != 23", "维护时段", .5, true},
	{"timing.settlement", `A.System != "hvps" || Hour >= 9 && Hour < 17`, "大额系统不在受理时间", .5, true},
	{"timing.off-hours", "Hour >= 6 && Hour < 22", "深夜时段", 0, false},
	{"history.booking", "Booked == 0", "登记的结果与通道状态矛盾", .04, false},
	{"history.cool-down", "Recent == 0", "未满重试间隔", .3, true},
	{"history.risk-hold", "Recent == 0 || Failed == 0", "风控等待期", .5, true},
	{"history.unresolved-cause", "Failed == 0", "上次失败的原因未解决", .5, true},
	{"history.attempt-budget", "ToCard < 3 && A.ElementFails < 3", "尝试次数过多", .3, true},
	{"history.rebinding", "A.Bindings < 3", "频繁换卡", .3, false},
	{"history.sharing", "A.DocsOnCard < 2 && A.CardsOnDoc < 5 && A.DocsOnDevice < 3 && A.DocsOnMobile < 3", "多人共用", .3, false},
	{"history.abuse", "!(A.Emulator && A.DocsOnDevice >= 5)", "异常迹象叠加", .3, true},
	{"history.platform-score", "A.PlatformScore >= 60", "综合评分不足", .3, false},
}

func newGlue(db *maxminddb.Reader) (*glue, error) {
	g := &glue{validate: validator.New(validator.WithRequiredStructEnabled()), prefixes: map[string]prefix{}, regions: map[string]bool{}, db: db}
	for r := range cardbin.Default().All() {
		g.prefixes[r.Prefix()] = prefix{r.Issuer().NameZH, r.Funding().String(), r.PANLength()}
	}
	for _, province := range strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83") {
		g.regions[province] = true
	}
	for _, r := range rules {
		program, err := expr.Compile(r.demand, expr.Env(facts{}), expr.AsBool())
		if err != nil {
			return nil, err
		}
		g.rules = append(g.rules, rule{r.id, r.fail, r.weight, r.gate, program})
	}
	phonenumbers.Parse("13800001234", "CN") // loads its tables
	return g, nil
}

// A line is one line of the glue's checklist.
type line struct {
	ID, Status, Message string
}

// assess returns the verdict, the score and the checklist.
func (g *glue) assess(a *application) (verdict string, score int, lines []line) {
	if err := g.validate.Struct(a); err != nil {
		return "fix", 0, nil
	}
	f := g.facts(a)
	score1, blocked := 1.0, false
	lines = make([]line, 0, len(g.rules))
	for i := range g.rules {
		r := &g.rules[i]
		ok, err := g.machine.Run(r.program, *f)
		if err == nil && ok.(bool) {
			lines = append(lines, line{r.id, "pass", ""})
			continue
		}
		lines = append(lines, line{r.id, "fail", r.fail})
		score1 *= 1 - r.weight
		blocked = blocked || r.gate
	}
	switch {
	case blocked:
		return "fix", int(39 * score1), lines
	case score1 < .84:
		return "caution", int(100 * score1), lines
	}
	return "ready", int(100 * score1), lines
}

func (g *glue) facts(a *application) *facts {
	at := a.At.In(workday.China)
	f := &facts{A: a, Now: at.Unix(), Hour: at.Hour(), Country: a.Country, Days: int(a.ExpiresOn.Sub(at).Hours() / 24)}
	f.NameOK = g.name(a.Name)
	var birth time.Time
	birth, f.DocumentOK = g.document(a.Document, at)
	f.Age = at.Year() - birth.Year()
	if at.YearDay() < birth.YearDay() {
		f.Age--
	}
	f.MobileOK, f.HolderMobileOK = g.mobile(a.Mobile), g.mobile(a.HolderMobile)
	f.NameSame, f.NameSound = g.sameName(a.Name, a.HolderName)
	f.OCRSame = a.Name == a.OCRName && a.Document == a.OCRNumber
	var p prefix
	p, f.CardKnown = g.card(a.Card)
	f.LengthOK, f.Funding, f.IssuerOK = p.length == len(a.Card), p.funding, p.issuer == a.Issuer
	f.Public, f.Anonymous, f.Country = g.address(a.ClientIP, a.Country)
	for i := range a.Attempts {
		t := &a.Attempts[i]
		switch t.Outcome {
		case intake.OutcomeSucceeded:
			f.PaidToday += int64(t.Amount.V)
		case intake.OutcomeFailed:
			f.Failed++
			if t.Status == "SUCCESS" {
				f.Booked++
			}
			if at.Sub(t.EndedAt) < 24*time.Hour {
				f.Recent++
			}
		default:
			f.Open++
		}
		if at.Sub(t.SubmittedAt) < 24*time.Hour {
			f.ToCard++
			if int64(t.Amount.V) == a.Amount && t.Outcome != intake.OutcomeFailed {
				f.Today++
			}
		}
	}
	return f
}

func (g *glue) name(s string) bool {
	for _, r := range s {
		if (r < 0x4E00 || r > 0x9FFF) && r != '·' {
			return false
		}
	}
	return s != ""
}

func (g *glue) document(s string, at time.Time) (birth time.Time, ok bool) {
	if len(s) != 18 || !g.regions[s[:2]] {
		return birth, false
	}
	birth, err := time.ParseInLocation("20060102", s[6:14], workday.China)
	if err != nil || birth.After(at) {
		return birth, false
	}
	sum := 0
	for i, w := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * w
	}
	return birth, "10X98765432"[sum%11] == s[17]
}

func (g *glue) mobile(s string) bool {
	n, err := phonenumbers.Parse(s, "CN")
	return err == nil && phonenumbers.IsValidNumber(n) && phonenumbers.GetNumberType(n) == phonenumbers.MOBILE
}

// sameName compares the pinyin only if the names differ.
func (g *glue) sameName(a, b string) (same, sound bool) {
	if a == b {
		return true, true
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	x, y := pinyin.Pinyin(a, args), pinyin.Pinyin(b, args)
	if len(x) != len(y) {
		return false, false
	}
	for i := range x {
		if !overlap(x[i], y[i]) {
			return false, false
		}
	}
	return false, true
}

func overlap(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func (g *glue) card(s string) (prefix, bool) {
	for n := min(10, len(s)); n >= 2; n-- {
		if p, ok := g.prefixes[s[:n]]; ok {
			return p, true
		}
	}
	return prefix{}, false
}

func (g *glue) address(s, country string) (public, anonymous bool, from string) {
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return false, false, country
	}
	if g.db != nil {
		var rec struct {
			VPN   bool `maxminddb:"is_anonymous_vpn"`
			Proxy bool `maxminddb:"is_public_proxy"`
			Tor   bool `maxminddb:"is_tor_exit_node"`
		}
		if err := g.db.Lookup(ip).Decode(&rec); err == nil {
			anonymous = rec.VPN || rec.Proxy || rec.Tor
		}
	}
	return !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsUnspecified(), anonymous, country
}
