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
	"strings"
	"sync"
	"sync/atomic"
	"time"

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
	ready  chan struct{} // closed once conn is there
	client *feature.Client
	ctx    context.Context // ends with the connection

	mutex   sync.Mutex
	state   state
	ending  bool // nothing new may begin
	running map[jsonrpc2.ID]*running
	exit    int

	work  sync.WaitGroup // all that runs beside Handle
	slots chan struct{}  // of requests that run side by side

	busy   atomic.Int32 // how much is done just now that somebody waits for
	tokens atomic.Int32 // of progress that has been shown

	diagnostics diagnostics
	checking    checking
	background  background
	watched     watched

	settling sync.Mutex
	config   *snapshot.Config // as the client last configured it
}

// state is how far a connection is.
type state int

const (
	connected state = iota
	initialized
	shutdown
)

// patience is how long what is still running when the connection ends may take to notice that.
const patience = 5 * time.Second

// Serve serves a client until it disconnects or says exit. The exit code is what the protocol asks for: 1 where the client went
// without a shutdown.
func Serve(ctx context.Context, conn io.ReadWriteCloser, session *snapshot.Session, version string, log io.Writer) int {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &Server{
		session: session, version: version, log: log, client: &feature.Client{}, ctx: ctx, exit: 1, ready: make(chan struct{}),
		running: map[jsonrpc2.ID]*running{}, slots: make(chan struct{}, max(8, 2*runtime.GOMAXPROCS(0))),
	}
	s.diagnostics.server, s.background.server = s, s
	s.conn = jsonrpc2.NewConn(ctx, newStream(conn), s, jsonrpc2.SetLogger(logger{log}))
	close(s.ready)
	<-s.conn.DisconnectNotify() // the context's end closes it
	stop()
	s.mutex.Lock()
	s.ending = true
	s.mutex.Unlock()
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.exit
}

// logger takes what the connection complains of.
type logger struct{ io.Writer }

func (l logger) Printf(format string, args ...any) {
	fmt.Fprintf(l, strings.TrimSuffix(format, "\n")+"\n", args...)
}

// spawn runs f beside Handle. Its panic is logged.
func (s *Server) spawn(f func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.ending {
		return
	}
	s.work.Go(func() { _ = s.guard(func() error { f(); return nil }) })
}

// Handle is called with one message after the other, in order. Notifications are done at once; requests run on the snapshot that
// is there when they come in.
func (s *Server) Handle(_ context.Context, _ *jsonrpc2.Conn, m *jsonrpc2.Request) {
	<-s.ready
	params := json.RawMessage("{}")
	if m.Params != nil && string(*m.Params) != "null" {
		params = *m.Params
	}
	if m.Notif {
		s.notified(m.Method, params)
		return
	}
	f, now := requests[m.Method], s.current()
	switch {
	case m.Method == "initialize" && now == connected, m.Method == "shutdown" && now == initialized:
		var result any
		err := s.guard(func() (err error) {
			result, err = lifecycle[m.Method](s, params)
			return err
		})
		s.reply(m.ID, result, err)
	case now == connected:
		s.reply(m.ID, nil, &jsonrpc2.Error{Code: int64(protocol.ErrorCodesServerNotInitialized), Message: "the server is not initialized"})
	case now == shutdown || m.Method == "initialize":
		s.reply(m.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "this is not the time for " + m.Method})
	case f == nil:
		s.reply(m.ID, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "there is no method " + m.Method})
	default:
		s.start(m.ID, m.Method, s.session.Snapshot(), params, f)
	}
}

// notified does what a notification asks for.
func (s *Server) notified(method string, params json.RawMessage) {
	f := notifications[method]
	if f == nil || s.current() != initialized && method != "exit" {
		return
	}
	if err := s.guard(func() error { return f(s, params) }); err != nil && s.ctx.Err() == nil {
		fmt.Fprintf(s.log, "%s: %v\n", method, err)
	}
}

func (s *Server) current() state {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.state
}

// start runs a request.
func (s *Server) start(id jsonrpc2.ID, method string, snap *snapshot.Snapshot, params json.RawMessage, f request) {
	ctx, r, end := s.begin(id, method, params)
	s.busy.Add(1)
	s.spawn(func() {
		defer s.busy.Add(-1)
		defer end()
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
		if err != nil && r.stale.Load() {
			err = repeated[method]
		}
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

// notify sends a notification.
func (s *Server) notify(method string, params any) {
	_ = s.conn.Notify(s.ctx, method, params) // only a connection that is gone refuses
}
