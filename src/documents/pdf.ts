import type { Block } from '../policy/document.ts';
import { readMarker } from '../policy/reading/markers.ts';
import { headingBlock, levelled, textBlock } from './blocks.ts';
import { cleanText } from './clean-text.ts';
import { type Look, levelsOf, looksLikeHeading } from './heading-rank.ts';
import { ListDepth } from './list-depth.ts';
import { type Limits, type Progress, Unreadable } from './outcome.ts';
import { flowOf } from './pdf-flow.ts';
import { type Page, readPages } from './pdf-pages.ts';
import { type Paragraph, paragraphsOf, type Rows, settingOf } from './pdf-paragraphs.ts';

/** In points: marks that stand nearer stand at the same place. */
const INDENT_STEP = 6;
const SCAN =
  'This PDF is a scan: pictures of pages, with no text that can be quoted. Send the Word file it was printed from, or a PDF saved from Word. If there is only paper, have it scanned with text recognition (OCR) and check the result.';
const GARBLED =
  'The letters in this PDF cannot be made out: its fonts do not say which letter is which. Save it as PDF from Word again, or send the Word file.';

/** Reads a PDF into blocks, from where and how large its words are printed. Throws `Unreadable`. */
export async function readPdf(
  bytes: Uint8Array,
  reading: { limits: Limits; onProgress: (progress: Progress) => void },
): Promise<Block[]> {
  const pages = await readPages(bytes, reading);
  checkReadable(pages);
  const { flow, furniture, joiner } = flowOf(pages);
  const setting = settingOf(flow);
  const blocks = toBlocks(paragraphsOf(flow, setting, joiner), setting.bodySize);
  return [
    ...levelled(blocks),
    ...furniture
      .map(cleanText)
      .filter(Boolean)
      .map((text): Block => ({ kind: 'furniture', text })),
  ];
}

function checkReadable(pages: readonly Page[]): void {
  const texts = pages.map((page) => page.runs.map(({ text }) => text).join(''));
  const letters = texts.map((text) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
  const pictured = pages.filter((page, at) => page.hasPicture && (letters[at] ?? 0) < 20).length;
  if (letters.reduce((sum, count) => sum + count, 0) < 20 || pictured * 2 > pages.length) throw new Unreadable(SCAN);
  const all = texts.join('').replace(/\s/g, '');
  const odd = all.match(/[\p{Co}\p{Cc}\p{Cn}\ufffd]/gu)?.length ?? 0;
  if (odd > all.length / 8) throw new Unreadable(GARBLED);
}

function toBlocks(paragraphs: readonly (Paragraph | Rows)[], bodySize: number): Block[] {
  const notes = notesOf(paragraphs, bodySize);
  const body = paragraphs.filter((paragraph) => !notes.has(paragraph));
  const candidates = body.filter((one, index): one is Paragraph => isHeading(one, body[index + 1], bodySize));
  const levels = new Map(levelsOf(candidates.map(lookOf)).map((level, index) => [candidates[index], level]));
  const lists = new ListDepth(INDENT_STEP);
  const blocks: Block[] = [];
  let waiting: Block[] = [];
  for (const one of paragraphs) {
    const note = notes.get(one);
    if (note) {
      waiting.push(note);
      continue;
    }
    if (one.kind === 'rows') {
      lists.close();
      blocks.push(
        ...one.rows.map(
          (cells): Block => ({ kind: 'row', columns: one.columns.map(cleanText), cells: cells.map(cleanText) }),
        ),
      );
      continue;
    }
    const level = levels.get(one);
    if (level === undefined) {
      blocks.push(textBlock(one.text, one.x, lists));
    } else {
      lists.close();
      // Notes stand at the foot of a page in the middle of a sentence; here they follow the section that calls them.
      blocks.push(...waiting, headingBlock(level, one.text));
      waiting = [];
    }
  }
  return [...blocks, ...waiting].filter((block) => block.kind === 'row' || block.text !== '');
}

/** Small print that opens with a raised number or a star. */
function notesOf(paragraphs: readonly (Paragraph | Rows)[], bodySize: number): ReadonlyMap<Paragraph | Rows, Block> {
  return new Map(
    paragraphs.flatMap((one) => {
      if (one.kind === 'rows' || one.size > bodySize * 0.93) return [];
      const mark = /^([⁰¹²³⁴-⁹]{1,3}|\*{1,3}|[†‡])\s*(?=\S)/u.exec(one.text);
      return mark
        ? [[one, { kind: 'note', marker: mark[1] ?? '', text: cleanText(one.text.slice(mark[0].length)) }] as const]
        : [];
    }),
  );
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
