import { SaxesParser } from 'saxes';
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
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2012/wordml', 'w15'],
  ['http://schemas.microsoft.com/office/word/2015/wordml/symex', 'w16se'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing', 'wp'],
  ['http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing', 'wp'],
  ['http://schemas.openxmlformats.org/drawingml/2006/picture', 'pic'],
  ['http://purl.oclc.org/ooxml/drawingml/picture', 'pic'],
  ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'c'],
  ['http://purl.oclc.org/ooxml/drawingml/chart', 'c'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['http://schemas.openxmlformats.org/package/2006/relationships', 'rel'],
  ['http://schemas.openxmlformats.org/package/2006/content-types', 'ct'],
]);

interface Open extends Element {
  readonly children: (Element | string)[];
}

/**
 * Reads XML as Office writes it: elements, attributes, text, CDATA. A document type is refused, so there are no entities
 * but the five of XML, and nothing outside the bytes is ever looked at. Throws `Unreadable`.
 */
export function readXml(bytes: Uint8Array, limits: Limits): Element {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const root: Open = { name: '', attributes: {}, children: [] };
  const stack = [root];
  let nodes = 0;
  const count = (): void => {
    nodes += 1;
    if (nodes > limits.xmlNodes)
      throw new Unreadable('This document is far larger than a policy. Send the policy on its own.');
  };
  const add = (child: Element | string): void => {
    stack.at(-1)?.children.push(child);
  };
  parser.on('error', () => {
    throw new Unreadable(DAMAGED);
  });
  parser.on('doctype', () => {
    throw new Unreadable(DOCTYPE);
  });
  parser.on('comment', count);
  parser.on('processinginstruction', count);
  parser.on('text', add);
  parser.on('cdata', (text) => {
    count();
    add(text);
  });
  parser.on('opentag', (tag) => {
    count();
    const attributes: Record<string, string> = Object.create(null);
    for (const attribute of Object.values(tag.attributes)) attributes[nameOf(attribute)] = attribute.value;
    const element: Open = { name: nameOf(tag), attributes, children: [] };
    add(element);
    stack.push(element);
    if (stack.length > limits.xmlDepth) throw new Unreadable(DAMAGED);
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    if (!isSelfClosing) count();
    stack.pop();
  });
  for (const text of decoded(bytes)) parser.write(text.replace(FORBIDDEN, ' '));
  parser.close();
  const element = root.children.find((child) => typeof child !== 'string');
  if (typeof element !== 'object') throw new Unreadable(DAMAGED);
  return element;
}

/** Some programs write control characters, which XML knows none of; no word is lost with them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** As Office writes it, whatever prefix the file chose. */
function nameOf({
  prefix,
  local,
  uri,
}: {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
}): string {
  const known = PREFIXES.get(uri) ?? prefix;
  return known === '' ? local : `${known}:${local}`;
}

/** So much is looked at in one go: a file that is too large is left before it stands in memory as text as well. */
const PIECE_BYTES = 1024 * 1024;

function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
  yield decoder.decode();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
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

/** All letters within, whatever they stand in. */
export const lettersIn = (element: Element | undefined): string =>
  (element?.children ?? []).map((child) => (typeof child === 'string' ? child : lettersIn(child))).join('');

/** Everything within that is wanted, in reading order; not what stands within a find. */
export const foundIn = (element: Element, isWanted: (element: Element) => boolean): readonly Element[] =>
  isWanted(element)
    ? [element]
    : element.children.flatMap((child) => (typeof child === 'string' ? [] : foundIn(child, isWanted)));
