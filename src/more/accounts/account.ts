import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Clause } from '../../school/account-rules.ts';

/** An account in the school's name, from the day on which someone asks for it. */
export type AccountId = string & { readonly __brand: 'AccountId' };
export type RunnerId = string & { readonly __brand: 'RunnerId' };

export const PLATFORMS = ['x', 'facebook', 'instagram', 'youtube', 'tiktok', 'linkedin', 'other'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const ACCOUNT_STATES = ['applied', 'rejected', 'approved', 'closed'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export interface Account {
  readonly id: AccountId;
  readonly school: SchoolId;
  /** Whose it is: "PE department". */
  readonly name: string;
  readonly platform: Platform;
  readonly aim: string;
  readonly audience: string;
  readonly promotion: string;
  readonly openness: 'open' | 'closed';
  readonly state: AccountState;
  readonly applicant: UserId;
  readonly applicantName: string;
  readonly appliedAt: Date;
  readonly decided: Decided | undefined;
  /** Where its page is found: an address or a name on the platform. */
  readonly address: string | undefined;
  /** Where its login is kept; never the login. */
  readonly loginKept: string | undefined;
  readonly checkedAt: Date | undefined;
  readonly checkedBy: string | undefined;
  readonly runners: readonly Runner[];
}

export interface Decided {
  readonly by: UserId;
  readonly byName: string;
  readonly at: Date;
  readonly reasons: string;
  /** The policy's own words that the decision rests on. */
  readonly clause: Clause | undefined;
}

/** Someone who posts on it and looks after it. */
export interface Runner {
  readonly id: RunnerId;
  /** Absent for a volunteer or parent without an account of the school. */
  readonly user: UserId | undefined;
  readonly name: string;
  readonly trainedOn: IsoDay | undefined;
  /** Their last day, once someone has said it. */
  readonly leavesOn: IsoDay | undefined;
  readonly endedAt: Date | undefined;
}

/** Those who run it today. */
export const runnersOf = ({ runners }: Pick<Account, 'runners'>): readonly Runner[] =>
  runners.filter(({ endedAt }) => endedAt === undefined);

/** Fewer cannot look after it when one is ill. */
export const FEWEST_RUNNERS = 2;

/** What happened to an account. Written once, never changed; `words` is what a person wrote. */
export interface AccountEvent {
  readonly at: Date;
  readonly by: UserId | undefined;
  readonly byName: string;
  readonly kind: EventKind;
  readonly words: Readonly<Record<string, string>>;
}

/** What happens to an account, as a sentence without its subject. */
export const EVENT_NAMES = {
  applied: 'applied',
  added: 'put it on the register',
  approved: 'approved it',
  rejected: 'rejected it',
  'login-kept': 'recorded its address and where its login is kept',
  checked: 'checked it',
  'handed-over': 'handed it over',
  leaves: 'recorded the last day of someone who runs it',
  moderated: 'hid or blocked something',
  comment: 'recorded a comment',
  answered: 'recorded the answer',
  post: 'went through the checks before a post',
  'opinion-asked': 'asked for a second opinion',
  opinion: 'gave a second opinion',
  closed: 'closed it',
} as const;
export type EventKind = keyof typeof EVENT_NAMES;

export const COMMENT_KINDS = ['comment', 'question', 'complaint'] as const;
export type CommentId = string & { readonly __brand: 'CommentId' };

/** Something that came in on an account and is to be answered. */
export interface Comment {
  readonly id: CommentId;
  readonly account: AccountId;
  readonly kind: (typeof COMMENT_KINDS)[number];
  readonly receivedAt: Date;
  readonly about: string;
  /** By when the policy wants it answered; absent where no confirmed sentence says so. */
  readonly answerBy: Date | undefined;
  readonly notedBy: UserId;
  readonly notedByName: string;
  readonly answered: { readonly at: Date; readonly byName: string } | undefined;
}

export type OpinionId = string & { readonly __brand: 'OpinionId' };

/** A second opinion that someone asked for before they posted. */
export interface Opinion {
  readonly id: OpinionId;
  readonly account: AccountId;
  readonly asker: UserId;
  readonly askerName: string;
  readonly askedAt: Date;
  readonly what: string;
  readonly asked: readonly UserId[];
  readonly answered:
    | { readonly at: Date; readonly byName: string; readonly isFine: boolean; readonly words: string }
    | undefined;
}

export type CallId = string & { readonly __brand: 'CallId' };

/** A journalist got in touch, and a member of staff passes it on. */
export interface PressCall {
  readonly id: CallId;
  readonly school: SchoolId;
  readonly by: UserId;
  readonly byName: string;
  readonly at: Date;
  readonly who: string;
  readonly about: string;
  readonly number: string;
  /** To whom it was passed; the headteacher hears too where none of them takes it on. */
  readonly asked: readonly UserId[];
  readonly taken: { readonly at: Date; readonly byName: string } | undefined;
}
