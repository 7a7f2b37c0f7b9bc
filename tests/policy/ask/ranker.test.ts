import type { Candidate } from '../../../src/policy/ask/passage-index.ts';
import {
  bandOf,
  chanceOf,
  LOOKED_AT_CLOSELY,
  leadOf,
  rank,
  rankClosely,
  tokensOf,
} from '../../../src/policy/ask/ranker.ts';
import { SIGNS, type Signs, TOKENS, type Tokens } from '../../../src/policy/ask/signs.ts';

const NO_SIGNS: Signs = { text: 0, bare: 0, heading: 0, words: 0, covered: 0, headed: 0, item: 0, row: 0, leadIn: 0 };
const NO_WEIGHTS = Object.fromEntries(SIGNS.map((sign) => [sign, 0])) as unknown as Signs;
const NO_TOKENS = Object.fromEntries(TOKENS.map((token) => [token, 0])) as unknown as Tokens;

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
  const tokens = tokensOf(ranked, 0, 1);
  expect([tokens.close, tokens.closeLead]).toEqual([0.9, expect.closeTo(0.4)]);
});

test('the lead is that over the best of another section: rows and items around it are no rivals', () => {
  const ranked = rank(
    [
      candidate('p1', { text: 0.9, words: 1, covered: 0.7, headed: 0.2 }, 's1'),
      candidate('p2', { text: 0.8 }, 's1'),
      candidate('p3', { text: 0.5 }, 's2'),
      candidate('p4', { text: 0.3 }, 's3'),
    ],
    { ...NO_WEIGHTS, text: 10 },
  );
  const tokens = tokensOf(ranked, 0.25, 3);
  expect(tokens).toMatchObject({
    nearest: 0.9,
    best: 9,
    margin: 4,
    words: 1,
    covered: 0.7,
    headed: 0.2,
    unknown: 0.25,
  });
  expect(tokens.lead).toBeCloseTo(0.4);
  expect(tokens.spread).toBeCloseTo(0.5);
  expect(tokens.length).toBeCloseTo(Math.log(4));
});

test('in a policy that is read as one section the rest of it are rivals: one thing in it is no surer for standing alone', () => {
  const signs = [0.9, 0.8, 0.7, 0.6].map((text) => ({ text }));
  const inOne = ['p1', 'p4', 'p7', 'p30'].map((id, at) => candidate(id, signs[at], 's1'));
  const tokens = tokensOf(rank(inOne, { ...NO_WEIGHTS, text: 10 }), 0, 3);
  // p4 is around the best; p7 and p30 are not.
  expect(tokens.lead).toBeCloseTo(0.2);
  expect(tokens.margin).toBeCloseTo(2);
});

test('a ranking of one, or of none, has numbers too', () => {
  for (const ranked of [rank([candidate('p1', { text: 0.5 })], NO_WEIGHTS), []])
    for (const value of Object.values(tokensOf(ranked, 1, 0))) expect(Number.isFinite(value)).toBe(true);
});

test('the chance rises with what speaks for the answer, and stays between 0 and 1', () => {
  const at = (nearest: number, bias = 0) =>
    chanceOf({ ...NO_TOKENS, nearest }, { tokens: { ...NO_TOKENS, nearest: 2 }, bias });
  expect(at(0)).toBe(0.5);
  expect(at(1)).toBeGreaterThan(at(0.5));
  expect(at(1, -5)).toBeLessThan(0.5);
  expect(at(1e6)).toBe(1);
  expect(at(-1e6)).toBe(0);
});

test('bands are closed below', () => {
  const bands = { sure: 0.8, silent: 0.2 };
  expect([1, 0.8, 0.7999, 0.2, 0.1999, 0].map((chance) => bandOf(chance, bands))).toEqual([
    'sure',
    'sure',
    'nearest',
    'nearest',
    'silent',
    'silent',
  ]);
});

test('one passage stands out where it is likely and alone; what hardly any answers is faint, a statement sooner than a question', () => {
  expect(leadOf({ chance: 0.6, margin: 2 }, true)).toBe('clear');
  expect(leadOf({ chance: 0.6, margin: 1 }, true)).toBe('open');
  expect(leadOf({ chance: 0.4, margin: 5 }, true)).toBe('open');
  expect(leadOf({ chance: 0.4, margin: 5 }, false)).toBe('faint');
  expect(leadOf({ chance: 0.15, margin: 5 }, true)).toBe('faint');
  expect(leadOf(undefined, false)).toBe('open');
});
