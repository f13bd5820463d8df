package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/source"
)

// patchFile is a patch as the rules look at it.
type patchFile struct {
	*source.File
	// Header is the text before the first change.
	Header string
	// Broken is what is wrong with the hunks.
	Broken []brokenHunk
	// Status is the Upstream-Status, as OpenEmbedded's own check reads it, "" for none; Detail is what stands behind it.
	Status, Detail string
	statusAt       source.Span
	signed         bool
}

// brokenHunk is a place where a patch's lines do not fit what a hunk's head says.
type brokenHunk struct {
	span source.Span
	head source.Span
	msg  string
}

type patchOf string

// HoldsAfter keeps a patch until it is edited.
func (f patchOf) HoldsAfter(paths []string) bool { return !slices.Contains(paths, string(f)) }

// readPatch returns a patch that a recipe applies; nil where it cannot be read.
func readPatch(p *lint.RecipePass, s *lint.Source) *patchFile {
	return lint.Once(p, patchOf(s.Local), func() *patchFile {
		file := p.Text(s.Local)
		if file == nil {
			return nil
		}
		out := parsePatch(file)
		out.readStatus(p.Release)
		out.signed = signedOff.MatchString(out.Header)
		return out
	})
}

// parsePatch reads a unified diff as GNU patch does: a line within a hunk begins with a blank, "+" or "-"; where the blank was
// chopped, of an empty line or before a tab, it is forgiven, as are up to three missing lines at the end of the file.
func parsePatch(file *source.File) *patchFile {
	out := &patchFile{File: file, Header: file.Text()}
	r := &hunkReader{patch: out}
	at := source.Pos(0)
	inHeader := true
	for line := range strings.Lines(file.Text()) {
		text := strings.TrimRight(line, "\r\n")
		span := source.Span{Start: at, End: at + source.Pos(len(text))}
		if inHeader && beginsChange(text) {
			out.Header, inHeader = file.Text()[:at], false
		}
		r.line(text, span)
		at += source.Pos(len(line))
	}
	r.end(source.At(at))
	return out
}

func beginsChange(line string) bool {
	for _, prefix := range []string{"diff --git ", "--- a/", "Index: ", "diff -"} {
		if strings.HasPrefix(line, prefix) {
			return true
		}
	}
	return false
}

var hunkHead = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@`)

// hunkReader counts the lines of hunks.
type hunkReader struct {
	patch    *patchFile
	named    bool // behind "+++": hunks may follow
	old, new int  // lines that are missing in the hunk
	inside   bool
	done     bool // right behind a whole hunk
	head     source.Span
}

func (r *hunkReader) line(text string, span source.Span) {
	if r.inside {
		if r.count(text) {
			r.inside = r.old > 0 || r.new > 0
			r.done = !r.inside
			return
		}
		r.complain(span, "this line does not fit into the hunk, whose head promises %s more", r.missing())
		r.inside = false
	}
	switch {
	case strings.HasPrefix(text, "+++ "):
		r.named = true
	case r.named && strings.HasPrefix(text, "@@ -"):
		r.begin(text, span)
		return
	case r.done && len(text) > 0 && (text[0] == '+' || text[0] == '-') && !strings.HasPrefix(text, "--"):
		r.complain(span, "the hunk goes on behind the lines that its head counts: this one is lost")
	}
	r.done = false
}

// begin reads a hunk's head.
func (r *hunkReader) begin(text string, span source.Span) {
	m := hunkHead.FindStringSubmatch(text)
	r.head = span
	if m == nil {
		r.complain(span, "this is no head of a hunk: @@ -LINE,COUNT +LINE,COUNT @@")
		return
	}
	count := func(s string) int {
		if s == "" {
			return 1
		}
		n, _ := strconv.Atoi(s) // the pattern has digits only; a number that is too large is the largest
		return n
	}
	r.old, r.new = count(m[1]), count(m[2])
	r.inside = r.old > 0 || r.new > 0
}

// count counts a line of a hunk, and reports whether it can be one.
func (r *hunkReader) count(text string) bool {
	kind := byte(' ')
	if text != "" {
		kind = text[0]
	}
	switch kind {
	case '\\':
	case '+':
		r.new--
	case '-':
		r.old--
	case ' ', '\t', '=':
		r.old--
		r.new--
	default:
		return false
	}
	return r.old >= 0 && r.new >= 0
}

func (r *hunkReader) missing() string {
	return strconv.Itoa(max(r.old, 0)) + " old and " + strconv.Itoa(max(r.new, 0)) + " new lines"
}

func (r *hunkReader) end(span source.Span) {
	if r.inside && max(r.old, r.new) > 3 {
		r.complain(span, "the file ends within a hunk: its head promises %s more", r.missing())
	}
}

func (r *hunkReader) complain(span source.Span, format string, args ...any) {
	r.patch.Broken = append(r.patch.Broken, brokenHunk{span, r.head, fmt.Sprintf(format, args...)})
}
