package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/knead-build/knead/eval"
	"github.com/knead-build/knead/lsp/internal/feature"
	"github.com/knead-build/knead/lsp/internal/snapshot"
	"github.com/knead-build/knead/stdlib"
)

// wire is a client that sends what it likes.
type wire struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
	exit chan int
	log  *lockedBuffer
}

// lockedBuffer takes the server's log.
type lockedBuffer struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.String()
}

func dial(t *testing.T) *wire {
	here, there := net.Pipe()
	w := &wire{t: t, conn: here, in: bufio.NewReader(here), exit: make(chan int, 1), log: &lockedBuffer{}}
	session := snapshot.NewSession(snapshot.Options{Evaluation: func(string) eval.Options { return eval.Options{Library: stdlib.New()} }})
	go func() { w.exit <- Serve(context.Background(), there, session, "test", w.log) }()
	t.Cleanup(func() { here.Close() })
	return w
}

// send sends a message's body, as it is.
func (w *wire) send(body string) {
	w.t.Helper()
	if _, err := fmt.Fprintf(w.conn, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		w.t.Fatal(err)
	}
}

// answer returns the next answer, shortened to its id and its result or error code.
func (w *wire) answer() string {
	w.t.Helper()
	if err := w.conn.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		w.t.Fatal(err)
	}
	for {
		header, err := textproto.NewReader(w.in).ReadMIMEHeader()
		if err != nil {
			w.t.Fatal(err)
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			w.t.Fatal(err)
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(w.in, body); err != nil {
			w.t.Fatal(err)
		}
		var m struct {
			ID     json.RawMessage
			Method string
			Result json.RawMessage
			Error  *struct {
				Code int
				Data json.RawMessage
			}
		}
		if err := json.Unmarshal(body, &m); err != nil {
			w.t.Fatal(err)
		}
		switch {
		case m.Method != "":
		case m.Error != nil:
			return strings.TrimSpace(fmt.Sprintf("%s error %d %s", m.ID, m.Error.Code, m.Error.Data))
		default:
			return fmt.Sprintf("%s %.20s", m.ID, m.Result)
		}
	}
}

func (w *wire) ended(want int) {
	w.t.Helper()
	select {
	case code := <-w.exit:
		if code != want {
			w.t.Errorf("the exit code is %d, not %d", code, want)
		}
	case <-time.After(time.Minute):
		w.t.Error("the server does not end")
	}
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`

// TestConversation sends messages, right ones and wrong ones, and looks at the answers.
func TestConversation(t *testing.T) {
	w := dial(t)
	for _, c := range []struct{ send, want string }{
		{`{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":{}}`, "7 error -32002"},
		{`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}`, ""},
		{`{"jsonrpc":"2.0","id":8,"method":"initialize","params":[1]}`, "8 error -32602"},
		{hello, `1 {"capabilities":{"po`},
		{`{"jsonrpc":"2.0","id":2,"method":"initialize","params":{"capabilities":{}}}`, "2 error -32600"},
		{`{"jsonrpc":"2.0","id":"x","method":"no/such"}`, `"x" error -32601`},
		{`{"jsonrpc":"2.0","id":3,"method":"workspace/symbol","params":{"query":""}}   `, "3 []"},
		{`{"jsonrpc":"2.0","id":4,"method":"workspace/symbol","params":null}`, "4 []"},
		{`{"jsonrpc":"2.0","id":4,"method":"workspace/symbol","params":[]}`, "4 error -32602"},
		{`{"jsonrpc":"2.0","id":5,"method":`, "null error -32700"},
		{`[]`, "null error -32600"},
		{`[{"jsonrpc":"2.0","id":5,"method":"shutdown"}]`, "null error -32600"},
		{`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`, "{} error -32600"},
		{`{"jsonrpc":"2.0","id":99,"result":null}`, ""}, // to what nobody asked
		{`{"jsonrpc":"2.0","id":6,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///no/such.bb"},"position":{"line":0,"character":0}}}`, "6 error -32602"},
		{`{"jsonrpc":"2.0","id":6,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:x"},"position":{"line":0,"character":0}}}`, "6 null"},
		{`{"jsonrpc":"2.0","id":6,"method":"textDocument/hover","params":{"textDocument":{"uri":7},"position":{"line":-1,"character":0}}}`, "6 error -32602"},
		{`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":12345}}`, ""},
		{`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}`, ""},
		{`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///not/open.bb","version":1},"contentChanges":[]}}`, ""},
		{`{"jsonrpc":"2.0","id":9,"method":"shutdown"}`, "9 null"},
		{`{"jsonrpc":"2.0","id":10,"method":"workspace/symbol","params":{"query":""}}`, "10 error -32600"},
		{`{"jsonrpc":"2.0","id":11,"method":"shutdown"}`, "11 error -32600"},
	} {
		w.send(c.send)
		if c.want == "" {
			continue
		}
		if got := w.answer(); got != c.want {
			t.Errorf("%s:\n%s, not %s", c.send, got, c.want)
		}
	}
	w.send(`{"jsonrpc":"2.0","method":"exit"}`)
	w.ended(0)
	if strings.Contains(w.log.String(), "panic") {
		t.Error(w.log)
	}
}

