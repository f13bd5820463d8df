// Starts "knead lsp" for BitBake's files, shows what it is evaluated for, and switches that.
import * as vscode from 'vscode';
import { LanguageClient, ServerOptions } from 'vscode-languageclient/node';
import { VariableView } from './variable';

interface Status {
  root: string;
  machine?: string;
  distro?: string;
  failed?: boolean;
}

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = vscode.window.createStatusBarItem('knead.status', vscode.StatusBarAlignment.Right, 100);
  status.name = 'Knead';
  status.command = 'knead.selectMachine';
  const view = new VariableView(ask);
  const show = async (): Promise<void> => {
    const [build] = (await ask<Status[]>('knead.builds', {})) ?? [];
    if (build === undefined) {
      status.hide();
      return;
    }
    status.text = `$(circuit-board) ${[build.machine, build.distro].filter(Boolean).join(' · ') || 'no MACHINE'}`;
    status.tooltip = `${build.root}${build.failed ? ': the configuration cannot be used' : ''}\nSelect MACHINE`;
    status.show();
  };
  const restart = async (): Promise<void> => {
    await client?.dispose();
    client = create();
    await client.start();
    await vscode.commands.executeCommand('setContext', 'knead.running', true);
    await show();
  };
  context.subscriptions.push(
    status,
    vscode.window.registerTreeDataProvider('knead.variable', view),
    vscode.window.onDidChangeTextEditorSelection((e) => view.look(e.textEditor)),
    vscode.commands.registerCommand('knead.restart', restart),
    vscode.commands.registerCommand('knead.selectMachine', () => pick('machine', show)),
    vscode.commands.registerCommand('knead.selectDistro', () => pick('distro', show)),
    vscode.commands.registerCommand('knead.showReferences', showReferences),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('knead.path')) {
        void restart();
      } else if (e.affectsConfiguration('knead')) {
        void show();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function create(): LanguageClient {
  const settings = vscode.workspace.getConfiguration('knead');
  const server: ServerOptions = { command: settings.get<string>('path') || 'knead', args: ['lsp'] };
  return new LanguageClient('knead', 'Knead', server, {
    documentSelector: [{ scheme: 'file', language: 'bitbake' }],
    initializationOptions: settings,
  });
}

// ask has the server run a command of its own.
async function ask<T>(command: string, argument: object): Promise<T | undefined> {
  if (!client?.isRunning()) {
    return undefined;
  }
  return (await client.sendRequest<T | null>('workspace/executeCommand', { command, arguments: [argument] })) ?? undefined;
}

async function pick(what: 'machine' | 'distro', switched: () => Promise<void>): Promise<void> {
  const name = await vscode.window.showQuickPick(ask<string[]>(`knead.${what}s`, {}).then((names) => names ?? []), {
    placeHolder: what.toUpperCase(),
  });
  if (name !== undefined) {
    await ask('knead.switch', { [what]: name });
    await switched();
  }
}

// showReferences is what the server's code lenses do.
async function showReferences(uri: string, position: { line: number; character: number }, locations: unknown[]): Promise<void> {
  if (client === undefined) {
    return;
  }
  const convert = client.protocol2CodeConverter;
  await vscode.commands.executeCommand(
    'editor.action.showReferences',
    convert.asUri(uri),
    convert.asPosition(position),
    locations.map((l) => convert.asLocation(l as Parameters<typeof convert.asLocation>[0])),
  );
}
