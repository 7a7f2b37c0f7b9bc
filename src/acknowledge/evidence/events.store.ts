import { sql } from 'kysely';
import type { CampaignId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import type { PersonId } from '../register/person.ts';
import type { CampaignEvent, NewEvent } from './event.ts';
import { seal } from './evidence.ts';

/** Writes events in the transaction that makes them true. Their place in the chain comes later, see `sealEvents`. */
export async function writeEvents(trx: Db | Trx, campaign: CampaignId, events: readonly NewEvent[]): Promise<void> {
  // PostgreSQL takes at most 65,535 parameters a statement.
  for (let at = 0; at < events.length; at += 5_000) {
    await trx
      .insertInto('campaign_event')
      .values(
        events.slice(at, at + 5_000).map(({ kind, at: when, person, by, facts }) => ({
          campaign_id: campaign,
          kind,
          at: when,
          person_id: person ?? null,
          by: by ?? null,
          facts: JSON.stringify(facts ?? {}),
          seq: null,
          previous: null,
          hash: null,
        })),
      )
      .execute();
  }
}

/**
 * Gives every event written so far its number and its hash. Chaining while writing would make 50 people a second queue
 * for one row; so the row is locked once for many. An event that commits late gets a later number, and keeps its time.
 */
async function sealEvents(db: Db, campaign: CampaignId): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const end = await trx
      .selectFrom('campaign')
      .select(['sealed', 'sealed_hash'])
      .where('id', '=', campaign)
      .forUpdate()
      .executeTakeFirst();
    if (!end) return;
    const rows = await trx
      .selectFrom('campaign_event')
      .selectAll()
      .where('campaign_id', '=', campaign)
      .where('seq', 'is', null)
      .orderBy('id')
      .execute();
    if (rows.length === 0) return;

    let { sealed: seq, sealed_hash: previous } = end;
    const places: { id: string; seq: number; previous: string; hash: string }[] = [];
    for (const row of rows) {
      seq += 1;
      const hash = seal({
        seq,
        kind: row.kind,
        at: row.at,
        person: row.person_id ?? undefined,
        by: row.by ?? undefined,
        facts: row.facts,
        previous,
      });
      places.push({ id: row.id, seq, previous, hash });
      previous = hash;
    }
    await sql`
      update campaign_event set seq = place.seq, previous = place.previous, hash = place.hash
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place (id bigint, seq integer, previous text, hash text)
      where campaign_event.id = place.id`.execute(trx);
    await trx.updateTable('campaign').set({ sealed: seq, sealed_hash: previous }).where('id', '=', campaign).execute();
  });
}

/** The whole chain, or what it has about one person. */
export async function readEvents(db: Db, campaign: CampaignId, person?: PersonId): Promise<readonly CampaignEvent[]> {
  await sealEvents(db, campaign);
  const rows = await db
    .selectFrom('campaign_event')
    .selectAll()
    .where('campaign_id', '=', campaign)
    .where('seq', 'is not', null)
    .$if(person !== undefined, (some) => some.where('person_id', '=', person ?? null))
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    seq: row.seq ?? 0,
    kind: row.kind,
    at: row.at,
    person: row.person_id ?? undefined,
    by: row.by ?? undefined,
    facts: row.facts,
    previous: row.previous ?? '',
    hash: row.hash ?? '',
  }));
}
