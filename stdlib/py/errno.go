package py

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// errnoTable has Linux's error numbers: number, name, other names or "-", text.
//
//go:embed data/errno.txt
var errnoTable string

type errnoEntry struct {
	n      int
	name   string
	others []string
	text   string
}

var errnos = sync.OnceValue(func() []errnoEntry {
	var out []errnoEntry
	for line := range strings.Lines(errnoTable) {
		f := strings.SplitN(strings.TrimRight(line, "\n"), " ", 4)
		n, err := strconv.Atoi(f[0])
		if err != nil {
			continue
		}
		e := errnoEntry{n: n, name: f[1], text: f[3]}
		if f[2] != "-" {
			e.others = strings.Split(f[2], ",")
		}
		out = append(out, e)
	}
	return out
})

// errnoText is os.strerror.
func errnoText(n int) string {
	if n == 0 {
		return "Success"
	}
	for _, e := range errnos() {
		if e.n == n {
			return e.text
		}
	}
	return fmt.Sprintf("Unknown error %d", n)
}

// errnoModule is Python's errno.
var errnoModule = native.Module{
	Name: "errno",
	Make: func(e *native.Env) native.Attrs {
		attrs := native.Attrs{}
		codes := pyvm.NewDict(len(errnos()))
		for _, x := range errnos() {
			attrs[x.name] = pyvm.Int(x.n)
			for _, name := range x.others {
				attrs[name] = pyvm.Int(x.n)
			}
			if err := codes.Set(e.Thread, pyvm.Int(x.n), pyvm.Str(x.name)); err != nil {
				break
			}
		}
		attrs["errorcode"] = codes
		return attrs
	},
}
