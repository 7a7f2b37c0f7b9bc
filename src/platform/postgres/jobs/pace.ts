import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Fault } from '../../../kernel/calls/fault.ts';
import type { Pace } from '../../../kernel/messages.ts';
import { CLOCK_SKEW_MS } from '../../../kernel/time.ts';
import type { Db } from '../database.ts';
import { type Call, type CallWindow, callWindow } from './call-window.ts';

/** We stay this far below a published limit: the window behind a whole windowful is then open again by a few milliseconds. */
const SHARE = 0.995;
/** At most this much of the future is reserved at once, so that a pause asked for by the service takes hold soon. */
const RESERVE_MS = 250;
/**
 * A reservation that comes this late may still begin where the last one ended: a busy machine would lose those slots
 * for good. What it catches up on at once is still kept to the service's window by the calls it remembers.
 */
const LATE_MS = 200;

interface Waiter {
  go(call: Call): void;
  fail(fault: Fault): void;
}

interface Bucket {
  readonly waiting: Waiter[];
  isServing: boolean;
  /** Goes up with each pause: slots reserved before it are thrown away. */
  pauses: number;
  readonly window: CallWindow;
}

/**
 * Slots, evenly spaced, reserved from one row per bucket: any number of instances together keep the rate. One statement
 * reserves for everyone who is waiting here, so the database is asked a few times a second and not once a call. Time is
 * the database's; this machine's clock only measures how long to wait.
 *
 * Even spacing alone is not enough so near a limit: a call that is late on its way makes the window behind it too full.
 * How much longer than the quickest a call took tells how late it may have arrived, and the call after a windowful waits
 * for that.
 */
export function sqlPace(db: Db): Pace {
  const buckets = new Map<string, Bucket>();

  /**
   * When the next slot begins. A row that was written by a clock ahead of the database's is from before that was set back: what
   * it had reserved, or the rest that was asked for, begins now.
   */
  const nextSlot = sql`case when pace.set_at > clock_timestamp() + ${CLOCK_SKEW_MS}::float8 * interval '1 millisecond'
    then clock_timestamp() + greatest(pace.next_at - pace.set_at, interval '0') else pace.next_at end`;

  /** Milliseconds until the first of `count` slots; negative when it is a little late. */
  async function reserve(name: string, count: number, gapMs: number): Promise<number> {
    const whole = sql`${count * gapMs}::float8 * interval '1 millisecond'`;
    const { rows } = await sql<{ wait: number }>`
      insert into pace (bucket, next_at, set_at) values (${name}, clock_timestamp() + ${whole}, clock_timestamp())
      on conflict (bucket) do update
        set next_at = greatest(${nextSlot}, clock_timestamp() - ${LATE_MS}::float8 * interval '1 millisecond') + ${whole},
          set_at = clock_timestamp()
      returning (extract(epoch from next_at - ${whole} - clock_timestamp()) * 1000)::float8 as wait`.execute(db);
    return rows[0]?.wait ?? 0;
  }

  async function serve(name: string, bucket: Bucket, perSecond: number): Promise<void> {
    const gapMs = 1_000 / (perSecond * SHARE);
    bucket.isServing = true;
    try {
      while (bucket.waiting.length > 0) {
        const { pauses } = bucket;
        const count = Math.min(bucket.waiting.length, Math.max(1, Math.floor(RESERVE_MS / gapMs)));
        const first = performance.now() + (await reserve(name, count, gapMs));
        for (let slot = 0; slot < count; slot += 1) {
          const ms = Math.max(first + slot * gapMs, bucket.window.opensAt()) - performance.now();
          if (ms > 1) await sleep(ms);
          if (pauses !== bucket.pauses) break;
          const call = bucket.window.leaves(performance.now());
          bucket.waiting.shift()?.go(call);
        }
      }
    } catch (error) {
      const fault = new Fault('unavailable', 'the shared pace cannot be read', { cause: error });
      for (const waiter of bucket.waiting.splice(0)) waiter.fail(fault);
    } finally {
      bucket.isServing = false;
    }
  }

  const bucketOf = (name: string, perSecond: number): Bucket => {
    const bucket = buckets.get(name) ?? { waiting: [], isServing: false, pauses: 0, window: callWindow(perSecond) };
    buckets.set(name, bucket);
    return bucket;
  };

  return {
    async run(name, perSecond, work) {
      const bucket = bucketOf(name, perSecond);
      const call = await new Promise<Call>((go, fail) => {
        bucket.waiting.push({ go, fail });
        if (!bucket.isServing) void serve(name, bucket, perSecond);
      });
      try {
        return await work();
      } finally {
        call.endedAt = performance.now();
      }
    },

    async pause(name, ms) {
      const bucket = buckets.get(name);
      if (bucket) bucket.pauses += 1;
      const until = sql`clock_timestamp() + ${ms}::float8 * interval '1 millisecond'`;
      await sql`
        insert into pace (bucket, next_at, set_at) values (${name}, ${until}, clock_timestamp())
        on conflict (bucket) do update set next_at = greatest(${nextSlot}, ${until}), set_at = clock_timestamp()`.execute(
        db,
      );
    },
  };
}
