package bb

import (
	"fmt"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// refusedNames are modules that can be imported and whose names can be looked at, but which belong to a running BitBake:
// making an object of such a class, or calling such a function, raises a RuntimeError that says so. Exceptions and events
// are as they should be. A line is a module; "class", "func", "exception" or "event" comes before the names it is about, a
// name's base in parentheses where it has one among these modules.
const refusedNames = `
bb.acl class ACL Entry func acl_free acl_get_file acl_get_entry acl_get_tag_type acl_get_qualifier acl_get_permset acl_get_perm
bb.asyncrpc class AsyncClient Client ClientPool AsyncServer AsyncServerConnection StreamConnection WebsocketConnection func parse_address exception ClientError ServerError ConnectionClosedError InvokeError
bb.asyncrpc.client class AsyncClient Client ClientPool func parse_address
bb.asyncrpc.connection class StreamConnection WebsocketConnection
bb.asyncrpc.exceptions exception ClientError ServerError ConnectionClosedError InvokeError
bb.asyncrpc.serv class AsyncServer AsyncServerConnection StreamServer TCPStreamServer UnixStreamServer WebsocketsServer
bb.cache_extra class HobRecipeInfo
bb.command class Command CommandsSync CommandsAsync DataStoreConnectionHandle exception CommandError
bb.cooker class BBCooker CookerCollectFiles CookerParser EventWriter Parser SkippedPackage exception CollectionError NoSpecificMatch NothingToBuild ParsingFailure event CookerExit
bb.daemonize func createDaemon
bb.main class BitBakeConfigParameters BitbakeHelpFormatter exception BBMainException BBMainFatal func bitbake_main create_bitbake_parser lockBitbake setup_bitbake
bb.monitordisk class diskMonitor
bb.parse.ast class AstNode StatementGroup AddFragmentsNode(AstNode) AddTaskNode(AstNode) BBHandlerNode(AstNode) DataNode(AstNode) DelTaskNode(AstNode) ExportFuncsNode(AstNode) ExportNode(AstNode) IncludeAllNode(AstNode) IncludeNode(AstNode) InheritDeferredNode(AstNode) InheritNode(AstNode) MethodNode(AstNode) PyLibNode(AstNode) PythonMethodNode(AstNode) UnsetFlagNode(AstNode) UnsetNode(AstNode) func finalize multi_finalize runAnonFuncs
bb.remotedata class RemoteDatastores
bb.server
bb.server.process class BBUIEventQueue BitBakeProcessServerConnection BitBakeServer ConnectionReader ConnectionWriter ProcessServer ServerCommunicator func connectProcessServer execServer
bb.server.xmlrpcclient class BBTransport BitBakeXMLRPCServerConnection func connectXMLRPC
bb.server.xmlrpcserver class BitBakeXMLRPCRequestHandler BitBakeXMLRPCServer BitBakeXMLRPCServerCommands
bb.taskdata class TaskData TaskEntry
bb.tinfoil class Tinfoil TinfoilConfigParameters TinfoilCookerAdapter TinfoilDataStoreConnector TinfoilDataStoreConnectorIncHistory TinfoilDataStoreConnectorVarHistory TinfoilRecipeInfo exception TinfoilCommandFailed TinfoilUIException func wait_for
bb.ui
bb.ui.knotty class BBProgress InteractConsoleLogFilter NonInteractiveProgress TerminalFilter func main new_progress
bb.ui.uievent class BBUIEventQueue UIXMLRPCServer
bb.ui.uihelper class BBUIHelper
bb.xattr func listxattr getxattr get_all_xattr
hashserv func create_server create_client create_async_client
hashserv.client class AsyncClient Client ClientPool
prserv func increase_revision
prserv.client class PRAsyncClient PRClient
prserv.serv class PRServer PRServerClient PRServSingleton func connect auto_start auto_shutdown ping start_daemon stop_daemon exception PRServiceConfigError
`

// refusedModules are the modules of refusedNames.
func refusedModules() []native.Module {
	var out []native.Module
	for line := range strings.Lines(refusedNames) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		out = append(out, native.Module{Name: words[0], Make: refuse, Source: refusedSource(words[0], words[1:])})
	}
	return out
}

// refuse makes the function that raises the exception.
func refuse(*native.Env) native.Attrs {
	return native.Attrs{}.Funcs(map[string]pyvm.Func{
		"_refuse": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var name string
			if err := pyvm.Unpack(t, "_refuse", args, kw, "name", &name); err != nil {
				return nil, err
			}
			return nil, pyvm.Raise(pyvm.RuntimeError, "%s needs a running BitBake: it cannot be used while metadata is parsed", name)
		},
	})
}

// refusedSource returns the Python of such a module.
func refusedSource(module string, words []string) string {
	var b strings.Builder
	kind := ""
	for _, w := range words {
		name, base, _ := strings.Cut(strings.TrimSuffix(w, ")"), "(")
		if base == "" {
			base = "object"
		}
		switch {
		case w == "class" || w == "func" || w == "exception" || w == "event":
			if kind = w; kind == "event" {
				b.WriteString("import bb.event\n")
			}
		case kind == "class":
			fmt.Fprintf(&b, "class %s(%s):\n    def __init__(self, *args, **kwargs):\n        _refuse(%q)\n", name, base, module+"."+name)
		case kind == "exception":
			fmt.Fprintf(&b, "class %s(Exception):\n    pass\n", name)
		case kind == "event":
			fmt.Fprintf(&b, "class %s(bb.event.Event):\n    pass\n", name)
		default:
			fmt.Fprintf(&b, "def %s(*args, **kwargs):\n    _refuse(%q)\n", name, module+"."+name)
		}
	}
	return b.String()
}
