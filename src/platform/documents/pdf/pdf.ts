import type { Block } from '../../../kernel/text/document.ts';
import { readMarker } from '../../../kernel/text/markers.ts';
import { headingBlock, levelled, textBlock } from '../blocks.ts';
import { cleanText } from '../clean-text.ts';
import { headsOfLists, type Look, levelsOf, looksLikeHeading } from '../heading-rank.ts';
import { ListDepth } from '../list-depth.ts';
import { OF_PICTURES } from '../missed.ts';
import { type Reading, Unreadable } from '../outcome.ts';
import type { Page } from './drawn/page.ts';
import { readPages } from './drawn/pages.ts';
import type { Rule } from './drawn/rules.ts';
import type { Run } from './drawn/runs.ts';
import { flowOf } from './flow.ts';
import { garbledFonts } from './garbled.ts';
import { anchorsOf, type FootNote, takeNotes } from './notes.ts';
import { type Paragraph, paragraphsOf, type Rows, settingOf } from './paragraphs.ts';

/** In points: marks that stand nearer are at the same place. */
const INDENT_STEP = 6;
/** A page with fewer, and a picture, is a picture of a page. */
const FEWEST_LETTERS = 20;
/** The share of its page that a picture with words takes at least; one that takes the whole is the page itself. */
const LARGE = 0.06;
const WHOLE = 0.9;
const MANY_PAGES = 3;
const SCAN =
  'This PDF is a scan: pictures of pages, with no text that can be quoted. Send the Word file it was printed from, or a PDF saved from Word. If there is only paper, have it scanned with text recognition (OCR) and check the result.';
const GARBLED =
  'The letters in this PDF cannot be made out: its fonts do not say which letter is which. Save it as PDF from Word again, or send the Word file.';
const UNREADABLE_LETTERS =
  'Letters that stand for other letters cannot be made out, and are left out: write these words into the document again';

/** Reads a PDF into blocks, from where and how large its words are printed. Throws `Unreadable`. */
export async function readPdf(bytes: Uint8Array, reading: Reading): Promise<Block[]> {
  const pages = withoutGarbled(await readPages(bytes, reading), reading);
  const pictured = checkReadable(pages);
  for (const page of pictured)
    reading.onMissed({ what: 'A picture of a page has no text that can be quoted', where: `page ${page}` });
  for (const page of withPictures(pages)) reading.onMissed({ what: OF_PICTURES, where: `page ${page}` });
  const { flow, furniture, joiner } = flowOf(pages, reading.onMissed);
  const setting = settingOf(flow);
  const { text, notes } = takeNotes(flow, setting, joiner);
  const blocks = toBlocks(paragraphsOf(text, setting, joiner), notes, setting.bodySize);
  return [
    ...levelled(blocks),
    ...furniture
      .map(cleanText)
      .filter(Boolean)
      .map((text): Block => ({ kind: 'furniture', text })),
  ];
}

/** What fonts print whose letters stand for other letters is left out, with a word to the owner. @throws Unreadable */
function withoutGarbled(pages: readonly Page[], { onMissed }: Reading): readonly Page[] {
  const fonts = garbledFonts(pages);
  if (fonts.size === 0) return pages;
  const lettersOf = (runs: readonly Run[]) => runs.reduce((sum, { text }) => sum + text.length, 0);
  const all = pages.flatMap(({ runs }) => runs);
  if (lettersOf(all.filter(({ font }) => fonts.has(font))) * 2 > lettersOf(all)) throw new Unreadable(GARBLED);
  return pages.map((page) => {
    const garbled = page.runs.filter(({ font }) => fonts.has(font));
    if (garbled.length === 0) return page;
    const words = garbled.map(({ text }) => text).join(' ');
    onMissed({ what: UNREADABLE_LETTERS, words, where: `page ${page.number}` });
    return {
      ...page,
      runs: page.runs.filter(({ font }) => !fonts.has(font)),
      askew: [...page.askew, words],
    };
  });
}

