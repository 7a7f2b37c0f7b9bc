import type { Answerer } from '../../../src/ask/answer/answer.ts';
import { keptInMemory } from '../../../src/ask/finding/vectors.ts';
import { createIndexes } from '../../../src/ask/library/indexes.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import type { PolicyStore, StoredVersion } from '../../../src/ask/ports.ts';
import type { PolicyId, SchoolId } from '../../../src/kernel/ids.ts';
import { wordUnderstanding } from '../../support/word-encoder.ts';
import { cautions, policyOf, quotesOf } from '../given.ts';

const SCHOOL = 'oakfield' as SchoolId;
const PHONES = '# Phones\n\nStaff must keep their personal mobile phones switched off in lessons.';
/** More passages than are read while someone waits. */
const TRIPS = `# Trips\n\n${Array.from({ length: 60 }, (_, at) => `Residential trip number ${at} needs a risk assessment.`).join('\n\n')}`;

const BAGS =
  '# Bags\n\nPupils bring one bag. Staff may look into a bag in front of another adult. Lost bags go to the office on Fridays.';
const BAG = 'may staff look into a bag';

function versionOf(id: string, text: string): StoredVersion {
  const document = readText(text);
  return {
    school: SCHOOL,
    identity: { id: id as PolicyId, fallbackTitle: id },
    version: policyOf(text, id),
    document,
    state: 'in-force',
    proposedAt: new Date('2026-11-23T09:00:00Z'),
  };
}

/** Indexes over versions that a test puts in force, with an encoder that reads a list of texts when it is let. */
function given() {
  let now = Date.parse('2026-11-23T09:00:00Z');
  let inForce: readonly StoredVersion[] = [];
  const read: string[] = [];
  let reading = Promise.withResolvers<void>();
  reading.resolve();
  const encoder: typeof wordUnderstanding.encoder = {
    ...wordUnderstanding.encoder,
    async read(texts) {
      if (texts.length > 1) await reading.promise;
      read.push(...texts);
      return wordUnderstanding.encoder.read(texts);
    },
  };
  const store: PolicyStore = {
    ...({} as PolicyStore),
    inForce: async () => inForce,
    stamp: async () => inForce.map(({ version }) => version.versionId).join(),
  };
  const indexes = createIndexes({
    store,
    vectors: keptInMemory(500),
    clock: () => new Date(now),
    cautions,
    understanding: { ...wordUnderstanding, encoder },
  });
  return {
    /** What the encoder has been given. */
    read,
    index: () => indexes.of(SCHOOL),
    hold: () => {
      reading = Promise.withResolvers();
    },
    release: () => reading.resolve(),
    putInForce: (...versions: readonly StoredVersion[]) => {
      inForce = versions;
      now += 2_000;
    },
  };
}

const answered = async ({ answerer }: { readonly answerer: Answerer }, question: string) => {
  const answer = await answerer.askLocally(question);
  return { first: quotesOf(answer)[0] ?? '', byMeaning: answer.explain.chance !== undefined };
};
const PHONE = 'personal mobile phones in lessons';
const TRIP = 'risk assessment for residential trip number 7';

/** Until what is read behind has taken the place of what answered meanwhile. */
async function swapped(is: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500 && !(await is()); turn += 1) await new Promise(setImmediate);
}

test('while a new policy is read, the index before answers, by meaning; then the new one does, for a holder of either', async () => {
  const { index, hold, release, putInForce } = given();
  putInForce(versionOf('phones', PHONES));
  expect(await answered(await index(), PHONE)).toMatchObject({ first: expect.stringContaining('switched off') });

  hold();
  putInForce(versionOf('phones', PHONES), versionOf('trips', TRIPS));
  const meanwhile = await index();
  expect(meanwhile.policies).toHaveLength(2);
  expect(await answered(meanwhile, PHONE)).toEqual({ first: expect.stringContaining('switched off'), byMeaning: true });
  expect((await answered(meanwhile, TRIP)).first).not.toContain('risk assessment');

  release();
  await swapped(async () => (await answered(meanwhile, TRIP)).first.includes('risk assessment'));
  expect(await answered(meanwhile, TRIP)).toEqual({ first: expect.stringContaining('number 7'), byMeaning: true });
  expect(await index()).toBe(meanwhile);
});

test('what is no longer in force answers nobody, not even meanwhile: words alone do', async () => {
  const { index, hold, release, putInForce } = given();
  putInForce(versionOf('phones', PHONES));
  await index();

  hold();
  putInForce(versionOf('trips', TRIPS));
  const meanwhile = await index();
  expect((await answered(meanwhile, PHONE)).first).not.toContain('switched off');
  expect(await answered(meanwhile, TRIP)).toEqual({ first: expect.stringContaining('number 7'), byMeaning: false });

  release();
  await swapped(async () => (await answered(meanwhile, TRIP)).byMeaning);
  expect(await answered(meanwhile, TRIP)).toEqual({ first: expect.stringContaining('number 7'), byMeaning: true });
});

test('who asks waits for the encoder to read the question and nothing else: what decides of a quote has been read behind', async () => {
  const { index, read, putInForce } = given();
  putInForce(versionOf('bags', BAGS));
  await index();
  await swapped(async () => read.some((text) => text.endsWith('Staff may look into a bag in front of another adult.')));
  const before = read.length;
  expect((await answered(await index(), BAG)).first).toContain('another adult');
  expect(read.slice(before)).toEqual([BAG]);
});

test('where nothing answered before, the first reading of policies can be waited for', async () => {
  const { index, hold, release, putInForce } = given();
  hold();
  putInForce(versionOf('trips', TRIPS));
  const first = await index();
  expect(await answered(first, TRIP)).toMatchObject({ byMeaning: false });
  release();
  await first.readInTime?.();
  expect(await answered(first, TRIP)).toMatchObject({ byMeaning: true });
});
