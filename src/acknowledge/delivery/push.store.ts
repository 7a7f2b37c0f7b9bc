import { sql } from 'kysely';
import type { CampaignId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { CLOCK_SKEW_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { holdersOf, isHeldBy, type Leases, leasesOf } from '../../platform/postgres/lease.ts';
import { is } from '../../platform/postgres/query.ts';
import type { PersonRow } from '../acknowledge.tables.ts';
import type { NewEvent } from '../evidence/event.ts';
import { writeEvents } from '../evidence/events.store.ts';
import type { Person, PersonId } from '../register/person.ts';
import { toPerson } from '../rows.store.ts';
import type { Claim, PushStore } from '../store-ports.ts';

/** The lease of the push; its token is the worker's number. */
const PUSH = 'push';

/** Workers whose lease was taken over, or whose connection is gone: dead, however recently they worked. */
const isDead = sql<boolean>`campaign_person.worker not in ${holdersOf(PUSH)}`;

/** Whose claim is one of these, still. */
const isAmong = (claims: readonly Claim[]) =>
  sql<boolean>`(worker, claim) in (select * from unnest(${claims.map(({ worker }) => worker)}::integer[],
    ${claims.map(({ number }) => number)}::integer[]))`;

/** The row of a claim, while it is this one's. */
const held = ({ person, worker, number }: Claim) =>
  is({ campaign_id: person.campaign, person_id: person.id, worker, claim: number });

const ifSending = <T>(value: T, column: keyof PersonRow) =>
  sql<T>`case when state = 'sending' then ${value} else ${sql.ref(column)} end`;

/**
 * The work of a push, taken through rows by the process that has its lease: it ends with it, or when that stands still, and has
 * nothing to do with a clock that can be moved. One works at a time: two that
 * space their own calls meet in the service's window, and each refusal costs both more than the second one brings.
 */
export const sqlPushStore = (db: Db, leases = leasesOf(db)): PushStore => ({
  ...workers(db, leases),
  ...taking(db),
  ...settling(db),
  ...redraws(db),
});

const workers = (db: Db, leases: Leases): Pick<PushStore, 'asWorker' | 'release' | 'recover'> => ({
  asWorker: (work) => leases.ifFree(PUSH, ({ token, isLost }) => work({ number: token, isLost })),

  async release(worker) {
    await db
      .updateTable('campaign_person')
      .set({ worker: null })
      .where('worker', '=', worker)
      .where('state', '!=', 'sending')
      .execute();
  },

  recover: (now, dropped = []) =>
    db.transaction().execute(async (trx) => {
      // Put off before the clock was set back: their pause begins again, and is no longer than it was.
      await sql`update campaign_person
        set next_attempt_at = ${now}::timestamptz + greatest(next_attempt_at - state_at, interval '0'), state_at = ${now}
        where state in ('waiting', 'unreachable') and worker is null
          and state_at > ${new Date(now.getTime() + CLOCK_SKEW_MS)}`.execute(trx);
      // Nobody can say whether a card went out that was being sent: better twice, and named, than never.
      const { rows: freed } = await sql<{ campaign_id: CampaignId; person_id: PersonId; doubtful: boolean }>`
        with held as (
          select campaign_id, person_id, state = 'sending' as begun, state = 'sending' and step = 'send' as doubtful
          from campaign_person where worker is not null and (${isDead} or ${isAmong(dropped)}) for update skip locked)
        update campaign_person person set
          worker = null,
          state = case when held.begun then 'waiting' else person.state end,
          state_at = case when held.begun then ${now}::timestamptz else person.state_at end,
          next_attempt_at = case when held.begun then ${now}::timestamptz else person.next_attempt_at end,
          possible_duplicates = person.possible_duplicates + held.doubtful::integer
        from held
        where person.campaign_id = held.campaign_id and person.person_id = held.person_id
        returning person.campaign_id, person.person_id, held.doubtful`.execute(trx);
      const doubtful = freed.filter((row) => row.doubtful);
      for (const [campaign, rows] of Map.groupBy(doubtful, ({ campaign_id }) => campaign_id)) {
        await writeEvents(
          trx,
          campaign,
          rows.map(({ person_id }): NewEvent => ({ kind: 'possible-duplicate', at: now, person: person_id })),
        );
      }
      return { freed: freed.length, doubtful: doubtful.length };
    }),
});

/** Who is next. */
const taking = (db: Db): Pick<PushStore, 'claim' | 'begin' | 'mayCall' | 'nextDue' | 'underWay'> => ({
  async claim(worker, step, now, limit) {
    const { rows } = await sql<PersonRow & { claim: number; revision: number }>`
      with due as (
        select person.campaign_id, person.person_id, campaign.revision
        from campaign_person person join campaign on campaign.id = person.campaign_id
        where campaign.status = 'running' and person.step = ${step} and person.state in ('waiting', 'unreachable')
          and person.worker is null and person.user_id is not null and person.next_attempt_at <= ${now}
          and ${isHeldBy(PUSH, worker)}
        order by person.next_attempt_at, person.person_id
        limit ${limit}
        for update of person skip locked)
      update campaign_person set worker = ${worker}, claim = nextval('campaign_claim')::integer from due
      where campaign_person.campaign_id = due.campaign_id and campaign_person.person_id = due.person_id
      returning campaign_person.*, due.revision`.execute(db);
    return rows.map((row) => ({ person: toPerson(row), worker, number: row.claim, revision: row.revision }));
  },

  async begin(claim, now) {
    const { person, worker } = claim;
    const marked = await sql`
      update campaign_person set state = 'sending', state_at = ${now}
      from campaign
      where campaign.id = campaign_person.campaign_id and campaign.status = 'running'
        and campaign_person.campaign_id = ${person.campaign} and campaign_person.person_id = ${person.id}
        and campaign_person.worker = ${worker} and campaign_person.claim = ${claim.number} and campaign_person.state in ('waiting', 'unreachable')
        and ${isHeldBy(PUSH, worker)}`.execute(db);
    if ((marked.numAffectedRows ?? 0n) > 0n) return true;
    await db
      .updateTable('campaign_person')
      .set({ worker: null })
      .where(held(claim))
      .where('state', '!=', 'sending')
      .execute();
    return false;
  },

  async mayCall(claim) {
    const found = await db
      .selectFrom('campaign_person')
      .select('worker')
      .where(held(claim))
      .where(isHeldBy(PUSH, claim.worker))
      .executeTakeFirst();
    return found !== undefined;
  },

  async nextDue() {
    const { rows } = await sql<{ due: Date | null }>`
      select min(person.next_attempt_at) as due from campaign_person person join campaign on campaign.id = person.campaign_id
      where campaign.status = 'running' and person.state in ('waiting', 'unreachable') and person.user_id is not null
        and person.worker is null`.execute(db);
    return rows[0]?.due ?? undefined;
  },

  async underWay() {
    const { count } = await db
      .selectFrom('campaign_person')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('worker', 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  },
});

const cardColumns = (message: MessageRef, at: Date, revision: number) => ({
  asked_at: at,
  tenant_id: message.conversation.tenantId,
  conversation_id: message.conversation.id,
  service_url: message.conversation.serviceUrl,
  activity_id: message.activityId,
  shown_revision: revision,
});

/** More is asked of them than the claim knew: their card does not show it. */
const hasGrown = ({ askedFor }: Person) =>
  sql<boolean>`asked_for is distinct from ${askedFor === undefined ? null : JSON.stringify(askedFor)}::jsonb`;

/** What happened to one card. */
const settling = (db: Db): Pick<PushStore, 'settle' | 'keepOrSecond'> => ({
  settle: (claim, settlement) =>
    db.transaction().execute(async (trx) => {
      const { person, revision } = claim;
      const { state, reason, step, attempts, nextAttemptAt, message, mayHaveArrived, at, events } = settlement;
      const card = message && cardColumns(message, at, revision);
      // An answer from an earlier card, a leaver or a pause may have come in between: their state stands, the card is kept.
      const written = await trx
        .updateTable('campaign_person')
        .set({
          worker: null,
          state: ifSending(state, 'state'),
          reason: ifSending(reason ?? null, 'reason'),
          state_at: ifSending(at, 'state_at'),
          step: ifSending(step, 'step'),
          attempts: ifSending(attempts, 'attempts'),
          next_attempt_at: ifSending(nextAttemptAt ?? null, 'next_attempt_at'),
          ...(mayHaveArrived && { possible_duplicates: sql<number>`possible_duplicates + 1` }),
          ...(card && { ...card, is_stale: sql<boolean>`state <> 'sending' or ${hasGrown(person)}` }),
        })
        .where(held(claim))
        .executeTakeFirst();
      if (written.numUpdatedRows === 0n) return false;
      if (events.length > 0) await writeEvents(trx, person.campaign, events);
      return true;
    }),

  keepOrSecond: ({ person, revision }, message, at) =>
    db.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('campaign_person')
        .select(['activity_id', 'state', 'worker'])
        .where(is({ campaign_id: person.campaign, person_id: person.id }))
        .forUpdate()
        .executeTakeFirst();
      if (!row || row.activity_id === message.activityId) return 'kept';
      // Anyone who has taken over is just sending theirs, or has sent it.
      if (row.activity_id !== null || row.worker !== null) return 'second';
      const isWaiting = row.state === 'waiting' || row.state === 'unreachable';
      await trx
        .updateTable('campaign_person')
        .set({
          ...cardColumns(message, at, revision),
          is_stale: true,
          ...(isWaiting && { state: 'asked', state_at: at, reason: null, next_attempt_at: null }),
        })
        .where(is({ campaign_id: person.campaign, person_id: person.id }))
        .execute();
      await writeEvents(trx, person.campaign, [
        { kind: 'asked', at, person: person.id, facts: { card: message.activityId } },
      ]);
      return 'kept';
    }),
});

/** Cards that say something else by now. */
const redraws = (db: Db): Pick<PushStore, 'takeRedraws' | 'redrawLater'> => ({
  async takeRedraws(limit) {
    const { rows } = await sql<PersonRow>`
      with old as (
        select person.campaign_id, person.person_id, campaign.revision
        from campaign_person person join campaign on campaign.id = person.campaign_id
        where person.activity_id is not null and (person.is_stale or person.shown_revision < campaign.revision)
        limit ${limit}
        for update of person skip locked)
      update campaign_person set is_stale = false, shown_revision = old.revision from old
      where campaign_person.campaign_id = old.campaign_id and campaign_person.person_id = old.person_id
      returning campaign_person.*`.execute(db);
    return rows.map(toPerson);
  },

  async redrawLater(person) {
    await db
      .updateTable('campaign_person')
      .set({ is_stale: true })
      .where(is({ campaign_id: person.campaign, person_id: person.id }))
      .execute();
  },
});
