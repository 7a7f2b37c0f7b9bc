import { readFileSync } from 'node:fs';
import type { Evidence } from '../../../src/hear/weighing/heard-as.ts';
import { HEARING_SUMS, type Measure, weighBy } from '../../../src/platform/encoder/hearing-head.ts';
import { parseWeights } from '../../../src/platform/encoder/weights.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const MODEL = 'src/platform/encoder/model';

async function weighed(text: string) {
  const opening = await shippedUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  const { encoder, weigh } = opening.understanding;
  const [reading] = await encoder.hear([text]);
  if (!reading) throw new Error('the encoder gave no reading');
  return weigh(reading, NOTHING_SEEN);
}

const NOTHING_SEEN: Evidence = { own: 'none', isDanger: false, isForeign: false };

test('chances are of one whole, and routes stand with the likeliest first', async () => {
  const { chances, danger, routes } = await weighed('a y9 lad has a bruise the shape of a hand on his arm');
  expect(Object.values(chances).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
  expect(danger).toBeGreaterThan(0);
  expect(danger).toBeLessThan(1);
  expect(routes.map(([, share]) => share)).toEqual(
    routes.map(([, share]) => share).toSorted((one, other) => other - one),
  );
});

test.each([
  ['report', 'a y9 lad has a bruise the shape of a hand on his arm'],
  ['social', 'cheers, that was quick'],
  ['question', 'how long can a pupil be kept in detention'],
] as const)('what is likeliest: %s', async (is, text) => {
  const { chances } = await weighed(text);
  expect(Object.entries(chances).toSorted(([, one], [, other]) => other - one)[0]?.[0]).toBe(is);
});

const NOTHING_ADDED = { distress: 0, report: 0, danger: 0 };
const measure: Measure = {
  scale: 1,
  adds: {
    strain: { ...NOTHING_ADDED, distress: 2 },
    crisis: { ...NOTHING_ADDED, danger: 2 },
    danger: { ...NOTHING_ADDED, report: 2 },
    foreign: NOTHING_ADDED,
  },
};
const EVEN = { vector: new Float32Array(768), sums: new Float32Array(HEARING_SUMS), words: new Int8Array() };

test('where the layers say nothing everything is as likely, and what the rules see counts beside them', () => {
  const { chances, danger } = weighBy(measure, EVEN, NOTHING_SEEN);
  const { wish: _, ...others } = chances;
  expect(chances.report).toBeCloseTo(1 / 9, 6);
  expect(others.question).toBe(others.social);
  expect(danger).toBe(0.5);
  const crisis = weighBy(measure, EVEN, { own: 'crisis', isDanger: false, isForeign: true });
  expect(crisis.chances.distress).toBeGreaterThan(chances.distress);
  expect(crisis.danger).toBeGreaterThan(danger);
  expect(weighBy(measure, EVEN, { ...NOTHING_SEEN, isDanger: true }).chances.report).toBeGreaterThan(chances.report);
});

test('numbers of other layers are refused', () => {
  expect(() => weighBy(measure, { ...EVEN, sums: new Float32Array(9) }, NOTHING_SEEN)).toThrow(RangeError);
});

test('the model card is that of the weights beside it', () => {
  const { encoder, hearing } = parseWeights(readFileSync(`${MODEL}/weights.json`, 'utf8'));
  const card = readFileSync(`${MODEL}/README.md`, 'utf8');
  expect([encoder, hearing].filter((hash) => !card.includes(hash))).toEqual([]);
});
