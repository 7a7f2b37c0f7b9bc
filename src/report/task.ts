import type { ConcernId, UserId } from '../kernel/ids.ts';
import type { MessageRef } from '../kernel/messages.ts';
import type { Recipient } from './concern.ts';
import type { Notice } from './notice.ts';

/** What a task does when its time has come. `tell-…` send a card; `check-…` look whether a person has acted. */
export type TaskKind =
  | 'tell-holder'
  | 'tell-person'
  | 'receipt'
  | 'chase'
  | 'late'
  | 'question'
  | 'news'
  | 'check-delivered'
  | 'check-acknowledged'
  | 'check-decided'
  | 'check-read'
  | 'check-named'
  | 'check-review'
  | 'check-action';

/** A report on its way to those who must act on it. Nothing of lower importance may hold these up. */
export const DELIVERIES: readonly TaskKind[] = ['tell-holder', 'tell-person', 'check-delivered'];
/** Nobody has acted: those who should act are reminded, and the reporter is asked to phone. */
export const ALARMS: readonly TaskKind[] = ['chase', 'late', 'check-acknowledged', 'check-read'];

/** What may find that someone has to be reminded. */
export const REMINDING_CHECKS: readonly TaskKind[] = [
  'check-acknowledged',
  'check-read',
  'check-decided',
  'check-review',
  'check-action',
];
/**
 * Of what a reminder may share its card with others of the same person. What a reporter added is not among it: they may have said that
 * someone needs to act today.
 */
export const SHARED_REMINDERS: readonly string[] = ['not-acknowledged', 'not-decided', 'review-due', 'action-due'];

/** What puts a report before those who must act on it. */
export const ALERTS: readonly TaskKind[] = ['tell-holder', 'tell-person'];
/**
 * That nobody has it is not said to the reporter while an alert is just being sent for the first time: it may arrive. One that
 * is tried again holds this up for this long and no longer, or a Teams that hangs would keep them from phoning.
 */
export const ALARM_WAITS_MS = 20_000;

/** Why a card to the holder is due later: the reporter is asked who a name means. */
export const WAITS = 'waits';

/** Why a card goes to one person beside the channel: it is urgent, and they are on duty. */
export const RINGS = 'rings';

/** Why a member of staff is told: something is new in the case about them. */
export const CASE = 'case';

/** Why someone is told who a policy names: that their colleague would like to talk. */
export const TALK = 'talk';

/** Why HR is told: the person who looks after a case that a colleague caused would like to talk. */
export const TALK_HR = 'talk-hr';

/** Why a reporter is asked, or told where their report is: someone was found late whom a name in it may mean. */
export const WHOM = 'whom';

/** Why someone is told that there is a report, and nothing of it: a colleague may be involved, and its reporter cannot say. */
export const THERE_IS_ONE = 'there-is-one';

/** Something to be done about a concern at a time. Rows, not jobs: a job that is lost or repeated changes nothing. */
export interface NewTask {
  readonly kind: TaskKind;
  readonly dueAt: Date;
  /** When this was planned; the time of the event that made it necessary, where there is one. */
  readonly plannedAt?: Date;
  /** Who to tell; absent for a place and for checks. */
  readonly person?: UserId;
  /** For whom the concern was when this was planned: stale plans are dropped. */
  readonly holder?: Recipient;
  /** How often this has been said before. */
  readonly round?: number;
  /** A code for the wording, e.g. `answered`. */
  readonly why?: string;
}

/** What one attempt holds. Another that takes the task over is on its next, and what the one before finds then counts no more. */
export interface Claim {
  readonly id: string;
  readonly attempts: number;
}

export interface Task extends NewTask, Claim {
  readonly concern: ConcernId;
  /** As it was planned; absent where the version before did. */
  readonly wait?: { readonly began: Date; readonly ends: Date };
  /** The clock was set back since it was planned, and its wait begun again: due now, whatever other times say. */
  readonly isRebased: boolean;
  /** An earlier attempt may have arrived: its process ended, or its answer was lost. */
  readonly mayRepeat: boolean;
}

/** What happened to a task. */
export type TaskOutcome =
  | { readonly kind: 'done' }
  /** Its wait is not over: it was claimed by a clock that stood ahead, or after one that was set back and on again. It waits on. */
  | { readonly kind: 'early' }
  | { readonly kind: 'sent'; readonly ref: MessageRef; readonly shown: Notice; readonly version: number }
  /** They cannot be reached this way; a code says why. */
  | { readonly kind: 'failed'; readonly why: string }
  | {
      readonly kind: 'again';
      readonly now: Date;
      /** How long after `now`, in milliseconds. */
      readonly inMs: number;
      readonly mayRepeat: boolean;
      readonly why: string;
    };

/** A card that stands somewhere and shows an older version of its concern. */
export interface StaleCard {
  readonly task: string;
  readonly concern: ConcernId;
  readonly kind: 'tell-holder' | 'tell-person' | 'receipt' | 'chase' | 'news';
  readonly holder: Recipient | undefined;
  /** In whose own chat it stands; `undefined` in a place. */
  readonly person: UserId | undefined;
  readonly ref: MessageRef;
  readonly shown: Notice;
  /** It may be the second of two. */
  readonly mayRepeat: boolean;
}
