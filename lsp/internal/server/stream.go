package server

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"reflect"
	"strconv"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is the largest message that is read, in bytes.
const maxMessage = 256 << 20

// stream has messages with the protocol's header. One that is no message of JSON-RPC is answered with an error, and reading goes on;
// only a header that makes no sense ends the connection, as there is no telling where the next message begins.
type stream struct {
	io.Closer
	in  *bufio.Reader
	out io.Writer

	mutex sync.Mutex // of out
}

func newStream(conn io.ReadWriteCloser) *stream {
	return &stream{Closer: conn, in: bufio.NewReader(conn), out: conn}
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
	_, err = s.out.Write(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body))
	return err
}
