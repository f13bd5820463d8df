package licenses_test

import (
	"context"
	"fmt"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/lint/licenses"
	"github.com/knead-build/knead/lang/license"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

func Example() {
	view := fsys.NewView(fsys.NewDisk().Overlay(map[string]string{"/licenses/MIT": "a text", "/build/a-1/COPYING": "one\ntwo\nthree\n"}), "/")
	core := &licenses.Core{Dialect: license.Mixed, List: license.Default()} // LoadCore finds out
	r := &licenses.Recipe{
		PN: "a", License: "MIT & MIT", CommonDir: "/licenses", HasSources: true, SourceDir: "/build/a-1",
		Checksums: "file://COPYING;beginline=1;endline=2;md5=5b8b0a6f1c1f0a8a5b3ad8f0f6b1c0d1",
		Decode: func(url string) (licenses.URL, error) {
			d, err := fetch.Release{Major: 2, Minor: 19}.Decode(url)
			u := licenses.URL{Type: d.Type, Path: d.Path, Params: map[string]string{}}
			for _, p := range d.Params {
				u.Params[p.Key] = p.Value
			}
			return u, err
		},
	}
	problems := core.CheckLicense(view, r)
	checker := licenses.Checker{View: view, Archives: &licenses.Archives{}}
	more, unchecked := checker.Check(context.Background(), r)
	for _, p := range append(problems, more...) {
		fmt.Printf("%s %s: %s\n", p.Kind, p.Variable, p.Message)
		for _, f := range p.Fixes {
			fmt.Println("  fix:", f.Title)
		}
	}
	fmt.Println(len(unchecked), "files cannot be looked at")
	// Output:
	// license-old-syntax LICENSE: the expression is not SPDX's: MIT AND MIT
	//   fix: write it as an SPDX expression
	// license-checksum LIC_FILES_CHKSUM: COPYING, lines 1 to 2 has the checksum 2094b601daac3d68f5aed51d3c20f7cd, not 5b8b0a6f1c1f0a8a5b3ad8f0f6b1c0d1
	//   fix: the licence was looked at again: md5=2094b601daac3d68f5aed51d3c20f7cd
	// 0 files cannot be looked at
}
