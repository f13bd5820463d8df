package datastore

import (
	"slices"
	"strings"
)

// Evaluator runs the Python in values.
type Evaluator interface {
	// Compile prepares the code of ${@code}. It accepts any text; what is wrong with it is told by Inline. The result may be
	// shared by evaluations.
	Compile(code string) *Code
	// Inline returns str() of the value of ${@code} in a variable's value (variable is "" for other texts). It returns
	// ErrUnterminated for code whose string literal has no end, which stays in the text as it is. An error that Passes
	// reaches the reader as it is, any other inside an *ExpansionError.
	Inline(s *Store, code *Code, variable string) (string, error)
	// Filter returns the value of a variable's filter expression for val.
	Filter(s *Store, val, expr string) (any, error)
	// Analyse returns what the code of ${@code} refers to. It accepts any code.
	Analyse(code string) *Analysis
	// Passes reports whether an error passes through expansions: the skipping of a recipe, an error that was reported, a
	// cancellation.
	Passes(err error) bool
}

// Analysis is what Python code refers to, as BitBake finds it without running it.
type Analysis struct {
	References []string // variables, from getVar and the like, also "VAR[flag]"; sorted
	Execs      []string // functions called; sorted
	Contains   []Contains
	Expands    []string // literal arguments of d.expand, whose references count as well
	Visits     []Visit
}

// Visit is a call of a function that tells itself what calls of it refer to.
type Visit struct {
	Function string
	Call     string // the source of the call
	// After is what the code asks behind this call and in front of the next visit.
	After []Contains
}

// Resolve returns Contains and Execs with what the functions of Visits tell. What one tells of a variable takes the place of
// what was known of it, as BitBake has it.
func (a *Analysis) Resolve(visit func(Visit) (contains []Contains, execs []string, err error)) ([]Contains, []string, error) {
	if len(a.Visits) == 0 {
		return a.Contains, a.Execs, nil
	}
	contains, execs := slices.Clone(a.Contains), slices.Clone(a.Execs)
	add := func(c Contains, replace bool) {
		for i := range contains {
			if contains[i].Variable != c.Variable {
				continue
			}
			if replace {
				contains[i].Items = c.Items
				return
			}
			items := slices.Concat(contains[i].Items, c.Items)
			slices.Sort(items)
			contains[i].Items = slices.Compact(items)
			return
		}
		contains = append(contains, c)
	}
	for _, v := range a.Visits {
		list, more, err := visit(v)
		if err != nil {
			return nil, nil, err
		}
		for _, c := range list {
			add(c, true)
		}
		for _, c := range v.After {
			add(c, false)
		}
		execs = append(execs, more...)
	}
	slices.SortFunc(contains, func(x, y Contains) int { return strings.Compare(x.Variable, y.Variable) })
	return contains, execs, nil
}

// Contains is what code asks of a variable's words through bb.utils.contains and the like, sorted by variable.
type Contains struct {
	Variable string
	Items    []string // sorted
}

// Expansion is an expanded value and how it came about.
type Expansion struct {
	Value any // expanded
	Raw   any // unexpanded, with overrides and conditional operators applied
	// Removes are the :remove texts, unexpanded, that took something out.
	Removes []string

	from      *sources   // nil where the text refers to nothing
	version   uint64     // of the store, for which it counts
	changed   uint64     // the version since which the value is this
	overrides *overrides // where they were looked at, or fleeting
}

// sources are what a text refers to.
type sources struct {
	refs  []*Name
	codes []*Code
	// reads are the variables on whose values alone the expansion depends, in the order in which they are read. Only templates have
	// them, and those with other Python do not.
	reads []*Name
}

// References returns the variables that the text refers to by ${NAME}, in order, each once.
func (e *Expansion) References() []*Name {
	if e.from == nil {
		return nil
	}
	return e.from.refs
}

