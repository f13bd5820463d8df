package datastore

import (
	"slices"
	"strings"
	"sync/atomic"
)

// Code is a piece of Python in a value: what stands between "${@" and "}".
type Code struct {
	Text string
	// Compiled is what the Evaluator made of it.
	Compiled any
	// Reads are the variables whose expanded values the code reads, in order. Plain says that nothing else counts, and that it reads
	// all of them each time.
	Reads []string
	Plain bool
	// Note is kept for who analyses the code.
	Note atomic.Value
}

// template is a text taken apart, so that expanding it again costs no search. It is used for texts in which no reference
// stands inside Python, and as long as no value that is put in has a reference left.
type template struct {
	segments []segment // nil: the text is expanded step by step
	lasting  bool      // reads are known
	sources
}

// segment is a piece of a text: literal, or what stands in it for a variable or for Python.
type segment struct {
	text string
	name *Name
	code *Code
}

// maxTemplates is how many templates an evaluation keeps.
const maxTemplates = 1 << 17

// template returns the template of a text with "${" in it.
func (s *Store) template(text string) *template {
	if t, ok := s.env.templates[text]; ok {
		return t
	}
	if s.env.templates == nil || len(s.env.templates) >= maxTemplates {
		s.env.templates = map[string]*template{}
	}
	t := s.newTemplate(text)
	s.env.templates[text] = t
	return t
}

func (s *Store) newTemplate(text string) *template {
	type region struct {
		start, end int
		code       bool
	}
	var regions []region
	for i := 0; ; {
		start, end, ok := nextCode(text, i, s.env.Behaviour.FirstBrace)
		if !ok {
			break
		}
		regions = append(regions, region{start, end, true})
		i = end
	}
	codes := len(regions)
	if codes != strings.Count(text, "${@") {
		return &template{}
	}
	for i := 0; ; {
		start, end, ok := nextRef(text, i)
		if !ok {
			break
		}
		for _, r := range regions[:codes] {
			if start < r.end && end > r.start {
				return &template{}
			}
		}
		regions = append(regions, region{start, end, false})
		i = end
	}
	slices.SortFunc(regions, func(a, b region) int { return a.start - b.start })
	t := &template{segments: []segment{}}
	done := 0
	for _, r := range regions {
		if opensReference(text[done:r.start]) {
			return &template{}
		}
		if r.start > done {
			t.segments = append(t.segments, segment{text: text[done:r.start]})
		}
		x := segment{text: text[r.start:r.end]}
		if r.code {
			x.code = s.env.Evaluator.Compile(text[r.start+3 : r.end-1])
			t.codes = append(t.codes, x.code)
		} else {
			x.name = s.intern(text[r.start+2 : r.end-1])
			if !slices.Contains(t.refs, x.name) {
				t.refs = append(t.refs, x.name)
			}
		}
		t.segments = append(t.segments, x)
		done = r.end
	}
	if done < len(text) {
		t.segments = append(t.segments, segment{text: text[done:]})
	}
	t.refs, t.codes = slices.Clip(t.refs), slices.Clip(t.codes)
	s.findReads(t)
	return t
}

// findReads lists what an expansion reads, in the order of fill.
func (s *Store) findReads(t *template) {
	t.lasting, t.reads = true, t.refs
	for _, c := range t.codes {
		t.lasting = t.lasting && c.Plain
		for _, name := range c.Reads {
			t.reads = append(t.reads, s.intern(name))
		}
	}
}

// opensReference reports whether a text may be the beginning of a reference that what comes behind it completes.
func opensReference(text string) bool {
	i := len(text)
	for i > 0 && isNameByte(text[i-1]) {
		i--
	}
	return strings.HasSuffix(text[:i], "${") || strings.HasSuffix(text, "$")
}

// fill expands a text by its template. It returns nothing where that cannot be done.
func (s *Store) fill(t *template, text, variable string) (*Expansion, error) {
	var few [12]string
	var values []string
	if n := len(t.segments); n <= len(few) {
		values = few[:n]
	} else {
		values = make([]string, n)
	}
	size := 0
	for i := range t.segments {
		x := &t.segments[i]
		values[i] = x.text
		if x.name != nil {
			if x.name.text == variable {
				return nil, s.expansionError(variable, text, &selfReference{variable})
			}
			value, err := s.get(x.name)
			if err != nil {
				return nil, s.expansionError(variable, text, err)
			}
			if value != nil {
				got, ok := value.(string)
				if !ok {
					return nil, s.expansionError(variable, text, &notText{x.name.text, value})
				}
				if mayRefer(got) {
					return nil, nil
				}
				values[i] = got
			}
		}
		size += len(values[i])
	}
	if len(t.codes) > 0 {
		before := func() string { return strings.Join(values, "") }
		for i := range t.segments {
			x := &t.segments[i]
			if x.code == nil {
				continue
			}
			got, err := s.env.Evaluator.Inline(s, x.code, variable)
			if err == ErrUnterminated { //nolint:errorlint // the evaluator returns it as it is
				return nil, nil
			}
			if err != nil {
				return nil, s.expansionError(variable, before(), err)
			}
			if mayRefer(got) {
				return nil, nil
			}
			size += len(got) - len(values[i])
			values[i] = got
		}
	}
	if limit := s.env.MaxExpansion; size > DefaultMaxExpansion || limit > 0 && size > limit {
		return nil, s.expansionError(variable, text[:min(len(text), 200)], errTooLong)
	}
	e := &Expansion{from: &t.sources}
	if !t.lasting {
		e.overrides = fleeting
	}
	if len(values) == 1 {
		e.Value = values[0]
	} else {
		e.Value = strings.Join(values, "")
	}
	return e, nil
}

// mayRefer reports whether a value has a reference in it, or may have one together with what comes behind it.
func mayRefer(value string) bool {
	return strings.HasSuffix(value, "$") || strings.Contains(value, "${")
}

// flagNames are the names of a variable's flags.
type flagNames []struct {
	flag string
	name *Name
}

// FlagName returns the name "VAR[flag]".
func (s *Store) FlagName(n *Name, flag string) *Name {
	list, _ := s.env.flagNames.get(n)
	for i := range list {
		if list[i].flag == flag {
			return list[i].name
		}
	}
	name := s.intern(n.text + "[" + flag + "]")
	s.env.flagNames.set(n, append(list, struct {
		flag string
		name *Name
	}{flag, name}))
	return name
}
