package cli

import (
	"cmp"
	"errors"
	"io"
	"os"
	"slices"
)

// sortedLines writes lines sorted by their keys. Those that come in order are written at once as long as they begin with a
// slash, as files' names do; the others wait in a temporary file, as all of them together may not fit into memory.
type sortedLines struct {
	out   io.Writer
	spool *os.File
	size  int64
	later []spooledLine
}

type spooledLine struct {
	key        string
	start, end int64
}

func newSortedLines(out io.Writer) (*sortedLines, error) {
	spool, err := os.CreateTemp("", "knead-dump-*")
	if err != nil {
		return nil, err
	}
	return &sortedLines{out: out, spool: spool}, nil
}

// add takes a line. Keys with a slash in front have to come in order.
func (s *sortedLines) add(key string, line []byte) error {
	if key[0] == '/' {
		_, err := s.out.Write(line)
		return err
	}
	n, err := s.spool.Write(line)
	s.later = append(s.later, spooledLine{key, s.size, s.size + int64(n)})
	s.size += int64(n)
	return err
}

// flush writes the lines that wait.
func (s *sortedLines) flush() error {
	slices.SortFunc(s.later, func(a, b spooledLine) int { return cmp.Compare(a.key, b.key) })
	for _, l := range s.later {
		if _, err := io.Copy(s.out, io.NewSectionReader(s.spool, l.start, l.end-l.start)); err != nil {
			return err
		}
	}
	return nil
}

func (s *sortedLines) close() { _ = errors.Join(s.spool.Close(), os.Remove(s.spool.Name())) }
