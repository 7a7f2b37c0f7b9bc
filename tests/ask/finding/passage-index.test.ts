import { stems } from '../../../src/ask/finding/bm25.ts';
import { type Asked, createPassageIndex, type PassageIndex } from '../../../src/ask/finding/passage-index.ts';
import { NOTHING_KEPT } from '../../../src/ask/finding/vectors.ts';
import { wordEncoder } from '../../support/word-encoder.ts';
import { ELM } from '../elm-lane.ts';
import { policyOf } from '../given.ts';

const TRAVEL = `Travel Policy

1. Cars

Pupils must not travel in the car of a member of staff.

2. Coaches

| Journey | Who agrees |
|---|---|
| Day trip | The headteacher |
| Abroad | The governors |
`;
const POLICIES = [policyOf(ELM, 'elm'), policyOf(TRAVEL, 'travel')];
const inWords = (question: string): Asked => ({ words: stems(question), reading: undefined });
async function asked(question: string): Promise<Asked> {
  const [reading] = await wordEncoder.read([question]);
  return { words: stems(question), reading };
}
const found = (index: PassageIndex, question: Asked) =>
  index.candidates(question).map(({ entry, signs }) => ({ text: entry.passage.text, signs }));

let words: PassageIndex;
let both: PassageIndex;
beforeAll(async () => {
  words = await createPassageIndex(POLICIES);
  both = await (await createPassageIndex(POLICIES)).learn({ encoder: wordEncoder, vectors: NOTHING_KEPT });
});

test('every passage that can be cited is an entry, in reading order, and no heading', () => {
  const texts = both.entries.map(({ passage }) => passage.text);
  expect(texts).toEqual(
    POLICIES.flatMap(({ passages }) => passages.filter(({ kind }) => kind !== 'heading').map(({ text }) => text)),
  );
  expect(both.entries.map(({ policy }) => policy.policyId)).toContain('travel');
});

test('without an encoder words find, and nothing is told by meaning', () => {
  const hits = found(words, inWords('travel in the car'));
  expect(hits.some(({ text }) => text.includes('travel in the car'))).toBe(true);
  for (const { signs } of hits) expect(signs).toMatchObject({ text: 0, bare: 0, heading: 0 });
  expect(Math.max(...hits.map(({ signs }) => signs.words))).toBe(1);
  expect(found(words, inWords('zebra'))).toEqual([]);
  expect(found(words, inWords(''))).toEqual([]);
});

test('with an encoder a passage is found by meaning too, even by no word of its own', async () => {
  // The words of one question with the meaning of another.
  const { reading } = await asked('pupils travel in the car of a member of staff');
  const hits = found(both, { words: ['zebra'], reading });
  const car = hits.find(({ text }) => text.includes('travel in the car'));
  expect(car?.signs.words).toBe(0);
  expect(car?.signs.bare).toBeGreaterThan(0.8);
});

test('a passage is looked at closely word by word: one that holds every word asked is as near as can be', async () => {
  const closenessOf = async (index: PassageIndex, question: string) =>
    index.candidates(await asked(question)).map(({ entry, closeness }) => [entry.passage.text, closeness()] as const);
  const near = new Map(await closenessOf(both, 'travel car staff'));
  const car = [...near].find(([text]) => text.includes('travel in the car'))?.[1];
  expect(car).toBeGreaterThan(0.9);
  const others = [...near].filter(([text]) => !text.includes('travel in the car')).map(([, close]) => close);
  expect(Math.max(...others)).toBeLessThan(0.9);
  for (const [, close] of await closenessOf(words, 'travel car staff')) expect(close).toBe(0);
});

test('signs say where the words of a question stand', async () => {
  const hits = found(both, await asked('pictures surname'));
  const item = hits.find(({ text }) => text.startsWith('leave out the surname'));
  expect(item?.signs).toMatchObject({ item: 1, row: 0, leadIn: 0, covered: 1 });
  expect(item?.signs.headed).toBeGreaterThan(0);
  expect(item?.signs.headed).toBeLessThan(1);
  const leadIn = found(both, await asked('before a picture is published')).find(({ text }) =>
    text.startsWith('Before'),
  );
  expect(leadIn?.signs.leadIn).toBe(1);
});

test('what stands nowhere in the policies is unknown, by how much it tells', () => {
  expect(words.unknown(inWords('friend requests'))).toBe(0);
  expect(words.unknown(inWords('zebra crossing'))).toBe(1);
  const half = words.unknown(inWords('friend zebra'));
  expect(half).toBeGreaterThan(0.4);
  expect(half).toBeLessThan(0.7);
});

test('within some policies only these are found, and what a word tells stays the same', async () => {
  const travel = both.within(({ policyId }) => policyId === 'travel');
  expect(new Set(travel.entries.map(({ policy }) => policy.policyId))).toEqual(new Set(['travel']));
  const question = await asked('must staff accept friend requests from pupils');
  const hits = travel.candidates(question);
  expect(hits.length).toBeGreaterThan(0);
  expect(hits.every(({ entry }) => entry.policy.policyId === 'travel')).toBe(true);
  // The best of these is the measure, whatever other policies hold.
  expect(Math.max(...hits.map(({ signs }) => signs.words))).toBe(1);
  const same = both.candidates(question).find(({ entry }) => entry.passage === hits[0]?.entry.passage);
  expect(same?.signs.covered).toBe(hits[0]?.signs.covered);
  expect(both.within(() => false).entries).toEqual([]);
  expect(both.within(() => false).candidates(question)).toEqual([]);
});

test('what is within may be narrowed again, and not widened by it', () => {
  const travel = words.within(({ policyId }) => policyId === 'travel');
  expect(travel.within(() => false).entries).toEqual([]);
  expect(new Set(travel.within(() => true).entries.map(({ policy }) => policy.policyId))).toEqual(new Set(['travel']));
});

test('of many passages the eighty nearest are looked at, whatever order they stand in', async () => {
  const clauses = Array.from(
    { length: 600 },
    (_, at) => `Clause number${at} is about phones${at % 7 === 0 ? ' phones' : ''}.`,
  );
  const many = await createPassageIndex([policyOf(`Long Policy\n\n1. All\n\n${clauses.join('\n\n')}\n`)]);
  const hits = many.candidates(inWords('phones number595'));
  expect(hits.length).toBeLessThanOrEqual(80);
  expect(hits.some(({ entry }) => entry.passage.text.includes('number595 '))).toBe(true);
  const plain = many.candidates(inWords('phones'));
  expect(plain.length).toBe(40);
  expect(plain.every(({ signs }) => signs.words > 0.99)).toBe(true);
});
