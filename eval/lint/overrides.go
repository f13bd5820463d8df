package lint

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/shell"
)

// Overrides are the overrides that the metadata at hand can bring: those that OVERRIDES may have for any machine, distribution,
// recipe and variant, with packages and tasks, which are overrides while they are made and run. They are read off the texts: all
// that is anywhere assigned to OVERRIDES and to what it refers to, whichever configuration evaluates it.
type Overrides struct {
	words    map[string]bool
	holds    map[string]bool // those of them that OVERRIDES itself may have
	starts   []string        // of names that code makes: "virtclass-multilib-"
	suffixes map[string]bool // what packages have behind their recipe's name
	dynamic  []*regexp.Regexp
}

type overridesKey struct{}

// Overrides returns the overrides that there are.
func (p *WorkspacePass) Overrides() *Overrides {
	return Once(p, overridesKey{}, func() *Overrides {
		o := &Overrides{words: map[string]bool{}, holds: map[string]bool{}, suffixes: map[string]bool{}}
		f := &overrideFinder{texts: map[string][]string{}, known: map[string][]string{}}
		o.packages(p.Listing, f)
		f.read(p)
		for _, name := range append([]string{"OVERRIDES"}, overrideLists...) {
			for _, w := range f.values(name) {
				o.words[w], o.holds[w] = true, true
			}
		}
		for _, text := range f.texts["PN"] { // of other machines
			for _, pn := range f.expand(text) {
				o.words["pn-"+pn] = true
			}
		}
		o.possiblePackages(f)
		for _, w := range f.mentioned {
			o.words[w] = true
		}
		_ = p.Read("", func(s eval.Scope) { // without its variables there are no words of theirs
			if list, err := s.Data.Overrides(); err == nil {
				for _, w := range list {
					o.words[w] = true
				}
			}
		})
		o.starts = f.starts
		return o
	})
}

// Has reports whether an override may hold. PN stands for the recipe's name in it; what else it refers to may be anything.
func (o *Overrides) Has(override string) bool {
	if suffix, ok := strings.CutPrefix(override, "${PN}"); ok && !strings.Contains(suffix, "${") {
		return suffix == "" || o.suffixes[suffix] || slices.ContainsFunc(o.dynamic, func(r *regexp.Regexp) bool { return r.MatchString("PN" + suffix) })
	}
	if rest, ok := strings.CutPrefix(override, "pn-lib"); ok { // of a multilib
		if _, name, ok := strings.Cut(rest, "-"); ok && o.words["pn-"+name] {
			return true
		}
	}
	return strings.Contains(override, "${") || o.words[override] ||
		slices.ContainsFunc(o.starts, func(x string) bool { return strings.HasPrefix(override, x) }) ||
		slices.ContainsFunc(o.dynamic, func(r *regexp.Regexp) bool { return r.MatchString(override) })
}

// Holds reports whether an override may hold while recipes are evaluated: packages are overrides only while they are made.
func (o *Overrides) Holds(override string) bool {
	return o.holds[override] || slices.ContainsFunc(o.starts, func(x string) bool { return strings.HasPrefix(override, x) })
}

// Names returns the overrides, in no order.
func (o *Overrides) Names() []string {
	out := make([]string, 0, len(o.words))
	for w := range o.words {
		out = append(out, w)
	}
	return out
}

// overrideLists are variables whose words are overrides while tasks of images and boot loaders run.
var overrideLists = []string{"CONVERSIONTYPES", "IMAGE_FSTYPES", "IMAGE_TYPES", "IMAGE_TYPEDEP", "LABELS", "UBOOT_EXTLINUX_LABELS"}

// possiblePackages notes the packages that recipes may have in other configurations.
func (o *Overrides) possiblePackages(f *overrideFinder) {
	for _, name := range []string{"PACKAGES", "PACKAGE_BEFORE_PN"} {
		for _, text := range f.texts[name] {
			for _, item := range splitItems(text) {
				items := []string{item}
				if strings.HasPrefix(item, "${@") {
					items = f.literals(item)
				}
				for _, x := range items {
					if suffix, ok := strings.CutPrefix(x, "${PN}"); ok {
						o.suffixes[suffix] = true
					}
					o.words[x] = true
				}
			}
		}
	}
}

