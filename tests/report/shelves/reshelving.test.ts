import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

const SECRET = 'zq-seen-in-the-corridor';
const turnedOut = (kind: Kind, to: 'headteacher' | 'chair-of-governors' | 'dsl', people: UserId[]): Act => ({
  kind: 'reroute',
  to,
  about: { kind, people },
  words: { reason: 'It is about an adult.' },
});
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const rows = (shelf: 'concerns_child' | 'concerns_adult', id: ConcernId) =>
  world.db
    .withSchema(shelf)
    .selectFrom('concern_trail')
    .selectAll()
    .where('concern_id', '=', id)
    .orderBy('seq')
    .execute();

test('a report about a child that is about an adult moves, whole, to the store apart', async () => {
  const { id, receipt, draft } = await world.report('child', { words: { seen: SECRET } });
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  await act(id, { kind: 'take' });
  const before = await world.deps.store.entries(await world.find(id));
  expect(await act(id, turnedOut('staff', 'headteacher', [LEWIS]))).toMatchObject({ kind: 'done' });

  const moved = await world.find(id);
  expect(moved).toMatchObject({
    kind: 'staff',
    holder: 'headteacher',
    excluded: [LEWIS],
    reference: receipt.reference,
  });
  const after = await world.deps.store.entries(moved);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length).map(({ kind }) => kind)).toEqual(['reclassified', 'rerouted']);
  expect(await world.deps.store.findByReference(receipt.reference)).toEqual(moved);
  expect(await world.deps.store.findByDraft(draft, PRIYA)).toEqual(moved);

  const left = await rows('concerns_child', id);
  expect(left.map(({ sealed }) => sealed)).toEqual(left.map(() => null));
  expect(left.at(-1)).toMatchObject({ kind: 'reclassified', facts: { from: 'child', to: 'staff', shutOut: 1 } });
  expect(await rows('concerns_adult', id)).toHaveLength(after.length);
  const { concerns } = await world.deps.store.list({});
  expect(concerns.filter((one) => one.id === id)).toEqual([moved]);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);

  // Those who had it have lost it; those it is for have got it; the person it is about never does.
  await world.after(0);
  const open = async (user: UserId) => (await world.concerns.record.open(id, world.as(user))).kind;
  expect(await Promise.all([MIRIAM, TOM, LEWIS, COLIN].map(open))).toEqual(Array(4).fill('not-available'));
  expect(await open(JOANNA)).toBe('open');
  expect(world.teams.to('place').at(-1)?.shown).toEqual({
    kind: 'moved',
    reference: receipt.reference,
    isRepeat: false,
  });
  expect(world.teams.to(JOANNA).at(-1)?.notice).toMatchObject({ kind: 'alert', outline: { id } });
  expect(await world.concerns.own.report(id, world.as(PRIYA))).toMatchObject({
    kind: 'receipt',
    receipt: { to: { recipient: 'headteacher' } },
  });
});

test('it does not go to the person it turns out to be about, and nobody is shut out by an unnamed adult', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  for (const [wanted, why] of [
    [turnedOut('headteacher', 'headteacher', []), 'no-such-recipient'],
    [turnedOut('staff', 'headteacher', [JOANNA]), 'no-such-recipient'],
    [turnedOut('staff', 'headteacher', []), 'who'],
    [turnedOut('child', 'headteacher', []), 'same'],
  ] as const)
    expect(await act(id, wanted)).toEqual({ kind: 'not-now', why });
  expect(await act(id, turnedOut('headteacher', 'chair-of-governors', []))).toMatchObject({ kind: 'done' });
  expect((await world.find(id)).excluded).toEqual([JOANNA]);
  expect(await act(id, turnedOut('child', 'dsl', []), COLIN)).toEqual({ kind: 'not-now', why: 'stays-apart' });
});

test('two who reroute at once: one record, in one place', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const seen = (await world.find(id)).version;
  const outcomes = await Promise.all(
    [MIRIAM, TOM].map((user) =>
      world.concerns.record.act(id, world.as(user), seen, turnedOut('staff', 'headteacher', [LEWIS])),
    ),
  );
  expect(outcomes.map(({ kind }) => kind).filter((kind) => kind === 'done')).toHaveLength(1);
  expect((await rows('concerns_adult', id)).filter(({ kind }) => kind === 'reclassified')).toHaveLength(1);
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('of two that wait for each other the one that the server ends is decided once more', async () => {
  const { id } = await world.report('child');
  await world.after(0);
  const moving = await world.db.transaction().execute(async (trx) => {
    const child = trx.withSchema('concerns_child');
    // The server looks for two that wait for each other when one has waited so long: the other, then, is the one that it ends.
    await sql`set local deadlock_timeout = '30s'`.execute(trx);
    await child.updateTable('concern_task').set({ attempts: 0 }).where('concern_id', '=', id).execute();
    const moving = act(id, turnedOut('staff', 'headteacher', [LEWIS]));
    await someoneWaits();
    await child
      .updateTable('concern')
      .set(({ ref }) => ({ status: ref('status') }))
      .where('id', '=', id)
      .execute();
    return { outcome: moving };
  });
  expect(await moving.outcome).toMatchObject({ kind: 'done' });
  expect(await world.find(id)).toMatchObject({ kind: 'staff', excluded: [LEWIS] });
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

async function someoneWaits(): Promise<void> {
  const waiting = sql<{ some: boolean }>`select exists (select from pg_locks where not granted) as some`;
  while (!(await waiting.execute(world.db)).rows[0]?.some) await new Promise((resolve) => setTimeout(resolve, 10));
}
