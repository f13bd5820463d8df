package lsp

import (
	"context"

	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Setup is what a server sees in folders: see snapshot.Status.
type Setup = snapshot.Status

// CheckSetup evaluates the builds that a server finds in folders, and returns what there is to say of each. Err says why
// a build cannot be evaluated at all.
func CheckSetup(ctx context.Context, folders []string, opts Options) ([]*Setup, error) {
	session := snapshot.NewSession(opts.Options)
	var out []*Setup
	for _, b := range session.SetFolders(folders).Builds {
		status, err := b.Status(ctx)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			status.Err, status.Failed = err.Error(), true
		}
		out = append(out, status)
	}
	return out, nil
}
