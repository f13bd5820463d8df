package fetch

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/posixpath"
)

// initP4 looks at p4://[USER:PASSWORD@]PATH, whose path may end in "/..." for all that is below.
func initP4(s *Session, ud *Item, d *datastore.Store) error {
	v := variables{d: d}
	dldir := v.or("P4DIR", v.downloads()+"/p4")
	ud.detail("dldir", dldir)
	if v.err != nil {
		return v.err
	}
	if err := ud.p4Path(); err != nil {
		return err
	}
	port := v.get("P4PORT")
	ud.detail("usingp4config", port == "")
	if port == "" {
		var err error
		if port, err = s.p4Port(ud, d); err != nil {
			return err
		}
	}
	ud.Host = port
	module := ud.Params.Get("module")
	ud.detail("module", module)
	ud.detail("keepremotepath", ud.Params.Get("remotepath") == "keep")
	isDir := strings.Contains(ud.Path, "/...")
	ud.detail("pathisdir", isDir)
	if isDir && module != "" {
		return failure("", "the path of a depot does not end in /... where a module is given")
	}
	clean := func(p string) string { return dots(strings.ReplaceAll(p, "/...", "")) }
	path, cleanModule := clean(ud.Path), ""
	if module != "" {
		if module[0] == '/' {
			return failure("", "a module does not begin with a slash")
		}
		ud.Path = posixpath.Join(ud.Path, module)
		cleanModule = clean(module)
		path += "--" + cleanModule
	}
	host := strings.ReplaceAll(ud.Host, ":", ".")
	ud.detail("pkgdir", posixpath.Join(dldir, host, path))
	if err := s.setupRevision(ud, d); err != nil {
		return err
	}
	var err error
	ud.Localfile, err = d.Expand(host+"_"+path+"_"+cleanModule+"_"+ud.Revision()+".tar.gz", "")
	return err
}

// p4Path takes the user and the path from the URL itself.
func (ud *Item) p4Path() error {
	_, rest, ok := strings.Cut(ud.URL, "://")
	if !ok {
		return python("IndexError", "list index out of range")
	}
	rest, _, _ = strings.Cut(rest, "://")
	rest, _, _ = strings.Cut(rest, ";")
	parts := strings.Split(rest, "@")
	if len(parts) == 1 {
		ud.Path = rest
		return nil
	}
	user := strings.Split(parts[0], ":")
	switch {
	case len(user) == 1:
		return python("ValueError", "not enough values to unpack (expected 2, got 1)")
	case len(user) > 2:
		return python("ValueError", "too many values to unpack (expected 2)")
	}
	ud.User, ud.Password, ud.Path = user[0], user[1], parts[1]
	return nil
}

// p4Port asks p4 itself for the server.
func (s *Session) p4Port(ud *Item, d *datastore.Store) (string, error) {
	command, err := (&variables{d: d}).command("FETCHCMD_p4", "p4")
	if err != nil {
		return "", err
	}
	out, err := s.ask(d, ud, Command{Args: append(command, "info")}, ud.URL)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(out) {
		if _, host, ok := strings.Cut(line, ": "); ok && strings.Contains(line, "Server address") {
			return strings.TrimSpace(host), nil
		}
	}
	return "", failure("", "P4PORT is not set, and P4CONFIG does not tell it")
}

func latestP4(s *Session, ud *Item, d *datastore.Store, i int) (string, error) {
	command, err := (&variables{d: d}).command("FETCHCMD_p4", "p4")
	if err != nil {
		return "", err
	}
	if ud.User != "" {
		command = append(command, "-u", ud.User)
	}
	if ud.Password != "" {
		command = append(command, "-P", ud.Password)
	}
	out, err := s.ask(d, ud, Command{Args: append(command, "-p", ud.Host, "changes", "-m", "1", "//"+ud.Path)}, ud.URL)
	if err != nil {
		return "", err
	}
	parts := strings.Split(out, " ")
	if out == "" || len(parts) < 2 {
		return "", failure("", "p4 does not tell the newest change")
	}
	return parts[1], nil
}
