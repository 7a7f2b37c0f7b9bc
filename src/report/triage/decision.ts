import { codesOf } from '../../kernel/codes.ts';
import { addDays, type IsoDay, weekdayOf } from '../../kernel/time.ts';
import { type Concern, hasCase, type Kind } from '../concern.ts';

/** What a person may decide; the words for it are the cards'. */
export const DECISION_WORDING = {
  'child-protection': 'Refer: child protection (significant harm)',
  'child-in-need': 'Refer: child in need',
  'early-help': 'Early help or Family Help',
  'internal-support': 'Support in school and monitor, with a review date',
  police: 'Police, CEOP or Report Remove',
  prevent: 'Prevent referral',
  lado: 'LADO',
  consultation: 'Consultation without names',
  'staff-procedure': 'Staff procedure (with HR)',
  'platform-report': 'Report to the platform, ask for removal',
  'data-breach': 'Data breach procedure',
  'behaviour-policy': 'A pupil did it: behaviour policy',
  'parent-meeting': 'A parent did it: ask to remove, invite in',
  'complaints-procedure': 'Complaints procedure',
  'no-further-action': 'No further action by school',
} as const;
export type Decision = keyof typeof DECISION_WORDING;
const DECISIONS = codesOf(DECISION_WORDING);

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

export const OUTCOME_WORDING = {
  'support-in-place': 'Support is in place',
  'passed-to-agency': 'Another agency has taken it on',
  'passed-to-other-record': 'Recorded in our safeguarding system',
  resolved: 'Resolved',
  removed: 'It was removed',
  'not-removed': 'It could not be removed',
  'no-further-action': 'No further action by school',
  duplicate: 'Already recorded in another report',
} as const;
export type Outcome = keyof typeof OUTCOME_WORDING;
const OUTCOMES = codesOf(OUTCOME_WORDING);

/** How a report of this kind may end. */
export const outcomesFor = (kind: Kind): readonly Outcome[] =>
  OUTCOMES.filter((outcome) => hasCase(kind) || (outcome !== 'removed' && outcome !== 'not-removed'));
