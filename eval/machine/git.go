package machine

import (
	"path"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/eval/host"
)

// Git answers the questions about a repository that metadata asks of the git command, from the repository's files, without
// running anything. ok is false for any other command.
//
// It knows rev-parse of HEAD (also --abbrev-ref, --short, --show-toplevel), symbolic-ref HEAD, remote, and remote get-url.
func Git(view *fsys.View, c host.Command) (result host.Result, ok bool) {
	args := c.Args
	if len(args) == 3 && args[0] == "/bin/sh" && args[1] == "-c" && !strings.ContainsAny(args[2], "|&;<>()$`\\\"'*?[#~%\n") {
		args = strings.Fields(args[2])
	}
	if len(args) < 2 || args[0] != "git" {
		return result, false
	}
	args = args[1:]
	dir := c.Dir
	for len(args) > 2 && args[0] == "-C" {
		if path.IsAbs(args[1]) {
			dir = args[1]
		} else {
			dir = path.Join(dir, args[1])
		}
		args = args[2:]
	}
	question := strings.Join(args, " ")
	if !slices.ContainsFunc(gitQuestions, func(q string) bool {
		return question == q || strings.HasPrefix(question, q+" ") && strings.HasSuffix(q, "get-url")
	}) {
		return result, false
	}
	r := findRepository(view, view.Abs(dir))
	if r == nil {
		return host.Result{Stderr: "fatal: not a git repository (or any of the parent directories): .git\n", Status: 128}, true
	}
	text, found := r.answer(question)
	if !found {
		return host.Result{Stderr: "fatal: no answer to git " + question + "\n", Status: 128}, true
	}
	if text != "" {
		text += "\n"
	}
	return host.Result{Stdout: text}, true
}

var gitQuestions = []string{
	"rev-parse HEAD", "rev-parse --verify HEAD", "rev-parse --short HEAD", "rev-parse --abbrev-ref HEAD", "rev-parse --show-toplevel",
	"symbolic-ref HEAD", "symbolic-ref --short HEAD", "symbolic-ref -q HEAD", "remote", "remote get-url",
}

// repository is a git repository as its files show it.
type repository struct {
	view   *fsys.View
	top    string
	dir    string // the worktree's own git directory
	common string // the repository's
}

// GitDirs returns the worktree that a directory lies in, the worktree's own git directory, and the repository's, which is another
// one where "git worktree" made the worktree. ok is false outside of repositories.
func GitDirs(view *fsys.View, dir string) (top, own, common string, ok bool) {
	r := findRepository(view, view.Abs(dir))
	if r == nil {
		return "", "", "", false
	}
	return r.top, r.dir, r.common, true
}

func findRepository(view *fsys.View, dir string) *repository {
	for {
		dot := dir + "/.git"
		switch {
		case view.IsDir(dot):
			return (&repository{view, dir, dot, dot}).withCommon()
		case view.IsFile(dot):
			text, err := view.ReadFile(dot)
			if target, ok := strings.CutPrefix(strings.TrimSpace(text), "gitdir: "); err == nil && ok {
				if !path.IsAbs(target) {
					target = path.Join(dir, target)
				}
				return (&repository{view, dir, target, target}).withCommon()
			}
		}
		up := path.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
}

// withCommon follows the link from a worktree's git directory to the repository's.
func (r *repository) withCommon() *repository {
	if text, err := r.view.ReadFile(r.dir + "/commondir"); err == nil {
		r.common = strings.TrimSpace(text)
		if !path.IsAbs(r.common) {
			r.common = path.Join(r.dir, r.common)
		}
	}
	return r
}

func (r *repository) answer(question string) (string, bool) {
	switch question {
	case "rev-parse HEAD", "rev-parse --verify HEAD":
		return r.resolve("HEAD", 0)
	case "rev-parse --short HEAD":
		rev, ok := r.resolve("HEAD", 0)
		return rev[:min(len(rev), 7)], ok
	case "rev-parse --abbrev-ref HEAD":
		if _, ok := r.resolve("HEAD", 0); !ok {
			return "", false
		}
		if ref := r.head(); ref != "" {
			return strings.TrimPrefix(ref, "refs/heads/"), true
		}
		return "HEAD", true
	case "rev-parse --show-toplevel":
		return r.view.Realpath(r.top), true
	case "symbolic-ref HEAD", "symbolic-ref -q HEAD":
		return r.head(), r.head() != ""
	case "symbolic-ref --short HEAD":
		return strings.TrimPrefix(r.head(), "refs/heads/"), r.head() != ""
	}
	remotes := r.remotes()
	if name, ok := strings.CutPrefix(question, "remote get-url "); ok {
		for _, m := range remotes {
			if m[0] == name {
				return m[1], true
			}
		}
		return "", false
	}
	var names []string
	for _, m := range remotes {
		names = append(names, m[0])
	}
	slices.Sort(names)
	return strings.Join(names, "\n"), true
}

// head returns the branch that HEAD names, "" where it is a commit.
func (r *repository) head() string {
	text, err := r.view.ReadFile(r.dir + "/HEAD")
	if err != nil {
		return ""
	}
	ref, ok := strings.CutPrefix(strings.TrimSpace(text), "ref: ")
	if !ok {
		return ""
	}
	return ref
}

// resolve returns the commit that a reference names.
func (r *repository) resolve(ref string, depth int) (string, bool) {
	if depth > 5 {
		return "", false
	}
	dir := r.common
	if ref == "HEAD" {
		dir = r.dir
	}
	if text, err := r.view.ReadFile(dir + "/" + ref); err == nil {
		text = strings.TrimSpace(text)
		if next, ok := strings.CutPrefix(text, "ref: "); ok {
			return r.resolve(next, depth+1)
		}
		return text, isHash(text)
	}
	packed, err := r.view.ReadFile(r.common + "/packed-refs")
	if err != nil {
		return "", false
	}
	for line := range strings.Lines(packed) {
		hash, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && name == ref && isHash(hash) {
			return hash, true
		}
	}
	return "", false
}

func isHash(s string) bool {
	return len(s) >= 40 && strings.Trim(s, "0123456789abcdef") == ""
}

// remotes returns the names and addresses of the remotes in the repository's config.
func (r *repository) remotes() [][2]string {
	text, err := r.view.ReadFile(r.common + "/config")
	if err != nil {
		return nil
	}
	var out [][2]string
	name := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			name = ""
			if rest, ok := strings.CutPrefix(line, `[remote "`); ok {
				name = strings.TrimSuffix(rest, `"]`)
			}
			continue
		}
		if k, v, ok := strings.Cut(line, "="); ok && name != "" && strings.TrimSpace(k) == "url" {
			out = append(out, [2]string{name, strings.TrimSpace(v)})
		}
	}
	return out
}
