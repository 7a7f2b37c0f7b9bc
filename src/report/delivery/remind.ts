import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { dayOf, HOUR_MS, type IsoDay, instantOf, MINUTE_MS } from '../../kernel/time.ts';
import { isOpen } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { RECIPIENTS } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { dueFor } from '../keeping/retention.ts';
import type { Said } from '../notice.ts';
import { listFor } from '../opening/lists.ts';
import type { ForgottenDraft } from '../ports.ts';
import { readersOf } from '../routing/routing.ts';
import type { SendUntracked } from './untracked-notice.ts';

/** A form that nobody touched for this long was closed or forgotten, and its writer may believe that it was sent. */
const FORGOTTEN_MS = 15 * MINUTE_MS;

/** Tells writers of unsent reports, once, that nobody has seen them. */
export async function remindOfDrafts(deps: ConcernDeps, sendUntracked: SendUntracked): Promise<void> {
  const now = deps.clock();
  for (const draft of await deps.drafts.takeForgotten(new Date(now.getTime() - FORGOTTEN_MS), now)) {
    if (!(await isBegun(deps, draft, now))) continue;
    const isTold = await sendUntracked(draft.id, draft.user, {
      kind: 'unsent',
      startedAt: draft.startedAt.toISOString(),
      expiresAt: draft.expiresAt.toISOString(),
    });
    if (!isTold) await deps.drafts.remindAgain(draft.id);
  }
}

/**
 * Nobody is reminded of a form that was opened and closed without a choice; nor of one that nobody can open, or
 * that was sent and could not be removed then.
 */
async function isBegun(deps: ConcernDeps, { id, user }: ForgottenDraft, now: Date): Promise<boolean> {
  try {
    if ((await deps.drafts.find(id, user, now))?.subject === undefined) return false;
    return (await deps.store.findByDraft(id, user)) === undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.error('concern.draft-unreadable', { fault: error.code });
    return false;
  }
}

/** Later in the day a summary would only repeat the cards that came since. */
const MORNING_MS = HOUR_MS;

/**
 * In the first hour of each school day: figures for everyone who has something open.
 * @param done what this process has finished, so that it is not asked again every few seconds
 */
export async function summarise(deps: ConcernDeps, sendUntracked: SendUntracked, done: Set<string>): Promise<void> {
  const now = deps.clock();
  const day = dayOf(now);
  for (const school of deps.trust.schools) {
    const sinceOpening = now.getTime() - instantOf(day, school.hours.opens).getTime();
    const key = `${day} ${school.id}`;
    if (done.has(key) || !isOpen(school.hours, now) || sinceOpening > MORNING_MS) continue;
    if (await summariseFor(deps, sendUntracked, school, day, now)) done.add(key);
  }
}

/** True when everyone has had theirs. */
async function summariseFor(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
  school: School,
  day: IsoDay,
  now: Date,
): Promise<boolean> {
  let isComplete = true;
  const people = new Set(RECIPIENTS.flatMap((recipient) => readersOf(school, recipient)).map(({ id }) => id));
  for (const person of people) {
    if (!(await deps.summaries.take(day, person))) continue;
    const figures = await figuresFor(deps, person, day, now);
    if (figures === 'nothing' || (figures !== 'unknown' && (await sendUntracked(`${day} ${person}`, person, figures))))
      continue;
    await deps.summaries.giveBack(day, person);
    isComplete = false;
  }
  return isComplete;
}

async function figuresFor(
  deps: ConcernDeps,
  person: UserId,
  day: IsoDay,
  now: Date,
): Promise<Said | 'nothing' | 'unknown'> {
  const actor = { user: person, tenant: deps.trust.tenantId };
  try {
    const { outlines } = await listFor(deps, actor, true, { isToActOn: true });
    const { records } = await dueFor(deps, actor);
    if (outlines.length === 0 && records.length === 0) return 'nothing';
    const waits = outlines.filter(({ status }) => status === 'submitted' || status === 'delivered');
    return {
      kind: 'summary',
      day,
      open: outlines.filter(({ status }) => status !== 'closed').length,
      waiting: waits.length,
      unread: outlines.filter(({ hasUnread }) => hasUnread).length,
      late: waits.filter(({ acknowledgeBy }) => new Date(acknowledgeBy) < now).length,
      reviews: outlines.filter(({ reviewOn }) => reviewOn !== undefined && reviewOn <= day).length,
      due: records.length,
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.summary-unknown', { fault: error.code });
    return 'unknown';
  }
}
