import { readFileSync } from 'node:fs';
import { MESSAGE_CLASSES } from '../../src/core/understanding.ts';
import { written } from '../../src/understanding/linear-head.ts';
import { PLACES, placesIn, TOLD_BY_WORDING, Wording } from '../../src/understanding/wording.ts';

const DANGER = 1;
const ROUTES = MESSAGE_CLASSES.slice(2);

/** A wording that knows one word, and what it tells. */
function knowing(word: string, tells: readonly number[]): Wording {
  const weights = new Float32Array(PLACES * TOLD_BY_WORDING);
  for (const place of placesIn(word)[0]) weights.set(tells, place * TOLD_BY_WORDING);
  return new Wording(written(weights, new Float32Array(TOLD_BY_WORDING)));
}

const SMOKE = knowing('smoke', [3, 6, 0, 0, 0, 0, 2]);
/** What the encoder says: even odds of everything. */
const EVEN = new Float32Array(MESSAGE_CLASSES.length + 1);
const besideEven = (text: string) => {
  const [none = 0, distress = 0, ...others] = SMOKE.beside(EVEN, text);
  return { none, distress, routes: others.slice(0, ROUTES.length), danger: others[ROUTES.length] ?? 0 };
};
const sumOf = (numbers: readonly number[]) => Math.log(numbers.reduce((sum, one) => sum + Math.exp(one), 0));

test('what is learnt of a word is told wherever it stands, the less the more words are beside it', () => {
  const alone = SMOKE.told('Smoke')[DANGER] ?? 0;
  const among = SMOKE.told('there is smoke in the kitchen')[DANGER] ?? 0;
  expect(alone).toBeCloseTo(6, 1);
  expect(among).toBeGreaterThan(1);
  expect(among).toBeLessThan(alone);
  expect([...SMOKE.told('nothing of the kind')]).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('beside the encoder it moves danger, the report and the route by its share, and distress against no report not at all', () => {
  const [without, with_] = [besideEven('a quiet day'), besideEven('smoke')];
  expect(without.danger).toBeCloseTo(0);
  expect(with_.danger).toBeCloseTo(0.4 * 6, 1);
  expect(sumOf(with_.routes)).toBeGreaterThan(sumOf(without.routes));
  expect(ROUTES[with_.routes.indexOf(Math.max(...with_.routes))]).toBe('dpo');
  expect(with_.none).toBe(with_.distress);
});

test('numbers survive being written in whole steps', () => {
  const shipped = new Wording(readFileSync('src/understanding/model/wording.bin'));
  const calm = shipped.told('what colour are the polo shirts')[DANGER] ?? 0;
  expect(shipped.told('theres a man with a knife at the gate')[DANGER]).toBeGreaterThan(calm + 2);
  expect(() => new Wording(new Uint8Array(12))).toThrow(RangeError);
});

test('capitals and the shape of an apostrophe change nothing', () => {
  expect(placesIn("HE'S BLEEDING")).toEqual(placesIn('he’s bleeding'));
});
