import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, TOM, type World } from '../support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  id = (await world.report('child')).id;
  await world.after(0);
  await act({ kind: 'acknowledge' });
});
afterEach(() => world.close());

const act = async (wanted: Parameters<World['concerns']['record']['act']>[3], by = MIRIAM) =>
  world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted);
const todo = (due: string, to = TOM) =>
  act({ kind: 'action', to, due: due as IsoDay, words: { text: 'RING THE FAMILY' } });
const chased = () =>
  world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'chase' && notice.why === 'action-due' ? [to] : []));

test('anyone who is to do something is reminded on its day and each day after, until it is done', async () => {
  expect((await todo('2026-11-25')).kind).toBe('done');
  await act({ kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'So.' } });
  expect((await world.find(id)).actions).toMatchObject([{ owner: TOM, due: '2026-11-25' }]);
  await world.after(24 * 60);
  expect(chased()).toEqual([]);
  await world.after(24 * 60);
  expect(chased()).toEqual([TOM]);
  await world.after(24 * 60);
  expect(chased()).toEqual([TOM, TOM]);
  expect(JSON.stringify(world.teams.told)).not.toContain('RING THE FAMILY');
  const [action] = (await world.find(id)).actions;
  const done = { kind: 'action-done', number: action?.number ?? 0 } as const;
  expect((await act(done, TOM)).kind).toBe('done');
  expect((await act(done, TOM)).kind).toBe('not-now');
  await world.after(48 * 60);
  expect(chased()).toHaveLength(2);
  expect((await world.find(id)).actions).toEqual([]);
});

test.each([
  ['someone who may not open it', { to: LEWIS, due: '2026-11-25' }, 'not-a-reader'],
  ['the headteacher, who was not told', { to: JOANNA, due: '2026-11-25' }, 'not-a-reader'],
  ['a day that is over', { to: TOM, due: '2026-11-01' }, 'past-review-date'],
  ['no day', { to: TOM, due: undefined }, 'no-day'],
] as const)('nothing is written down for %s', async (_what, { to, due }, why) => {
  const wanted = { kind: 'action', to, due: due as IsoDay | undefined, words: { text: 'So.' } } as const;
  expect(await act(wanted)).toEqual({ kind: 'not-now', why });
  expect((await act(wanted, COLIN)).kind).toBe('not-available');
});

test('passed on, those who have it now are reminded in place of the person who can no longer open it; closing ends it', async () => {
  await todo('2026-11-25');
  await act({ kind: 'reroute', to: 'headteacher', about: 'same', words: { reason: 'So.' } });
  for (let hours = 0; hours < 48; hours += 8) await world.after(8 * 60);
  expect(new Set(chased())).toEqual(new Set([JOANNA]));
  await act({ kind: 'acknowledge' }, JOANNA);
  await act({ kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'So.' } }, JOANNA);
  await act({ kind: 'close', outcome: 'resolved', left: 'done', words: { reason: 'So.' } }, JOANNA);
  expect((await world.find(id)).actions).toEqual([]);
  const before = chased().length;
  await world.after(72 * 60);
  expect(chased()).toHaveLength(before);
});
