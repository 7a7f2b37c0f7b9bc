import type { UserId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { shelfOf } from '../concern.ts';
import type { ConcernStore } from '../ports.ts';
import { SCHEMA, SHELVES } from '../trail/schemas.ts';
import { putTasksBack } from '../trail/waiting.store.ts';
import { claimReminders, claimTasks, remindersBeside } from './claims.store.ts';
import {
  claimStaleCards,
  isQueuedForPlace,
  noteCardShown,
  peopleTold,
  rebaseTasks,
  renewTask,
  settleTask,
} from './task-rows.store.ts';

type TaskStore = Pick<
  ConcernStore,
  | 'claim'
  | 'remindersBeside'
  | 'claimReminders'
  | 'settle'
  | 'renew'
  | 'rebase'
  | 'putTasksBack'
  | 'toldInPerson'
  | 'tally'
  | 'isQueued'
  | 'staleCards'
  | 'noteShown'
>;

/** What is still to be done for the concerns of both shelves, and which cards are behind. */
export function sqlTaskStore(db: Db): TaskStore {
  const shelves = SHELVES.map((name) => db.withSchema(SCHEMA[name]));
  return {
    claim: (now, leaseUntil, limit, which = 'all') => claimTasks(db, now, leaseUntil, limit, which),
    remindersBeside: (reminder, of, now, most) => remindersBeside(db, reminder, of, now, most),
    claimReminders: (tasks, shelf, now, leaseUntil) => claimReminders(db, tasks, shelf, now, leaseUntil),
    settle: (task, outcome) => settleTask(db, SHELVES, task, outcome),
    renew: (task, now, leaseUntil) => renewTask(db, task, now, leaseUntil),

    async rebase(now) {
      for (const shelf of shelves) await rebaseTasks(shelf, now);
    },

    async putTasksBack(missing) {
      const found = [];
      for (const shelf of shelves) found.push(...(await putTasksBack(shelf, missing)));
      return found;
    },

    async toldInPerson(concern, holder) {
      const told = { sent: [] as UserId[], waiting: [] as UserId[], failed: [] as UserId[] };
      for (const shelf of shelves)
        for (const one of await peopleTold(shelf, concern)) if (one.holder === holder) told[one.state].push(one.person);
      return told;
    },

    async tally(concern, kind, holder) {
      const counts = { sent: 0, waiting: 0, failed: 0 };
      for (const shelf of shelves) {
        const rows = await shelf
          .selectFrom('concern_task')
          .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
          .where(is({ concern_id: concern, kind, holder }))
          .groupBy('state')
          .execute();
        for (const { state, count } of rows) {
          if (state === 'sent') counts.sent += Number(count);
          else if (state === 'failed') counts.failed += Number(count);
          else if (state !== 'done') counts.waiting += Number(count);
        }
      }
      return counts;
    },

    isQueued: (concern, since) => isQueuedForPlace(db.withSchema(SCHEMA[shelfOf(concern.kind)]), concern, since),

    staleCards: (now, leaseUntil, limit) => claimStaleCards(db, now, leaseUntil, limit),
    noteShown: (task, version, shown) => noteCardShown(db, task, version, shown),
  };
}
