// Usage: node start.cjs KNEAD FOLDER RECIPE. Starts the built extension on a folder, outside of VS Code, and prints what it gets.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const [knead, folder, recipe] = process.argv.slice(2);
const vscode = require('./vscode.cjs')(path.resolve(folder), { path: knead });
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
const extension = require('../dist/extension.js');

const text = readFileSync(recipe, 'utf8');
const document = {
  uri: vscode.Uri.file(path.resolve(recipe)), languageId: 'bitbake', version: 1, isClosed: false, isDirty: false,
  fileName: path.resolve(recipe), lineCount: text.split('\n').length, getText: () => text,
};

// until waits for what the server brings by itself.
async function until(found) {
  for (let i = 0; i < 3000 && !found(); i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return found();
}

async function main() {
  const { providers, commands, diagnostics } = vscode.registered;
  vscode.workspace.textDocuments.push(document);
  vscode.window.activeTextEditor = { document };
  await extension.activate({ subscriptions: [] });
  console.log('status:', vscode.registered.status.text);
  const found = () => diagnostics.get(document.uri.toString())?.find((d) => d.args[1].includes('blanks'));
  console.log('diagnostic:', (await until(found))?.args[1]);
  const at = new vscode.Position(0, text.indexOf('${') + 3);
  const hover = await providers.registerHoverProvider.provideHover(document, at, vscode.none);
  console.log('hover:', hover.args[0].args[0].split('\n')[1]);
  const items = await providers.registerCompletionItemProvider.provideCompletionItems(document, at, vscode.none, {});
  console.log('completion:', (items.args?.[0] ?? items).map((i) => i.label ?? i.args[0]).filter((l) => l.startsWith('SP')).join(' '));
  vscode.registered.choose = (names) => names[0];
  await commands['knead.selectMachine']();
  console.log('status:', vscode.registered.status.text);
  await extension.deactivate();
  console.log('stopped');
}

// The client's own timers would keep the process for long.
main().then(() => process.exit(0), (err) => {
  console.error(err);
  process.exit(1);
});
