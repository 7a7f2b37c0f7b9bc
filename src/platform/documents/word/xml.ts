import { type Limits, Unreadable } from '../outcome.ts';

/** An element of a document's XML. Names are as Office writes them (`w:p`), whatever prefix the file chose. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const DAMAGED = 'The inside of this file is damaged. Open the document in Word, save it again, and send the new file.';
const DOCTYPE =
  'This file holds instructions to load other files, which no policy needs, so it was not opened. Save the document again from Word and send that.';

/** The namespaces that mean something here, in both spellings of the standard. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://schemas.openxmlformats.org/package/2006/content-types', 'ct'],
]);

interface Open {
  readonly name: string;
  readonly printed: string;
  readonly attributes: Record<string, string>;
  readonly children: (Element | string)[];
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Reads XML as Office writes it: elements, attributes, text, CDATA. A document type is refused, so there are no entities
 * but the five of XML, and nothing outside the bytes is ever looked at. Throws `Unreadable`.
 */
export function readXml(bytes: Uint8Array, limits: Limits): Element {
  const text = decode(bytes);
  const root: Open = { name: '', printed: '', attributes: {}, children: [], names: new Map([['xml', 'xml']]) };
  const stack: Open[] = [root];
  let nodes = 0;
  let at = 0;
  while (at < text.length) {
    const top = stack.at(-1) ?? root;
    const open = text.indexOf('<', at);
    const end = open < 0 ? text.length : open;
    if (end > at) top.children.push(decodeEntities(text.slice(at, end)));
    if (open < 0) break;
    nodes += 1;
    if (nodes > limits.xmlNodes)
      throw new Unreadable('This document is far larger than a policy. Send the policy on its own.');
    at = readMarkup(text, open, stack, limits);
  }
  const element = root.children.find((child) => typeof child !== 'string');
  if (stack.length !== 1 || element === undefined || typeof element === 'string') throw new Unreadable(DAMAGED);
  return element;
}

/** Reads what is at `<` and returns where to go on. */
function readMarkup(text: string, open: number, stack: Open[], limits: Limits): number {
  const top = stack.at(-1);
  if (!top) throw new Unreadable(DAMAGED);
  if (text.startsWith('<!--', open)) return after(text, '-->', open + 4);
  if (text.startsWith('<![CDATA[', open)) {
    const end = after(text, ']]>', open);
    top.children.push(text.slice(open + 9, end - 3));
    return end;
  }
  if (text.startsWith('<!', open)) throw new Unreadable(DOCTYPE);
  if (text.startsWith('<?', open)) return after(text, '?>', open);
  const end = tagEnd(text, open);
  const tag = text.slice(open + 1, end - 1);
  if (tag.startsWith('/')) {
    const closed = stack.pop();
    if (!closed || stack.length === 0 || closed.printed !== tag.slice(1).trim()) throw new Unreadable(DAMAGED);
    return end;
  }
  const element = readTag(tag.endsWith('/') ? tag.slice(0, -1) : tag, top);
  top.children.push(element);
  if (!tag.endsWith('/')) stack.push(element);
  if (stack.length > limits.xmlDepth) throw new Unreadable(DAMAGED);
  return end;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new Unreadable(DAMAGED);
  return at + mark.length;
}

/** Just behind the `>` that ends the tag; one within quotes does not. */
function tagEnd(text: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  throw new Unreadable(DAMAGED);
}

function readTag(tag: string, parent: Open): Open {
  const printed = /^[^\s"'<>=]+/.exec(tag)?.[0];
  if (!printed) throw new Unreadable(DAMAGED);
  const raw: [string, string][] = [];
  const attribute = /\s*([^\s"'<>=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
  attribute.lastIndex = printed.length;
  for (let found = attribute.exec(tag); found; found = attribute.exec(tag)) {
    raw.push([found[1] ?? '', decodeEntities(found[2] ?? found[3] ?? '')]);
  }
  const names = namesWithin(parent.names, raw);
  const attributes: Record<string, string> = Object.create(null);
  for (const [name, value] of raw) if (!name.startsWith('xmlns')) attributes[canonical(name, names, '')] = value;
  return { printed, name: canonical(printed, names, names.get('') ?? ''), attributes, children: [], names };
}

function namesWithin(
  outer: ReadonlyMap<string, string>,
  attributes: readonly [string, string][],
): ReadonlyMap<string, string> {
  const declared = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declared.length === 0) return outer;
  const names = new Map(outer);
  for (const [name, uri] of declared) {
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    names.set(prefix, PREFIXES.get(uri) ?? prefix);
  }
  return names;
}

function canonical(printed: string, names: ReadonlyMap<string, string>, bare: string): string {
  const colon = printed.indexOf(':');
  if (colon < 0) return bare === '' ? printed : `${bare}:${printed}`;
  return `${names.get(printed.slice(0, colon)) ?? printed.slice(0, colon)}:${printed.slice(colon + 1)}`;
}

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
);

const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (_, decimal, hex, name) =>
        name ? (NAMED.get(name.toLowerCase()) ?? '') : character(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
      )
    : text;

const character = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** The children with this name. */
export const childrenOf = (element: Element | undefined, name: string): readonly Element[] =>
  (element?.children ?? []).filter((child): child is Element => typeof child !== 'string' && child.name === name);

/** The first child with this name, by a path: `childOf(p, 'w:pPr', 'w:numPr')`. */
export function childOf(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let found = element;
  for (const name of path) found = childrenOf(found, name)[0];
  return found;
}

/** `w:val` of the child at this path; `undefined` where there is no such child. */
export const valueAt = (element: Element | undefined, ...path: readonly string[]): string | undefined => {
  const child = childOf(element, ...path);
  return child && (child.attributes['w:val'] ?? '');
};

/** Switches such as `<w:b/>`: on unless they say off; `undefined` where they are absent. */
export function switchAt(element: Element | undefined, ...path: readonly string[]): boolean | undefined {
  const value = valueAt(element, ...path);
  return value === undefined ? undefined : !/^(?:0|false|off|none)$/i.test(value);
}
