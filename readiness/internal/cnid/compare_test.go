package cnid_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "github.com/payready/payready/readiness/internal/cnid"
)

func TestCompare(t *testing.T) {
	const id = "11010519491231002X"
	for _, c := range []struct {
		name         string
		kind         Kind
		claim        string
		bankKind     Kind
		bank         string
		want         Match
		visible, all uint8
	}{
		{"equal", ResidentID, id, ResidentID, id, Equal, 18, 18},
		{"equal but for the typing", ResidentID, "110105 19491231 002x", Unknown, id, Equal, 18, 18},
		{"equal, one on a temporary card", TemporaryResidentID, id, ResidentID, id, Equal, 18, 18},
		{"other digit", ResidentID, id, ResidentID, "110105194912310038", Mismatch, 0, 18},
		{"a mask before a short number", ResidentID, "110105491231002", Unknown, "*****************2", MaskedMatch, 1, 15},
		{"digit lost", ResidentID, id, Unknown, "11010519491231002", Mismatch, 0, 18},
		{"15 digits of the same", ResidentID, id, ResidentID, "110105491231002", Equal15, 15, 18},
		{"15 digits claimed", ResidentID, "110105491231002", ResidentID, id, Equal15, 15, 18},
		{"15 digits of another", ResidentID, id, ResidentID, "110105491231003", Mismatch, 0, 18},
		{"masked", ResidentID, id, ResidentID, "110***********002X", MaskedMatch, 7, 18},
		{"both masked at the end", ResidentID, "11010519491231002*", ResidentID, "11010519491231002*", MaskedMatch, 17, 18},
		{"masked, last four", ResidentID, id, Unknown, "**************002X", MaskedMatch, 4, 18},
		{"masked, fixed width", ResidentID, id, Unknown, "110****002X", MaskedMatch, 7, 18},
		{"masked, fixed width in front", ResidentID, id, Unknown, "****002X", MaskedMatch, 4, 18},
		{"masked, fixed width of one", ResidentID, id, Unknown, "110105*002X", MaskedMatch, 10, 18},
		{"both masked, one in fixed width", ResidentID, "110105********002X", Unknown, "****002X", MaskedMatch, 4, 18},
		{"masked, nothing left to hide", Passport, "EA1234567", Passport, "EA123*4567", MaskedMatch, 9, 9},
		{"masked, fixed width, wider than hidden", ResidentID, id, Unknown, "110105194912**************002X", NotCompared, 0, 0},
		{"masked passport, wide mask", Passport, "EA1234567", Passport, "EA**********67", MaskedMatch, 4, 9},
		{"masked in several places", ResidentID, id, Unknown, "11*105****1231**2X", MaskedMatch, 11, 18},
		{"masked with X", ResidentID, id, Unknown, "110105XXXXXXXX002X", MaskedMatch, 10, 18},
		{"masked with four X at an even place", ResidentID, id, Unknown, "1101051949XXXX002X", MaskedMatch, 14, 18},
		{"masked with four X at an odd place", ResidentID, id, Unknown, "11010519491XXXX02X", MaskedMatch, 14, 18},
		{"three X are no mask", ResidentID, id, Unknown, "1101051949123XXX2X", Mismatch, 0, 18},
		{"masked 15 digits", ResidentID, id, Unknown, "110105*****1002", MaskedMatch, 10, 18},
		{"masked 15 digits of another", ResidentID, id, Unknown, "110105*****1003", MaskedConflict, 0, 18},
		{"masked, last character differs", ResidentID, id, ResidentID, "110***********0020", MaskedConflict, 0, 18},
		{"masked, first differs", ResidentID, id, ResidentID, "120***********002X", MaskedConflict, 0, 18},
		{"masked, more shown than there is", Unknown, "EA1234567", Unknown, "EA1234567*EA1234567", MaskedConflict, 0, 9},
		{"masked, all hidden", ResidentID, id, ResidentID, "******************", NotCompared, 0, 18},
		{"claim masked too", ResidentID, "110105********002X", ResidentID, "110***********002X", MaskedMatch, 7, 18},
		{"masked passport against an ID", ResidentID, id, Passport, "E****5678", KindDiffers, 0, 18},
		{"passport against an ID", ResidentID, id, Passport, "EA1234567", KindDiffers, 0, 18},
		{"passport against an ID, kinds not given", Unknown, id, Unknown, "EA1234567", KindDiffers, 0, 18},
		{"foreign passport against an ID, kinds not given", Unknown, id, Unknown, "A12345678", KindDiffers, 0, 18},
		{"travel permit against an ID, kinds not given", Unknown, id, Unknown, "H12345678", KindDiffers, 0, 18},
		{"travel permit against residence permit", ResidencePermit, "810000199501170713", TravelPermit, "H12345678", KindDiffers, 0, 18},
		{"renewed passport", Passport, "EA1234567", Passport, "E12345678", KindDiffers, 0, 9},
		{"other travel permit", TravelPermit, "H12345678", TravelPermit, "H12345679", Mismatch, 0, 9},
		{"travel permit, with the number of its replacement", TravelPermit, "H12345678", TravelPermit, "H1234567801", KindDiffers, 0, 11},
		{"travel permit, replaced again", TravelPermit, "M1234567801", TravelPermit, "M1234567802", KindDiffers, 0, 11},
		{"travel permit and replacement, kinds not given", Unknown, "H12345678", Unknown, "H1234567801", KindDiffers, 0, 11},
		{"travel permit and replacement, masked", TravelPermit, "H12345678", TravelPermit, "H123****801", KindDiffers, 0, 9},
		{"travel permit and the replacement of another", TravelPermit, "H12345678", TravelPermit, "H1234567901", Mismatch, 0, 11},
		{"travel permit and the replacement of another, masked", TravelPermit, "H12345678", TravelPermit, "H124****801", MaskedConflict, 0, 9},
		{"travel permit of Macao, replacement of Hong Kong", TravelPermit, "M12345678", TravelPermit, "H1234567801", Mismatch, 0, 11},
		{"Taiwan permit and the bank's first ten", TravelPermit, "01234567", Unknown, "0123456701", KindDiffers, 0, 10},
		{"Taiwan permit and the bank's with its office", TravelPermit, "01234567", TravelPermit, "0123456701(B)", KindDiffers, 0, 11},
		{"Taiwan permit, issued again", TravelPermit, "0123456701", TravelPermit, "0123456702", KindDiffers, 0, 10},
		{"Taiwan permit, kinds not given", Unknown, "01234567", Unknown, "0123456701", KindDiffers, 0, 10},
		{"Taiwan permit of another", TravelPermit, "01234567", TravelPermit, "0123456801", Mismatch, 0, 10},
		{"Taiwan permit, the first ten masked", TravelPermit, "01234567", TravelPermit, "0123****01", KindDiffers, 0, 8},
		{"Taiwan permit of another, masked", TravelPermit, "01234567", TravelPermit, "0124****01", MaskedConflict, 0, 8},
		{"Taiwan permit against an ID, kinds not given", Unknown, id, Unknown, "0123456701", KindDiffers, 0, 18},
		{"permit of one who is not Chinese, replaced", TravelPermit, "HA1234567", TravelPermit, "HA123456701", KindDiffers, 0, 11},
		{"permit of one who is not Chinese, of another", TravelPermit, "HA1234567", TravelPermit, "HA1234568", Mismatch, 0, 9},
		{"renewed passport of Macao, kinds not given", Unknown, "MA1234567", Unknown, "MA7654321", KindDiffers, 0, 9},
		{"X as a multiplication sign", ResidentID, "11010519491231002×", Unknown, id, Equal, 18, 18},
		{"masked with multiplication signs", ResidentID, id, Unknown, "110××××××××××××02X", MaskedMatch, 6, 18},
		{"the bank's table is rounded", ResidentID, "110101199003071233", Unknown, "110101199003071000", MaskedMatch, 15, 18},
		{"the bank's table is rounded, another holder", ResidentID, "110101199003072236", Unknown, "110101199003071000", MaskedConflict, 0, 18},
		{"the bank's table holds a quantity", ResidentID, id, Unknown, "1.10105E+17", NotCompared, 0, 0},
		{"a passport is not replaced so", Passport, "H12345678", TravelPermit, "H1234567801", KindDiffers, 0, 11},
		{"travel permits of other lengths", TravelPermit, "H12345678", TravelPermit, "H123456780", Mismatch, 0, 10},
		{"both forms of the foreigner's card", Unknown, "911398199012310021", Unknown, "KAZ110090123105", KindDiffers, 0, 18},
		{"other foreigner", Unknown, "KAZ110090123105", Unknown, "KAZ110090123106", Mismatch, 0, 15},
		{"masked passport against an ID, kind not claimed", Unknown, id, Passport, "EA1****67", KindDiffers, 0, 18},
		{"masked passport against an ID, kinds not given", Unknown, id, Unknown, "EA1****67", KindDiffers, 0, 18},
		{"masked ID against a passport", Passport, "EA1234567", ResidentID, "110***********002X", KindDiffers, 0, 9},
		{"masked ID, all digits, against a passport", Passport, "EA1234567", Unknown, "110***********0021", KindDiffers, 0, 9},
		{"masked travel permit against a residence permit", Unknown, "810000199501170713", TravelPermit, "H1*****78", KindDiffers, 0, 18},
		{"renewed passport, masked", Passport, "EA1234567", Passport, "EB7***321", KindDiffers, 0, 9},
		{"renewed passport, masked, kinds not given", Unknown, "EA1234567", Unknown, "EB7***321", KindDiffers, 0, 9},
		{"other travel permit, masked", TravelPermit, "H12345678", TravelPermit, "H12****79", MaskedConflict, 0, 9},
		{"both forms of the foreigner's card, masked", ForeignPermanentResident, "911398199012310021", ForeignPermanentResident, "KAZ1100****3105", KindDiffers, 0, 18},
		{"both forms, masked, kinds not given", Unknown, "911398199012310021", Unknown, "KAZ1100****3105", KindDiffers, 0, 18},
		{"both forms, masked in front", ForeignPermanentResident, "911398199012310021", ForeignPermanentResident, "***********3105", KindDiffers, 0, 18},
		{"other foreigner, masked", ForeignPermanentResident, "911398199012310021", ForeignPermanentResident, "911***********0022", MaskedConflict, 0, 18},
		{"other foreigner, masked, fixed width", ForeignPermanentResident, "911398199012310021", ForeignPermanentResident, "911****0022", MaskedConflict, 0, 18},
		{"other foreigner, kind not claimed", Unknown, "911398199012310021", ForeignPermanentResident, "911****0022", MaskedConflict, 0, 18},
		{"foreigner, digit lost", ForeignPermanentResident, "911398199012310021", ForeignPermanentResident, "91139819901231002", Mismatch, 0, 18},
		{"masked, differs, kinds given", ResidentID, id, ResidentID, "110***********0021", MaskedConflict, 0, 18},
		{"masked, differs, eight wide", ResidentID, id, Unknown, "1101**22", MaskedConflict, 0, 18},
		{"masked, differs, one kind given", Unknown, id, ResidentID, "**************0021", MaskedConflict, 0, 18},
		{"masked residence permit given as an ID, differs", ResidentID, "810000199501170713", ResidentID, "810***********0714", MaskedConflict, 0, 18},
		{"masked residence permit, first hidden, differs", Unknown, "810000199501170713", ResidentID, "****0714", MaskedConflict, 0, 18},
		{"masked residence permit, given once as such, differs", ResidencePermit, "810000199501170713", ResidentID, "810***********0714", MaskedConflict, 0, 18},
		{"masked, first hidden, differs from a passport", Passport, "EA1234567", Unknown, "****5668", MaskedConflict, 0, 9},
		{"bank holds junk", ResidentID, id, Unknown, "0", Mismatch, 0, 18},
		{"bank holds nothing", ResidentID, id, ResidentID, "", NotCompared, 0, 0},
		{"claim cannot be read", ResidentID, "身份证", ResidentID, id, NotCompared, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, swapped := Compare(c.kind, c.claim, c.bankKind, c.bank), Compare(c.bankKind, c.bank, c.kind, c.claim)
			require.Equal(t, got, swapped)
			got.Slip = false // see TestSlips
			require.Equal(t, Comparison{Match: c.want, Visible: c.visible, Total: c.all}, got)
		})
	}
}

