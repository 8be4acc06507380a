//go:build payready_small

package readiness

// mobileNotSupported is what a build without the numbers of other countries says of them:
// a program for a browser, which can ask a larger build instead.
var mobileNotSupported = []Reason{
	{Code: "not-supported", Because: NoData,
		Message: Text{ZH: "此版本不识别其他国家和地区的号码", EN: "This build does not know the numbers of other countries"}},
}
