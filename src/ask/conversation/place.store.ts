import { z } from 'zod/v4';
import type { PolicyId, PolicyVersionId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { BriefSeal } from '../../platform/postgres/brief-seal.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { ROLES } from '../../school/school.ts';
import { isFact, MOST_REMEMBERED, type OnTheTable, type PlaceMemory, REMEMBERED_MS, type Spoken } from './ask-after.ts';
import { goingOn } from './matter.ts';

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
  whose: z.enum([...ROLES, 'office']).optional(),
  wasSilent: z.literal(true).optional(),
});
const kept = z.array(z.union([place, fact]));

const matter = z.object({ said: z.array(z.string()).min(1) });
const sealedFor = (user: string): string => `matter ${user}`;

/**
 * Where the last answers stood, and what was asked, for every instance: rows of the past half hour. What was asked lies sealed; where it cannot
 * be sealed it is not kept, and where it cannot be opened it is as if it never was.
 */
export function sqlPlaceMemory(
  db: Db,
  brief: BriefSeal,
  onTrouble: (error: unknown) => void,
): PlaceMemory & { tidy(now: Date): Promise<void> } {
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
  const toColumns = async (user: string, asked: Exclude<OnTheTable, 'same'>) => {
    const text = JSON.stringify(goingOn(asked.before ?? { said: [] }, asked.said.words));
    const { keyId, wrapped, sealed } = await brief.seal(sealedFor(user), text);
    return { key_id: keyId, wrapped_key: wrapped, sealed };
  };
  const tried = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      onTrouble(error);
      return undefined;
    }
  };
  return {
    recent,
    async matter(user, now) {
      const row = await db
        .selectFrom('policy_place')
        .select(['key_id', 'wrapped_key', 'sealed'])
        .where('user_id', '=', user)
        .where('asked_at', '>', since(now))
        .where('asked_at', '<=', now)
        .executeTakeFirst();
      if (!row?.key_id || !row.wrapped_key || !row.sealed) return undefined;
      const kept = { keyId: row.key_id, wrapped: row.wrapped_key, sealed: row.sealed };
      return tried(async () => matter.parse(JSON.parse(await brief.open(sealedFor(user), kept))));
    },
    async remember(user, spoken, now, asked) {
      const before = (await recent(user, now)).filter((one) => !isSame(one, spoken));
      const words = asked === 'same' ? {} : ((asked && (await tried(() => toColumns(user, asked)))) ?? NOT_KEPT);
      const row = {
        places: JSON.stringify([spoken, ...before].slice(0, MOST_REMEMBERED)),
        asked_at: now,
        ...words,
      };
      await db
        .insertInto('policy_place')
        .values({ user_id: user, ...NOT_KEPT, ...row })
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

const NOT_KEPT = { key_id: null, wrapped_key: null, sealed: null };

const isSame = (one: Spoken, other: Spoken): boolean =>
  isFact(one) || isFact(other)
    ? isFact(one) && isFact(other) && one.fact === other.fact
    : one.passage === other.passage && one.version === other.version;
