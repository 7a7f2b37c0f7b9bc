import { sql } from 'kysely';
import type { CampaignId, PolicyId, UserId } from '../../kernel/ids.ts';
import { CLOCK_SKEW_MS, HOUR_MS } from '../../kernel/time.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { NewEvent } from '../evidence/event.ts';
import { writeEvents } from '../evidence/events.store.ts';
import { keepLeft } from '../planning/left-over.store.ts';
import type { AddedBy, NewPerson, Person, PersonId } from '../register/person.ts';
import { insertPeople } from '../register/register.store.ts';
import { toCampaign } from '../rows.store.ts';
import type { ChaseStore } from '../store-ports.ts';
import { policiesOf } from '../text/as-asked.ts';
import type { Returner, RosterChanges } from './roster-changes.ts';
import { NOT_STATED } from './wanted.ts';

/** The roster was read when the campaign was prepared; the first look after that comes the next day. */
const FIRST_SYNC_MS = 18 * HOUR_MS;

/** Who joined the school, left it or came back since the roster was read. */
export const sqlRoster = (db: Db): Pick<ChaseStore, 'syncDue' | 'noteSync' | 'changeRoster' | 'fillIn'> => ({
  async syncDue(now) {
    const rows = await db
      .selectFrom('campaign')
      .selectAll()
      .where('status', 'in', ['running', 'paused'])
      .where(({ or, eb }) =>
        or([
          eb(sql<Date>`coalesce(sync_at, started_at + ${FIRST_SYNC_MS}::float8 * interval '1 millisecond')`, '<=', now),
          // Planned before the clock was set back: to look once more does no harm, to wait hours longer may.
          eb(sql<Date>`coalesce(sync_planned_at, started_at)`, '>', new Date(now.getTime() + CLOCK_SKEW_MS)),
        ]),
      )
      .orderBy('created_at')
      .execute();
    return rows.map(toCampaign);
  },

  async noteSync(id, { syncAt, at, held, isWhole }) {
    await db
      .updateTable('campaign')
      .set({
        ...{ sync_at: syncAt, sync_planned_at: at, leavers_held: held.leavers, joiners_held: held.joiners },
        ...(isWhole && { synced_at: at }),
      })
      .where('id', '=', id)
      .execute();
  },

  async fillIn(id, people) {
    const known = people.map(({ id: user, email, staffNumber: number, department, site, jobTitle: job }) => ({
      ...{ user, email, number, department, site, job },
    }));
    await sql`update campaign_person person
      set email = coalesce(person.email, account.email), staff_number = coalesce(person.staff_number, account.number),
        job_title = coalesce(person.job_title, account.job),
        staff_group = coalesce(nullif(person.staff_group, ${NOT_STATED}), account.department, ${NOT_STATED}),
        site = coalesce(nullif(person.site, ${NOT_STATED}), account.site, ${NOT_STATED})
      from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
        as account ("user" uuid, email text, number text, department text, site text, job text)
      where person.campaign_id = ${id} and person.user_id = account."user"
        and ((person.email is null and account.email is not null)
          or (person.staff_number is null and account.number is not null)
          or (person.job_title is null and account.job is not null)
          or (person.staff_group = ${NOT_STATED} and account.department is not null)
          or (person.site = ${NOT_STATED} and account.site is not null))`.execute(db);
  },

  changeRoster: (id, { joiners, leavers, returners, moved, askedMore, left }, at, asking) =>
    db.transaction().execute(async (trx) => {
      const asks = await asksIn(trx, id);
      await insertPeople(trx, id, joiners, at, asking);
      await keepLeft(trx, id, left);
      await noLongerExcluded(trx, id, [...joiners, ...returners.map(({ person }) => person)]);
      for (const { user, addedBy } of [...joiners, ...returners.map(({ person, addedBy }) => ({ ...person, addedBy }))])
        if (user && addedBy) await keepAdded(trx, id, user, addedBy, at);
      const moves = [
        ...leavers.map((leaver) => leaves(leaver, at)),
        ...returners.map((returner) => returns(returner, at, asking, asks)),
        ...moved.map((one) => changesWay(one, at, asking)),
        ...askedMore.map((one) => isAskedMore(one, at, asks)),
      ];
      const done: NewEvent[] = [];
      for (const one of moves) if (await made(trx, id, one, at)) done.push(one.event);
      await writeEvents(trx, id, [...joiners.flatMap((person) => joined(person, at, asks)), ...done]);
      return moves.length - done.length;
    }),
});

/** Who comes on the list is not listed any more as someone who is not asked. */
async function noLongerExcluded(trx: Trx, id: CampaignId, people: readonly Pick<NewPerson, 'user'>[]): Promise<void> {
  const users = people.flatMap(({ user }) => user ?? []);
  if (users.length === 0) return;
  await trx
    .deleteFrom('campaign_exclusion')
    .where(is({ campaign_id: id }))
    .where('user_id', 'in', users)
    .execute();
}

