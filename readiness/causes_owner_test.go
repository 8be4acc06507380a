package readiness_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// Of what was typed, the image and the bank's record, the one that is off is the one
// to be mended, by one action.
func TestOneCauseOneAction(t *testing.T) {
	const other = "110101199003071241"
	noImage := image("", "")
	refused := func(of ...intake.Element) func(*sub) { return elements(4, intake.Mismatch, noon, of...) }
	for _, c := range []struct {
		name   string
		change func(*sub)
		want   string // action and cause
	}{
		{"a spouse's card", all(unchecked, onRecord("李芳"), holderDocument(0, other), holderMobile("13900005678")), "bind-own-card not-own-card"},
		{"a spouse's card, by the check", all(nothingOnRecord, refused(intake.NameElement, intake.DocumentElement)), "bind-own-card not-own-card"},
		{"name mistyped", all(claim("王小明"), refused()), "correct-typed-name mistyped-name"},
		{"name mistyped, and no record", all(claim("王小明"), nothingOnRecord, refused()), "correct-typed-name mistyped-name"},
		{"number mistyped", all(document(0, other), unchecked), "correct-document-number mistyped-number"},
		{"name wrong at the bank", all(onRecord("王小明"), refused()), "mend-bank-name-record name-at-the-bank"},
		{"name in pinyin at the bank", all(onRecord("WANG XIAOMING"), noImage, refused()), "mend-bank-name-record name-at-the-bank"},
		{"another name at the bank, the same document", all(unchecked, onRecord("李芳")), "mend-bank-name-record name-at-the-bank"},
		{"a slip, and no image", all(onRecord("王小明"), noImage, refused()), "correct-name name-to-check"},
		{"another name, nothing else known", all(unchecked, onRecord("李芳"), holderDocument(0, "")), "check-name-and-number another-name"},
		{"another form", all(onRecord("王曉明"), refused(intake.NameElement)), "send-name-on-record form-of-name"},
		{"another document, the same name", all(unchecked, holderDocument(0, "310104198805120014")), "check-identity-details another-document"},
		{"a digit of the number wrong at the bank", all(unchecked, holderDocument(0, other)), "mend-bank-number-record number-at-the-bank"},
		{"a digit of the number, and no image", all(unchecked, noImage, holderDocument(0, other)), "check-document-number number-to-check"},
		{"another mobile", all(holderMobile("13900005678"), refused()), "correct-mobile another-mobile"},
		{"nobody says what", all(nothingOnRecord, refused()), "check-identity-details not-confirmed"},
		{"a rare name that the check did not match", all(claim("王䶮"), image("王䶮", number), nothingOnRecord, refused()), "mend-bank-name-record name-at-the-bank"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := full()
			c.change(&s)
			r := readiness.Assess(s)
			var got []string
			for _, f := range r.Fixes() {
				got = append(got, fmt.Sprint(f.Action.ID, " ", f.Cause))
			}
			require.Equal(t, []string{c.want}, got)
		})
	}
}
