package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// flagWords are the values of a flag. Other flags with a value take a file.
var flagWords = map[string][]string{
	"lang":     {"zh-CN", "en"},
	"detail":   {"full", "failed", "summary"},
	"format":   slices.Sorted(maps.Keys(formats)),
	"audience": slices.Sorted(maps.Keys(audiences)),
	"state":    slices.Sorted(maps.Keys(states)),
	"list":     {"channels", "products", "statuses", "codes", "limits"},
	"color":    {"auto", "always", "never"},
	"policy":   slices.Sorted(maps.Keys(presets)), // or a file
}

// argWords are the words for a command's first argument.
var argWords = map[string][]string{
	"backtest":   {"run", "merge", "demo"},
	"policy":     {"check", "show", "diff"},
	"completion": {"bash", "zsh", "fish"},
	"list":       {"issuers", "checks", "reasons", "channels", "fields", "words"},
}

// A spec is what a shell needs to know about a command.
type spec struct {
	command
	does  string
	flags []*flag.Flag
}

func completion(c *call) int {
	flags := flag.NewFlagSet("completion", flag.ContinueOnError)
	c.langFlag(flags)
	if status, ok := c.parse(flags, 1, 1); !ok {
		return status
	}
	var specs []spec
	for _, cmd := range c.all {
		s := spec{command: cmd, does: cmd.does.In(c.lang)}
		c.flagsOf(cmd).VisitAll(func(f *flag.Flag) { s.flags = append(s.flags, f) })
		specs = append(specs, s)
	}
	write, ok := map[string]func(io.Writer, []spec){"bash": bash, "zsh": zsh, "fish": fish}[flags.Arg(0)]
	if !ok {
		return c.refuse(say("只支持 bash、zsh 和 fish", "no completion for that shell: bash, zsh or fish"))
	}
	var b bytes.Buffer
	write(&b, specs)
	if _, err := c.stdout.Write(b.Bytes()); err != nil {
		return c.refuse(err)
	}
	return exitReady
}

func (s spec) arguments(all []spec) []string {
	if s.name == "help" {
		return names(all)
	}
	return argWords[s.name]
}

func names(all []spec) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s.name
	}
	return out
}

// isSwitch reports whether a flag takes no value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

func flagNames(s spec) (out []string) {
	for _, f := range s.flags {
		out = append(out, "-"+f.Name)
	}
	return out
}

func bash(w io.Writer, all []spec) {
	fmt.Fprint(w, `# bash completion of readycheck
_readycheck() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "`+strings.Join(names(all), " ")+`" -- "$cur"))
        return
    fi
    case $prev in
`)
	for _, name := range slices.Sorted(maps.Keys(flagWords)) {
		fmt.Fprintf(w, "    -%s) words=%q ;;\n", name, strings.Join(flagWords[name], " "))
	}
	fmt.Fprint(w, `    *)
        case ${COMP_WORDS[1]} in
`)
	for _, s := range all {
		fmt.Fprintf(w, "        %s)\n            case $cur in\n            -*) words=%q ;;\n            *) [ \"$COMP_CWORD\" -eq 2 ] && words=%q ;;\n            esac ;;\n",
			s.name, strings.Join(flagNames(s), " "), strings.Join(s.arguments(all), " "))
	}
	fmt.Fprint(w, `        esac ;;
    esac
    [ -n "$words" ] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
    [ "${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _readycheck readycheck
`)
}

// zsh writes specs for _arguments: -flag[explanation]:message:action.
func zsh(w io.Writer, all []spec) {
	fmt.Fprint(w, "#compdef readycheck\n_readycheck() {\n    if (( CURRENT == 2 )); then\n        local -a commands=(\n")
	for _, s := range all {
		fmt.Fprintf(w, "            %s\n", quote(s.name+":"+strings.ReplaceAll(s.does, ":", "\\:")))
	}
	fmt.Fprint(w, "        )\n        _describe command commands\n        return\n    fi\n    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n")
	escape := strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`)
	for _, s := range all {
		fmt.Fprintf(w, "    %s) _arguments", s.name)
		for _, f := range s.flags {
			kind, usage := flag.UnquoteUsage(f)
			spec := "-" + f.Name + "[" + escape.Replace(usage) + "]"
			switch words := flagWords[f.Name]; {
			case isSwitch(f):
			case words != nil:
				spec += ":word:(" + strings.Join(words, " ") + ")"
			default:
				spec += ":" + escape.Replace(kind) + ":_files"
			}
			fmt.Fprintf(w, " \\\n        %s", quote(spec))
		}
		if words := s.arguments(all); words != nil {
			fmt.Fprintf(w, " \\\n        %s", quote("1:word:("+strings.Join(words, " ")+")"))
		}
		fmt.Fprint(w, " \\\n        '*:file:_files' ;;\n")
	}
	fmt.Fprint(w, "    esac\n}\n\n# loaded from fpath, or sourced\nif [[ $funcstack[1] == _readycheck ]]; then\n    _readycheck \"$@\"\nelse\n    compdef _readycheck readycheck\nfi\n")
}

func fish(w io.Writer, all []spec) {
	fmt.Fprint(w, "# fish completion of readycheck\n")
	for _, s := range all {
		fmt.Fprintf(w, "complete -c readycheck -n 'test (count (commandline -opc)) -eq 1' -f -a %s -d %s\n", s.name, quote(s.does))
	}
	for _, s := range all {
		in := quote("contains -- " + s.name + " (commandline -opc)[2]")
		for _, f := range s.flags {
			_, usage := flag.UnquoteUsage(f)
			fmt.Fprintf(w, "complete -c readycheck -n %s -o %s -d %s", in, f.Name, quote(usage))
			switch words := flagWords[f.Name]; {
			case isSwitch(f):
			case words != nil:
				follows := "-x" // no file
				if f.Name == "policy" {
					follows = "-r"
				}
				fmt.Fprintf(w, " %s -a %s", follows, quote(strings.Join(words, " ")))
			default:
				fmt.Fprint(w, " -r")
			}
			fmt.Fprintln(w)
		}
		if words := s.arguments(all); words != nil {
			fmt.Fprintf(w, "complete -c readycheck -n %s -f -a %s\n", in, quote(strings.Join(words, " ")))
		}
	}
}

// quote quotes a string for any of the shells. Between single quotes, everything but
// a single quote is literal.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
