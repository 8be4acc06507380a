// Package datapage knows how long the tables of the library last, how each is brought
// up to date, and what it is known to lack. DATA.md is written from it and from the
// sources.csv beside each table, and readycheck version warns by the same figures.
package datapage

//go:generate go run ./gen

// A Table is a folder of data.
type Table struct {
	Name   string // as readycheck version prints it
	Folder string
	Holds  string
	// OldAfterDays is how many days after its newest source the table counts as old;
	// 0 means that it does not grow old by itself.
	OldAfterDays int
	// EndsWithinDays is how many days before the last day that it knows a table that
	// ends is due; 0 for a table without an end.
	EndsWithinDays int
	Update         string
	Gaps           string
}

// Find returns the table of a name, and the zero Table when there is none.
func Find(name string) Table {
	for _, t := range Tables {
		if t.Name == name {
			return t
		}
	}
	return Table{}
}

// Tables are all tables, by how soon they grow old.
var Tables = []Table{
	{
		Name: "working days", Folder: "readiness/workday/data",
		Holds: "holidays and make-up days of the State Council's notices since 2008; the lunar dates of festivals until 2050",
		// The next year's notice comes out in November.
		EndsWithinDays: 30,
		Update:         "Add the year's notice to holidays.csv, its source to sources.csv, run go generate ./readiness/workday. At run time: Calendar.With, or readycheck -holidays, take the same rows as CSV.",
		Gaps:           "Days next to a festival are undecided until the notice of their year. Banks that close on other days are not listed.",
	},
	{
		Name: "card prefixes", Folder: "cardbin/data",
		Holds: "prefixes, lengths, issuers, funding and regions of cards, former names and mergers of banks",
		// New prefixes come out every few weeks.
		OldAfterDays: 180,
		Update:       "Take the rows of newer versions of the packages into bins.csv, corrections with their reason into corrections.csv, run go generate ./cardbin. At run time: Table.Overlay, or readycheck -bins.",
		Gaps:         "Most prefixes issued after about 2016, some fifty ranges of 工商银行, most village banks, most cards issued abroad: see the documentation of package cardbin.",
	},
	{
		Name: "failure codes", Folder: "readiness/failcode/data",
		Holds: "codes and statuses of channels, what they mean, and what to do next; the amounts that channels and payment systems take",
		// Channels change their documents several times a year.
		OldAfterDays: 180,
		Update:       "Read the channels' documents again, add codes and limits with their source and the month of reading, run go generate ./readiness/failcode. At run time: Table.Overlay; limits and channels of a policy.",
		Gaps:         "Codes and limits that channels do not publish (no amount was found for LianLian, Baofoo, UnionPay, Allinpay, Yeepay, PayerMax and Wise); meanings that two documents give in two ways are neither.",
	},
	{
		Name: "mobile segments", Folder: "readiness/internal/cnphone/data",
		Holds: "segments of mainland mobile numbers by kind",
		// The ministry allots a few segments a year; a new one is unlisted, not invalid.
		OldAfterDays: 365,
		Update:       "Compare segments.csv with the ministry's allocation, run go generate ./readiness/internal/cnphone, and take a newer nyaruka/phonenumbers.",
		Gaps:         "The allocation read is of March 2023; newer segments come from phonenumbers alone.",
	},
	{
		Name: "regions", Folder: "readiness/internal/cnid/data",
		Holds: "six-digit codes of regions on identity documents, abolished ones included",
		// Counties change each year, but nobody younger than 16 is asked for a number.
		OldAfterDays: 0,
		Update:       "Run the importer in readiness/internal/cnid/gen/importer on newer versions of the packages, then go generate ./readiness/internal/cnid.",
		Gaps:         "Some codes of the 1980s stand in no package. An unlisted county is unknown, never invalid, and costs nothing where the rule gives such codes to suburbs and towns.",
	},
	{
		Name: "names", Folder: "readiness/internal/cnname/data",
		Holds:        "readings, parts, forms and look-alikes of characters, surnames, private-use code points",
		OldAfterDays: 0,
		Update:       "Run readiness/internal/cnname/gen/importer with the files that its documentation names, then go generate ./readiness/internal/cnname.",
		Gaps:         "Of the look-alike pairs listed by hand, 18 % are found only because they are listed: the measurement misses them. Of other pairs that it misses, only that one character differs is said.",
	},
	{
		Name: "special IPs", Folder: "readiness/internal/netaddr/data",
		Holds:        "addresses for special purposes",
		OldAfterDays: 0,
		Update:       "Compare special.csv with the registries of IANA, run go generate ./readiness/internal/netaddr.",
		Gaps:         "Read from public copies, second hand.",
	},
	{
		Name: "time zones", Folder: "readiness/internal/utcoffset/data",
		Holds: "offsets from UTC in use, by country",
		// A country changes its clock about once a year.
		OldAfterDays: 730,
		Update:       "Take the offsets of a newer time zone database into offsets.csv, run go generate ./readiness/internal/utcoffset.",
		Gaps:         "Offsets that no country used in 2025 and 2026.",
	},
}
