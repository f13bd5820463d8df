package bb

import "github.com/knead-build/knead/stdlib/native"

// refusedModules are modules that belong to a running BitBake.
func refusedModules() []native.Module {
	return native.RefusedModules(refusedNames, "needs a running BitBake: it cannot be used while metadata is parsed")
}

// refusedNames is the table of them, see native.RefusedModules.
const refusedNames = `
bb.acl class ACL Entry func acl_free acl_get_file acl_get_entry acl_get_tag_type acl_get_qualifier acl_get_permset acl_get_perm
bb.asyncrpc class AsyncClient Client ClientPool AsyncServer AsyncServerConnection StreamConnection WebsocketConnection func parse_address exception ClientError ServerError ConnectionClosedError InvokeError
bb.asyncrpc.client class AsyncClient Client ClientPool func parse_address
bb.asyncrpc.connection class StreamConnection WebsocketConnection
bb.asyncrpc.exceptions exception ClientError ServerError ConnectionClosedError InvokeError
bb.asyncrpc.serv class AsyncServer AsyncServerConnection StreamServer TCPStreamServer UnixStreamServer WebsocketsServer
bb.cache_extra class HobRecipeInfo
bb.command class Command CommandsSync CommandsAsync DataStoreConnectionHandle exception CommandError
bb.cooker class BBCooker CookerCollectFiles CookerParser EventWriter Parser SkippedPackage exception CollectionError NoSpecificMatch NothingToBuild ParsingFailure plain CookerExit(bb.event.Event)
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
