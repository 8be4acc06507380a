package main

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// policySchema describes what ParsePolicy accepts.
func policySchema(b *builder) *schema {
	b.own = map[string]*schema{
		"Policy.schema":                constant(readiness.PolicySchema),
		"Policy.id":                    text("^[a-z][a-z0-9_-]{0,31}$"),
		"Calibration.checker":          text("^[0-9a-f]{16}$"),
		"CalibrationStep.score":        integer(0, 100),
		"CalibrationStep.success":      shareSchema(),
		"CalibrationStep.low":          shareSchema(),
		"CalibrationStep.high":         shareSchema(),
		"CalibrationStep.payouts":      integer(1, int64(intake.MaxFen)),
		"Policy.expected_countries":    {Type: types{"array"}, Items: text("^[A-Z]{2}$")},
		"Suppression.reason":           {Type: types{"string"}, MaxLength: new(int64(200))},
		"Window.month_days":            {Type: types{"array"}, Items: integer(-1, 31)},
		"Window.nth":                   integer(-1, 5),
		"Limit.max_amount_fen":         integer(0, int64(intake.MaxFen)),
		"Channel.weight":               integer(0, 1000),
		"Channel.success_rate":         shareSchema(),
		"Channel.fee_fixed_fen":        integer(0, int64(intake.MaxFen)),
		"Channel.channel":              {Type: types{"string"}, MaxLength: new(int64(64))},
		"Channel.elements_verified":    {Enum: []any{0, 2, 3, 4}},
		"Channel.name_charset":         words([]string{"", "gb2312", "gbk"}),
		"Channel.name_max_bytes":       integer(0, 1024),
		"Channel.same_day_same_amount": words([]string{"", "gate", "warn"}),
	}
	channel := reflect.TypeFor[readiness.Channel]()
	for f := range fieldsOf(channel) {
		if f.Type == reflect.TypeFor[intake.Fen]() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			b.own["Channel."+name] = integer(0, int64(intake.MaxFen))
		}
	}
	b.limits()
	b.need = func(_, member string) bool {
		switch member {
		case "Policy.schema", "Channel.channel", "Window.effect", "Limit.system", "Suppression.until", "Suppression.reason",
			"Calibration.checker", "Calibration.steps":
			return true
		}
		return strings.HasPrefix(member, "CalibrationStep.")
	}

	s := b.object(reflect.TypeFor[readiness.Policy](), "")
	s.Dialect, s.ID, s.Title = dialect, "urn:payready:policy:1", "Policy"
	s.Comment = "Every member replaces the preset's; checks are merged by ID, each member by member. " +
		"ParsePolicy also rejects contradictions between members, and New rejects checks that are not in its suite."
	preset := words([]string{"standard", "lending", "strict", "lenient", "backoffice", "payroll", "claims"})
	s.Properties = append(members{{"preset", preset.describe("", "The preset that the policy starts from; standard if absent.")}}, s.Properties...)

	checks := s.property("checks")
	override := checks.AdditionalProperties.(*schema)
	checks.AdditionalProperties = ref("override")
	for _, c := range readiness.Suite() {
		checks.Properties = append(checks.Properties, member{string(c.ID), ref("override").describe(bilingual(c.Title), "")})
	}
	s.Defs = append(b.scalars("date", "moment", "clock"), member{"override", override})
	return s
}

// shareSchema is a share of one.
func shareSchema() *schema {
	return &schema{Type: types{"number"}, Minimum: new(int64(0)), Maximum: new(int64(1))}
}

// limits adds the bounds of the policy's numbers, which it reads from the errors of
// ParsePolicy. If a bound is another member's value, limits uses that member's own
// bound: the second round sets every member to its least value.
func (b *builder) limits() {
	least, most := map[string]int64{}, map[string]int64{}
	var names []string
	for f := range fieldsOf(reflect.TypeFor[readiness.Policy]()) {
		if f.Type.Kind() == reflect.Int64 && f.Type != reflect.TypeFor[readiness.Risk]() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	for range 2 {
		others := map[string]any{"schema": readiness.PolicySchema}
		for name, n := range least {
			others[name] = n
		}
		for _, name := range names {
			doc := maps.Clone(others)
			doc[name] = -int64(intake.MaxFen)
			least[name], most[name] = b.bounds(name, doc)
		}
	}
	for _, name := range names {
		b.own["Policy."+name] = integer(least[name], most[name])
	}
}

// bounds reads the bounds of a member from the error for a value outside them.
func (b *builder) bounds(name string, doc map[string]any) (least, most int64) {
	in, err := json.Marshal(doc)
	if err != nil {
		b.fail("policy: %w", err)
	}
	_, err = readiness.ParsePolicy(in)
	joined, _ := err.(interface{ Unwrap() []error })
	if joined != nil {
		for _, err := range joined.Unwrap() {
			var p *readiness.PolicyProblem
			if errors.As(err, &p) && p.Path == "/"+name {
				if n, _ := fmt.Sscanf(p.What, "must be %d to %d", &least, &most); n == 2 {
					return least, most
				}
			}
		}
	}
	b.fail("policy: %s: no bounds in %v", name, err)
	return 0, 0
}
