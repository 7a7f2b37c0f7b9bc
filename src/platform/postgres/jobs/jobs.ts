import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { Fault, nameOf } from '../../../kernel/calls/fault.ts';
import type { Jobs } from '../../../kernel/jobs.ts';
import type { Log } from '../../../kernel/log.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';
import { connectionTo, type PasswordSource } from '../address.ts';
import type { Db } from '../database.ts';
import { leasesOf } from '../lease.ts';
import { createDueRuns } from './due-runs.ts';
import { createLogThrottle } from './log-throttle.ts';

export interface RunningJobs extends Jobs {
  /**
   * Begins to work, with every regular run at once: what a killed process left is taken up now. Every name must be handled before
   * this.
   */
  start(): Promise<void>;
  /** Ask for every regular run now, for instance because the clock was moved. */
  wakeAll(): Promise<void>;
  /** Lets running jobs end, up to a limit, and hands the rest back. */
  stop(): Promise<void>;
  /** Whether the database answers, in which the queue is. */
  isHealthy(): Promise<boolean>;
}

/** A run that finds its key taken comes back after this long, in case the other one had already looked. */
const BUSY_SECONDS = 1;

/** How often we check whether a postponed run is due. */
const LOOK_EVERY_MS = 1_000;

/** Runs of one queue at the same time. */
const HANDS = 2;

/** Each queue is told when a run comes. Its own look is for what even due-runs.ts misses; without notices it looks as often as it can. */
const LOOKING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 10, batchSize: 1 };

/** `short`: at most one waiting run per key. */
const QUEUE = {
  policy: 'short' as const,
  notify: true,
  retryLimit: 20,
  retryBackoff: true,
  retryDelay: 1,
  retryDelayMax: 60,
  expireInSeconds: 3_600,
  deleteAfterSeconds: 3_600,
};

/** Durable jobs on pg-boss, in the same database as everything else. */
export function createJobs(db: Db, url: string, log: Log, password?: PasswordSource): RunningJobs {
  const boss = new PgBoss({
    ...connectionTo(url, password),
    max: 4,
    useListenNotify: true,
    // What comes every so often is woken by timers of ours, below.
    schedule: false,
    application_name: 'lanyard-jobs',
  });
  // Without a listener an error event ends the process; a lost connection is tried again by pg-boss itself.
  // A database that is away makes hundreds a minute.
  const onTrouble = createLogThrottle(
    MINUTE_MS,
    () => performance.now(),
    (error: Error, times: number) => log.warn('jobs.trouble', { reason: reasonOf(error), times }),
  );
  boss.on('error', onTrouble);

  const handlers = new Map<string, (key: string) => Promise<void>>();
  const regular: { name: string; everyMs: number }[] = [];
  const dueRuns = createDueRuns(db, (worker) => boss.notifyWorker(worker));
  const timers: NodeJS.Timeout[] = [];
  let isStarted = false;

  const jobs: RunningJobs = {
    handle(name, work) {
      if (isStarted) throw new Error(`job ${name} is registered after the start`);
      handlers.set(name, work);
    },

    async wake(name, key = 'all') {
      if (!handlers.has(name)) throw new Error(`nobody handles job ${name}`);
      await boss.send(name, { key }, { singletonKey: key });
    },

    every(name, everyMs) {
      regular.push({ name, everyMs });
    },

    async start() {
      isStarted = true;
      await boss.start();
      await hurryLate(db);
      const known = new Set((await boss.getQueues()).map(({ name }) => name));
      for (const name of handlers.keys()) if (!known.has(name)) await boss.createQueue(name, QUEUE);
      // Before there are workers: each finds its run at its first look, instead of being told to look again.
      await jobs.wakeAll();
      for (const [name, work] of handlers) await begin({ boss, db, dueRuns, log }, name, work);
      timers.push(
        regularly(MINUTE_MS, () => hurryLate(db), onTrouble),
        regularly(LOOK_EVERY_MS, dueRuns.wakeWorkers, onTrouble),
      );
      for (const { name, everyMs } of regular) {
        timers.push(
          setInterval(() => {
            jobs.wake(name).catch((error: unknown) => log.warn('jobs.not-woken', { job: name, reason: nameOf(error) }));
          }, everyMs),
        );
      }
    },

    async wakeAll() {
      await Promise.all(regular.map(({ name }) => jobs.wake(name)));
    },

    async stop() {
      for (const timer of timers) clearInterval(timer);
      if (isStarted) await stopGently(boss, [...handlers.keys()]);
    },

    isHealthy: () => Promise.race([answers(db), pause(LONGEST_ANSWER_MS, false)]),
  };
  return jobs;
}

/** A database that takes longer to say one does not answer. */
const LONGEST_ANSWER_MS = 2_000;

const answers = (db: Db): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );

interface QueueDeps {
  readonly boss: PgBoss;
  readonly db: Db;
  readonly dueRuns: ReturnType<typeof createDueRuns>;
  readonly log: Log;
}

/** The workers of one kind of job. */
async function begin(
  { boss, db, dueRuns, log }: QueueDeps,
  name: string,
  work: (key: string) => Promise<void>,
): Promise<void> {
  // 'short': at most one waiting run per key. Runs of one key are kept apart by a lease below, not by the queue,
  // because a lease ends with a killed process, or with one that stands still, while an active job would wait for its expiry.
  for (let hand = 0; hand < HANDS; hand += 1) {
    const worker: string = await boss.work<{ key: string }>(name, LOOKING, async ([job]) => {
      if (!job) return;
      const { key } = job.data;
      try {
        const ran = await leasesOf(db).ifFree(`job ${name}:${key}`, () => work(key));
        if (!ran) await boss.send(name, { key }, { singletonKey: key, startAfter: BUSY_SECONDS });
      } catch (error) {
        log.error('jobs.failed', { job: name, fault: error instanceof Fault ? error.code : undefined }, error);
        throw new Error(`job ${name} failed`);
      } finally {
        // Where there was one there may be more: it looks again at once.
        boss.notifyWorker(worker);
      }
    });
    dueRuns.add(name, worker);
  }
}

/** Longer than any job of ours is put off: a pause between two tries is a minute at most. */
const LONGEST_PUT_OFF_SECONDS = 120;

/** A job that begins further off was put there before the database's clock was set back, and keeps others of its key from waiting. */
const hurryLate = (db: Db) =>
  sql`update pgboss.job set start_after = now()
    where state in ('created', 'retry') and start_after > now() + ${LONGEST_PUT_OFF_SECONDS}::integer * interval '1 second'`.execute(
    db,
  );

function regularly(ms: number, work: () => Promise<unknown>, onTrouble: (error: Error) => void): NodeJS.Timeout {
  let isUnderWay = false;
  return setInterval(() => {
    // A database that answers slowly is not asked the more.
    if (isUnderWay) return;
    isUnderWay = true;
    work()
      .catch(onTrouble)
      .finally(() => {
        isUnderWay = false;
      });
  }, ms);
}

/** What runs at the stop may end within this; what has not is handed back. */
const LONGEST_STOP_MS = 10_000;

/** Left to pg-boss, which only looks every half second whether the runs have ended, each stop would take one. */
async function stopGently(boss: PgBoss, queues: readonly string[]): Promise<void> {
  const ended = Promise.all(queues.map((name) => boss.offWork(name, { wait: true })));
  await Promise.race([ended, pause(LONGEST_STOP_MS, undefined, { ref: false })]);
  await boss.stop({ graceful: false });
}

/** A code of the system or SQLSTATE, else its class; never the message. */
const reasonOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : (error.name ?? '');
