import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { connect } from '../../src/store/database/database.ts';
import { QUEUES } from './queues.ts';
import { type Running, running } from './running.ts';

let world: Running;
beforeEach(async () => {
  world = await running();
});
afterEach(() => world.close());

test('a test’s database has the queues that a product makes, so that no start of one has to make them', async () => {
  const db = connect(world.databaseUrl, 1);
  const { rows } = await sql<{ name: string }>`select name from pgboss.queue`.execute(db);
  await db.destroy();
  expect([...QUEUES].sort()).toEqual(rows.map(({ name }) => name).sort());
});
