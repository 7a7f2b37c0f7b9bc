import { sql } from 'kysely';
import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../core/ids.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { PolicyIdentity, PolicyVersion } from '../policy/policy.ts';
import type { PolicyStore, StoredVersion } from '../policy/ports.ts';
import type { Db } from './database.ts';

export interface PolicyTables {
  policy_version: {
    school_id: SchoolId;
    policy_id: PolicyId;
    version_id: PolicyVersionId;
    fallback_title: string;
    /** PolicyVersion as JSON. */
    version: unknown;
    /** PolicyDocument as JSON: the words themselves. */
    document: unknown;
    state: StoredVersion['state'];
    proposed_at: Date;
    in_force_at: Date | null;
    in_force_by: UserId | null;
  };
}

export const sqlPolicyStore = (db: Db): PolicyStore => ({
  async inForce(school) {
    const rows = await db
      .selectFrom('policy_version')
      .selectAll()
      .where('school_id', '=', school)
      .where('state', '=', 'in-force')
      .orderBy('policy_id')
      .execute();
    return rows.map(toVersion);
  },

  async proposed(school) {
    const rows = await db
      .selectFrom('policy_version')
      .selectAll()
      .where('school_id', '=', school)
      .where('state', '=', 'proposed')
      .orderBy('proposed_at')
      .execute();
    return rows.map(toVersion);
  },

  async find(school, version) {
    const row = await db
      .selectFrom('policy_version')
      .selectAll()
      .where('school_id', '=', school)
      .where('version_id', '=', version)
      .executeTakeFirst();
    return row && toVersion(row);
  },

  async propose(school, { identity, version, document, proposedAt }) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('policy_version')
      .values({
        school_id: school,
        policy_id: identity.id,
        version_id: version.versionId,
        fallback_title: identity.fallbackTitle,
        version: JSON.stringify(version),
        document: JSON.stringify(document),
        state: 'proposed',
        proposed_at: proposedAt,
        in_force_at: null,
        in_force_by: null,
      })
      .onConflict((conflict) => conflict.columns(['school_id', 'version_id']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  },

  putInForce: (school, version, by, at) =>
    db.transaction().execute(async (trx) => {
      // Two owners at once: the second waits here, and then sees what the first did.
      const row = await trx
        .selectFrom('policy_version')
        .select(['policy_id', 'state'])
        .where('school_id', '=', school)
        .where('version_id', '=', version)
        .forUpdate()
        .executeTakeFirst();
      if (!row || row.state === 'in-force') return false;
      await trx
        .updateTable('policy_version')
        .set({ state: 'replaced' })
        .where('school_id', '=', school)
        .where('policy_id', '=', row.policy_id)
        .where('state', '=', 'in-force')
        .execute();
      await trx
        .updateTable('policy_version')
        .set({ state: 'in-force', in_force_at: at, in_force_by: by ?? null })
        .where('school_id', '=', school)
        .where('version_id', '=', version)
        .execute();
      return true;
    }),

  async retire(school, policy, by, at) {
    const { numUpdatedRows } = await db
      .updateTable('policy_version')
      .set({ state: 'retired', in_force_by: by, in_force_at: at })
      .where('school_id', '=', school)
      .where('policy_id', '=', policy)
      .where('state', '=', 'in-force')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },

  async stamp(school) {
    const { rows } = await sql<{ stamp: string | null }>`
      select string_agg(version_id || coalesce(extract(epoch from in_force_at)::text, ''), ',' order by version_id) as stamp
      from policy_version where school_id = ${school} and state = 'in-force'`.execute(db);
    return rows[0]?.stamp ?? '';
  },
});

const versionShape = z.looseObject({
  policyId: z.string(),
  versionId: z.string(),
  title: z.string(),
  contentHash: z.string(),
});
const documentShape = z.looseObject({
  blocks: z.array(z.looseObject({ kind: z.string() })),
  stated: z.looseObject({}),
});

function toVersion(row: {
  school_id: SchoolId;
  policy_id: PolicyId;
  fallback_title: string;
  version: unknown;
  document: unknown;
  state: StoredVersion['state'];
  proposed_at: Date;
  in_force_at: Date | null;
  in_force_by: UserId | null;
}): StoredVersion {
  const version = versionShape.safeParse(row.version);
  const document = documentShape.safeParse(row.document);
  if (!version.success || !document.success)
    throw new Fault('malformed', `the stored policy ${row.policy_id} cannot be read`);
  const identity: PolicyIdentity = { id: row.policy_id, fallbackTitle: row.fallback_title };
  return {
    school: row.school_id,
    identity,
    version: version.data as unknown as PolicyVersion,
    document: document.data as unknown as PolicyDocument,
    state: row.state,
    proposedAt: row.proposed_at,
    ...(row.in_force_at && { inForceAt: row.in_force_at }),
    ...(row.in_force_by && { inForceBy: row.in_force_by }),
  };
}
