import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../kernel/log.ts';
import type { Readiness } from '../kernel/readiness.ts';
import { type Opening, withoutUnderstanding } from '../platform/encoder/open.ts';

type Part = 'database' | 'jobs' | 'clock' | 'graph' | 'concernDestination';

interface Verdict {
  readonly verdict: 'safe' | 'unsafe' | 'unknown';
}

interface ReadinessDeps {
  /** Whether the database, in which the queue is, answers this process. */
  isHealthy(): Promise<boolean>;
  /** Seconds that the oldest due job has waited, on any instance. */
  waitingSeconds(): Promise<number>;
  /** Whether someone is at work on something and does not move, so that it is not being done. */
  isWorkStuck(): Promise<boolean>;
  /** Whether this machine's clock is so wrong that the database's counts instead. */
  isClockOff(): boolean;
  /** Whether each school's destination of concerns is safe; `unknown` while Graph does not answer. */
  destinations(): Promise<readonly Verdict[]>;
  readonly log: Log;
}

/** Work that is this late is not being done, although the queue answers. */
const LATE_SECONDS = 300;
/** A probe wants an answer now; what takes longer is not known. */
const PATIENCE_MS = 1_000;
/** Anyone may ask: what costs more than one statement is looked at no more often than this. */
const KEPT_MS = 10_000;

/**
 * What `/readyz` says. Only what this process cannot do without makes it `not ready`: Graph being down, or a destination
 * that is not safe, is the same on every instance, and taking them all away would stop reports of concerns, which are
 * still saved and then go to people one by one. So those are `degraded`. Which part it is stands in the log.
 */
export function createReadiness(deps: ReadinessDeps): () => Promise<Readiness> {
  let kept: { readonly until: number; readonly trouble: Promise<readonly Part[]> } | undefined;
  let told = '';
  /** Kept while a later look hangs: a Graph that does not answer has not mended anything. */
  let last: readonly Verdict[] = [];

  async function look(): Promise<readonly Part[]> {
    const patience = pause(PATIENCE_MS, undefined, { ref: false });
    const [waiting, isStuck, found] = await Promise.all([
      Promise.race([deps.waitingSeconds(), patience]).catch(() => undefined),
      Promise.race([deps.isWorkStuck(), patience]).catch(() => undefined),
      // The first look at every channel of a trust takes a while: until it is done there is nothing to say.
      Promise.race([destinations(), patience.then(() => last)]),
    ]);
    const trouble: Part[] = [];
    if (waiting === undefined || waiting > LATE_SECONDS || isStuck !== false) trouble.push('jobs');
    if (deps.isClockOff()) trouble.push('clock');
    if (found.some(({ verdict }) => verdict === 'unknown')) trouble.push('graph');
    if (found.some(({ verdict }) => verdict === 'unsafe')) trouble.push('concernDestination');
    return trouble;
  }

  async function destinations(): Promise<readonly Verdict[]> {
    last = await deps.destinations().catch(() => [{ verdict: 'unknown' as const }]);
    return last;
  }

  async function troubles(): Promise<readonly Part[]> {
    if (!(await deps.isHealthy())) return ['database'];
    if (!kept || kept.until < performance.now()) kept = { until: performance.now() + KEPT_MS, trouble: look() };
    return kept.trouble;
  }

  return async () => {
    const trouble = await troubles();
    const now = trouble.join('+');
    if (now !== told) {
      told = now;
      if (trouble.length === 0) deps.log.info('ready.again');
      else deps.log.warn('ready.trouble', { parts: now });
    }
    if (trouble.includes('database')) return 'not ready';
    return trouble.length > 0 ? 'degraded' : 'ready';
  };
}

/** For the person who starts Lanyard: what is not as it should be, although it starts. */
export const remarksOf = (opening: Opening, database: { readonly remarks: readonly string[] }): readonly string[] =>
  opening.kind === 'open'
    ? database.remarks
    : [`${withoutUnderstanding(opening)}. ${opening.todo}`, ...database.remarks];
