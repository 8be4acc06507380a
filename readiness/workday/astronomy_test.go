package workday_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/payready/payready/readiness/workday"
)

// The lunar calendar as GB/T 33661-2017 defines it, from the positions of sun
// and moon: a month begins on the day of the new moon in China; the winter
// solstice is in the eleventh month; between two of those with thirteen months,
// the first month without a principal term (中气) is the leap month. The series
// are those of Meeus, Astronomical Algorithms, chapters 25 and 49, good to a
// quarter of an hour for the sun and to some seconds for the moon.

// deltaT is TT minus UT in days (Espenak and Meeus, 2005 to 2050).
func deltaT(jd float64) float64 {
	t := (jd - 2451545) / 365.25
	return (62.92 + 0.32217*t + 0.005589*t*t) / 86400
}

// dayInChina turns a moment of terrestrial time into its day there, and says
// how far it is from midnight, in minutes.
func dayInChina(jde float64) (day int, margin float64) {
	t := jde - deltaT(jde) + 8.0/24 - 2440587.5 // days since 1970 on the clock in China
	f := t - math.Floor(t)
	return int(math.Floor(t)), min(f, 1-f) * 1440
}

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }

// longitude is the sun's apparent longitude in degrees.
func longitude(jde float64) float64 {
	t := (jde - 2451545) / 36525
	l := 280.46646 + 36000.76983*t + 0.0003032*t*t
	m := 357.52911 + 35999.05029*t - 0.0001537*t*t
	c := (1.914602-0.004817*t)*sin(m) + (0.019993-0.000101*t)*sin(2*m) + 0.000289*sin(3*m)
	return l + c - 0.00569 - 0.00478*sin(125.04-1934.136*t)
}

// term is when the sun next reaches a longitude after jde.
func term(jde, degrees float64) float64 {
	ahead := math.Mod(degrees-longitude(jde), 360)
	if ahead < 0 {
		ahead += 360
	}
	jde += ahead / 360 * 365.2422
	for range 8 {
		off := math.Remainder(degrees-longitude(jde), 360)
		jde += off / 360 * 365.2422
	}
	return jde
}

// newMoon is the new moon of lunation k, counted from that of 6 January 2000.
func newMoon(k float64) float64 {
	t := k / 1236.85
	e := 1 - 0.002516*t - 0.0000074*t*t
	m := 2.5534 + 29.10535670*k - 0.0000014*t*t
	a := 201.5643 + 385.81693528*k + 0.0107582*t*t
	f := 160.7108 + 390.67050284*k - 0.0016118*t*t
	o := 124.7746 - 1.56375588*k + 0.0020672*t*t
	jde := 2451550.09766 + 29.530588861*k + 0.00015437*t*t
	for _, s := range []struct{ c, x float64 }{
		{-0.40720, a}, {0.17241 * e, m}, {0.01608, 2 * a}, {0.01039, 2 * f}, {0.00739 * e, a - m},
		{-0.00514 * e, a + m}, {0.00208 * e * e, 2 * m}, {-0.00111, a - 2*f}, {-0.00057, a + 2*f},
		{0.00056 * e, 2*a + m}, {-0.00042, 3 * a}, {0.00042 * e, m + 2*f}, {0.00038 * e, m - 2*f},
		{-0.00024 * e, 2*a - m}, {-0.00017, o}, {-0.00007, a + 2*m}, {0.00004, 2*a - 2*f},
		{0.00004, 3 * m}, {0.00003, a + m - 2*f}, {0.00003, 2*a + 2*f}, {-0.00003, a + m + 2*f},
		{0.00003, a - m + 2*f}, {-0.00002, a - m - 2*f}, {-0.00002, 3*a + m}, {0.00002, 4 * a},
		{0.000325, 299.77 + 0.107408*k}, {0.000165, 251.88 + 0.016321*k}, {0.000164, 251.83 + 26.651886*k},
		{0.000126, 349.42 + 36.412478*k}, {0.000110, 84.66 + 18.206239*k}, {0.000062, 141.74 + 53.303771*k},
		{0.000060, 207.14 + 2.453732*k}, {0.000056, 154.84 + 7.306860*k}, {0.000047, 34.52 + 27.261239*k},
		{0.000042, 207.19 + 0.121824*k}, {0.000040, 291.34 + 1.844379*k}, {0.000037, 161.72 + 24.198154*k},
		{0.000035, 239.56 + 25.513099*k}, {0.000023, 331.55 + 3.592518*k},
	} {
		jde += s.c * sin(s.x)
	}
	return jde
}

// An eleventh month: the lunation whose days hold the winter solstice of a year.
func eleventh(year int) float64 {
	solstice, _ := dayInChina(term(2451545+float64(year-2000)*365.2425+330, 270))
	k := math.Round((float64(year)-2000)*12.3685) + 13
	for {
		if begins, _ := dayInChina(newMoon(k)); begins <= solstice {
			return k
		}
		k--
	}
}

// month returns the day on which a lunar month of a year begins.
func month(year, number int) workday.Date {
	before, after := eleventh(year-1), eleventh(year)
	k, leap := before, after-before == 13
	for n := 11; n != number+12; n++ { // the twelfth month is 12, the first of the year 13
		k++
		if leap && !hasPrincipalTerm(k) {
			k, leap = k+1, false
		}
	}
	day, _ := dayInChina(newMoon(k))
	return workday.Date{Year: 1970, Month: 1, Day: 1}.AddDays(day)
}

// hasPrincipalTerm reports whether the sun reaches a multiple of 30 degrees on
// a day of the lunation.
func hasPrincipalTerm(k float64) bool {
	from, _ := dayInChina(newMoon(k))
	to, _ := dayInChina(newMoon(k + 1))
	degrees := 30 * math.Ceil((longitude(newMoon(k)-2))/30)
	for ; ; degrees += 30 {
		switch day, _ := dayInChina(term(newMoon(k)-2.5, degrees)); {
		case day >= to:
			return false
		case day >= from:
			return true
		}
	}
}

func TestFestivalsAreThoseOfTheSky(t *testing.T) {
	f, err := os.Open("data/festivals.csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+43)
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[0])
		require.NoError(t, err)
		qingming, margin := dayInChina(term(2451545+float64(n-2000)*365.2425+70, 15))
		require.Greater(t, margin, 15.0, "%d: 清明 is too near to midnight for this series", n)
		require.Equal(t, []string{
			month(n, 1).String(),
			workday.Date{Year: 1970, Month: 1, Day: 1}.AddDays(qingming).String(),
			month(n, 5).AddDays(4).String(),
			month(n, 8).AddDays(14).String(),
		}, row[1:], n)
	}
}
