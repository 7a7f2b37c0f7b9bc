import { sql } from 'kysely';
import type { CampaignId } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { isHeldBy, leasesOf } from '../../platform/postgres/lease.ts';
import { is } from '../../platform/postgres/query.ts';
import { sqlRoster } from '../audience/roster.store.ts';
import { writeEvents } from '../evidence/events.store.ts';
import type { PersonId } from '../register/person.ts';
import { toCampaign, toPerson } from '../rows.store.ts';
import type { ChaseStore } from '../store-ports.ts';

/** The lease of the process that reminds, sends lists and asks the question of the half-term. */
export const CHASE = 'chase';

/** Who is reminded, asked again, or joins and leaves while a campaign runs. */
export const sqlChaseStore = (db: Db, leases = leasesOf(db)): ChaseStore => ({
  ...sqlRoster(db),
  ...byHand(db),
  ...reminding(db),
  ...askingAgain(db),

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
      .where(is({ campaign_id: id, state: 'asked' }))
      // They asked for help or a talk: HR speaks with them, and no card does.
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('campaign_talk')
              .select('campaign_talk.user_id')
              .where('campaign_talk.campaign_id', '=', id)
              .whereRef('campaign_talk.user_id', '=', 'campaign_person.user_id')
              .where('ended_at', 'is', null),
          ),
        ),
      )
      .execute();
    return rows.map(toPerson);
  },

  alone: (work) => leases.ifFree(CHASE, ({ token, isLost }) => work({ number: token, isLost })),

  async isTurnOf({ number }) {
    const { rows } = await sql<{ held: boolean }>`select ${isHeldBy(CHASE, number)} as held`.execute(db);
    return rows[0]?.held === true;
  },

  async takeVersionProposal(school, policy, version) {
    const taken = await db
      .insertInto('campaign_version_proposal')
      .values({ school, policy_id: policy, version_id: version })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },

  async takeProposal(school, year) {
    const taken = await db
      .insertInto('campaign_proposal')
      .values({ school, year })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },
});

const byHand = (db: Db): Pick<ChaseStore, 'byHand' | 'wantByHand' | 'endByHand' | 'dropByHand'> => ({
  async byHand(id) {
    const rows = await db.selectFrom('campaign_hand_reminder').selectAll().where('campaign_id', '=', id).execute();
    return new Map(
      rows.map(({ person_id, by, words, wanted_at, sent_at, alone_at }) => [
        person_id,
        {
          ...{ by, words: words ?? undefined, wantedAt: wanted_at },
          ...{ sentAt: sent_at ?? undefined, aloneAt: alone_at ?? undefined },
        },
      ]),
    );
  },

  async wantByHand(id, people, { by, words, wantedAt }) {
    if (people.length === 0) return;
    const wanted = { by, words: words ?? null, wanted_at: wantedAt, sent_at: null };
    await db
      .insertInto('campaign_hand_reminder')
      .values(people.map((person) => ({ campaign_id: id, person_id: person, ...wanted })))
      .onConflict((conflict) => conflict.columns(['campaign_id', 'person_id']).doUpdateSet(wanted))
      .execute();
  },

  async endByHand(id, people) {
    await db
      .deleteFrom('campaign_hand_reminder')
      .where('campaign_id', '=', id)
      .where('sent_at', 'is', null)
      .where(
        sql<boolean>`(person_id = any(${[...people]}::text[]) or exists (select from campaign_person person
          where person.campaign_id = ${id} and person.person_id = campaign_hand_reminder.person_id
            and person.state in ('acknowledged', 'paper', 'left')))`,
      )
      .execute();
  },

  dropByHand: (id, wantedAt) => db.transaction().execute((trx) => unwant(trx, id, wantedAt)),
});

