import type { UserId } from '../../core/ids.ts';
import type { Candidate } from './people.ts';

/** A place in a report that may name an adult. */
export interface Mention {
  readonly said: string;
  /** Its sentence says that they were told, or were there, and nothing else of them. */
  readonly isTold: boolean;
}

export const readMention = (_said: string, _candidates: readonly Candidate[]): readonly UserId[] => [];