func TestMatchCodes(t *testing.T) {
	require.Equal(t, "match masked-match legacy-15 kind-differs mismatch masked-conflict",
		Equal.String()+" "+MaskedMatch.String()+" "+Equal15.String()+" "+KindDiffers.String()+" "+Mismatch.String()+" "+MaskedConflict.String())
	require.Empty(t, NotCompared.String())
}

// Hiding any places of a number makes a mask that agrees with it, and with no
// number that differs in a place still shown. None of them ends in 000, as what a
// spreadsheet has rounded does.
func TestMasksOfANumberAgreeWithIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := []byte(rapid.StringMatching(`[0-9]{15}[1-8][0-9][0-9X]`).Draw(t, "number"))
		masked := append([]byte(nil), number...)
		hide := rapid.SliceOfNDistinct(rapid.IntRange(0, 17), 1, 17, rapid.ID).Draw(t, "hide")
		for _, i := range hide {
			masked[i] = '*'
		}
		c := Compare(ResidentID, string(number), Unknown, string(masked))
		require.Equal(t, Comparison{Match: MaskedMatch, Visible: uint8(18 - len(hide)), Total: 18}, c)

		i := rapid.IntRange(0, 17).Draw(t, "typo")
		if masked[i] != '*' {
			number[i] = '0' + (number[i]-'0'+1)%10
			require.Equal(t, MaskedConflict, Compare(ResidentID, string(number), Unknown, string(masked)).Match)
		}
	})
}

// One digit, or two that have changed places, is a slip of the hand; more is another
// number.
func TestSlips(t *testing.T) {
	const id = "110101199003071233"
	for other, slip := range map[string]bool{
		"110101199003071234":  true,
		"110101199003071323":  true,
		"110101199003071332":  true,
		"11010119900307125X":  true,
		"110101199003171332":  false,
		"110101199003070234":  true,
		"110101199002070233":  false,
		"11010119900307123":   false,
		"1101011990030712333": false,
		id:                    false,
	} {
		require.Equal(t, slip, Compare(ResidentID, id, ResidentID, other).Slip, other)
		require.Equal(t, slip, Compare(ResidentID, other, ResidentID, id).Slip, other)
	}
}
