package workday

// LawYear returns a calendar of one year without its notice.
func LawYear(n int) *Calendar { return &Calendar{first: n, years: []year{lawYear(n)}} }
