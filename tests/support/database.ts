import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { connect, type Db } from '../../src/platform/postgres/database.ts';
import { prepared } from '../../src/platform/postgres/prepared-pool.ts';
import type { Tables } from '../../src/platform/postgres/tables.ts';
import { lookAt, makeAsCloned, NOW, readSeeds, type Seeds } from './as-cloned.ts';
import { keeper } from './kept.ts';
import { until } from './until.ts';

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  /** The same database over the network of the machine, for tests that put a line of their own before it. */
  readonly networkUrl: string;
  close(): Promise<void>;
}

/** One that outlives a test, with the connections to it that PostgreSQL has been warmed up by. */
interface Clone {
  readonly name: string;
  readonly pool: pg.Pool;
  /** The same as the product has it, with what its connections have read. */
  readonly asked: PostgresPool;
  /** The server's transaction from which on everything in it is the doing of a test. */
  since: string;
}

/** What a worker keeps from file to file. */
interface Kept {
  /** To make and drop databases by. */
  readonly admin: pg.Pool;
  /** As new, and nobody's. */
  readonly idle: Clone[];
  seeds?: Seeds;
  close(): Promise<void>;
}

let keptHere: Kept | undefined;

async function keptOfWorker(): Promise<Kept> {
  const found = (keeper()?.get('databases') as Kept | undefined) ?? keptHere;
  if (found) return found;
  const fresh = newKept();
  keptHere = fresh;
  await keeper()?.make('databases', async () => fresh);
  return fresh;
}

function newKept(): Kept {
  const admin = poolOn(serverUrl().href, 2);
  const idle: Clone[] = [];
  const close = async () => {
    await Promise.all([admin, ...idle.map(({ pool }) => pool)].map((pool) => pool.end()));
  };
  return { admin, idle, close };
}

function serverUrl(): URL {
  const base = process.env.LANYARD_TEST_DATABASE;
  if (base === undefined) throw new Error('tests/support/global-setup.ts has not run');
  return new URL(base);
}

function poolOn(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, application_name: 'lanyard', allowExitOnIdle: true });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * A migrated database of the test's own without rows: a clone of the template of this run, or one that a test before it has left and
 * that was made as new. That takes a tenth of what a clone does.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const kept = await keptOfWorker();
  const clone = kept.idle.pop() ?? (await newClone(kept));
  let isOpen = true;
  let isClosed = false;
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        options: clone.pool.options,
        // Whatever a test leaves behind must not write to what is the next one's by then.
        connect: () =>
          isOpen ? clone.asked.connect() : Promise.reject(new Error('the test of this database has ended')),
        end: async () => {
          isOpen = false;
        },
      },
    }),
  });
  return {
    db,
    ...addressesOf(clone.name),
    async close() {
      if (isClosed) throw new Error('this database was closed before');
      isClosed = true;
      isOpen = false;
      await db.destroy();
      if (await isMadeAsNew(kept, clone)) return void kept.idle.push(clone);
      await clone.pool.end();
      await drop(clone.name);
    },
  };
}

/** A database without a single table, as after `create database`. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const name = await create('');
  const addresses = addressesOf(name);
  const db = connect(addresses.url, 10);
  return {
    db,
    ...addresses,
    async close() {
      await db.destroy();
      await drop(name);
    },
  };
}

async function newClone(kept: Kept): Promise<Clone> {
  const name = await create('template template_lanyard');
  const { rows } = await kept.admin.query<{ since: string }>(NOW);
  const pool = poolOn(addressesOf(name).url, 10);
  const clone = { name, pool, asked: prepared(pool), since: rows[0]?.since ?? '' };
  kept.seeds ??= await readSeeds(clone.pool);
  return clone;
}

/** How long the connections that a test has ended may take to be gone from the server's list. */
const GOING_MS = 200;
const LOOK_MS = 5;

/** False for one with which something was done that emptying its tables does not undo. */
async function isMadeAsNew({ seeds }: Kept, clone: Clone): Promise<boolean> {
  const { pool } = clone;
  if (!seeds) return false;
  await until(() => pool.idleCount === pool.totalCount && pool.waitingCount === 0, 'all connections given back');
  for (const end = performance.now() + GOING_MS; performance.now() < end; await pause(LOOK_MS)) {
    const done = await lookAt(pool, seeds, clone.since);
    if (done.isBeyond) return false;
    // Anyone who is still connected could still write.
    if (done.sessions > pool.totalCount) continue;
    const { written, added, counted } = done;
    if (written.length + added.length + counted.length > 0)
      clone.since = await makeAsCloned(pool, seeds, done, clone.since);
    return true;
  }
  return false;
}

async function create(template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // The usual strategy writes every page to the log too, which is three times the work.
  await run(`create database ${name} ${template} strategy file_copy`);
  return name;
}

const drop = (name: string): Promise<void> => run(`drop database ${name} with (force)`);

function addressesOf(name: string): Pick<TestDatabase, 'url' | 'networkUrl'> {
  const url = serverUrl();
  url.pathname = `/${name}`;
  const network = new URL(url);
  network.searchParams.delete('host');
  return { url: url.href, networkUrl: network.href };
}

async function run(statement: string): Promise<void> {
  const { admin } = await keptOfWorker();
  // Two files cloning at once make the template busy for a moment.
  for (let tries = 0; ; tries += 1) {
    try {
      await admin.query(statement);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '55006') || tries > 50) throw error;
      await pause(50);
    }
  }
}
