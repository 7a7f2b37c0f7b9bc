import type { Generated, JSONColumnType } from 'kysely';
import type { Columns } from '../../kernel/columns.ts';
import type { ConcernId, SchoolId, TenantId, UserId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { SchoolNumber } from '../../school/live-schools.ts';
import type { EntryKind, Facts, Recipient, Shelf } from '../concern.ts';
import type { Notice } from '../notice.ts';
import type { Outside } from '../record/event-fold.ts';
import type { PictureType } from '../record/pictures.ts';
import type { RehearsalTables } from '../rehearsal/rehearsal.tables.ts';
import type { Duty, Occasion } from '../rota/rota.ts';
import type { TaskKind } from '../task.ts';

/** The first four are in the schemas `concerns_child` and `concerns_adult`, each the same. */
export interface ConcernTables extends RehearsalTables {
  concern: ConcernRow;
  concern_trail: {
    position: number | string;
    concern_id: ConcernId;
    seq: number;
    at: Date;
    /** Null for Lanyard itself. */
    actor: UserId | null;
    kind: EntryKind;
    facts: JSONColumnType<Facts>;
    sealed: Buffer | null;
    sealed_digest: Buffer | null;
    hash: Buffer;
  };
  concern_trail_head: { id: number; position: number | string; hash: Buffer };
  concern_task: {
    id: string;
    concern_id: ConcernId;
    kind: TaskKind;
    person: UserId | null;
    holder: Recipient | null;
    round: number | null;
    why: string | null;
    state: 'due' | 'running' | 'sent' | 'done' | 'failed';
    due_at: Date;
    /** Null in rows of the version before. */
    planned_at: Date | null;
    /** As it was planned, whatever leases and clocks made of `due_at` and `planned_at` since. Null in rows of the version before. */
    wait_began_at: Date | null;
    wait_ends_at: Date | null;
    is_rebased: Generated<boolean>;
    attempts: number;
    may_repeat: boolean;
    last_trouble: string | null;
    ref: JSONColumnType<MessageRef> | null;
    shown: JSONColumnType<Notice> | null;
    shown_version: number | null;
  };
  concern_draft: {
    id: string;
    user_id: UserId;
    started_at: Date;
    expires_at: Date;
    key_id: string;
    wrapped_key: Buffer;
    sealed: Buffer;
    /** Null in rows of the version before. */
    touched_at: Date | null;
    reminded_at: Date | null;
  };
  /** One row: what match words are hashed with, sealed like a record's key. */
  concern_match_key: { id: string; key_id: string; wrapped_key: Buffer };
  concern_summary: { day: IsoDay; person: UserId };
  /** When the directory last said that a reader's account is as it should be. */
  concern_reader: { person: UserId; confirmed_at: Date };
  /** When a school's place was last found safe. */
  concern_safe_place: { school_id: SchoolId; place: string; seen_at: Date };
  /** Who was told about what is wrong with a school's destination, once a day. */
  concern_place_finding: { day: IsoDay; school_id: SchoolId; finding: string; person: UserId };
  /** Counted: one row for a person, an action, a record and a day. `about` is empty for what does not exist. */
  concern_refusal: {
    id: Generated<number>;
    day: IsoDay | null;
    at: Date;
    last_at: Date | null;
    actor: UserId;
    tenant_id: TenantId;
    action: string;
    about: ConcernId | '';
    times: Generated<number>;
  };
  /** What a DSL's team wrote into its rota. Once or weekly: one of the two sets of times is null. */
  concern_rota: {
    id: string;
    school_id: SchoolId;
    kind: Duty['kind'];
    person: UserId | null;
    occasion: Occasion | null;
    from_at: Date | null;
    until_at: Date | null;
    weekday: number | null;
    from_time: string | null;
    until_time: string | null;
    made_by: UserId;
    made_at: Date;
    ended_by: UserId | null;
    ended_at: Date | null;
  };
  /** Append-only. Of a school, or of one person. */
  concern_number: {
    id: Generated<string>;
    at: Date;
    changed_by: UserId;
    by_name: string;
    school_id: SchoolId | null;
    what: SchoolNumber | null;
    person: UserId | null;
    number: string;
    file_said: string;
  };
  /** In the schema `concerns_adult` only. */
  concern_screenshot: { id: string; concern_id: ConcernId; at: Date; type: PictureType; sealed: Buffer };
}

/** What everyone knows of a record without its key, by columns; of rows from before something was kept it is null. */
export type Told = Omit<Columns<Outside, typeof CALLED>, 'open_actions' | 'why_elsewhere'>;

export const CALLED = { school: 'school_id', isOpenToTrust: 'open_to_trust', actions: 'open_actions' } as const;

export interface ConcernRow extends Told {
  draft: string;
  /** Keyed hashes of what two reports on one child share; null in rows from before they were kept, and of adults. */
  match: string[] | null;
  /** As JSON, in one order of its fields. */
  open_actions: string;
  why_elsewhere: string | null;
  sealed_excluded: Buffer;
  key_id: string;
  wrapped_key: Buffer;
  /** The shelf it has left for; what is here then is its emptied trail. */
  moved_to: Shelf | null;
}
