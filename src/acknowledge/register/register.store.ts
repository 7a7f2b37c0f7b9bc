import { sql } from 'kysely';
import type { CampaignId, PolicyId, PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Tally } from '../campaign/campaign-view.ts';
import { writeEvents } from '../evidence/events.store.ts';
import { toPerson } from '../rows.store.ts';
import type { CampaignStore, StateChange } from '../store-ports.ts';
import type { NewPerson, Person, PersonId, PersonState } from './person.ts';

/** Rows a statement: PostgreSQL takes at most 65,535 parameters. */
export const ROWS = 2_000;

type Register = Pick<
  CampaignStore,
  | 'person'
  | 'people'
  | 'exclusions'
  | 'tally'
  | 'askedElsewhere'
  | 'signedElsewhere'
  | 'away'
  | 'lastSigned'
  | 'namesSigned'
  | 'changeState'
  | 'takeBack'
>;

/** Who is in a campaign, and where each of them stands. */
export const sqlRegister = (db: Db): Register => ({
  ...elsewhere(db),
  ...moving(db),
  async person(id, person) {
    const row = await db
      .selectFrom('campaign_person')
      .selectAll()
      .where(is({ campaign_id: id, person_id: person }))
      .executeTakeFirst();
    return row && toPerson(row);
  },

  async people(id) {
    const rows = await db
      .selectFrom('campaign_person')
      .selectAll()
      .where('campaign_id', '=', id)
      .orderBy('name')
      .orderBy('person_id')
      .execute();
    return rows.map(toPerson);
  },

  async exclusions(id) {
    const rows = await db
      .selectFrom('campaign_exclusion')
      .selectAll()
      .where('campaign_id', '=', id)
      .orderBy('reason')
      .orderBy('name')
      .execute();
    return rows.map(({ user_id, name, reason, signs }) => ({
      user: user_id,
      name,
      reason,
      ...(signs.length > 0 && { signs }),
    }));
  },

  async tally(id) {
    const isLater = sql<boolean>`(state = 'waiting' and next_attempt_at > state_at) is true`;
    const rows = await db
      .selectFrom('campaign_person')
      .select(['staff_group', 'site', 'state', 'reason', 'asked_for', isLater.as('is_later')])
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('campaign_id', '=', id)
      .groupBy(['staff_group', 'site', 'state', 'reason', 'asked_for', isLater])
      .execute();
    return rows.map(
      ({ staff_group, site, state, reason, asked_for, is_later, count }): Tally => ({
        staffGroup: staff_group,
        site,
        state,
        reason: reason ?? undefined,
        ...(asked_for && { askedFor: asked_for }),
        ...(is_later && { isLater: true }),
        count: Number(count),
      }),
    );
  },
});

/** From one state to another, with the event that says so. */
const moving = (db: Db): Pick<Register, 'changeState' | 'takeBack'> => ({
  changeState: (id, person, from, to, change, event) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign_person')
        .set(stateColumns(to, change))
        .where(is({ campaign_id: id, person_id: person }))
        .where('state', 'in', [...from])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await writeEvents(trx, id, [event]);
      return true;
    }),

  takeBack: (id, person, { seq, from, signature, move }, event) =>
    db.transaction().execute(async (trx) => {
      // Locked first: of two who take it back at once, the second finds what the first wrote.
      const still = await trx
        .selectFrom('campaign_person')
        .select('person_id')
        .where(is({ campaign_id: id, person_id: person, state: from }))
        .forUpdate()
        .executeTakeFirst();
      const before = await trx
        .selectFrom('campaign_event')
        .select('id')
        .where(is({ campaign_id: id, person_id: person, kind: 'taken-back' }))
        .where(sql<string>`facts ->> 'event'`, '=', String(seq))
        .executeTakeFirst();
      if (!still || before) return false;
      if (move)
        await trx
          .updateTable('campaign_person')
          .set({ ...stateColumns(move.to, move.change), ...(signature && { acknowledged_at: null }) })
          .where(is({ campaign_id: id, person_id: person }))
          .execute();
      // First the event: the database lets a signature go only where the chain says why.
      await writeEvents(trx, id, [event]);
      if (signature)
        await trx
          .deleteFrom('campaign_signature')
          .where(is({ campaign_id: id, person_id: person, method: 'witnessed' }))
          .execute();
      return true;
    }),
});

/** A state with all that goes with it. */
const stateColumns = (state: PersonState, change: StateChange) => ({
  state,
  reason: change.reason ?? null,
  state_at: change.at,
  next_attempt_at: change.nextAttemptAt ?? null,
  is_stale: true,
  ...(change.stateBefore && { state_before: change.stateBefore }),
  ...(change.dueDay && { due_day: change.dueDay }),
  ...(change.step && { step: change.step, attempts: 0 }),
});

