import type { Selectable } from 'kysely';
import { given, words } from '../../kernel/columns.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { AccountTables } from './account.tables.ts';
import type { Account, AccountEvent, Runner } from './account.ts';
import type { AccountStore } from './account-ports.ts';
import { wordsOf, writeEvent } from './events.store.ts';

/** Accounts in a school's name. Every change and its event are one transaction. */
export const sqlAccountStore = (db: Db): AccountStore => ({
  ...reading(db),
  ...changing(db),
  ...leaving(db),
  ...telling(db),
});

const reading = (db: Db): Pick<AccountStore, 'find' | 'ofSchool' | 'askedBy' | 'events'> => ({
  async find(id) {
    const row = await db.selectFrom('school_account').selectAll().where('id', '=', id).executeTakeFirst();
    return row && (await withRunners(db, [row]))[0];
  },

  async ofSchool(school) {
    const rows = await db
      .selectFrom('school_account')
      .selectAll()
      .where('school_id', '=', school)
      .orderBy('applied_at', 'desc')
      .execute();
    return withRunners(db, rows);
  },

  async askedBy(user, since) {
    const { count } = await db
      .selectFrom('school_account')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('applicant_id', '=', user)
      .where('applied_at', '>', since)
      .executeTakeFirstOrThrow();
    return Number(count);
  },

  async events(id) {
    const rows = await db
      .selectFrom('school_account_event')
      .selectAll()
      .where('account_id', '=', id)
      .orderBy('id')
      .execute();
    return rows.map(
      ({ at, by_id, by_name, kind, words }): AccountEvent => ({
        at,
        by: by_id ?? undefined,
        byName: by_name,
        kind,
        words,
      }),
    );
  },
});

/** An application as it comes in; an account that was there before Lanyard counts as approved. */
const newAccount = (
  account: Omit<Parameters<AccountStore['create']>[0], 'runners' | 'existing'>,
  existing: Parameters<AccountStore['create']>[0]['existing'],
) => ({
  id: account.id,
  school_id: account.school,
  name: account.name.words,
  platform: account.platform,
  aim: account.aim?.words ?? '',
  audience: account.audience?.words ?? '',
  promotion: account.promotion?.words ?? '',
  openness: account.openness,
  state: 'applied' as const,
  applicant_id: account.applicant,
  applicant_name: account.applicantName,
  applied_at: account.appliedAt,
  ...(existing && {
    state: 'approved' as const,
    decided_by: account.applicant,
    decided_by_name: account.applicantName,
    decided_at: account.appliedAt,
    reasons: existing.reasons,
    address: existing.address.words || null,
  }),
});

const changing = (db: Db): Pick<AccountStore, 'create' | 'decideOnce' | 'keepLogin' | 'noteCheck'> => ({
  create: ({ runners, existing, ...account }, event) =>
    db.transaction().execute(async (trx) => {
      await trx.insertInto('school_account').values(newAccount(account, existing)).execute();
      await trx
        .insertInto('school_account_runner')
        .values(
          runners.map(({ id, user, name }) => ({
            id,
            account_id: account.id,
            user_id: user ?? null,
            name: wordsOf(name),
            at: account.appliedAt,
          })),
        )
        .execute();
      await writeEvent(trx, account.id, event);
    }),

  decideOnce: (id, { state, by, byName, at, reasons, clause, trained }, event) =>
    db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('school_account')
        .set({
          state,
          decided_by: by,
          decided_by_name: byName,
          decided_at: at,
          reasons: wordsOf(reasons),
          clause: clause ? JSON.stringify(clause) : null,
        })
        .where(is({ id, state: 'applied' }))
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      for (const [runner, day] of trained)
        await trx.updateTable('school_account_runner').set({ trained_on: day }).where('id', '=', runner).execute();
      await writeEvent(trx, id, event);
      return true;
    }),

  keepLogin: (id, { address, kept }, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('school_account')
        .set({ address: address.words || null, login_kept: kept.words || null })
        .where('id', '=', id)
        .execute();
      await writeEvent(trx, id, event);
    }),

  noteCheck: (id, by, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('school_account')
        .set({ checked_at: event.at, checked_by: by.name })
        .where('id', '=', id)
        .execute();
      await writeEvent(trx, id, event);
    }),
});

/** Those who run it, and that they leave. */
const leaving = (db: Db): Pick<AccountStore, 'setLeaves' | 'handOver' | 'noteEvent'> => ({
  setLeaves: (id, runner, day, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('school_account_runner')
        .set({ leaves_on: day })
        .where(is({ id: runner, account_id: id }))
        .execute();
      await writeEvent(trx, id, event);
    }),

  handOver: (id, { runner, to, trainedOn, closes }, event) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('school_account_runner')
        .set({ ended_at: event.at })
        .where(is({ account_id: id, id: runner }))
        .where('ended_at', 'is', null)
        .execute();
      if (to)
        await trx
          .insertInto('school_account_runner')
          .values({
            id: to.id,
            account_id: id,
            user_id: to.user ?? null,
            name: wordsOf(to.name),
            trained_on: trainedOn ?? null,
            at: event.at,
          })
          .execute();
      if (closes) await trx.updateTable('school_account').set({ state: 'closed' }).where('id', '=', id).execute();
      await writeEvent(trx, id, event);
    }),

  noteEvent: (id, event) => db.transaction().execute((trx) => writeEvent(trx, id, event)),
});

const telling = (db: Db): Pick<AccountStore, 'isTold' | 'noteTold'> => ({
  async isTold(key, user) {
    const row = await db
      .selectFrom('school_account_told')
      .select('at')
      .where(is({ key, user_id: user }))
      .executeTakeFirst();
    return row !== undefined;
  },
  async noteTold(key, user, at) {
    await db
      .insertInto('school_account_told')
      .values({ key, user_id: user, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
});

async function withRunners(
  db: Db,
  rows: readonly Selectable<AccountTables['school_account']>[],
): Promise<readonly Account[]> {
  if (rows.length === 0) return [];
  const runners = await db
    .selectFrom('school_account_runner')
    .selectAll()
    .where(
      'account_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .orderBy('name')
    .execute();
  const byAccount = Map.groupBy(runners, ({ account_id }) => account_id);
  return rows.map((row) => toAccount(row, (byAccount.get(row.id) ?? []).map(toRunner)));
}

const toRunner = (row: Selectable<AccountTables['school_account_runner']>): Runner =>
  given<Runner>()(row, words('id user name trainedOn leavesOn endedAt'), { user: 'user_id' });

const toAccount = (row: Selectable<AccountTables['school_account']>, runners: readonly Runner[]): Account => ({
  ...given<Account>()(
    row,
    [
      ...words('id school name platform aim audience promotion openness state applicant applicantName appliedAt'),
      ...words('address loginKept checkedAt checkedBy'),
    ],
    { school: 'school_id', applicant: 'applicant_id' },
  ),
  decided:
    row.decided_at && row.decided_by
      ? {
          by: row.decided_by,
          byName: row.decided_by_name ?? '',
          at: row.decided_at,
          reasons: row.reasons ?? '',
          clause: row.clause ?? undefined,
        }
      : undefined,
  runners,
});
