package fetch

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

func initClearcase(s *Session, ud *Item, d *datastore.Store) error {
	protocol := ud.Params.Or("protocol", "https")
	ud.detail("proto", protocol)
	if protocol != "http" && protocol != "https" {
		return wrongParameter(ud.URL, "clearcase has no protocol '%s'", protocol)
	}
	vob, ok := ud.Params.Lookup("vob")
	if !ok {
		return &Error{Kind: MissingParameter, Text: "vob", URL: ud.URL}
	}
	module := ud.Params.Get("module")
	ud.detail("vob", vob)
	ud.detail("module", module)
	v := variables{d: d}
	if v.get("SRCREV") == "INVALID" {
		return failure("", "clearcase takes a label from SRCREV, like \"/main/LATEST\"")
	}
	raw, err := d.Raw("SRCREV")
	if err != nil || v.err != nil {
		return firstError(v.err, err)
	}
	label, ok := raw.(string)
	if !ok {
		return python("AttributeError", "'NoneType' object has no attribute 'replace'")
	}
	identifier := "clearcase-" + strings.ReplaceAll(vob, "/", "") + dots(module) + "-" + dots(label)
	ud.detail("label", label)
	ud.detail("customspec", optional(v.lookup("CCASE_CUSTOM_CONFIG_SPEC")))
	ud.detail("server", protocol+"://"+ud.Host+ud.Path)
	ud.detail("identifier", identifier)
	when, ok := v.lookup("DATETIME")
	if !ok {
		when = "None"
	}
	dir := posixpath.Join(v.downloads(), ud.Type)
	ud.detail("viewname", identifier+"-view"+when)
	ud.detail("csname", identifier+"-config-spec")
	ud.detail("ccasedir", dir)
	ud.detail("viewdir", posixpath.Join(dir, identifier+"-view"+when))
	ud.detail("configspecfile", posixpath.Join(dir, identifier+"-config-spec"))
	ud.Localfile = identifier + ".tar.gz"
	if s.Release.Before(2, 18) {
		ud.Localfile = posixpath.Join(v.downloads(), ud.Localfile)
	}
	return v.err
}

// optional returns a text, or nil where there is none.
func optional(text string, ok bool) any {
	if !ok {
		return nil
	}
	return text
}

func firstError(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}
