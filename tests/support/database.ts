import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connect, type Db } from '../../src/store/database/database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** The same database over the network of the machine, for tests that put a line of their own before it. */
  readonly networkUrl: string;
  close(): Promise<void>;
}

/** A migrated database of the test's own without rows, cloned from the template of this run. */
export const testDatabase = (): Promise<TestDatabase> => newDatabase('template template_lanyard');

/** The same with the tables of the queue, which the product otherwise makes when it first starts. */
export const startedDatabase = (): Promise<TestDatabase> => newDatabase('template template_started');

/** A database without a single table, as after `create database`. */
export const emptyDatabase = (): Promise<TestDatabase> => newDatabase('');

/** To make and drop databases by: it ends by itself a moment after the last. */
const admin = new pg.Pool({
  ...(process.env.LANYARD_TEST_DATABASE && { connectionString: process.env.LANYARD_TEST_DATABASE }),
  max: 2,
  idleTimeoutMillis: 1_000,
  allowExitOnIdle: true,
});
admin.on('error', () => undefined);

async function newDatabase(template: string): Promise<TestDatabase> {
  const base = process.env.LANYARD_TEST_DATABASE;
  if (base === undefined) throw new Error('tests/support/global-setup.ts has not run');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // The usual strategy writes every page to the log too, which is three times the work.
  await run(`create database ${name} ${template} strategy file_copy`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const network = new URL(url);
  network.searchParams.delete('host');
  const db = connect(url.href, 10);
  return {
    db,
    url: url.href,
    networkUrl: network.href,
    async close() {
      await db.destroy();
      await run(`drop database ${name} with (force)`);
    },
  };
}

async function run(statement: string): Promise<void> {
  // Two files cloning at once make the template busy for a moment.
  for (let tries = 0; ; tries += 1) {
    try {
      await admin.query(statement);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '55006') || tries > 50) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}
