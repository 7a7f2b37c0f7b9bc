import { z } from 'zod/v4';
import type { MessageRef } from '../../kernel/messages.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { SourceStore } from '../library/intake.ts';
import type { SharedFolderStore } from '../library/shared-library.ts';
import type { NoticeStore } from './desk.ts';

export const sqlSourceStore = (db: Db): SourceStore => ({
  async find(school, source) {
    const row = await db
      .selectFrom('policy_source')
      .selectAll()
      .where(is({ school_id: school, source_id: source }))
      .executeTakeFirst();
    return (
      row && {
        policy: row.policy_id,
        fingerprint: row.fingerprint,
        ...(row.problem !== null && { problem: row.problem }),
      }
    );
  },

  async remember(school, source, { policy, fingerprint, problem }, at) {
    const last = { policy_id: policy, fingerprint, problem: problem ?? null, read_at: at };
    await db
      .insertInto('policy_source')
      .values({ school_id: school, source_id: source, ...last })
      .onConflict((conflict) => conflict.columns(['school_id', 'source_id']).doUpdateSet(last))
      .execute();
  },
});

export const sqlSharedFolderStore = (db: Db): SharedFolderStore => ({
  async link(school, place) {
    const row = await db
      .selectFrom('policy_library')
      .select('delta_link')
      .where(is({ school_id: school, place }))
      .executeTakeFirst();
    return row?.delta_link;
  },

  async remember(school, place, link, at) {
    const read = { place, delta_link: link, synced_at: at };
    await db
      .insertInto('policy_library')
      .values({ school_id: school, ...read })
      .onConflict((conflict) => conflict.column('school_id').doUpdateSet(read))
      .execute();
  },
});

export const sqlNoticeStore = (db: Db): NoticeStore => ({
  async told(school, version, kind) {
    const rows = await db
      .selectFrom('policy_notice')
      .selectAll()
      .where(is({ school_id: school, version_id: version, kind }))
      .execute();
    return rows.map(({ owner_id, message }) => ({ owner: owner_id, ref: readMessageRef(message) }));
  },

  async remember(school, version, kind, { owner, ref }, at) {
    const sent = { message: JSON.stringify(ref), sent_at: at };
    await db
      .insertInto('policy_notice')
      .values({ school_id: school, version_id: version, kind, owner_id: owner, ...sent })
      .onConflict((conflict) => conflict.columns(['school_id', 'version_id', 'kind', 'owner_id']).doUpdateSet(sent))
      .execute();
  },
});

const refShape = z.object({
  conversation: z.object({ id: z.string(), serviceUrl: z.string(), tenantId: z.string() }),
  activityId: z.string(),
});

/** A message as it was stored. Only we write these; what does not fit is a bug. */
export const readMessageRef = (stored: unknown): MessageRef => refShape.parse(stored) as unknown as MessageRef;
