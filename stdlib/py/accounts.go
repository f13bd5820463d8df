package py

import (
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

var (
	passwdStruct = &structSpec{module: "pwd", name: "struct_passwd", fields: []string{"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos",
		"pw_dir", "pw_shell"}}
	groupStruct = &structSpec{module: "grp", name: "struct_group", fields: []string{"gr_name", "gr_passwd", "gr_gid", "gr_mem"}}
)

// accountsCore reads users and groups for lib/pwd.py and lib/grp.py.
var accountsCore = native.Module{
	Name: "_knead_accounts",
	Make: func(e *native.Env) native.Attrs {
		return native.Attrs{"user_type": mustType(e, passwdStruct), "group_type": mustType(e, groupStruct)}.Funcs(map[string]pyvm.Func{
			"users": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var out []pyvm.Value
				for _, u := range passwdEntries(e) {
					v, err := newStruct(t, passwdStruct, pyvm.DecodeFS(u.name), pyvm.DecodeFS(u.password), pyvm.Int(u.uid), pyvm.Int(u.gid),
						pyvm.DecodeFS(u.gecos), pyvm.DecodeFS(u.dir), pyvm.DecodeFS(u.shell))
					if err != nil {
						return nil, err
					}
					out = append(out, v)
				}
				return pyvm.NewList(out...), nil
			},
			"groups": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) { return groups(t, e) },
		})
	},
}

// groups reads /etc/group through the view.
func groups(t *pyvm.Thread, e *native.Env) (pyvm.Value, error) {
	text, err := files(e).ReadFile("/etc/group")
	if err != nil {
		text = "" // as on a system without groups
	}
	var out []pyvm.Value
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimRight(line, "\n"), ":")
		if len(f) != 4 || strings.HasPrefix(f[0], "#") {
			continue
		}
		gid, err := strconv.Atoi(f[2])
		if err != nil {
			continue
		}
		var members []pyvm.Value
		for m := range strings.SplitSeq(f[3], ",") {
			if m != "" {
				members = append(members, pyvm.DecodeFS(m))
			}
		}
		v, err := newStruct(t, groupStruct, pyvm.DecodeFS(f[0]), pyvm.DecodeFS(f[1]), pyvm.Int(gid), pyvm.NewList(members...))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return pyvm.NewList(out...), nil
}
