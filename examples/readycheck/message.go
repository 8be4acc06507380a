package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

// A message is an error in both languages. It never holds an argument or a value of
// the input, which may be a personal number.
type message readiness.Text

func (m message) Error() string { return readiness.Text(m).In(readiness.EN) }

// say returns a message with the arguments filled in.
func say(zh, en string, args ...any) message {
	return message{readiness.ZH: fmt.Sprintf(zh, args...), readiness.EN: fmt.Sprintf(en, args...)}
}

// A fileError says in which file something is wrong.
type fileError struct {
	name string // "-" for standard input
	err  error
}

func (e *fileError) Error() string { return e.name + ": " + e.err.Error() }
func (e *fileError) Unwrap() error { return e.err }

// A flagError says which flag names the file: its name alone may be hidden.
type flagError struct {
	flag string
	err  error
}

func (e *flagError) Error() string { return e.flag + ": " + e.err.Error() }
func (e *flagError) Unwrap() error { return e.err }

// ofFlag names the flag in an error.
func ofFlag(flag string, err error) error {
	if err == nil {
		return nil
	}
	return &flagError{flag, err}
}

var errWorkbook = say("这是 Excel 工作簿，这里读不了：请另存为“CSV UTF-8”，或用 readyexcel", "an Excel workbook cannot be read here: save it as CSV UTF-8, or use readyexcel")

// openInput opens a file to read. A workbook is refused by its first bytes, since all
// that a reader of text could say of it is that byte 0 is wrong.
func openInput(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	var head [4]byte
	if _, err := f.ReadAt(head[:], 0); err == nil && isWorkbook(head[:]) { // of a pipe it fails
		f.Close()
		return nil, &fileError{name, errWorkbook}
	}
	return f, nil
}

// isWorkbook knows .xlsx, which is a zip file, and .xls.
func isWorkbook(b []byte) bool {
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0"))
}

// maxNamed bounds how many lines that cannot be read are named. All are counted.
const maxNamed = 10

// unreadable names a line that cannot be read, and says why. The file is "" where there is
// but one.
func unreadable(file string, line int64, err error) message {
	var m message
	for _, l := range [...]readiness.Lang{readiness.ZH, readiness.EN} {
		m[l] = fmt.Sprintf(both("第 %d 行", "line %d").In(l), line) + colon.In(l) + linesOf(err, l)[0]
		if file != "" {
			m[l] = shown(file, l) + colon.In(l) + m[l]
		}
	}
	return m
}

// linesOf puts an error in words, one line for each thing wrong.
func linesOf(err error, l readiness.Lang) (lines []string) {
	var flag *flagError
	if errors.As(err, &flag) {
		for _, line := range linesOf(flag.err, l) {
			lines = append(lines, flag.flag+" "+line)
		}
		return lines
	}
	var file *fileError
	if errors.As(err, &file) {
		for _, line := range linesOf(file.err, l) {
			lines = append(lines, shown(file.name, l)+colon.In(l)+line)
		}
		return lines
	}
	for _, m := range intake.Mistakes(err, l) {
		lines = append(lines, mistakeLine(m, l))
	}
	if lines != nil {
		return lines
	}
	var said message
	var path *fs.PathError
	switch {
	case errors.As(err, &said):
		return []string{readiness.Text(said).In(l)}
	case errors.As(err, &path):
		for reason, text := range map[error]readiness.Text{
			fs.ErrNotExist:   {readiness.ZH: "没有这个文件", readiness.EN: "no such file"},
			fs.ErrPermission: {readiness.ZH: "没有权限", readiness.EN: "no permission"},
		} {
			if errors.Is(err, reason) {
				return []string{shown(path.Path, l) + colon.In(l) + text.In(l)}
			}
		}
		return []string{shown(path.Path, l) + colon.In(l) + path.Err.Error()} // the system's words
	}
	return []string{err.Error()}
}

// shown is the name of a file as messages may repeat it. What does not end as files do
// may be a name or a number of somebody's, given where a file is expected.
func shown(name string, l readiness.Lang) string {
	switch {
	case name == "-":
		return both("标准输入", "standard input").In(l)
	case len(filepath.Ext(name)) < 2 || strings.Trim(filepath.Ext(name)[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		return "FILE"
	}
	return name
}

var colon = readiness.Text{readiness.ZH: "：", readiness.EN: ": "}

// mistakeLine is a mistake in one line: where, and what to write instead.
func mistakeLine(m intake.Mistake, l readiness.Lang) string {
	line := string(m.Field)
	if m.Kind == "syntax" { // the text says where
		m.Offset = nil
	}
	if line == "" && m.Offset == nil {
		return m.Text
	}
	if line == "" {
		line = readiness.Text{readiness.ZH: "整体", readiness.EN: "the whole"}.In(l)
	}
	if m.Offset != nil {
		line += fmt.Sprintf(readiness.Text{readiness.ZH: "（第 %d 字节）", readiness.EN: " (byte %d)"}.In(l), *m.Offset)
	}
	return line + colon.In(l) + m.Text
}

// langOf finds the language before any flag is parsed, since a mistake in the flags
// is told in it, too: -lang, or the environment's READYCHECK_LANG, or Chinese.
func langOf(args []string) (l readiness.Lang) {
	take := func(tag string) {
		var asked readiness.Lang
		if asked.UnmarshalText([]byte(tag)) == nil {
			l = asked
		}
	}
	take(os.Getenv("READYCHECK_LANG"))
	for i, arg := range args {
		if arg == "--" {
			break
		}
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
