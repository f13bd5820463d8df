package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/sourcegraph/jsonrpc2"
	"golang.org/x/tools/txtar"

	"github.com/knead-build/knead/lsp/internal/protocol"
)

// TestMarkers runs the fixtures of testdata. A fixture is a txtar archive of a layer (or of a folder with a build directory); in
// its files, lines that begin with "#:" are requests about the line above, and are not part of the text:
//
//	A = "${B}"
//	#:     ^ textDocument/hover
//	#: | contents: ...
//
// The caret stands below the character; "#: @0 method" asks about column 0 (or 1), where there is no room for it, and
// "#: method" about the document. Behind the method may stand further parameters, as JSON (DIR is the fixture's folder), and "only=REGEXP", which leaves of
// a result's lists the items with such a label or name. The lines that begin with "#: |" are what comes back; UPDATE=1 writes
// them. Files may have CRLF and anything else: "\r" at a line's end belongs to it.
//
// In the archive's comment, a line "client: JSON" says what the client can do. The requests come when the recipes are listed; where
// there is a line "checked", when the server has checked everything.
func TestMarkers(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no fixtures", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) { runFixture(t, f) })
	}
}

func runFixture(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	capabilities, checked := "{}", false
	for line := range strings.Lines(string(archive.Comment)) {
		if rest, ok := strings.CutPrefix(line, "client: "); ok {
			capabilities = rest
		}
		checked = checked || line == "checked\n"
	}
	texts := map[string]string{}
	for _, f := range archive.Files {
		texts[f.Name], _ = unmark(string(f.Data))
	}
	dir := writeFiles(t, texts)
	if checked {
		capabilities = pulling
	}
	c := start(t, capabilities, dir)
	if checked {
		c.call("workspace/executeCommand", protocol.ExecuteCommandParams{Command: "knead.evaluate"}, nil)
	}
	marked := func(text string) bool { return strings.Contains(text, "\n#:") || strings.HasPrefix(text, "#:") }
	for _, f := range archive.Files {
		if marked(string(f.Data)) {
			c.open(filepath.Join(dir, f.Name), texts[f.Name])
		}
	}
	c.call("workspace/symbol", protocol.WorkspaceSymbolParams{}, nil) // it waits for the recipes
	changed := false
	for i, f := range archive.Files {
		if !marked(string(f.Data)) {
			continue
		}
		got := c.answer(dir, filepath.Join(dir, f.Name), string(f.Data))
		if got == string(f.Data) {
			continue
		}
		if os.Getenv("UPDATE") == "" {
			t.Errorf("%s: %s differs; it is now (UPDATE=1 writes it):\n%s", name, f.Name, got)
		}
		archive.Files[i].Data, changed = []byte(got), true
	}
	if changed && os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// unmark takes the markers out of a text.
func unmark(text string) (clean string, markers bool) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#:") {
			markers = true
		} else {
			b.WriteString(line)
		}
	}
	return b.String(), markers
}

var marker = regexp.MustCompile(`^#:( *)(\^|@(\d+))? *([\w$/]+) *(\{.*\})? *(?:only=(.*))?$`)

// answer returns a text with the answers below its markers.
func (c *client) answer(dir, path, text string) string {
	var b strings.Builder
	line, above := -1, ""
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, "#:") {
			line, above = line+1, l
			b.WriteString(l)
			continue
		}
		if strings.HasPrefix(l, "#: |") || strings.TrimSpace(l) == "#:|" {
			continue
		}
		b.WriteString(l)
		m := marker.FindStringSubmatch(strings.TrimRight(l, "\r\n"))
		if m == nil {
			c.t.Errorf("%s: %q is no marker", path, l)
			continue
		}
		params := map[string]any{"textDocument": map[string]any{"uri": uri(path)}}
		if m[2] != "" {
			column := 2 + len(m[1])
			if m[3] != "" {
				_, _ = fmt.Sscan(m[3], &column)
			}
			runes := []rune(above)
			params["position"] = protocol.Position{Line: uint32(line), Character: uint32(len(utf16.Encode(runes[:min(column, len(runes))])))}
		}
		if m[4] == "textDocument/codeAction" {
			params["range"] = map[string]any{"start": params["position"], "end": params["position"]}
			params["context"] = map[string]any{"diagnostics": []any{}}
		}
		if m[5] != "" {
			if err := json.Unmarshal([]byte(strings.ReplaceAll(m[5], "DIR", filepath.ToSlash(dir))), &params); err != nil {
				c.t.Errorf("%s: %q: %v", path, l, err)
			}
		}
		for _, answer := range c.lines(dir, m[4], params, m[6]) {
			b.WriteString(strings.TrimRight("#: | "+answer, " ") + "\n")
		}
	}
	return b.String()
}

// lines returns the lines that a request's result is shown as.
func (c *client) lines(dir, method string, params any, only string) []string {
	short := strings.NewReplacer(string(uri(dir))+"/", "", filepath.ToSlash(dir)+"/", "")
	var result any
	var refused *jsonrpc2.Error
	if err := c.conn.Call(context.Background(), method, params, &result); errors.As(err, &refused) && refused.Code == int64(protocol.LSPErrorCodesRequestFailed) {
		return []string{"refused: " + short.Replace(refused.Message)}
	} else if err != nil {
		c.t.Errorf("%s: %v", method, err)
	}
	if only != "" {
		result = filter(result, regexp.MustCompile(only))
	}
	if strings.HasPrefix(method, "textDocument/semanticTokens") {
		result = c.tokens(params, result)
	}
	return render(result, short)
}

