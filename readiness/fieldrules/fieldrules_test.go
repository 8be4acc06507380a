package fieldrules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/zh"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/fieldrules"
	"github.com/payready/payready/readiness/intake"
)

func validate(t testing.TB) *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	rules := fieldrules.Rules{Now: func() time.Time { return time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC) }}
	require.NoError(t, rules.Register(v))
	return v
}

func TestTags(t *testing.T) {
	v := validate(t)
	for _, c := range []struct {
		tag, value string
		want       bool
	}{
		{"bank_card", "6222020000000000125", true},
		{"bank_card", "6222 0200 0000 0000 125", true},
		{"bank_card", "6222020000000000126", true}, // UnionPay debit cards may lack a check digit
		{"bank_card", "4000000000000001", false},   // Visa cards have one
		{"bank_card", "9999000000000000", true},    // not in the table: unknown, not wrong
		{"bank_card", "0000000000000000", false},
		{"bank_card", "622202", false},
		{"bank_card", "622202000000000012x", false},
		{"debit_card", "6222020000000000125", true},
		{"debit_card", "4000000000000002", false},
		{"debit_card", "9999000000000000", true},
		{"resident_id", "110101199003071233", true},
		{"resident_id", "11010119900307123x", false},
		{"resident_id", "110101900307123", true},
		{"resident_id", "990101199003071233", false},
		{"resident_id", "E12345678", false},
		{"adult_resident_id", "110101199003071233", true},
		{"adult_resident_id", "110101201003071233", false},
		{"cn_mobile", "13800001234", true},
		{"cn_mobile", "+86 138 0000 1234", true},
		{"cn_mobile", "+85291234567", false},
		{"cn_mobile", "01012345678", false},
		{"cn_mobile", "14600001234", false}, // an IoT number
		{"han_name", "王晓明", true},
		{"han_name", "买买提·艾力", true},
		{"han_name", "王韡", true},
		{"han_name", "SMITH JOHN", false},
		{"han_name", "王", false},
		{"han_name", "王3", false},
		{"han_name", strings.Repeat("王", 100), false},
		{"han_name", "王\x00明", false},
	} {
		require.Equal(t, c.want, v.Var(c.value, c.tag) == nil, "%s %s", c.tag, c.value)
	}
}

func TestSecretsAndOtherTypes(t *testing.T) {
	v := validate(t)
	type form struct {
		Name intake.Secret `validate:"required,han_name"`
		Card intake.Secret `validate:"omitempty,bank_card"`
	}
	require.NoError(t, v.Struct(form{Name: intake.Hide("王晓明")}))
	require.Error(t, v.Struct(form{Name: intake.Hide("王1")}))
	require.Error(t, v.Struct(form{}))
	require.Error(t, v.Var(6222020000000000125, "bank_card"), "a card number is no integer")
}

func TestTranslationsNeverHoldTheValue(t *testing.T) {
	uni := ut.New(en.New(), en.New(), zh.New())
	for locale, want := range map[string]string{"zh": "x不是有效的银行卡号", "en": "x must be a bank card number"} {
		v := validate(t)
		trans, ok := uni.GetTranslator(locale)
		require.True(t, ok)
		require.NoError(t, fieldrules.RegisterTranslations(v, trans))
		seen := 0
		for _, tag := range []string{"bank_card", "debit_card", "resident_id", "adult_resident_id", "cn_mobile", "han_name"} {
			err := v.VarWithKey("x", "12345secret", tag)
			var list validator.ValidationErrors
			require.ErrorAs(t, err, &list)
			for _, message := range list.Translate(trans) {
				require.NotContains(t, message, "secret")
				require.NotContains(t, message, tag)
				if tag == "bank_card" {
					require.Equal(t, want, message)
				}
				seen++
			}
		}
		require.Equal(t, 6, seen)
	}
}

func ExampleRegister() {
	v := validator.New(validator.WithRequiredStructEnabled())
	if err := fieldrules.Register(v); err != nil {
		panic(err)
	}
	type form struct {
		Card   string `validate:"required,debit_card"`
		Mobile string `validate:"required,cn_mobile"`
	}
	err := v.Struct(form{Card: "6222020000000000125", Mobile: "13800001234"})
	fmt.Println(err)
	// Output: <nil>
}
