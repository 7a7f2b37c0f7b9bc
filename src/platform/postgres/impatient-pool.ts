import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';

/**
 * A pool whose queries are given up after a time, each with its connection. A server that fails over, or a firewall that
 * forgets, leaves connections on which nothing ever comes back; the operating system notices after a quarter of an hour,
 * and until then every turn that got such a connection would hang, and the next would wait for a free one.
 */
export const impatient = (pool: PostgresPool, longestMs: number): PostgresPool => ({
  options: pool.options,
  end: () => pool.end(),
  connect: async () => impatientClient(await pool.connect(), longestMs),
});

function impatientClient(client: PostgresPoolClient, longestMs: number): PostgresPoolClient {
  let isGivenUp = false;
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new Error('rows are not streamed');
    return answered(sql, parameters);
  }
  async function answered(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    // What would come now, a rollback, would only wait behind what hangs.
    if (isGivenUp) throw new Error('the connection to the database was given up');
    return withTimeout(
      longestMs,
      () => client.query(sql, parameters),
      () => {
        isGivenUp = true;
        return new Error(`the database did not answer within ${longestMs} ms`);
      },
    );
  }
  return { query, release: (isDiscarded) => client.release(isGivenUp || isDiscarded === true) };
}
