package server

import (
	"context"
	"fmt"
	"time"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// progress shows the client work that takes longer than a moment.
type progress struct {
	server *Server
	ctx    context.Context
	title  string

	begun, last time.Time
	token       string // "" as long as nothing is shown
}

const (
	moment = 300 * time.Millisecond // what takes no longer is not shown
	tick   = 100 * time.Millisecond // how often the client is told
)

// report tells how much is done.
func (p *progress) report(done, total int) {
	now := time.Now()
	if p.begun.IsZero() {
		p.begun = now
	}
	if now.Sub(p.begun) < moment || now.Sub(p.last) < tick {
		return
	}
	p.last = now
	percentage := uint32(max(1, 100*done/total))
	message := fmt.Sprintf("%d of %d recipes", done, total)
	if p.token == "" {
		p.begin(protocol.WorkDoneProgressBegin{Kind: "begin", Title: p.title, Message: message, Percentage: percentage})
		return
	}
	p.send(protocol.WorkDoneProgressReport{Kind: "report", Message: message, Percentage: percentage})
}

func (p *progress) begin(value protocol.WorkDoneProgressBegin) {
	w := p.server.client.Window
	if w == nil || !w.WorkDoneProgress {
		return
	}
	token := fmt.Sprintf("knead-%d", p.server.tokens.Add(1))
	ctx, cancel := context.WithTimeout(p.ctx, patience) // of a client that does not answer
	defer cancel()
	if p.server.conn.Call(ctx, "window/workDoneProgress/create", protocol.WorkDoneProgressCreateParams{Token: token}, nil) == nil {
		p.token = token
		p.send(value)
	}
}

func (p *progress) send(value any) {
	p.server.notify("$/progress", protocol.ProgressParams{Token: p.token, Value: value})
}

// end tells that nothing is left to do.
func (p *progress) end() {
	if p.token != "" {
		p.send(protocol.WorkDoneProgressEnd{Kind: "end"})
	}
}