/** See `CampaignStore.askedElsewhere`. */
export const askedElsewhereIn = (id: CampaignId, since: Date) => sql<{
  person_id: PersonId;
  asking: Record<PolicyId, CampaignId>;
}>`
  select person.person_id, array_agg(policy->>'policyId') as policies, jsonb_object_agg(policy->>'policyId', other.id) as asking
  from campaign other cross join lateral jsonb_array_elements(other.policies) policy
    join campaign_person person on person.campaign_id = other.id
  where other.id <> ${id} and other.created_at >= ${since} and other.status in ('running', 'paused') and person.state <> 'left'
    and policy->>'versionId' in (select own->>'versionId' from campaign, jsonb_array_elements(policies) own where id = ${id})
    and (person.asked_for is null or person.asked_for ? (policy->>'policyId'))
  group by person.person_id`;

/** What the same people were asked, and signed, by other campaigns. */
const elsewhere = (
  db: Db,
): Pick<Register, 'askedElsewhere' | 'signedElsewhere' | 'away' | 'lastSigned' | 'namesSigned'> => ({
  async askedElsewhere(id, since) {
    const { rows } = await askedElsewhereIn(id, since).execute(db);
    return new Map(
      rows.map(({ person_id, asking }) => [person_id, new Map(Object.entries(asking) as [PolicyId, CampaignId][])]),
    );
  },

  async signedElsewhere(id, versions, since) {
    const { rows } = await sql<{ person_id: PersonId; policies: PolicyId[] }>`
      select person_id, array_agg(policy->>'policyId') as policies
      from campaign_signature, jsonb_array_elements(policies) policy
      where campaign_id <> ${id} and at >= ${since} and policy->>'versionId' = any(${[...versions]}::text[])
      group by person_id`.execute(db);
    return new Map(rows.map(({ person_id, policies }) => [person_id, policies]));
  },

  async away(school, id, since) {
    const { rows } = await sql<{ person_id: PersonId }>`
      select person_id from (
        select distinct on (person.person_id) person.person_id, person.state
        from campaign_person person join campaign on campaign.id = person.campaign_id
        where campaign.school = ${school satisfies SchoolId} and campaign.id <> ${id} and campaign.started_at >= ${since}
        -- In one that is open, HR can still say that they are back.
        order by person.person_id, campaign.status in ('running', 'paused') and person.state not in ('acknowledged', 'left') desc,
          campaign.started_at desc) latest
      where state = 'paused'`.execute(db);
    return new Set(rows.map(({ person_id }) => person_id));
  },

  async lastSigned(school, policies) {
    const { rows } = await sql<{ person_id: PersonId; policy: PolicyId; version: PolicyVersionId }>`
      select distinct on (person_id, policy->>'policyId')
        person_id, policy->>'policyId' as policy, policy->>'versionId' as version
      from campaign_signature, jsonb_array_elements(policies) policy
      where school = ${school satisfies SchoolId} and policy->>'policyId' = any(${[...policies]}::text[])
      order by person_id, policy->>'policyId', at desc`.execute(db);
    const signed = new Map<PersonId, Record<PolicyId, PolicyVersionId>>();
    for (const { person_id, policy, version } of rows) {
      signed.set(person_id, { ...signed.get(person_id), [policy]: version });
    }
    return signed;
  },

  async namesSigned(school, policy, version) {
    const { rows } = await sql<{ name: string }>`
      select distinct name from campaign_signature, jsonb_array_elements(policies) policy
      where school = ${school satisfies SchoolId} and person_id like 'paper:%'
        and policy->>'policyId' = ${policy} and policy->>'versionId' = ${version}`.execute(db);
    return rows.map(({ name }) => name);
  },
});

/** People whose chat with us is known are sent their card at once; the app is installed for the others first. */
export async function insertPeople(
  trx: Trx,
  id: CampaignId,
  people: readonly NewPerson[],
  at: Date,
  asking: Date,
): Promise<void> {
  for (let from = 0; from < people.length; from += ROWS) {
    await trx
      .insertInto('campaign_person')
      .values(
        people.slice(from, from + ROWS).map((person) => ({
          campaign_id: id,
          person_id: person.id,
          user_id: person.user ?? null,
          name: person.name,
          job_title: person.jobTitle ?? null,
          email: person.email ?? null,
          staff_number: person.staffNumber ?? null,
          staff_group: person.staffGroup,
          site: person.site,
          state: person.isAway ? ('paused' as const) : person.state,
          state_before: person.isAway ? person.state : null,
          reason: person.reason ?? null,
          state_at: at,
          due_day: person.dueDay,
          signed_before: JSON.stringify(person.signedBefore satisfies Person['signedBefore']),
          asked_for: person.askedFor ? JSON.stringify(person.askedFor) : null,
          step: 'install' as const,
          next_attempt_at: person.state === 'waiting' && !person.isAway ? (person.askAt ?? asking) : null,
        })),
      )
      .execute();
  }
  await sql`update campaign_person person set step = 'send' from conversation
    where person.campaign_id = ${id} and person.state = 'waiting' and conversation.user_id = person.user_id
      and conversation.conversation_id is not null`.execute(trx);
}
