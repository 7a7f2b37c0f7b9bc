import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Fault } from '../core/fault.ts';
import type { Pace } from '../core/messages.ts';
import type { Db } from './database.ts';

export interface PaceTables {
  pace: { bucket: string; next_at: Date };
}

/**
 * We stay this far below a published limit: calls leave evenly spaced but do not arrive so, and a window that happens to
 * hold one too many costs a refusal and a pause.
 */
const SHARE = 0.985;
/** At most this much of the future is reserved at once, so that a pause asked for by the service takes hold soon. */
const RESERVE_MS = 250;
/** A reservation that comes this late may still begin where the last one ended: less than one slot, so never a burst. */
const LATE_MS = 15;

interface Waiter {
  go(): void;
  fail(fault: Fault): void;
}

interface Bucket {
  readonly waiting: Waiter[];
  isServing: boolean;
  /** Goes up with each pause: slots reserved before it are thrown away. */
  pauses: number;
}

/**
 * Slots, evenly spaced, reserved from one row per bucket: any number of instances together keep the rate. One statement
 * reserves for everybody who is waiting here, so the database is asked a few times a second and not once a call. Time is
 * the database's; this machine's clock only measures how long to wait.
 */
export function sqlPace(db: Db): Pace {
  const buckets = new Map<string, Bucket>();

  /** Milliseconds until the first of `count` slots; negative when it is a little late. */
  async function reserve(name: string, count: number, gapMs: number): Promise<number> {
    const whole = sql`${count * gapMs}::float8 * interval '1 millisecond'`;
    const { rows } = await sql<{ wait: number }>`
      insert into pace (bucket, next_at) values (${name}, clock_timestamp() + ${whole})
      on conflict (bucket) do update
        set next_at = greatest(pace.next_at, clock_timestamp() - ${LATE_MS}::float8 * interval '1 millisecond') + ${whole}
      returning (extract(epoch from next_at - ${whole} - clock_timestamp()) * 1000)::float8 as wait`.execute(db);
    return rows[0]?.wait ?? 0;
  }

  async function serve(name: string, bucket: Bucket, gapMs: number): Promise<void> {
    bucket.isServing = true;
    try {
      while (bucket.waiting.length > 0) {
        const { pauses } = bucket;
        const count = Math.min(bucket.waiting.length, Math.max(1, Math.floor(RESERVE_MS / gapMs)));
        const first = performance.now() + (await reserve(name, count, gapMs));
        for (let slot = 0; slot < count && pauses === bucket.pauses; slot += 1) {
          const ms = first + slot * gapMs - performance.now();
          if (ms > 1) await sleep(ms);
          if (pauses === bucket.pauses) bucket.waiting.shift()?.go();
        }
      }
    } catch (error) {
      const fault = new Fault('unavailable', 'the shared pace cannot be read', { cause: error });
      for (const waiter of bucket.waiting.splice(0)) waiter.fail(fault);
    } finally {
      bucket.isServing = false;
    }
  }

  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name) ?? { waiting: [], isServing: false, pauses: 0 };
    buckets.set(name, bucket);
    return bucket;
  };

  return {
    take(name, perSecond) {
      const bucket = bucketOf(name);
      return new Promise<void>((go, fail) => {
        bucket.waiting.push({ go, fail });
        if (!bucket.isServing) void serve(name, bucket, 1_000 / (perSecond * SHARE));
      });
    },

    async pause(name, ms) {
      bucketOf(name).pauses += 1;
      const until = sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`;
      await sql`
        insert into pace (bucket, next_at) values (${name}, ${until})
        on conflict (bucket) do update set next_at = greatest(pace.next_at, ${until})`.execute(db);
    },
  };
}
