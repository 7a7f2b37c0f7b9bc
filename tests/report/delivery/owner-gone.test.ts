import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { createDeliveryEngine } from '../../../src/report/delivery/engine.ts';
import type { School, Trust } from '../../../src/school/school.ts';
import { concernsOf, given, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

/** A deputy took a report on, and then left: what is due of it must not be said to them alone. */
let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  ({ id } = await world.report('child'));
  await world.after(0);
  await world.concerns.record.act(id, world.as(TOM), undefined, { kind: 'take' });
});
afterEach(() => world.close());

const without = (trust: Trust): Trust => ({
  ...trust,
  schools: trust.schools.map((school): School => ({ ...school, roles: { ...school.roles, 'deputy-dsl': [] } })),
});
/** The same product after the deputy is no longer one. */
function afterTheyLeft() {
  const deps = { ...world.deps, trust: without(world.trust) };
  return { concerns: concernsOf(deps), engine: createDeliveryEngine(deps, world.sendUntracked) };
}
const refer = () =>
  world.concerns.record.act(id, world.as(TOM), undefined, {
    kind: 'decide',
    decision: 'child-protection',
    reviewOn: undefined,
    words: { reason: 'Referred.' },
  });
const whysTo = (who: typeof MIRIAM) =>
  world.teams.to(who).flatMap(({ notice }) => (notice.kind === 'chase' || notice.kind === 'news' ? [notice.why] : []));

test('they hold the role no more: the review of a referral comes to those who have it', async () => {
  expect((await refer()).kind).toBe('done');
  const { engine } = afterTheyLeft();
  world.at('2026-11-24T08:30:00Z');
  for (let round = 0; round < 3; round += 1) await engine.runOnce();
  expect(whysTo(MIRIAM)).toEqual(['review-due']);
  expect(whysTo(TOM)).toEqual([]);
});

test('their account is switched off: the others are reminded in their place, once', async () => {
  expect((await refer()).kind).toBe('done');
  world.directory.people.set(TOM, { isEnabled: false });
  world.at('2026-11-24T08:30:00Z');
  for (let round = 0; round < 4; round += 1) await world.after(1);
  expect(whysTo(MIRIAM)).toEqual(['review-due']);
  expect(whysTo(TOM)).toEqual([]);
});

test('what the reporter adds, and a decision that is late, come to those who have it', async () => {
  const { concerns, engine } = afterTheyLeft();
  await concerns.own.add(id, world.as(PRIYA), 'added', { text: 'It happened again.' });
  await engine.runOnce();
  expect(whysTo(MIRIAM)).toEqual(['added']);
  world.at('2026-11-30T12:00:00Z');
  for (let round = 0; round < 3; round += 1) await engine.runOnce();
  expect(whysTo(MIRIAM)).toContain('not-decided');
  expect(whysTo(TOM)).toEqual([]);
});

test('while they are there, they alone are reminded', async () => {
  expect((await refer()).kind).toBe('done');
  world.at('2026-11-24T08:30:00Z');
  for (let round = 0; round < 3; round += 1) await world.after(1);
  expect(whysTo(TOM)).toEqual(['review-due']);
  expect(whysTo(MIRIAM)).toEqual([]);
});
