package snapshot

import (
	"context"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lang/source"
)

// mended is a build in which a text that BitBake refuses is replaced by what it is without the statements that are wrong.
type mended struct {
	mutex      sync.Mutex
	path, text string
	build      *Build
}

// mend returns the build with another text of a file. As long as somebody types in a statement that is left out, that is the same.
func (b *Build) mend(p, text string) *Build {
	m := b.mended
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.build == nil || m.path != p || m.text != text {
		m.path, m.text, m.build = p, text, b.after(fsys.Edit{Texts: map[string]string{p: text}})
	}
	return m.build
}

// keptFor returns what is mended of the build after an edit.
func (m *mended) keptFor(e fsys.Edit) *mended {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if paths := e.Paths(); len(paths) == 1 && paths[0] == m.path && e.Texts[m.path] != "" {
		return m
	}
	return &mended{}
}

// rounds is how often statements are left out, until what is left can be evaluated.
const rounds = 3

// Mended is Context for who wants to know what holds at a document though something is wrong with it, as it is while somebody types:
// the statements that BitBake refuses are left out.
func (s *Snapshot) Mended(ctx context.Context, d *Document) (*Context, error) {
	b := s.Build(d.Path)
	if b == nil {
		return nil, ErrNoBuild
	}
	text := d.Text()
	if d.Metadata && d.Tree().Failed() {
		text = without(d.Tree(), d.Tree().Diags)
	}
	for round := 1; ; round++ {
		in := b
		if text != d.Text() {
			in = b.mend(d.Path, text)
		}
		c, err := s.contextIn(ctx, in, d)
		if err != nil || c.Recipe != nil || round == rounds || !d.Metadata {
			return c, err
		}
		tree := d.Tree()
		if text != d.Text() {
			tree = d.parse(source.NewFile(d.Path, text))
		}
		less := without(tree, c.Diags)
		if less == text {
			return c, nil
		}
		text = less
	}
}

// without returns the text of a file without the statements that errors are in; all others stay where they are.
func without(tree *bitbake.File, complaints []*diag.Diagnostic) string {
	text := []byte(tree.Source.Text())
	for _, d := range complaints {
		if d.Severity != diag.Error || d.File == nil || d.File.Name() != tree.Source.Name() {
			continue
		}
		for _, s := range tree.Stmts {
			if span := s.Span(); span.Start <= d.Span.Start && d.Span.Start < span.End {
				blank(text, span)
			}
		}
	}
	for _, s := range tree.Stmts {
		if _, bad := s.(*bitbake.Bad); bad {
			blank(text, s.Span())
		}
	}
	return string(text)
}

func blank(text []byte, span source.Span) {
	for i := span.Start; i < span.End; i++ {
		if strings.IndexByte("\r\n", text[i]) < 0 {
			text[i] = ' '
		}
	}
}
