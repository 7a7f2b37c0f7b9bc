import type { Block } from '../../kernel/text/document.ts';
import { type Marked, readMarker } from '../../kernel/text/markers.ts';
import { cleanText } from './clean-text.ts';
import type { ListDepth } from './list-depth.ts';

type Heading = Extract<Block, { kind: 'heading' }>;

/** A heading as printed, its number apart from its words: `3. Roles`, `Section 3: Roles`, `A. Roles`. */
export function headingBlock(level: number, printed: string): Heading {
  const text = cleanText(printed);
  const numbered = readHeadingNumber(text);
  return numbered ? { kind: 'heading', level, ...numbered } : { kind: 'heading', level, text };
}

/** In a heading, unlike in a sentence, a bare number or capital letter is a number too. */
function readHeadingNumber(text: string): { label: string; text: string } | undefined {
  const marked = readMarker(text);
  if (marked && marked.style !== 'bullet') return { label: bare(marked.marker), text: marked.text };
  const found =
    /^((?:section|part|appendix|annex|chapter)\s+(?:\d{1,2}|[A-Z])\b|\d{1,2}(?=\s)|[A-Z]\.)[\s:.–—-]*(?=\S)/i.exec(
      text,
    );
  if (!found || /^[a-z]\./.test(text)) return undefined;
  return { label: bare(found[1] ?? ''), text: text.slice(found[0].length) };
}

const bare = (label: string): string => label.replace(/[.:\s]+$/, '');

/**
 * What a paragraph is, told from how it begins: a bullet, `(a)` or `3.1` makes an item, a star
 * before a word a note; anything else ends the lists.
 */
export function textBlock(printed: string, indent: number, lists: ListDepth): Block {
  const text = cleanText(printed);
  const marked = readMarker(text);
  if (marked) return itemBlock(marked, indent, lists);
  const note = /^\(?(\*{1,3}|[†‡])(?=\p{L})/u.exec(text);
  if (note) return { kind: 'note', marker: note[1] ?? '', text };
  lists.close();
  return { kind: 'paragraph', text };
}

export function itemBlock(marked: Marked, indent: number, lists: ListDepth): Block {
  return { kind: 'item', depth: lists.place(indent, marked), marker: marked.marker, text: marked.text };
}

/**
 * Headings that start at level 1 without gaps, the name of the document at 0. Where no reader found the name (level 0), a
 * heading is taken for it that comes first, has no number, and is higher than all others.
 */
export function levelled(blocks: readonly Block[]): Block[] {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const ranks = [...new Set(headings.map(({ level }) => level))].sort((a, b) => a - b);
  const [first] = headings;
  const isNamed =
    ranks[0] === 0 ||
    (headings.length > 1 &&
      first?.label === undefined &&
      headings.filter(({ level }) => level === ranks[0]).length === 1 &&
      first?.level === ranks[0]);
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, level: ranks.indexOf(block.level) + (isNamed ? 0 : 1) } : block,
  );
}

/** `Version: 2`, `Review date: May 2027`: a line that states a fact stands alone, however the lines are broken. */
export const statesFact = (line: string): boolean => /^\p{Lu}[\p{L} /-]{2,30}(?:\([^)]*\))?\s*:\s*\S/u.test(line);

/** The address behind the words of a link, to stand after them: nothing where they say it, or where no reader could go there. */
export function addressBehind(words: string, address: string): string {
  if (words.trim() === '' || !/^(?:https?:\/\/|mailto:|tel:)\S/i.test(address)) return '';
  const shown = address.replace(/^(?:mailto|tel):([^?;]*).*$/i, '$1');
  // A number may be called with the country's code or without.
  if (/^tel:/i.test(address) && digitsOf(words).endsWith(digitsOf(shown).slice(-MOST_OF_NUMBER))) return '';
  return bareAddress(words).includes(bareAddress(shown)) ? '' : ` (${shown})`;
}

const MOST_OF_NUMBER = 9;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

const bareAddress = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, '')
    .replace(/\/$/, '');
