import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../../report/ports.ts';
import type { PinStore } from './pin-ports.ts';
import { DEAR, type HashCost, isHashOf, isSameText, slowHash } from './slow-hash.store.ts';

/** After this many wrong ones a code is dead; another is made in a moment. */
const MOST_CODE_TRIES = 5;
/** No pause of ours is further ahead; one that does comes of a clock that was set back, and shuts nobody out. */
const LONGEST_PAUSE_MS = DAY_MS;

/** What is sealed names its row, so that nobody's hash can be put in another's place. */
const pinPlace = (user: UserId): string => `pin ${user}`;
const codePlace = (user: UserId): string => `pin code ${user}`;

interface Sealed {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly sealed: Buffer;
}

/**
 * PINs in PostgreSQL. The wrapping key of the records is their pepper: a copy of the database alone gives none away.
 * @param cost of each guess; less in tests that are not about it
 */
export const sqlPinStore = (db: Db, wrap: KeyWrap, cost: HashCost = DEAR): PinStore => ({
  ...pins(db, wrap, cost),
  ...doors(db),
  ...events(db),
});

/** Everyone who has set a PIN. */
export async function whoHasPin(db: Db): Promise<ReadonlySet<UserId>> {
  const rows = await db.selectFrom('concern_pin').select('id').execute();
  return new Set(rows.map(({ id }) => id));
}

function pins(
  db: Db,
  wrap: KeyWrap,
  cost: HashCost,
): Pick<PinStore, 'setWith' | 'attempt' | 'keepCode' | 'setPin' | 'forget'> {
  const sealedAs = async (place: string, content: Uint8Array): Promise<Sealed> => {
    const key = newKey();
    const { keyId, wrapped } = await wrap.wrap(key);
    return { key_id: keyId, wrapped_key: Buffer.from(wrapped), sealed: seal(key, place, content) };
  };
  const unsealed = async (place: string, row: Sealed): Promise<Buffer> =>
    unseal(await wrap.unwrap(row.key_id, row.wrapped_key), place, row.sealed);

  return {
    async setWith(user) {
      const row = await db.selectFrom('concern_pin').select('set_with').where('id', '=', user).executeTakeFirst();
      return row?.set_with;
    },

    async attempt(user, pin, now, pauseAfterMs) {
      const counted = await countTry(db, user, now, pauseAfterMs);
      if (counted.kind !== 'counted') return counted;
      const { row, misses, until } = counted;
      if (!(await isHashOf(await unsealed(pinPlace(user), row), pin))) return { kind: 'wrong', misses, until };
      await db.updateTable('concern_pin').set({ misses: 0, paused_until: null }).where('id', '=', user).execute();
      return { kind: 'right' };
    },

    async keepCode({ code, person, by, until }) {
      const row = { ...(await sealedAs(codePlace(person), Buffer.from(code))), made_by: by, until, tries: 0 };
      await db
        .insertInto('concern_pin_code')
        .values({ id: person, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    async setPin({ user, code, pin, now }) {
      const kept = await countCodeTry(db, user, now);
      if (!kept || !isSameText(Buffer.from(code), await unsealed(codePlace(user), kept))) return { kind: 'wrong-code' };
      const sealed = await sealedAs(pinPlace(user), await slowHash(pin, cost));
      const row = { ...sealed, set_at: now, set_with: kept.made_by, misses: 0, paused_until: null };
      return db.transaction().execute(async (tx) => {
        // Of two at the same moment one has the code, and it is that very code.
        const { numDeletedRows } = await tx
          .deleteFrom('concern_pin_code')
          .where(is({ id: user, sealed: kept.sealed }))
          .executeTakeFirst();
        if (numDeletedRows === 0n) return { kind: 'wrong-code' } as const;
        await tx
          .insertInto('concern_pin')
          .values({ id: user, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await tx.deleteFrom('concern_unlocked').where('person', '=', user).execute();
        await events(tx).note({ at: now, person: user, actor: kept.made_by, kind: 'set' });
        return { kind: 'set', with: kept.made_by } as const;
      });
    },

    async forget(user) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('concern_pin').where('id', '=', user).execute();
        await tx.deleteFrom('concern_pin_code').where('id', '=', user).execute();
        await tx.deleteFrom('concern_unlocked').where('person', '=', user).execute();
      });
    },
  };
}

/** Counts a try as wrong before anything is compared: anyone who is right takes it back. */
const countTry = (db: Db, user: UserId, now: Date, pauseAfterMs: (misses: number) => number) =>
  db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('concern_pin').selectAll().where('id', '=', user).forUpdate().executeTakeFirst();
    if (!row) return { kind: 'none' } as const;
    const ahead = (row.paused_until?.getTime() ?? 0) - now.getTime();
    if (row.paused_until && ahead > 0 && ahead <= LONGEST_PAUSE_MS)
      return { kind: 'wait', until: row.paused_until } as const;
    const misses = row.misses + 1;
    const pause = pauseAfterMs(misses);
    const until = pause > 0 ? new Date(now.getTime() + pause) : undefined;
    await tx
      .updateTable('concern_pin')
      .set({ misses, paused_until: until ?? null })
      .where('id', '=', user)
      .execute();
    return { kind: 'counted', misses, until, row } as const;
  });

/** `undefined`: there is no code, or it is dead. */
const countCodeTry = (db: Db, user: UserId, now: Date) =>
  db
    .updateTable('concern_pin_code')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', user)
    .where('until', '>', now)
    .where('tries', '<', MOST_CODE_TRIES)
    .returningAll()
    .executeTakeFirst();

const doors = (db: Db): Pick<PinStore, 'unlock' | 'touch'> => ({
  async unlock(person, door, now) {
    // What closed long ago is of no use any more.
    await db
      .deleteFrom('concern_unlocked')
      .where('person', '=', person)
      .where('touched_at', '<', new Date(now.getTime() - DAY_MS))
      .execute();
    await db
      .insertInto('concern_unlocked')
      .values({ person, door, touched_at: now })
      .onConflict((conflict) => conflict.columns(['person', 'door']).doUpdateSet({ touched_at: now }))
      .execute();
  },

  async touch(person, door, now, since) {
    const { numUpdatedRows } = await db
      .updateTable('concern_unlocked')
      .set({ touched_at: now })
      .where(is({ person, door }))
      .where('touched_at', '>', since)
      // Touched in the future: a clock was set back, and how long ago that was nobody knows.
      .where('touched_at', '<=', now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

const events = (db: Db): Pick<PinStore, 'note' | 'events'> => ({
  async note({ at, person, actor, kind }) {
    await db.insertInto('concern_pin_event').values({ at, person, actor, kind }).execute();
  },

  events: (person, most) =>
    db
      .selectFrom('concern_pin_event')
      .select(['at', 'person', 'actor', 'kind'])
      .where('person', '=', person)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
});
