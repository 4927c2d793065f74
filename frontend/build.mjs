// Lays out everything a browser fetches from us into one folder: `node build.mjs <folder>`.
//
// The KRDS kit is 600 KB of CSS made for portals; we take its design tokens and its fonts, keep
// only the tokens our own style sheets reach, and write the components against them
// (docs/decisions/0006-server-pages-maud-krds.md).
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, '..', 'crates', 'web', 'assets');
const kit = join(here, 'node_modules', 'krds-uiux', 'resources');

/** Two weights of three: 500 is never used on our pages, and each costs 265 KB. */
const FONTS = { 400: 'PretendardGOV-Regular', 700: 'PretendardGOV-Bold' };
/** The whole style sheet, uncompressed; a page on a slow line must not wait for more. */
const CSS_LIMIT_BYTES = 120 * 1024;

const out = process.argv[2];
if (!out) throw new Error('usage: node build.mjs <folder>');
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'fonts'), { recursive: true });

const read = (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
const parts = (folder, end) =>
  readdirSync(join(own, folder)).filter((name) => name.endsWith(end)).sort()
    .map((name) => read(join(own, folder, name)));

const own_css = parts('css', '.css').join('\n');
const css = squeeze(`${fontFaces()}\n${tokensReachedBy(own_css)}\n${own_css}`);
if (Buffer.byteLength(css) > CSS_LIMIT_BYTES) {
  throw new Error(`app.css is ${Buffer.byteLength(css)} bytes, more than ${CSS_LIMIT_BYTES}`);
}
refuseUnknownTokens(css);
writeFileSync(join(out, 'app.css'), css);
writeFileSync(join(out, 'app.js'), parts('js', '.js').map((text) => `(() => {\n${withoutComments(text)}})();\n`).join(''));
for (const name of readdirSync(join(own, 'img'))) copyFileSync(join(own, 'img', name), join(out, name));

/** `@font-face` rules; the address carries the file's digest, so it may be kept for ever. */
function fontFaces() {
  return Object.entries(FONTS).map(([weight, name]) => {
    const file = `${name}.subset.woff2`;
    const bytes = readFileSync(join(kit, 'fonts', file));
    writeFileSync(join(out, 'fonts', file), bytes);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    return `@font-face{font-family:"Pretendard GOV";font-weight:${weight};font-display:swap;`
      + `src:url("fonts/${file}?v=${digest}") format("woff2")}`;
  }).join('\n');
}

/** The kit's custom properties our sheets use, and those these use in turn. */
function tokensReachedBy(sheet) {
  const values = new Map();
  const tokens = read(join(kit, 'css', 'token', 'krds_tokens.css'));
  for (const [, name, value] of tokens.matchAll(/(--krds-[\w-]+)\s*:\s*([^;]+);/g)) values.set(name, value.trim());
  const reached = new Map();
  const visit = (text) => {
    for (const [, name] of text.matchAll(/var\(\s*(--krds-[\w-]+)/g)) {
      if (reached.has(name) || !values.has(name)) continue;
      reached.set(name, values.get(name));
      visit(values.get(name));
    }
  };
  visit(sheet);
  return `:root{${[...reached].map(([name, value]) => `${name}:${value}`).join(';')}}`;
}

/** A misspelt token is silent in a browser; here it is an error. */
function refuseUnknownTokens(sheet) {
  const declared = new Set([...sheet.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name));
  const missing = [...sheet.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name).filter((n) => !declared.has(n));
  if (missing.length) throw new Error(`unknown CSS properties: ${[...new Set(missing)].join(', ')}`);
}

function squeeze(sheet) {
  return sheet.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/\s*([{};,])\s*/g, '$1').replace(/;}/g, '}');
}

/** A browser gets no comment. Ours stand on lines of their own; `crates/web/src/assets.rs` holds that none is left. */
function withoutComments(script) {
  return script.split('\n').filter((line) => !line.trimStart().startsWith('//')).join('\n');
}
