import { sql } from 'kysely';
import { nameOf } from '../../../kernel/calls/fault.ts';
import type { Log } from '../../../kernel/log.ts';
import { type Clock, MINUTE_MS } from '../../../kernel/time.ts';
import type { Db } from '../database.ts';

/** The time as every instance has it. */
export interface SharedClock {
  readonly now: Clock;
  /** This machine's own clock is so far from the database's that it does not count. */
  isOff(): boolean;
  stop(): void;
}

/** Clocks of two machines may differ by seconds. One that is further off would call people, or let them wait, at the wrong time. */
export const MOST_OFF_MS = 2 * MINUTE_MS;

/** What the database says now. */
export async function databaseTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database said no time');
  return row.now;
}

/** Where each of two clocks stands, and a third that only runs. */
interface Hands {
  readonly ask: () => Promise<Date>;
  readonly own: Clock;
  /** Milliseconds since whenever, which nobody sets. */
  readonly elapsed: () => number;
}

const handsOf = (db: Db): Hands => ({
  ask: () => databaseTime(db),
  own: () => new Date(),
  elapsed: () => performance.now(),
});

/**
 * This machine's clock as long as it goes with the database's, and the database's where it does not: all instances write due times into
 * one table, and one whose clock is days ahead would find every report late. While the database is silent its time is reckoned on.
 */
export async function openSharedClock(db: Db, log: Log, hands: Hands = handsOf(db)): Promise<SharedClock> {
  const { ask, own, elapsed } = hands;
  let read: { readonly time: number; readonly at: number } | undefined;
  const reckoned = (): number | undefined => read && read.time + elapsed() - read.at;
  const offBy = (): number => {
    const time = reckoned();
    return time === undefined ? 0 : own().getTime() - time;
  };
  const isOff = (): boolean => Math.abs(offBy()) > MOST_OFF_MS;
  let isSaid = false;
  const look = async (): Promise<void> => {
    const before = elapsed();
    try {
      const time = (await ask()).getTime();
      // What came after a long wait says what time it was at some moment of it.
      if (elapsed() - before < MOST_OFF_MS / 2) read = { time, at: elapsed() };
    } catch (error) {
      log.warn('clock.not-compared', { reason: nameOf(error) });
    }
    if (isOff() === isSaid) return;
    isSaid = !isSaid;
    if (isSaid) log.error('clock.off', { bySeconds: Math.round(offBy() / 1_000) });
    else log.info('clock.right');
  };
  await look();
  const timer = setInterval(look, MINUTE_MS).unref();
  return {
    now: () => (isOff() ? new Date(reckoned() ?? own().getTime()) : own()),
    isOff,
    stop: () => clearInterval(timer),
  };
}
