import { z } from 'zod/v4';
import type { PolicyId, PolicyVersionId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { ROLES } from '../../school/school.ts';
import { isFact, MOST_REMEMBERED, type PlaceMemory, REMEMBERED_MS, type Spoken } from './ask-after.ts';

const spot = z.object({
  policy: z.string().transform((text) => text as PolicyId),
  version: z.string().transform((text) => text as PolicyVersionId),
  section: z.string(),
  passage: z.string(),
});
const fact = z.object({
  fact: z.string(),
  of: z.string().optional(),
  day: z
    .string()
    .transform((text) => text as IsoDay)
    .optional(),
});
const place = spot.extend({
  topic: spot.optional(),
  whose: z.enum([...ROLES, 'office']).optional(),
  wasSilent: z.literal(true).optional(),
});
const kept = z.array(z.union([place, fact]));

/** Where the last answers stood, for every instance. Rows of the past half hour and no word of anyone's. */
export function sqlPlaceMemory(db: Db): PlaceMemory & { tidy(now: Date): Promise<void> } {
  const since = (now: Date) => new Date(now.getTime() - REMEMBERED_MS);
  async function recent(user: Parameters<PlaceMemory['recent']>[0], now: Date): Promise<readonly Spoken[]> {
    const row = await db
      .selectFrom('policy_place')
      .select('places')
      .where('user_id', '=', user)
      .where('asked_at', '>', since(now))
      .where('asked_at', '<=', now)
      .executeTakeFirst();
    return row ? kept.parse(row.places) : [];
  }
  return {
    recent,
    async remember(user, spoken, now) {
      const before = (await recent(user, now)).filter((one) => !isSame(one, spoken));
      const row = { places: JSON.stringify([spoken, ...before].slice(0, MOST_REMEMBERED)), asked_at: now };
      await db
        .insertInto('policy_place')
        .values({ user_id: user, ...row })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
    },
    async forget(user) {
      await db.deleteFrom('policy_place').where('user_id', '=', user).execute();
    },
    async tidy(now) {
      await db
        .deleteFrom('policy_place')
        .where((eb) => eb.or([eb('asked_at', '<=', since(now)), eb('asked_at', '>', now)]))
        .execute();
    },
  };
}

const isSame = (one: Spoken, other: Spoken): boolean =>
  isFact(one) || isFact(other)
    ? isFact(one) && isFact(other) && one.fact === other.fact
    : one.passage === other.passage && one.version === other.version;
