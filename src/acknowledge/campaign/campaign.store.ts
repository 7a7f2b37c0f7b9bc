import { sql } from 'kysely';
import type { CampaignId, PolicyId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { sqlAudience } from '../audience/audience.store.ts';
import { asksIn, stillAway } from '../audience/roster.store.ts';
import type { NewEvent } from '../evidence/event.ts';
import { readEvents, writeEvents } from '../evidence/events.store.ts';
import { sqlLeftOver } from '../planning/left-over.store.ts';
import { sqlPlanning } from '../planning/planning.store.ts';
import { askedElsewhereIn, sqlRegister } from '../register/register.store.ts';
import { sqlSignatures } from '../request/signatures.store.ts';
import { toCampaign } from '../rows.store.ts';
import type { CampaignStore } from '../store-ports.ts';
import { CORRECTABLE, sameYear } from './campaign.ts';
import { sqlCards } from './card-places.store.ts';

/** Campaigns from plan to end, with their registers and what was signed. */
export const sqlCampaignStore = (db: Db): CampaignStore => ({
  ...sqlRegister(db),
  ...sqlSignatures(db),
  ...sqlCards(db),
  ...reading(db),
  ...sqlPlanning(db),
  ...sqlLeftOver(db),
  ...sqlAudience(db),
  ...sending(db),
  ...changing(db),
  events: (id) => readEvents(db, id),
  eventsOf: (id, person) => readEvents(db, id, person),
  note: (id, ...events) => writeEvents(db, id, events),
});

const reading = (db: Db): Pick<CampaignStore, 'find' | 'list' | 'inQuestion'> => ({
  async find(id) {
    const row = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toCampaign(row);
  },

  async list(schools) {
    if (schools.length === 0) return [];
    const rows = await db
      .selectFrom('campaign')
      .selectAll()
      .$if(schools !== 'all', (query) => query.where('school', 'in', schools === 'all' ? [] : schools))
      .where('status', '!=', 'discarded')
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(toCampaign);
  },

  async inQuestion(person, since) {
    // Looked at before every question, and almost nobody has: the join, which costs twice as much, is for those who have.
    const asked = await db
      .selectFrom('campaign_person')
      .select(['campaign_id', 'asked_for'])
      .where(is({ person_id: person, state: 'queried' }))
      .where('state_at', '>=', since)
      .execute();
    if (asked.length === 0) return [];
    const { rows } = await sql<{ id: CampaignId; policy: PolicyId }>`
      select distinct id, bound->>'policyId' as policy
      from campaign cross join lateral jsonb_array_elements(policies) bound
      where id in (${sql.join(asked.map(({ campaign_id }) => campaign_id))}) and status = 'running'`.execute(db);
    const isTheirs = (id: CampaignId, policy: PolicyId): boolean =>
      asked.some(({ campaign_id, asked_for }) => campaign_id === id && (asked_for?.includes(policy) ?? true));
    return [...new Set(rows.filter(({ id, policy }) => isTheirs(id, policy)).map(({ policy }) => policy))];
  },
});

/** When it is sent, and when it ends. */
const sending = (db: Db): Pick<CampaignStore, 'dueToStart' | 'dueToEnd'> => ({
  async dueToStart(now, readBefore) {
    const rows = await db
      .selectFrom('campaign')
      .selectAll()
      .where('status', '=', 'planned')
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('send_at', '<=', now),
          eb('problem', 'is not', null),
          exists(
            selectFrom('campaign_person')
              .select('person_id')
              .whereRef('campaign_id', '=', 'campaign.id')
              .where('state_at', '<', readBefore),
          ),
        ]),
      )
      .orderBy('send_at')
      .execute();
    return rows.map(toCampaign);
  },

  async dueToEnd(today) {
    const rows = await db
      .selectFrom('campaign')
      .select('id')
      .where('status', 'in', ['running', 'paused'])
      .where('ends_on', '<', today)
      .execute();
    return rows.map(({ id }) => id);
  },
});

/** Everyone is asked at one of these moments, in an order of nobody's choosing. */
async function spread(trx: Trx, id: CampaignId, asking: readonly Date[]): Promise<void> {
  await sql`
    with numbered as (
      select person_id, row_number() over (order by md5(person_id)) - 1 as place, count(*) over () as everyone
      from campaign_person where campaign_id = ${id} and state = 'waiting' and next_attempt_at <= ${asking[0]})
    update campaign_person person
    set next_attempt_at = (${sql.val(asking.map((at) => at.toISOString()))}::timestamptz[])[1 + (place * ${asking.length}::integer / everyone)::integer]
    from numbered where person.campaign_id = ${id} and person.person_id = numbered.person_id`.execute(trx);
}

/** Who is on its list and for what each is asked, and what they would get: by when, in which words, with which questions. */
const listMark = sql<string>`(select md5(jsonb_build_array(campaign.due_day, message, note, reading, jsonb_path_query_array(policies, '$[*].check'))::text
    || coalesce(string_agg(person_id || ' ' || coalesce(asked_for::text, ''), ',' order by person_id), ''))
  from campaign_person where campaign_id = campaign.id)`;