// TestClientGone has clients that end the connection in several ways.
func TestClientGone(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*wire)
	}{
		{"exit without shutdown", func(w *wire) { w.send(`{"jsonrpc":"2.0","method":"exit"}`) }},
		{"closed", func(w *wire) { w.conn.Close() }},
		{"closed in a message", func(w *wire) {
			fmt.Fprintf(w.conn, "Content-Length: 100\r\n\r\n{")
			w.conn.Close()
		}},
		{"a header without length", func(w *wire) { fmt.Fprintf(w.conn, "X: y\r\n\r\n") }},
		{"a message that is too long", func(w *wire) { fmt.Fprintf(w.conn, "Content-Length: 99999999999999\r\n\r\n") }},
		{"no header at all", func(w *wire) { fmt.Fprintf(w.conn, "hello\r\n\r\n") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := dial(t)
			w.send(hello)
			w.answer()
			c.end(w)
			w.ended(1)
		})
	}
}

// TestStale changes a document while requests about it are being answered.
func TestStale(t *testing.T) {
	begun := make(chan bool)
	wait := func(s *Server, r *feature.Request, _ json.RawMessage) (any, error) {
		begun <- true
		<-r.Done()
		return nil, r.Err()
	}
	methods := []string{"textDocument/semanticTokens/full", "textDocument/diagnostic", "textDocument/hover"}
	for _, m := range methods {
		old, was := requests[m]
		requests[m] = wait
		t.Cleanup(func() {
			if requests[m] = old; !was {
				delete(requests, m)
			}
		})
	}
	w := dial(t)
	w.send(hello)
	w.answer()
	dir := t.TempDir()
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://%s/a.bb","languageId":"bitbake","version":1,"text":""}}}`, dir))
	for i, m := range methods {
		w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"%s","params":{"textDocument":{"uri":"file://%s/a.bb"},"position":{"line":0,"character":0}}}`, i, m, dir))
		<-begun
	}
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":10,"method":"textDocument/semanticTokens/full","params":{"textDocument":{"uri":"file://%s/b.bb"}}}`, dir))
	<-begun
	w.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file://%s/a.bb","version":2},"contentChanges":[{"text":"A = \"1\""}]}}`, dir))
	got := map[string]bool{w.answer(): true, w.answer(): true}
	for _, want := range []string{"0 error -32801", `1 error -32802 {"retriggerRequest":true}`} {
		if !got[want] {
			t.Errorf("there is no answer %s but %v", want, got)
		}
	}
	for _, c := range []struct{ id, want string }{{"2", "2 error -32800"}, {"10", "10 error -32800"}} {
		w.send(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":` + c.id + `}}`)
		if got := w.answer(); got != c.want {
			t.Errorf("%s, not %s", got, c.want)
		}
	}
}

// TestPanic has a request that fails badly: the server goes on.
func TestPanic(t *testing.T) {
	old := requests["workspace/symbol"]
	requests["workspace/symbol"] = func(*Server, *feature.Request, json.RawMessage) (any, error) { panic("no") }
	t.Cleanup(func() { requests["workspace/symbol"] = old })
	w := dial(t)
	w.send(hello)
	w.answer()
	for _, id := range []string{"1", "2"} {
		w.send(`{"jsonrpc":"2.0","id":` + id + `,"method":"workspace/symbol","params":{"query":""}}`)
		if got := w.answer(); got != id+" error -32803" {
			t.Error(got)
		}
	}
	if !strings.Contains(w.log.String(), "panic: no") {
		t.Error("the panic is not logged")
	}
}
