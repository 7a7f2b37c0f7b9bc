import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { type Session, sharedConnection } from './shared-connection.ts';

/** The right to be the only one at work on something, for as long as its holder moves. */
export interface Lease {
  /** Of this holder alone. A statement that must not come too late asks for it, see `isHeldBy`. */
  readonly token: number;
  /** Someone else has taken it over, or may have: this process stood still for too long to know. Then nothing more is begun. */
  isLost(): boolean;
}

export interface Leases {
  /**
   * Does `work` unless someone else is at it, here or on another instance. @returns false when someone is
   * @throws what `work` threw; and where the connection by which the holder was seen to be there is gone, even if the work went well
   */
  ifFree(name: string, work: (lease: Lease) => Promise<void>): Promise<boolean>;
  /** Whether someone holds a lease and has not moved for as long as it takes to be taken over: work is not being done. */
  isAnyStuck(): Promise<boolean>;
}

/** How often a holder shows that it moves. */
const BEAT_MS = 2_000;
/** A process that has not moved for this long has its lease taken over. A process out of breath misses some beats, and not seven. */
const STILL_MS = 15_000;
/** Sooner than others could take it over, a holder that could not show that it moves counts itself out. */
const SURE_MS = 10_000;

/** First half of the advisory locks by which a holder's process is seen to be there; the second is its token. */
const ALIVE = 20_040;

/** Whose process still holds the lock of its token: one that ended is known of at once. */
const isConnected = sql<boolean>`exists (
  select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
    and classid = ${ALIVE} and objid = lease.token and objsubid = 2 and granted)`;

/** For statements that must do nothing once the lease of this name was taken over. */
export const isHeldBy = (name: string, token: number): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from lease where lease.name = ${name} and lease.token = ${token})`;

/** Holders of that name who are there; for statements about what a holder left behind. */
export const holdersOf = (name: string): RawBuilder<unknown> =>
  sql`(select lease.token from lease where lease.name = ${name} and ${isConnected})`;

interface Held {
  readonly name: string;
  readonly token: number;
  readonly beat: string;
  readonly is_connected: boolean;
}

type Repeat = (ms: number, work: () => void) => () => void;

const byTimer: Repeat = (ms, work) => {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
};

const known = new WeakMap<Db, Leases>();

/** The leases of a process: what one part of it has seen of the others' beats serves all of it. */
export function leasesOf(db: Db): Leases {
  const found = known.get(db) ?? createLeases(db);
  known.set(db, found);
  return found;
}

/**
 * Leases in rows. A process that ends loses its connection and with it, at once, its leases. One that stands still keeps its
 * connection: they are given away from when their beat has not gone up for a while, by the own watch of the process that looks, so that
 * no two clocks are compared. Each holder has a token of its own, and what a former one writes or sends is refused by it.
 * @param elapsed milliseconds that never go back
 * @param repeat does something again and again, until what it answers with is called
 */
export function createLeases(db: Db, elapsed = () => performance.now(), repeat: Repeat = byTimer): Leases {
  const shared = sharedConnection(db);
  /** The beat of each holder when it was first seen, and since when. */
  const seen = new Map<string, { readonly token: number; readonly beat: string; readonly since: number }>();

  /** All that are held; what is seen of one counts for the process that wants it next. */
  function watched(rows: readonly Held[]): readonly (Held & { readonly isStill: boolean })[] {
    const names = new Set(rows.map(({ name }) => name));
    for (const name of seen.keys()) if (!names.has(name)) seen.delete(name);
    return rows.map((held) => {
      const before = seen.get(held.name);
      const isSame = before?.token === held.token && before.beat === held.beat;
      if (!isSame) seen.set(held.name, { token: held.token, beat: held.beat, since: elapsed() });
      return { ...held, isStill: isSame && elapsed() - before.since >= STILL_MS };
    });
  }

  async function take(name: string, session: Session): Promise<number | undefined> {
    const held = watched((await session.run(all)).rows).find((one) => one.name === name);
    if (held?.is_connected && !held.isStill) return undefined;
    const { rows } = await session.run(locked);
    const token = rows[0]?.token ?? 0;
    // Of several who saw the same holder gone or still, one finds it as it was seen.
    const taken = await session.run(sql`
      insert into lease (name, token, beat) values (${name}, ${token}, 0)
      on conflict (name) do update set token = excluded.token, beat = 0
        where lease.token = ${held?.token ?? 0} and lease.beat = ${held?.beat ?? '0'}`);
    if ((taken.numAffectedRows ?? 0n) > 0n) return token;
    await session.run(sql`select pg_advisory_unlock(${ALIVE}, ${token})`);
    return undefined;
  }

  return {
    ifFree: (name, work) =>
      shared(async (session) => {
        const token = await take(name, session);
        if (token === undefined) return false;
        await whileBeating({ session, elapsed, repeat, name, token }, work);
        return true;
      }),
    // Not by the shared connection: this is asked when something hangs.
    isAnyStuck: async () =>
      watched((await all.execute(db)).rows).some(({ isStill, is_connected }) => isStill && is_connected),
  };
}

const all = sql<Held>`select name, token, beat, ${isConnected} as is_connected from lease`;

/** A new token, and the lock by which its holder is seen to be there. */
const locked = sql<{ token: number }>`
  with next as materialized (select nextval('lease_token')::integer as token)
  select token, pg_advisory_lock(${ALIVE}, token) from next`;

interface Holding {
  readonly session: Session;
  readonly elapsed: () => number;
  readonly repeat: Repeat;
  readonly name: string;
  readonly token: number;
}

/** Does `work` and shows meanwhile that it moves; then lets go. */
async function whileBeating(
  { session, elapsed, repeat, name, token }: Holding,
  work: (lease: Lease) => Promise<void>,
): Promise<void> {
  let movedAt = elapsed();
  let isTaken = false;
  const beat = async (): Promise<void> => {
    const begun = elapsed();
    const { numAffectedRows } = await session.run(
      sql`update lease set beat = beat + 1 where name = ${name} and token = ${token}`,
    );
    if (numAffectedRows === 1n) movedAt = begun;
    else isTaken = true;
  };
  let beating: Promise<void> | undefined;
  const stop = repeat(BEAT_MS, () => {
    // A connection that is gone has let go of the lease: the holder is told, and it shows when the work ends.
    beating ??= beat()
      .catch(() => undefined)
      .finally(() => {
        beating = undefined;
      });
  });
  const end = async (): Promise<void> => {
    stop();
    await beating;
    if (session.isGone()) throw new Error('the connection that held the lease is gone');
    await session.run(sql`
      with ended as (delete from lease where name = ${name} and token = ${token})
      select pg_advisory_unlock(${ALIVE}, ${token})`);
  };
  try {
    await work({ token, isLost: () => isTaken || session.isGone() || elapsed() - movedAt > SURE_MS });
  } catch (error) {
    // A connection that is gone has let go of it; that must not stand in the log in place of the reason.
    await end().catch(() => undefined);
    throw error;
  }
  await end();
}
