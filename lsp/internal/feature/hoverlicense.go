package feature

import (
	"fmt"
	"path"
	"strings"

	"github.com/knead-build/knead/lang/license"
)

// license tells about a licence: what SPDX says of it, and where its text is.
func (p *page) license(name string) {
	p.spdx(name)
	if p.c == nil {
		return
	}
	if alias, err := p.s.Data.FlagText("SPDXLICENSEMAP", name); err == nil && alias != "" {
		p.para("SPDXLICENSEMAP takes it for %s", codeSpan(alias))
	}
	folders := append([]string{p.get("COMMON_LICENSE_DIR")}, strings.Fields(p.get("LICENSE_PATH"))...)
	if found := inFolders(p.c.View(), folders, name); len(found) > 0 {
		p.para("Its text: %s", p.file(found[0]))
	}
}

// spdx says what SPDX's lists have of a name. The layers' list knows more than ours.
func (p *page) spdx(name string) {
	list := license.Default()
	if p.c != nil {
		dir := path.Join(p.get("COREBASE"), "meta/files")
		licenses, err := p.c.View().ReadFile(dir + "/spdx-licenses.json")
		exceptions, err2 := p.c.View().ReadFile(dir + "/spdx-exceptions.json")
		if err == nil && err2 == nil {
			if own, err := license.ReadList(licenses, exceptions); err == nil {
				list = own
			}
		}
	}
	kind, e := "licence", list.License(name)
	if e == nil {
		kind, e = "exception", list.Exception(name)
	}
	switch {
	case e == nil && name == license.Closed:
		p.para("**CLOSED** is no licence: the software is not open.")
	case e == nil:
		p.para("**%s** is no identifier of SPDX.", name)
	default:
		text := fmt.Sprintf("**%s**, a %s of SPDX's list", e.ID, kind)
		if kind == "exception" {
			text = fmt.Sprintf("**%s**, an exception of SPDX's list", e.ID)
		}
		if e.Name != "" {
			text += ": " + e.Name
		}
		p.para("%s.", text)
		p.para("%s", approvals(e))
		if e.Deprecated {
			p.para("It is deprecated. %s", newName(name))
		}
	}
}

func approvals(e *license.Entry) string {
	switch {
	case e.OSI && e.FSF:
		return "The Open Source Initiative approves of it, and the Free Software Foundation takes it for free."
	case e.OSI:
		return "The Open Source Initiative approves of it."
	case e.FSF:
		return "The Free Software Foundation takes it for free."
	}
	return ""
}

func newName(name string) string {
	if next := license.Successor(name); next != "" {
		return "SPDX calls it " + next + " now."
	}
	return ""
}
