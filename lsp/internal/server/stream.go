package server

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"reflect"
	"strconv"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is the largest message that is read, in bytes.
const maxMessage = 256 << 20

// stream has messages with the protocol's header. One that is no message of JSON-RPC is answered with an error, and reading goes on;
// only a header that makes no sense ends the connection, as there is no telling where the next message begins.
//
// Writing waits for nobody: a client that does not read as long as it writes would never be done, nor would the server.
type stream struct {
	conn io.ReadWriteCloser
	in   *bufio.Reader

	mutex  sync.Mutex
	queue  [][]byte
	err    error
	wake   chan struct{} // has room for one: there is something in the queue, or the stream is closed
	closed bool
	done   chan struct{} // closed when all is written
}

func newStream(conn io.ReadWriteCloser) *stream {
	s := &stream{conn: conn, in: bufio.NewReader(conn), wake: make(chan struct{}, 1), done: make(chan struct{})}
	go s.write()
	return s
}

// write writes what is in the queue until the stream is closed.
func (s *stream) write() {
	defer close(s.done)
	for range s.wake {
		s.mutex.Lock()
		list, closed := s.queue, s.closed
		s.queue = nil
		s.mutex.Unlock()
		for _, body := range list {
			if _, err := s.conn.Write(body); err != nil {
				s.mutex.Lock()
				s.err = err
				s.mutex.Unlock()
				return
			}
		}
		if closed {
			return
		}
	}
}

func (s *stream) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Close closes the connection once what is in the queue has been written, or does not get written.
func (s *stream) Close() error {
	s.mutex.Lock()
	s.closed = true
	s.mutex.Unlock()
	s.signal()
	select {
	case <-s.done:
	case <-time.After(time.Second):
	}
	return s.conn.Close()
}

// ReadObject reads the next message.
func (s *stream) ReadObject(v any) error {
	for {
		body, err := s.read()
		if err != nil {
			return err
		}
		if err = json.Unmarshal(body, v); err == nil {
			return nil
		}
		reflect.ValueOf(v).Elem().SetZero() // what was read of it must not get into the next one
		if err = s.refuse(body, err); err != nil {
			return err
		}
	}
}

func (s *stream) read() ([]byte, error) {
	header, err := textproto.NewReader(s.in).ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(header.Get("Content-Length"), 10, 63)
	if err != nil || n > maxMessage {
		return nil, fmt.Errorf("a message of %q bytes", header.Get("Content-Length"))
	}
	body := make([]byte, n)
	_, err = io.ReadFull(s.in, body)
	return body, err
}

// refuse answers what is no message.
func (s *stream) refuse(body []byte, err error) error {
	answer := jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: err.Error()}
	if !json.Valid(body) {
		answer.Code = jsonrpc2.CodeParseError
	}
	var of struct{ ID json.RawMessage }
	if json.Unmarshal(body, &of) != nil || len(of.ID) == 0 {
		of.ID = json.RawMessage("null")
	}
	return s.WriteObject(map[string]any{"jsonrpc": "2.0", "id": of.ID, "error": answer})
}

// WriteObject writes a message.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.closed || s.err != nil {
		return cmp.Or(s.err, io.ErrClosedPipe)
	}
	s.queue = append(s.queue, fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body))
	s.signal()
	return nil
}
