package bitbake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// syntaxCase is a text and what it gives.
type syntaxCase struct {
	where, file, text, want string
	dialect                 Dialect
}

var unescape = strings.NewReplacer("⇥", "\t", "␣", " ", "␍", "\r", "␄\n", "")

// readCases reads testdata/*.txt. A case is
//
//	=== x.bb                 the file's name, or "=== x.bb 2.8" with a BitBake release
//	A = "1"                  the text, up to the line "---"; ⇥ ␣ ␍ stand for tab, blank, carriage return, ␄ for no newline
//	---
//	DataNode ...             the statements, or the errors and warnings as LINE:COLUMN-LINE:COLUMN code: message
//
// With UPDATE=1 the part behind "---" is written anew.
func readCases(t testing.TB) []syntaxCase {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no testdata", err)
	}
	var out []syntaxCase
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		line := 1
		var update strings.Builder
		for i, part := range strings.Split(string(data), "=== ") {
			if i == 0 {
				update.WriteString(part)
				line += strings.Count(part, "\n")
				continue
			}
			head, rest, _ := strings.Cut(part, "\n")
			text, want, ok := strings.Cut(rest, "---\n")
			if !ok {
				t.Fatalf("%s:%d: no ---", name, line)
			}
			file, version, _ := strings.Cut(head, " ")
			c := syntaxCase{where: fmt.Sprintf("%s:%d", name, line), file: file, text: unescape.Replace(text), want: want}
			if version != "" {
				var major, minor int
				if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
					t.Fatalf("%s: version %q", c.where, version)
				}
				c.dialect = DialectOf(major, minor)
			}
			if os.Getenv("UPDATE") != "" {
				c.want = describe(parseText(c.file, c.text, c.dialect))
			}
			fmt.Fprintf(&update, "=== %s\n%s---\n%s", head, text, c.want)
			out = append(out, c)
			line += strings.Count(part, "\n")
		}
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(name, []byte(update.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// describe returns the statements, unless there are errors, and the diagnostics, one a line.
func describe(f *File) string {
	var b strings.Builder
	if !f.Failed() {
		for _, s := range statements(f) {
			for i, x := range s.([]any) {
				if i > 0 {
					b.WriteByte(' ')
				}
				switch x := x.(type) {
				case string:
					if i == 0 {
						b.WriteString(x)
					} else {
						fmt.Fprintf(&b, "%q", x)
					}
				case nil:
					b.WriteByte('-')
				default:
					fmt.Fprintf(&b, "%v", x)
				}
			}
			b.WriteByte('\n')
		}
	}
	for _, d := range f.Diags {
		fmt.Fprintf(&b, "%s-%s %s: %s\n", f.Source.Position(d.Span.Start), f.Source.Position(d.Span.End), d.Code.ID, d.Message)
	}
	return b.String()
}
