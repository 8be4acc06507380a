package main

import (
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"os"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// side is that of the square a glyph is drawn in, and coarse that of the square
// in which far pairs are told from near ones.
const (
	side   = 32
	coarse = 16
)

// drawn are the glyphs of characters in one font: as vectors of length 1, blurred,
// without what all glyphs have in common. Their product is how alike they are.
type drawn struct {
	fine, rough [][]float32
}

// draw draws characters in the font of that index in a collection. A character
// that the font lacks is like no other.
func draw(file string, index int, chars []rune) (drawn, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return drawn{}, err
	}
	f, err := opentype.Parse(single(b, index))
	if err != nil {
		return drawn{}, fmt.Errorf("%s: %w", file, err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: side, DPI: 72})
	if err != nil {
		return drawn{}, fmt.Errorf("%s: %w", file, err)
	}
	d := drawn{make([][]float32, len(chars)), make([][]float32, len(chars))}
	for i, r := range chars {
		picture := image.NewAlpha(image.Rect(0, 0, side, side))
		if _, ok := face.GlyphAdvance(r); ok {
			at := fixed.P(0, side*88/100) // the baseline of fonts for hanzi
			(&font.Drawer{Dst: picture, Src: image.Opaque, Face: face, Dot: at}).DrawString(string(r))
		}
		d.fine[i] = blurred(picture)
		d.rough[i] = halved(d.fine[i])
	}
	center(d.fine)
	center(d.rough)
	return d, nil
}

// single makes a file of one font of a collection, with its tables at multiples of
// four: WenQuanYi's are not, and the parser wants it.
func single(b []byte, index int) []byte {
	at := binary.BigEndian.Uint32(b[12+4*index:]) // of the font's directory
	n := binary.BigEndian.Uint16(b[at+4:])
	directory := slices.Clone(b[at : at+12+16*uint32(n)])
	var tables []byte
	for i := range int(n) {
		entry := directory[12+16*i:]
		offset, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		binary.BigEndian.PutUint32(entry[8:], uint32(len(directory)+len(tables)))
		tables = append(tables, b[offset:offset+length]...)
		tables = append(tables, make([]byte, -len(tables)&3)...)
	}
	return append(directory, tables...)
}

// blurred spreads every point over its neighbours, so that strokes nearly at one
// place count as alike.
func blurred(picture *image.Alpha) []float32 {
	weights := [7]float32{1, 4, 8, 10, 8, 4, 1}
	v := make([]float32, side*side)
	for y := range side {
		for x := range side {
			var sum float32
			for dy, wy := range weights {
				for dx, wx := range weights {
					sum += wy * wx * float32(picture.AlphaAt(x+dx-3, y+dy-3).A)
				}
			}
			v[y*side+x] = sum
		}
	}
	return v
}

func halved(fine []float32) []float32 {
	v := make([]float32, coarse*coarse)
	for y := range side {
		for x := range side {
			v[y/2*coarse+x/2] += fine[y*side+x]
		}
	}
	return v
}

// center takes the mean away from vectors and gives them the length 1.
func center(vectors [][]float32) {
	mean := make([]float64, len(vectors[0]))
	for _, v := range vectors {
		for i, x := range v {
			mean[i] += float64(x) / float64(len(vectors))
		}
	}
	for _, v := range vectors {
		length := 0.0
		for i := range v {
			v[i] -= float32(mean[i])
			length += float64(v[i]) * float64(v[i])
		}
		if length = math.Sqrt(length); length == 0 {
			continue
		}
		for i := range v {
			v[i] /= float32(length)
		}
	}
}

// product is that of two vectors of one length, a multiple of four.
func product(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	for i := 0; i+3 < len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return s0 + s1 + s2 + s3
}
