package hashserv_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/hashserv"
	"github.com/knead-build/knead/eval/hashserv/hashservtest"
)

const method = "oe.sstatesig.OEOuthashBasic"

func ask(t *testing.T, s hashserv.Server, hashes ...string) ([]string, error) {
	t.Helper()
	c, err := hashserv.NewClient(context.Background(), s, new(net.Dialer).DialContext)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return c.Unihashes(method, hashes)
}

func tcp(t *testing.T, s *hashservtest.Server) string {
	t.Helper()
	return s.Listen(t, "tcp", "127.0.0.1:0")
}

func TestUnihashes(t *testing.T) {
	known := map[string]string{method + " a1": "f1", method + " c3": "f3"}
	for _, c := range []struct {
		name   string
		server *hashservtest.Server
		at     func(*testing.T, *hashservtest.Server) string
		user   string
	}{
		{"tcp", &hashservtest.Server{}, tcp, ""},
		{"unix", &hashservtest.Server{}, func(t *testing.T, s *hashservtest.Server) string {
			return s.Listen(t, "unix", filepath.Join(t.TempDir(), "s"))
		}, ""},
		{"websocket", &hashservtest.Server{}, func(t *testing.T, s *hashservtest.Server) string { return s.Websocket(t) }, ""},
		{"auth", &hashservtest.Server{Password: "secret"}, tcp, "me"},
		{"chunks", &hashservtest.Server{Stream: "{\"chunk-stream\": null}\n\"o\nk\"\n"}, tcp, ""},
		{"dropped", &hashservtest.Server{Drop: 1}, tcp, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.server.Answer = func(method, hash string) string { return known[method+" "+hash] }
			got, err := ask(t, hashserv.Server{Address: c.at(t, c.server), Username: c.user, Password: "secret"}, "a1", "b2", "c3")
			if want := []string{"f1", "", "f3"}; err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %q, %v, want %q", got, err, want)
			}
			if got, want := c.server.Asked(), []string{"a1", "b2", "c3"}; !reflect.DeepEqual(got, want) {
				t.Errorf("%q were answered, want %q: what was answered is not asked again", got, want)
			}
		})
	}
}

// TestMany asks for more than the buffers on the way hold.
func TestMany(t *testing.T) {
	hashes := make([]string, 20000)
	for i := range hashes {
		hashes[i] = fmt.Sprintf("%064x", i)
	}
	s := &hashservtest.Server{Answer: func(_, hash string) string { return "f" + hash[1:] }}
	got, err := ask(t, hashserv.Server{Address: tcp(t, s)}, hashes...)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range hashes {
		if got[i] != "f"+h[1:] {
			t.Fatalf("the answer to hash %d is %s", i, got[i])
		}
	}
}

func TestRefused(t *testing.T) {
	s := &hashservtest.Server{Password: "secret"}
	_, err := ask(t, hashserv.Server{Address: tcp(t, s)}, "a1")
	var refused *hashserv.RefusedError
	if !errors.As(err, &refused) || refused.Message != "Access denied" {
		t.Errorf("the error is %v", err)
	}
	if n := s.Connections(); n != 1 {
		t.Errorf("%d connections, want 1: a refusal is final", n)
	}
}

func TestUnreachable(t *testing.T) {
	other := &hashservtest.Server{Stream: `{"alive": true}`}
	for _, c := range []struct {
		name, address, want string
		connections         int
	}{
		{"nobody", "unix://" + filepath.Join(t.TempDir(), "nothing"), "no such file", 0},
		{"another protocol", tcp(t, other), "the server answers get-stream with map[alive:true]", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ask(t, hashserv.Server{Address: c.address}, "a1")
			var away *hashserv.UnreachableError
			if !errors.As(err, &away) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q", err, c.want)
			}
			if n := other.Connections(); n != c.connections {
				t.Errorf("%d connections, want %d", n, c.connections)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	dial := func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			_, _ = bufio.NewReader(theirs).ReadString('\n') // and says nothing
			cancel()
		}()
		return ours, nil
	}
	c, err := hashserv.NewClient(ctx, hashserv.Server{Address: "host:1"}, dial)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Unihashes(method, []string{"a1"}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestAddress(t *testing.T) {
	for text, ok := range map[string]bool{
		"host:8686": true, "[::1]:8686": true, "unix:///a/b": true, "ws://host:1/ws": true, "wss://host/ws": true,
		"": false, "host": false, "host:port": false, "::1:8686": false, "host:99999": false, "http://host:1": false,
	} {
		if _, err := hashserv.NewClient(context.Background(), hashserv.Server{Address: text}, nil); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
