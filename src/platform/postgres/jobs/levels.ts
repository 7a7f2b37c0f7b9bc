import { sql } from 'kysely';
import type { Level } from '../../../kernel/telemetry.ts';
import { SCHEMA, SHELVES } from '../../../report/trail/schemas.ts';
import type { Db } from '../database.ts';

const seconds = (from: Date | null, now: Date): number =>
  from === null ? 0 : Math.max(0, Math.round((now.getTime() - from.getTime()) / 1_000));

const oldest = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((found, date) => (date && (!found || date < found) ? date : found), null);

/** What waits, for figures and alerts: numbers alone, over all schools, and of concerns not even the kind. */
export async function readLevels(db: Db, now: Date): Promise<Readonly<Record<Level, number>>> {
  const shelves = await Promise.all(
    SHELVES.map((shelf) =>
      db
        .withSchema(SCHEMA[shelf])
        .selectFrom('concern')
        .where('moved_to', 'is', null)
        .where('is_stub', '=', false)
        .where('drill_begun_at', 'is', null)
        .where('closed_at', 'is', null)
        .select(({ fn }) => [
          fn.countAll<string>().filterWhere('delivered_at', 'is', null).as('undelivered'),
          fn.min<Date | null>('raised_at').filterWhere('delivered_at', 'is', null).as('undelivered_since'),
          fn
            .min<Date | null>('delivered_at')
            .filterWhere(({ and, eb }) => and([eb('delivered_at', 'is not', null), eb('read_at', 'is', null)]))
            .as('unread_since'),
        ])
        .executeTakeFirstOrThrow(),
    ),
  );
  const asked = await db
    .selectFrom('campaign_person')
    .innerJoin('campaign', 'campaign.id', 'campaign_person.campaign_id')
    .where('campaign.status', '=', 'running')
    .where('campaign_person.acknowledged_at', 'is', null)
    .where('campaign_person.state', 'not in', ['left', 'paused'])
    .select(({ fn }) => fn.countAll<string>().as('outstanding'))
    .executeTakeFirstOrThrow();
  // By the database's clock: pg-boss knows no other.
  const jobs = await sql<{ waiting: string | null }>`
    select extract(epoch from now() - min(start_after)) as waiting
    from pgboss.job where state in ('created', 'retry') and start_after < now()`.execute(db);
  return {
    'concern.undelivered': shelves.reduce((sum, { undelivered }) => sum + Number(undelivered), 0),
    'concern.oldest_undelivered_seconds': seconds(oldest(shelves.map((one) => one.undelivered_since)), now),
    'concern.oldest_unread_seconds': seconds(oldest(shelves.map((one) => one.unread_since)), now),
    'campaign.outstanding': Number(asked.outstanding),
    'jobs.oldest_waiting_seconds': Math.round(Number(jobs.rows[0]?.waiting ?? 0)),
  };
}
