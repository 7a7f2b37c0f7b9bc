import { sql } from 'kysely';
import { columns, pick, words } from '../../kernel/columns.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import type { CampaignRow } from '../acknowledge.tables.ts';
import { wantedAsKept } from '../audience/wanted.ts';
import { type CampaignStatus, UNSENT } from '../campaign/campaign.ts';
import type { NewEvent } from '../evidence/event.ts';
import { writeEvents } from '../evidence/events.store.ts';
import { insertPeople, ROWS } from '../register/register.store.ts';
import type { CampaignStore } from '../store-ports.ts';
import { keepLeft, passOn } from './left-over.store.ts';

/** Until a campaign starts: its list, and its plan. */
export const sqlPlanning = (
  db: Db,
): Pick<
  CampaignStore,
  'add' | 'prepare' | 'refuse' | 'toPrepare' | 'schedule' | 'lastPlan' | 'plannedList' | 'toTell' | 'told'
> => ({
  ...listing(db),
  ...telling(db),
  ...plans(db),
  async toPrepare() {
    const rows = await db
      .selectFrom('campaign')
      .select('id')
      .where(({ eb, and, or }) =>
        // What is planned, and whose list could not be read, is tried again as long as its moment is ahead.
        or([eb('status', '=', 'preparing'), and([eb('status', '=', 'refused'), eb(planStands, '=', true)])]),
      )
      .execute();
    return rows.map(({ id }) => id);
  },

  add: (campaign, inPlaceOf) =>
    db.transaction().execute(async (trx) => {
      await trx
        .insertInto('campaign')
        .values({
          ...columns(
            pick(
              campaign,
              words(
                'id school title status dueDay language usesQuizzes note createdBy createdAt endsOn reading inPlaceOf',
              ),
            ),
            { usesQuizzes: 'uses_checks' },
          ),
          policies: JSON.stringify(campaign.policies),
          wording: JSON.stringify(campaign.wording),
          audience: wantedAsKept(campaign.wanted),
          choices: JSON.stringify(campaign.choices),
        })
        .execute();
      if (inPlaceOf) await passOn(trx, inPlaceOf.id, campaign.id, inPlaceOf.left);
    }),

  schedule: (id, { at, spreadMinutes }, event) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('campaign')
        .set({ status: 'planned', send_at: at, spread_minutes: spreadMinutes, tell_at: null, planned_list: listNow })
        .where('id', '=', id)
        .where('status', 'in', ['draft', 'planned'])
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      await writeEvents(trx, id, [event]);
      return true;
    }),
});

/** What was planned, and with which list. */
const plans = (db: Db): Pick<CampaignStore, 'lastPlan' | 'plannedList'> => ({
  async lastPlan(id) {
    const row = await db
      .selectFrom('campaign_event as event')
      .innerJoin('campaign', 'campaign.id', 'event.campaign_id')
      .select(['event.by', planStands.as('stands')])
      .where('campaign.id', '=', id)
      .where('event.kind', '=', 'planned')
      .orderBy('event.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && { by: (row.by ?? undefined) as UserId | undefined, stands: row.stands };
  },

  async plannedList(id) {
    const row = await db
      .selectFrom('campaign')
      // What was planned before the list was kept has the list that is there.
      .select(
        sql<CampaignRow['planned_list']>`coalesce(planned_list, case when status = 'planned' then ${listNow} end)`.as(
          'list',
        ),
      )
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row?.list) return undefined;
    const [first] = row.list;
    return {
      people: row.list.map((one) => ({ id: one.id, askedFor: one.askedFor ?? undefined })),
      readAt: first?.readAt === undefined ? undefined : new Date(first.readAt),
    };
  },
});

/** Its list as it is, to be kept as the one that it was planned with. */
const listNow = sql<string>`(select coalesce(jsonb_agg(jsonb_build_object('id', person_id, 'askedFor', asked_for, 'readAt', state_at)), '[]')
  from campaign_person where campaign_id = campaign.id)`;

/** Whether someone has planned it, and neither they nor anything else has dropped the plan: the chain knows, while the list is read again. */
const planStands = sql<boolean>`coalesce((select latest.kind from campaign_event latest
  where latest.campaign_id = campaign.id and latest.kind in ('planned', 'plan-dropped') order by latest.id desc limit 1) = 'planned', false)`;

/** What becomes of a plan now that the list has been read, or could not be. */
interface PlanNow {
  readonly status: CampaignStatus;
  readonly hadProblem: boolean;
  readonly stands: boolean;
  /** HR has heard that its list could not be read. */
  readonly isToldUnread: boolean;
  /** Why it stands no longer. */
  readonly drops: NewEvent | undefined;
}

/**
 * A plan whose moment passed while there was no list is not made up for: HR has not seen whom it would ask.
 * @param dropsPlan what else speaks against it
 * @returns `undefined` once the campaign is out
 */
