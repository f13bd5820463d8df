package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/knead-build/knead/lang/bitbake"
	"github.com/knead-build/knead/lang/source"
	"github.com/knead-build/knead/lsp/internal/protocol"
	"github.com/knead-build/knead/lsp/internal/server"
)

// follows are the requests about an item of another one's result, and which; the key is what the item is called in them.
var follows = map[string][2]string{
	"callHierarchy/incomingCalls": {"textDocument/prepareCallHierarchy", "item"},
	"callHierarchy/outgoingCalls": {"textDocument/prepareCallHierarchy", "item"},
	"typeHierarchy/subtypes":      {"textDocument/prepareTypeHierarchy", "item"},
	"typeHierarchy/supertypes":    {"textDocument/prepareTypeHierarchy", "item"},
	"codeAction/resolve":          {"textDocument/codeAction", ""},
	"codeLens/resolve":            {"textDocument/codeLens", ""},
	"completionItem/resolve":      {"textDocument/completion", ""},
	"documentLink/resolve":        {"textDocument/documentLink", ""},
	"inlayHint/resolve":           {"textDocument/inlayHint", ""},
	"workspaceSymbol/resolve":     {"workspace/symbol", ""},
}

// once are the requests that are about a document, not about a position in it.
var once = map[string]bool{
	"textDocument/codeLens": true, "textDocument/diagnostic": true, "textDocument/documentLink": true, "textDocument/documentSymbol": true,
	"textDocument/foldingRange": true, "textDocument/formatting": true, "textDocument/inlayHint": true,
	"textDocument/semanticTokens/full": true, "textDocument/semanticTokens/full/delta": true, "textDocument/semanticTokens/range": true,
	"workspace/diagnostic": true, "workspace/executeCommand": true, "workspace/symbol": true, "workspace/willRenameFiles": true,
}

// refuses are the requests that may say no, with a reason.
var refuses = map[string]bool{"textDocument/prepareRename": true, "textDocument/rename": true, "workspace/willRenameFiles": true}

// TestEveryRequest asks all that is announced, at places in the examples; at all places in fifty files of KNEAD_OECORE, a checkout,
// where that is set (KNEAD_STRIDE=7 takes each seventh place).
func TestEveryRequest(t *testing.T) {
	dir, count, stride := filepath.Join("..", "examples"), 12, 97
	if core := os.Getenv("KNEAD_OECORE"); core != "" {
		dir, count, stride = core, 50, 1
		if n, err := strconv.Atoi(os.Getenv("KNEAD_STRIDE")); err == nil {
			stride = n
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	c := start(t, "{}", dir)
	for _, f := range someFiles(t, dir, count) {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		c.open(f, string(text))
		c.everything(f, string(text), stride)
	}
}

// someFiles returns metadata files of a folder, of all kinds.
func someFiles(t *testing.T, dir string, count int) []string {
	var all []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if _, ok := bitbake.KindOf(p); ok {
				all = append(all, p)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(count, len(all))]
}

// everything asks all there is about a file.
func (c *client) everything(path, text string, stride int) {
	file := source.NewFile(path, text)
	mapper := protocol.Mapper{File: file}
	slots := make(chan bool, 8)
	var group sync.WaitGroup
	for at := 0; at <= len(text); at += stride {
		params := everyParams(path, mapper, source.Pos(at))
		for _, method := range server.Methods() {
			if follows[method] != [2]string{} || at > 0 && once[method] {
				continue
			}
			slots <- true
			group.Go(func() {
				c.oneRequest(method, params)
				<-slots
			})
		}
	}
	group.Wait()
}

func everyParams(path string, m protocol.Mapper, at source.Pos) map[string]any {
	pos := m.Position(at)
	whole := m.Range(source.Span{Start: 0, End: m.Len()})
	return map[string]any{
		"textDocument": protocol.TextDocumentIdentifier{URI: uri(path)}, "position": pos, "positions": []protocol.Position{pos}, "range": whole,
		"context": map[string]any{"includeDeclaration": true, "diagnostics": []any{}, "triggerKind": 1}, "newName": "new-name", "ch": "\n",
		"options": map[string]any{"tabSize": 4, "insertSpaces": true}, "previousResultId": "", "previousResultIds": []any{}, "query": "e",
		"files": []any{map[string]any{"oldUri": uri(path), "newUri": uri(path + ".inc")}}, "command": "knead.builds",
	}
}

// oneRequest sends a request, and those that follow from its result.
func (c *client) oneRequest(method string, params map[string]any) {
	result, err := c.ask(method, params)
	if err != nil {
		c.t.Errorf("%s at %v of %v: %v", method, params["position"], params["textDocument"], err)
		return
	}
	for next, from := range follows {
		if from[0] != method || !slices.Contains(server.Methods(), next) {
			continue
		}
		for _, item := range firstItems(result) {
			var p any = item
			if from[1] != "" {
				p = map[string]any{from[1]: item}
			}
			if _, err := c.ask(next, p); err != nil {
				c.t.Errorf("%s: %v", next, err)
			}
		}
	}
}

// ask sends a request. Its error is one that has no good reason.
func (c *client) ask(method string, params any) (result json.RawMessage, err error) {
	err = c.conn.Call(context.Background(), method, params, &result)
	var coded *jsonrpc2.Error
	if errors.As(err, &coded) && coded.Code == int64(protocol.LSPErrorCodesRequestFailed) && refuses[method] && !strings.Contains(coded.Message, "mistake") {
		err = nil
	}
	return result, err
}

// firstItems returns the first items of a result: a list, or an object with "items".
func firstItems(result json.RawMessage) []any {
	var list []any
	var object struct{ Items []any }
	if json.Unmarshal(result, &list) != nil && json.Unmarshal(result, &object) == nil {
		list = object.Items
	}
	return list[:min(2, len(list))]
}
