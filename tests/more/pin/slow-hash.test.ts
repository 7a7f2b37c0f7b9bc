import { expect, test } from '@jest/globals';
import { DEAR, isHashOf, slowHash } from '../../../src/more/pin/slow-hash.store.ts';

test('a PIN is kept dear to guess unless told otherwise, with its cost beside it', async () => {
  expect(128 * DEAR.N * DEAR.r).toBeGreaterThanOrEqual(32 * 2 ** 20);
  expect(DEAR.p).toBeGreaterThanOrEqual(3);
  const kept = await slowHash('271828');
  expect(JSON.parse(kept.toString())).toMatchObject({ cost: DEAR });
  expect(kept.toString()).not.toContain('271828');
  expect(await isHashOf(kept, '271828')).toBe(true);
  expect(await isHashOf(kept, '271829')).toBe(false);
});
