import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { missingChecks } from '../../../src/report/delivery/missing-checks.ts';
import { sqlConcernStore } from '../../../src/report/shelves/concerns.store.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { given, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

const problems = async () => (await verifyTrails(world.db)).flatMap((verdict) => verdict.problems);
const loseTasks = (where = 'true') =>
  sql.raw(`delete from concerns_child.concern_task where ${where}`).execute(world.db);
const waitingFor = async (id: string): Promise<readonly string[]> =>
  (
    await sql<{ kind: string }>`
      select kind from concerns_child.concern_task
      where concern_id = ${id} and state in ('due', 'running') and kind like 'check-%' order by kind`.execute(world.db)
  ).rows.map(({ kind }) => kind);

test('a report whose tasks are gone before anyone was told is named by verify, and the next sweep sends it all the same', async () => {
  const { id, receipt } = await world.report('child');
  await loseTasks();
  expect(await problems()).toEqual([
    expect.stringContaining(`Nothing would follow up report ${receipt.reference} any more (check-delivered, `),
  ]);
  await world.after(1);
  expect(world.teams.to('place')).toHaveLength(1);
  expect((await world.find(id)).status).toBe('delivered');
  expect(world.logged.filter((line) => line.includes('concern.tasks-put-back'))).toHaveLength(1);
  expect(await problems()).toEqual([]);
  await world.after(12 * 60);
  expect((await world.find(id)).isLate).toBe(true);
});

test('of a report that is being looked after only what is owed comes back, and nothing of a closed one', async () => {
  const { id } = await world.report('child');
  await world.after(1);
  const act = (wanted: Parameters<typeof world.concerns.record.act>[3]) =>
    world.concerns.record.act(id, world.as(MIRIAM), undefined, wanted);
  await act({ kind: 'acknowledge' });
  await loseTasks();
  await world.after(6);
  expect(await waitingFor(id)).toEqual(['check-decided']);
  const words = { reason: 'Because.' };
  await act({ kind: 'decide', decision: 'no-further-action', reviewOn: undefined, words });
  await act({ kind: 'close', outcome: 'resolved', left: 'done', words });
  await loseTasks();
  await world.after(6);
  expect(await waitingFor(id)).toEqual([]);
  // Until its reporter adds something: that has to be read.
  await world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'Again today.' });
  await loseTasks();
  await world.after(6);
  expect(await waitingFor(id)).toEqual(['check-read']);
});

test('two instances that find the same tasks gone put them back once', async () => {
  const { id } = await world.report('child');
  await loseTasks(`concern_id = '${id}'`);
  const stores = [world.deps.store, sqlConcernStore(world.db, world.wrap)];
  let looks = 0;
  const { promise: bothLooked, resolve } = Promise.withResolvers<void>();
  const putBack = (store: (typeof stores)[number]) =>
    store.putTasksBack((concern, waiting) => {
      if (concern.id !== id) return [];
      looks += 1;
      if (looks === 2) resolve();
      return missingChecks(concern, waiting).map((kind) => ({ kind, dueAt: world.now(), holder: concern.holder }));
    });
  const running = await world.db.transaction().execute(async (trx) => {
    await sql`select id from concerns_child.concern where id = ${id} for update`.execute(trx);
    const both = stores.map(putBack);
    // Each has seen that they are gone, and waits for the record.
    await bothLooked;
    return both;
  });
  const found = await Promise.all(running);
  expect(found.flat()).toHaveLength(1);
  expect(await waitingFor(id)).toEqual(['check-acknowledged', 'check-decided', 'check-delivered']);
});