// packages notes the packages and tasks of all recipes, and their names for OVERRIDES.
func (o *Overrides) packages(list *eval.Listing, f *overrideFinder) {
	dynamic := map[string]bool{}
	for _, v := range list.Variants() {
		f.known["PN"] = append(f.known["PN"], v.PN)
		o.words[v.PN] = true
		names := v.RProvides
		if v.Inputs != nil {
			names = slices.Concat(v.Inputs.Packages, v.Inputs.RProvides)
			for _, pattern := range v.Inputs.PackagesDynamic {
				dynamic[pattern] = true
				dynamic[strings.Replace(pattern, v.PN, "PN", 1)] = true
			}
			for _, t := range v.Inputs.Tasks {
				o.words[taskOverride(t.Name)] = true
			}
		}
		for _, name := range names {
			o.words[name] = true
			if suffix, ok := strings.CutPrefix(name, v.PN); ok {
				o.suffixes[suffix] = true
			}
		}
	}
	for pattern := range dynamic {
		if r := PackagePattern(pattern); r != nil {
			o.dynamic = append(o.dynamic, r)
		}
	}
}

var lookaround = regexp.MustCompile(`\(\?<?[!=][^()]*\)`)

// PackagePattern returns a pattern of PACKAGES_DYNAMIC, as one for the beginning of names. What looks ahead in it is left out: it
// then allows more names. It is nil for what is no pattern.
func PackagePattern(pattern string) *regexp.Regexp {
	r, err := regexp.Compile("^(?:" + lookaround.ReplaceAllString(pattern, "") + ")")
	if err != nil {
		return nil
	}
	return r
}

// overrideFinder works out what variables may have, in any configuration.
type overrideFinder struct {
	texts  map[string][]string // what is assigned to a variable
	known  map[string][]string // done, or being done
	starts []string
	// mentioned are words that the code of classes mentions: what it knows, some layer brings.
	mentioned []string
}

// read notes what is assigned anywhere, and what the names of files make of variables.
func (f *overrideFinder) read(p *WorkspacePass) {
	for _, tree := range p.Files {
		for folder, name := range map[string]string{"machine": "MACHINE", "distro": "DISTRO", "machine-sdk": "SDKMACHINE"} {
			if strings.HasSuffix(path.Dir(tree.Source.Name()), "/conf/"+folder) {
				f.texts[name] = append(f.texts[name], strings.TrimSuffix(path.Base(tree.Source.Name()), ".conf"))
			}
		}
		class := tree.Kind == bitbake.Class
		for _, s := range tree.Stmts {
			switch s := s.(type) {
			case *bitbake.Assignment:
				if root, _, _ := strings.Cut(s.Name.Value, ":"); !s.Flag.Known() {
					f.texts[root] = append(f.texts[root], s.Value.Value)
				}
			case *bitbake.Function:
				f.code(s.Body.Value, class && s.Python)
			case *bitbake.PythonDef:
				f.code(s.Text.Value, class)
			case *bitbake.AddTask:
				for _, task := range strings.Fields(s.Tasks) {
					f.mentioned = append(f.mentioned, taskOverride(task))
				}
			}
		}
	}
	for _, layer := range p.Layers {
		f.texts["FILE_LAYERNAME"] = append(f.texts["FILE_LAYERNAME"], layer.Name())
	}
}

// taskOverride returns the override that holds while a task runs.
func taskOverride(task string) string {
	return "task-" + strings.ReplaceAll(strings.TrimPrefix(task, "do_"), "_", "-")
}

// code looks for what Python gives to variables, and to OVERRIDES in pieces: there the literals of the function count that begin or
// end like one.
func (f *overrideFinder) code(code string, class bool) {
	pieces := strings.Contains(code, "Var(\"OVERRIDES\", ") || strings.Contains(code, "Var('OVERRIDES', ")
	set := ""
	for lit := range pythonLiterals(code) {
		text := code[lit.start:lit.end]
		callee := lit.callee(code)
		if set != "" && !strings.Contains(text, "%") {
			f.texts[set] = append(f.texts[set], text)
		}
		set = ""
		if slices.Contains(setters, callee[strings.LastIndexByte(callee, '.')+1:]) && directly(code[lit.end:]) {
			set = text
		}
		if class {
			f.mentioned = append(f.mentioned, strings.FieldsFunc(text, func(r rune) bool { return r >= 0x80 || !isWordByte(byte(r)) })...)
		}
		if w := strings.Trim(text, ":"); pieces && isPlainName(w) && w == strings.ToLower(w) {
			if strings.HasSuffix(w, "-") || strings.HasSuffix(w, "_") {
				f.starts = append(f.starts, w)
			} else {
				f.texts["OVERRIDES"] = append(f.texts["OVERRIDES"], w)
			}
		}
	}
}

