import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';

/**
 * The server keeps each of them for each connection that has asked it, at some 41 KB (0076): together less than 10 MiB a connection. After
 * messages, reports and the start of a campaign the busiest of twenty connections had 112.
 */
const MOST = 240;
/** How many are watched for whether they come again: lists are written out in them, so that there is no end of different ones. */
const MOST_WATCHED = 2_000;
/** Thousands of rows at once would be kept for each connection with all their places; what is asked at every turn is shorter. */
const LONGEST = 8_192;

/**
 * A pool whose connections have a statement read by the server once, and then go by its name: to read and plan one takes longer than
 * to do it, and a turn is made of dozens. Only what comes again is worth a name.
 */
export function prepared(pool: pg.Pool): PostgresPool {
  const nameOf = namesOnTheSecondTime();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => preparedClient(await pool.connect(), nameOf),
  };
}

function preparedClient(client: pg.PoolClient, nameOf: (sql: string) => string | undefined): PostgresPoolClient {
  let isUnsure = false;
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new Error('rows are not streamed');
    return answered(sql, [...parameters]);
  }
  async function answered(text: string, values: unknown[]): Promise<unknown> {
    const name = text.length <= LONGEST && IS_PLANNED.test(text) ? nameOf(text) : undefined;
    if (name === undefined) return client.query(text, values);
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      isUnsure ||= !isOfTheStatement(error);
      throw error;
    }
  }
  return { query, release: (isDiscarded) => client.release(isUnsure || isDiscarded === true) };
}

/** Of `begin` and the like nothing could be kept; and several at once, which have no values then, have no name. */
const IS_PLANNED = /^\s*(?:select|with|insert|update|delete)\b[^;]*$/i;

/** That there is none of its name, or one already, or that it cannot be used any more. */
const OF_THE_NAME = ['26000', '42P05', '0A000'];
/** That client and server did not understand each other: by that name the server may know another statement. */
const OF_THE_PROTOCOL = /^08/;

/**
 * The server's own word on what the statement does: then what has been read stays read. After anything else client and server may
 * not agree on that, and the next who got the connection would fail as well.
 */
function isOfTheStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') return false;
  const { code = '' } = error;
  return !OF_THE_NAME.includes(code) && !OF_THE_PROTOCOL.test(code);
}

function namesOnTheSecondTime(): (sql: string) => string | undefined {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= MOST) return known;
    if (!seen.has(sql)) {
      if (seen.size >= MOST_WATCHED) seen.clear();
      if (!saysStar(sql)) seen.add(sql);
      return undefined;
    }
    seen.delete(sql);
    // By what it says: behind a pooler that hands connections on, one name is never two statements.
    const name = `lanyard-${createHash('sha256').update(sql).digest('base64url').slice(0, 32)}`;
    names.set(sql, name);
    return name;
  };
}

/**
 * Whether it may ask for all columns, whichever they are. One that has been read may never give others: once the migration of a
 * newer instance had added one, each connection of this one would fail at it, maybe with someone's report. What names its columns
 * the server plans again.
 */
const saysStar = (sql: string): boolean => sql.replaceAll('count(*)', '').includes('*');
