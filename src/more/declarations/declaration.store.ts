import type { Insertable, Selectable } from 'kysely';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../../report/ports.ts';
import type { DeclarationTables } from './declaration.tables.ts';
import type { Declaration, DeclarationEvent, DeclarationId, NewDeclaration } from './declaration.ts';
import type { DeclarationStore } from './declaration-ports.ts';

type Row = Selectable<DeclarationTables['declaration']>;

const place = (id: string): string => `declaration ${id}`;

/** Declarations in PostgreSQL. What was written is sealed with a key of the row's own. */
export function sqlDeclarationStore(db: Db, wrap: KeyWrap): DeclarationStore {
  const opened = async (row: Row): Promise<Declaration> => {
    const key = await wrap.unwrap(row.key_id, row.wrapped_key);
    return toDeclaration(row, unseal(key, place(row.id), row.sealed).toString());
  };
  return {
    async add(declaration) {
      const key = newKey();
      const { keyId, wrapped } = await wrap.wrap(key);
      const sealed = seal(key, place(declaration.id), Buffer.from(declaration.words?.words ?? ''));
      return db.transaction().execute(async (trx) => {
        const same = await standing(trx)
          .where(
            is({
              school_id: declaration.school,
              person_id: declaration.person,
              tie: declaration.tie,
              whom: declaration.whom,
            }),
          )
          .execute();
        // Without words the same is said again; with words it may be about someone else.
        if (!declaration.words && same.length > 0) return false;
        const added = await trx
          .insertInto('declaration')
          .values({ ...toRow(declaration), key_id: keyId, wrapped_key: Buffer.from(wrapped), sealed })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (added) await note(trx, declaration.id, 'declared', declaration.person, declaration.at);
        return added !== undefined;
      });
    },

    async find(id) {
      const row = await db.selectFrom('declaration').selectAll().where('id', '=', id).executeTakeFirst();
      return row && opened(row);
    },

    async of(school, person) {
      const rows = await db
        .selectFrom('declaration')
        .selectAll()
        .where(is({ school_id: school, person_id: person }))
        .orderBy('ended_at', (order) => order.desc().nullsFirst())
        .orderBy('declared_at', 'desc')
        .execute();
      return Promise.all(rows.map(opened));
    },

    async all(school) {
      const rows = await db
        .selectFrom('declaration')
        .selectAll()
        .where('school_id', '=', school)
        .orderBy('declared_at', 'desc')
        .execute();
      return Promise.all(rows.map(opened));
    },

    ...changes(db),
  };
}

const standing = (trx: Trx) => trx.selectFrom('declaration').select('id').where('ended_at', 'is', null);

const note = (trx: Trx, id: DeclarationId, kind: DeclarationEvent, by: string, at: Date) =>
  trx.insertInto('declaration_event').values({ at, declaration_id: id, kind, by_id: by }).execute();

/** What is said about a declaration later, none of it in words. */
function changes(db: Db): Omit<DeclarationStore, 'add' | 'find' | 'of' | 'all'> {
  const change = (
    id: DeclarationId,
    [kind, by, at]: readonly [DeclarationEvent, string, Date],
    set: Partial<Insertable<DeclarationTables['declaration']>>,
    isOpen: 'advised_at' | 'ended_at' = 'ended_at',
  ): Promise<boolean> =>
    db.transaction().execute(async (trx) => {
      const changed = await trx
        .updateTable('declaration')
        .set(set)
        .where('id', '=', id)
        .where(isOpen, 'is', null)
        .where('ended_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      if (changed) await note(trx, id, kind, by, at);
      return changed !== undefined;
    });
  return {
    advised: (id, by, at) => change(id, ['advised', by, at], { advised_at: at, advised_by: by }, 'advised_at'),
    stillSo: (id, by, at) => change(id, ['still-so', by, at], { confirmed_at: at }),
    end: (id, by, at) => change(id, ['ended', by, at], { ended_at: at, ended_by: by }),
    async asked(id, at) {
      await db.updateTable('declaration').set({ asked_at: at }).where('id', '=', id).execute();
    },
    async looked(ids, by, at) {
      if (ids.length === 0) return;
      await db
        .insertInto('declaration_event')
        .values(ids.map((id) => ({ at, declaration_id: id, kind: 'looked' as const, by_id: by })))
        .execute();
    },
    async removeEndedBefore(at) {
      await db.transaction().execute(async (trx) => {
        const gone = await trx.deleteFrom('declaration').where('ended_at', '<', at).returning('id').execute();
        const ids = gone.map(({ id }) => id);
        if (ids.length === 0) return;
        await trx.deleteFrom('declaration_event').where('declaration_id', 'in', ids).execute();
        await trx.deleteFrom('declaration_notice').where('declaration_id', 'in', ids).execute();
      });
    },
    async isTold(id, user, kind) {
      const row = await db
        .selectFrom('declaration_notice')
        .select('sent_at')
        .where(is({ declaration_id: id, user_id: user, kind }))
        .executeTakeFirst();
      return row !== undefined;
    },
    async told(id, user, kind, at) {
      await db
        .insertInto('declaration_notice')
        .values({ declaration_id: id, user_id: user, kind, sent_at: at })
        .onConflict((conflict) => conflict.columns(['declaration_id', 'user_id', 'kind']).doNothing())
        .execute();
    },
    async events(id) {
      const rows = await db
        .selectFrom('declaration_event')
        .selectAll()
        .where('declaration_id', '=', id)
        .orderBy('id')
        .execute();
      return rows.map(({ at, kind, by_id }) => ({ at, kind, by: by_id }));
    },
  };
}

const toRow = (
  declaration: NewDeclaration,
): Omit<Insertable<DeclarationTables['declaration']>, 'key_id' | 'wrapped_key' | 'sealed'> => ({
  id: declaration.id,
  school_id: declaration.school,
  person_id: declaration.person,
  name: declaration.name,
  tie: declaration.tie,
  whom: declaration.whom,
  method: declaration.method,
  declared_at: declaration.at,
  confirmed_at: declaration.confirmedAt,
  adviser_id: declaration.adviser ?? null,
});

const toDeclaration = (row: Row, words: string): Declaration => ({
  id: row.id,
  school: row.school_id,
  person: row.person_id,
  name: row.name,
  tie: row.tie,
  whom: row.whom,
  words,
  method: row.method,
  at: row.declared_at,
  confirmedAt: row.confirmed_at,
  ...(row.adviser_id && { adviser: row.adviser_id }),
  ...(row.advised_at && { advisedAt: row.advised_at }),
  ...(row.advised_by && { advisedBy: row.advised_by }),
  ...(row.asked_at && { askedAt: row.asked_at }),
  ...(row.ended_at && { endedAt: row.ended_at }),
  ...(row.ended_by && { endedBy: row.ended_by }),
});
