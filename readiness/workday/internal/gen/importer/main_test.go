package main

import (
	"os"
	"testing"
)

func TestTableIsFresh(t *testing.T) {
	got, err := os.ReadFile("../../../data/festivals.csv")
	if err != nil || string(got) != string(table()) {
		t.Fatal("data/festivals.csv is not what lunar-go says:", err)
	}
}
