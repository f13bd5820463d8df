package fetch

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
)

// Level is how important a message is.
type Level uint8

// The levels.
const (
	Warning Level = iota
	Fault         // goes with a Fatal error
)

// Session is what looking at SRC_URI needs besides the variables, and what it remembers: items that were looked at, as
// BitBake does, and revisions that were asked for. It is for one goroutine.
type Session struct {
	Release Release
	// Files is the file system; it may change between calls.
	Files *fsys.View
	// Log takes messages; nil drops them.
	Log func(level Level, text string)
	// Origin says where the code stands that is running, for the history of variables; nil for nowhere.
	Origin func() datastore.Origin
	// Run runs a command that asks a repository and returns what it prints, or ErrNotAsked. nil: none is run.
	Run func(c Command) (string, error)

	decoded map[string]Decoded
	sets    sets
	heads   map[string]string // newest revisions by key
	listed  listed
}

// Command is a command that asks a repository.
type Command struct {
	Args []string
	// Local: it opens no connection.
	Local bool
}

// String returns the command's words.
func (c Command) String() string { return strings.Join(c.Args, " ") }

// maxDecoded is how many URLs are kept taken apart.
const maxDecoded = 1 << 14

// decode is Release.Decode, once for a text. The parameters must not be changed.
func (s *Session) decode(url string) (Decoded, error) {
	if d, ok := s.decoded[url]; ok {
		return d, nil
	}
	d, err := s.Release.Decode(url)
	if err != nil {
		return d, err
	}
	if s.decoded == nil || len(s.decoded) >= maxDecoded {
		s.decoded = map[string]Decoded{}
	}
	s.decoded[url] = d
	return d, nil
}

// Decode is Release.Decode, remembered. The caller must not change the parameters.
func (s *Session) Decode(url string) (Decoded, error) { return s.decode(url) }

// Forget drops the revisions that were asked for.
func (s *Session) Forget() { s.heads = nil }

func (s *Session) warn(text string) {
	if s.Log != nil {
		s.Log(Warning, text)
	}
}

// fatal is bb.fatal.
func (s *Session) fatal(text string) error {
	if s.Log != nil {
		s.Log(Fault, text)
	}
	return &Error{Kind: Fatal, Text: text}
}

func (s *Session) origin() datastore.Origin {
	if s.Origin == nil {
		return datastore.Origin{}
	}
	return s.Origin()
}

func (s *Session) set(d *datastore.Store, name string, value any) error {
	return d.Set(name, value, s.origin())
}

// variables reads variables until one cannot be expanded.
type variables struct {
	d   *datastore.Store
	err error
}

// get returns a variable's value, "" where it has none.
func (v *variables) get(name string) string {
	if v.err != nil {
		return ""
	}
	var text string
	text, v.err = v.d.Get(name)
	return text
}

// lookup returns a variable's value and whether it has one.
func (v *variables) lookup(name string) (string, bool) {
	if v.err != nil {
		return "", false
	}
	text, ok, err := v.d.Lookup(name)
	v.err = err
	return text, ok
}

// or returns a variable's value, or def where it is empty.
func (v *variables) or(name, def string) string {
	if text := v.get(name); text != "" {
		return text
	}
	return def
}

// downloads returns DL_DIR, which must have a value.
func (v *variables) downloads() string {
	dir, ok := v.lookup("DL_DIR")
	if !ok && v.err == nil {
		v.err = python("TypeError", "expected str, bytes or os.PathLike object, not NoneType")
	}
	return dir
}
