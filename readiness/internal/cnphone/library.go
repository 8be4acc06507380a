//go:build !payready_small

package cnphone

import "github.com/nyaruka/phonenumbers"

// library asks nyaruka/phonenumbers, which is slow and keeps its argument: it
// serves the rare cases.
func library(s, region string) (Class, string) {
	num, err := phonenumbers.Parse(s, region)
	if err != nil || !phonenumbers.IsValidNumber(num) {
		return Malformed, ""
	}
	switch phonenumbers.GetNumberType(num) {
	case phonenumbers.MOBILE, phonenumbers.FIXED_LINE_OR_MOBILE:
		if num.GetCountryCode() == 86 { // behind a dialling prefix nobody uses
			return Malformed, ""
		}
		return Foreign, phonenumbers.Format(num, phonenumbers.E164)
	case phonenumbers.FIXED_LINE, phonenumbers.VOIP:
		return Landline, ""
	}
	return ServiceNumber, ""
}
