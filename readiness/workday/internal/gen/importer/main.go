// Command importer computes the days of the lunar festivals, and of 清明, to
// 2050:
//
//	importer > ../../../data/festivals.csv
//
// It is a module of its own, so that lunar-go is no dependency of the library.
// It runs when the years are to reach farther; the table is generated from the
// CSV file alone.
package main

import (
	"bytes"
	"fmt"
	"log"
	"os"

	"github.com/6tail/lunar-go/calendar"
)

// The law of 2008 was the first with all seven festivals. Beyond 2050 the
// moment of a new moon may be too near to midnight to name its day.
const first, last = 2008, 2050

func main() {
	log.SetFlags(0)
	if _, err := os.Stdout.Write(table()); err != nil {
		log.Fatal(err)
	}
}

func table() []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "year,spring,qingming,dragon_boat,mid_autumn")
	for n := first; n <= last; n++ {
		lunar := func(month, day int) string {
			return calendar.NewLunarFromYmd(n, month, day).GetSolar().ToYmd()
		}
		qingming := calendar.NewSolarFromYmd(n, 4, 15).GetLunar().GetJieQiTable()["清明"].ToYmd()
		fmt.Fprintf(&b, "%d,%s,%s,%s,%s\n", n, lunar(1, 1), qingming, lunar(5, 5), lunar(8, 15))
	}
	return b.Bytes()
}
