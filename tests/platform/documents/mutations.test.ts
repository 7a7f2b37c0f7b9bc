import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readMarkdown } from '../../../src/platform/documents/markdown/markdown.ts';
import { outcomeOf } from '../../../src/platform/documents/read-bytes.ts';
import { asPdf } from './support/as-pdf.ts';
import { asWord } from './support/as-word.ts';

const SOURCE = readFileSync(join(import.meta.dirname, '../../../policies/millbrook-social-media.md'), 'utf8');
const SUMMARY = readFileSync(join(import.meta.dirname, '../../../policies/safeguarding-summary.md'), 'utf8');
const BLOCKS = readMarkdown(SOURCE);
/** Longer than any of these takes on a busy machine; a hang would never come back. */
const SLOW_MS = 10_000;

type Change = {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'drop' | 'repeat' | 'insert';
  readonly length: number;
  readonly bytes: Uint8Array;
};

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'flip', 'cut', 'drop', 'repeat', 'insert'),
  length: fc.nat(400),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 12 }),
    fc
      .constantFrom('<w:p>', '</w:t>', '&#0;', ' 0 R', '<<', 'endstream', '9999999999', '-1', '%%EOF', '\u202e', '\0')
      .map((text) => strToU8(text)),
  ),
});

function changed(file: Uint8Array, changes: readonly Change[]): Uint8Array {
  return changes.reduce((bytes, { at, kind, length, bytes: inserted }) => {
    const place = Math.floor(at * bytes.length);
    const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
    if (kind === 'cut') return head;
    if (kind === 'drop') return Buffer.concat([head, tail.subarray(length)]);
    if (kind === 'repeat') return Buffer.concat([head, tail.subarray(0, length), tail]);
    if (kind === 'insert') return Buffer.concat([head, inserted, tail]);
    return Uint8Array.from(bytes, (byte, index) => byte ^ (inserted[index - place] ?? 0));
  }, file);
}

/** How many of the changed files could still be read: the changes must not all be caught at the door. */
let tally = { all: 0, read: 0 };
beforeEach(() => {
  tally = { all: 0, read: 0 };
});
afterEach(() => {
  expect(tally.read).toBeGreaterThanOrEqual(tally.all / 40);
});

/** Every file has an outcome, in time; what was read is sound, what was not has a reason in words. */
async function check(file: Uint8Array, name: string): Promise<void> {
  tally.all += 1;
  const before = performance.now();
  const outcome = await outcomeOf(file, name);
  expect(performance.now() - before).toBeLessThan(SLOW_MS);
  if (outcome.kind === 'unreadable') {
    expect(outcome.why).toMatch(/^\p{Lu}.{30,}\.$/su);
    return;
  }
  tally.read += 1;
  for (const block of outcome.document.blocks) {
    const texts = block.kind === 'row' ? [...block.cells, ...block.columns] : [block.text];
    for (const text of texts) expect(text).not.toMatch(/[\n\t\0\u202e\u200b]/u);
    if (block.kind !== 'row') expect(block.text).not.toBe('');
  }
}

const many = (numRuns: number) => ({ numRuns, seed: 20_260_901, endOnFailure: true });

test('a Word file changed anywhere, 150 times: always an outcome', async () => {
  const word = await asWord(BLOCKS, 'Millbrook');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) =>
      check(changed(word, changes), 'policy.docx'),
    ),
    many(150),
  );
});

test('the XML within a Word file changed anywhere, 150 times: always an outcome', async () => {
  const parts = unzipSync(await asWord(BLOCKS, 'Millbrook'));
  const names = [
    'word/document.xml',
    'word/numbering.xml',
    'word/styles.xml',
    '_rels/.rels',
    'word/_rels/document.xml.rels',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.array(change, { minLength: 1, maxLength: 2 }), (name, changes) =>
      check(
        zipSync({ ...parts, [name]: changed(parts[name] ?? new Uint8Array(0), changes) }, { level: 0 }),
        'policy.docx',
      ),
    ),
    many(150),
  );
});

test('elements of a Word file that turn into others, 80 times: always an outcome', async () => {
  const parts = unzipSync(await asWord(readMarkdown(SUMMARY), 'Oakfield'));
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array(0));
  const names = fc.constantFrom(
    'w:p',
    'w:r',
    'w:t',
    'w:tbl',
    'w:tr',
    'w:tc',
    'w:pPr',
    'w:sdt',
    'w:ins',
    'w:del',
    'w:txbxContent',
    'mc:AlternateContent',
    'w:fldChar',
    'w:body',
  );
  await fc.assert(
    fc.asyncProperty(names, names, names, (from, to, other) => {
      const renamed = [
        [from, to],
        [to, other],
      ].reduce((text, [a, b]) => text.replace(new RegExp(`(</?)${a}(?=[ >/])`, 'g'), `$1${b}`), xml);
      return check(zipSync({ ...parts, 'word/document.xml': strToU8(renamed) }, { level: 0 }), 'policy.docx');
    }),
    many(80),
  );
});

test('a PDF changed anywhere, 100 times: always an outcome', async () => {
  const pdf = await asPdf(BLOCKS.slice(0, 30), 'Millbrook');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) =>
      check(changed(pdf, changes), 'policy.pdf'),
    ),
    many(100),
  );
});

test('Markdown and text changed anywhere, 200 times: always an outcome', async () => {
  const text = strToU8(SOURCE);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('policy.md', 'policy.txt', 'policy'),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      (name, changes) => check(changed(text, changes), name),
    ),
    many(200),
  );
});

test('any text at all is read, and each of its words is kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 60 }),
      fc.constantFrom('\n', '\n\n', ' ', '\n- ', '\n## ', '\n1. ', ' | '),
      async (words, parter) => {
        const outcome = await outcomeOf(strToU8(`- ${words.join(parter)}`), 'policy.md');
        if (outcome.kind === 'unreadable') throw new Error(outcome.why);
        const kept = outcome.document.blocks
          .flatMap((block) => (block.kind === 'row' ? block.cells : [block.text]))
          .join(' ');
        expect(kept.match(/[a-z]+/g)).toEqual(words);
      },
    ),
    many(100),
  );
});
