import type { CampaignId, PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import { DAY_MS, type IsoDay } from '../../kernel/time.ts';
import type { Choices, Wanted } from '../audience/wanted.ts';
import type { PolicyPart, VersionChanges } from '../text/policy-text.ts';

/**
 * `preparing` the roster is being read; `draft` the numbers are there and a person has to confirm; `planned` someone has, and it is
 * sent at its moment; `refused` it could not be prepared safely, and is read again when someone asks. After that nothing goes back to them.
 */
export const STATUS_WORDING = {
  preparing: 'Reading the staff list',
  refused: 'Cannot start',
  draft: 'Ready to send',
  planned: 'Planned',
  discarded: 'Discarded',
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  withdrawn: 'Withdrawn',
} as const;
export type CampaignStatus = keyof typeof STATUS_WORDING;

/** Nobody has been asked yet: who is asked, and what comes with it, may still change. */
export const UNSENT: readonly CampaignStatus[] = ['preparing', 'refused', 'draft', 'planned'];

/** Its due date and its note may still be changed. */
export const CORRECTABLE: readonly CampaignStatus[] = ['draft', 'planned', 'running', 'paused'];

/** A question as a campaign asks it, tied to a section of the version that the campaign shows. */
export interface Question {
  readonly id: string;
  readonly scenario: string;
  readonly answers: readonly string[];
  /** Place of the right one among `answers`. */
  readonly right: number;
  /** Id of the part whose words answer it. */
  readonly part: string;
}

/** Fewer questions than this are not asked. */
export const FEWEST_QUESTIONS = 3;

/** What happened to the questions about a policy when a campaign took them. */
export type BoundQuiz =
  | { readonly kind: 'ready'; readonly questions: readonly Question[] }
  /** Too few questions so far: they are left out. */
  | { readonly kind: 'unfinished'; readonly have: number }
  /** The words that these questions are about have changed; until the owner has looked, they are left out. */
  | { readonly kind: 'outdated'; readonly sections: readonly string[] };

/** One version of one policy as it stood when the campaign was made. Nothing later changes it. */
export interface BoundPolicy {
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly title: string;
  /** As the document states it. */
  readonly version: string | undefined;
  readonly date: string | undefined;
  /** SHA-256 of the document, from the policy library. */
  readonly contentHash: string;
  /** SHA-256 of exactly the words that Lanyard shows, see `textShown`. */
  readonly textHash: string;
  readonly words: number;
  readonly parts: readonly PolicyPart[];
  /** By earlier version that someone in this campaign signed: what changed since. */
  readonly changes: Readonly<Record<PolicyVersionId, VersionChanges>>;
  /** Questions about it, as they stood when the roster was read; absent where nobody wrote any or HR leaves them out. Kept under this name. */
  readonly check?: BoundQuiz;
}

/** How many people left, or joined, the staff groups at once, if so many that a person has to look before it counts; usually 0. */
export interface Held {
  readonly leavers: number;
  readonly joiners: number;
}

export interface Campaign {
  readonly id: CampaignId;
  readonly school: SchoolId;
  readonly title: string;
  readonly status: CampaignStatus;
  readonly dueDay: IsoDay;
  /** When it is sent, or was to be sent: the moment that someone chose. Absent for one that is sent by hand. */
  readonly sendAt: Date | undefined;
  /** Over how many minutes of school time the first cards go out; 0 is all at once. */
  readonly spreadMinutes: number;
  /** The last day on which joiners are asked and anyone is reminded; then it finishes by itself. */
  readonly endsOn: IsoDay | undefined;
  readonly policies: readonly BoundPolicy[];
  /** What people confirm, sentence by sentence. */
  readonly wording: readonly string[];
  readonly language: 'en-GB';
  /** Whether the owners' questions are asked where there are any. */
  readonly usesQuizzes: boolean;
  /** Who of the staff is asked. */
  readonly wanted: Wanted;
  /** What there was to choose from when the list was read last. */
  readonly choices: Choices;
  /** What comes with it, in the words of the person who wrote it. */
  readonly message: { readonly words: string; readonly by: UserId } | undefined;
  /** What has to be shown before an answer counts: `opened` something of each policy, `all` every page of it. */
  readonly reading: 'opened' | 'all';
  /** Said on every card of this campaign after a correction. */
  readonly note: string | undefined;
  /** Goes up whenever cards already sent have to be drawn again. */
  readonly revision: number;
  readonly createdBy: UserId;
  readonly createdAt: Date;
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** Why it was refused; present in that status only. */
  readonly problem: Problem | undefined;
  readonly held: Held;
  /** The title of a withdrawn campaign, where this one is for people whom another had left to it. */
  readonly inPlaceOf?: string | undefined;
}

/** Why a roster cannot be made. Whatever is in doubt stops the campaign: nobody is asked on a guess. */
export type Problem =
  | { readonly kind: 'cannot-read'; readonly what: 'pupils' | 'staff'; readonly group: string; readonly why: string }
  /** Of those whom HR put on the list by name. */
  | { readonly kind: 'cannot-read-person'; readonly why: string }
  | { readonly kind: 'empty'; readonly what: 'pupils' | 'staff'; readonly group: string }
  | { readonly kind: 'no-group'; readonly what: 'pupils' | 'staff' }
  | { readonly kind: 'nobody-to-ask' }
  | { readonly kind: 'no-policy' };

/** Open for answers. */
export const takesAnswers = (status: CampaignStatus): boolean => ['running', 'paused', 'finished'].includes(status);

/** A new campaign may be due at the earliest tomorrow, and within a year. */
export const LONGEST_DAYS = 366;

/** Last year's campaign, if nobody closed it, does not stand in the way of this year's. */
const SAME_YEAR_DAYS = 300;
export const sameYear = (now: Date): Date => new Date(now.getTime() - SAME_YEAR_DAYS * DAY_MS);
