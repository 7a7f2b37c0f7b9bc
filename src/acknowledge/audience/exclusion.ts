import type { UserId } from '../../kernel/ids.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { Sign } from './no-person.ts';

/** Why HR leaves someone out. Never why someone is away: that is a pause, and nobody writes down its reason. */
export const LEFT_OUT_REASONS = ['leaves-soon', 'another-employer', 'not-their-work', 'hr-knows'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Why someone from a staff group is not asked. */
const EXCLUSION_REASONS = [
  'pupil',
  'guest',
  'disabled',
  'asked-elsewhere',
  'not-chosen',
  ...LEFT_OUT_REASONS,
  'may-be-no-person',
  'no-person',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export interface Exclusion {
  readonly user: UserId;
  readonly name: string;
  readonly reason: ExclusionReason;
  /** Why an account may not be a person's. */
  readonly signs?: readonly Sign[];
}

export interface Audience {
  readonly ask: readonly DirectoryPerson[];
  readonly paper: readonly DirectoryPerson[];
  readonly excluded: readonly Exclusion[];
  /** How many pupils were checked against; shown, so that a wrong group is noticed. */
  readonly pupilsKnown: number;
}
