import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { given, MIRIAM, TOM, type World } from '../support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  id = (await world.report('child')).id;
  await world.after(0);
  await act({ kind: 'take' });
});
afterEach(() => world.close());

const words = { reason: 'Seen and settled.' };
async function act(wanted: Act, by: UserId = MIRIAM) {
  const outcome = await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted);
  return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
}
const decide = (decision: 'early-help' | 'child-in-need' | 'police' | 'prevent') =>
  act({ kind: 'decide', decision, reviewOn: '2026-12-07' as IsoDay, words });
const todo = () => act({ kind: 'action', to: TOM, due: '2026-11-27' as IsoDay, words: { text: 'RING THE AUNT' } });
const close = (more: object = {}) => act({ kind: 'close', outcome: 'resolved', words, ...more } as Act);
const trail = async () =>
  (await world.deps.store.entries(await world.find(id))).map(({ kind, facts = {} }) => ({ kind, ...facts }));
const opened = async () => {
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  return record;
};
const chased = () =>
  world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'chase' && notice.why === 'action-due' ? [to] : []));

test('what is still to be done is named in the form, and nothing closes until it is said what becomes of it', async () => {
  await todo();
  await decide('early-help');
  const record = await opened();
  const form = JSON.stringify(formCard({ ...record, form: 'close', act: FORMS.close, user: MIRIAM }));
  expect(form).toContain('By 27 November 2026, Tom Ashworth: RING THE AUNT');
  expect(form).toContain('Review on 7 December 2026');
  expect(await close()).toBe('left-open');
  expect(await close({ left: 'handed-on', words: { ...words, handedTo: ' ' } })).toBe('left-open');
  expect((await world.find(id)).status).toBe('decided');
});

test('finished: each is recorded as done, before it is closed', async () => {
  await todo();
  await decide('early-help');
  expect(await close({ left: 'done' })).toBe('done');
  const kinds = (await trail()).map(({ kind }) => kind);
  expect(kinds.indexOf('action-done')).toBeLessThan(kinds.indexOf('closed'));
  expect((await trail()).at(-1)).toMatchObject({ kind: 'closed', outcome: 'resolved', left: 'done' });
  expect((await world.find(id)).actions).toEqual([]);
});

test('kept: the people named are reminded though it is closed, until it is done; a review is kept as something to be done', async () => {
  await todo();
  await decide('early-help');
  expect(await close({ left: 'kept' })).toBe('done');
  const closed = await world.find(id);
  expect(closed.status).toBe('closed');
  expect(closed.actions.map(({ owner, due }) => [owner, due])).toEqual([
    [TOM, '2026-11-27'],
    [MIRIAM, '2026-12-07'],
  ]);
  expect(JSON.stringify(recordCard(await opened(), world.now()))).toContain('Closed, 2 actions open');
  for (let day = 0; day < 5; day += 1) await world.after(24 * 60);
  expect(new Set(chased())).toEqual(new Set([TOM]));
  const [action] = closed.actions;
  expect(await act({ kind: 'action-done', number: action?.number ?? 0 }, TOM)).toBe('done');
  const before = chased().length;
  await world.after(24 * 60);
  expect(chased()).toHaveLength(before);
});

test('lost checks of what was kept come back', async () => {
  await todo();
  await decide('early-help');
  await close({ left: 'kept' });
  await sql`delete from concerns_child.concern_task`.execute(world.db);
  for (let day = 0; day < 6; day += 1) await world.after(24 * 60);
  expect(chased()).toContain(TOM);
});

test('nothing more and closed is one form with one reason, and names what is open too', async () => {
  await todo();
  const wanted = { kind: 'no-further-action', words } as Act;
  expect(await act(wanted)).toBe('left-open');
  expect(await act({ ...wanted, left: 'done' } as Act)).toBe('done');
  expect(await world.find(id)).toMatchObject({ status: 'closed', actions: [], reviewOn: undefined });
  expect(await trail()).toEqual(
    expect.arrayContaining([
      { kind: 'decided', decision: 'no-further-action' },
      { kind: 'closed', outcome: 'no-further-action', left: 'done' },
    ]),
  );
});

test('after a referral its confirmation in writing comes first, and closing last', async () => {
  const buttons = async () =>
    // Of what can be done; what only shows more is another kind of button.
    [...JSON.stringify(recordCard(await opened(), world.now())).matchAll(/Submit","title":"([^"]+)"/g)].map(
      ([, title]) => title,
    );
  await decide('child-in-need');
  const shown = await buttons();
  expect(shown[0]).toBe('Referral confirmed in writing');
  expect(shown.indexOf('Close the report')).toBeGreaterThan(shown.indexOf('Who was told'));
  expect(await act({ kind: 'confirm', words: { reason: 'They will ring.' } } as Act)).toBe('no-agency');
  expect(await act({ kind: 'confirm', words: { agency: 'Council, L-9', reason: 'They will ring.' } } as Act)).toBe(
    'done',
  );
  expect(await buttons()).not.toContain('Referral confirmed in writing');
  await decide('early-help');
  expect(await buttons()).not.toContain('Referral confirmed in writing');
});

test('after any referral the confirmation is offered until it is recorded, whatever else is decided', async () => {
  const isOffered = async () =>
    JSON.stringify(recordCard(await opened(), world.now())).includes('"Referral confirmed in writing"');
  for (const asked of ['police', 'prevent', 'child-in-need'] as const) {
    await decide(asked);
    expect([asked, await isOffered()]).toEqual([asked, true]);
    await decide('early-help');
    expect([asked, await isOffered()]).toEqual([asked, true]);
    await act({ kind: 'confirm', words: { agency: 'Sam Lowe, L-9', reason: 'They will ring.' } } as Act);
    expect([asked, await isOffered()]).toEqual([asked, false]);
  }
});

test('a report with something still to be done is not reduced', async () => {
  await todo();
  await decide('early-help');
  await close({ left: 'kept' });
  await opened();
  expect(await world.concerns.keeping.reducible(id, world.as(MIRIAM))).toMatchObject({
    kind: 'not-now',
    why: 'actions-open',
  });
});