// filter leaves the items of lists that have a label or a name like that.
func filter(v any, only *regexp.Regexp) any {
	switch v := v.(type) {
	case []any:
		return slices.DeleteFunc(v, func(x any) bool {
			m, ok := x.(map[string]any)
			if !ok {
				return false
			}
			for _, key := range []string{"label", "name", "title"} {
				if s, ok := m[key].(string); ok {
					return !only.MatchString(s)
				}
			}
			return false
		})
	case map[string]any:
		for k, x := range v {
			v[k] = filter(x, only)
		}
	}
	return v
}

// render shows a result: addresses and paths below the fixture's folder by what is behind it, ranges as 1-based line:column.
func render(v any, short *strings.Replacer) []string {
	switch v := v.(type) {
	case nil:
		return []string{"nothing"}
	case string:
		return strings.Split(strings.TrimRight(short.Replace(v), "\n"), "\n")
	case []any:
		if len(v) == 0 {
			return []string{"none"}
		}
		var out []string
		for i, x := range v {
			if _, ok := completionText(x, short); ok && i == shownItems {
				return append(out, fmt.Sprintf("... and %d more", len(v)-i))
			}
			for i, line := range render(x, short) {
				out = append(out, []string{"- ", "  "}[min(i, 1)]+line)
			}
		}
		return out
	case map[string]any:
		delete(v, "resultId") // it depends on the folder
		if r, ok := rangeText(v); ok {
			return []string{r}
		}
		if text, ok := completionText(v, short); ok {
			return []string{text}
		}
		if r, ok := rangeText(v["range"]); ok && v["uri"] != nil && len(v) == 2 {
			return []string{short.Replace(v["uri"].(string)) + ":" + r}
		}
		var out []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			lines := render(v[k], short)
			if len(lines) == 1 && !strings.HasPrefix(lines[0], "- ") {
				out = append(out, short.Replace(k)+": "+lines[0])
				continue
			}
			out = append(out, short.Replace(k)+":")
			for _, line := range lines {
				out = append(out, "  "+line)
			}
		}
		return out
	}
	b, _ := json.Marshal(v)
	return []string{string(b)}
}

// shownItems is how many items of a completion are shown.
const shownItems = 8

// completionText shows an item of a completion in a line: its label, its kind's number, what it puts where, and its detail.
func completionText(v any, short *strings.Replacer) (string, bool) {
	m, ok := v.(map[string]any)
	if !ok || m["sortText"] == nil || m["documentation"] != nil {
		return "", false
	}
	edit, _ := m["textEdit"].(map[string]any)
	at, _ := rangeText(edit["range"])
	if replaced, ok := rangeText(edit["replace"]); ok {
		insert, _ := rangeText(edit["insert"])
		at = insert + " or " + replaced
	}
	text := fmt.Sprintf("%v (%v) %s", m["label"], m["kind"], at)
	if edit["newText"] != m["label"] {
		text += fmt.Sprintf(" %q", edit["newText"])
	}
	if detail, _ := m["detail"].(string); detail != "" {
		text += ": " + detail
	}
	return short.Replace(text), true
}

func rangeText(v any) (string, bool) {
	m, ok := v.(map[string]any)
	if !ok || len(m) != 2 {
		return "", false
	}
	at := func(v any) (string, bool) {
		p, ok := v.(map[string]any)
		if !ok || p["line"] == nil || p["character"] == nil {
			return "", false
		}
		return fmt.Sprintf("%v:%v", p["line"].(float64)+1, p["character"].(float64)+1), true
	}
	start, ok1 := at(m["start"])
	end, ok2 := at(m["end"])
	return start + "-" + end, ok1 && ok2
}

// tokens shows semantic tokens as a line each: the text, the type and the modifiers.
func (c *client) tokens(params, result any) any {
	m, _ := result.(map[string]any)
	data, ok := m["data"].([]any)
	if !ok {
		return result
	}
	c.mutex.Lock()
	text := c.opened[params.(map[string]any)["textDocument"].(map[string]any)["uri"].(protocol.URI)]
	c.mutex.Unlock()
	lines, out := strings.Split(text, "\n"), []any{}
	legend := c.capabilities["semanticTokensProvider"].(map[string]any)["legend"].(map[string]any)
	line, column := 0, 0
	for i := 0; i+4 < len(data); i += 5 {
		number := func(k int) int { return int(data[i+k].(float64)) }
		if number(0) > 0 {
			line, column = line+number(0), 0
		}
		column += number(1)
		units := utf16.Encode([]rune(lines[line]))
		s := fmt.Sprintf("%d:%d %s %s", line+1, column+1, string(utf16.Decode(units[column:column+number(2)])), legend["tokenTypes"].([]any)[number(3)])
		for bit, name := range legend["tokenModifiers"].([]any) {
			if number(4)&(1<<bit) != 0 {
				s += " " + name.(string)
			}
		}
		out = append(out, s)
	}
	return out
}
