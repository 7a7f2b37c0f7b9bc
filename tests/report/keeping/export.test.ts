import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { decodePDFRawStream, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { extractText, getDocumentProxy } from 'unpdf';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { concernPdf } from '../../../src/report/keeping/concern.pdf.ts';
import { type ConcernExport, MARKING } from '../../../src/report/keeping/export.ts';
import { markOf } from '../../../src/report/record/audit-checkpoint.ts';
import { DANIEL, given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());
beforeEach(() => {
  world.directory.place = membersOf(MIRIAM, TOM);
  world.directory.trouble = undefined;
});

const SAID = 'Mój tata mnie bije 😢 و هو يشرب\nand "it hurts" — every “night”. 你好';
const WORDS = {
  who: 'Zoë Żak, 9B',
  seen: 'A bruise on the left arm.',
  said: SAID,
  asked: 'Can you tell me what happened?',
  opinion: 'I think she is afraid to go home.',
  happened: 'Sunday',
  learned: 'Monday, first lesson',
  where: 'Classroom',
  done: 'Told the DSL in person.',
  toldInPerson: 'yes',
};

async function exported(id: ConcernId, user: UserId = MIRIAM): Promise<ConcernExport> {
  const outcome = await world.concerns.keeping.exportRecord(id, world.as(user), 'json');
  if (outcome.kind !== 'exported') throw new Error(outcome.kind);
  return outcome.record;
}

/** The pages as read back, spaces and breaks made equal. */
async function pagesOf(pdf: Uint8Array): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(pdf)));
  return text.map((page) => page.replace(/\s+/g, ' '));
}

/** The record inside the file. */
async function attachedTo(pdf: Uint8Array): Promise<unknown> {
  const document = await PDFDocument.load(pdf);
  for (const [, object] of document.context.enumerateIndirectObjects())
    if (object instanceof PDFRawStream && object.dict.get(PDFName.of('Type')) === PDFName.of('EmbeddedFile'))
      return JSON.parse(Buffer.from(decodePDFRawStream(object).decode()).toString());
  throw new Error('nothing is attached');
}

test('the record is whole: every part apart, every event with who, when and why', async () => {
  const { id, receipt } = await world.report('child', { words: WORDS });
  const other = await world.report('child');
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  const act = async (wanted: Parameters<typeof world.concerns.record.act>[3]) =>
    expect(await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted)).toMatchObject(
      {
        kind: 'done',
      },
    );
  await act({ kind: 'take' });
  await act({ kind: 'ask', words: { text: 'Who was there?' } });
  await world.concerns.own.add(id, world.as(PRIYA), 'answered', { text: 'Her brother.' });
  await act({ kind: 'link', reference: other.receipt.reference, words: { reason: 'Siblings.' } });
  await act({
    kind: 'decide',
    decision: 'child-protection',
    reviewOn: undefined,
    words: { reason: 'Significant harm.', agency: 'MASH, 10:40', parents: 'Not told: risk.' },
  });
  await act({ kind: 'close', outcome: 'passed-to-agency', left: 'done', words: { reason: 'With social care.' } });

  const record = await exported(id);
  expect(record).toMatchObject({ format: 'lanyard-concern', version: 1, marking: MARKING });
  expect(Object.fromEntries(record.report.map(({ field, text }) => [field, text]))).toEqual({
    ...WORDS,
    safeTonight: 'No',
    toldInPerson: 'No',
  });
  expect(record.links).toEqual([{ reference: other.receipt.reference, id: other.id }]);
  expect(record.events.map(({ number }) => number)).toEqual(record.events.map((_, index) => index + 1));
  const decided = record.events.find(({ kind }) => kind === 'decided');
  expect(decided).toMatchObject({
    by: { id: MIRIAM, name: 'Miriam Hale', role: 'the DSL' },
    facts: { decision: 'child-protection' },
  });
  expect(decided?.texts.map(({ label, text }) => [label, text])).toEqual([
    ['Reason', 'Significant harm.'],
    ['Who was told', 'MASH, 10:40'],
    ['Parents or carers', 'Not told: risk.'],
  ]);
  // The export itself is the last thing that has happened.
  expect(record.events.at(-1)).toMatchObject({ kind: 'exported', facts: { format: 'json' }, by: { id: MIRIAM } });

  const pdf = await concernPdf(record);
  const pages = await pagesOf(pdf);
  const all = pages.join(' ');
  // Why it was linked is about another record: it is in the file for machines.
  for (const event of record.events.filter(({ kind }) => kind !== 'linked'))
    for (const { label, text } of event.texts) {
      expect(all).toContain(label);
      if (/^[\x20-\x7e]*$/.test(text)) expect(all).toContain(text);
    }
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(MARKING);
    expect(page).toContain(`Report ${receipt.reference}, page ${index + 1} of ${pages.length}`);
  }
  // The end of the trail leaves with the record: it shows later whether what stood before it still does.
  const [end] = await world.deps.store.chainEnds();
  expect(end && markOf(end)).toBe(record.exported.trailMark);
  expect(all.replaceAll(' ', '')).toContain(record.exported.trailMark);
  const document = await PDFDocument.load(pdf);
  expect(document.getTitle()).toBe(`Report ${receipt.reference}`);
});

