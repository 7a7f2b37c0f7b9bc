import type { UserId } from '../../kernel/ids.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { Sign } from './no-person.ts';

/** Why HR leaves someone out. Never why someone is away: that is a pause, and nobody writes down its reason. */
export const LEFT_OUT_REASONS = ['leaves-soon', 'another-employer', 'not-their-work', 'hr-knows'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Why someone from a staff group is not asked. */
export const EXCLUSION_WORDING = {
  pupil: 'In a staff group and in a pupil group: never messaged. Take them out of one of the two.',
  guest: 'Guest account: no proof that they are staff. If they are, add them to the paper list.',
  disabled: 'Account is disabled.',
  'asked-elsewhere': 'Already asked for the same version by another campaign.',
  'not-chosen': 'Not one of the people you chose.',
  'no-policy': 'None of these policies is for them.',
  'leaves-soon': 'You left them out: they leave soon.',
  'another-employer': 'You left them out: another employer asks them.',
  'not-their-work': 'You left them out: it is not part of their work.',
  'hr-knows': 'You left them out, for a reason that HR knows.',
  'may-be-no-person': 'Looks like a room, a shared mailbox or a service. Nothing is sent there until you decide.',
  'no-person': 'You decided that this account does not belong to a person.',
} as const;
export type ExclusionReason = keyof typeof EXCLUSION_WORDING;

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
