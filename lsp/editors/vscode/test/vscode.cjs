// As much of VS Code's module as the extension's start and its client need: it keeps what is registered, and shows nothing.
const path = require('node:path');
const { EventEmitter } = require('node:events');
const { fileURLToPath, pathToFileURL } = require('node:url');

class Position {
  constructor(line, character) { Object.assign(this, { line, character }); }
}
class Range {
  constructor(a, b, c, d) {
    this.start = a instanceof Position ? a : new Position(a, b);
    this.end = a instanceof Position ? b : new Position(c, d);
  }
}
class Uri {
  constructor(url) { this.url = url; this.scheme = url.slice(0, url.indexOf(':')); }
  static parse(url) { return new Uri(url); }
  static file(p) { return new Uri(pathToFileURL(p).href); }
  get fsPath() { return fileURLToPath(this.url); }
  get path() { return new URL(this.url).pathname; }
  toString() { return this.url; }
}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
}
CodeActionKind.Empty = new CodeActionKind('');

const events = new EventEmitter();
const event = (name) => (listener, self) => {
  const bound = listener.bind(self);
  events.on(name, bound);
  return { dispose: () => events.off(name, bound) };
};
const none = { isCancellationRequested: false, onCancellationRequested: () => disposable };
const disposable = { dispose() {} };
const registered = { providers: {}, commands: {}, diagnostics: new Map() };

// rest answers what is not written out: events, registrations, classes and enumerations.
function rest(known, name) {
  return new Proxy(known, {
    get(target, key) {
      if (key in target || typeof key === 'symbol' || key === 'then') {
        return target[key];
      }
      const full = `${name}.${key}`;
      if (/^on(Did|Will)/.test(key)) {
        return target[key] = event(full);
      }
      if (/^register/.test(key)) {
        return (_selector, provider) => {
          registered.providers[key] = provider;
          return disposable;
        };
      }
      return target[key] = /^[A-Z]/.test(key) ? class { constructor(...args) { Object.assign(this, { args }); } static get name() { return key; } } : undefined;
    },
  });
}

const settings = { get: (_key, missing) => missing, has: () => false, inspect: () => undefined };
const item = () => ({ show() {}, hide() {}, dispose() {} });

// The bundle copies a module's own names, and keeps its prototype: so that is what answers.
module.exports = (folder, configured) => Object.create(rest({
  __esModule: true, registered, none, Position, Range, Uri, CodeActionKind,
  version: '1.91.0',
  env: { language: 'en', appName: 'test' },
  Disposable: class { constructor(dispose) { this.dispose = dispose; } static from() { return disposable; } },
  EventEmitter: class { event = () => disposable; fire() {} dispose() {} },
  CancellationTokenSource: class { token = none; cancel() {} dispose() {} },
  CancellationError: class extends Error {},
  StatusBarAlignment: { Right: 2 },
  TreeItemCollapsibleState: {},
  TextDocumentChangeReason: {},
  fire: (name, e) => events.emit(name, e),
  commands: {
    registerCommand: (name, f) => { registered.commands[name] = f; return disposable; },
    executeCommand: async () => undefined,
  },
  window: rest({
    createStatusBarItem: () => (registered.status = item()),
    createOutputChannel: () => rest({ ...disposable, logLevel: 3, append() {}, appendLine() {}, show() {}, error: console.error, info() {}, warn: console.error, debug() {}, trace() {} }, 'channel'),
    showQuickPick: async (names) => registered.choose(await names),
    showErrorMessage: async (message) => console.error(message),
    showWarningMessage: async (message) => console.error(message),
    visibleTextEditors: [], tabGroups: rest({ all: [] }, 'tabGroups'),
  }, 'window'),
  languages: rest({
    match: () => 10,
    createDiagnosticCollection: () => ({
      set: (uri, list) => registered.diagnostics.set(uri.toString(), list),
      delete() {}, clear() {}, has: () => false, dispose() {},
    }),
  }, 'languages'),
  workspace: rest({
    workspaceFolders: [{ uri: Uri.file(folder), name: path.basename(folder), index: 0 }],
    textDocuments: [], notebookDocuments: [],
    getConfiguration: () => ({ ...settings, get: (key, missing) => configured[key] ?? missing }),
    createFileSystemWatcher: () => rest({ dispose() {} }, 'watcher'),
    getWorkspaceFolder: () => undefined,
  }, 'workspace'),
}, 'vscode'));
