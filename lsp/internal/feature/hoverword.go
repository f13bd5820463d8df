package feature

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// ignored makes nothing of the error that says only that nothing can be evaluated.
func ignored(err error) error {
	if errors.Is(err, snapshot.ErrNoBuild) {
		return nil
	}
	return err
}

// aboutWord tells about a word of a value, by what it names.
func (r *Request) aboutWord(t Target) (string, error) {
	switch t.Meaning() {
	case Recipe:
		return r.aboutRecipes(t)
	case Package:
		return r.aboutPackages(t)
	case Source:
		return r.page(func(p *page) { p.source(t) })
	case License:
		return r.page(func(p *page) { p.license(t.Name) })
	case Feature:
		return r.page(func(p *page) { p.feature(t) })
	case Option:
		return r.page(func(p *page) { p.option(t.Name) })
	}
	if t.Of == "MACHINE" || t.Of == "DISTRO" {
		kind := "conf/" + strings.ToLower(t.Of) + "/"
		return r.page(func(p *page) {
			if p.c == nil {
				return
			}
			for _, file := range inFolders(p.c.View(), searchPath(p.s), kind+t.Name+".conf") {
				p.para("**%s** %s", t.Name, p.file(file))
				p.para("%s", p.comment(file))
			}
		})
	}
	return "", nil
}

// chosen is who provides a name.
type chosen struct {
	name     string
	info     *eval.Info // nil where nobody does
	others   []string   // other recipes that do
	known    bool       // all recipes are listed
	why      string
	building string
}

// provider returns who provides a name when recipes are built, and why.
func (r *Request) provider(name string) (x chosen, err error) {
	x.name = name
	c, err := r.Snapshot.Mended(r, r.Doc)
	if err != nil {
		return x, ignored(err)
	}
	l := c.Index.Listing()
	if l == nil {
		return x, nil
	}
	x.known = true
	x.info, err = c.Workspace.Provider(l, "", name)
	if err != nil {
		return x, r.Err() // a preference that makes no sense is told elsewhere
	}
	for _, v := range l.Variants() {
		if x.info != nil && !v.Skipped && v.PN != x.info.PN && slices.Contains(v.Provides, name) && !slices.Contains(x.others, v.PN) {
			x.others = append(x.others, v.PN)
		}
	}
	err = c.Workspace.Read("", func(s eval.Scope) {
		variables := []string{"PREFERRED_PROVIDER_" + name}
		if x.info != nil {
			variables = append(variables, "REQUIRED_VERSION_"+x.info.PN, "PREFERRED_VERSION_"+x.info.PN)
		}
		for _, variable := range variables {
			if value, err := s.Data.Get(variable); err == nil && value != "" && x.why == "" {
				x.why = variable + " = \"" + value + "\""
			}
		}
		if assumed, err := s.Data.Fields("ASSUME_PROVIDED"); err == nil && slices.Contains(assumed, name) {
			x.building = "ASSUME_PROVIDED has it: nothing is built for it."
		}
	})
	return x, err
}

// text names the recipe in a sentence.
func (x *chosen) text(p *page) string {
	if x.info == nil {
		return codeSpan(x.name)
	}
	return fmt.Sprintf("**%s** %s (%s, layer %s)", x.info.PN, x.info.PV, p.file(x.info.File), x.info.Layer)
}

// aboutRecipes tells which recipes are built for a word of DEPENDS and the like.
func (r *Request) aboutRecipes(t Target) (string, error) {
	var list []chosen
	for _, name := range r.words(t.Name) {
		x, err := r.provider(name)
		if err != nil {
			return "", err
		}
		list = append(list, x)
	}
	return r.page(func(p *page) {
		for _, x := range list {
			switch {
			case x.info != nil:
				p.para("%s", strings.TrimPrefix(fmt.Sprintf("%s is provided by %s.", codeSpan(x.name), x.text(p)), codeSpan(x.info.PN)+" is provided by "))
			case x.known && x.building == "":
				p.para("No recipe provides %s.", codeSpan(x.name))
			case !x.known:
				p.para("%s: the recipes are being listed.", codeSpan(x.name))
			}
			if x.why != "" {
				p.para("Chosen by %s", codeSpan(x.why))
			}
			if len(x.others) > 0 {
				p.para("Others provide it, too: %s.", strings.Join(x.others, ", "))
			}
			p.para("%s", x.building)
		}
	})
}