/** Whether an open campaign of the last months asks someone on its list for the same, who was not left to that one when the list was read. */
const asksTwice = (id: CampaignId, at: Date) => sql<boolean>`exists (
  select from (${askedElsewhereIn(id, sameYear(at))}) elsewhere join campaign_person person using (person_id)
  where person.campaign_id = ${id} and (person.asked_for is null or person.asked_for ?| elsewhere.policies))`;

/** First half of the advisory locks under which campaigns start; the second is the school. */
const STARTS = 20052;

/**
 * Waits for the process that reads its list or changes it; and where it starts, for another of the school that starts. What they have written is
 * there once this ends, and seen by the next statement only.
 */
async function inTurn(trx: Trx, id: CampaignId, starts: boolean): Promise<void> {
  if (starts)
    await sql`select pg_advisory_xact_lock(${STARTS}, hashtext(school)) from campaign where id = ${id}`.execute(trx);
  await trx.selectFrom('campaign').select('id').where('id', '=', id).forUpdate().execute();
}

/** From its start to its end. */
const changing = (db: Db): Pick<CampaignStore, 'changeStatus' | 'correct' | 'listMark' | 'listReadAt'> => ({
  async listMark(id) {
    const row = await db.selectFrom('campaign').select(listMark.as('mark')).where('id', '=', id).executeTakeFirst();
    return row?.mark ?? '';
  },

  async listReadAt(id) {
    const row = await db
      .selectFrom('campaign_person')
      .select((eb) => eb.fn.min('state_at').as('at'))
      .where('campaign_id', '=', id)
      .executeTakeFirst();
    return row?.at ?? undefined;
  },

  changeStatus: (id, from, to, event, only) =>
    db.transaction().execute(async (trx) => {
      const asPlanned = only && 'asking' in only ? only : undefined;
      const seen = only && 'seen' in only ? only.seen : undefined;
      const starts = event.kind === 'started';
      const ends = to === 'finished' || to === 'withdrawn' || to === 'discarded';
      await inTurn(trx, id, starts);
      const moved = await trx
        .updateTable('campaign')
        .set((eb) => ({
          status: to,
          ...(starts && { started_at: event.at }),
          // It is for comparing with before anyone is asked.
          ...((starts || ends) && { planned_list: null }),
          ...(ends && { ended_at: event.at }),
          // Nobody of HR's did it, and they have to hear.
          ...(event.kind === 'plan-dropped' && event.by === undefined && { tell_at: event.at }),
          // A withdrawn campaign's cards all say something else now.
          ...(to === 'withdrawn' && { revision: eb('revision', '+', 1) }),
        }))
        .where('id', '=', id)
        .where('status', 'in', [...from])
        // HR may have planned it for another moment since it was read.
        .$if(asPlanned !== undefined, (query) =>
          query.where('send_at', 'is not distinct from', asPlanned?.sendAt ?? null),
        )
        // Nor is anyone asked whom nobody saw on the list.
        .$if(seen !== undefined, (query) => query.where(listMark, '=', seen ?? ''))
        .$if(starts, (query) => query.where(asksTwice(id, event.at), '=', false))
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await writeEvents(trx, id, [event]);
      if (starts) await writeRoster(trx, id, event);
      if (asPlanned && asPlanned.asking.length > 1) await spread(trx, id, asPlanned.asking);
      return true;
    }),

  correct: (id, { dueDay, note }, event) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign')
        .set((eb) => ({
          revision: eb('revision', '+', 1),
          ...(dueDay && { due_day: dueDay }),
          ...(note !== undefined && { note: note.words || null }),
        }))
        .where('id', '=', id)
        .where('status', 'in', CORRECTABLE)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      if (dueDay) {
        // Someone with a later date of their own keeps it, unless the new one is later still.
        await sql`update campaign_person set due_day = ${dueDay}
          where campaign_id = ${id} and (due_day = ${String(event.facts?.previousDueDay ?? '')} or due_day < ${dueDay})`.execute(
          trx,
        );
      }
      await writeEvents(trx, id, [event]);
      return true;
    }),
});

/** Who was asked and who was not, as facts of the start. */
async function writeRoster(trx: Trx, id: CampaignId, started: NewEvent): Promise<void> {
  const people = await trx
    .selectFrom('campaign_person')
    .select(['person_id', 'name', 'state', 'state_before', 'due_day', 'asked_for'])
    .where('campaign_id', '=', id)
    .orderBy('person_id')
    .execute();
  const exclusions = await trx
    .selectFrom('campaign_exclusion')
    .selectAll()
    .where('campaign_id', '=', id)
    .orderBy('user_id')
    .execute();
  const asks = await asksIn(trx, id);
  await writeEvents(trx, id, [
    ...people.map(
      ({ person_id, name, state, state_before, due_day, asked_for }): NewEvent => ({
        kind: 'added',
        at: started.at,
        person: person_id,
        facts: { name, due: due_day, by: (state_before ?? state) === 'paper' ? 'paper' : 'teams', ...asks(asked_for) },
      }),
    ),
    ...people.flatMap(({ person_id, state }) => (state === 'paused' ? [stillAway(person_id, started.at)] : [])),
    ...exclusions.map(
      ({ user_id, name, reason }): NewEvent => ({
        kind: 'excluded',
        at: started.at,
        facts: { user: user_id, name, reason },
      }),
    ),
  ]);
}
