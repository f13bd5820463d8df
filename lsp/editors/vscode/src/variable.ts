// The panel: value, history and flags of the variable at the cursor, and the base hashes of the recipe's tasks.
import * as vscode from 'vscode';

interface Location {
  uri: string;
  range: { start: { line: number; character: number } };
}

interface Value {
  name: string;
  value: string;
  raw: string;
  set: boolean;
  of?: string;
  flags?: Record<string, string>;
  history: { location?: Location; operator: string; name: string; value: string; won: boolean; why?: string }[];
}

interface Signatures {
  variants: { name: string; tasks: { task: string; hash: string }[] }[];
}

type Ask = <T>(command: string, argument: object) => Promise<T | undefined>;

class Node extends vscode.TreeItem {
  children: Node[] | (() => Promise<Node[]>) = [];

  constructor(label: string, description?: string, children?: Node[] | (() => Promise<Node[]>)) {
    const state = vscode.TreeItemCollapsibleState;
    super(label, children === undefined ? state.None : Array.isArray(children) ? state.Expanded : state.Collapsed);
    this.description = description;
    this.tooltip = description;
    this.children = children ?? [];
  }
}

export class VariableView implements vscode.TreeDataProvider<Node> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private editor: vscode.TextEditor | undefined;

  constructor(private readonly ask: Ask) {}

  // look has the panel follow the cursor, once it rests.
  look(editor: vscode.TextEditor): void {
    if (editor.document.languageId !== 'bitbake') {
      return;
    }
    this.editor = editor;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), 200);
  }

  getTreeItem(node: Node): Node {
    return node;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) {
      return Array.isArray(node.children) ? node.children : node.children();
    }
    if (this.editor === undefined) {
      return [];
    }
    const uri = this.editor.document.uri.toString();
    const { line, character } = this.editor.selection.active;
    const v = await this.ask<Value>('knead.value', { uri, position: { line, character } });
    const signatures = new Node('Base hashes', undefined, () => this.signatures(uri));
    return v === undefined ? [signatures] : [...valueNodes(v), signatures];
  }

  private async signatures(uri: string): Promise<Node[]> {
    const s = await this.ask<Signatures>('knead.signature', { uri });
    return (s?.variants ?? []).map((v) => new Node(v.name, undefined, v.tasks.map((t) => new Node(t.task, t.hash))));
  }
}

function valueNodes(v: Value): Node[] {
  const out = [new Node(v.name, v.set ? `"${v.value}"` : 'not set')];
  if (v.raw !== v.value) {
    out.push(new Node('written as', `"${v.raw}"`));
  }
  const flags = Object.entries(v.flags ?? {});
  if (flags.length > 0) {
    out.push(new Node('Flags', undefined, flags.map(([name, value]) => new Node(name, `"${value}"`))));
  }
  out.push(new Node('History', undefined, v.history.map(step)));
  return out;
}

function step(s: Value['history'][number]): Node {
  const node = new Node(`${s.name} ${s.operator}`, `"${s.value}"${s.why ? `: ${s.why}` : ''}`);
  node.iconPath = new vscode.ThemeIcon(s.won ? 'check' : 'circle-slash');
  if (s.location !== undefined) {
    const { line, character } = s.location.range.start;
    const at = new vscode.Range(line, character, line, character);
    node.command = { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.parse(s.location.uri), { selection: at }] };
  }
  return node;
}