// words returns what a word expands to at the document.
func (r *Request) words(text string) []string {
	words := []string{text}
	if strings.Contains(text, "${") {
		_ = r.Read(func(_ *snapshot.Context, s eval.Scope) { // where nothing can be evaluated it stays as it is
			if list := expanded(s, text); list != nil {
				words = list
			}
		})
	}
	return words
}

// aboutPackages tells which recipes make the packages that a word names.
func (r *Request) aboutPackages(t Target) (string, error) {
	c, err := r.Snapshot.Mended(r, r.Doc)
	if err != nil {
		return "", ignored(err)
	}
	words, l := r.words(t.Name), c.Index.Listing()
	list := make([][]*eval.Info, len(words))
	for i, name := range words {
		list[i] = preferred(c, l, makers(l, name))
	}
	return r.page(func(p *page) {
		for i, name := range words {
			for _, v := range list[i] {
				p.para("The package **%s** of %s %s (%s, layer %s).", name, v.PN, v.PV, p.file(v.File), v.Layer)
				if depends := v.Inputs.PackageRDepends[name]; len(depends) > 0 {
					p.para("It needs %s.", codeSpan(cut(strings.Join(depends, " "), 3*longLine)))
				}
			}
			switch {
			case l == nil:
				p.para("%s: the recipes are being listed.", codeSpan(name))
			case len(list[i]) == 0:
				p.para("No listed recipe makes the package %s.", codeSpan(name))
			}
		}
	})
}

// preferred leaves out the versions of a recipe that are not the one that is chosen. It is not to be called while variables are read.
func preferred(c *snapshot.Context, l *eval.Listing, list []*eval.Info) []*eval.Info {
	if len(list) < 2 {
		return list
	}
	return slices.DeleteFunc(list, func(v *eval.Info) bool {
		best, err := c.Workspace.Provider(l, "", v.PN)
		return err == nil && best != nil && best.PN == v.PN && best.File != v.File
	})
}

// source tells about an item of SRC_URI or LIC_FILES_CHKSUM: where a file is, or what is fetched.
func (p *page) source(t Target) {
	if p.c == nil {
		return
	}
	item, err := p.s.Data.Expand(t.Name, "")
	if err != nil {
		return
	}
	file := sourcePath(item)
	switch {
	case t.Of == "LIC_FILES_CHKSUM":
		p.para("The licence's text %s, looked for in S: %s", codeSpan(file), codeSpan(p.get("S")))
	case file != "":
		p.local(file)
	default:
		p.para("%s", codeSpan(item))
		if revision := p.get("SRCREV"); strings.HasPrefix(item, "git") && revision != "" {
			p.para("SRCREV is %s", codeSpan(revision))
		}
	}
}

// local tells where a file:// item is, or where it was looked for.
func (p *page) local(file string) {
	folders := strings.FieldsFunc(p.get("FILESPATH"), func(c rune) bool { return c == ':' })
	if found := inFolders(p.c.View(), folders, file); len(found) > 0 {
		p.para("**%s** %s", file, p.file(found[0]))
		return
	}
	var items []string
	for _, folder := range folders {
		text := p.short(folder)
		if !p.c.View().IsDir(folder) {
			continue
		}
		items = append(items, codeSpan(text))
	}
	p.para("%s is not found.", codeSpan(file))
	p.list(fmt.Sprintf("Of the %d folders in FILESPATH these are there:", len(folders)), items)
}

// feature tells about a feature: whether there is such, and what brings it.
func (p *page) feature(t Target) {
	if p.c == nil {
		return
	}
	list := t.Of
	for _, real := range []string{"DISTRO_FEATURES", "MACHINE_FEATURES", "IMAGE_FEATURES", "COMBINED_FEATURES", "TUNE_FEATURES"} {
		if strings.Contains(t.Of, real) {
			list = real
		}
	}
	state := "does not have"
	if slices.Contains(strings.Fields(p.get(list)), t.Name) {
		state = "has"
	}
	p.para("%s %s the feature **%s**.", list, state, t.Name)
	if packages := p.get("FEATURE_PACKAGES_" + t.Name); packages != "" {
		p.para("It brings the packages %s", codeSpan(packages))
	}
	var items []string
	for _, x := range stepsOf(p.s, list) {
		if _, ok := wordIn(x.File, x.Span, t.Name); ok && (x.Flag == "" || x.Weak()) {
			items = append(items, p.step(x.Step))
		}
	}
	p.list("Lines about it", items)
	p.para("*Evaluated in %s.*", p.where())
}
