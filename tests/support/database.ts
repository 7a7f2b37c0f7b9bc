import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connect, type Db } from '../../src/store/database.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  close(): Promise<void>;
}

/** An empty, migrated database of the test's own, cloned from the template of this run. */
export async function testDatabase(): Promise<TestDatabase> {
  const base = process.env.LANYARD_TEST_DATABASE;
  if (base === undefined) throw new Error('tests/support/global-setup.ts has not run');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(base, `create database ${name} template template_lanyard`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const db = connect(url.href, 10);
  return {
    db,
    url: url.href,
    async close() {
      await db.destroy();
      await run(base, `drop database ${name} with (force)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Two files cloning at once make the template busy for a moment.
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(statement);
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '55006') || tries > 50) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  await client.end();
}
