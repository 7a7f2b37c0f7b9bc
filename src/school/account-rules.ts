import type { PolicyId, SchoolId, UserId } from '../kernel/ids.ts';
import type { Role } from './school.ts';

/** A sentence of a policy, word for word, and where it stands. */
export interface Clause {
  readonly sentence: string;
  readonly policyId: PolicyId;
  readonly policy: string;
  readonly section: string;
}

/** What a policy may say on accounts in the school's name: that nobody opens another, or that leadership approves each. */
export const NEW_ACCOUNTS = ['none', 'apply'] as const;
export type NewAccounts = (typeof NEW_ACCOUNTS)[number];

/** What policies want looked at before something is posted, in the order in which it is asked. */
export const POST_CHECKS = [
  'consent',
  'refusal',
  'names',
  'clothes',
  'school-account',
  'copyright',
  'audience',
  'controversial',
  'second-opinion',
] as const;
export type PostCheck = (typeof POST_CHECKS)[number];

/** By when a comment is answered: so many hours, or the end of so many school days later. */
export type AnswerWithin = { readonly hours: number } | { readonly schoolDays: number };

/** Whom a policy owner chose for something: the holders of a role, or one person by name. */
export type ChosenBy = Role | { readonly id: UserId; readonly name: string };

/** What a school's policies say on its accounts, as the person who looks after them confirmed it. */
export interface AccountRules {
  /** Absent: nothing was confirmed on new accounts. */
  readonly newAccounts?: { readonly rule: NewAccounts; readonly clause: Clause };
  readonly comments?: { readonly within: AnswerWithin; readonly clause: Clause };
  readonly checks: readonly { readonly check: PostCheck; readonly clause: Clause }[];
  readonly press?: Clause;
  /** Who deals with journalists; the headteacher where nothing was chosen. */
  readonly pressTo?: ChosenBy;
  readonly settings?: Clause;
  /** Words that staff may copy under a profile of their own; the clause asks for them. */
  readonly disclaimer?: { readonly words: string; readonly clause?: Clause };
  /** Who gives a second opinion, or agrees to what may be controversial. */
  readonly opinionBy?: ChosenBy;
  /** Where the school keeps the list of who may be shown: a name such as "Arbor". */
  readonly consentList?: string;
}

export interface ConfirmedRules extends AccountRules {
  readonly at: Date;
  readonly by: UserId;
}

/** What each school's policies say on its accounts. Nothing that was not confirmed refuses anyone. */
export interface AccountRuleBook {
  /** What was confirmed last. */
  of(school: SchoolId): Promise<ConfirmedRules | undefined>;
  confirm(school: SchoolId, rules: AccountRules, by: UserId, at: Date): Promise<void>;
}
