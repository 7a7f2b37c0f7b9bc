import { sql } from 'kysely';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import { personIdOf } from '../register/person.ts';
import type { TalkStore } from './talk.ts';

/** Wraps the key of a row, so that the database alone opens nothing. */
export interface KeyWrap {
  wrap(key: Uint8Array): Promise<{ readonly keyId: string; readonly wrapped: Uint8Array }>;
  unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array>;
}

const place = (id: CampaignId, user: UserId): string => `campaign talk ${id} ${user}`;

/** Nothing of what was written is left once it has ended. */
const WORDLESS = { key_id: null, wrapped_key: null, sealed: null };

/** Wishes for a talk in PostgreSQL. */
export function sqlTalkStore(db: Db, wrap: KeyWrap): TalkStore {
  return {
    async want({ campaign, user, kind, words, at }) {
      const sealed = words?.words ? await sealedWords(wrap, place(campaign, user), words.words) : WORDLESS;
      const said = { kind, at, ...sealed, told_at: null, offered_at: null, ended_at: null };
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('campaign_talk')
          .values({ campaign_id: campaign, user_id: user, ...said })
          .onConflict((conflict) => conflict.columns(['campaign_id', 'user_id']).doUpdateSet(said))
          .execute();
        await trx
          .updateTable('campaign_person')
          .set({ is_stale: true })
          .where(is({ campaign_id: campaign, person_id: personIdOf(user) }))
          .execute();
      });
    },

    async open(id, user) {
      const row = await open(db, id)
        .select(['kind', 'at', 'offered_at'])
        .where('user_id', '=', user)
        .executeTakeFirst();
      return row && { kind: row.kind, at: row.at, offeredAt: row.offered_at ?? undefined };
    },

    async list(id) {
      const rows = await open(db, id).selectAll().orderBy('at').orderBy('user_id').execute();
      return Promise.all(
        rows.map(async ({ user_id: user, kind, at, offered_at, key_id, wrapped_key, sealed }) => ({
          ...{ user, kind, at, offeredAt: offered_at ?? undefined },
          words:
            key_id === null || wrapped_key === null || sealed === null
              ? ''
              : unseal(await wrap.unwrap(key_id, wrapped_key), place(id, user), sealed).toString(),
        })),
      );
    },

    offered: (id, user, at) => change(db, id, user, { offered_at: at }),
    end: (id, user, at) => change(db, id, user, { ended_at: at, ...WORDLESS }),

    async untold() {
      const rows = await db
        .selectFrom('campaign_talk')
        .select('campaign_id')
        .distinct()
        .where('told_at', 'is', null)
        .where('ended_at', 'is', null)
        .execute();
      return rows.map(({ campaign_id: id }) => id);
    },

    async told(id, at) {
      await db
        .updateTable('campaign_talk')
        .set({ told_at: at })
        .where('campaign_id', '=', id)
        .where('told_at', 'is', null)
        .where('at', '<=', at)
        .execute();
    },

    async forget(before) {
      await sql`delete from campaign_talk using campaign where campaign.id = campaign_talk.campaign_id
        and (campaign_talk.ended_at < ${before} or campaign.ended_at < ${before})`.execute(db);
    },
  };
}

async function sealedWords(wrap: KeyWrap, where: string, words: string) {
  const key = newKey();
  const { keyId, wrapped } = await wrap.wrap(key);
  return { key_id: keyId, wrapped_key: Buffer.from(wrapped), sealed: seal(key, where, Buffer.from(words)) };
}

/** Not ended, by people who have not answered meanwhile. */
const open = (db: Db, id: CampaignId) =>
  db
    .selectFrom('campaign_talk')
    .where('campaign_id', '=', id)
    .where('ended_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('campaign_person')
          .select('person_id')
          .where('campaign_person.campaign_id', '=', id)
          .whereRef('campaign_person.user_id', '=', 'campaign_talk.user_id')
          .where('state', 'not in', ['acknowledged', 'left']),
      ),
    );

async function change(
  db: Db,
  id: CampaignId,
  user: UserId,
  to: { readonly offered_at: Date } | ({ readonly ended_at: Date } & typeof WORDLESS),
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('campaign_talk')
      .set(to)
      .where(is({ campaign_id: id, user_id: user }))
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    await trx
      .updateTable('campaign_person')
      .set({ is_stale: true })
      .where(is({ campaign_id: id, person_id: personIdOf(user) }))
      .execute();
    return changed.numUpdatedRows > 0n;
  });
}