/** What was wanted at a moment is wanted no more; that an earlier one went out on a day of its own is still known. */
async function unwant(trx: Trx, id: CampaignId, wantedAt: Date): ReturnType<ChaseStore['dropByHand']> {
  const wanted = sql`hand.campaign_id = ${id} and hand.sent_at is null and hand.wanted_at = ${wantedAt}`;
  // For someone whose row is held no reminder begins: see `beginReminder`.
  const { rows } = await sql<{ person_id: PersonId; reminder_open: boolean }>`
    select person.person_id, person.reminder_open from campaign_person person
    join campaign_hand_reminder hand on hand.campaign_id = person.campaign_id and hand.person_id = person.person_id
    where ${wanted} order by person.person_id for update of person`.execute(trx);
  const waiting = rows.flatMap(({ person_id, reminder_open }) => (reminder_open ? [] : [person_id]));
  const theirs = sql`${wanted} and hand.person_id = any(${waiting}::text[])`;
  const back = await sql`update campaign_hand_reminder hand set sent_at = alone_at, wanted_at = alone_at, words = null
    where ${theirs} and alone_at is not null`.execute(trx);
  const gone = await sql`delete from campaign_hand_reminder hand where ${theirs} and alone_at is null`.execute(trx);
  return {
    taken: Number((back.numAffectedRows ?? 0n) + (gone.numAffectedRows ?? 0n)),
    onTheirWay: rows.length - waiting.length,
  };
}

const reminding = (db: Db): Pick<ChaseStore, 'beginReminder' | 'closeReminder' | 'noteReminder'> => ({
  beginReminder: (person, turn, isByHand) =>
    db.transaction().execute(async (trx) => {
      const begun = await trx
        .updateTable('campaign_person')
        .set({ reminder_open: true })
        .where(is({ campaign_id: person.campaign, person_id: person.id, state: 'asked', reminders: person.reminders }))
        .where(isHeldBy(CHASE, turn.number))
        .executeTakeFirst();
      if (begun.numUpdatedRows === 0n) return false;
      if (!isByHand) return true;
      // Asked for once the row is ours: what HR takes back before that is there to be seen.
      const hand = await trx
        .selectFrom('campaign_hand_reminder')
        .select('person_id')
        .where(is({ campaign_id: person.campaign, person_id: person.id }))
        .where('sent_at', 'is', null)
        .executeTakeFirst();
      if (hand) return true;
      await trx
        .updateTable('campaign_person')
        .set({ reminder_open: person.reminderOpen })
        .where(is({ campaign_id: person.campaign, person_id: person.id }))
        .execute();
      return false;
    }),

  async closeReminder(person) {
    await db
      .updateTable('campaign_person')
      .set({ reminder_open: false })
      .where(is({ campaign_id: person.campaign, person_id: person.id }))
      .execute();
  },

  noteReminder: (person, ref, event, hand) =>
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
        .where(is({ campaign_id: person.campaign, person_id: person.id }))
        .execute();
      if (hand)
        await trx
          .updateTable('campaign_hand_reminder')
          .set({
            // HR may have written other words by now, which have not gone out.
            sent_at: sql<Date | null>`case when words is not distinct from ${hand.words ?? null} then ${event.at}::timestamptz else sent_at end`,
            ...(hand.isAlone && { alone_at: event.at }),
          })
          .where(is({ campaign_id: person.campaign, person_id: person.id }))
          .execute();
      await writeEvents(trx, person.campaign, [event]);
    }),
});

const askingAgain = (db: Db): Pick<ChaseStore, 'askAgain' | 'resend'> => ({
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
        .where(is({ campaign_id: person.campaign, person_id: person.id, state: 'asked' }))
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
      // Anyone who is due already, or in a worker's hands, is left alone: a second click finds nothing to do.
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
        .where(is({ campaign_id: id, state: 'asked' }))
        .where('activity_id', 'is not', null)
        .execute();
      if (hurried.numUpdatedRows > 0n)
        await writeEvents(trx, id, [{ kind: 'resent', at, by, facts: { people: Number(hurried.numUpdatedRows) } }]);
      return Number(count);
    }),
});
