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
// 2,387 rows (2,355 prefixes of 3 to 10 digits, for numbers of 15 to 19 digits)
// of 264 issuers: debit 1,456, credit 824, quasi-credit 63, prepaid 44.
//
//	category             rows  issuers
//	big six               800        6
//	joint-stock           488       12
//	city                  561      127
//	rural commercial      139       27
//	rural credit union    108       24
//	village               43        17
//	private digital       23        18
//	foreign, in China     60        13
//	overseas             162        19
//	prepaid issuers        3         1
//
// 2,360 rows come from the npm packages bankcard 3.1.6 (MIT) and bankcardinfo
// 2.0.6 (ISC), 1,119 of them from both; 27 rows, and the hints of 3 others, from
// names that issuers give to ranges of electronic accounts, and from what is
// inferred of banks without counters (data/e_account_bins.csv says which, with
// its confidence). [Record.Source] names the source of every row. Bank
// categories, English names, former names and mergers are from memory where
// data/issuers.csv and data/issuer_mergers.csv say so or name no source.
//
// Known to be missing: most ranges that banks began to use after 2020; most
// cards issued outside the mainland, and for those of 汇丰, 永亨 and 恒生 the
// distinction from the mainland bank; most village banks (some 1,600 exist);
// payment tokens and test numbers; product names, but for 7 ranges; corporate
// settlement cards. 621265001 is listed under 江苏省农村信用联合社 but other
// tables give a village bank, and 622434 under 临商银行 but others give 澳门国际银行.
// A bank that knows its own ranges should overlay them.
package cardbin
