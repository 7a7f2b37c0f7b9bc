import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import type { ConcernStore } from '../../../src/report/ports.ts';
import { given, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

/** The product's engine, and what it asks of the store, in order; `before` is waited for. */
function watched(
  before: Partial<Record<'rebase' | 'claim', () => Promise<void>>> = {},
  ofFeatures: readonly (() => Promise<void>)[] = [],
) {
  const asked: string[] = [];
  const { store, drafts } = world.deps;
  const noted: Pick<ConcernStore, 'rebase' | 'claim'> = {
    async rebase(now) {
      asked.push('rebase');
      await before.rebase?.();
      await store.rebase(now);
    },
    async claim(now, leaseUntil, limit, which) {
      asked.push(`claim ${which}`);
      await before.claim?.();
      return store.claim(now, leaseUntil, limit, which);
    },
  };
  const removeExpired = (now: Date) => {
    asked.push('drafts');
    return drafts.removeExpired(now);
  };
  const deps = { ...world.deps, store: { ...store, ...noted }, drafts: { ...drafts, removeExpired } };
  return { asked, engine: createDeliveryEngine(deps, world.sendUntracked, () => ofFeatures) };
}

const WORK = ['claim all', 'claim deliveries'];
const LOOK = [...WORK, 'drafts', 'rebase', 'rebase'];

test('what wakes it has it look for what is due; what only time brings is asked at the regular look', async () => {
  const { asked, engine } = watched();
  engine.wake();
  await engine.stop();
  expect(asked.splice(0).sort()).toEqual(WORK);
  engine.look();
  await engine.stop();
  expect(asked.splice(0).sort()).toEqual(LOOK);
});

test('a look that comes while it works because it was woken is not lost: it looks once more, with the time', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { asked, engine } = watched({ claim: () => held });
  engine.wake();
  while (asked.length < WORK.length) await new Promise((soon) => setImmediate(soon));
  expect(asked.splice(0).sort()).toEqual(WORK);
  engine.look();
  letGo();
  await engine.stop();
  expect(asked.sort()).toEqual(LOOK);
});

test('times that cannot be put right keep nothing that is due waiting', async () => {
  const { asked, engine } = watched({ rebase: () => Promise.reject(new Fault('unavailable', 'away')) });
  engine.look();
  await engine.stop();
  expect(asked.sort()).toEqual(LOOK);
  expect(world.logged.splice(0).join()).toContain('concern.sweep-failed');
});

test('what one feature cannot tell keeps no other feature, and nothing else that is due, waiting', async () => {
  const told: string[] = [];
  const fails = () => Promise.reject(new Fault('forbidden', 'its key is gone'));
  const { asked, engine } = watched({}, [fails, async () => void told.push('next')]);
  engine.look();
  await engine.stop();
  expect(told).toEqual(['next']);
  expect(asked.sort()).toEqual(LOOK);
  expect(world.logged.splice(0).join()).toContain('concern.sweep-failed');
});

test('a look that fails is made good by the next', async () => {
  let failures = 0;
  const { asked, engine } = watched({
    async claim() {
      failures += 1;
      if (failures <= 2) throw new Fault('unavailable', 'away');
    },
  });
  engine.look();
  await engine.stop();
  expect(asked.splice(0)).not.toContain('drafts');
  engine.look();
  await engine.stop();
  expect(asked.sort()).toEqual(LOOK);
});