// Code returns the Python expressions that were evaluated for the text itself.
func (e *Expansion) Code() []*Code {
	if e.from == nil {
		return nil
	}
	return e.from.codes
}

func (x *sources) refer(n *Name) {
	if !slices.Contains(x.refs, n) {
		x.refs = append(x.refs, n)
	}
}

// Analyse returns what a text refers to: by ${NAME}, and from within its Python. References and Execs are sorted.
func (s *Store) Analyse(e *Expansion) *Analysis {
	out := &Analysis{}
	for _, n := range e.References() {
		out.References = append(out.References, n.text)
	}
	for _, c := range e.Code() {
		a := s.env.Evaluator.Analyse(c.Text)
		out.References = append(out.References, a.References...)
		out.Execs = append(out.Execs, a.Execs...)
		out.Contains = append(out.Contains, a.Contains...)
		for _, text := range a.Expands {
			for start, end, ok := nextRef(text, 0); ok; start, end, ok = nextRef(text, end) {
				out.References = append(out.References, text[start+2:end-1])
			}
		}
	}
	slices.Sort(out.References)
	slices.Sort(out.Execs)
	out.References, out.Execs = slices.Compact(out.References), slices.Compact(out.Execs)
	return out
}

// Expand returns a text with ${...} replaced. variable is the variable whose value it is, which it must not refer to; it
// may be "".
func (s *Store) Expand(text, variable string) (string, error) {
	if !strings.Contains(text, "${") {
		return text, nil
	}
	e, err := s.expand(text, variable)
	if err != nil {
		return "", err
	}
	return e.Value.(string), nil
}

// ExpandWithRefs is Expand with what the text refers to.
func (s *Store) ExpandWithRefs(text, variable string) (*Expansion, error) {
	e, err := s.expand(text, variable)
	if e != nil {
		e.Raw = text
	}
	return e, err
}

// expand replaces ${NAME} by values and then ${@code} by what the code gives, again and again until nothing changes.
func (s *Store) expand(text, variable string) (*Expansion, error) {
	if !strings.Contains(text, "${") {
		return &Expansion{Value: text}, nil
	}
	if t := s.template(text); t.segments != nil {
		if e, err := s.fill(t, text, variable); e != nil || err != nil {
			return e, err
		}
	}
	from := &sources{}
	for strings.Contains(text, "${") {
		next, err := s.expandNames(text, variable, from)
		if err != nil {
			return nil, s.expansionError(variable, text, err)
		}
		if strings.Contains(next, "${@") {
			after, err := s.expandCode(next, variable, from)
			if err != nil && err != ErrUnterminated { //nolint:errorlint // the evaluator returns it as it is
				return nil, s.expansionError(variable, next, err)
			}
			if err == nil {
				next = after
			}
		}
		if limit := s.env.MaxExpansion; len(next) > DefaultMaxExpansion || limit > 0 && len(next) > limit {
			return nil, s.expansionError(variable, text[:min(len(text), 200)], errTooLong)
		}
		if next == text {
			break
		}
		text = next
	}
	return &Expansion{Value: text, from: from, overrides: fleeting}, nil
}

// isNameByte reports whether a byte may stand in a reference. The manual's grammar has letters, digits and "-_+./~:".
func isNameByte(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	}
	switch c {
	case '-', '_', '+', '.', '/', '~', ':':
		return true
	}
	return false
}

// nextRef finds the next ${NAME} from i on: s[start:end] is it, with its braces.
func nextRef(s string, i int) (start, end int, ok bool) {
	for {
		at := strings.Index(s[i:], "${")
		if at < 0 {
			return 0, 0, false
		}
		start = i + at
		end = start + 2
		for end < len(s) && isNameByte(s[end]) {
			end++
		}
		if end > start+2 && end < len(s) && s[end] == '}' {
			return start, end + 1, true
		}
		i = start + 2
	}
}

