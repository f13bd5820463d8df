package license

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"

	"github.com/knead-build/knead/lang/diag"
)

// Entry is a licence or an exception that SPDX knows.
type Entry struct {
	ID string
	// Deprecated says that SPDX has another name for it by now.
	Deprecated bool
	// Name is the full name, OSI whether the Open Source Initiative approves of it, and FSF whether the Free Software Foundation
	// takes it for free; Default does not know them.
	Name     string
	OSI, FSF bool
}

// List is SPDX's lists of licences and exceptions. It does not change.
type List struct {
	licenses, exceptions map[string]*Entry // by name in small letters
	names, exceptionIDs  []string          // sorted, without the deprecated ones
}

// Default returns the lists that come with the module github.com/github/go-spdx (MIT licence): those of SPDX 3.28 and what has
// been added since.
var Default = sync.OnceValue(func() *List {
	l := newList()
	for _, id := range spdxlicenses.GetLicenses() {
		l.add(l.licenses, &Entry{ID: id})
	}
	for _, id := range spdxlicenses.GetDeprecated() {
		l.add(l.licenses, &Entry{ID: id, Deprecated: true})
	}
	for _, id := range spdxlicenses.GetExceptions() {
		l.add(l.exceptions, &Entry{ID: id})
	}
	return l.done()
})

// ReadList reads lists as SPDX publishes them: licenses.json and exceptions.json. OE-Core has them in meta/files.
func ReadList(licenses, exceptions string) (*List, error) {
	var all struct {
		Licenses []struct {
			ID         string `json:"licenseId"`
			Deprecated bool   `json:"isDeprecatedLicenseId"`
			Name       string `json:"name"`
			OSI        bool   `json:"isOsiApproved"`
			FSF        bool   `json:"isFsfLibre"`
		} `json:"licenses"`
		Exceptions []struct {
			ID         string `json:"licenseExceptionId"`
			Deprecated bool   `json:"isDeprecatedLicenseId"`
			Name       string `json:"name"`
		} `json:"exceptions"`
	}
	if err := json.Unmarshal([]byte(licenses), &all); err != nil {
		return nil, fmt.Errorf("the list of licences: %w", err)
	}
	if err := json.Unmarshal([]byte(exceptions), &all); err != nil {
		return nil, fmt.Errorf("the list of exceptions: %w", err)
	}
	l := newList()
	for _, x := range all.Licenses {
		l.add(l.licenses, &Entry{x.ID, x.Deprecated, x.Name, x.OSI, x.FSF})
	}
	for _, x := range all.Exceptions {
		l.add(l.exceptions, &Entry{ID: x.ID, Deprecated: x.Deprecated, Name: x.Name})
	}
	return l.done(), nil
}

func newList() *List { return &List{licenses: map[string]*Entry{}, exceptions: map[string]*Entry{}} }

func (l *List) add(to map[string]*Entry, e *Entry) { to[strings.ToLower(e.ID)] = e }

func (l *List) done() *List {
	current := func(entries map[string]*Entry) (out []string) {
		for _, e := range entries {
			if !e.Deprecated {
				out = append(out, e.ID)
			}
		}
		slices.Sort(out)
		return out
	}
	l.names, l.exceptionIDs = current(l.licenses), current(l.exceptions)
	return l
}

// License returns the licence of this name, whose capitals do not count, or nil.
func (l *List) License(name string) *Entry { return l.licenses[strings.ToLower(name)] }

// Exception returns the exception of this name, whose capitals do not count, or nil.
func (l *List) Exception(name string) *Entry { return l.exceptions[strings.ToLower(name)] }

// Names returns the names of the licences, sorted, without deprecated ones.
func (l *List) Names() []string { return l.names }

// ExceptionNames returns the names of the exceptions, sorted, without deprecated ones.
func (l *List) ExceptionNames() []string { return l.exceptionIDs }

// Similar returns up to three names of licences that are like this one, the most alike first.
func (l *List) Similar(name string) []string { return similar(name, l.names) }

// SimilarExceptions returns up to three names of exceptions that are like this one, the most alike first.
func (l *List) SimilarExceptions(name string) []string { return similar(name, l.exceptionIDs) }

// similar compares without capitals.
func similar(name string, names []string) []string {
	small := make([]string, len(names))
	for i, n := range names {
		small[i] = strings.ToLower(n)
	}
	out := diag.Similar(strings.ToLower(name), small)
	for i, s := range out {
		out[i] = names[slices.Index(small, s)]
	}
	return out
}
