import { readFileSync } from 'node:fs';
import { written } from '../../../src/platform/encoder/linear-head.ts';
import { PLACES, placesIn, TOLD_BY_WORDING, Wording } from '../../../src/platform/encoder/wording.ts';

const DANGER = 1;

/** A wording that knows one word, and what it tells. */
function knowing(word: string, tells: readonly number[]): Wording {
  const weights = new Float32Array(PLACES * TOLD_BY_WORDING);
  for (const place of placesIn(word)[0]) weights.set(tells, place * TOLD_BY_WORDING);
  return new Wording(written(weights, new Float32Array(TOLD_BY_WORDING)));
}

const SMOKE = knowing('smoke', [3, 6, 0, 0, 0, 0, 2]);
test('what is learnt of a word is told wherever it stands, the less the more words are beside it', () => {
  const alone = SMOKE.told('Smoke')[DANGER] ?? 0;
  const among = SMOKE.told('there is smoke in the kitchen')[DANGER] ?? 0;
  expect(alone).toBeCloseTo(6, 1);
  expect(among).toBeGreaterThan(1);
  expect(among).toBeLessThan(alone);
  expect([...SMOKE.told('nothing of the kind')]).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('the likeliest route is told by its name', () => {
  expect(SMOKE.toldAlone('smoke')).toMatchObject({ route: 'dpo' });
});

test('numbers survive being written in whole steps', () => {
  const shipped = new Wording(readFileSync('src/platform/encoder/model/wording.bin'));
  const calm = shipped.told('what colour are the polo shirts')[DANGER] ?? 0;
  expect(shipped.told('theres a man with a knife at the gate')[DANGER]).toBeGreaterThan(calm + 2);
  expect(() => new Wording(new Uint8Array(12))).toThrow(RangeError);
});

test('capitals and the shape of an apostrophe change nothing', () => {
  expect(placesIn("HE'S BLEEDING")).toEqual(placesIn('he’s bleeding'));
});
