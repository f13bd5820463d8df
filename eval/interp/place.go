package interp

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
)

// filenameOf returns the file that a function comes from.
func filenameOf(d *datastore.Store, name string) string {
	file, _ := d.RawFlag(name, "filename").(string)
	return file
}

// linenoOf returns the line of a function's head, 0 where it is not known.
func linenoOf(d *datastore.Store, name string) int {
	n, _ := strconv.Atoi(fmt.Sprint(d.RawFlag(name, "lineno"))) // what is no number counts as unknown
	return n
}

// keepOrigin notes which file a function's text comes from, as far as it is still the text of one function there.
func (in *Interp) keepOrigin(code *source.File, d *datastore.Store, name string, skip int) {
	body := code.Text()[skip:]
	for _, base := range []bool{false, true} {
		got, ok := in.files.Load(fileKey{filenameOf(d, name), base})
		if !ok {
			continue
		}
		tree := got.(*bitbake.File)
		for _, s := range tree.Stmts {
			if f, ok := s.(*bitbake.Function); ok && f.Name.Value == name && strings.HasPrefix(body, f.Body.Value) {
				in.origins.Store(code, origin{tree.Source, f.Body, skip})
				return
			}
		}
	}
}
