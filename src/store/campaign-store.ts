import { sql } from 'kysely';
import type { NewEvent } from '../acknowledgement/event.ts';
import type { NewPerson, Person, PersonId } from '../acknowledgement/person.ts';
import type { CampaignStore, Tally } from '../acknowledgement/ports.ts';
import type { CampaignId, PolicyId, PolicyVersionId, SchoolId } from '../core/ids.ts';
import { readEvents, writeEvents } from './campaign-events.ts';
import { toCampaign, toPerson, toSignature } from './campaign-tables.ts';
import type { Db, Trx } from './database.ts';

/** Rows a statement: PostgreSQL takes at most 65,535 parameters. */
const ROWS = 2_000;

export const sqlCampaignStore = (db: Db): CampaignStore => ({
  async add(campaign) {
    await db
      .insertInto('campaign')
      .values({
        id: campaign.id,
        school: campaign.school,
        title: campaign.title,
        status: campaign.status,
        due_day: campaign.dueDay,
        policies: JSON.stringify(campaign.policies),
        wording: JSON.stringify(campaign.wording),
        language: campaign.language,
        note: campaign.note ?? null,
        created_by: campaign.createdBy,
        created_at: campaign.createdAt,
        started_at: null,
        ended_at: null,
        problem: null,
        sync_at: null,
      })
      .execute();
  },

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

  prepare: (id, { people, exclusions, policies, at }) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign')
        .set({ status: 'draft', policies: JSON.stringify(policies), problem: null })
        .where('id', '=', id)
        .where('status', 'in', ['preparing', 'draft'])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await trx.deleteFrom('campaign_person').where('campaign_id', '=', id).execute();
      await trx.deleteFrom('campaign_exclusion').where('campaign_id', '=', id).execute();
      await insertPeople(trx, id, people, at);
      for (let from = 0; from < exclusions.length; from += ROWS) {
        await trx
          .insertInto('campaign_exclusion')
          .values(
            exclusions
              .slice(from, from + ROWS)
              .map(({ user, name, reason }) => ({ campaign_id: id, user_id: user, name, reason })),
          )
          .execute();
      }
      return true;
    }),

  async refuse(id, problem) {
    const moved = await db
      .updateTable('campaign')
      .set({ status: 'refused', problem: JSON.stringify(problem) })
      .where('id', '=', id)
      .where('status', 'in', ['preparing', 'draft'])
      .executeTakeFirst();
    return moved.numUpdatedRows > 0n;
  },

  changeStatus: (id, from, to, event) =>
    db.transaction().execute(async (trx) => {
      const ends = to === 'finished' || to === 'withdrawn' || to === 'discarded';
      const moved = await trx
        .updateTable('campaign')
        .set((eb) => ({
          status: to,
          ...(event.kind === 'started' && { started_at: event.at }),
          ...(ends && { ended_at: event.at }),
          // A withdrawn campaign's cards all say something else now.
          ...(to === 'withdrawn' && { revision: eb('revision', '+', 1) }),
        }))
        .where('id', '=', id)
        .where('status', 'in', [...from])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await writeEvents(trx, id, [event]);
      if (event.kind === 'started') await writeRoster(trx, id, event);
      return true;
    }),

  correct: (id, { dueDay, note }, event) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign')
        .set((eb) => ({
          revision: eb('revision', '+', 1),
          ...(dueDay && { due_day: dueDay }),
          ...(note !== undefined && { note: note || null }),
        }))
        .where('id', '=', id)
        .where('status', 'in', ['running', 'paused'])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      if (dueDay) {
        // Somebody with a later date of their own keeps it, unless the new one is later still.
        await sql`update campaign_person set due_day = ${dueDay}
          where campaign_id = ${id} and (due_day = ${String(event.facts?.previousDueDay ?? '')} or due_day < ${dueDay})`.execute(
          trx,
        );
      }
      await writeEvents(trx, id, [event]);
      return true;
    }),

  async person(id, person) {
    const row = await db
      .selectFrom('campaign_person')
      .selectAll()
      .where('campaign_id', '=', id)
      .where('person_id', '=', person)
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
    return rows.map(({ user_id, name, reason }) => ({ user: user_id, name, reason }));
  },

  async tally(id) {
    const rows = await db
      .selectFrom('campaign_person')
      .select(['staff_group', 'site', 'state', 'reason', (eb) => eb.fn.countAll<string>().as('count')])
      .where('campaign_id', '=', id)
      .groupBy(['staff_group', 'site', 'state', 'reason'])
      .execute();
    return rows.map(
      ({ staff_group, site, state, reason, count }): Tally => ({
        staffGroup: staff_group,
        site,
        state,
        reason: reason ?? undefined,
        count: Number(count),
      }),
    );
  },

  async askedElsewhere(id, versions, since) {
    const { rows } = await sql<{ person_id: PersonId }>`
      select distinct person.person_id from campaign_person person join campaign on campaign.id = person.campaign_id
      where campaign.id <> ${id} and campaign.created_at >= ${since} and campaign.status in ('running', 'paused') and person.state <> 'left'
        and exists (select 1 from jsonb_array_elements(campaign.policies) policy where policy->>'versionId' = any(${[...versions]}::text[]))`.execute(
      db,
    );
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

  signOnce: (signature, event) =>
    db.transaction().execute(async (trx) => {
      const { campaign: id, person } = signature;
      const written = await trx
        .insertInto('campaign_signature')
        .values({
          campaign_id: id,
          person_id: person,
          school: signature.school,
          name: signature.name,
          job_title: signature.jobTitle ?? null,
          at: signature.at,
          method: signature.method,
          language: signature.language,
          wording: JSON.stringify(signature.wording),
          policies: JSON.stringify(signature.policies),
          witness: signature.witness ?? null,
        })
        .onConflict((conflict) => conflict.columns(['campaign_id', 'person_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!written) {
        const first = await trx
          .selectFrom('campaign_signature')
          .selectAll()
          .where('campaign_id', '=', id)
          .where('person_id', '=', person)
          .executeTakeFirstOrThrow();
        return { first: false, signature: toSignature(first) };
      }
      await trx
        .updateTable('campaign_person')
        .set({
          state: 'acknowledged',
          reason: null,
          state_at: signature.at,
          acknowledged_at: signature.at,
          next_attempt_at: null,
          is_stale: true,
        })
        .where('campaign_id', '=', id)
        .where('person_id', '=', person)
        .execute();
      await writeEvents(trx, id, [event]);
      return { first: true, signature };
    }),

  async signature(id, person) {
    const row = await db
      .selectFrom('campaign_signature')
      .selectAll()
      .where('campaign_id', '=', id)
      .where('person_id', '=', person)
      .executeTakeFirst();
    return row && toSignature(row);
  },

  async signatures(id) {
    const rows = await db.selectFrom('campaign_signature').selectAll().where('campaign_id', '=', id).execute();
    return rows.map(toSignature);
  },

  async opened(id, person) {
    const rows = await db
      .selectFrom('campaign_opened')
      .select('what')
      .where('campaign_id', '=', id)
      .where('person_id', '=', person)
      .execute();
    return new Set(rows.map(({ what }) => what));
  },

  noteOpened: (id, person, what, event) =>
    db.transaction().execute(async (trx) => {
      const written = await trx
        .insertInto('campaign_opened')
        .values({ campaign_id: id, person_id: person, what, at: event.at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if ((written.numInsertedOrUpdatedRows ?? 0n) > 0n) await writeEvents(trx, id, [event]);
    }),

  changeState: (id, person, from, to, change, event) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign_person')
        .set({
          state: to,
          reason: change.reason ?? null,
          state_at: change.at,
          next_attempt_at: change.nextAttemptAt ?? null,
          is_stale: true,
          ...(change.stateBefore && { state_before: change.stateBefore }),
          ...(change.dueDay && { due_day: change.dueDay }),
          ...(change.step && { step: change.step, attempts: 0 }),
        })
        .where('campaign_id', '=', id)
        .where('person_id', '=', person)
        .where('state', 'in', [...from])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await writeEvents(trx, id, [event]);
      return true;
    }),

  async keepCard({ campaign, user, ref }) {
    const row = {
      tenant_id: ref.conversation.tenantId,
      conversation_id: ref.conversation.id,
      service_url: ref.conversation.serviceUrl,
      activity_id: ref.activityId,
    };
    await db
      .insertInto('campaign_card')
      .values({ campaign_id: campaign, user_id: user, ...row })
      .onConflict((conflict) => conflict.columns(['campaign_id', 'user_id']).doUpdateSet(row))
      .execute();
  },

  async dropCard({ campaign, user, ref }) {
    await db
      .deleteFrom('campaign_card')
      .where('campaign_id', '=', campaign)
      .where('user_id', '=', user)
      .where('activity_id', '=', ref.activityId)
      .execute();
  },

  async cards(id) {
    const rows = await db.selectFrom('campaign_card').selectAll().where('campaign_id', '=', id).execute();
    return rows.map((row) => ({
      campaign: row.campaign_id,
      user: row.user_id,
      ref: {
        conversation: { id: row.conversation_id, serviceUrl: row.service_url, tenantId: row.tenant_id },
        activityId: row.activity_id,
      },
    }));
  },

  events: (id) => readEvents(db, id),
  note: (id, event) => writeEvents(db, id, [event]),
});

/** People whose chat with us is known are sent their card at once; the app is installed for the others first. */
export async function insertPeople(trx: Trx, id: CampaignId, people: readonly NewPerson[], at: Date): Promise<void> {
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
          staff_group: person.staffGroup,
          site: person.site,
          state: person.state,
          reason: person.reason ?? null,
          state_at: at,
          due_day: person.dueDay,
          signed_before: JSON.stringify(person.signedBefore satisfies Person['signedBefore']),
          step: 'install' as const,
          next_attempt_at: person.state === 'waiting' ? at : null,
        })),
      )
      .execute();
  }
  await sql`update campaign_person person set step = 'send' from conversation
    where person.campaign_id = ${id} and person.state = 'waiting' and conversation.user_id = person.user_id
      and conversation.conversation_id is not null`.execute(trx);
}

/** Who was asked and who was not, as facts of the start. */
async function writeRoster(trx: Trx, id: CampaignId, started: NewEvent): Promise<void> {
  const people = await trx
    .selectFrom('campaign_person')
    .select(['person_id', 'name', 'state', 'due_day'])
    .where('campaign_id', '=', id)
    .orderBy('person_id')
    .execute();
  const exclusions = await trx
    .selectFrom('campaign_exclusion')
    .selectAll()
    .where('campaign_id', '=', id)
    .orderBy('user_id')
    .execute();
  await writeEvents(trx, id, [
    ...people.map(
      ({ person_id, name, state, due_day }): NewEvent => ({
        kind: 'added',
        at: started.at,
        person: person_id,
        facts: { name, due: due_day, by: state === 'paper' ? 'paper' : 'teams' },
      }),
    ),
    ...exclusions.map(
      ({ user_id, name, reason }): NewEvent => ({
        kind: 'excluded',
        at: started.at,
        facts: { user: user_id, name, reason },
      }),
    ),
  ]);
}
