import { sql } from 'kysely';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Reach, ReachStore, Trouble } from './reach.ts';

/** What is known about the chats of those who hold a role; beside each where the chat is, as it is known of everyone. */
export const sqlReachStore = (db: Db): ReachStore => ({
  all: () => all(db),

  async note(person, { at, trouble }) {
    const since = trouble === undefined ? null : at;
    await db
      .insertInto('reach')
      .values({
        user_id: person,
        tried_at: at,
        open_at: trouble === undefined ? at : null,
        trouble: trouble ?? null,
        trouble_since: since,
        said_at: null,
      })
      .onConflict((conflict) =>
        conflict.column('user_id').doUpdateSet({
          tried_at: at,
          trouble: trouble ?? null,
          ...(trouble === undefined
            ? { open_at: at, trouble_since: null, said_at: null }
            : { trouble_since: sql<Date>`coalesce(reach.trouble_since, ${at}::timestamptz)` }),
        }),
      )
      .execute();
  },

  async noteSaid(person, at) {
    await db.updateTable('reach').set({ said_at: at }).where('user_id', '=', person).execute();
  },

  async keepOnly(people) {
    const others = db.deleteFrom('reach');
    await (people.length === 0 ? others : others.where('user_id', 'not in', people)).execute();
  },

  async noteBlocked(person, at) {
    await db
      .updateTable('reach')
      .set({
        trouble: 'blocked' satisfies Trouble,
        tried_at: at,
        trouble_since: sql<Date>`coalesce(trouble_since, ${at}::timestamptz)`,
      })
      .where('user_id', '=', person)
      .execute();
  },

  async noteReached(person) {
    await db
      .updateTable('reach')
      .set({ trouble: null, trouble_since: null, said_at: null })
      .where(is({ user_id: person, trouble: 'blocked' satisfies Trouble }))
      .execute();
  },
});

async function all(db: Db): Promise<readonly Reach[]> {
  const rows = await db
    .selectFrom('reach')
    .leftJoin('conversation', 'conversation.user_id', 'reach.user_id')
    .select([
      'reach.user_id',
      'reach.tried_at',
      'reach.open_at',
      'reach.trouble',
      'reach.trouble_since',
      'reach.said_at',
      'conversation.conversation_id',
      'conversation.seen_at',
    ])
    .execute();
  return rows.map(
    (row): Reach => ({
      person: row.user_id,
      hasChat: row.conversation_id !== null,
      heardAt: row.seen_at ?? undefined,
      triedAt: row.tried_at,
      openAt: row.open_at ?? undefined,
      trouble: row.trouble ?? undefined,
      troubleSince: row.trouble_since ?? undefined,
      saidAt: row.said_at ?? undefined,
    }),
  );
}
