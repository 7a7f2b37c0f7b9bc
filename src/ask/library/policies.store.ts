import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { PolicyDocument } from '../../kernel/text/document.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { PolicyTables } from '../ask.tables.ts';
import type { PolicyIdentity, PolicyVersion } from '../policy.ts';
import type { Adoption, Consultation, Decision, NewAdoption, PolicyStore, StoredVersion } from '../ports.ts';

type Row = Selectable<PolicyTables['policy_version']>;

export const sqlPolicyStore = (db: Db): PolicyStore => ({
  async inForce(school) {
    const rows = await versionsOf(db, school).where('state', '=', 'in-force').orderBy('policy_id').execute();
    return rows.map(toVersion);
  },

  async proposed(school) {
    const rows = await versionsOf(db, school).where('state', '=', 'proposed').orderBy('proposed_at').execute();
    return rows.map(toVersion);
  },

  async find(school, version) {
    const row = await versionsOf(db, school).where('version_id', '=', version).executeTakeFirst();
    return row && toVersion(row);
  },

  async history(school, policy) {
    const rows = await versionsOf(db, school).where('policy_id', '=', policy).orderBy('proposed_at', 'desc').execute();
    return rows.map(toVersion);
  },

  propose: (school, { identity, version, document, proposedAt }) =>
    db.transaction().execute(async (trx) => {
      const known = await lock(trx, school, version.versionId);
      if (known?.state === 'proposed' || known?.state === 'in-force')
        return { kind: 'known', policy: known.policy_id, state: known.state };
      await trx
        .updateTable('policy_version')
        .set({ state: 'set-aside', set_aside_at: proposedAt, set_aside_by: null })
        .where(is({ school_id: school, policy_id: known?.policy_id ?? identity.id, state: 'proposed' }))
        .execute();
      // Handed in a second time: the owners are asked a second time.
      await trx
        .deleteFrom('policy_notice')
        .where(is({ school_id: school, version_id: version.versionId, kind: 'proposed' }))
        .execute();
      const waiting = {
        state: 'proposed',
        proposed_at: proposedAt,
        set_aside_at: null,
        set_aside_by: null,
        adoption: null,
        consultation: null,
      } as const;
      await trx
        .insertInto('policy_version')
        .values({
          ...waiting,
          school_id: school,
          policy_id: identity.id,
          version_id: version.versionId,
          fallback_title: identity.fallbackTitle,
          version: JSON.stringify(version),
          document: JSON.stringify(document),
          in_force_at: null,
          in_force_by: null,
        })
        // Two instances that start together read the same file: the second finds the row of the first.
        .onConflict((conflict) =>
          conflict
            .columns(['school_id', 'version_id'])
            .doUpdateSet(waiting)
            .where('policy_version.state', 'not in', ['proposed', 'in-force']),
        )
        .execute();
      return { kind: 'proposed' };
    }),

  ...decisions(db),

  stamp: (school) => stampOf(db, school),
});

/** What is decided of a version that waits, each in a transaction. */
const decisions = (db: Db): Pick<PolicyStore, 'putInForce' | 'adopt' | 'consult' | 'setAside'> => ({
  putInForce: (school, version, by, at, decided = {}) =>
    decide(db, school, version, async (trx, row) => {
      await trx
        .updateTable('policy_version')
        .set({ state: 'replaced' })
        .where(is({ school_id: school, policy_id: row.policy_id, state: 'in-force' }))
        .execute();
      const { identity, version: stated, document } = toVersion(row);
      return {
        state: 'in-force',
        in_force_at: at,
        in_force_by: by ?? null,
        fallback_title: identity.fallbackTitle,
        version: JSON.stringify({ ...stated, ...decided }),
        document: JSON.stringify({ ...document, stated: { ...document.stated, ...decided } }),
      };
    }),

  adopt: (school, version, adoption, by, at) =>
    decide(db, school, version, async (trx) => {
      const kept = adoption === undefined ? null : JSON.stringify(writtenAdoption(adoption));
      const kind = adoption === undefined ? 'taken-back' : 'adopted';
      await note(trx, school, version, { kind, at, by_id: by, details: kept ?? '{}' });
      return { adoption: kept };
    }),

  consult: (school, version, consultation) =>
    decide(db, school, version, async (trx) => {
      const kept = JSON.stringify(consultation);
      await note(trx, school, version, {
        ...{ kind: 'consulting', details: kept },
        ...{ at: consultation.at, by_id: consultation.by },
      });
      return { consultation: kept };
    }),

  setAside: (school, version, by, at) =>
    decide(db, school, version, async () => ({ state: 'set-aside', set_aside_at: at, set_aside_by: by })),
});

