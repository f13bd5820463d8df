package complete

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/lsp/internal/protocol"
)

// taskNames returns the tasks that the evaluation knows, in their order.
func (c *completer) taskNames() []string {
	if c.scope.Data == nil {
		return nil
	}
	return interp.Tasks(c.scope.Data).Names
}

// tasks adds tasks, with something in front of each.
func (c *completer) tasks(front string) {
	names := c.taskNames()
	if len(names) == 0 {
		names = usualTasks
	}
	for i, t := range names {
		if t == c.text[c.from:c.to] && c.scope.Data != nil && c.scope.Data.RawFlag(t, "func") == nil {
			continue // it is a task only because it is being typed
		}
		c.items = append(c.items, item{label: front + t, kind: protocol.CompletionItemKindEvent, rank: i, about: "task"})
	}
}

// usualTasks are the tasks that recipes write most, in the order in which they run.
var usualTasks = []string{"do_fetch", "do_unpack", "do_patch", "do_configure", "do_compile", "do_install", "do_package", "do_deploy"}

// addtask completes the words of addtask: the task, and those that it stands before and after.
func (c *completer) addtask(rest string) {
	typed := c.word(isItem)
	before := strings.Fields(rest[:len(rest)-len(typed)])
	c.tasks("")
	if len(before) == 0 {
		c.eachFunction(func(name string, _ *datastore.Name) {
			if strings.HasPrefix(name, "do_") {
				c.add(protocol.CompletionItemKindEvent, 0, "task", name)
			}
		})
		return
	}
	for _, word := range []string{"before", "after"} {
		if last := before[len(before)-1]; last != "before" && last != "after" {
			c.items = append(c.items, item{label: word, kind: protocol.CompletionItemKindKeyword, rank: -1, insert: word + " "})
		}
	}
}

// eachFunction visits the functions that the evaluation knows.
func (c *completer) eachFunction(visit func(name string, n *datastore.Name)) {
	c.eachName(func(name string, n *datastore.Name) {
		if c.scope.Data.RawFlagOf(n, "func") != nil {
			visit(name, n)
		}
	})
}

// functions adds functions; python says that they are Python's.
func (c *completer) functions(python bool) {
	c.eachFunction(func(name string, n *datastore.Name) {
		if !python || c.scope.Data.RawFlagOf(n, "python") != nil {
			c.add(protocol.CompletionItemKindFunction, c.functionRank(name), "function", name)
		}
	})
}

// functionRank says how likely a function is: those of the document first.
func (c *completer) functionRank(name string) int {
	if strings.Contains(c.text, "\n"+name+"()") || strings.Contains(c.text, "\n"+name+" ()") {
		return here
	}
	return known
}

// heads adds heads of functions: of tasks, and of what runs when packages are installed. verb is what stands before, if anything.
func (c *completer) heads(verb string) {
	if c.conf() {
		return
	}
	add := func(name string, rank int, python bool) {
		insert := name + "() {\n\t$0\n}"
		if python && verb == "" {
			insert = "python " + insert
		}
		c.items = append(c.items, item{label: name, kind: protocol.CompletionItemKindFunction, rank: rank, detail: "function", insert: insert, snippet: true, about: "task"})
	}
	for _, t := range usualTasks {
		add(t, often, false)
	}
	for _, t := range c.taskNames() {
		python := c.scope.Data.RawFlag(t, "python") != nil
		if verb != "python" || python {
			add(t, known, python)
		}
	}
	if verb == "" {
		for _, t := range []string{"pkg_postinst", "pkg_postrm", "pkg_preinst", "pkg_prerm"} {
			add(t+":${PN}", known, false)
		}
	}
}
