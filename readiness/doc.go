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
// # Score and verdict
//
// A check of severity r leaves 1 − r of the whole when it fails, all of it when it
// passes, and something between for a warning or an unknown. The product of what
// all checks leave moves the score inside the verdict's band: nothing good makes up
// for what is bad. In a group of checks with one cause only the largest loss counts.
// The first verdict that holds fixes the band:
//
//	 0–39   stop, fix, wait  a gate fails: one that nobody mends, else one that somebody
//	                         does, else one that time or a query settles
//	40–59   incomplete       a required check is unknown, the unknown risks come to more
//	                         than the policy's max_unknown, or nothing is decided
//	60–84   caution          nothing blocks it, and the product is below 0.84
//	85–100  ready            otherwise; 100 is no known obstacle
//
// An unknown costs the whole severity where the check is required, half of it where
// it is expected and nothing where it is optional, unless its reason has a worth of
// its own. Floor and ceiling are the scores with every unknown failed, gates among
// them, and with every unknown passed, while what is known stays as it is: an answer
// that contradicts what is known may change that, too.
//
// # Checks of your own
//
// A [Check] is a plain value: append yours to [Suite] and give the list to [New].
// Its Run asks the [Case] for the submission, for inputs under "extra", and for
// what the built-in checks derive: [Case.CompareName], [Case.Attempts],
// [Case.Address], [Case.Window] and the like. readinesstest.TestCheck tests it.
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
// # What is left out
//
// Leaving out an input ends no better than giving it. A check that no longer knows
// counts as failed for Floor, and where money may move twice it costs points as well.
// Meant otherwise are:
//
//   - Contradictions. Of two statements that exclude each other the more careful one
//     counts; one alone contradicts nothing. So are a fix dated before the failure or
//     after the moment (without its date, the caller answers for it), what is booked
//     and what the channel answered, a card number beside its head, length and last
//     digits, and a document number beside a birth date.
//   - The channel. One that is not given has no limits, windows or spelling of its own:
//     payout.channel-support asks for it at a price if the policy says anything of
//     channels. Where payout.routes states no balance for the channel, the one that
//     the payout states counts. The order number, the channel and the code of an
//     earlier payout leave payout.duplicate unknown.
//   - Health. Of banks and channels that nobody watches nothing is asked; what was watched
//     too long ago is unknown, at no price.
//   - Time. Evidence without a time was observed with the rest, an earlier payout
//     without its end ended when it was made, and without the moment nothing is late.
//   - Causes. After a failure of no known cause the policy's cool-down counts, and
//     history.risk-hold and history.unresolved-cause are unknown. A bank that has
//     confirmed since what it refused is believed unless somebody says that it is not
//     mended.
//   - Second signs. The bank's record, an element check and a payout that arrived stand
//     for each other, as do the signs of one device; the table stands for the bank that
//     is not stated.
//   - Signs of abuse. Where one sign more would be one too many, history.abuse asks for
//     it; it does not guess at two. A review that nobody passes on cannot be known.
//   - Loans. Of a payout that says nothing of a loan nothing is asked, unless the policy
//     requires some of what must be in place before one is paid out.
//
// # What it is not
//
// It decides no credit and knows no balance. 100 points mean that no known
// obstacle was found, not that the payout will succeed: the bank and the
// channel decide. It covers payouts to bank cards, not to wallets.
package readiness
