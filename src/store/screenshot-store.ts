import type { KeyWrap } from '../concern/ports.ts';
import { digestOf, type PictureType, type ScreenshotStore } from '../concern/screenshot.ts';
import type { ConcernId, UserId } from '../core/ids.ts';
import { SCHEMA } from './concern-shelves.ts';
import type { Db, Trx } from './database.ts';
import { seal, unseal } from './record-keys.ts';

/** Both stand in the schema `concerns_adult` only. */
export interface ScreenshotTables {
  concern_screenshot: { id: string; concern_id: ConcernId; at: Date; type: PictureType; sealed: Buffer };
  concern_screenshot_awaited: { reporter: UserId; concern_id: ConcernId; until: Date };
}

const place = (concern: ConcernId, id: string): string => `concern ${concern} screenshot ${id}`;

export function sqlScreenshotStore(db: Db, wrap: KeyWrap): ScreenshotStore {
  const shelf = db.withSchema(SCHEMA.adult);
  const keyOf = async (on: Db | Trx, id: ConcernId): Promise<Uint8Array> => {
    const row = await on
      .selectFrom('concern')
      .select(['key_id', 'wrapped_key'])
      .where('id', '=', id)
      // A text that is destroyed takes its key along: not between reading the key and writing with it.
      .forShare()
      .executeTakeFirstOrThrow();
    return wrap.unwrap(row.key_id, row.wrapped_key);
  };

  return {
    async await(reporter, concern, until) {
      const row = { concern_id: concern, until };
      await shelf
        .insertInto('concern_screenshot_awaited')
        .values({ reporter, ...row })
        .onConflict((conflict) => conflict.column('reporter').doUpdateSet(row))
        .execute();
    },
    async takeAwaited(reporter, now) {
      const taken = await shelf
        .deleteFrom('concern_screenshot_awaited')
        .where('reporter', '=', reporter)
        .returning(['concern_id', 'until'])
        .executeTakeFirst();
      return taken && taken.until > now ? taken.concern_id : undefined;
    },
    async isAwaited(reporter, now) {
      const found = await shelf
        .selectFrom('concern_screenshot_awaited')
        .select('concern_id')
        .where('reporter', '=', reporter)
        .where('until', '>', now)
        .executeTakeFirst();
      return found !== undefined;
    },
    add: (concern, { id, type, bytes }, at) =>
      shelf.transaction().execute(async (trx) => {
        const sealed = seal(await keyOf(trx, concern), place(concern, id), bytes);
        await trx.insertInto('concern_screenshot').values({ id, concern_id: concern, at, type, sealed }).execute();
        return digestOf(sealed);
      }),
    async remove(id) {
      await shelf.deleteFrom('concern_screenshot').where('id', '=', id).execute();
    },
    async find(concern, id) {
      const row = await shelf
        .selectFrom('concern_screenshot')
        .selectAll()
        .where('concern_id', '=', concern)
        .where('id', '=', id)
        .executeTakeFirst();
      return row && { id, type: row.type, bytes: unseal(await keyOf(shelf, concern), place(concern, id), row.sealed) };
    },
  };
}
