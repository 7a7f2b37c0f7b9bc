import { addDays, type IsoDay, weekdayOf } from '../../kernel/time.ts';
import { type Concern, hasCase, type Kind } from '../concern.ts';

/** What a person may decide; the words for it are the cards'. */
export const DECISIONS = [
  'child-protection',
  'child-in-need',
  'early-help',
  'internal-support',
  'police',
  'prevent',
  'lado',
  'consultation',
  'staff-procedure',
  'platform-report',
  'data-breach',
  'behaviour-policy',
  'parent-meeting',
  'complaints-procedure',
  'no-further-action',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Of what is said about staff online these are decided, by the person who has the case; the others are the DSL's and the head's. */
const OF_A_CASE: readonly Decision[] = [
  'platform-report',
  'police',
  'behaviour-policy',
  'parent-meeting',
  'complaints-procedure',
  'staff-procedure',
  'data-breach',
  'no-further-action',
];
const ONLY_OF_A_CASE: readonly Decision[] = ['parent-meeting', 'complaints-procedure'];

/** What may be decided about a report of this kind. */
export const decisionsFor = (kind: Kind): readonly Decision[] =>
  hasCase(kind) ? OF_A_CASE : DECISIONS.filter((decision) => !ONLY_OF_A_CASE.includes(decision));

/**
 * Monitoring without a date is forgetting; and of a case nothing that was decided rests without one: a day is set, or something
 * is to be done by a day.
 */
export const needsReview = (decision: Decision, { kind, actions }: Pick<Concern, 'kind' | 'actions'>): boolean =>
  decision === 'internal-support' || (hasCase(kind) && decision !== 'no-further-action' && actions.length === 0);

/** Someone outside is to answer within one working day; who hears nothing chases it. */
const ANSWERED_IN_A_DAY: readonly Decision[] = ['child-protection', 'child-in-need', 'lado'];

/** How long after another decision for which nobody chose a day. */
const LOOKED_AT_AGAIN_DAYS = 28;

/**
 * When a decision is looked at for which nobody chose a day; `undefined` where it rests on nothing, or something is to be done by a
 * day. Closing it, deciding again or another day takes this one away.
 * @param on the day on which it was decided
 */
export function lookedAtAgainOn(
  decision: Decision,
  { actions }: Pick<Concern, 'actions'>,
  on: IsoDay,
): IsoDay | undefined {
  if (ANSWERED_IN_A_DAY.includes(decision)) return nextWorkingDay(on);
  return decision === 'no-further-action' || actions.length > 0 ? undefined : addDays(on, LOOKED_AT_AGAIN_DAYS);
}

/** Monday to Friday: a local authority works in school holidays. */
function nextWorkingDay(after: IsoDay): IsoDay {
  const next = addDays(after, 1);
  return weekdayOf(next) > 5 ? nextWorkingDay(next) : next;
}

export const OUTCOMES = [
  'support-in-place',
  'passed-to-agency',
  'passed-to-other-record',
  'resolved',
  'removed',
  'not-removed',
  'no-further-action',
  'duplicate',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a report of this kind may end. */
export const outcomesFor = (kind: Kind): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => hasCase(kind) || (outcome !== 'removed' && outcome !== 'not-removed'));
