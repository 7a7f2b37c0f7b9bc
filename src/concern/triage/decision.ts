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
  'no-further-action',
] as const;
export type Decision = (typeof DECISIONS)[number];

/** Monitoring without a date is forgetting. */
export const needsReview = (decision: Decision): boolean => decision === 'internal-support';

export const OUTCOMES = [
  'support-in-place',
  'passed-to-agency',
  'passed-to-other-record',
  'resolved',
  'no-further-action',
  'duplicate',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
