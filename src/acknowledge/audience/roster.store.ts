import { sql } from 'kysely';
import type { CampaignId } from '../../kernel/ids.ts';
import { CLOCK_SKEW_MS, HOUR_MS } from '../../kernel/time.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { NewEvent } from '../evidence/event.ts';
import { writeEvents } from '../evidence/events.store.ts';
import type { NewPerson, Person, PersonId } from '../register/person.ts';
import { insertPeople } from '../register/register.store.ts';
import { toCampaign } from '../rows.store.ts';
import type { ChaseStore } from '../store-ports.ts';
import type { RosterChanges } from './roster-changes.ts';

/** The roster was read when the campaign was prepared; the first look after that comes the next day. */
const FIRST_SYNC_MS = 18 * HOUR_MS;

/** Who joined the school, left it or came back since the roster was read. */
export const sqlRoster = (db: Db): Pick<ChaseStore, 'syncDue' | 'noteSync' | 'changeRoster'> => ({
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

  async noteSync(id, { syncAt, at, held }) {
    await db
      .updateTable('campaign')
      .set({ sync_at: syncAt, sync_planned_at: at, leavers_held: held.leavers, joiners_held: held.joiners })
      .where('id', '=', id)
      .execute();
  },

  changeRoster: (id, { joiners, leavers, returners, moved }, at, asking) =>
    db.transaction().execute(async (trx) => {
      await insertPeople(trx, id, joiners, at, asking);
      const moves = [
        ...leavers.map((leaver) => leaves(leaver, at)),
        ...returners.map((returner) => returns(returner, at, asking)),
        ...moved.map((one) => changesWay(one, at, asking)),
      ];
      const done: NewEvent[] = [];
      for (const one of moves) if (await made(trx, id, one, at)) done.push(one.event);
      await writeEvents(trx, id, [...joiners.flatMap((person) => joined(person, at)), ...done]);
      return moves.length - done.length;
    }),
});

const joined = ({ id, name, dueDay, state, isAway, entered }: NewPerson, at: Date): NewEvent[] => [
  {
    kind: 'added',
    at,
    person: id,
    ...(entered && { by: entered.by }),
    facts: { name, due: dueDay, by: state === 'paper' ? 'paper' : 'teams', joined: true, ...entered?.facts },
  },
  ...(isAway ? [stillAway(id, at)] : []),
];

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
  }>;
  readonly event: NewEvent;
}

const leaves = ({ person, reason }: RosterChanges['leavers'][number], at: Date): Move => ({
  person,
  change: { state: 'left', reason, state_before: person.state, next_attempt_at: null },
  event: { kind: 'left', at, person: person.id, facts: { reason } },
});

const returns = ({ person, to, dueDay }: RosterChanges['returners'][number], at: Date, asking: Date): Move => ({
  person,
  change: { state: to, reason: null, due_day: dueDay, next_attempt_at: to === 'waiting' ? asking : null },
  event: { kind: 'returned', at, person: person.id, facts: { due: dueDay } },
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

/** Only from the state in which the comparison found them, and nobody whose card is on its way: what happened to it is not known yet. */
async function made(trx: Trx, id: CampaignId, { person, change }: Move, at: Date): Promise<boolean> {
  const { reason, ...rest } = change;
  const moved = await trx
    .updateTable('campaign_person')
    .set({ ...rest, reason: reason ?? null, state_at: at, is_stale: true })
    .where(is({ campaign_id: id, person_id: person.id, state: person.state }))
    .where('state', '<>', 'sending')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}
