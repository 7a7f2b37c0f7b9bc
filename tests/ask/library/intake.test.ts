import { readFileSync } from 'node:fs';
import { createIntake, type DocumentReader } from '../../../src/ask/library/intake.ts';
import type { Library } from '../../../src/ask/library/library.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import type { SchoolId } from '../../../src/kernel/ids.ts';

import { readDocument } from '../../../src/platform/documents/read-document.ts';

/** What becomes of a first version, as each of these readings gives it. */
async function becomes(read: Partial<Extract<Awaited<ReturnType<DocumentReader>>, { kind: 'read' }>>) {
  const submitted: unknown[] = [];
  const takeIn = createIntake({
    library: {
      submit: async (...[, , , first]: readonly unknown[]) => void submitted.push(first),
    } as unknown as Library,
    sources: { find: async () => undefined, remember: async () => undefined },
    read: async () => ({ kind: 'read', document: readText('# Keys\n\nKeys stay in.'), missed: [], ...read }),
    clock: () => new Date('2026-11-26T09:00:00Z'),
  });
  const file = {
    school: 'oakfield' as SchoolId,
    source: 'file:keys.pdf',
    name: 'keys.pdf',
    bytes: new Uint8Array([1]),
  };
  await takeIn({ ...file, first: 'in-force' });
  return submitted;
}

test('a first version that may say the opposite of what is in force waits for its owner; one with a picture does not', async () => {
  expect(await becomes({})).toEqual(['in-force']);
  expect(await becomes({ missed: ['A picture: page 2.'] })).toEqual(['in-force']);
  expect(await becomes({ missed: ['A line is drawn through words: page 2.'], isDoubtful: true })).toEqual(['waits']);
});

test.each([
  ['strike-line.pdf', true],
  ['strike-print.pdf', true],
  ['pictures-and-scan.pdf', undefined],
])('%s: what a line is drawn through may be in force no more', async (name, isDoubtful) => {
  const file = new URL(`../../platform/documents/corpus/pdf/${name}`, import.meta.url);
  const outcome = await readDocument(readFileSync(file), name);
  expect(outcome).toMatchObject({ kind: 'read' });
  expect(outcome.kind === 'read' && outcome.isDoubtful).toBe(isDoubtful);
});
