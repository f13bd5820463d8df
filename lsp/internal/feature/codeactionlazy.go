package feature

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/knead-build/knead/eval/lint/fix"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/snapshot"
)

// What a lazy action does.
const (
	doFixAll   = "fixAll"
	doChecksum = "checksum"
)

// lazyAction is the data of an action whose changes are worked out when somebody chooses it.
type lazyAction struct {
	URI  protocol.URI `json:"uri"`
	Do   string       `json:"do"`
	File string       `json:"file,omitempty"`
	Flag string       `json:"flag,omitempty"`
	At   source.Pos   `json:"at,omitempty"`
}

// lazy adds an action whose changes take long to work out: where the client asks for them by codeAction/resolve, they are left out.
func (a *actions) lazy(x protocol.CodeAction, do lazyAction) {
	do.URI = protocol.FileURI(a.Doc.Path)
	if a.Client.resolves("edit") {
		x.Data = do
	} else if edit, err := a.do(do); err == nil && edit != nil {
		x.Edit = edit
	} else {
		return
	}
	a.out = append(a.out, x)
}

// resolves reports whether the client asks for a property of a code action later.
func (c *Client) resolves(property string) bool {
	if c.TextDocument == nil || c.TextDocument.CodeAction == nil || !c.TextDocument.CodeAction.DataSupport {
		return false
	}
	r := c.TextDocument.CodeAction.ResolveSupport
	return r != nil && slices.Contains(r.Properties, property)
}

// ResolveCodeAction works out what a code action changes.
func ResolveCodeAction(r *Request, x *protocol.CodeAction) (*protocol.CodeAction, error) {
	data, err := json.Marshal(x.Data)
	if err != nil {
		return nil, err
	}
	var do lazyAction
	if err := json.Unmarshal(data, &do); err != nil || do.URI == "" {
		return x, nil // nothing is missing
	}
	if r.Doc = r.Document(do.URI.Path()); r.Doc == nil {
		return nil, fmt.Errorf("there is no file %s", do.URI.Path())
	}
	x.Edit, err = r.do(do)
	return x, err
}

func (r *Request) do(do lazyAction) (*protocol.WorkspaceEdit, error) {
	e := newEdits(r)
	switch do.Do {
	case doFixAll:
		text, err := r.Snapshot.Fixed(r, r.Doc)
		if err != nil {
			return nil, err
		}
		if text != r.Doc.Text() {
			e.add(changedSpan(r.Doc, text))
		}
	case doChecksum:
		sum, err := r.sum(do.File)
		if err != nil {
			return nil, err
		}
		e.add(r.Doc, source.At(min(do.At, r.Doc.Len())), fix.LineEnds(fmt.Sprintf("SRC_URI[%s] = \"%s\"\n", do.Flag, sum), r.Doc.Text()))
	}
	return e.result(), nil
}

// sum returns the SHA-256 of a file.
func (r *Request) sum(file string) (string, error) {
	f, err := r.View().Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, cancelled{r, f}); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// cancelled reads as long as nobody cancels the request.
type cancelled struct {
	*Request
	from io.Reader
}

func (c cancelled) Read(b []byte) (int, error) {
	if err := c.Err(); err != nil {
		return 0, err
	}
	return c.from.Read(b)
}

// changedSpan returns the lines of a document that another text of it has different, and what they are there.
func changedSpan(doc *snapshot.Document, text string) (*snapshot.Document, source.Span, string) {
	front, back := source.CommonLines(doc.Text(), text)
	return doc, source.Span{Start: source.Pos(front), End: doc.Len() - source.Pos(back)}, text[front : len(text)-back]
}
