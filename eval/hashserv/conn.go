package hashserv

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// timeout is how long a server may take for a line.
const timeout = 30 * time.Second

// maxMessage is how long a text may be that a server sends: many times what BitBake's servers send.
const maxMessage = 16 << 20

// Dial opens a connection, as net.Dialer's DialContext does.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// conn carries texts: lines on a stream, messages on a websocket. One goroutine may write while another reads.
type conn interface {
	// write sends a text; a stream may hold it back until flush.
	write(text string) error
	flush() error
	read() (string, error)
	close()
}

// connect opens a connection to a server. It is closed when ctx ends.
func (a address) connect(ctx context.Context, dial Dial) (conn, error) {
	opening, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if a.url != "" {
		transport := &http.Transport{Proxy: http.ProxyFromEnvironment, DialContext: dial}
		c, _, err := websocket.Dial(opening, a.url, &websocket.DialOptions{HTTPClient: &http.Client{Transport: transport}})
		if err != nil {
			return nil, err
		}
		c.SetReadLimit(maxMessage)
		return &frames{ctx, c}, nil
	}
	c, err := dial(opening, a.network, a.name)
	if err != nil {
		return nil, err
	}
	return &lines{c, bufio.NewReader(c), bufio.NewWriter(c), context.AfterFunc(ctx, func() { _ = c.Close() })}, nil
}

// lines is a stream (bb.asyncrpc's StreamConnection).
type lines struct {
	net.Conn
	r    *bufio.Reader
	w    *bufio.Writer
	stop func() bool // waiting for the context's end
}

func (l *lines) write(text string) error {
	if err := l.SetWriteDeadline(time.Now().Add(timeout)); err != nil {
		return err
	}
	_, err := l.w.WriteString(text + "\n")
	return err
}

func (l *lines) flush() error { return l.w.Flush() }

func (l *lines) read() (string, error) {
	if err := l.SetReadDeadline(time.Now().Add(timeout)); err != nil {
		return "", err
	}
	var b strings.Builder
	for {
		part, err := l.r.ReadSlice('\n')
		b.Write(part)
		switch {
		case err == nil:
			return strings.TrimRight(b.String(), " \t\r\n\v\f"), nil
		case errors.Is(err, io.EOF):
			return "", errClosed
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		case b.Len() > maxMessage:
			return "", errTooLong
		}
	}
}

func (l *lines) close() {
	l.stop()
	_ = l.Close()
}

var (
	errClosed  = errors.New("the server closed the connection")
	errTooLong = errors.New("the server sends more than is sensible")
)

// frames is a websocket, with a frame for each text (bb.asyncrpc's WebsocketConnection).
type frames struct {
	ctx context.Context // ends the connection
	*websocket.Conn
}

func (f *frames) write(text string) error {
	ctx, cancel := context.WithTimeout(f.ctx, timeout)
	defer cancel()
	return f.Write(ctx, websocket.MessageText, []byte(text))
}

func (f *frames) flush() error { return nil }

func (f *frames) read() (string, error) {
	ctx, cancel := context.WithTimeout(f.ctx, timeout)
	defer cancel()
	_, text, err := f.Read(ctx)
	return string(text), err
}

func (f *frames) close() { _ = f.CloseNow() }

// receive reads a message of JSON. One of 32 KiB or more comes on a stream in pieces: {"chunk-stream": null}, then lines that
// belong together, then an empty one.
func receive(c conn) (any, error) {
	text, err := c.read()
	if err != nil {
		return nil, err
	}
	v, err := decode(text)
	m, _ := v.(map[string]any)
	if _, chunked := m["chunk-stream"]; err != nil || !chunked {
		return v, err
	}
	var b strings.Builder
	for {
		if text, err = c.read(); err != nil {
			return nil, err
		}
		if text == "" {
			return decode(b.String())
		}
		if b.WriteString(text); b.Len() > maxMessage {
			return nil, errTooLong
		}
	}
}

func decode(text string) (v any, err error) {
	err = json.Unmarshal([]byte(text), &v)
	return v, err
}
