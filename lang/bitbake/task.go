package bitbake

import (
	"strings"
	"unicode/utf8"
)

// addTask parses addtask.
func (p *parser) addTask(g logical) bool {
	args, ok := argument(g, "addtask")
	if !ok {
		return false
	}
	t := &AddTask{Range: g.span(), Args: args}
	if p.Dialect.OneTask {
		if !t.readOne() {
			return false
		}
	} else if !t.readList(g) {
		return false
	}
	for _, word := range strings.Fields(g.Value) {
		for _, k := range [...]string{":append_", ":prepend_", ":remove_"} {
			if strings.Contains(word, k) {
				i := strings.Index(g.Value, word)
				p.complain(CodeTaskKeyword, g.Sub(i, i+len(word)).Span, "the task's name %q contains %q", word, strings.Trim(k, "_"))
				p.emit(&Bad{g.span()})
				return true
			}
		}
	}
	p.emit(t)
	return true
}

// uncomment cuts a comment off the arguments of addtask and deltask. ok is false where nothing is left.
func uncomment(g logical, args Text) (Text, bool) {
	i := strings.IndexByte(args.Value, '#')
	switch {
	case i < 0:
		return args, true
	case i > 0:
		return args.Sub(0, i), true
	}
	// Of two blanks before the "#" one counts as an argument.
	at := len(g.Value) - len(args.Value)
	r, n := utf8.DecodeLastRuneInString(g.Value[:at])
	before, _ := utf8.DecodeLastRuneInString(g.Value[:at-n])
	return g.Sub(at-n, at), isSpace(r) && isSpace(before)
}

// readList reads the arguments as BitBake does since 2.18: whatever stands behind " before " or " after ", up to the next
// of them, counts; several clauses of a kind are put together without a blank.
func (t *AddTask) readList(g logical) bool {
	args, ok := uncomment(g, t.Args)
	if !ok {
		return false
	}
	t.Args = args
	s := args.Value
	t.Tasks, _, _ = strings.Cut(s, " before ")
	t.Tasks, _, _ = strings.Cut(t.Tasks, " after ")
	t.After = clauses(s, " before ", " after ")
	t.Before = clauses(s, " after ", " before ")
	return true
}

// clauses returns what stands behind each keyword, up to the other or the end.
func clauses(s, other, keyword string) string {
	out := ""
	for _, part := range strings.Split(s, other) {
		if words := strings.Split(part, keyword); len(words) > 1 {
			out += strings.Join(words[1:], " ")
		}
	}
	return out
}

// readOne reads the arguments as BitBake did before 2.18: one task, and the last clause of each kind.
func (t *AddTask) readOne() bool {
	s := t.Args.Value
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			break
		}
		i += n
	}
	if i == 0 {
		return false
	}
	t.Tasks = s[:i]
	i = skipSpace(s, i)
	for {
		keyword, other, to := "before", "after", &t.Before
		if strings.HasPrefix(s[i:], "after") {
			keyword, other, to = other, keyword, &t.After
		} else if !strings.HasPrefix(s[i:], "before") {
			return true
		}
		i = skipSpace(s, i+len(keyword))
		rest := s[i:]
		if k := strings.LastIndex(rest, other); k >= 0 {
			rest = rest[:k]
		}
		*to = rest
		i += len(rest)
	}
}

// delTask parses deltask.
func (p *parser) delTask(g logical) bool {
	args, ok := argument(g, "deltask")
	if ok && !p.Dialect.OneTask {
		args, ok = uncomment(g, args)
	}
	if ok {
		p.emit(&DelTask{g.span(), args})
	}
	return ok
}
