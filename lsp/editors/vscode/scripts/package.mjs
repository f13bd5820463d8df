// Makes knead-VERSION.vsix of what "npm run build" built: a zip with the manifest that VS Code wants. It needs no network.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { zip } from './zip.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => readFileSync(path.join(root, name));
const about = JSON.parse(read('package.json'));
const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

// notices are the licences of the packages that the bundle has: all that are no tools.
function notices() {
  const tools = /^(esbuild|@esbuild\/|typescript$|@types\/|undici-types$)/;
  const lock = JSON.parse(read('package-lock.json'));
  return Object.keys(lock.packages).filter((p) => p.startsWith('node_modules/') && !tools.test(p.slice(13))).map((p) => {
    const file = readdirSync(path.join(root, p)).find((f) => /^licen[cs]e/i.test(f));
    if (file === undefined) {
      throw new Error(`${p} has no licence file`);
    }
    return `${p.slice(13)} ${lock.packages[p].version}\n\n${read(path.join(p, file))}`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

const manifest = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${about.name}" Version="${about.version}" Publisher="${about.publisher}"/>
    <DisplayName>${escape(about.displayName)}</DisplayName>
    <Description xml:space="preserve">${escape(about.description)}</Description>
    <Categories>${about.categories.join(',')}</Categories>
    <Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escape(about.engines.vscode)}"/></Properties>
    <License>extension/LICENSE</License>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/></Assets>
</PackageManifest>
`;
const types = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".js" ContentType="application/javascript"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
  <Override PartName="/extension/LICENSE" ContentType="text/plain"/>
  <Override PartName="/extension/NOTICES" ContentType="text/plain"/>
</Types>
`;
if (!existsSync(path.join(root, 'dist/extension.js'))) {
  throw new Error('there is no dist/extension.js: npm run build makes it');
}
const out = `${about.name}-${about.version}.vsix`;
writeFileSync(path.join(root, out), zip([
  ['extension.vsixmanifest', Buffer.from(manifest)],
  ['[Content_Types].xml', Buffer.from(types)],
  ['extension/LICENSE', read('../../../LICENSE')],
  ['extension/NOTICES', Buffer.from(notices())],
  ...['package.json', 'language-configuration.json', 'syntaxes/bitbake.tmLanguage.json', 'dist/extension.js'].map((f) => [`extension/${f}`, read(f)]),
]));
console.log(out);
