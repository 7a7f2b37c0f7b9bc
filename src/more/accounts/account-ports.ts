import type { Harmless } from '../../hear/gate.ts';
import type { PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { AccountRules, Clause, ConfirmedRules } from '../../school/account-rules.ts';
import type {
  Account,
  AccountEvent,
  AccountId,
  CallId,
  Comment,
  CommentId,
  EventKind,
  Opinion,
  OpinionId,
  PressCall,
  Runner,
  RunnerId,
} from './account.ts';

/** Who acts: from the validated activity. */
export interface By {
  readonly user: UserId;
  readonly name: string;
}

/** An account as it is asked for: what a person wrote has been heard. */
export interface NewAccount
  extends Pick<Account, 'id' | 'school' | 'platform' | 'openness' | 'applicant' | 'applicantName' | 'appliedAt'> {
  readonly name: Harmless;
  readonly aim: Harmless | undefined;
  readonly audience: Harmless | undefined;
  readonly promotion: Harmless | undefined;
  readonly runners: readonly NewRunner[];
  /** For an account that was there before the register: it is approved by the person who enters it. */
  readonly existing?: { readonly reasons: string; readonly address: Harmless };
}

export interface NewRunner {
  readonly id: RunnerId;
  readonly user: UserId | undefined;
  /** As the directory has it, or as the applicant wrote it of someone without an account of the school. */
  readonly name: string | Harmless;
}

export interface NewEvent extends Omit<AccountEvent, 'words'> {
  readonly kind: EventKind;
  readonly words?: Readonly<Record<string, Harmless | string>>;
}

export interface Decision {
  readonly state: 'approved' | 'rejected';
  readonly by: UserId;
  readonly byName: string;
  readonly at: Date;
  readonly reasons: Harmless | string;
  readonly clause: Clause | undefined;
  /** The day of each runner's training, as who decides gave it. */
  readonly trained: ReadonlyMap<RunnerId, IsoDay>;
}

/** Where accounts are kept. Each change writes its event in the same transaction. */
export interface AccountStore {
  create(account: NewAccount, event: NewEvent): Promise<void>;
  find(id: AccountId): Promise<Account | undefined>;
  /** Newest first. */
  ofSchool(school: SchoolId): Promise<readonly Account[]>;
  /** How many someone asked for since then. */
  askedBy(user: UserId, since: Date): Promise<number>;
  /** False when it was decided before: the first decision stands. */
  decideOnce(id: AccountId, decision: Decision, event: NewEvent): Promise<boolean>;
  keepLogin(
    id: AccountId,
    where: { readonly address: Harmless; readonly kept: Harmless },
    event: NewEvent,
  ): Promise<void>;
  noteCheck(id: AccountId, by: By, event: NewEvent): Promise<void>;
  /** The last day of someone who runs it. */
  setLeaves(id: AccountId, runner: RunnerId, day: IsoDay, event: NewEvent): Promise<void>;
  handOver(id: AccountId, change: HandOver, event: NewEvent): Promise<void>;
  noteEvent(id: AccountId, event: NewEvent): Promise<void>;
  /** Oldest first. */
  events(id: AccountId): Promise<readonly AccountEvent[]>;
  /** Whether this was told to this person before. */
  isTold(key: string, user: UserId): Promise<boolean>;
  noteTold(key: string, user: UserId, at: Date): Promise<void>;
}

export interface HandOver {
  readonly runner: RunnerId;
  readonly to: NewRunner | undefined;
  readonly trainedOn: IsoDay | undefined;
  readonly closes: boolean;
}

/** What comes in on accounts. */
export interface CommentStore {
  note(comment: Omit<Comment, 'about' | 'answered'> & { readonly about: Harmless }, event: NewEvent): Promise<void>;
  find(id: CommentId): Promise<Comment | undefined>;
  /** Newest first. */
  ofAccount(id: AccountId): Promise<readonly Comment[]>;
  /** Of every account of a school, what nobody has answered. */
  open(school: SchoolId): Promise<readonly Comment[]>;
  /** False when it was answered before. */
  answerOnce(id: CommentId, event: NewEvent): Promise<boolean>;
}

export interface OpinionStore {
  ask(opinion: Omit<Opinion, 'what' | 'answered'> & { readonly what: Harmless }, event: NewEvent): Promise<void>;
  find(id: OpinionId): Promise<Opinion | undefined>;
  /** Those asked for at a school since then. */
  since(school: SchoolId, at: Date): Promise<readonly Opinion[]>;
  /** False when it was given before: the first stands. */
  giveOnce(
    id: OpinionId,
    given: { readonly isFine: boolean; readonly words: Harmless },
    event: NewEvent,
  ): Promise<boolean>;
}

/** Calls from the press, and who looked at their own settings when. */
export interface PressStore {
  pass(
    call: Omit<PressCall, 'who' | 'about' | 'number' | 'taken'> & {
      readonly who: Harmless;
      readonly about: Harmless;
      readonly number: Harmless;
    },
  ): Promise<void>;
  find(id: CallId): Promise<PressCall | undefined>;
  since(school: SchoolId, at: Date): Promise<readonly PressCall[]>;
  takeOnce(id: CallId, by: By, at: Date): Promise<boolean>;
  noteLook(school: SchoolId, user: UserId, at: Date): Promise<void>;
  lastLook(school: SchoolId, user: UserId): Promise<Date | undefined>;
}

/** What the slice needs of the school's policies. */
export interface AccountPolicies {
  /** What the owner confirmed, without what no longer is in a policy in force. */
  confirmed(school: SchoolId): Promise<ConfirmedRules | undefined>;
  /** What the policies seem to say, where nobody has confirmed it. */
  proposed(school: SchoolId): Promise<Proposed>;
  /** The policy that a runner must have acknowledged, in its version in force; `undefined` where there is none. */
  toAcknowledge(school: SchoolId): Promise<PolicyInForce | undefined>;
  /** Who acknowledged this version, in Teams, by link or on paper; someone without an account is known by their name. */
  acknowledged(school: SchoolId, policy: PolicyInForce): Promise<(runner: Pick<Runner, 'user' | 'name'>) => boolean>;
}

export interface Proposed {
  readonly newAccounts: Clause | undefined;
  readonly checks: AccountRules['checks'];
}

export interface PolicyInForce {
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly title: string;
}

/** What the slice needs to know about people. */
export interface AccountPeople {
  /** `undefined` for anyone who is not staff of this school now. */
  staff(school: SchoolId, user: UserId): Promise<{ readonly name: string } | undefined>;
  /** The same for any school of the trust: a press officer may work for all of them. */
  colleague(user: UserId): Promise<{ readonly name: string } | undefined>;
  /** The day of someone's training, where the school's training record has one that still counts. */
  trainedOn(school: SchoolId, runner: Pick<Runner, 'user' | 'name'>): Promise<IsoDay | undefined>;
  /** Whether someone still works there; `unknown` while the directory does not answer. */
  presence(school: SchoolId, user: UserId): Promise<'here' | 'gone' | 'unknown'>;
  /** Their last day, where the directory has it. */
  leavesOn(user: UserId): Promise<IsoDay | undefined>;
}
