package feature

import (
	"fmt"
	"path"
	"strings"

	"github.com/knead-build/knead/lang/diag"
	"github.com/knead-build/knead/lsp/internal/docs"
)

// aboutFiles tells about the files that a word of inherit or include means.
func (r *Request) aboutFiles(t Target) (string, error) {
	find := r.includeFiles
	if t.Kind == Class {
		find = func(t Target) ([]diag.Place, error) { return r.classFiles(t.Name) }
	}
	places, err := find(t)
	if ignored(err) != nil {
		return "", err
	}
	return r.page(func(p *page) {
		for _, at := range places {
			p.found(at.File.Name(), t.Kind == Class)
		}
		if len(places) == 0 && t.Kind == Class {
			p.para("%s", docs.Of(docs.Classes, t.Name))
		}
		if words := []string{t.Name}; p.c != nil && len(places) == 0 {
			if list := expanded(p.s, t.Name); list != nil {
				words = list
			}
			p.para("%s is not found in BBPATH.", codeSpan(strings.Join(words, " ")))
		}
	})
}

// found tells about a class or an included file.
func (p *page) found(file string, class bool) {
	users, verb := p.c.Index.Users(file), "Read"
	if class {
		verb = "Inherited"
		name := strings.TrimSuffix(path.Base(file), ".bbclass")
		p.para("**%s** %s", name, p.file(file))
		p.para("%s", docs.Of(docs.Classes, name))
	} else {
		p.para("**%s** %s", path.Base(file), p.file(file))
	}
	p.para("%s", p.comment(file))
	switch {
	case p.c.Index.Listing() == nil: // nobody has counted yet
	case len(users) == 1:
		p.para("%s by one recipe: %s.", verb, p.file(users[0]))
	case len(users) > 1:
		p.para("%s by %d recipes.", verb, len(users))
	}
}

// comment returns the first comment of a file that tells something: not whose it is, nor under which licence.
func (p *page) comment(name string) string {
	text, err := p.c.View().ReadFile(name)
	if err != nil {
		return ""
	}
	return firstLines(firstComment(text), mostLines/3)
}

// firstComment returns a text's first comment, without what is said about rights in it.
func firstComment(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		words, comment := strings.CutPrefix(strings.TrimSpace(line), "#")
		words = strings.TrimSpace(words)
		switch {
		case comment && (strings.HasPrefix(words, "Copyright") || strings.HasPrefix(words, "SPDX-")):
		case comment && words != "":
			out = append(out, words)
		case comment && len(out) == 0 || !comment && words == "" && len(out) == 0:
		default:
			return strings.Join(out, "\n")
		}
	}
	return strings.Join(out, "\n")
}

// aboutTask tells about a task, of another recipe where one is named.
func (r *Request) aboutTask(t Target) (string, error) {
	name := t.variable()
	if t.Of == "" {
		return r.page(func(p *page) { p.variable(Target{Kind: Variable, Name: name, Key: name}) })
	}
	recipe, err := r.provider(t.Of)
	if err != nil {
		return "", err
	}
	return r.page(func(p *page) {
		p.para("The task %s of %s.", codeSpan(name), recipe.text(p))
		p.para("%s", docs.Of(docs.Tasks, name))
	})
}

// taskMaker tells where a function is made a task.
func (p *page) taskMaker(name string) {
	steps, err := p.s.Timeline(name)
	if err != nil {
		return
	}
	var items []string
	for _, x := range steps {
		if x.Flag == "task" && x.File != nil {
			line := x.File.LineSpan(x.File.Line(x.Span.Start))
			items = append(items, fmt.Sprintf("%s %s", p.place(diag.Place{File: x.File, Span: x.Span}), codeSpan(cut(x.File.Slice(line), shortText))))
		}
	}
	p.list("Made a task by", items)
}
