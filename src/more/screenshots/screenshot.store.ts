import type { ConcernId } from '../../kernel/ids.ts';
import { CLOCK_SKEW_MS } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { seal, unseal } from '../../platform/postgres/seal.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { SCHEMA } from '../../report/trail/schemas.ts';
import { AWAITED_MS, type ScreenshotStore } from './screenshot.ts';

/** A time further off than any that is given was given before the clock was set back, and nobody knows when it is over. */
const farthest = (now: Date): Date => new Date(now.getTime() + AWAITED_MS + CLOCK_SKEW_MS);

const place = (concern: ConcernId, id: string): string => `concern ${concern} screenshot ${id}`;

export function sqlScreenshotStore(db: Db, wrap: KeyWrap): ScreenshotStore {
  const shelf = db.withSchema(SCHEMA.adult);
  const keyOf = async (id: ConcernId): Promise<Uint8Array> => {
    const row = await shelf
      .selectFrom('concern')
      .select(['key_id', 'wrapped_key'])
      .where('id', '=', id)
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
      return taken && taken.until > now && taken.until <= farthest(now) ? taken.concern_id : undefined;
    },
    async isAwaited(reporter, now) {
      const found = await shelf
        .selectFrom('concern_screenshot_awaited')
        .select('concern_id')
        .where('reporter', '=', reporter)
        .where('until', '>', now)
        .where('until', '<=', farthest(now))
        .executeTakeFirst();
      return found !== undefined;
    },
    seal: async (concern, { id, type, bytes }) => ({
      id,
      type,
      sealed: seal(await keyOf(concern), place(concern, id), bytes),
    }),
    async find(concern, id) {
      const row = await shelf
        .selectFrom('concern_screenshot')
        .selectAll()
        .where(is({ concern_id: concern, id }))
        .executeTakeFirst();
      return row && { id, type: row.type, bytes: unseal(await keyOf(concern), place(concern, id), row.sealed) };
    },
  };
}
