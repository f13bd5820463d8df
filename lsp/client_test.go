package lsp

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/eval/lint/rules"
	"github.com/knead-build/knead/eval/lint/settings"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/stdlib"
	"github.com/knead-build/knead/stdlib/classes"
)

// client is an editor for tests: it talks to a server in the same process.
type client struct {
	t    testing.TB
	conn *jsonrpc2.Conn
	done chan int // the server's exit code

	capabilities map[string]any // the server's

	mutex     sync.Mutex
	opened    map[protocol.URI]string
	published map[string]protocol.PublishDiagnosticsParams // by path
	wake      chan struct{}                                // closed when there are new ones
	asks      map[string]int                               // what the server has asked and told, by method
	// requests answers what the server asks, by method.
	requests map[string]func(params json.RawMessage) any
}

// start starts a server on folders.
func start(t testing.TB, capabilities string, folders ...string) *client {
	return startWith(t, capabilities, map[string]func(json.RawMessage) any{}, folders...)
}

// startWith is start with answers to what the server asks.
func startWith(t testing.TB, capabilities string, answers map[string]func(json.RawMessage) any, folders ...string) *client {
	here, there := net.Pipe()
	c := &client{t: t, done: make(chan int, 1), published: map[string]protocol.PublishDiagnosticsParams{}, wake: make(chan struct{}), opened: map[protocol.URI]string{}, asks: map[string]int{}}
	c.requests = answers
	opts := Options{Version: "test", Log: testLog{t}}
	opts.Settings = &settings.Finder{Known: settings.NewKnown(rules.All, rules.Presets), Getenv: func(string) string { return "" }}
	opts.Evaluation = func(dir string) eval.Options {
		return eval.Options{Library: stdlib.New(), Environ: map[string]string{"PATH": os.Getenv("PATH"), "HOME": os.Getenv("HOME")}} // OE-Core wants both
	}
	opts.Core = Core{Dir: classes.CoreDir, Build: classes.BuildDir, Files: classes.Core(), MakeUp: func(up MadeUp) map[string]string {
		return (&classes.Build{Core: up.Core, Layers: up.Layers, Series: up.Series, Machine: up.Machine, Distro: up.Distro, Local: up.Local}).Files()
	}}
	go func() { c.done <- Serve(context.Background(), there, opts) }()
	c.conn = jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(here, jsonrpc2.VSCodeObjectCodec{}), c)
	var list []protocol.WorkspaceFolder
	for _, f := range folders {
		list = append(list, protocol.WorkspaceFolder{URI: uri(f), Name: filepath.Base(f)})
	}
	var asked struct {
		protocol.ClientCapabilities
		InitializationOptions any
	}
	if err := json.Unmarshal([]byte(capabilities), &asked); err != nil {
		t.Fatal(err)
	}
	var result struct{ Capabilities map[string]any }
	c.call("initialize", protocol.InitializeParams{
		Capabilities: asked.ClientCapabilities, InitializationOptions: asked.InitializationOptions, WorkspaceFolders: list,
	}, &result)
	c.capabilities = result.Capabilities
	c.notify("initialized", struct{}{})
	t.Cleanup(c.stop)
	return c
}

// stop ends the server as the protocol wants it.
func (c *client) stop() {
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	select {
	case code := <-c.done:
		if code != 0 {
			c.t.Errorf("the server's exit code is %d", code)
		}
	case <-time.After(time.Minute):
		c.t.Error("the server does not end")
	}
	c.conn.Close()
}

func uri(path string) protocol.URI { return protocol.FileURI(filepath.ToSlash(path)) }

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	if err := c.conn.Call(context.Background(), method, params, result); err != nil {
		c.t.Errorf("%s: %v", method, err)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, params); err != nil {
		c.t.Errorf("%s: %v", method, err)
	}
}

// open opens a file with a text.
func (c *client) open(path, text string) {
	c.mutex.Lock()
	c.opened[uri(path)] = text
	c.mutex.Unlock()
	c.notify("textDocument/didOpen", protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: uri(path), LanguageID: "bitbake", Version: 1, Text: text},
	})
}

// Handle takes what the server sends.
func (c *client) Handle(ctx context.Context, conn *jsonrpc2.Conn, m *jsonrpc2.Request) {
	if m.Method == "textDocument/publishDiagnostics" {
		var p protocol.PublishDiagnosticsParams
		if err := json.Unmarshal(*m.Params, &p); err != nil {
			c.t.Error(err)
		}
		c.mutex.Lock()
		c.published[p.URI.Path()] = p
		close(c.wake)
		c.wake = make(chan struct{})
		c.mutex.Unlock()
	}
	c.mutex.Lock()
	c.asks[m.Method]++
	close(c.wake)
	c.wake = make(chan struct{})
	c.mutex.Unlock()
	if !m.Notif {
		var result any
		if f := c.requests[m.Method]; f != nil {
			result = f(*m.Params)
		}
		_ = conn.Reply(ctx, m.ID, result) // the server may be gone
	}
}

// change changes the whole text of a file.
func (c *client) change(path string, version int32, text string) {
	c.mutex.Lock()
	c.opened[uri(path)] = text
	c.mutex.Unlock()
	c.notify("textDocument/didChange", protocol.DidChangeTextDocumentParams{
		TextDocument:   protocol.VersionedTextDocumentIdentifier{URI: uri(path), Version: version},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{{Text: text}},
	})
}

// diagnostics waits until the diagnostics of a version of a file satisfy wanted, and returns them.
func (c *client) diagnostics(path string, version int32, wanted func([]protocol.Diagnostic) bool) []protocol.Diagnostic {
	c.t.Helper()
	deadline := time.After(time.Minute)
	for {
		c.mutex.Lock()
		got, wake := c.published[filepath.ToSlash(path)], c.wake
		c.mutex.Unlock()
		if got.Version == version && wanted(got.Diagnostics) {
			return got.Diagnostics
		}
		select {
		case <-wake:
		case <-deadline:
			c.t.Fatalf("%s: there is only %+v", path, got)
		}
	}
}

// pulling are the capabilities of a client that asks for diagnostics itself.
const pulling = `{"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true},
	"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}}}`

// asked waits until the server has asked or told something so many times.
func (c *client) asked(method string, times int) {
	c.t.Helper()
	deadline := time.After(time.Minute)
	for {
		c.mutex.Lock()
		n, wake := c.asks[method], c.wake
		c.mutex.Unlock()
		if n >= times {
			return
		}
		select {
		case <-wake:
		case <-deadline:
			c.t.Fatalf("the server has asked %s %d times", method, n)
		}
	}
}

type testLog struct{ t testing.TB }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Errorf("the server says: %s", b)
	return len(b), nil
}

var _ io.Writer = testLog{}

// writeFiles writes files into a new folder.
func writeFiles(t testing.TB, files map[string]string) string {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "folder") // a name that is the same each time
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), fs.FileMode(0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