/** Once; what was said last of whether they are a guest counts. */
async function keepAdded(trx: Trx, id: CampaignId, user: UserId, { by, isGuest }: AddedBy, at: Date): Promise<void> {
  await trx
    .insertInto('campaign_added')
    .values({ campaign_id: id, user_id: user, is_guest: isGuest, by, at })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'user_id']).doUpdateSet({ is_guest: isGuest, by, at }))
    .execute();
}

/** HR's word for someone whom they put on the list by name, as the chain keeps it. */
const byName = (addedBy: AddedBy | undefined): NewEvent['facts'] =>
  addedBy ? { named: true, ...(addedBy.isGuest && { guest: true }) } : {};

/** What someone is asked for, as the chain keeps it: by title, where it is not the same for everyone. */
export type Asks = (askedFor: readonly PolicyId[] | null | undefined) => NewEvent['facts'];

/** Reads how the policies of a campaign are called. */
export async function asksIn(trx: Trx, id: CampaignId): Promise<Asks> {
  const row = await trx.selectFrom('campaign').select('policies').where('id', '=', id).executeTakeFirst();
  return (askedFor) =>
    askedFor ? { policies: policiesOf(row?.policies ?? [], { askedFor }).map(({ title }) => title) } : {};
}

const joined = (person: NewPerson, at: Date, asks: Asks): NewEvent[] => {
  const { id, name, dueDay, state, isAway, entered, addedBy, askedFor } = person;
  const by = entered?.by ?? addedBy?.by;
  const said = { ...entered?.facts, ...byName(addedBy), ...asks(askedFor) };
  return [
    {
      kind: 'added',
      at,
      person: id,
      ...(by && { by }),
      facts: { name, due: dueDay, by: state === 'paper' ? 'paper' : 'teams', joined: true, ...said },
    },
    ...(isAway ? [stillAway(id, at)] : []),
  ];
};

/** Their absence began in an earlier campaign, and nobody has said that it has ended. */
export const stillAway = (person: PersonId, at: Date): NewEvent => ({
  kind: 'paused',
  at,
  person,
  facts: { since: 'earlier campaign' },
});

interface Move {
  readonly person: Person;
  readonly change: Partial<{
    state: Person['state'];
    reason: Person['reason'] | null;
    state_before: Person['state'];
    step: Person['step'];
    attempts: number;
    due_day: Person['dueDay'];
    next_attempt_at: Date | null;
    asked_for: string | null;
    staff_group: string;
    site: string;
    job_title: string | null;
  }>;
  readonly event: NewEvent;
}

const leaves = ({ person, reason }: RosterChanges['leavers'][number], at: Date): Move => ({
  person,
  change: { state: 'left', reason, state_before: person.state, next_attempt_at: null },
  event: { kind: 'left', at, person: person.id, facts: { reason } },
});

const returns = ({ person, to, dueDay, addedBy, settled }: Returner, at: Date, asking: Date, asks: Asks): Move => ({
  person,
  change: {
    ...{ state: to, reason: null, due_day: dueDay, next_attempt_at: to === 'waiting' ? asking : null },
    ...(settled && {
      asked_for: settled.askedFor ? JSON.stringify(settled.askedFor) : null,
      staff_group: settled.staffGroup,
      site: settled.site,
      job_title: settled.jobTitle ?? null,
    }),
  },
  event: {
    kind: 'returned',
    at,
    person: person.id,
    ...(addedBy && { by: addedBy.by }),
    facts: { due: dueDay, ...byName(addedBy), ...asks(settled?.askedFor) },
  },
});

/** From Teams to paper, or back. */
const changesWay = ({ person, to }: RosterChanges['moved'][number], at: Date, asking: Date): Move => ({
  person,
  change:
    to === 'paper'
      ? { state: to, reason: 'no-teams-licence', next_attempt_at: null }
      : { state: to, reason: null, step: 'install', attempts: 0, next_attempt_at: asking },
  event: { kind: to === 'paper' ? 'moved-to-paper' : 'returned', at, person: person.id },
});

/** What they are asked for has grown; where they are stays. */
const isAskedMore = ({ person, askedFor }: RosterChanges['askedMore'][number], at: Date, asks: Asks): Move => ({
  person,
  change: { asked_for: JSON.stringify(askedFor) },
  event: { kind: 'asked-for-more', at, person: person.id, facts: { ...asks(askedFor) } },
});

/** Only from the state in which the comparison found them, and nobody whose card is on its way: what happened to it is not known yet. */
async function made(trx: Trx, id: CampaignId, { person, change }: Move, at: Date): Promise<boolean> {
  const moved = await trx
    .updateTable('campaign_person')
    .set({ ...change, ...(change.state && { reason: change.reason ?? null, state_at: at }), is_stale: true })
    .where(is({ campaign_id: id, person_id: person.id, state: person.state }))
    .where('state', '<>', 'sending')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}
