// Package hashservtest has a hash equivalence server for tests. It says what BitBake's was recorded to say.
package hashservtest

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"
)

// Server answers for unified hashes. Its fields are set before it listens.
type Server struct {
	// Answer returns the unified hash of a task hash under a method, "" for none.
	Answer func(method, taskhash string) string
	// Stream is what it answers to get-stream, lines and all; "" is that it is ready.
	Stream string
	// Password is what the user "me" has to say; "": nobody has to say anything.
	Password string
	// Drop ends each connection behind so many hashes; 0: none.
	Drop int

	mutex       sync.Mutex
	connections int
	asked       []string
}

// Connections returns how often somebody connected.
func (s *Server) Connections() int {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.connections
}

// Asked returns the task hashes that were answered, in order.
func (s *Server) Asked() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.asked
}

// Listen listens on a network, "tcp" or "unix", until the test ends, and returns the address as BB_HASHSERVE has it.
func (s *Server) Listen(t testing.TB, network, address string) string {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go s.Serve(l)
	if network == "unix" {
		return "unix://" + address
	}
	return l.Addr().String()
}

// Serve answers on what a listener accepts, until it is closed.
func (s *Server) Serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer c.Close()
			r := bufio.NewReader(c)
			s.talk(func() (string, error) {
				line, err := r.ReadString('\n')
				return strings.TrimSuffix(line, "\n"), err
			}, func(text string) error {
				_, err := c.Write([]byte(text + "\n"))
				return err
			})
		}()
	}
}

// Websocket listens for websockets until the test ends, and returns the address as BB_HASHSERVE has it.
func (s *Server) Websocket(t testing.TB) string {
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = c.CloseNow() }()
		s.talk(func() (string, error) {
			_, text, err := c.Read(r.Context())
			return string(text), err
		}, func(text string) error { return c.Write(r.Context(), websocket.MessageText, []byte(text)) })
	}))
	t.Cleanup(h.Close)
	return "ws" + strings.TrimPrefix(h.URL, "http")
}

// talk is one connection. Texts come and go without their ends.
func (s *Server) talk(read func() (string, error), write func(string) error) {
	s.mutex.Lock()
	s.connections++
	s.mutex.Unlock()
	for _, want := range []string{"OEHASHEQUIV 1.1", "needs-headers: false", ""} {
		if got, err := read(); err != nil || got != want {
			return
		}
	}
	welcome, streaming, answered := s.Password == "", false, 0
	for {
		text, err := read()
		if err != nil {
			return
		}
		var out string
		method, hash, _ := strings.Cut(text, " ")
		switch {
		case streaming && s.Drop > 0 && answered == s.Drop:
			return
		case streaming:
			answered++
			s.mutex.Lock()
			s.asked = append(s.asked, hash)
			s.mutex.Unlock()
			out = s.Answer(method, hash)
		case text == `{"get-stream":null}` && welcome:
			streaming = true
			if out = s.Stream; out == "" {
				out = `"ok"`
			}
		case text == fmt.Sprintf(`{"auth":{"token":%q,"username":"me"}}`, s.Password):
			welcome = true
			out = `{"result": true, "username": "me", "permissions": ["@read"]}`
		default:
			_ = write(`{"invoke-error": {"message": "Access denied"}}`)
			return
		}
		if write(out) != nil {
			return
		}
	}
}
