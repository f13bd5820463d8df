package gitrev

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// commit returns the commit that a revision names, as gitrevisions(7) has it: a branch, a tag, a hash or the beginning of one,
// HEAD or @, with any number of ~N and ^N behind it.
func (r *Repository) commit(rev string) (*object.Commit, error) {
	name, steps := rev, ""
	if i := strings.IndexAny(rev, "~^"); i >= 0 {
		name, steps = rev[:i], rev[i:]
	}
	if strings.Contains(name, "@{") || strings.Contains(name, ":") || name == "" {
		return nil, fmt.Errorf("%s: a revision is a branch, a tag or a hash, with ~N and ^N behind it", rev)
	}
	commit, err := r.base(name)
	for err == nil && steps != "" {
		commit, steps, err = ancestor(commit, steps)
	}
	switch {
	case errors.Is(err, object.ErrParentNotFound), errors.Is(err, plumbing.ErrObjectNotFound):
		return nil, fmt.Errorf("%s goes further back than the git repository of %s", rev, r.top)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", rev, err)
	}
	return commit, nil
}

// ancestor takes the first step, "~N" or "^N".
func ancestor(c *object.Commit, steps string) (*object.Commit, string, error) {
	sign, rest := steps[0], steps[1:]
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	n := 1
	if digits > 0 {
		var err error
		if n, err = strconv.Atoi(rest[:digits]); err != nil {
			return nil, "", err
		}
	}
	rest = rest[digits:]
	if rest != "" && rest[0] != '~' && rest[0] != '^' {
		return nil, "", fmt.Errorf("%q is neither ~N nor ^N", string(sign)+rest)
	}
	var err error
	switch {
	case sign == '~':
		for ; n > 0 && err == nil; n-- {
			c, err = c.Parent(0)
		}
	case n > 0:
		c, err = c.Parent(n - 1)
	}
	return c, rest, err
}

// base returns the commit of a name without steps. References come before hashes, as git has it, but for whole hashes.
func (r *Repository) base(name string) (*object.Commit, error) {
	if name == "@" {
		name = "HEAD"
	}
	if plumbing.IsHash(name) {
		return r.peel(plumbing.NewHash(name))
	}
	for _, rule := range plumbing.RefRevParseRules {
		ref, err := storer.ResolveReference(r.store, plumbing.ReferenceName(fmt.Sprintf(rule, name)))
		if err == nil {
			return r.peel(ref.Hash())
		}
	}
	return r.abbreviated(name)
}

// abbreviated returns the only commit whose hash begins with some digits.
func (r *Repository) abbreviated(name string) (*object.Commit, error) {
	unknown := fmt.Errorf("the git repository of %s has no such revision", r.top)
	even := name[:len(name)&^1]
	prefix, err := hex.DecodeString(even)
	if err != nil || len(name) < 4 || strings.Trim(name[len(even):], "0123456789abcdef") != "" {
		return nil, unknown
	}
	hashes, err := r.store.HashesWithPrefix(prefix)
	if err != nil {
		return nil, err
	}
	var found *object.Commit
	for _, h := range hashes {
		if !strings.HasPrefix(h.String(), name) {
			continue
		}
		c, err := r.peel(h)
		if err != nil {
			continue // a file or folder
		}
		if found != nil && found.Hash != c.Hash {
			return nil, fmt.Errorf("several commits of the git repository of %s begin so", r.top)
		}
		found = c
	}
	if found == nil {
		return nil, unknown
	}
	return found, nil
}

// peel returns the commit of a hash, or the one that the tag with the hash is on.
func (r *Repository) peel(h plumbing.Hash) (*object.Commit, error) {
	if tag, err := object.GetTag(r.store, h); err == nil {
		return tag.Commit()
	}
	return object.GetCommit(r.store, h)
}