/** @returns the numbers of pages that are only a picture. @throws Unreadable */
function checkReadable(pages: readonly Page[]): readonly number[] {
  const texts = pages.map((page) =>
    page.runs
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, ''),
  );
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const all = texts.join('');
  if (count(all, /[\p{Co}\p{Cc}\p{Cn}\ufffd]/gu) > all.length / 8) throw new Unreadable(GARBLED);
  const letters = texts.map((text) => count(text, /[\p{L}\p{N}]/gu));
  const pictured = pages.flatMap((page, at) =>
    page.pictures.some((box) => shareOf(box, page) >= LARGE) && (letters[at] ?? 0) < FEWEST_LETTERS ? [at + 1] : [],
  );
  if (letters.reduce((sum, one) => sum + one, 0) < FEWEST_LETTERS || pictured.length * 2 > pages.length)
    throw new Unreadable(SCAN);
  return pictured;
}

const shareOf = ({ x0, y0, x1, y1 }: Rule, { width, height }: Page): number =>
  ((x1 - x0) * (y1 - y0)) / (width * height);

/** The numbers of pages of text with a picture on them that may have words: no crest, no background, nothing that is on many pages. */
function withPictures(pages: readonly Page[]): readonly number[] {
  const seen = new Map<string, number>();
  const keyOf = ({ x0, y0, x1, y1 }: Rule) => [x0, y0, x1, y1].map(Math.round).join();
  const large = pages.map((page) =>
    page.pictures.filter((box) => shareOf(box, page) >= LARGE && shareOf(box, page) < WHOLE),
  );
  for (const key of large.flatMap((boxes) => [...new Set(boxes.map(keyOf))])) seen.set(key, (seen.get(key) ?? 0) + 1);
  return pages.flatMap(({ number }, at) =>
    (large[at] ?? []).some((box) => (seen.get(keyOf(box)) ?? 0) < MANY_PAGES) ? [number] : [],
  );
}

function toBlocks(paragraphs: readonly (Paragraph | Rows)[], notes: readonly FootNote[], bodySize: number): Block[] {
  const levels = headingsOf(paragraphs, bodySize);
  const anchors = anchorsOf(notes, paragraphs);
  const lists = new ListDepth(INDENT_STEP);
  const blocks: Block[] = [...(anchors.get(undefined) ?? [])];
  let waiting: Block[] = [];
  for (const one of paragraphs) {
    const level = levels.get(one);
    if (one.kind === 'rows') {
      lists.close();
      blocks.push(
        ...one.rows.map(
          (cells): Block => ({ kind: 'row', columns: one.columns.map(cleanText), cells: cells.map(cleanText) }),
        ),
      );
    } else if (level === undefined) {
      blocks.push(textBlock(one.text, one.x, lists));
    } else {
      lists.close();
      blocks.push(...waiting, headingBlock(level, one.text));
      waiting = [];
    }
    waiting.push(...(anchors.get(one) ?? []));
  }
  return [...blocks, ...waiting].filter((block) => block.kind === 'row' || block.text !== '');
}

/** The paragraphs that are headings, with their levels. */
function headingsOf(
  paragraphs: readonly (Paragraph | Rows)[],
  bodySize: number,
): ReadonlyMap<Paragraph | Rows, number> {
  const sections = new Set(paragraphs.filter((one, index) => isHeading(one, paragraphs[index + 1], bodySize)));
  const ofLists = headsOfLists(
    paragraphs.map((one) => {
      if (one.kind === 'rows') return { text: '', isBold: false, kind: 'other' };
      const text = cleanText(one.text);
      return { text, isBold: one.isBold, kind: sections.has(one) ? 'heading' : readMarker(text) ? 'item' : 'other' };
    }),
  );
  const candidates = paragraphs.filter(
    (one, index): one is Paragraph => one.kind === 'paragraph' && (sections.has(one) || ofLists.has(index)),
  );
  const levels = levelsOf(candidates.map((one) => ({ ...lookOf(one), isOfList: !sections.has(one) })));
  return new Map(candidates.map((one, index) => [one, levels[index] ?? 1]));
}

function isHeading(one: Paragraph | Rows, next: Paragraph | Rows | undefined, bodySize: number): boolean {
  if (one.kind !== 'paragraph' || next === undefined || one.lines > 3) return false;
  const marked = readMarker(one.text);
  if (marked && marked.style !== 'number' && marked.style !== 'decimal') return false;
  return looksLikeHeading(lookOf(one), bodySize);
}

function lookOf({ text, isBold, size }: Paragraph): Look {
  const number = /^(\d{1,2}(?:\.\d{1,3})*)\.?\s+(?=\S)/.exec(text);
  return { text: text.slice(number?.[0].length ?? 0), isBold, size, depth: number?.[1]?.split('.').length ?? 0 };
}
