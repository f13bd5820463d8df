package eval

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/resolve"
)

// What the task graph is made from is 75,000 tasks for OE-Core, most of which say the same. It is kept as one list of texts, each
// once, and one of numbers; lists and tables that are equal are shared by those who have them.

// packed are the Inputs of all variants.
type packed struct {
	Keys  []recipeKey // of the files, in the order of Codes
	Texts []string
	Lists [][]int32 // of texts; also keys and values of tables in turn
	Codes []int32
}

// keepInputs keeps the variants' Inputs, and takes them out of what is kept of the variants otherwise.
func (w *Workspace) keepInputs(e *cacheEntry) error {
	p := &packer{texts: map[string]int32{}, lists: map[string]int32{}}
	for key := range e.Files {
		p.out.Keys = append(p.out.Keys, key)
	}
	slices.SortFunc(p.out.Keys, func(a, b recipeKey) int {
		return cmp.Or(cmp.Compare(a.Multiconfig, b.Multiconfig), cmp.Compare(a.Path, b.Path))
	})
	for _, key := range p.out.Keys {
		c := e.Files[key]
		variants := make([]*Info, len(c.Variants))
		p.number(len(variants))
		for i, v := range c.Variants {
			p.inputs(v.Inputs)
			bare := *v
			bare.Inputs = nil
			variants[i] = &bare
		}
		c.Variants = variants
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(p.out); err != nil {
		return err
	}
	e.Inputs = "inputs-" + fsys.Key(b.String())
	return w.cache.Put(e.Inputs, b.Bytes())
}

// loadInputs reads the variants' Inputs, unless that was done. It reports whether they are there.
func (w *Workspace) loadInputs(e *cacheEntry) bool {
	if e.inputs || e.Inputs == "" {
		return e.inputs || len(e.Files) == 0
	}
	data, ok := w.cache.Get(e.Inputs)
	if !ok {
		return false
	}
	u := &unpacker{}
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&u.in); err != nil || len(u.in.Keys) != len(e.Files) {
		return false
	}
	u.lists, u.tables = make([][]string, len(u.in.Lists)), make([]map[string]string, len(u.in.Lists))
	for _, key := range u.in.Keys {
		c := e.Files[key]
		if c == nil || u.number() != len(c.Variants) {
			return false
		}
		for _, v := range c.Variants {
			v.Inputs = u.inputs()
		}
	}
	e.inputs = !u.bad
	return e.inputs
}

// packer packs.
type packer struct {
	out   packed
	texts map[string]int32
	lists map[string]int32 // by what is in them
}

func (p *packer) number(n int) { p.out.Codes = append(p.out.Codes, int32(n)) }

func (p *packer) textNumber(s string) int32 {
	i, ok := p.texts[s]
	if !ok {
		i = int32(len(p.out.Texts))
		p.texts[s] = i
		p.out.Texts = append(p.out.Texts, s)
	}
	return i
}

func (p *packer) text(s string) { p.out.Codes = append(p.out.Codes, p.textNumber(s)) }

func (p *packer) list(list []string) {
	key := strings.Join(list, "\x00")
	i, ok := p.lists[key]
	if !ok || len(p.out.Lists[i]) != len(list) {
		i = int32(len(p.out.Lists))
		p.lists[key] = i
		numbers := make([]int32, len(list))
		for k, s := range list {
			numbers[k] = p.textNumber(s)
		}
		p.out.Lists = append(p.out.Lists, numbers)
	}
	p.out.Codes = append(p.out.Codes, i)
}

func (p *packer) table(m map[string]string) {
	var list []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, key, m[key])
	}
	p.list(list)
}

func (p *packer) packages(m map[string][]string) {
	p.number(len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		p.text(key)
		p.list(m[key])
	}
}

func (p *packer) truth(b bool) {
	if b {
		p.number(1)
	} else {
		p.number(0)
	}
}

