import type { Generated, JSONColumnType } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { AccountRules, Clause } from '../../school/account-rules.ts';
import type {
  Account,
  AccountEvent,
  AccountId,
  CallId,
  Comment,
  CommentId,
  EventKind,
  OpinionId,
  RunnerId,
} from './account.ts';

export interface AccountTables {
  school_account: {
    id: AccountId;
    school_id: SchoolId;
    name: string;
    platform: Account['platform'];
    aim: string;
    audience: string;
    promotion: string;
    openness: Account['openness'];
    state: Account['state'];
    applicant_id: UserId;
    applicant_name: string;
    applied_at: Date;
    decided_by: UserId | null;
    decided_by_name: string | null;
    decided_at: Date | null;
    reasons: string | null;
    clause: JSONColumnType<Clause> | null;
    address: string | null;
    login_kept: string | null;
    checked_at: Date | null;
    checked_by: string | null;
  };
  school_account_runner: {
    id: RunnerId;
    account_id: AccountId;
    user_id: UserId | null;
    name: string;
    trained_on: IsoDay | null;
    leaves_on: IsoDay | null;
    ended_at: Date | null;
    at: Date;
  };
  school_account_event: {
    id: Generated<string>;
    account_id: AccountId;
    at: Date;
    by_id: UserId | null;
    by_name: string;
    kind: EventKind;
    words: JSONColumnType<AccountEvent['words']>;
  };
  school_account_told: { key: string; user_id: UserId; at: Date };
  school_account_rules: {
    id: Generated<string>;
    at: Date;
    school_id: SchoolId;
    rules: JSONColumnType<AccountRules>;
    confirmed_by: UserId;
  };
  school_account_comment: {
    id: CommentId;
    account_id: AccountId;
    kind: Comment['kind'];
    received_at: Date;
    about: string;
    answer_by: Date | null;
    noted_at: Date;
    noted_by: UserId;
    noted_by_name: string;
    answered_at: Date | null;
    answered_by_name: string | null;
  };
  school_account_opinion: {
    id: OpinionId;
    account_id: AccountId;
    asker_id: UserId;
    asker_name: string;
    asked_at: Date;
    what: string;
    asked: JSONColumnType<readonly UserId[]>;
    answered_at: Date | null;
    answered_by_name: string | null;
    is_fine: boolean | null;
    words: string | null;
  };
  school_press_call: {
    id: CallId;
    school_id: SchoolId;
    by_id: UserId;
    by_name: string;
    at: Date;
    who: string;
    about: string;
    number: string;
    /** Absent of a call from before it was kept: then the headteacher was asked. */
    asked: JSONColumnType<readonly UserId[]> | null;
    taken_at: Date | null;
    taken_by_name: string | null;
  };
  school_settings_look: { school_id: SchoolId; user_id: UserId; at: Date };
}

declare module '../../platform/postgres/tables.ts' {
  interface Tables extends AccountTables {}
}
