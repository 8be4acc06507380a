package failcode

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
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
// the input, and intake.Mistakes gives it in Chinese, too.
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
			return append(errs, say("这个代码已在第 %d 行给出", "the code is given twice, first on line %d", first))
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
		if row.status.status, err = parseCode(f[2]); err != nil {
			errs = append(errs, of("status", err))
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
			return append(errs, say("这个状态已在第 %d 行给出", "the status is given twice, first on line %d", first))
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
			return []error{say("name 须为 1 至 %d 字节的可打印文字，至少含一个字母、汉字或数字", "name must be printable text of 1 to %d bytes with a letter or digit", maxKey)}
		}
		channel, p := t.place(f[1], f[2])
		if channel == "" || p == nil && f[2] != "" {
			return []error{say("channel 和 product 须是表中已有的", "channel and product must be in the table")}
		}
		if f[3] != "" && (f[3] != "yes" || f[2] == "") {
			return []error{say("alone 须为 yes（仅限产品的名称）或留空", "alone must be yes, for a name of a product, or empty")}
		}
		a := alias{key: key, channel: strings.Clone(channel), alone: f[3] == "yes"}
		if f[2] != "" {
			a.product = p.name
		}
		if slices.Contains(aliases, a) {
			return nil
		}
		if slices.ContainsFunc(aliases, a.clashes) || slices.ContainsFunc(products, a.isNameOf) {
			return []error{say("这个名称已有其他含义", "the name already stands for something else")}
		}
		aliases = append(aliases, a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return build(products, causes, statuses, aliases, sources), nil
}

// With returns a copy of the table with what r holds: codes as for [Table.Overlay],
// statuses as for [Table.OverlayStatuses] or names as for [Table.OverlayAliases], told
// apart by the header. It is for commands that take a table of one's own as a file. A new
// channel has its codes first, then its statuses and names.
func (t *Table) With(r io.Reader) (*Table, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxOverlayBytes+1))
	if err != nil {
		return nil, fmt.Errorf("failcode: %w", err)
	}
	in := csv.NewReader(bytes.NewReader(b))
	in.Comment = '#'
	header, _ := in.Read() // what is wrong with it is said below
	switch r := bytes.NewReader(b); {
	case slices.Contains(header, "status"):
		return t.OverlayStatuses(r)
	case slices.Contains(header, "name") || slices.Contains(header, "\ufeffname"):
		return t.OverlayAliases(r)
	default:
		return t.Overlay(r)
	}
}

// act sets what to do in the status, and its deadline.
func (s *status) act(action, hours string) (errs []error) {
	if action == "" && hours == "" {
		return nil
	}
	if action != remedy.ConfirmReceipt.ID && action != remedy.ApprovePayout.ID || s.state != StateProcessing {
		errs = append(errs, say("action 须为 confirm-receipt 或 approve-payout，且 state 为 processing", "action must be confirm-receipt or approve-payout, and its state processing"))
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
		return 0, say("%s 须留空或为 1 至 %d 的整数", "%s must be empty or a number from 1 to %d", field, most)
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
		return "", "", say("channel 和 product 须为 1 至 %d 字节，至少含一个字母、汉字或数字", "channel and product must be 1 to %d bytes with a letter or digit", maxKey)
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
		return "", "", say("channel 和 product 须为可打印文字", "channel and product must be printable text")
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
	if c.Code, err = parseCode(f[2]); err != nil {
		good(of("code", err))
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
		good(say("action 须是 remedy 包中的处理办法", "action must be an ID of package remedy"))
	}
	clears := good(parseName(&c.Clears, "clears", clearsNames[:], f[11]))
	good(checkIDs(c))
	good(parseName(&c.Confidence, "confidence", confidenceNames[:], f[13]))
	if len(c.Source) > maxKey || !printable(c.Source) {
		good(say("source 须为不超过 %d 字节的可打印文字", "source must be printable text of at most %d bytes", maxKey))
	}
	c.Refused = f[17] == "yes"
	if f[17] != "" && !c.Refused {
		good(say("refused 须为 yes 或留空", "refused must be yes or empty"))
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
		return say("checks 不能超过 %d 字节", "checks must have at most %d bytes", maxChecks)
	}
	for id := range c.Checks() {
		if !isCheckID(id) {
			return say("checks 须为检查项编号，例如 card.state，以分号连接", `checks must be check IDs such as card.state, joined with ";"`)
		}
	}
	return nil
}

var errNoMeaning error = mistake{
	remedy.ZH: "内置表对这个 category 和 action 没有说明，请填 meaning_zh 和 meaning_en",
	remedy.EN: "the built-in table has no meaning for this category and action: give meaning_zh and meaning_en",
}

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
			return text, say("meaning_zh 和 meaning_en 须同时填写，为不超过 %d 字节的可打印文字", "meaning_zh and meaning_en must both be printable text of at most %d bytes", maxMeaning)
		}
	}
	return text, nil
}

