// Package regex is Python's regular expressions (the syntax and semantics of CPython 3.11's re): a parser with Python's own
// errors, and a backtracking matcher. It knows nothing of the interpreter; module re is made with it, and so is whatever of
// BitBake takes Python's patterns (BBMASK, BBFILE_PATTERN, COMPATIBLE_HOST).
//
// Texts are UTF-8 (with lone surrogates in their three-byte form), or plain bytes for patterns of CompileBytes. Positions
// are byte offsets.
//
// The matcher is our own because of what neither RE2 nor a .NET-like engine can be made to do: search from a position with
// what is before it in view, refuse an empty match at one position only (what findall, split and sub do next to a match),
// tell which group closed last, treat a second empty round of a loop as Python does, and count steps instead of seconds.
package regex

import (
	"errors"
	"fmt"
	"strings"
	"sync"
)

// Flags are the flags of Python's re, with its values.
type Flags int

// The flags. Unicode is what patterns for text have unless they have ASCII.
const (
	TemplateFlag Flags = 1
	IgnoreCase   Flags = 2
	Locale       Flags = 4
	MultiLine    Flags = 8
	DotAll       Flags = 16
	Unicode      Flags = 32
	Verbose      Flags = 64
	Debug        Flags = 128
	ASCII        Flags = 256
)

// Regexp is a compiled pattern. It is safe for concurrent use.
type Regexp struct {
	pattern string
	bytes   bool
	flags   Flags
	groups  int // without group 0
	names   []string
	index   map[string]int
	prog    *program
}

// Pattern returns the text of the pattern.
func (re *Regexp) Pattern() string { return re.pattern }

// IsBytes reports whether the pattern is for bytes.
func (re *Regexp) IsBytes() bool { return re.bytes }

// Flags returns the flags, those that the pattern itself sets included.
func (re *Regexp) Flags() Flags { return re.flags }

// Groups returns the number of groups, not counting the whole match.
func (re *Regexp) Groups() int { return re.groups }

// GroupNames returns the names of the groups in the order of their numbers. The caller must not change it.
func (re *Regexp) GroupNames() []string { return re.names }

// GroupIndex returns the number of a named group.
func (re *Regexp) GroupIndex(name string) (int, bool) {
	i, ok := re.index[name]
	return i, ok
}

// Error is re.error.
type Error struct {
	Msg     string
	Pattern string
	Bytes   bool
	Pos     int // in code points; -1 where there is none
}

// Line returns the line and column of the position, counted from 1.
func (e *Error) Line() (line, col int) {
	runes := decode(e.Pattern, e.Bytes)
	line, col = 1, e.Pos+1
	for i, r := range runes[:min(max(e.Pos, 0), len(runes))] {
		if r == '\n' {
			line++
			col = e.Pos - i
		}
	}
	return line, col
}

func (e *Error) Error() string {
	if e.Pos < 0 {
		return e.Msg
	}
	text := fmt.Sprintf("%s at position %d", e.Msg, e.Pos)
	if strings.Contains(e.Pattern, "\n") {
		line, col := e.Line()
		text += fmt.Sprintf(" (line %d, column %d)", line, col)
	}
	return text
}

// FlagError is the ValueError of flags that do not go together.
type FlagError struct{ Msg string }

func (e *FlagError) Error() string { return e.Msg }

// Errors that are not re.error.
var (
	ErrRepetition = errors.New("the repetition number is too large") // OverflowError
	ErrDepth      = errors.New("maximum recursion depth exceeded")   // RecursionError
	ErrSteps      = errors.New("the regular expression takes too many steps")
	ErrMemory     = errors.New("the regular expression takes too much memory")
)

type cacheKey struct {
	pattern string
	flags   Flags
	bytes   bool
}

type cacheEntry struct {
	re  *Regexp
	err error
}

// cache has the compiled patterns. It is emptied when it gets large: patterns are few, but metadata can make them up.
var cache struct {
	sync.Mutex
	m map[cacheKey]cacheEntry
}

const maxCache = 4096

// Compile compiles a pattern for text. An error is an *Error, a *FlagError, ErrRepetition or ErrDepth.
func Compile(pattern string, flags Flags) (*Regexp, error) {
	return compileCached(cacheKey{pattern, flags, false})
}

// CompileBytes compiles a pattern for bytes.
func CompileBytes(pattern string, flags Flags) (*Regexp, error) {
	return compileCached(cacheKey{pattern, flags, true})
}

func compileCached(key cacheKey) (*Regexp, error) {
	cache.Lock()
	e, ok := cache.m[key]
	cache.Unlock()
	if ok {
		return e.re, e.err
	}
	e.re, e.err = compile(key.pattern, key.flags, key.bytes)
	cache.Lock()
	if cache.m == nil || len(cache.m) >= maxCache {
		cache.m = map[cacheKey]cacheEntry{}
	}
	cache.m[key] = e
	cache.Unlock()
	return e.re, e.err
}

func compile(pattern string, flags Flags, bytes bool) (*Regexp, error) {
	p := &parser{pattern: pattern, bytes: bytes, text: decode(pattern, bytes), flags: flags, index: map[string]int{}, widths: []width{{}}}
	root, err := p.parse()
	if err != nil {
		return nil, err
	}
	re := &Regexp{pattern: pattern, bytes: bytes, flags: p.flags, groups: len(p.widths) - 1, names: p.names, index: p.index}
	re.prog = assemble(root, re.groups, bytes)
	return re, nil
}
