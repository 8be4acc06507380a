package main

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// readParts reads the parts of the characters that a bank's system may lack.
func (g *generator) readParts() error {
	rows, err := g.rows("parts.csv", 2)
	if err != nil {
		return err
	}
	for i, row := range rows {
		char, err := one(row[0])
		if n := utf8.RuneCountInString(row[1]); err != nil || n < 2 {
			return fmt.Errorf("parts.csv:%d: not a character and its parts", i+2)
		}
		if !inGB2312(char) {
			g.parts[char] = strings.Map(g.radical, row[1])
		}
	}
	return nil
}

// radical gives a radical the character that is read for it.
func (g *generator) radical(r rune) rune {
	if i := r - 0x2E80; 0 <= i && int(i) < len(g.radicals) && g.radicals[i] != 0 {
		return g.radicals[i]
	}
	return r
}

// parts are what package cnname has of how characters are put together. A part
// is an id: of a rune, or behind all runes of a pair of further parts.
type parts struct {
	runes  []rune             // by id; the first is none
	pairs  [][2]uint16        // by id behind those
	words  []byte             // two ids for each character of the blocks
	others map[rune][2]uint16 // the same of further characters
}

func (g *generator) packParts() parts {
	p := parts{others: map[rune][2]uint16{}}
	used := map[rune]bool{0: true}
	for _, way := range g.parts {
		for _, r := range way {
			used[r] = true
		}
	}
	p.runes = slices.Sorted(maps.Keys(used))
	ids := map[rune]uint16{}
	for id, r := range p.runes {
		ids[r] = uint16(id)
	}
	pairs := map[[2]uint16]uint16{}
	var pairOf func(way []rune) [2]uint16
	pairOf = func(way []rune) [2]uint16 {
		if len(way) == 2 {
			return [2]uint16{ids[way[0]], ids[way[1]]}
		}
		rest := pairOf(way[1:])
		if _, ok := pairs[rest]; !ok {
			pairs[rest] = uint16(len(p.runes) + len(p.pairs))
			p.pairs = append(p.pairs, rest)
		}
		return [2]uint16{ids[way[0]], pairs[rest]}
	}
	word := func(char rune) (ids [2]uint16) {
		if way := g.parts[char]; way != "" {
			ids = pairOf([]rune(way))
		}
		return ids
	}
	for _, block := range blocks {
		for char := block[0]; char <= block[1]; char++ {
			ids := word(char)
			p.words = binary.LittleEndian.AppendUint16(p.words, ids[0])
			p.words = binary.LittleEndian.AppendUint16(p.words, ids[1])
		}
	}
	for _, char := range slices.Sorted(maps.Keys(g.parts)) {
		if char > blocks[len(blocks)-1][1] {
			p.others[char] = word(char)
		}
	}
	if len(p.runes)+len(p.pairs) > 0xFFFF {
		panic("gen: too many parts")
	}
	return p
}
