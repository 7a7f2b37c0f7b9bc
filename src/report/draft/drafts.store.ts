import { sql } from 'kysely';
import { z } from 'zod/v4';
import type { ConcernId, SchoolId, UserId } from '../../kernel/ids.ts';
import { CLOCK_SKEW_MS, DAY_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import { DRILLS } from '../../school/file/drill-names.ts';
import { KINDS } from '../concern.ts';
import { ADULT_SAID } from '../naming/question.ts';
import type { DraftStore, KeyWrap, SummaryStore } from '../ports.ts';
import type { ConcernTables } from '../shelves/report.tables.ts';
import type { Draft } from './draft.ts';

/** Nobody can be told any more, or nobody could tell: then it ends all the same. */
const UNTOLD_AT_MOST_MS = 30 * DAY_MS;

const place = (id: string): string => `draft ${id}`;

const content = z.object({
  school: z.string(),
  subject: z
    .object({
      kind: z.enum(KINDS),
      people: z.array(z.string()),
      pickedAs: z.array(z.string()).optional(),
      name: z.string().optional(),
      meant: z.array(z.string().transform((id) => id as UserId)).optional(),
      cleared: z.array(z.object({ said: z.string(), not: z.string().transform((id) => id as UserId) })).optional(),
      adult: z.enum(ADULT_SAID).optional(),
    })
    .transform(({ kind, people, pickedAs, name, meant, cleared, adult }) => ({
      kind,
      people: people as UserId[],
      ...(pickedAs && { pickedAs }),
      ...(name !== undefined && { name }),
      ...(meant && { meant }),
      ...(cleared && { cleared }),
      ...(adult && { adult }),
    }))
    .optional(),
  toldInPerson: z.enum(['yes', 'no']).optional(),
  words: z.record(z.string(), z.string()),
  chat: z.string().optional(),
  beside: z.string().optional(),
  isDrill: z.boolean().optional(),
  drillOf: z.enum(DRILLS).optional(),
});

/** PostgreSQL’s own number of who wrote the row last: it changes with every write, also of the version before. */
const VERSION = sql<string>`concern_draft.xmin::text`;

/** Drafts in PostgreSQL, each sealed with a key of its own. */
export function sqlDraftStore(db: Db, wrap: KeyWrap): DraftStore {
  const ofUser = (user: UserId, now: Date) =>
    db
      .selectFrom('concern_draft')
      .selectAll()
      .select(VERSION.as('version'))
      .where('user_id', '=', user)
      .where('expires_at', '>', now);

  return {
    async save({ id, user, startedAt, expiresAt, version, ...rest }, at) {
      const key = newKey();
      const { keyId, wrapped } = await wrap.wrap(key);
      const row = {
        key_id: keyId,
        wrapped_key: Buffer.from(wrapped),
        sealed: seal(key, place(id), Buffer.from(JSON.stringify(rest))),
        touched_at: at,
        reminded_at: null,
      };
      const written =
        version === undefined
          ? await db
              .insertInto('concern_draft')
              .values({ id, user_id: user, started_at: startedAt, expires_at: expiresAt, ...row })
              .onConflict((conflict) =>
                conflict.column('id').doUpdateSet(row).where('concern_draft.user_id', '=', user),
              )
              .returning('id')
              .executeTakeFirst()
          : await db
              .updateTable('concern_draft')
              .set(row)
              .where('id', '=', id)
              .where('user_id', '=', user)
              .where(VERSION, '=', version)
              .returning('id')
              .executeTakeFirst();
      return written !== undefined;
    },
    find: async (id, user, now) => opened(wrap, await ofUser(user, now).where('id', '=', id).executeTakeFirst()),
    latest: async (user, now) =>
      opened(wrap, await ofUser(user, now).orderBy('started_at', 'desc').limit(1).executeTakeFirst()),
    async remove(id, user) {
      await db.deleteFrom('concern_draft').where('id', '=', id).where('user_id', '=', user).execute();
    },
    takeForgotten: (before, now) => takeForgotten(db, before, now),
    async remindAgain(id) {
      await db.updateTable('concern_draft').set({ reminded_at: null }).where('id', '=', id).execute();
    },
    async removeExpired(now) {
      const { numDeletedRows } = await db
        .deleteFrom('concern_draft')
        .where('expires_at', '<=', now)
        .where(({ or, eb }) =>
          or([eb('reminded_at', 'is not', null), eb('started_at', '<=', new Date(now.getTime() - UNTOLD_AT_MOST_MS))]),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** Drafts nobody has touched since `before`, each once; those whose clock was moved are put right first. */
async function takeForgotten(db: Db, before: Date, now: Date): ReturnType<DraftStore['takeForgotten']> {
  // Touched before the clock was set back: forgotten a quarter of an hour from now, and not hours later.
  await db
    .updateTable('concern_draft')
    .set({ touched_at: now })
    .where('touched_at', '>', new Date(now.getTime() + CLOCK_SKEW_MS))
    .execute();
  // Past its time, and its writer was never told that it was not sent: the clock was set on, or nothing ran for this long.
  await db
    .updateTable('concern_draft')
    .set({ expires_at: sql<Date>`expires_at + (${now}::timestamptz - touched_at)` })
    .where('reminded_at', 'is', null)
    .where('expires_at', '<=', now)
    .where('started_at', '>', new Date(now.getTime() - UNTOLD_AT_MOST_MS))
    .execute();
  const rows = await db
    .updateTable('concern_draft')
    .set({ reminded_at: now })
    .where('reminded_at', 'is', null)
    .where('touched_at', '<=', before)
    .where('expires_at', '>', now)
    .returning(['id', 'user_id', 'started_at', 'expires_at'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    user: row.user_id,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
  }));
}

/** What a row holds, opened; `undefined` for no row. */
async function opened(
  wrap: KeyWrap,
  row: (ConcernTables['concern_draft'] & { readonly version: string }) | undefined,
): Promise<Draft | undefined> {
  if (!row) return undefined;
  const key = await wrap.unwrap(row.key_id, row.wrapped_key);
  const { school, subject, toldInPerson, words, chat, beside, isDrill, drillOf } = content.parse(
    JSON.parse(unseal(key, place(row.id), row.sealed).toString()),
  );
  return {
    id: row.id,
    version: row.version,
    user: row.user_id,
    startedAt: row.started_at,
    expiresAt: row.expires_at,
    school: school as SchoolId,
    subject,
    toldInPerson,
    words,
    ...(chat !== undefined && { chat }),
    ...(beside !== undefined && { beside: beside as ConcernId }),
    ...(isDrill && { isDrill }),
    ...(drillOf && { drillOf }),
  };
}

export const sqlSummaryStore = (db: Db): SummaryStore => ({
  async take(day, person) {
    const taken = await db
      .insertInto('concern_summary')
      .values({ day, person })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person')
      .executeTakeFirst();
    return taken !== undefined;
  },
  async giveBack(day, person) {
    await db.deleteFrom('concern_summary').where('day', '=', day).where('person', '=', person).execute();
  },
});
