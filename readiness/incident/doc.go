// Package incident finds shared causes: a bank that is down, a channel that refuses
// everything. A thousand payouts that fail at one bank in one minute are one thing to
// know, and nobody's card is to blame.
//
// For most uses, a [Watcher] takes outcomes one by one and returns incidents that begin,
// change or end:
//
//	var w incident.Watcher
//	for _, event := range w.Add(&outcome) {
//		alert(event)
//	}
//
// It is made of two parts. [Counts] is what is kept of outcomes: who failed in which
// minute, as keyed hashes. Counts merge: the parts of a stream, in any order and
// grouping, give the bytes of one run over the whole, whatever is repeated in them. A
// [Detector] reads counts minute by minute, and what it finds is a function of them alone.
//
// # What is compared
//
// A cluster is an issuer on a channel, an issuer on all channels, or a channel with all
// issuers, and a kind of failure. Of each cluster the share of outcomes that fail is held
// against what its own past lets expect, at that half hour of the day: traffic that doubles at
// noon is no sign, and neither is maintenance that comes every night. Where a cluster has
// little past, that of all counts. An incident is named once, at the cluster that
// explains it best: a bank that fails everywhere is a bank, not five channels.
//
// The test is a binomial CUSUM at four sizes of trouble. By Lorden's bound one that
// starts n times gives fewer than n·exp(−h) false alarms at the height h, so h is chosen
// from the number of starts a week, over all clusters, for [Options.AlarmsPerWeek]. The
// bound takes the expected shares for known; BENCHMARKS.md of this package has what
// simulated months show.
//
// # What it does not say
//
// An incident is an alert. It holds nothing back: a [Hold] is a person's word, or that of
// a [HoldRule] that a person set, for at most an hour, and it lets about one payout in a
// hundred through, since traffic that is held never shows that the trouble is over.
//
// Doubt stays doubt. Timeouts and orders that hang are evidence of trouble, but not
// failures: what [Incident.Doubt] counts may have been paid, and is queried, never sent
// again.
//
// Nothing here reads a clock, a file or the network.
package incident
