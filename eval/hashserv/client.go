package hashserv

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Server is a hash equivalence server, and who asks it.
type Server struct {
	// Address is what BB_HASHSERVE has: "HOST:PORT", "[HOST]:PORT", "unix://PATH", "ws://..." or "wss://...".
	Address string
	// Username and Password are who asks; "" is nobody, which most servers answer as well.
	Username, Password string
}

// UnreachableError says that a server cannot be reached or does not speak the protocol.
type UnreachableError struct{ Err error }

func (e *UnreachableError) Error() string { return e.Err.Error() }

// Unwrap returns what went wrong last.
func (e *UnreachableError) Unwrap() error { return e.Err }

// RefusedError is a server's own answer that it will not do what it was asked, as for want of a permission.
type RefusedError struct{ Message string }

func (e *RefusedError) Error() string { return e.Message }

// tries is how often something is tried while the connection fails.
const tries = 4

// Client is a connection to a server. It is for one goroutine.
type Client struct {
	ctx     context.Context
	server  Server
	address address
	dial    Dial
	conn    conn // nil before the first question and after a failure; otherwise the server answers hashes on it
}

// NewClient returns a client of a server; it connects when it is asked something, and gives up when ctx ends. The error says that
// the address is none.
func NewClient(ctx context.Context, s Server, dial Dial) (*Client, error) {
	a, err := parseAddress(s.Address)
	if err != nil {
		return nil, err
	}
	return &Client{ctx: ctx, server: s, address: a, dial: dial}, nil
}

// Close ends the connection.
func (c *Client) Close() {
	if c.conn != nil {
		c.conn.close()
		c.conn = nil
	}
}

// Unihashes returns the unified hashes that the server has for task hashes under a method (SSTATE_HASHEQUIV_METHOD), "" where it
// has none. The error is an *UnreachableError or a *RefusedError, or says that the client's context has ended.
func (c *Client) Unihashes(method string, taskhashes []string) ([]string, error) {
	var out []string
	for try := 1; ; try++ {
		err := c.connect()
		if err == nil {
			if out, err = c.batch(method, taskhashes, out); err == nil {
				return out, nil
			}
		}
		c.Close()
		if e := c.ctx.Err(); e != nil {
			return nil, e
		}
		if refused := (*RefusedError)(nil); errors.As(err, &refused) {
			return nil, err
		}
		if try == tries {
			return nil, &UnreachableError{err}
		}
	}
}

// batch sends what is still to be asked and reads the answers at the same time. Where it fails, the answers that came count.
func (c *Client) batch(method string, taskhashes, answers []string) ([]string, error) {
	conn, rest := c.conn, taskhashes[len(answers):]
	sent := make(chan error, 1)
	go func() {
		for _, h := range rest {
			if err := conn.write(method + " " + h); err != nil {
				sent <- err
				return
			}
		}
		sent <- conn.flush()
	}()
	for range rest {
		text, err := conn.read()
		if err != nil {
			conn.close()
			<-sent
			return answers, err
		}
		answers = append(answers, text)
	}
	return answers, <-sent
}

// connect sees to a connection on which the server answers hashes.
func (c *Client) connect() (err error) {
	if c.conn != nil {
		return nil
	}
	if c.conn, err = c.address.connect(c.ctx, c.dial); err != nil {
		return err
	}
	for _, header := range []string{"OEHASHEQUIV 1.1", "needs-headers: false", ""} {
		if err := c.conn.write(header); err != nil {
			return err
		}
	}
	if c.server.Username != "" {
		if _, err := c.invoke("auth", map[string]string{"username": c.server.Username, "token": c.server.Password}); err != nil {
			return err
		}
	}
	answer, err := c.invoke("get-stream", nil)
	if err == nil && answer != "ok" {
		err = fmt.Errorf("the server answers get-stream with %v", answer)
	}
	return err
}

// invoke sends a command and returns the answer.
func (c *Client) invoke(command string, args any) (any, error) {
	b, err := json.Marshal(map[string]any{command: args})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(c.conn.write(string(b)), c.conn.flush()); err != nil {
		return nil, err
	}
	answer, err := receive(c.conn)
	if err != nil {
		return nil, err
	}
	m, _ := answer.(map[string]any)
	if e, ok := m["invoke-error"].(map[string]any); ok {
		return nil, &RefusedError{fmt.Sprint(e["message"])}
	}
	return answer, nil
}