func (s *Store) expandNames(text, variable string, from *sources) (string, error) {
	start, end, ok := nextRef(text, 0)
	if !ok {
		return text, nil
	}
	var b strings.Builder
	done := 0
	for ; ok; start, end, ok = nextRef(text, end) {
		name := text[start+2 : end-1]
		if name == variable {
			return "", &selfReference{variable}
		}
		n := s.intern(name)
		value, err := s.get(n)
		if err != nil {
			return "", err
		}
		from.refer(n)
		if value == nil {
			continue
		}
		got, isText := value.(string)
		if !isText {
			return "", &notText{name, value}
		}
		if start == 0 && end == len(text) {
			return got, nil
		}
		b.WriteString(text[done:start])
		b.WriteString(got)
		done = end
		if b.Len() > DefaultMaxExpansion {
			return "", errTooLong
		}
	}
	if done == 0 {
		return text, nil
	}
	b.WriteString(text[done:])
	return b.String(), nil
}

func (s *Store) expandCode(text, variable string, from *sources) (string, error) {
	var b strings.Builder
	done := 0
	for {
		start, end, ok := nextCode(text, done, s.env.Behaviour.FirstBrace)
		if !ok {
			break
		}
		b.WriteString(text[done:start])
		done = end
		code := text[start+3 : end-1]
		if _, _, unset := nextRef(code, 0); unset && !s.env.Behaviour.EvaluateUnset {
			b.WriteString(text[start:end])
			continue
		}
		compiled := s.env.Evaluator.Compile(code)
		value, err := s.env.Evaluator.Inline(s, compiled, variable)
		if err != nil {
			return "", err
		}
		from.codes = append(from.codes, compiled)
		b.WriteString(value)
	}
	if done == 0 {
		return text, nil
	}
	b.WriteString(text[done:])
	return b.String(), nil
}

// nextCode finds the next ${@code} from i on. The code is the shortest run of characters and of "{...}" groups, without a
// newline, up to a "}"; a group is taken as one only as long as a "}" is left behind it.
func nextCode(s string, i int, firstBrace bool) (start, end int, ok bool) {
	for {
		at := strings.Index(s[i:], "${@")
		if at < 0 {
			return 0, 0, false
		}
		start = i + at
		i = start + 3
		line := s
		if nl := strings.IndexByte(s[i:], '\n'); nl >= 0 {
			line = s[:i+nl]
		}
		if i >= len(line) {
			continue
		}
		k := strings.IndexByte(line[i+1:], '}')
		if k < 0 { // nor is there one for what begins later in the line
			i = len(line)
			continue
		}
		if firstBrace {
			return start, i + 1 + k + 1, true
		}
		m := codeMatcher{line: line}
		if end := m.unit(i); end > 0 {
			return start, end, true
		}
	}
}

// codeMatcher matches (?:{.*?}|.)+?} with the order of attempts of a backtracking matcher. failed remembers where no match
// begins, so that the work stays quadratic at the worst.
type codeMatcher struct {
	line   string
	failed map[int]bool
}

// unit matches one more unit at i and what follows, and returns the end of the match or 0.
func (m *codeMatcher) unit(i int) int {
	if i >= len(m.line) || m.failed[i] {
		return 0
	}
	if m.line[i] == '{' {
		for k := i + 1; k < len(m.line); k++ {
			if m.line[k] == '}' {
				if end := m.rest(k + 1); end > 0 {
					return end
				}
			}
		}
	}
	if end := m.rest(i + 1); end > 0 {
		return end
	}
	if m.failed == nil {
		m.failed = map[int]bool{}
	}
	m.failed[i] = true
	return 0
}

// rest matches the "}" at i, or goes on with another unit.
func (m *codeMatcher) rest(i int) int {
	for ; i < len(m.line); i++ {
		switch m.line[i] {
		case '}':
			return i + 1
		case '{':
			return m.unit(i)
		}
	}
	return 0
}
