package licenses

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// item is an item of LIC_FILES_CHKSUM.
type item struct {
	at     source.Span
	path   string // of the file, in S unless it is absolute
	pathAt source.Span
	hasSum bool
	wrong  bool // something is wrong with the parameters
	md5    string
	sum    source.Span // of md5; behind the item where it has none
	// begin and end are lines from 1 on, 0 where they are not said.
	begin, end int
	beginAt    source.Span
	endAt      source.Span
}

const checksums = "LIC_FILES_CHKSUM"

// parameters are those that mean something.
var parameters = []string{"md5", "beginline", "endline"}

// items takes LIC_FILES_CHKSUM apart. What cannot be read is left out.
func (r *Recipe) items() (out []item, problems []Problem) {
	for word, at := range Fields(r.Checksums) {
		add := func(kind Kind, span source.Span, format string, args ...any) {
			problems = append(problems, problem(kind, checksums, span, format, args...))
		}
		u, err := r.Decode(word)
		switch {
		case err != nil:
			add(Checksum, at, "%s is no URL: %v", word, err)
			continue
		case u.Type != "file":
			add(Checksum, at, "%s is no file: it has to begin with file://", word)
			continue
		case u.Path == "" || u.Path == "/":
			add(Checksum, at, "%s does not name a file", word)
			continue
		}
		end := source.At(at.End)
		it := item{at: at, path: u.Path, md5: u.Params["md5"], sum: end, beginAt: end, endAt: end}
		head, rest, _ := strings.Cut(word, ";")
		_, name, _ := strings.Cut(head, "://")
		it.pathAt = source.Span{Start: at.Start + source.Pos(len(head)-len(name)), End: at.Start + source.Pos(len(head))}
		for p, span := range params(rest, it.pathAt.End+1) {
			name, value, ok := strings.Cut(p, "=")
			if !ok {
				add(Parameter, span, "the parameter %s has no value", name)
				it.wrong = true
				continue
			}
			valueAt := source.Span{Start: span.End - source.Pos(len(value)), End: span.End}
			number := func(n *int, where *source.Span) {
				*where = valueAt
				var err error
				if *n, err = strconv.Atoi(strings.TrimSpace(value)); err != nil || *n < 0 {
					add(Checksum, valueAt, "%s=%s: a line is a number from 1 on", name, value)
					it.wrong = true
				}
			}
			switch name {
			case "md5":
				it.sum = valueAt
				it.hasSum = true
			case "beginline":
				number(&it.begin, &it.beginAt)
			case "endline":
				number(&it.end, &it.endAt)
			case "spdx": // what go-mod-update-modules.bbclass takes the file for
			default:
				add(Parameter, span, "the parameter %s means nothing here%s", name, diag.Meant(diag.Similar(name, parameters)))
			}
		}
		wrong := it.check()
		it.wrong = it.wrong || len(wrong) > 0
		problems = append(problems, wrong...)
		out = append(out, it)
	}
	return out, problems
}

// params are the parameters of a URL, which begin at a place, with theirs.
func params(text string, start source.Pos) func(yield func(string, source.Span) bool) {
	return func(yield func(string, source.Span) bool) {
		for _, p := range strings.Split(text, ";") {
			end := start + source.Pos(len(p))
			if p != "" && !yield(p, source.Span{Start: start, End: end}) {
				return
			}
			start = end + 1
		}
	}
}

// files are the paths in LIC_FILES_CHKSUM.
func (r *Recipe) files() map[string]bool {
	out := map[string]bool{}
	items, _ := r.items() // CheckChecksums says what is wrong
	for _, it := range items {
		out[it.path] = true
	}
	return out
}

// check returns what can be said of an item without its file.
func (it *item) check() (out []Problem) {
	add := func(span source.Span, fix []Fix, format string, args ...any) {
		p := problem(Checksum, checksums, span, format, args...)
		p.Fixes = fix
		out = append(out, p)
	}
	small := strings.ToLower(it.md5)
	digits := len(small) == 32 && strings.Trim(small, "0123456789abcdef") == ""
	switch {
	case it.md5 == "": // its file says what is missing
	case !digits:
		add(it.sum, nil, "md5=%s is no MD5 checksum, which has 32 digits of 0-9 and a-f", it.md5)
	case small != it.md5:
		add(it.sum, []Fix{replace(it.sum, small)}, "md5=%s is not written in small letters, so it equals no checksum", it.md5)
	}
	if it.begin > 0 && it.end > 0 && it.end < it.begin {
		add(it.endAt, nil, "there are no lines from %d to %d", it.begin, it.end)
	}
	return out
}

// describe names the file and the lines.
func (it *item) describe() string {
	switch {
	case it.begin > 0 && it.end > 0:
		return it.path + ", lines " + strconv.Itoa(it.begin) + " to " + strconv.Itoa(it.end)
	case it.begin > 0:
		return it.path + " from line " + strconv.Itoa(it.begin) + " on"
	case it.end > 0:
		return it.path + " up to line " + strconv.Itoa(it.end)
	}
	return it.path
}

// unique returns the distinct paths of items, sorted.
func unique(items []item) []string {
	paths := map[string]bool{}
	for _, it := range items {
		paths[it.path] = true
	}
	return slices.Sorted(maps.Keys(paths))
}

// File is an item of LIC_FILES_CHKSUM. The lines are from 1 on, 0 where they are not said.
type File struct {
	Path, MD5  string
	Begin, End int
}

// Files returns the items of LIC_FILES_CHKSUM, those left out that cannot be read.
func (r *Recipe) Files() []File {
	items, _ := r.items() // Check says what is wrong
	out := make([]File, len(items))
	for i, it := range items {
		out[i] = File{it.path, it.md5, it.begin, it.end}
	}
	return out
}