func (p *packer) inputs(in *resolve.Inputs) {
	p.truth(in != nil)
	if in == nil {
		return
	}
	for _, list := range inputLists(in) {
		p.list(*list)
	}
	for _, m := range inputPackages(in) {
		p.packages(*m)
	}
	for _, text := range inputTexts(in) {
		p.text(*text)
	}
	p.truth(in.NotWorld)
	p.number(len(in.Tasks))
	for i := range in.Tasks {
		t := &in.Tasks[i]
		p.list(t.Parents)
		p.table(t.Flags)
		for _, text := range taskTexts(t) {
			p.text(*text)
		}
	}
}

// inputLists, inputPackages, inputTexts and taskTexts are the fields by their types, in the order in which they are kept.
func inputLists(in *resolve.Inputs) [6]*[]string {
	return [...]*[]string{&in.Depends, &in.RDepends, &in.RRecommends, &in.RProvides, &in.Packages, &in.PackagesDynamic}
}

func inputPackages(in *resolve.Inputs) [3]*map[string][]string {
	return [...]*map[string][]string{&in.PackageRDepends, &in.PackageRRecommends, &in.PackageRProvides}
}

func inputTexts(in *resolve.Inputs) [3]*string {
	return [...]*string{&in.ExtraDepends, &in.Stamp, &in.HashFilename}
}

func taskTexts(t *resolve.Task) [4]*string {
	return [...]*string{&t.Name, &t.FileChecksums, &t.StampExtraInfo, &t.BaseHash}
}

// unpacker unpacks. Numbers that make no sense set bad.
type unpacker struct {
	in     packed
	lists  [][]string
	tables []map[string]string
	bad    bool
}

func (u *unpacker) number() int {
	if len(u.in.Codes) == 0 {
		u.bad = true
		return 0
	}
	n := u.in.Codes[0]
	u.in.Codes = u.in.Codes[1:]
	return int(n)
}

// index returns a number below a limit, or -1.
func (u *unpacker) index(limit int) int {
	if n := u.number(); n >= 0 && n < limit {
		return n
	}
	u.bad = true
	return -1
}

func (u *unpacker) text() string {
	if i := u.index(len(u.in.Texts)); i >= 0 {
		return u.in.Texts[i]
	}
	return ""
}

func (u *unpacker) listAt(i int) []string {
	if u.lists[i] == nil && len(u.in.Lists[i]) > 0 {
		list := make([]string, len(u.in.Lists[i]))
		for k, n := range u.in.Lists[i] {
			if n < 0 || int(n) >= len(u.in.Texts) {
				u.bad = true
				return nil
			}
			list[k] = u.in.Texts[n]
		}
		u.lists[i] = list
	}
	return u.lists[i]
}

func (u *unpacker) list() []string {
	if i := u.index(len(u.lists)); i >= 0 {
		return u.listAt(i)
	}
	return nil
}

func (u *unpacker) table() map[string]string {
	i := u.index(len(u.tables))
	if i < 0 {
		return nil
	}
	if list := u.listAt(i); u.tables[i] == nil && len(list) > 0 {
		m := make(map[string]string, len(list)/2)
		for k := 0; k+1 < len(list); k += 2 {
			m[list[k]] = list[k+1]
		}
		u.tables[i] = m
	}
	return u.tables[i]
}

func (u *unpacker) packages() map[string][]string {
	n := u.number()
	if n <= 0 {
		return nil
	}
	m := map[string][]string{}
	for range n {
		if u.bad {
			return nil
		}
		key := u.text()
		m[key] = u.list()
	}
	return m
}

func (u *unpacker) inputs() *resolve.Inputs {
	if u.number() == 0 {
		return nil
	}
	in := &resolve.Inputs{}
	for _, list := range inputLists(in) {
		*list = u.list()
	}
	for _, m := range inputPackages(in) {
		*m = u.packages()
	}
	for _, text := range inputTexts(in) {
		*text = u.text()
	}
	in.NotWorld = u.number() != 0
	n := u.number()
	if n < 0 || n > len(u.in.Codes) {
		u.bad = true
		return nil
	}
	in.Tasks = make([]resolve.Task, n)
	for i := range in.Tasks {
		t := &in.Tasks[i]
		t.Parents, t.Flags = u.list(), u.table()
		for _, text := range taskTexts(t) {
			*text = u.text()
		}
	}
	return in
}
