import type { SchoolId, UserId } from '../kernel/ids.ts';
import type { Clause } from './account-rules.ts';

/** Matters for which a social media policy names someone of its own who hears about them, beside the safeguarding route. */
export const POLICY_MATTERS = ['pupil-contact', 'about-staff', 'pupil-on-staff'] as const;
export type PolicyMatter = (typeof POLICY_MATTERS)[number];

/** Who a policy may name. `manager` is the line manager of the person who reports, as the directory has it. */
export const NAMED_BY_POLICY = ['headteacher', 'senior-manager', 'dsl', 'manager'] as const;
export type NamedByPolicy = (typeof NAMED_BY_POLICY)[number];

/** That a school's policy names someone for a matter, as a person confirmed it; `nobody`: as a person said, it does not. */
export interface PolicyName {
  readonly matter: PolicyMatter;
  readonly who: NamedByPolicy | 'nobody';
  /** The sentence that says so, as the person who confirmed it saw it. */
  readonly clause?: Clause;
}

export interface ConfirmedName extends PolicyName {
  readonly at: Date;
  readonly by: UserId;
}

/** Who each school's policy names. What is not confirmed does not count, however clear a policy reads. */
export interface PolicyNames {
  /** What was confirmed last of each matter. */
  of(school: SchoolId): Promise<readonly ConfirmedName[]>;
  confirm(school: SchoolId, names: readonly PolicyName[], by: UserId, at: Date): Promise<void>;
}

/** Who speaks with someone who declares a relationship, by title. `manager`: the declarer's own, as the directory has it. */
export const ADVISERS = ['hr', 'headteacher', 'senior-manager', 'manager'] as const;
export type Adviser = (typeof ADVISERS)[number];

/** Which of them a school has chosen: HR until someone chooses otherwise. */
export interface AdviserChoice {
  of(school: SchoolId): Promise<Adviser>;
  confirm(school: SchoolId, who: Adviser, by: UserId, at: Date): Promise<void>;
}
