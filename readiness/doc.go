// Package readiness answers, before a payout (打款) to a Chinese bank card is
// requested: will it go through, and if not, what must be fixed, by whom, and
// when is the earliest time to submit?
//
// For most uses, fill in a [Submission] with everything that is known, leave
// out what is not, and call [Assess]. The [Report] carries a verdict, a score,
// one finding for every check, and the times; its text is made on demand by
// [Report.Document].
//
//	report := readiness.Assess(sub)
//	if report.Verdict == readiness.Ready { … }
//
// Other limits, other checks or other tables go into a [Config] for [New].
//
// # What it promises
//
// No network, clock, environment, log or goroutine: the same submission,
// configuration and data give the same bytes. Assess is total: hostile input
// gets a finding, a panicking check gets status error, and neither stops the
// rest. Unknown is never taken for a pass. Nothing personal is in any report,
// error or printed value: personal text is a [Secret].
//
// Check IDs, reason codes, JSON fields and exported names are stable; a change
// is listed in CHANGELOG.md.
//
// # What it is not
//
// It decides no credit and knows no balance. 100 points mean that no known
// obstacle was found, not that the payout will succeed: the bank and the
// channel decide. It covers payouts to bank cards, not to wallets.
package readiness
