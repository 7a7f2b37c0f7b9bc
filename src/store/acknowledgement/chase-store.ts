import { sql } from 'kysely';
import type { NewEvent } from '../../acknowledgement/event.ts';
import type { NewPerson, Person } from '../../acknowledgement/person.ts';
import type { ChaseStore } from '../../acknowledgement/stores.ts';
import type { CampaignId } from '../../core/ids.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { Db, Trx } from '../database.ts';
import { writeEvents } from './campaign-events.ts';
import { insertPeople } from './campaign-register.ts';
import { toCampaign, toPerson } from './campaign-tables.ts';
import { TURNS, takeTurn } from './turn.ts';

/** The roster was read when the campaign was prepared; the first look after that comes the next day. */
const FIRST_SYNC_MS = 18 * HOUR_MS;

export const sqlChaseStore = (db: Db): ChaseStore => ({
  async running() {
    const rows = await db
      .selectFrom('campaign')
      .selectAll()
      .where('status', '=', 'running')
      .orderBy('created_at')
      .execute();
    return rows.map(toCampaign);
  },

  async unanswered(id) {
    const rows = await db
      .selectFrom('campaign_person')
      .selectAll()
      .where('campaign_id', '=', id)
      .where('state', '=', 'asked')
      .execute();
    return rows.map(toPerson);
  },

  alone: (work) => takeTurn(db, TURNS.chase, work),

  async beginReminder(person) {
    const begun = await db
      .updateTable('campaign_person')
      .set({ reminder_open: true })
      .where('campaign_id', '=', person.campaign)
      .where('person_id', '=', person.id)
      .where('state', '=', 'asked')
      .where('reminders', '=', person.reminders)
      .executeTakeFirst();
    return begun.numUpdatedRows > 0n;
  },

  async closeReminder(person) {
    await db
      .updateTable('campaign_person')
      .set({ reminder_open: false })
      .where('campaign_id', '=', person.campaign)
      .where('person_id', '=', person.id)
      .execute();
  },

  noteReminder: (person, ref, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('campaign_person')
        .set({
          last_reminded_at: event.at,
          reminders: person.reminders + 1,
          reminder_open: false,
          is_stale: true,
          // The chat may be a new one; the reminder is removed from where the card's own message is, which is the same chat.
          ...(ref && { reminder_activity_id: ref.activityId }),
        })
        .where('campaign_id', '=', person.campaign)
        .where('person_id', '=', person.id)
        .execute();
      await writeEvents(trx, person.campaign, [event]);
    }),

  askAgain: (person, reason, at) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign_person')
        .set({
          state: reason ? 'unreachable' : 'waiting',
          reason: reason ?? null,
          state_at: at,
          step: reason ? 'send' : 'install',
          attempts: 0,
          next_attempt_at: reason ? new Date(at.getTime() + 7 * 24 * HOUR_MS) : at,
        })
        .where('campaign_id', '=', person.campaign)
        .where('person_id', '=', person.id)
        .where('state', '=', 'asked')
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('campaign')
              .select('id')
              .where('id', '=', person.campaign)
              .where('status', 'in', ['running', 'paused']),
          ),
        )
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      if (reason)
        await writeEvents(trx, person.campaign, [{ kind: 'unreachable', at, person: person.id, facts: { reason } }]);
      return true;
    }),

  resend: (id, by, at) =>
    db.transaction().execute(async (trx) => {
      const { count } = await trx
        .selectFrom('campaign_person')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where('campaign_id', '=', id)
        .where('state', 'in', ['waiting', 'sending', 'unreachable'])
        .executeTakeFirstOrThrow();
      // Whoever is due already, or in a worker's hands, is left alone: a second click finds nothing to do.
      const hurried = await trx
        .updateTable('campaign_person')
        .set({ next_attempt_at: at, attempts: 0 })
        .where('campaign_id', '=', id)
        .where('state', 'in', ['waiting', 'unreachable'])
        .where('user_id', 'is not', null)
        .where('worker', 'is', null)
        .where('next_attempt_at', '>', at)
        .executeTakeFirst();
      await trx
        .updateTable('campaign_person')
        .set({ is_stale: true })
        .where('campaign_id', '=', id)
        .where('state', '=', 'asked')
        .where('activity_id', 'is not', null)
        .execute();
      if (hurried.numUpdatedRows > 0n)
        await writeEvents(trx, id, [{ kind: 'resent', at, by, facts: { people: Number(hurried.numUpdatedRows) } }]);
      return Number(count);
    }),

  async syncDue(now) {
    const rows = await db
      .selectFrom('campaign')
      .selectAll()
      .where('status', 'in', ['running', 'paused'])
      .where(sql<Date>`coalesce(sync_at, started_at + ${FIRST_SYNC_MS}::float8 * interval '1 millisecond')`, '<=', now)
      .orderBy('created_at')
      .execute();
    return rows.map(toCampaign);
  },

  async noteSync(id, { syncAt, held }) {
    await db
      .updateTable('campaign')
      .set({ sync_at: syncAt, leavers_held: held.leavers, joiners_held: held.joiners })
      .where('id', '=', id)
      .execute();
  },

  changeRoster: (id, { joiners, leavers, returners, moved }, at, asking) =>
    db.transaction().execute(async (trx) => {
      const events: NewEvent[] = joiners.map((person) => joined(person, at));
      await insertPeople(trx, id, joiners, at, asking);
      for (const { person, reason } of leavers) {
        if (
          await move(trx, id, person, { state: 'left', reason, state_before: person.state, next_attempt_at: null }, at)
        )
          events.push({ kind: 'left', at, person: person.id, facts: { reason } });
      }
      for (const { person, to, dueDay } of returners) {
        const next = to === 'waiting' ? asking : null;
        if (await move(trx, id, person, { state: to, reason: null, due_day: dueDay, next_attempt_at: next }, at))
          events.push({ kind: 'returned', at, person: person.id, facts: { due: dueDay } });
      }
      for (const { person, to } of moved) {
        const change =
          to === 'paper'
            ? ({ state: to, reason: 'no-teams-licence', next_attempt_at: null } as const)
            : ({ state: to, reason: null, step: 'install', attempts: 0, next_attempt_at: asking } as const);
        if (await move(trx, id, person, change, at)) {
          events.push({ kind: to === 'paper' ? 'moved-to-paper' : 'returned', at, person: person.id });
        }
      }
      await writeEvents(trx, id, events);
      return joiners.length + leavers.length + returners.length + moved.length - events.length;
    }),

  async takeProposal(school, year) {
    const taken = await db
      .insertInto('campaign_proposal')
      .values({ school, year })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
});

const joined = (person: NewPerson, at: Date): NewEvent => ({
  kind: 'added',
  at,
  person: person.id,
  facts: { name: person.name, due: person.dueDay, by: person.state === 'paper' ? 'paper' : 'teams', joined: true },
});

/** Only from the state in which the comparison found them, and nobody whose card is on its way: what became of it is not known yet. */
async function move(
  trx: Trx,
  id: CampaignId,
  person: Person,
  change: Partial<{
    state: Person['state'];
    reason: Person['reason'] | null;
    state_before: Person['state'];
    step: Person['step'];
    attempts: number;
    due_day: Person['dueDay'];
    next_attempt_at: Date | null;
  }>,
  at: Date,
): Promise<boolean> {
  const { reason, ...rest } = change;
  const moved = await trx
    .updateTable('campaign_person')
    .set({ ...rest, reason: reason ?? null, state_at: at, is_stale: true })
    .where('campaign_id', '=', id)
    .where('person_id', '=', person.id)
    .where('state', '=', person.state)
    .where('state', '<>', 'sending')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}
