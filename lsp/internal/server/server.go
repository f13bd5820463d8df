// Package server speaks the language server protocol: it keeps the session, answers requests on snapshots side by side, and
// publishes diagnostics.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// Server is one connection.
type Server struct {
	session *snapshot.Session
	version string
	log     io.Writer // what goes wrong in the server itself

	conn   *jsonrpc2.Conn
	client *feature.Client
	ctx    context.Context // ends with the connection
	stop   context.CancelFunc

	mutex    sync.Mutex
	running  map[jsonrpc2.ID]context.CancelFunc
	shutdown bool
	exit     int

	work  sync.WaitGroup // all that runs in the background
	slots chan struct{}  // of requests that run side by side

	diagnostics diagnostics
	checking    checking
}

// Serve serves a client until it disconnects or says exit. The exit code is what the protocol asks for: 1 where the client went
// without a shutdown.
func Serve(ctx context.Context, stream io.ReadWriteCloser, session *snapshot.Session, version string, log io.Writer) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &Server{
		session: session, version: version, log: log, client: &feature.Client{}, ctx: ctx, stop: stop, exit: 1,
		running: map[jsonrpc2.ID]context.CancelFunc{}, slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
	}
	s.diagnostics.server = s
	s.conn = jsonrpc2.NewConn(ctx, jsonrpc2.NewBufferedStream(stream, jsonrpc2.VSCodeObjectCodec{}), s)
	select {
	case <-s.conn.DisconnectNotify():
	case <-ctx.Done():
		s.conn.Close()
	}
	stop()
	s.work.Wait()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.exit
}

// Handle is called with one message after the other, in order. Notifications are done at once; requests run on the snapshot that
// is there when they come in.
func (s *Server) Handle(ctx context.Context, conn *jsonrpc2.Conn, m *jsonrpc2.Request) {
	s.conn = conn
	params := json.RawMessage("{}")
	if m.Params != nil {
		params = *m.Params
	}
	if m.Notif {
		if f := notifications[m.Method]; f != nil {
			if err := s.guard(func() error { return f(s, params) }); err != nil {
				fmt.Fprintf(s.log, "%s: %v\n", m.Method, err)
			}
		}
		return
	}
	switch f := requests[m.Method]; {
	case m.Method == "initialize" || m.Method == "shutdown":
		result, err := lifecycle[m.Method](s, params)
		s.reply(m.ID, result, err)
	case f == nil:
		s.reply(m.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no method " + m.Method})
	case s.isShutdown():
		s.reply(m.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server was shut down"})
	default:
		s.start(m.ID, s.session.Snapshot(), params, f)
	}
}

// start runs a request.
func (s *Server) start(id jsonrpc2.ID, snap *snapshot.Snapshot, params json.RawMessage, f request) {
	ctx, cancel := context.WithCancel(s.ctx)
	s.mutex.Lock()
	s.running[id] = cancel
	s.mutex.Unlock()
	s.work.Go(func() {
		defer func() {
			cancel()
			s.mutex.Lock()
			delete(s.running, id)
			s.mutex.Unlock()
		}()
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		case <-ctx.Done():
		}
		var result any
		err := s.guard(func() (err error) {
			if err = ctx.Err(); err == nil {
				result, err = f(s, &feature.Request{Context: ctx, Snapshot: snap, Client: s.client}, params)
			}
			return err
		})
		s.reply(id, result, err)
	})
}

// guard calls f; its panic becomes an error.
func (s *Server) guard(f func() error) (err error) {
	defer func() {
		if x := recover(); x != nil {
			fmt.Fprintf(s.log, "panic: %v\n%s", x, debug.Stack())
			err = fmt.Errorf("this is a mistake of Knead's, please report it: %v", x)
		}
	}()
	return f()
}

func (s *Server) reply(id jsonrpc2.ID, result any, err error) {
	var coded *jsonrpc2.Error
	switch {
	case err == nil:
		err = s.conn.Reply(s.ctx, id, result)
		if err == nil || s.ctx.Err() != nil || errors.Is(err, jsonrpc2.ErrClosed) {
			return
		}
		fmt.Fprintln(s.log, "reply:", err)
		return
	case errors.As(err, &coded):
	case errors.Is(err, context.Canceled):
		coded = &jsonrpc2.Error{Code: int64(protocol.LSPErrorCodesRequestCancelled), Message: "cancelled"}
	default:
		coded = &jsonrpc2.Error{Code: int64(protocol.LSPErrorCodesRequestFailed), Message: err.Error()}
	}
	_ = s.conn.ReplyWithError(s.ctx, id, coded) // only a connection that is gone refuses
}

func (s *Server) isShutdown() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.shutdown
}

// notify sends a notification.
func (s *Server) notify(method string, params any) {
	_ = s.conn.Notify(s.ctx, method, params) // only a connection that is gone refuses
}

// cancel ends a request that the client no longer waits for.
func (s *Server) cancel(params json.RawMessage) error {
	var p struct{ ID jsonrpc2.ID }
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if cancel := s.running[p.ID]; cancel != nil {
		cancel()
	}
	return nil
}
