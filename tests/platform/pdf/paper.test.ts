import { expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { createPaper } from '../../../src/platform/pdf/paper.ts';
import { createPrintOut } from '../../../src/platform/pdf/print-out.ts';

const MADE = new Date('2026-11-27T12:00:00Z');

/** The pages of a paper on which so many lines stand before an event with its day, its writer, a label and a text. */
async function pagesAfter(filled: number): Promise<readonly string[]> {
  const paper = createPaper(await createPrintOut('Paper', MADE));
  for (let line = 0; line < filled; line += 1) paper.write('Before.');
  paper.write('ZQDAY', { isBold: true, gap: 12, keepsWithNext: true });
  paper.write('ZQWRITER', { gap: 2, keepsWithNext: true });
  paper.write('ZQLABEL', { isBold: true, size: 9, gap: 4, keepsWithNext: true });
  paper.write(`ZQTEXT ${'and so on '.repeat(60)}`);
  const bytes = await paper.finish({ head: 'Head', foot: () => 'Foot' });
  return (await extractText(await getDocumentProxy(Uint8Array.from(bytes)))).text;
}

test('wherever a page ends, what keeps with the next stands on the page of its text', async () => {
  for (let filled = 30; filled < 55; filled += 1) {
    const found = (await pagesAfter(filled)).filter((page) => page.includes('ZQ'));
    expect(found).toHaveLength(1);
    for (const part of ['ZQDAY', 'ZQWRITER', 'ZQLABEL', 'ZQTEXT']) expect(found[0]).toContain(part);
  }
});

test('what is longer than a page and keeps with the next is written over several', async () => {
  const paper = createPaper(await createPrintOut('Paper', MADE));
  paper.write('word '.repeat(2_000), { keepsWithNext: true });
  paper.write('ZQEND');
  const bytes = await paper.finish({ head: 'Head', foot: () => 'Foot' });
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)));
  expect(text.length).toBeGreaterThan(1);
  expect(text.join(' ').match(/word/g)).toHaveLength(2_000);
  expect(text.at(-1)).toContain('ZQEND');
});

test('what waits for a text that never comes is written all the same', async () => {
  const paper = createPaper(await createPrintOut('Paper', MADE));
  paper.write('ZQLAST', { keepsWithNext: true });
  const bytes = await paper.finish({ head: 'Head', foot: () => 'Foot' });
  expect((await extractText(await getDocumentProxy(Uint8Array.from(bytes)))).text.join()).toContain('ZQLAST');
});

test('a page that is turned before anything is written is no page', async () => {
  const paper = createPaper(await createPrintOut('Paper', MADE));
  paper.turnPage();
  paper.write('ZQFIRST');
  const bytes = await paper.finish({ head: 'Head', foot: () => 'Foot' });
  expect((await extractText(await getDocumentProxy(Uint8Array.from(bytes)))).totalPages).toBe(1);
});
