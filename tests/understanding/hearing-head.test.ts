import { readFileSync } from 'node:fs';
import type { Evidence } from '../../src/disclosure/hearing/heard-as.ts';
import { HEARING_SIGNS, HEARING_SUMS, HearingHead } from '../../src/understanding/hearing-head.ts';
import { written } from '../../src/understanding/linear-head.ts';
import { parseWeights } from '../../src/understanding/weights.ts';
import { shippedUnderstanding } from '../support/shipped.ts';

const MODEL = 'src/understanding/model';

async function weighed(text: string) {
  const opening = await shippedUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  const { encoder, weigh } = opening.understanding;
  const [reading] = await encoder.read([text]);
  if (!reading) throw new Error('the encoder gave no reading');
  return weigh(text, reading, NOTHING_SEEN);
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

test('a sum of no weights takes everything for as likely, and any other file is refused', () => {
  const none = new HearingHead(written(new Float32Array(HEARING_SIGNS * HEARING_SUMS), new Float32Array(HEARING_SUMS)));
  const reading = { vector: new Float32Array(384), logits: new Float32Array(8), words: new Int8Array() };
  const { chances, danger } = none.weigh('anything', reading, NOTHING_SEEN);
  expect(new Set(Object.values(chances).map((one) => one.toFixed(6))).size).toBe(1);
  expect(danger).toBe(0.5);
  expect(() => new HearingHead(new Uint8Array(12))).toThrow(RangeError);
});

test('the model card is that of the weights beside it', () => {
  const { ranker: _, ...hashes } = parseWeights(readFileSync(`${MODEL}/weights.json`, 'utf8'));
  const card = readFileSync(`${MODEL}/README.md`, 'utf8');
  expect(Object.entries(hashes).filter(([, hash]) => !card.includes(hash))).toEqual([]);
});
