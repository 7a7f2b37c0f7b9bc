import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyDocument } from '../../../src/kernel/text/document.ts';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { readBytes } from '../../../src/platform/documents/read-bytes.ts';
import { asPdf, type PdfStyle, WORD_STYLE } from './support/as-pdf.ts';
import { asText } from './support/as-text.ts';
import { asWord } from './support/as-word.ts';
import { comparable } from './support/comparable.ts';

const FOLDER = join(import.meta.dirname, '../../../policies');
const POLICIES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const RUNNING = 'Oakmill Learning Trust: policies for staff';

const read = (bytes: Uint8Array, name: string): Promise<PolicyDocument> => readBytes(bytes, name);
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const blocksOf = (name: string) => readMarkdown(readFileSync(join(FOLDER, name), 'utf8'));
const furnitureOf = (document: PolicyDocument) =>
  document.blocks.flatMap((block) => (block.kind === 'furniture' ? [block.text] : []));
const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

test('there are policies to compare, the longest with more than a hundred passages', async () => {
  expect(POLICIES.length).toBeGreaterThanOrEqual(5);
  const { passages } = comparable(await read(bytesOf('social-media.md'), 'social-media.md'));
  expect(passages.length).toBeGreaterThan(100);
});

test.each(POLICIES)('%s: as Markdown, no word is lost and none is added', (name) => {
  const source = readFileSync(join(FOLDER, name), 'utf8');
  const read: string[] = [];
  let columns = '';
  for (const block of readMarkdown(source)) {
    if (block.kind === 'row') {
      // The names of the columns stand once in the file and on every row here.
      if (block.columns.join() !== columns) read.push(...block.columns);
      columns = block.columns.join();
      read.push(...block.cells);
      continue;
    }
    columns = '';
    if (block.kind === 'heading') read.push(block.label ?? '');
    if (block.kind === 'item' || block.kind === 'note') read.push(block.marker);
    read.push(block.text);
  }
  expect(words(read.join(' '))).toEqual(words(source));
});

test.each(POLICIES)('%s: the Word version gives the passages of its text', async (name) => {
  const document = await read(await asWord(blocksOf(name), RUNNING), 'policy.docx');
  expect(comparable(document)).toEqual(comparable(await read(bytesOf(name), name)));
  expect(furnitureOf(document)).toEqual(expect.arrayContaining([RUNNING, 'Contents']));
});

const STYLES: readonly (readonly [string, PdfStyle])[] = [
  ['as Word saves it', WORD_STYLE],
  ['justified', { ...WORD_STYLE, isJustified: true }],
  ['with no space between paragraphs', { ...WORD_STYLE, spaceAfter: 0 }],
  ['justified, with words parted at line ends', { spaceAfter: 4, isJustified: true, isHyphenated: true }],
];

/**
 * Where nothing but the end of a sentence is at the end of a full last line, a page does not show whether the
 * paragraph goes on: without space between paragraphs neither does a line. The summary has such places.
 */
const CANNOT_SHOW = new Set(['safeguarding-summary.md/with no space between paragraphs']);

describe.each(STYLES)('PDF %s', (look, style) => {
  test.each(POLICIES.filter((name) => !CANNOT_SHOW.has(`${name}/${look}`)))(
    '%s: the PDF version gives the passages of its text',
    async (name) => {
      const pdf = await asPdf(blocksOf(name), RUNNING, style);
      const document = await read(pdf, 'policy.pdf');
      expect(comparable(document)).toEqual(comparable(await read(bytesOf(name), name)));
      expect(furnitureOf(document)).toEqual(
        expect.arrayContaining([RUNNING, 'Contents', `Page 2 of ${pagesOf(document)}`]),
      );
    },
  );
});

const pagesOf = (document: PolicyDocument): string =>
  furnitureOf(document).flatMap((text) => /^Page 1 of (\d+)$/.exec(text)?.[1] ?? [])[0] ?? '?';

test('plain text is cut into the same pieces as Word; which row names the columns, plain text does not show', async () => {
  const blocks = blocksOf('social-media.md');
  const pieces = (document: PolicyDocument) =>
    comparable(document)
      .passages.filter(({ kind }) => kind !== 'row')
      .map(({ text, marker }) => words(`${marker ?? ''} ${text}`).join(' '));
  const word = await read(await asWord(blocks, RUNNING), 'policy.docx');
  const text = await read(new TextEncoder().encode(asText(blocks)), 'policy.txt');
  expect(pieces(text)).toEqual(pieces(word));
});
