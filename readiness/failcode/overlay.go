package failcode

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/payready/payready/readiness/remedy"
)

const (
	maxOverlayBytes = 4 << 20
	maxOverlayRows  = 20000
	maxErrors       = 100
	maxChecks       = 256 // bytes
	maxMeaning      = 512 // bytes
	maxDays         = 30
	maxHours        = 365 * 24
)

var (
	codeHeader   = []string{"channel", "product", "code", "category", "origin", "scope", "direction", "retry", "order", "money", "action", "clears", "checks", "confidence", "source"}
	codeOptions  = []string{"meaning_zh", "meaning_en", "refused", "resend_days", "deadline_hours"}
	statusHeader = []string{"channel", "product", "status", "state"}
	statusOption = []string{"action", "deadline_hours"}
	aliasHeader  = []string{"name", "channel", "product"}
	aliasOption  = []string{"alone"}
)

// Overlay returns a copy of the table with the codes in r added. A code already in
// the table is replaced. The receiver is not changed and may be nil.
//
// r is CSV in UTF-8, at most 4 MiB and 20,000 rows, with the header
//
//	channel,product,code,category,origin,scope,direction,retry,order,money,action,clears,checks,confidence,source
//
// optionally followed by any of
//
//	meaning_zh,meaning_en,refused,resend_days,deadline_hours
//
// These columns hold the names printed by the types of this package:
//
//	category    other, timeout_or_unknown, order_not_found, review, card_state,
//	            card_number, identity_mismatch, account_class_limit,
//	            card_type_unsupported, channel_limit, risk_control,
//	            bank_maintenance, insufficient_payer_funds, merchant_setup,
//	            parameter_error, collect_only, succeeded
//	origin      in_doubt, bank, channel, channel_risk, platform_risk, integrator
//	scope       payee, merchant, channel
//	direction   payout, collect
//	retry       query_first, after_fix, after_wait, no
//	order       keep, resend_identical, new_after_final
//	money       maybe, no, returned, yes
//	clears      none, next_minute, cooldown_24h, next_day, next_month, next_year,
//	            next_workday, workdays_3
//	confidence  low, medium, high
//
// action is an ID of package remedy, and source is any text. checks are check IDs
// joined with ";". Only their form is checked, since a suite may have checks of
// its own. refused is yes or empty, and the numbers may be empty. A row without
// meanings takes those of the built-in table for its category and action, and is
// an error if there are none. A row that could lead to paying twice is an error: a
// code in doubt must be query_first, and only a final failure allows a new order.
//
// A new channel also needs its statuses: see [Table.OverlayStatuses].
//
// The error joins up to a hundred mistakes, each with its line. It never repeats
// the input.
func (t *Table) Overlay(r io.Reader) (*Table, error) {
	products, causes, statuses, aliases, sources := t.parts()
	set := productSet{table: t, rows: products}
	at := map[[3]string]int{}
	for i, c := range causes {
		at[[3]string{c.Channel, c.Product, trimZeros(c.Code)}] = i
	}
	seen := map[[3]string]int{}
	err := readCSV(r, codeHeader, codeOptions, func(line int, f []string) []error {
		c, errs := parseCause(f)
		var err error
		if c.Channel, c.Product, err = set.add(c.Channel, c.Product); err != nil {
			errs = append(errs, err)
		}
		if err != nil || c.Code == "" {
			return errs
		}
		key := [3]string{c.Channel, c.Product, trimZeros(c.Code)}
		if first, twice := seen[key]; twice {
			return append(errs, wrong("the code is given twice, first on line %d", "代码重复，首次在第 %d 行", first))
		}
		seen[key] = line
		if len(errs) > 0 {
			return errs
		}
		if i, ok := at[key]; ok {
			causes[i] = c
		} else {
			causes = append(causes, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return build(set.rows, causes, statuses, aliases, sources), nil
}

// OverlayStatuses returns a copy of the table with the statuses in r added. A
// status already in the table is replaced. The receiver is not changed and may be
// nil.
//
// r is CSV as in [Table.Overlay] with the header
//
//	channel,product,status,state
//
// where state is one of
//
//	state       unknown, processing, review, not_found, final_failed, succeeded,
//	            returned
//
// The header may continue with action,deadline_hours, for a processing status that
// waits for a person: action is confirm-receipt or approve-payout, and
// deadline_hours, from 1 to 8760, is when the order lapses.
//
// Use final_failed and returned only for a status that the vendor documents as
// final: they allow a new order.
func (t *Table) OverlayStatuses(r io.Reader) (*Table, error) {
	products, causes, statuses, aliases, sources := t.parts()
	set := productSet{table: t, rows: products}
	at := map[[3]string]int{}
	for i, s := range statuses {
		at[[3]string{s.channel, s.product, s.status.status}] = i
	}
	seen := map[[3]string]int{}
	err := readCSV(r, statusHeader, statusOption, func(line int, f []string) (errs []error) {
		var (
			row statusRow
			err error
		)
		if row.status.status, err = parseCode("status", f[2]); err != nil {
			errs = append(errs, err)
		}
		if err := parseName(&row.state, "state", stateNames[:], f[3]); err != nil {
			errs = append(errs, err)
		}
		if row.channel, row.product, err = set.add(f[0], f[1]); err != nil {
			errs = append(errs, err)
		}
		errs = append(errs, row.act(f[4], f[5])...)
		if err != nil || row.status.status == "" {
			return errs
		}
		key := [3]string{row.channel, row.product, row.status.status}
		if first, twice := seen[key]; twice {
			return append(errs, wrong("the status is given twice, first on line %d", "状态重复，首次在第 %d 行", first))
		}
		seen[key] = line
		if len(errs) > 0 {
			return errs
		}
		if i, ok := at[key]; ok {
			statuses[i] = row
		} else {
			statuses = append(statuses, row)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return build(set.rows, causes, statuses, aliases, sources), nil
}

// OverlayAliases returns a copy of the table with the names in r added as other
// names of its channels and products. The receiver is not changed.
//
// r is CSV as in [Table.Overlay] with the header
//
//	name,channel,product
//
// where an empty product makes name a name of the channel. The header may continue
// with alone, which is yes for a method or path that also identifies its channel,
// and otherwise empty. A name that already stands for something else is an error.
func (t *Table) OverlayAliases(r io.Reader) (*Table, error) {
	products, causes, statuses, aliases, sources := t.parts()
	err := readCSV(r, aliasHeader, aliasOption, func(_ int, f []string) []error {
		var buf [maxKey]byte
		key := string(nameKey(&buf, withoutHost(f[0])))
		if key == "" || !printable(f[0]) {
			return []error{wrong("name must be printable text of 1 to %d bytes with a letter or digit", "name 须为 1 至 %d 字节的可见文字，且含字母或数字", maxKey)}
		}
		channel, p := t.place(f[1], f[2])
		if channel == "" || p == nil && f[2] != "" {
			return []error{wrong("channel and product must be in the table", "channel 和 product 须为失败码表中已有的")}
		}
		if f[3] != "" && (f[3] != "yes" || f[2] == "") {
			return []error{wrong("alone must be yes, for a name of a product, or empty", "alone 须为 yes（仅用于产品的名称）或留空")}
		}
		a := alias{key: key, channel: strings.Clone(channel), alone: f[3] == "yes"}
		if f[2] != "" {
			a.product = p.name
		}
		if slices.Contains(aliases, a) {
			return nil
		}
		if slices.ContainsFunc(aliases, a.clashes) || slices.ContainsFunc(products, a.isNameOf) {
			return []error{wrong("the name already stands for something else", "这个名称已另有所指")}
		}
		aliases = append(aliases, a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return build(products, causes, statuses, aliases, sources), nil
}

// act sets what to do in the status, and its deadline.
func (s *status) act(action, hours string) (errs []error) {
	if action == "" && hours == "" {
		return nil
	}
	if action != remedy.ConfirmReceipt.ID && action != remedy.ApprovePayout.ID || s.state != StateProcessing {
		errs = append(errs, wrong("action must be confirm-receipt or approve-payout, and its state processing", "action 须为 confirm-receipt 或 approve-payout，且 state 为 processing"))
	}
	n, err := parseNumber("deadline_hours", hours, maxHours)
	if err != nil {
		errs = append(errs, err)
	}
	s.action, s.hours = strings.Clone(action), uint16(n) // #nosec G115 -- at most maxHours
	return errs
}

// parseNumber reads a number from 1 to most. The empty string is 0.
func parseNumber(field, s string, most int) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, wrong("%s must be empty or a number from 1 to %d", "%s 须留空，或为 1 至 %d 的整数", field, most)
	}
	return n, nil
}

// A productSet finds products by their normal forms, and adds missing ones.
type productSet struct {
	table    *Table // resolves aliases
	rows     []product
	at       map[[2]string]int
	spelling map[string]string // of a channel, by its normal form
}

func (s *productSet) add(channel, name string) (string, string, error) {
	var buf1, buf2 [maxKey]byte
	key := [2]string{string(nameKey(&buf1, channel)), string(nameKey(&buf2, name))}
	if key[0] == "" || key[1] == "" {
		return "", "", wrong("channel and product must be 1 to %d bytes with a letter or digit", "channel 和 product 须为 1 至 %d 字节，且含字母或数字", maxKey)
	}
	if s.table != nil {
		if known := s.table.named([]byte(key[0])); known != "" {
			if p := s.table.productOf(known, name); p != nil {
				return known, p.name, nil
			}
			key[0] = string(nameKey(&buf1, known))
		}
	}
	if s.at == nil {
		s.at, s.spelling = map[[2]string]int{}, map[string]string{}
		for i, p := range s.rows {
			s.spelling[p.channelKey] = p.channel
			s.at[[2]string{p.channelKey, p.nameKey}] = i
			if p.fieldKey != "" {
				s.at[[2]string{p.channelKey, p.fieldKey}] = i
			}
		}
	}
	if i, ok := s.at[key]; ok {
		return s.rows[i].channel, s.rows[i].name, nil
	}
	if !printable(channel) || !printable(name) {
		return "", "", wrong("channel and product must be printable text", "channel 和 product 须为可见文字")
	}
	if known, ok := s.spelling[key[0]]; ok {
		channel = known
	}
	s.spelling[key[0]] = channel
	s.at[key] = len(s.rows)
	s.rows = append(s.rows, product{channel: strings.Clone(channel), name: strings.Clone(name), channelKey: key[0], nameKey: key[1]})
	return channel, name, nil
}

// parseCause parses a row and returns all its errors.
func parseCause(f []string) (c Cause, errs []error) {
	c = Cause{Channel: f[0], Product: f[1], action: f[10], checks: f[12], Source: f[14]}
	good := func(err error) bool {
		if err != nil {
			errs = append(errs, err)
		}
		return err == nil
	}
	var err error
	if c.Code, err = parseCode("code", f[2]); err != nil {
		good(err)
	}
	category := good(parseName(&c.Category, "category", categoryNames[:], f[3]))
	good(parseName(&c.Origin, "origin", originNames[:], f[4]))
	good(parseName(&c.Scope, "scope", scopeNames[:], f[5]))
	good(parseName(&c.Direction, "direction", directionNames[:], f[6]))
	retry := good(parseName(&c.Retry, "retry", retryNames[:], f[7]))
	order := good(parseName(&c.Order, "order", orderNames[:], f[8]))
	money := good(parseName(&c.Money, "money", moneyNames[:], f[9]))
	_, action := remedy.ActionByID(c.action)
	if !action {
		good(wrong("action must be an ID of package remedy", "action 须为 remedy 包中的编号，例如 bind-other-card"))
	}
	clears := good(parseName(&c.Clears, "clears", clearsNames[:], f[11]))
	good(checkIDs(c))
	good(parseName(&c.Confidence, "confidence", confidenceNames[:], f[13]))
	if len(c.Source) > maxKey || !printable(c.Source) {
		good(wrong("source must be printable text of at most %d bytes", "source 须为最多 %d 字节的可见文字", maxKey))
	}
	c.Refused = f[17] == "yes"
	if f[17] != "" && !c.Refused {
		good(wrong("refused must be yes or empty", "refused 须为 yes 或留空"))
	}
	c.ResendDays, err = parseNumber("resend_days", f[18], maxDays)
	good(err)
	c.DeadlineHours, err = parseNumber("deadline_hours", f[19], maxHours)
	good(err)
	if category && retry && order && money && clears {
		errs = append(errs, c.unlawful()...)
	}
	if c.meaning, err = parseMeaning(remedy.Text{remedy.ZH: f[15], remedy.EN: f[16]}, c); !errors.Is(err, errNoMeaning) || category && action {
		good(err)
	}
	return c, errs
}

// checkIDs checks the form of a row's check IDs.
func checkIDs(c Cause) error {
	if len(c.checks) > maxChecks {
		return wrong("checks must have at most %d bytes", "checks 最多 %d 字节", maxChecks)
	}
	for id := range c.Checks() {
		if !isCheckID(id) {
			return wrong(`checks must be check IDs such as card.state, joined with ";"`, "checks 须为检查的编号，例如 card.state，以 ; 分隔")
		}
	}
	return nil
}

var errNoMeaning = wrong("the built-in table has no meaning for this category and action: give meaning_zh and meaning_en", "内置表没有这一 category 和 action 的说明，请给出 meaning_zh 和 meaning_en")

func parseMeaning(text remedy.Text, c Cause) (remedy.Text, error) {
	if text.IsZero() {
		for s := range Default().All() {
			if s.Category == c.Category && s.action == c.action {
				return s.meaning, nil
			}
		}
		return text, errNoMeaning
	}
	for _, s := range text {
		if s == "" || len(s) > maxMeaning || !printable(s) {
			return text, wrong("meaning_zh and meaning_en must both be printable text of at most %d bytes", "meaning_zh 和 meaning_en 须都给出，各为最多 %d 字节的可见文字", maxMeaning)
		}
	}
	return text, nil
}

// unlawful returns the rules of the package comment that the row breaks.
func (c Cause) unlawful() (broken []error) {
	law := func(kept bool, en, zh string) {
		if !kept {
			broken = append(broken, &mistake{en: en, zh: zh})
		}
	}
	switch c.Category {
	case TimeoutOrUnknown, OrderNotFound, Review:
		law(c.Retry == RetryQueryFirst, "a code of this category is in doubt: retry must be query_first",
			"这一类代码存疑，retry 须为 query_first")
	case Succeeded:
		law(c.Retry == RetryNo && c.Order == OrderKeep && c.Money == MoneyYes, "a success has retry no, order keep and money yes",
			"成功的代码，retry 须为 no，order 须为 keep，money 须为 yes")
		return broken
	}
	law(c.Money != MoneyYes, "money is yes for a success only", "只有成功时 money 才为 yes")
	law(c.Money == MoneyYes || (c.Retry == RetryQueryFirst) == (c.Money == MoneyMaybe), "money is maybe when retry is query_first, and only then",
		"retry 为 query_first 时 money 须为 maybe，其他时候不得为 maybe")
	law(c.Retry != RetryQueryFirst || c.Order != OrderNewAfterFinal, "a code in doubt keeps the order number or resends the identical request",
		"存疑的代码只能保留单号（keep）或原样重发（resend_identical）")
	law(c.Retry != RetryNo || c.Order == OrderKeep, "with retry no the order is keep", "retry 为 no 时 order 须为 keep")
	law(c.Retry != RetryAfterFix && c.Retry != RetryAfterWait || c.Order != OrderKeep, "a retry needs an order: new_after_final or resend_identical",
		"可以重试时，order 须为 new_after_final 或 resend_identical")
	law(!c.Refused || c.Money == MoneyNo, "a refused request has money no", "请求被拒（refused）时 money 须为 no")
	law(c.ResendDays == 0 || c.Order == OrderResendIdentical, "resend_days is for order resend_identical",
		"resend_days 只用于 order 为 resend_identical")
	law(c.Clears == ClearsNever || c.Retry == RetryAfterWait, "clears is for retry after_wait", "clears 只用于 retry 为 after_wait")
	return broken
}

// parseName sets *v to the index of s in names.
func parseName[E ~uint8](v *E, field string, names []string, s string) error {
	i := slices.Index(names, s)
	if i < 0 {
		return &mistake{en: field + " must be one of " + strings.Join(names, ", "), zh: field + " 须为以下之一：" + strings.Join(names, "、")}
	}
	*v = E(i)
	return nil
}

// parseCode returns a code as the table spells it.
func parseCode(field, s string) (string, error) {
	var buf [maxKey]byte
	b := statusKey(&buf, s)
	if len(b) == 0 || !printable(string(b)) {
		return "", wrong("%s must be 1 to %d bytes of printable text", "%s 须为 1 至 %d 字节的可见文字", field, maxKey)
	}
	return string(b), nil
}

// isCheckID reports whether s has the form category.name in kebab-case.
func isCheckID(s string) bool {
	category, name, ok := strings.Cut(s, ".")
	kebab := func(s string) bool {
		return s != "" && s[0] != '-' && s[len(s)-1] != '-' &&
			strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }) < 0
	}
	return ok && kebab(category) && kebab(name)
}

func printable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}
