package gitrev

import (
	"errors"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Messages returns the messages of the commits that have come since a revision: HEAD's ancestors, but for the revision, what it
// comes from, and commits that are older than it.
func (r *Repository) Messages(rev string) ([]string, error) {
	since, err := r.commit(rev)
	if err != nil {
		return nil, err
	}
	head, err := r.commit("HEAD")
	if err != nil {
		return nil, err
	}
	var out []string
	known := map[plumbing.Hash]bool{since.Hash: true}
	todo := []*object.Commit{head}
	for len(todo) > 0 {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if known[c.Hash] || c.Committer.When.Before(since.Committer.When) {
			continue
		}
		known[c.Hash] = true
		out = append(out, c.Message)
		err := c.Parents().ForEach(func(p *object.Commit) error {
			todo = append(todo, p)
			return nil
		})
		if err != nil && !errors.Is(err, plumbing.ErrObjectNotFound) { // a shallow clone ends somewhere
			return nil, err
		}
	}
	return out, nil
}
