import { type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

/** A connection that is in use by several at the same time. */
export interface Session {
  run<Row>(statement: RawBuilder<Row>): Promise<QueryResult<Row>>;
  /** A statement failed on it: what the server kept for it, its locks among them, cannot be relied on any more. */
  isGone(): boolean;
}

/** Does `work` with the connection that the others use, too. */
export type SharedConnection = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

interface Open extends Session {
  users: number;
  /** Rejected where the pool had none to give. */
  readonly ready: Promise<unknown>;
  release(): Promise<void>;
}

/**
 * One connection of the pool for all who need one for long and hardly ever ask it anything. Had each its own, the work that they
 * do meanwhile would soon wait for connections that only they could give back. The first takes it, the last gives it back, and
 * after a failure the next get a new one.
 */
export function sharedConnection(db: Db): SharedConnection {
  let current: Open | undefined;
  return async (work) => {
    if (!current || current.isGone()) current = open(db);
    const session = current;
    session.users += 1;
    try {
      await session.ready;
      return await work(session);
    } finally {
      session.users -= 1;
      if (session.users === 0) {
        if (current === session) current = undefined;
        await session.release();
      }
    }
  };
}

function open(db: Db): Open {
  const taken = Promise.withResolvers<Db>();
  const over = Promise.withResolvers<void>();
  let isGone = false;
  const given = db
    .connection()
    .execute(async (connection) => {
      taken.resolve(connection);
      await over.promise;
      // The next who gets it from the pool would hold what a failed statement was to let go of.
      if (isGone) await sql`select pg_advisory_unlock_all()`.execute(connection);
    })
    .catch((error: unknown) => {
      isGone = true;
      taken.reject(error);
    });
  return {
    users: 0,
    ready: taken.promise,
    isGone: () => isGone,
    async run(statement) {
      try {
        return await statement.execute(await taken.promise);
      } catch (error) {
        isGone = true;
        throw error;
      }
    },
    async release() {
      over.resolve();
      await given;
    },
  };
}
