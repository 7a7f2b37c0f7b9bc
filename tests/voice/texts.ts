import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { type Node as AcornNode, parse } from 'acorn';
import { isScalar, parseDocument, visit } from 'yaml';

/** A text that a person may read, as it stands in the source. What is put in at run time is shown as `{name}`. */
export interface Text {
  /** From the repository's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Who reads it: staff and those beside them, anyone who runs Lanyard, or anyone who tries it out. */
  readonly reader: 'school' | 'operator' | 'sandbox';
}

/** Words that are data to compare with, never shown. */
const DATA = [
  /^src\/hear\/[a-z-]+\.ts$/,
  /^src\/hear\/(?:weighing|words)\//,
  /^src\/hear\/wishes\/small-talk-words\.ts$/,
  /^src\/platform\/encoder\//,
  /^src\/report\/naming\//,
  /^src\/platform\/web\/style\.ts$/,
];

/** What only the one who installs and runs Lanyard reads. */
const OPERATOR = [
  /^src\/(?:cli|school\/file)\//,
  /^src\/platform\/(?:environment|keys|postgres|process|telemetry)\//,
  /\.(?:store|tables)\.ts$/,
  /^src\/index\.ts$/,
];

/** Calls whose words go into a log or are compared, never shown to a person. */
const UNSHOWN_CALLS =
  /^(?:(?:\w+\.)*log(?:ger)?\.\w+|RegExp|sql(?:\.\w+)*|(?:\w+\.)*(?:includes|startsWith|endsWith|has|split|join))$/;

type Tree = AcornNode & Record<string, unknown>;

function readerOf(file: string): Text['reader'] {
  if (file.startsWith('src/sandbox/')) return 'sandbox';
  return OPERATOR.some((files) => files.test(file)) ? 'operator' : 'school';
}

/** The source of a name or member expression; anything longer is only a gap. */
function nameOf(source: string, node: Tree): string {
  const text = source.slice(node.start, node.end);
  return /^[\w.?!]+$/.test(text) ? (text.split('.').at(-1) ?? text) : '…';
}

/** A literal, a template or several joined by `+`, as one text; undefined where there is no text in it. */
function textOf(source: string, node: Tree): string | undefined {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type === 'TemplateLiteral') {
    const quasis = node['quasis'] as (Tree & { value: { cooked: string } })[];
    const gaps = node['expressions'] as Tree[];
    return quasis.map(({ value }, i) => value.cooked + (gaps[i] ? `{${nameOf(source, gaps[i])}}` : '')).join('');
  }
  if (node.type === 'BinaryExpression' && node['operator'] === '+') {
    const parts = [node['left'] as Tree, node['right'] as Tree];
    const texts = parts.map((part) => textOf(source, part));
    return texts.every((text) => text === undefined)
      ? undefined
      : texts.map((text, i) => text ?? `{${nameOf(source, parts[i] as Tree)}}`).join('');
  }
  return undefined;
}

/** A sentence, a label or a title: it has a letter, and either a space inside or a capital at its head. */
function isReadable(text: string): boolean {
  const plain = text.replace(/\{[^}]*\}/g, '').trim();
  if (!/\p{L}{2}/u.test(plain)) return false;
  return /\S\s+\S/.test(text.trim())
    ? !/^[\w-]+(?: [\w-]+)*;?$/.test(plain) || /^\p{Lu}/u.test(plain) || / /.test(plain)
    : /^\p{Lu}\p{Ll}+[.?!…]?$/u.test(plain);
}

/** The children that may hold a text which is shown. */
function* shownChildren(node: Tree): Generator<Tree> {
  const skipped = new Set<unknown>();
  if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return;
  if (node.type === 'SwitchCase' || node.type === 'ImportExpression') skipped.add(node['test']).add(node['source']);
  if (node.type === 'Property' || node.type === 'MemberExpression') {
    if (node['computed'] !== true) skipped.add(node['key']);
    skipped.add(node['property']);
  }
  if (node.type === 'BinaryExpression' && node['operator'] !== '+') return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'directive') return;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof (child as Tree).type === 'string' && !skipped.has(child)) yield child as Tree;
    }
  }
}