// directly reports whether behind a literal another one is the next argument.
func directly(rest string) bool {
	rest = strings.TrimLeft(strings.TrimLeft(rest, "'\""), " ")
	rest, ok := strings.CutPrefix(rest, ",")
	rest = strings.TrimLeft(rest, " \n")
	return ok && rest != "" && (rest[0] == '"' || rest[0] == '\'')
}

// most bounds how many values a variable is taken to have.
const most = 50000

// values returns the words that a variable may have.
func (f *overrideFinder) values(name string) []string {
	if list, ok := f.known[name]; ok {
		return list
	}
	f.known[name] = nil // what refers to itself adds nothing
	seen := map[string]bool{}
	var out []string
	for _, text := range f.texts[name] {
		for _, item := range splitItems(text) {
			for _, v := range f.expand(item) {
				for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ':' || r == ' ' || r == '\t' }) {
					if front, _, some := strings.Cut(w, anything); some {
						if len(front) > 2 {
							f.starts = append(f.starts, front)
						}
						continue
					}
					if !seen[w] && len(out) < most {
						seen[w] = true
						out = append(out, w)
					}
				}
			}
		}
	}
	f.known[name] = out
	return out
}

// splitItems splits a text at colons and blanks outside of references.
func splitItems(text string) []string {
	var out []string
	start := 0
	for i := 0; i <= len(text); i++ {
		switch {
		case i == len(text) || text[i] == ':' || isBlank(text[i]):
			if i > start {
				out = append(out, text[start:i])
			}
			start = i + 1
		case strings.HasPrefix(text[i:], "${"):
			i += expressionLen(text[i:]) - 1
		}
	}
	return out
}

// expand returns what an item may become: each reference is replaced by each of its values, and by nothing.
func (f *overrideFinder) expand(item string) []string {
	out := []string{""}
	join := func(list []string) {
		var next []string
		for _, front := range out {
			for _, back := range list {
				if len(next) < most {
					next = append(next, front+back)
				}
			}
		}
		out = next
	}
	for i := 0; i < len(item); {
		k := strings.Index(item[i:], "${")
		if k < 0 {
			join([]string{item[i:]})
			break
		}
		if k > 0 {
			join([]string{item[i : i+k]})
		}
		n := expressionLen(item[i+k:])
		ref := item[i+k : i+k+n]
		switch {
		case strings.HasPrefix(ref, "${@"):
			join(append(f.inline(ref), ""))
		case n > 3:
			join(append(slices.Clone(f.values(ref[2:n-1])), ""))
		}
		i += k + n
	}
	return out
}

// tests are functions whose first two arguments ask, and whose others answer.
var tests = []string{"bb.utils.contains", "bb.utils.contains_any", "oe.utils.conditional"}

// anything stands for what a function returns that is not known.
const anything = "\x00"

// inline returns what inline Python may give: its literals, and the values of variables that it names, with "_" and "-" for "_", as
// names of machines and architectures are changed.
func (f *overrideFinder) inline(ref string) []string {
	var out []string
	add := func(list []string) {
		for _, w := range list {
			out = append(out, w)
			if dashed := strings.ReplaceAll(w, "_", "-"); dashed != w {
				out = append(out, dashed)
			}
		}
	}
	for _, text := range f.literals(ref) {
		add(f.expand(text))
	}
	for _, name := range f.asked(ref) {
		add(f.values(name))
	}
	if strings.Contains(strings.ReplaceAll(ref, "oe.utils.", ""), "oe.") {
		out = append(out, anything)
	}
	return out
}

// literals returns the items of the literals by which inline Python answers.
func (f *overrideFinder) literals(ref string) []string {
	var out []string
	for _, span := range shell.Codes(ref) {
		code := ref[span.Start+3 : span.End-1]
		skip := 0
		for lit := range pythonLiterals(code) {
			callee := lit.callee(code)
			switch {
			case skip > 0:
				skip--
			case slices.Contains(tests, callee):
				skip = 1
			case !strings.HasSuffix(callee, "getVar") && callee != "bb.utils.filter":
				out = append(out, splitItems(code[lit.start:lit.end])...)
			}
		}
	}
	return out
}

// asked returns the variables that inline Python puts into its answer.
func (f *overrideFinder) asked(ref string) []string {
	var out []string
	for _, span := range shell.Codes(ref) {
		code := ref[span.Start+3 : span.End-1]
		for lit := range pythonLiterals(code) {
			if strings.HasSuffix(lit.callee(code), "getVar") {
				out = append(out, code[lit.start:lit.end])
			}
		}
	}
	return out
}
