import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { ConcernDeps } from '../deps.ts';
import { createNameWatch } from '../naming/late-match.ts';
import { createAuditCheckpoint } from '../record/audit-checkpoint.ts';
import { nameUncovered } from '../rota/uncovered.ts';
import { createChannelBackoff } from './channel-backoff.ts';
import { createCoalescingRunner } from './coalescing-runner.ts';
import { createMissingChecks } from './missing-checks.ts';
import { remindOfDrafts, summarise } from './remind.ts';
import { updateStaleCards } from './stale-cards.ts';
import type { SendUntracked } from './untracked-notice.ts';
import { workOff } from './work-off.ts';

export interface DeliveryEngine {
  /** Begins to look at what is due, now and regularly. */
  start(): void;
  /** Something was written that is due: looks for that at once. */
  wake(): void;
  /** The time is another, or may be: looks for everything at once, as the regular look does. */
  look(): void;
  /** Stops looking, and lets what has begun finish. */
  stop(): Promise<void>;
  /** One complete run of a lane; for tests and benches that move the clock by hand. */
  runOnce(lane?: 'deliveries' | 'everything'): Promise<void>;
}

/** Without it a report waits until someone else's wakes us; with more the database is asked for nothing. */
const LOOK_EVERY_MS = 5_000;
/** Far longer than any run takes: what it waits for will not come. */
const LONGEST_RUN_MS = 10 * MINUTE_MS;

/**
 * Brings every report to those who must act on it, and does what else is due: clocks, cards, reminders. What keeps which
 * promise:
 *
 * - Nothing is lost: what is to be done is in rows, written with the report or the act that makes it necessary. A wake
 *   that fails, a process that is killed or a hand in the database costs time only: the next look finds the rows, on any
 *   instance; a task that was begun and not settled comes back when its lease ends, named as a repeat; checks that are gone
 *   are put back (missing-checks).
 * - Prompt: `wake` begins in this process and at once. Failing that, every instance looks by its own timer. Neither needs
 *   the job queue, whose connections may hang.
 * - In order: a claim gives the most pressing task first, and only when a hand is free to begin it (work-off). What is on its
 *   way to those who must act has a lane of its own, so that it never waits until a run is through with everything else.
 * - Few: what one person is to be reminded of at the same time goes on one card, and each report of it is settled by itself
 *   (sending/together).
 * - Bounded: each lane runs once at a time, with so many hands (hands.ts). A place that takes no more is left alone until it
 *   does (channel-backoff), for both lanes.
 * - A run that fails is logged and the next goes on; one that hangs is given up after ten minutes, and what it held comes
 *   back when its leases end.
 * @param ofFeatures what features tell when its time has come
 */
export function createDeliveryEngine(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
  ofFeatures: () => readonly (() => Promise<void>)[] = () => [],
): DeliveryEngine {
  const backoff = createChannelBackoff();
  const summarised = new Set<string>();
  const putChecksBack = createMissingChecks(deps);
  const readNamesAgain = createNameWatch(deps, sendUntracked);
  const checkpoint = createAuditCheckpoint(deps);
  /** Nothing else waits for what failed, which the next look does again. */
  const failed = (error: unknown) => deps.log.error('concern.sweep-failed', {}, error);
  /** What becomes due by the time alone. To be asked of the database at every wake would be work that no report needs. */
  async function dueByTime(): Promise<void> {
    await remindOfDrafts(deps, sendUntracked);
    await summarise(deps, sendUntracked, summarised);
    await nameUncovered(deps, sendUntracked);
    for (const tell of ofFeatures()) await tell().catch(failed);
    await deps.drafts.removeExpired(deps.clock());
  }
  /** A clock that was set back leaves tasks due far ahead. Those that are due are not kept waiting where this fails. */
  const rebase = () => deps.store.rebase(deps.clock()).catch(failed);
  async function deliveries(isTime: boolean): Promise<void> {
    if (isTime) await rebase();
    await workOff(deps, backoff, 'deliveries');
  }
  async function everything(isTime: boolean): Promise<void> {
    await readNamesAgain();
    await putChecksBack();
    if (isTime) await rebase();
    await workOff(deps, backoff, 'all');
    await updateStaleCards(deps);
    if (isTime) await dueByTime();
    await checkpoint();
  }

  const lanes = [createLane(deps.log, deliveries), createLane(deps.log, everything)];
  const look = (): void => {
    for (const { look: begin } of lanes) begin();
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      timer ??= setInterval(look, LOOK_EVERY_MS);
      look();
    },
    wake() {
      for (const { wake: begin } of lanes) begin();
    },
    look,
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await Promise.all(lanes.map(({ idle }) => idle()));
    },
    runOnce: (which = 'everything') => (which === 'deliveries' ? deliveries(true) : everything(true)),
  };
}

/** Runs once at a time. @param work told whether the regular look is among what it runs for, or only wakes */
function createLane(log: ConcernDeps['log'], work: (isTime: boolean) => Promise<void>) {
  const late = () => new Fault('unavailable', 'a run of the delivery did not end');
  let isTime = false;
  const { wake, idle } = createCoalescingRunner(
    () => {
      const isLook = isTime;
      isTime = false;
      return withTimeout(LONGEST_RUN_MS, () => work(isLook), late);
    },
    (error) => log.error('concern.sweep-failed', {}, error),
  );
  const look = (): void => {
    isTime = true;
    wake();
  };
  return { wake, look, idle };
}
