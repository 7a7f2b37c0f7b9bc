import type { Candidate } from '../../../src/ask/finding/passage-index.ts';
import { LOOKED_AT_CLOSELY, rank, rankClosely } from '../../../src/ask/finding/ranker.ts';
import { SIGNS, type Signs } from '../../../src/ask/finding/signs.ts';

const NO_SIGNS: Signs = { text: 0, bare: 0, heading: 0, words: 0, covered: 0, headed: 0, item: 0, row: 0, leadIn: 0 };
const NO_WEIGHTS = Object.fromEntries(SIGNS.map((sign) => [sign, 0])) as unknown as Signs;

const POLICY = {};
const candidate = (id: string, signs: Partial<Signs> = {}, sectionId = `s${id}`, close = 0): Candidate =>
  ({
    entry: { passage: { id, sectionId }, path: [], policy: POLICY },
    signs: { ...NO_SIGNS, ...signs },
    closeness: () => close,
  }) as never;
const idsOf = (ranked: readonly Candidate[]) => ranked.map(({ entry }) => entry.passage.id);

test('each sign counts by its weight, and the best comes first', () => {
  const ranked = rank([candidate('p1', { words: 1 }), candidate('p2', { text: 0.5 }), candidate('p3', { leadIn: 1 })], {
    ...NO_WEIGHTS,
    text: 4,
    words: 1,
    leadIn: -1,
  });
  expect(ranked.map(({ entry, score }) => [entry.passage.id, score])).toEqual([
    ['p2', 2],
    ['p1', 1],
    ['p3', -1],
  ]);
});

test('of equals the one that stands first in the policy comes first, whatever order they were found in', () => {
  const equals = ['p12', 'p3', 'p101', 'p1'].map((id) => candidate(id));
  expect(idsOf(rank(equals, NO_WEIGHTS))).toEqual(['p1', 'p3', 'p12', 'p101']);
  expect(idsOf(rank(equals.toReversed(), NO_WEIGHTS))).toEqual(['p1', 'p3', 'p12', 'p101']);
});

test('what is found is ranked and nothing is lost or changed', () => {
  const given = Object.freeze([candidate('p2', { text: 1 }), candidate('p1')]);
  expect(new Set(idsOf(rank(given, NO_WEIGHTS)))).toEqual(new Set(['p1', 'p2']));
  expect(rank([], NO_WEIGHTS)).toEqual([]);
});

test('the first few are put in order again by each of their words, and what was not looked at stays below them', () => {
  const many = Array.from({ length: LOOKED_AT_CLOSELY + 2 }, (_, at) =>
    candidate(`p${at + 1}`, { text: 1 - at / 20 }, `s${at}`, at === 3 ? 0.9 : at > LOOKED_AT_CLOSELY ? 1 : 0.5),
  );
  const weights = { signs: { ...NO_WEIGHTS, text: 1 }, close: 10 };
  const ranked = rankClosely(many, weights);
  expect(idsOf(ranked).slice(0, 2)).toEqual(['p4', 'p1']);
  expect(idsOf(ranked).at(-1)).toBe(`p${LOOKED_AT_CLOSELY + 2}`);
  expect(ranked[0]?.close).toBe(0.9);
  expect(ranked.at(-1)?.close).toBe(0.5);
  expect(rankClosely([], weights)).toEqual([]);
});
