import type { CampaignStore } from '../../acknowledgement/stores.ts';
import type { Db } from '../database.ts';
import { writeEvents } from './campaign-events.ts';
import { toSignature } from './campaign-tables.ts';

type Signatures = Pick<CampaignStore, 'signOnce' | 'signature' | 'signatures' | 'opened' | 'noteOpened'>;

/** What people opened and confirmed. A signature is written once. */
export const sqlSignatures = (db: Db): Signatures => ({
  signOnce: (signature, event) =>
    db.transaction().execute(async (trx) => {
      const { campaign: id, person } = signature;
      const written = await trx
        .insertInto('campaign_signature')
        .values({
          campaign_id: id,
          person_id: person,
          school: signature.school,
          name: signature.name,
          job_title: signature.jobTitle ?? null,
          at: signature.at,
          method: signature.method,
          language: signature.language,
          wording: JSON.stringify(signature.wording),
          policies: JSON.stringify(signature.policies),
          witness: signature.witness ?? null,
          signed_on: signature.signedOn ?? null,
        })
        .onConflict((conflict) => conflict.columns(['campaign_id', 'person_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!written) {
        const first = await trx
          .selectFrom('campaign_signature')
          .selectAll()
          .where('campaign_id', '=', id)
          .where('person_id', '=', person)
          .executeTakeFirstOrThrow();
        return { first: false, signature: toSignature(first) };
      }
      await trx
        .updateTable('campaign_person')
        .set({
          state: 'acknowledged',
          reason: null,
          state_at: signature.at,
          acknowledged_at: signature.at,
          next_attempt_at: null,
          is_stale: true,
        })
        .where('campaign_id', '=', id)
        .where('person_id', '=', person)
        .execute();
      await writeEvents(trx, id, [event]);
      return { first: true, signature };
    }),

  async signature(id, person) {
    const row = await db
      .selectFrom('campaign_signature')
      .selectAll()
      .where('campaign_id', '=', id)
      .where('person_id', '=', person)
      .executeTakeFirst();
    return row && toSignature(row);
  },

  async signatures(id) {
    const rows = await db.selectFrom('campaign_signature').selectAll().where('campaign_id', '=', id).execute();
    return rows.map(toSignature);
  },

  async opened(id, person) {
    const rows = await db
      .selectFrom('campaign_opened')
      .select('what')
      .where('campaign_id', '=', id)
      .where('person_id', '=', person)
      .execute();
    return new Set(rows.map(({ what }) => what));
  },

  noteOpened: (id, person, what, at, event) =>
    db.transaction().execute(async (trx) => {
      const written = await trx
        .insertInto('campaign_opened')
        .values({ campaign_id: id, person_id: person, what, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if ((written.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
      if (!event) return true;
      await trx
        .updateTable('campaign_person')
        .set({ is_stale: true })
        .where('campaign_id', '=', id)
        .where('person_id', '=', person)
        .execute();
      await writeEvents(trx, id, [event]);
      return true;
    }),
});
