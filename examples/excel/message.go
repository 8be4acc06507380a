package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func both(zh, en string) readiness.Text { return readiness.Text{readiness.ZH: zh, readiness.EN: en} }

// A message is an error in both languages. It holds no cell of the table.
type message readiness.Text

func (m message) Error() string { return readiness.Text(m).In(readiness.EN) }

func say(zh, en string, args ...any) message {
	return message(both(fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)))
}

// linesOf puts an error in words, one line for each thing wrong.
func linesOf(err error, l readiness.Lang) (lines []string) {
	for _, m := range intake.Mistakes(err, l) {
		lines = append(lines, strings.TrimPrefix(string(m.Field)+both("：", ": ").In(l)+m.Text, both("：", ": ").In(l)))
	}
	var said message
	var path *fs.PathError
	switch {
	case lines != nil:
		return lines
	case errors.As(err, &said):
		return []string{readiness.Text(said).In(l)}
	case errors.As(err, &path):
		return []string{filepath.Base(path.Path) + both("：打不开或写不了", ": cannot be opened or written").In(l)}
	}
	return []string{err.Error()}
}

// langOf finds the language before the flags are parsed: -lang, READYCHECK_LANG or
// Chinese.
func langOf(args []string) (l readiness.Lang) {
	take := func(tag string) {
		var asked readiness.Lang
		if asked.UnmarshalText([]byte(tag)) == nil {
			l = asked
		}
	}
	take(os.Getenv("READYCHECK_LANG"))
	for i, arg := range args {
		name, value, given := strings.Cut(arg, "=")
		if name != "-lang" && name != "--lang" {
			continue
		}
		if !given && i+1 < len(args) {
			value = args[i+1]
		}
		take(value)
	}
	return l
}
