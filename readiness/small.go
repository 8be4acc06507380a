//go:build payready_small

package readiness

// This build, for a browser, does not know the telephone numbers of other countries, and
// identity.mobile says so: the page can ask a larger build instead.
var _ = func() bool {
	identityMobile.Reasons = append(identityMobile.Reasons, Reason{
		Code: "not-supported", Because: NoData,
		Message: Text{ZH: "此版本不识别其他国家和地区的号码", EN: "This build does not know the numbers of other countries"},
	})
	return true
}()
