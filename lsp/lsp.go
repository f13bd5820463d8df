// Package lsp is the language server of BitBake metadata: it evaluates what an editor shows, as the editor shows it, and answers
// in the language server protocol. It writes nothing and starts nothing.
package lsp

import (
	"context"
	"io"

	"github.com/knead-build/knead/lsp/internal/server"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Options say what a server evaluates with.
type Options struct {
	snapshot.Options
	Version string    // of the program, for the client
	Log     io.Writer // takes what goes wrong in the server itself
}

// Serve serves one client, until it disconnects, says exit, or the context ends. It returns the exit code that the protocol asks
// for.
func Serve(ctx context.Context, stream io.ReadWriteCloser, opts Options) int {
	return server.Serve(ctx, stream, snapshot.NewSession(opts.Options), opts.Version, opts.Log)
}

// Core is a core layer that stands in for OpenEmbedded's where a layer has none.
type Core = snapshot.Core

// MadeUp is a build directory that is nowhere on disk.
type MadeUp = snapshot.MadeUp
