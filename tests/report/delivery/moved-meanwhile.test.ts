import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { until } from '../../support/until.ts';
import { given, MIRIAM, type World } from '../support.ts';

let world: World;
afterEach(() => world.close());

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Holds up anyone who takes tasks off a child's shelf, before or after they have it, until it is opened. */
async function barrier(when: 'before' | 'after'): Promise<{ open(): void; lifted: Promise<void> }> {
  await sql`
    create function wait_at_barrier() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(42); return null; end $$`.execute(world.db);
  await sql`
    create trigger barrier ${sql.raw(when)} delete on concerns_child.concern_task execute function wait_at_barrier()`.execute(
    world.db,
  );
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: closed, resolve: isClosed } = Promise.withResolvers<void>();
  const lifted = world.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(42)`.execute(trx);
    isClosed();
    await opened;
  });
  await closed;
  return { open, lifted };
}

/** How many wait for a lock that someone else has. */
async function waiting(): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    world.db,
  );
  return Number(rows[0]?.count);
}

/** A child's report and what is due for it, claimed until the lease ends; and the move of that report to the other shelf. */
async function aboutToMove() {
  world = await given();
  const { store } = world.deps;
  const { id } = await world.report('child');
  await world.after(0);
  await world.concerns.record.open(id, world.as(MIRIAM));
  const later = new Date(world.now().getTime() + DAY_MS);
  const lease = new Date(later.getTime() + MINUTE_MS);
  return {
    later,
    lease,
    claim: async () => (await store.claim(later, lease, 20)).filter((task) => task.concern === id),
    move: async () =>
      world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, {
        kind: 'reroute',
        to: 'senior-manager',
        about: { kind: 'online-abuse', people: [] },
        words: { reason: 'Because.' },
      }),
  };
}

/** How tasks stand on the shelf that the report has moved to. */
const onOtherShelf = (tasks: readonly { readonly id: string }[]) =>
  world.db
    .withSchema('concerns_adult')
    .selectFrom('concern_task')
    .select(['id', 'state', 'due_at'])
    .where(
      'id',
      'in',
      tasks.map(({ id }) => id),
    )
    .execute();

test('what was done about a report counts although the report moves to the other shelf in that moment', async () => {
  const { later, lease, claim, move } = await aboutToMove();
  const { store } = world.deps;
  const [renewed, settled] = await claim();
  if (!renewed || !settled) throw new Error('two of the report have to be due');

  const { open, lifted } = await barrier('after');
  const moving = move();
  await until(async () => (await waiting()) === 1, 'the move is at the barrier');
  const renewedUntil = new Date(lease.getTime() + MINUTE_MS);
  const said = Promise.all([store.renew(renewed, later, renewedUntil), store.settle(settled, { kind: 'done' })]);
  await until(async () => (await waiting()) === 3, 'both wait for the move');
  open();
  await lifted;
  expect((await moving).kind).toBe('done');
  expect((await said)[0]).toBe(true);

  const rows = await onOtherShelf([renewed, settled]);
  expect(rows).toHaveLength(2);
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: renewed.id, state: 'running', due_at: renewedUntil },
      expect.objectContaining({ id: settled.id, state: 'done' }),
    ]),
  );
});

test('what was settled just before its report moved is not done again there', async () => {
  const { claim, move } = await aboutToMove();
  const [settled] = await claim();
  if (!settled) throw new Error('one of the report has to be due');
  const { open, lifted } = await barrier('before');
  const moving = move();
  await until(async () => (await waiting()) === 1, 'the move is at the barrier');
  await world.deps.store.settle(settled, { kind: 'done' });
  open();
  await lifted;
  expect((await moving).kind).toBe('done');
  expect(await onOtherShelf([settled])).toEqual([expect.objectContaining({ id: settled.id, state: 'done' })]);
});

test('what was claimed just before its report moved is not claimed by another', async () => {
  const { lease, claim, move } = await aboutToMove();
  const { open, lifted } = await barrier('before');
  const moving = move();
  await until(async () => (await waiting()) === 1, 'the move is at the barrier');
  const [claimed] = await claim();
  if (!claimed) throw new Error('one of the report has to be due');
  open();
  await lifted;
  expect((await moving).kind).toBe('done');
  expect(await onOtherShelf([claimed])).toEqual([{ id: claimed.id, state: 'running', due_at: lease }]);
  expect((await claim()).map(({ id }) => id)).not.toContain(claimed.id);
});