// unlawful returns the rules of the package comment that the row breaks.
func (c Cause) unlawful() (broken []error) {
	law := func(kept bool, zh, en string) {
		if !kept {
			broken = append(broken, mistake{remedy.ZH: zh, remedy.EN: en})
		}
	}
	switch c.Category {
	case TimeoutOrUnknown, OrderNotFound, Review:
		law(c.Retry == RetryQueryFirst, "这一类代码结果不明，retry 须为 query_first", "a code of this category is in doubt: retry must be query_first")
	case Succeeded:
		law(c.Retry == RetryNo && c.Order == OrderKeep && c.Money == MoneyYes, "成功的代码，retry 须为 no，order 须为 keep，money 须为 yes", "a success has retry no, order keep and money yes")
		return broken
	}
	law(c.Money != MoneyYes, "只有成功的代码，money 才能为 yes", "money is yes for a success only")
	law(c.Money == MoneyYes || (c.Retry == RetryQueryFirst) == (c.Money == MoneyMaybe), "retry 为 query_first 时 money 须为 maybe，反之亦然", "money is maybe when retry is query_first, and only then")
	law(c.Retry != RetryQueryFirst || c.Order != OrderNewAfterFinal, "结果不明的代码，只能保留原单号或原样重发", "a code in doubt keeps the order number or resends the identical request")
	law(c.Retry != RetryNo || c.Order == OrderKeep, "retry 为 no 时，order 须为 keep", "with retry no the order is keep")
	law(c.Retry != RetryAfterFix && c.Retry != RetryAfterWait || c.Order != OrderKeep, "可以重试的，order 须为 new_after_final 或 resend_identical", "a retry needs an order: new_after_final or resend_identical")
	law(!c.Refused || c.Money == MoneyNo, "请求被拒的，money 须为 no", "a refused request has money no")
	law(c.ResendDays == 0 || c.Order == OrderResendIdentical, "只有 order 为 resend_identical 时才能填 resend_days", "resend_days is for order resend_identical")
	law(c.Clears == ClearsNever || c.Retry == RetryAfterWait, "只有 retry 为 after_wait 时才能填 clears", "clears is for retry after_wait")
	return broken
}

// parseName sets *v to the index of s in names.
func parseName[E ~uint8](v *E, field string, names []string, s string) error {
	i := slices.Index(names, s)
	if i < 0 {
		return say("%s 须为下列之一：%s", "%s must be one of %s", field, strings.Join(names, ", "))
	}
	*v = E(i)
	return nil
}

// parseCode returns a code as the table spells it.
func parseCode(s string) (string, error) {
	var buf [maxKey]byte
	b := statusKey(&buf, s)
	if len(b) == 0 || !printable(string(b)) {
		return "", say("须为 1 至 %d 字节的可打印文字", "must be 1 to %d bytes of printable text", maxKey)
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
