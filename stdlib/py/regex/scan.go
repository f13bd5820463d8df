package regex

// Scanner finds one match after the other, as finditer, findall, split and sub do: the next search begins where the match
// ended, and an empty match may follow a match that was not empty, but not another empty one at the same place.
type Scanner struct {
	re   *Regexp
	in   Input
	done bool
}

// Scan returns a scanner of a text from start to end. step is as in Input.
func (re *Regexp) Scan(text string, start, end int, step func() error) *Scanner {
	return &Scanner{re: re, in: Input{Text: text, Start: start, End: end, Step: step}}
}

// Next returns the next match, nil at the end.
func (s *Scanner) Next() (*Found, error) { return s.next(Search) }

// NextMatch returns the next match if it begins where the last one ended.
func (s *Scanner) NextMatch() (*Found, error) { return s.next(Match) }

func (s *Scanner) next(mode Mode) (*Found, error) {
	if s.done {
		return nil, nil
	}
	s.in.Mode = mode
	f, err := s.re.Find(s.in)
	if f == nil || err != nil {
		s.done = true
		return nil, err
	}
	s.in.Start, s.in.NotEmpty = f.Spans[1], f.Spans[0] == f.Spans[1]
	return f, nil
}
