import type { Generated, JSONColumnType } from 'kysely';
import type { ConcernId, SchoolId, TenantId, UserId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { LinkState } from '../../more/next-school/link-ports.ts';
import type { Door, PinEvent } from '../../more/pin/pin-ports.ts';
import type { Proposal, RoleWord } from '../../more/role-changes/proposal.ts';
import type { RollGiven } from '../../more/roll/pupil.ts';
import type { PictureType } from '../../more/screenshots/sealed-picture.ts';
import type { Named, RoleEvent } from '../../school/live-roles.ts';
import type { SchoolNumber } from '../../school/live-schools.ts';
import type { Role } from '../../school/school.ts';
import type { EntryKind, Facts, Kind, Recipient, Shelf, Status, Urgency } from '../concern.ts';
import type { Notice } from '../notice.ts';
import type { Duty, Occasion } from '../rota/rota.ts';
import type { TaskKind } from '../task.ts';

/** The first four are in the schemas `concerns_child` and `concerns_adult`, each the same. */
export interface ConcernTables {
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
  /** One for each person who set a PIN; `id` is theirs. */
  concern_pin: {
    id: UserId;
    key_id: string;
    wrapped_key: Buffer;
    sealed: Buffer;
    set_at: Date;
    set_with: UserId;
    /** Wrong ones in a row. */
    misses: Generated<number>;
    paused_until: Date | null;
  };
  /** With which a person may set their PIN; `id` is theirs. */
  concern_pin_code: {
    id: UserId;
    key_id: string;
    wrapped_key: Buffer;
    sealed: Buffer;
    made_by: UserId;
    until: Date;
    tries: Generated<number>;
  };
  /** Append-only. */
  concern_pin_event: {
    id: Generated<number>;
    at: Date;
    person: UserId;
    actor: UserId;
    kind: PinEvent['kind'];
  };
  /** What a second step has opened, for whom, and when it was last touched. */
  concern_unlocked: { person: UserId; door: Door; touched_at: Date };
  concern_drill_plan: {
    id: string;
    school_id: SchoolId;
    at: Date;
    person: UserId;
    made_at: Date;
    told_at: Date | null;
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
  /** One for each school that gave one; `id` is the school's. */
  concern_roll: {
    id: SchoolId;
    given_at: Date;
    given_by: UserId | null;
    given_from: RollGiven['from'];
    count: number;
    version: string;
    key_id: string;
    wrapped_key: Buffer;
    sealed: Buffer;
  };
  /** Append-only. */
  concern_roll_event: {
    id: Generated<string>;
    at: Date;
    school_id: SchoolId;
    actor: UserId | null;
    kind: 'given' | 'removed';
    count: number;
  };
  /** A chronology behind a link, for one person at the next school. */
  concern_school_link: {
    id: string;
    concern_id: ConcernId;
    concerns: ConcernId[];
    made_by: UserId;
    made_at: Date;
    expires_at: Date;
    state: LinkState;
    misses: Generated<number>;
    opened_at: Date | null;
    fetches: Generated<number>;
    key_id: string;
    wrapped_key: Buffer;
    sealed: Buffer;
    file: Buffer | null;
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
  concern_role_proposal: {
    id: string;
    school_id: SchoolId;
    role: Role;
    newcomer: JSONColumnType<Named> | null;
    outgoing: JSONColumnType<readonly Named[]>;
    is_quiet: boolean;
    by: JSONColumnType<Named>;
    at: Date;
    expires_at: Date;
    state: Proposal['state']['kind'];
    decided: JSONColumnType<{ readonly by?: Named; readonly at: string; readonly isQuiet: boolean }> | null;
  };
  /** Append-only. */
  concern_role_event: {
    id: Generated<string>;
    at: Date;
    school_id: SchoolId;
    role: Role;
    kind: RoleEvent['kind'];
    holders: JSONColumnType<readonly Named[]>;
    file_said: JSONColumnType<readonly UserId[]>;
    proposal: string | null;
  };
  /** Only its end is ever added. */
  concern_trust_cover: {
    id: string;
    school_id: SchoolId;
    person: JSONColumnType<Named>;
    from_at: Date;
    until_at: Date;
    given_by: JSONColumnType<Named>;
    given_at: Date;
    ended_by: JSONColumnType<Named> | null;
    ended_at: Date | null;
  };
  concern_role_word: {
    id: string;
    person: UserId;
    said: JSONColumnType<Omit<RoleWord, 'person'>>;
    at: Date;
    told_at: Date | null;
  };
  /** Where people without Teams ask and report, printed on a sheet. One of each school is not replaced. */
  concern_address: {
    address: string;
    school_id: SchoolId;
    made_at: Date;
    made_by: UserId;
    replaced_at: Date | null;
    replaced_by: UserId | null;
  };
  /** Both are in the schema `concerns_adult` only. */
  concern_screenshot: { id: string; concern_id: ConcernId; at: Date; type: PictureType; sealed: Buffer };
  concern_screenshot_awaited: { reporter: UserId; concern_id: ConcernId; until: Date };
}

export interface ConcernRow {
  id: ConcernId;
  reference: string;
  draft: string;
  /** Keyed hashes of what two reports on one child share; null in rows from before they were kept, and of adults. */
  match: string[] | null;
  school_id: SchoolId;
  kind: Kind;
  is_urgent: boolean;
  /** Null in rows from before it was kept. */
  urgency: Urgency | null;
  on_duty: UserId[] | null;
  /** Null for what is a report. */
  drill_begun_at: Date | null;
  is_brief: boolean;
  is_by_link: boolean;
  /** As JSON, in one order of its fields. */
  open_actions: string;
  reporter: UserId;
  sealed_excluded: Buffer;
  key_id: string;
  wrapped_key: Buffer;
  status: Status;
  holder: Recipient;
  via: 'place' | 'people';
  also_open_to: Recipient[];
  /** Null in rows from before it was kept. */
  lies_with: UserId[] | null;
  kept_from: UserId[];
  /** Null where it is not locked. */
  locked_to: UserId[] | null;
  was_redirected: boolean;
  why_elsewhere: string | null;
  owner: UserId | null;
  raised_at: Date;
  delivered_at: Date | null;
  read_at: Date | null;
  read_by: UserId | null;
  acknowledged_at: Date | null;
  acknowledged_by: UserId | null;
  decided_at: Date | null;
  closed_at: Date | null;
  review_on: IsoDay | null;
  acknowledge_due_at: Date;
  decide_due_at: Date;
  is_late: boolean;
  is_stub: boolean;
  keep_until: IsoDay | null;
  is_held: boolean;
  open_to_trust: boolean;
  trust_readers: UserId[] | null;
  unread_since: Date | null;
  /** The shelf it has left for; what is here then is its emptied trail. */
  moved_to: Shelf | null;
  version: number;
}
