// Package cardbin reads Chinese bank card numbers: what issuer, funding and
// network a number belongs to, and whether its check digit fits. It needs the
// standard library only, does no work at start and holds nothing on the heap.
//
// For most uses, parse the number and look it up:
//
//	pan, err := cardbin.ParsePAN("6222 0212 3456 7890 123")
//	match, known := cardbin.Default().Lookup(pan)
//
// A [PAN] prints masked wherever it ends up. A number that the table does not
// know is unknown, never invalid. Replace, add or remove rows with
// [Table.Overlay]; [ReadUnionPay] makes an overlay out of UnionPay's BIN file.
// All values are immutable and safe for concurrent use. No error holds input.
//
// # What the built-in table covers
//
// 2,460 rows (2,406 prefixes of 3 to 10 digits, for numbers of 15 to 19 digits)
// of 375 issuers, counted once for each region where they issue: debit 1,481,
// credit 830, quasi-credit 68, prepaid 50, not known 31.
//
// ISSUERS.md lists them. By category:
//
//	category             rows  issuers
//	big six               654        6
//	joint-stock           471       12
//	city                  551      126
//	rural commercial      120       25
//	rural credit union    107       24
//	village               103       76
//	private digital        23       18
//	foreign, in China      39       16
//	overseas              346       69
//	prepaid issuers         4        1
//	payment tokens         40        1
//	test cards              2        1
//
// 2,360 rows come from the npm packages bankcard 3.1.6 (MIT) and bankcardinfo
// 2.0.6 (ISC), 1,119 of them from both. data/corrections.csv corrects 89 of these
// by hand, village banks that the packages list as their founder, mainland banks
// of Hong Kong groups, quasi-credit cards, and adds 73: ranges that begin with
// 62829, payment tokens and test cards of 银联, some newer ranges.
// data/bin_regions.csv says of 190 that a branch or subsidiary abroad issues them.
// Both were compared in public tables; most of it is of medium confidence, and the
// files say which. 27 rows, and the hints of 3 others, come from names that issuers
// give to ranges of electronic accounts, and from what is inferred of banks without
// counters (data/e_account_bins.csv). [Record.Source] names the source of every row.
// Bank categories, English names, former names and mergers are from memory where
// data/issuers.csv and data/issuer_mergers.csv say so or name no source.
//
// Known to be missing: most ranges that banks began to use after 2016; some fifty
// ranges of 工商银行 for 18 and 19 digits; most cards issued outside the mainland;
// most village banks (some 1,600 exist); product names, but for a few ranges;
// most corporate settlement cards (单位结算卡). A bank that knows its own ranges should overlay them.
package cardbin
