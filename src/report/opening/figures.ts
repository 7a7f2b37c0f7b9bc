import { DAY_MS, dayOf } from '../../kernel/time.ts';
import type { Actor } from '../actor.ts';
import { type Concern, shelfOf } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';
import { within } from './lists.ts';

/** Figures for the reports of one kind that a person may open. */
export interface Figure {
  readonly open: number;
  /** Of these: sent more than two weeks ago. */
  readonly overAFortnight: number;
  /** Of these: not acknowledged or decided in time, their review day has come, or something was to be done by now. */
  readonly overdue: number;
  /** Of these, and of closed ones: their reporter added something that nobody has opened. */
  readonly unread: number;
}

/** For the first page of someone who takes reports. Counted over what they may open and nothing else. */
export interface Figures {
  readonly children: Figure;
  readonly adults: Figure;
  /** What is in a place that is not right just now is left out. */
  readonly isPartial: boolean;
}

/**
 * Only people who take reports get figures: others get nothing, and no reason.
 * @param isToActOn without what the trust's safeguarding lead may only read, which their list of open reports has
 */
export async function figuresOf(deps: ConcernDeps, actor: Actor, { isToActOn = true } = {}): Promise<Figures> {
  const { concerns: all, isPartial } = await within(deps, actor, { isOpen: true });
  const concerns = all.filter((one) => !isToActOn || isOfItsPeople(schoolOf(deps, one.school), one, actor.user));
  const of = (shelf: 'child' | 'adult'): Figure => {
    const mine = concerns.filter(({ kind }) => shelfOf(kind) === shelf);
    return {
      open: mine.filter(({ status }) => status !== 'closed').length,
      overAFortnight: mine.filter(({ status, raisedAt }) => status !== 'closed' && isOld(raisedAt, deps.clock()))
        .length,
      overdue: mine.filter((concern) => isOverdue(concern, deps.clock())).length,
      unread: mine.filter(({ unreadSince }) => unreadSince !== undefined).length,
    };
  };
  return { children: of('child'), adults: of('adult'), isPartial };
}

const FORTNIGHT_MS = 14 * DAY_MS;
const isOld = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > FORTNIGHT_MS;

/** Not acknowledged or decided in time, to be looked at again by now, or with something that was to be done. */
export const isOverdue = (concern: Concern, now: Date): boolean =>
  concern.status !== 'closed' &&
  ((concern.acknowledgedAt === undefined && concern.acknowledgeDueAt < now) ||
    (concern.decidedAt === undefined && concern.decideDueAt < now) ||
    (concern.reviewOn !== undefined && concern.reviewOn <= dayOf(now)) ||
    concern.actions.some(({ due, at }) => (at ? at <= now : due < dayOf(now))));