/** Changes whenever another version is in force. */
async function stampOf(db: Db, school: SchoolId): Promise<string> {
  const { rows } = await sql<{ stamp: string | null }>`
    select string_agg(version_id || coalesce(extract(epoch from in_force_at)::text, ''), ',' order by version_id) as stamp
    from policy_version where school_id = ${school} and state = 'in-force'`.execute(db);
  return rows[0]?.stamp ?? '';
}

const versionsOf = (db: Db, school: SchoolId) =>
  db.selectFrom('policy_version').selectAll().where('school_id', '=', school);

/** Two owners at once: the second waits here, and then sees what the first did. */
const lock = (trx: Trx, school: SchoolId, version: PolicyVersionId) =>
  versionsOf(trx, school).where('version_id', '=', version).forUpdate().executeTakeFirst();

const note = (
  trx: Trx,
  school: SchoolId,
  version: PolicyVersionId,
  row: Pick<Insertable<PolicyTables['policy_adoption']>, 'kind' | 'at' | 'by_id' | 'details'>,
) =>
  trx
    .insertInto('policy_adoption')
    .values({ school_id: school, version_id: version, ...row })
    .execute();

const writtenAdoption = ({ adoptedBy, minute, consulted, ...rest }: NewAdoption) => ({
  ...rest,
  adoptedBy: adoptedBy.words,
  ...(minute && { minute: minute.words }),
  ...(consulted && { consulted: consulted.words }),
});

/** Changes a version that waits, and no other: anyone who decides too late learns what was found. */
const decide = (
  db: Db,
  school: SchoolId,
  version: PolicyVersionId,
  change: (trx: Trx, row: Row) => Promise<Updateable<PolicyTables['policy_version']>>,
): Promise<Decision> =>
  db.transaction().execute(async (trx) => {
    const row = await lock(trx, school, version);
    if (!row) return { kind: 'unknown' };
    if (row.state !== 'proposed') return { kind: 'too-late', found: toVersion(row) };
    await trx
      .updateTable('policy_version')
      .set(await change(trx, row))
      .where(is({ school_id: school, version_id: version }))
      .execute();
    return { kind: 'done' };
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

/** A document as it was stored. Only we write these. @throws Fault('malformed') */
export function readDocumentColumn(stored: unknown): PolicyDocument {
  const document = documentShape.safeParse(stored);
  if (!document.success) throw new Fault('malformed', 'a stored document cannot be read');
  return document.data as unknown as PolicyDocument;
}

function toVersion(row: Row): StoredVersion {
  const version = versionShape.safeParse(row.version);
  if (!version.success) throw new Fault('malformed', `the stored policy ${row.policy_id} cannot be read`);
  const identity: PolicyIdentity = { id: row.policy_id, fallbackTitle: row.fallback_title };
  return {
    school: row.school_id,
    identity,
    version: version.data as unknown as PolicyVersion,
    document: readDocumentColumn(row.document),
    state: row.state,
    proposedAt: row.proposed_at,
    ...(row.in_force_at && { inForceAt: row.in_force_at }),
    ...(row.in_force_by && { inForceBy: row.in_force_by }),
    ...(row.set_aside_at && { setAsideAt: row.set_aside_at }),
    ...(row.set_aside_by && { setAsideBy: row.set_aside_by }),
    ...(row.adoption !== null && { adoption: dated<Adoption>(adoptionShape, row.adoption) }),
    ...(row.consultation !== null && { consultation: dated<Consultation>(consultationShape, row.consultation) }),
  };
}

const entered = { by: z.string(), at: z.coerce.date() };
const adoptionShape = z.looseObject({ adoptedBy: z.string(), adoptedOn: z.string(), from: z.string(), ...entered });
const consultationShape = z.looseObject({ until: z.string(), ...entered });

/** Only we write these; what does not fit is a bug. */
const dated = <T>(shape: z.ZodObject, stored: unknown): T => shape.parse(stored) as unknown as T;
