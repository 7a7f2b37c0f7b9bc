import { LEARNT_WISHES } from '../../../src/hear/wishes/wishes.ts';
import { HEARING_SUMS } from '../../../src/platform/encoder/hearing-head.ts';
import { written } from '../../../src/platform/encoder/linear-head.ts';
import { guessBy, MEANING, WISH_CLASSES, WishHead, withWish } from '../../../src/platform/encoder/wish-head.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const CLASSES = WISH_CLASSES.length;
const flat = written(new Float32Array(MEANING * CLASSES), new Float32Array(CLASSES));
const EVEN = { vector: new Float32Array(MEANING), sums: new Float32Array(HEARING_SUMS), words: new Int8Array() };

test('where nothing is told everything is as likely, and together it is one', () => {
  const shares = new WishHead(flat, { classes: WISH_CLASSES, layers: 0, later: 0 }).shares(EVEN);
  expect(shares).toHaveLength(CLASSES);
  expect(shares[0]).toBeCloseTo(1 / CLASSES, 6);
  expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
});

test('what the layers say of what they have learnt counts beside it, and not where they do not count', () => {
  const sums = new Float32Array(HEARING_SUMS);
  sums[HEARING_SUMS - 1] = 8;
  const last = LEARNT_WISHES.at(-1);
  const guess = (layers: number) =>
    guessBy(new WishHead(flat, { classes: WISH_CLASSES, layers, later: -2 }))({ ...EVEN, sums });
  expect(guess(0.5).wish).toBe(last);
  expect(guess(0.5).share).toBeGreaterThan(guess(0).share);
  expect(guess(1).among).toBeGreaterThan(guess(0.5).among);
});

test('a wish that the sum was not learnt for is never told, and the others are told as before, in whatever order they stand', () => {
  const classes = WISH_CLASSES.filter((one) => one !== 'pin').toReversed();
  const file = written(new Float32Array(MEANING * classes.length), new Float32Array(classes.length));
  const shares = new WishHead(file, { classes, layers: 0, later: 0 }).shares(EVEN);
  expect(shares[WISH_CLASSES.indexOf('pin')]).toBe(0);
  expect(shares[WISH_CLASSES.indexOf('rota')]).toBeCloseTo(1 / classes.length, 6);
});

test('of two wishes the one that is likelier for its writer comes first', () => {
  const guess = guessBy(new WishHead(flat, { classes: WISH_CLASSES, layers: 0, later: 0 }));
  expect(guess(EVEN, (wish) => (wish === 'pin' ? 5 : 1)).wish).toBe('pin');
});

test('weights of another size are refused, and so are the numbers of other layers', () => {
  expect(() => new WishHead(flat.subarray(1), { classes: WISH_CLASSES, layers: 0, later: 0 })).toThrow(RangeError);
  const head = new WishHead(flat, { classes: WISH_CLASSES, layers: 0.5, later: 0 });
  expect(() => head.shares({ ...EVEN, sums: new Float32Array(9) })).toThrow(RangeError);
});

test('a likelier wish leaves a report and distress as likely as they were', () => {
  const chances = {
    ...{ question: 0.2, 'follow-up': 0.05, wish: 0.2, social: 0.05, about: 0.05, campaign: 0.05, nothing: 0.1 },
    ...{ distress: 0.1, report: 0.2 },
  };
  const by = { classes: WISH_CLASSES, layers: 0.5, later: 0, bias: 0, kinds: 0.5, wishes: 0.5 };
  const [less, more] = [withWish(chances, 0.1, by), withWish(chances, 0.99, by)];
  expect(more.wish).toBeGreaterThan(less.wish);
  for (const one of [less, more]) {
    expect([one.report, one.distress]).toEqual([0.2, 0.1]);
    expect(Object.values(one).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(one.question / one.social).toBeCloseTo(4, 6);
  }
});

test.each([
  ['campaigns.due', 'could everyone have until the Friday after half term instead'],
  ['own.read-yet', 'has somebody had a look at the thing i filled in this morning'],
  ['lanyard.place', 'in which country does all this end up'],
  ['governors.page', 'i need the summary for the governing body'],
] as const)('what the layers have not learnt is told by its meaning: %s', async (wish, text) => {
  const opening = await shippedUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  const [reading] = await opening.understanding.encoder.hear([text]);
  if (!reading) throw new Error('the encoder gave no reading');
  expect(opening.understanding.guessWish(reading).wish).toBe(wish);
});