async function planNow(
  trx: Trx,
  id: CampaignId,
  at: Date,
  dropsPlan: NewEvent | undefined,
): Promise<PlanNow | undefined> {
  const row = await trx
    .selectFrom('campaign')
    .select(['status', 'problem', 'send_at', 'tell_at'])
    .where('id', '=', id)
    .where('status', 'in', [...UNSENT])
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  // Asked for once the row is ours: what dropped the plan meanwhile is there to be seen.
  const { stood } = await trx
    .selectFrom('campaign')
    .select(planStands.as('stood'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const isMissed = row.status !== 'planned' && row.send_at !== null && row.send_at <= at;
  const missed: NewEvent | undefined = isMissed ? { kind: 'plan-dropped', at, facts: { why: 'missed' } } : undefined;
  const drops = stood ? (dropsPlan ?? missed) : undefined;
  return {
    ...{ status: row.status, hadProblem: row.problem !== null, stands: stood && drops === undefined, drops },
    isToldUnread: row.status === 'refused' && row.tell_at === null,
  };
}

/** Its list as it was read, or why it could not be. */
const listing = (db: Db): Pick<CampaignStore, 'prepare' | 'refuse'> => ({
  prepare: (id, { people, exclusions, left, policies, wanted, choices = {}, at, dropsPlan }) =>
    db.transaction().execute(async (trx) => {
      const plan = await planNow(trx, id, at, dropsPlan);
      if (!plan) return 'gone';
      const moved = await trx
        .updateTable('campaign')
        .set({
          status: plan.stands ? 'planned' : 'draft',
          policies: JSON.stringify(policies),
          choices: JSON.stringify(choices),
          problem: null,
          // HR hears that a list was read at last, unless they never heard of the problem.
          ...(plan.drops ? { tell_at: at } : plan.stands && { tell_at: plan.isToldUnread ? at : null }),
        })
        .where('id', '=', id)
        // HR may have chosen others while this list was read: theirs is read next.
        .where(sql<boolean>`audience = ${JSON.stringify(wanted)}::jsonb`)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return 'gone';
      if (plan.drops) await writeEvents(trx, id, [plan.drops]);
      await trx.deleteFrom('campaign_person').where('campaign_id', '=', id).execute();
      await trx.deleteFrom('campaign_exclusion').where('campaign_id', '=', id).execute();
      await trx.deleteFrom('campaign_left').where('campaign_id', '=', id).execute();
      await insertPeople(trx, id, people, at, at);
      await keepLeft(trx, id, left);
      for (let from = 0; from < exclusions.length; from += ROWS) {
        await trx
          .insertInto('campaign_exclusion')
          .values(
            exclusions.slice(from, from + ROWS).map(({ user, name, reason, signs }) => ({
              campaign_id: id,
              user_id: user,
              name,
              reason,
              signs: JSON.stringify(signs ?? []),
            })),
          )
          .execute();
      }
      // HR chose others after they planned it: that is what they expect from now on.
      if (plan.stands)
        await trx
          .updateTable('campaign')
          .set({ planned_list: listNow })
          .where('id', '=', id)
          .where('planned_list', 'is', null)
          .execute();
      return plan.drops ? 'held' : 'prepared';
    }),

  refuse: (id, { problem, at, dropsPlan }) =>
    db.transaction().execute(async (trx) => {
      const plan = await planNow(trx, id, at, dropsPlan);
      if (!plan) return 'gone';
      const waits = plan.stands && plan.hadProblem;
      const isNews = plan.drops !== undefined || (plan.stands && !waits);
      await trx
        .updateTable('campaign')
        .set({
          // What is planned is tried again: a directory that does not answer at eight may at five past.
          status: plan.stands && plan.status === 'planned' ? 'planned' : 'refused',
          problem: JSON.stringify(problem),
          ...(isNews && { tell_at: at }),
        })
        .where('id', '=', id)
        .execute();
      if (plan.drops) await writeEvents(trx, id, [plan.drops]);
      if (plan.drops) return 'held';
      return waits ? 'waits' : 'refused';
    }),
});

/** What HR has not been told yet. */
const telling = (db: Db): Pick<CampaignStore, 'toTell' | 'told'> => ({
  async toTell(now) {
    const rows = await db
      .selectFrom('campaign')
      .select('id')
      .where('tell_at', '<=', now)
      .where('status', 'in', ['refused', 'draft', 'planned'])
      .execute();
    return rows.map(({ id }) => id);
  },

  async told(id, now, again) {
    await db
      .updateTable('campaign')
      .set({ tell_at: again ?? null })
      .where('id', '=', id)
      // What happened since then is still to be told.
      .where('tell_at', '<=', now)
      .execute();
  },
});
