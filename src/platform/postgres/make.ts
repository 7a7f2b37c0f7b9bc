import pg from 'pg';
import { Fault } from '../../kernel/calls/fault.ts';
import { connectionTo, type PasswordSource } from './address.ts';
import { reasonOf } from './migrate.ts';

/** SQLSTATE. */
const NO_SUCH_DATABASE = '3D000';
const MADE_MEANWHILE = ['42P04', '23505'];

/** A database that every server has. */
const ALWAYS_THERE = 'postgres';

/**
 * Makes the database that the address names where the server has none of that name, as its owner: one that Azure makes
 * belongs to a role of Azure's, and may not let us make schemas. Returns whether it was made. Any other trouble with the
 * connection is left for its user to tell.
 * @throws Fault('rejected') when it may not be made
 */
export async function makeDatabase(url: string, password?: PasswordSource): Promise<boolean> {
  if ((await errorOf(url, password, async () => undefined))?.code !== NO_SUCH_DATABASE) return false;
  const address = new URL(url);
  const name = decodeURIComponent(address.pathname.slice(1));
  address.pathname = `/${ALWAYS_THERE}`;
  const error = await errorOf(address.href, password, async (client) => {
    await client.query(`create database ${pg.escapeIdentifier(name)} encoding 'UTF8' template template0`);
  });
  // Instances start together.
  if (error === undefined || MADE_MEANWHILE.includes(error.code ?? '')) return error === undefined;
  throw new Fault('rejected', `The server has no database ${name}, and it could not be made: ${reasonOf(error)}`, {
    cause: error,
  });
}

type DatabaseError = Error & { readonly code?: string };

async function errorOf(
  url: string,
  password: PasswordSource | undefined,
  work: (client: pg.Client) => Promise<void>,
): Promise<DatabaseError | undefined> {
  const client = new pg.Client({ ...connectionTo(url, password), connectionTimeoutMillis: 10_000 });
  // A connection that breaks later is told by the query that needed it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('unknown');
  } finally {
    await client.end().catch(() => undefined);
  }
}