function* textsIn(source: string, node: Tree): Generator<{ at: number; text: string }> {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const callee = node['callee'] as Tree;
    if (UNSHOWN_CALLS.test(source.slice(callee.start, callee.end))) {
      // What is looked in may still be a text.
      if (callee.type === 'MemberExpression') yield* textsIn(source, callee['object'] as Tree);
      for (const argument of node['arguments'] as Tree[])
        if (argument.type.includes('Function')) yield* textsIn(source, argument);
      return;
    }
  }
  if (node.type === 'TaggedTemplateExpression') {
    const tag = node['tag'] as Tree;
    if (source.slice(tag.start, tag.end) !== 'html') return;
    // A page: what stands between its marks, and what is put into it.
    const quasi = node['quasi'] as Tree;
    for (const piece of (textOf(source, quasi) ?? '').split(/<[^>]*>/)) {
      const text = piece.replace(/\s+/g, ' ').trim();
      if (isReadable(text)) yield { at: node.start, text };
    }
    for (const child of quasi['expressions'] as Tree[]) yield* textsIn(source, child);
    return;
  }
  const text = textOf(source, node);
  if (text !== undefined) {
    if (isReadable(text)) yield { at: node.start, text: text.replace(/\s*\n\s*/g, '\n').trim() };
    if (node.type === 'Literal') return;
    // A text inside a gap, such as a choice between two words, is a text of its own.
    const inside =
      node.type === 'TemplateLiteral' ? (node['expressions'] as Tree[]) : [node['left'] as Tree, node['right'] as Tree];
    for (const child of inside) if (textOf(source, child) === undefined) yield* textsIn(source, child);
    return;
  }
  for (const child of shownChildren(node)) yield* textsIn(source, child);
}

/** Files of data whose texts are shown, and under which names they stand there. */
const SHOWN_DATA: readonly (readonly [string, RegExp])[] = [
  ['src/ask/quoting/cautions.yml', /^(?:title|text)$/],
  // The legal duties: each school may word its own, and most take these.
  ['lanyard.yml', /^(?:title|text)$/],
  ['appPackage/manifest.json', /^(?:title|description|short|full)$/],
];

/** The mails that say what to do when Lanyard does not work. */
function textsOfMails(root: string): Text[] {
  const file = 'infra/modules/alerts.bicep';
  const written = readFileSync(join(root, file), 'utf8');
  return [...written.matchAll(/^\s*(?:todo|description): '((?:[^'\\]|\\.)*)'/gm)].map(({ index, 1: text = '' }) => ({
    file,
    line: written.slice(0, index).split('\n').length + 1,
    text: text.replaceAll("\\'", "'"),
    reader: 'operator',
  }));
}

/** JSON is YAML, too. */
function textsOfData(root: string): Text[] {
  return SHOWN_DATA.flatMap(([file, names]) => {
    const written = readFileSync(join(root, file), 'utf8');
    const found: Text[] = [];
    visit(parseDocument(written), {
      Pair(_key, { key, value }) {
        if (!isScalar(key) || !names.test(String(key.value)) || !isScalar(value) || typeof value.value !== 'string')
          return;
        const line = written.slice(0, value.range?.[0] ?? 0).split('\n').length;
        found.push({ file, line, text: value.value.replace(/\s*\n\s*/g, '\n').trim(), reader: 'school' });
      },
    });
    return found;
  });
}

/**
 * Every text in the product's source that reaches a card, a page, a mail, a PDF, a notification or a terminal, and in the try-out's
 * page, in the order of files and lines.
 * @param root the repository's folder
 */
export function userFacingTexts(root: string): Text[] {
  const files = globSync('src/**/*.{ts,js}', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !DATA.some((folder) => folder.test(file)))
    .sort();
  const inCode = files.flatMap((file) => {
    const written = readFileSync(join(root, file), 'utf8');
    // Types become blanks, so that places in the file stay what they are.
    const source = file.endsWith('.ts') ? stripTypeScriptTypes(written) : written;
    const tree = parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree;
    return [...textsIn(source, tree)].map(({ at, text }) => ({
      file,
      line: source.slice(0, at).split('\n').length,
      text,
      reader: readerOf(file),
    }));
  });
  return [...inCode, ...textsOfData(root), ...textsOfMails(root)];
}
