import { entriesOf } from '../../../src/ask/finding/entries.ts';
import type { Ranked } from '../../../src/ask/finding/ranker.ts';
import { SIGNS, type Signs, TOKENS, type Tokens } from '../../../src/ask/finding/signs.ts';
import { addedBy, bandOf, chanceOf, isPlain, leadOf, tokensOf } from '../../../src/ask/finding/standing.ts';
import type { Policy } from '../../../src/ask/policy.ts';
import { NO_CURVES, rising } from '../../support/word-encoder.ts';
import { policyOf } from '../given.ts';

const NO_SIGNS = Object.fromEntries(SIGNS.map((sign) => [sign, 0])) as unknown as Signs;
const NO_TOKENS = Object.fromEntries(TOKENS.map((token) => [token, 0])) as unknown as Tokens;

/** What was found in this order, by its words; its score is ten times how near it is. */
const found = (policy: Policy, ...some: readonly (readonly [words: string, signs: Partial<Signs>, close?: number])[]) =>
  some.map(([words, signs, close = 0]): Ranked => {
    const entry = entriesOf(policy).find(({ passage }) => passage.text.includes(words));
    if (!entry) throw new Error(`nothing says "${words}"`);
    return { entry, signs: { ...NO_SIGNS, ...signs }, score: 10 * (signs.text ?? 0), close, closeness: () => close };
  });

const CLUBS = policyOf(`Clubs Policy

1. Times

1.1 Clubs end at five.

1.2 In winter they end at four.

2. Money

2.1 Clubs take no cash.

3. Pets

3.1 Dogs stay at home.
`);

test('the lead is that over the best of another section: rows and items around it are no rivals', () => {
  const tokens = tokensOf(
    found(
      CLUBS,
      ['five', { text: 0.9, words: 1, covered: 0.7, headed: 0.2 }, 0.9],
      ['winter', { text: 0.8 }, 0.8],
      ['cash', { text: 0.5 }, 0.5],
      ['Dogs', { text: 0.3 }],
    ),
    0.25,
    3,
  );
  expect(tokens).toMatchObject({
    nearest: 0.9,
    best: 9,
    margin: 4,
    words: 1,
    covered: 0.7,
    headed: 0.2,
    unknown: 0.25,
    close: 0.9,
  });
  expect(tokens.lead).toBeCloseTo(0.4);
  expect(tokens.closeLead).toBeCloseTo(0.4);
  expect(tokens.spread).toBeCloseTo(0.5);
  expect(tokens.length).toBeCloseTo(Math.log(4));
});

test('what is quoted with the best is no doubt about it: its share counts, and the next is the first that is not quoted', () => {
  const tokens = tokensOf(
    found(CLUBS, ['five', { text: 0.9 }], ['winter', { text: 0.8 }], ['cash', { text: 0.5 }]),
    0,
    1,
  );
  expect(tokens.passages).toBe(2);
  expect(tokens.overNext).toBeCloseTo(4);
  expect(tokens.textOverNext).toBeCloseTo(0.4);
  const odds = [0, -1, -4].map(Math.exp);
  const all = odds.reduce((sum, one) => sum + one);
  expect(tokens.share).toBeCloseTo((all - (odds[2] ?? 0)) / all);
  expect(tokens.letters).toBeCloseTo(Math.log(1 + 'Clubs end at five.\nIn winter they end at four.'.length), 0);
  const alone = tokensOf(found(CLUBS, ['five', { text: 0.9 }], ['cash', { text: 0.9 }]), 0, 1);
  expect(alone.share).toBeCloseTo(0.5);
  expect(alone.doubt).toBeCloseTo(Math.log(2));
});

test('in a policy that is read as one section the rest of it are rivals: one thing in it is no surer for standing alone', () => {
  const one = policyOf(
    `One Policy\n\n1. All\n\n${Array.from({ length: 30 }, (_, at) => `1.${at + 1} Rule number ${at + 1}.`).join('\n\n')}`,
  );
  const tokens = tokensOf(
    found(
      one,
      ['number 1.', { text: 0.9 }],
      ['number 4.', { text: 0.8 }],
      ['number 8.', { text: 0.7 }],
      ['number 30.', { text: 0.6 }],
    ),
    0,
    3,
  );
  // The fourth is around the best; the eighth and the last are not.
  expect(tokens.lead).toBeCloseTo(0.2);
  expect(tokens.margin).toBeCloseTo(2);
});

test('a ranking of one, or of none, has numbers too', () => {
  for (const ranked of [found(CLUBS, ['five', { text: 0.5 }]), []])
    for (const value of Object.values(tokensOf(ranked, 1, 0))) expect(Number.isFinite(value)).toBe(true);
});

test('the chance is what the curves add up to, and stays between 0 and 1', () => {
  const at = (nearest: number, bias = 0) =>
    chanceOf({ ...NO_TOKENS, nearest }, { bias, curves: { ...NO_CURVES, nearest: rising(4) } });
  expect(at(0)).toBe(0.5);
  expect(at(1)).toBeGreaterThan(at(0.5));
  expect(at(1)).toBeCloseTo(1 / (1 + Math.exp(-4)));
  expect(at(1, -5)).toBeLessThan(0.5);
  expect(at(1, 1e6)).toBe(1);
  expect(at(1, -1e6)).toBe(0);
});

test('a curve adds from each of its steps on, closed below', () => {
  const curve = { from: [0, 0.5], adds: [-1, 0, 2] };
  expect([-3, -0.001, 0, 0.499, 0.5, 9].map((value) => addedBy(curve, value))).toEqual([-1, -1, 0, 0, 2, 2]);
  expect(addedBy({ from: [], adds: [0.25] }, 7)).toBe(0.25);
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

test('one passage stands out where it is likely; what hardly any answers is faint, a statement sooner than a question', () => {
  expect(leadOf({ chance: 0.7 }, true)).toBe('clear');
  expect(leadOf({ chance: 0.25 }, true)).toBe('open');
  expect(leadOf({ chance: 0.25 }, false)).toBe('faint');
  expect(leadOf({ chance: 0.15 }, true)).toBe('faint');
  expect([0.8, 0.95].map((chance) => isPlain({ chance }))).toEqual([false, true]);
  expect(leadOf(undefined, false)).toBe('open');
});
