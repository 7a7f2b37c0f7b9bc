import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { writeEvents } from '../evidence/events.store.ts';
import { toSignature } from '../rows.store.ts';
import type { CampaignStore } from '../store-ports.ts';
import type { Signature } from './signature.ts';

type Signatures = Pick<CampaignStore, 'signOnce' | 'signature' | 'signatures' | 'signedBy' | 'opened' | 'noteOpened'>;

/** What people opened and confirmed. */
export const sqlSignatures = (db: Db): Signatures => ({ ...signing(db), ...opening(db) });

/** A signature is written once. */
const signing = (db: Db): Pick<Signatures, 'signOnce' | 'signature' | 'signatures' | 'signedBy'> => ({
  signOnce: (signature, askedFor, event) =>
    db.transaction().execute(async (trx) => {
      const { campaign: id, person } = signature;
      // Locked: from here on nobody changes what they are asked for.
      const row = await trx
        .selectFrom('campaign_person')
        .select('asked_for')
        .where(is({ campaign_id: id, person_id: person }))
        .forUpdate()
        .executeTakeFirst();
      if (String(row?.asked_for ?? '') !== String(askedFor ?? '')) return undefined;
      if (!(await insert(trx, signature))) {
        const first = await trx
          .selectFrom('campaign_signature')
          .selectAll()
          .where(is({ campaign_id: id, person_id: person }))
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
        .where(is({ campaign_id: id, person_id: person }))
        .execute();
      await writeEvents(trx, id, [event]);
      return { first: true, signature };
    }),

  async signature(id, person) {
    const row = await db
      .selectFrom('campaign_signature')
      .selectAll()
      .where(is({ campaign_id: id, person_id: person }))
      .executeTakeFirst();
    return row && toSignature(row);
  },

  async signatures(id) {
    const rows = await db.selectFrom('campaign_signature').selectAll().where('campaign_id', '=', id).execute();
    return rows.map(toSignature);
  },

  async signedBy(person, schools) {
    const rows = await db
      .selectFrom('campaign_signature')
      .selectAll()
      .where('person_id', '=', person)
      .where('school', 'in', [...schools])
      .orderBy('at')
      .execute();
    return rows.map(toSignature);
  },
});

const opening = (db: Db): Pick<Signatures, 'opened' | 'noteOpened'> => ({
  async opened(id, person) {
    const rows = await db
      .selectFrom('campaign_opened')
      .select(['what', 'at'])
      .where(is({ campaign_id: id, person_id: person }))
      .execute();
    return new Map(rows.map(({ what, at }) => [what, at]));
  },

  noteOpened: (id, person, what, at, event) =>
    db.transaction().execute(async (trx) => {
      const written = await trx
        .insertInto('campaign_opened')
        .values({ campaign_id: id, person_id: person, what, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if ((written.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
      // How far someone is stands on their card.
      await trx
        .updateTable('campaign_person')
        .set({ is_stale: true })
        .where(is({ campaign_id: id, person_id: person }))
        .execute();
      if (event) await writeEvents(trx, id, [event]);
      return true;
    }),
});

/** Whether it is the first of this person in this campaign. */
async function insert(trx: Trx, signature: Signature): Promise<boolean> {
  const written = await trx
    .insertInto('campaign_signature')
    .values({
      campaign_id: signature.campaign,
      person_id: signature.person,
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
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
