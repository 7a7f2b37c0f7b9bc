import type { Db } from '../../platform/postgres/database.ts';
import { readDocumentColumn } from '../library/policies.store.ts';
import { readMessageRef } from '../owner/desk.store.ts';
import { shortened, type UploadStore } from './uploads.ts';

export const sqlUploadStore = (db: Db): UploadStore => ({
  async add({ id, owner, name, url, ref, sentAt }) {
    await db
      .insertInto('policy_upload')
      .values({
        id,
        owner_id: owner,
        name: shortened(name.words),
        url: url ?? null,
        message: JSON.stringify(ref),
        document: null,
        sent_at: sentAt,
      })
      .execute();
  },

  async find(id) {
    const row = await db.selectFrom('policy_upload').selectAll().where('id', '=', id).executeTakeFirst();
    return (
      row && {
        id: row.id,
        owner: row.owner_id,
        name: row.name,
        ...(row.url !== null && { url: row.url }),
        ref: readMessageRef(row.message),
        ...(row.document !== null && { document: readDocumentColumn(row.document) }),
        sentAt: row.sent_at,
      }
    );
  },

  async keep(id, document) {
    await db
      .updateTable('policy_upload')
      .set({ document: JSON.stringify(document), url: null })
      .where('id', '=', id)
      .execute();
  },

  async forget(id) {
    const { numDeletedRows } = await db.deleteFrom('policy_upload').where('id', '=', id).executeTakeFirst();
    return numDeletedRows === 1n;
  },

  async forgetBefore(at) {
    await db.deleteFrom('policy_upload').where('sent_at', '<', at).execute();
  },
});