test('letters that the page cannot show stand as numbers, and as themselves in the attached record', async () => {
  const { id } = await world.report('child', { words: WORDS });
  await world.after(0);
  const record = await exported(id);
  const pdf = await concernPdf(record);
  const all = (await pagesOf(pdf)).join(' ');
  expect(all).toContain('“night”');
  expect(all).toContain('Zoë');
  expect(all).toContain('Mój tata mnie bije 😢 و هو يشرب');
  expect(all).toContain('Żak');
  expect(all).toContain('[U+4F60][U+597D]');
  expect(await attachedTo(pdf)).toEqual(JSON.parse(JSON.stringify(record)));
});

test.each([
  ['sixty thousand letters without a space', 'ß'.repeat(60_000)],
  ['only emoji', '👩‍👦😭'.repeat(500)],
  ['control characters and broken surrogates', '\u0000\u0007\ud800 \udfff \u202e abc'],
  ['nothing but line breaks', '\n\r\n\n'.repeat(300)],
  ['other alphabets', 'Здравствуйте. 你好。 שלום. नमस्ते. ਸਤ ਸ੍ਰੀ ਅਕਾਲ'],
])('a PDF is made of %s', async (_, said) => {
  const { id } = await world.report('child', { words: { said } });
  await world.after(0);
  const pdf = await concernPdf(await exported(id));
  expect((await PDFDocument.load(pdf)).getPageCount()).toBeGreaterThan(0);
  const all = (await pagesOf(pdf)).join('');
  if (said.startsWith('ß')) expect(all.match(/ß/g)).toHaveLength(60_000);
});

test('a screenshot that cannot be put on the page is attached, and stops nothing', async () => {
  const { id } = await world.report('online-abuse', { about: [] });
  await world.after(0);
  const record = await exported(id, DANIEL);
  const png = (width: number) => {
    const bytes = Buffer.alloc(64);
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(width, 20);
    return bytes;
  };
  const pdf = await concernPdf(record, [
    { id: 'a', type: 'image/png', bytes: png(1) },
    { id: 'b', type: 'image/png', bytes: png(60_000) },
    { id: 'c', type: 'image/webp', bytes: Buffer.from('RIFF') },
    { id: 'd', type: 'image/jpeg', bytes: Buffer.from('ffd8ff00', 'hex') },
  ]);
  const all = (await pagesOf(pdf)).join(' ');
  for (const name of ['screenshot-1.png', 'screenshot-2.png', 'screenshot-3.webp', 'screenshot-4.jpeg'])
    expect(all).toMatch(new RegExp(`${name}[^:]*: it cannot be shown`));
});

test('only those who may open it, and the members of their place are read at that moment', async () => {
  const { id } = await world.report('child', { words: WORDS });
  await world.after(0);
  const attempt = async (user: UserId) => (await world.concerns.keeping.exportRecord(id, world.as(user), 'pdf')).kind;
  for (const user of [JOANNA, LEWIS, PRIYA]) expect(await attempt(user)).toBe('not-available');
  expect(await attempt(TOM)).toBe('exported');
  world.directory.place = membersOf(MIRIAM);
  expect(await attempt(TOM)).toBe('not-available');
  world.directory.trouble = new Fault('unavailable', 'down');
  expect(await attempt(MIRIAM)).toBe('cannot-check');
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter(({ kind }) => kind === 'exported').map(({ actor, facts }) => [actor, facts])).toEqual([
    [TOM, { format: 'pdf' }],
  ]);
  expect(entries.filter(({ kind, facts }) => kind === 'refused' && facts?.action === 'export')).toHaveLength(4);
});
