import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import type { IsoDay } from '../../kernel/time.ts';

/** Names a person within a register: their Entra id, or `paper:<uuid>` for someone without an account. */
export type PersonId = string & { readonly __brand: 'PersonId' };

export const personIdOf = (user: UserId): PersonId => user as string as PersonId;
/** Someone who has no account at all; known only to this register. */
export const paperPersonId = (uuid: string): PersonId => `paper:${uuid}` as PersonId;

/** Everyone in a campaign is in exactly one of these. */
const PERSON_STATES = [
  'waiting',
  'sending',
  'asked',
  'queried',
  'acknowledged',
  'paused',
  'unreachable',
  'paper',
  'left',
] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/** Why someone could not be reached, is on paper, or left. Words for them are in `wording.ts`. */
const REASONS = [
  'app-not-allowed',
  'never-used-teams',
  'blocked-the-app',
  'keeps-failing',
  'no-permission',
  'service-busy',
  'no-teams-licence',
  'no-account',
  'by-hr',
  'not-staff',
  'no-longer-in-staff-group',
  'account-disabled',
  'pupil',
  'guest',
  'another-format',
  'added-by-mistake',
] as const;
export type Reason = (typeof REASONS)[number];

/** What the next call for a waiting person is. */
export type Step = 'install' | 'send';

/** One person in one campaign. */
export interface Person {
  readonly campaign: CampaignId;
  readonly id: PersonId;
  /** Absent for someone without an account. */
  readonly user: UserId | undefined;
  readonly name: string;
  readonly jobTitle: string | undefined;
  /** As the directory had them when they were asked; the register alone shows them. */
  readonly email?: string | undefined;
  readonly staffNumber?: string | undefined;
  /** As the directory calls it; 'Not stated' where it does not say. */
  readonly staffGroup: string;
  readonly site: string;
  readonly state: PersonState;
  readonly reason: Reason | undefined;
  /** Since when they are in this state. */
  readonly stateAt: Date;
  /** Their own due date: later than the campaign's for a joiner or after an absence. */
  readonly dueDay: IsoDay;
  readonly step: Step;
  readonly attempts: number;
  readonly nextAttemptAt: Date | undefined;
  readonly askedAt: Date | undefined;
  readonly message: MessageRef | undefined;
  readonly acknowledgedAt: Date | undefined;
  /** How often a send was cut off so that nobody can tell whether the card arrived. */
  readonly possibleDuplicates: number;
  readonly reminders: number;
  readonly lastRemindedAt: Date | undefined;
  /** One was begun, and nobody knows whether it arrived: the next one may be the same again. */
  readonly reminderOpen: boolean;
  /** The last reminder in their chat; the next one takes its place. */
  readonly reminder: MessageRef | undefined;
  /** What an absence interrupted, or where a leaver was. */
  readonly stateBefore: PersonState | undefined;
  /** The version of each policy that they signed last, before this campaign. */
  readonly signedBefore: Readonly<Record<PolicyId, PolicyVersionId>>;
  /** The policies that they are asked for, settled when they came on the list; absent where the campaign asks everyone for all of its own. */
  readonly askedFor?: readonly PolicyId[] | undefined;
}

/** Who put someone on a list by name, and whether they gave their word for a guest. */
export interface AddedBy {
  readonly by: UserId;
  readonly isGuest: boolean;
}

/** Someone to be added to a register. */
export interface NewPerson {
  readonly id: PersonId;
  readonly user: UserId | undefined;
  readonly name: string;
  readonly jobTitle: string | undefined;
  readonly email?: string | undefined;
  readonly staffNumber?: string | undefined;
  readonly staffGroup: string;
  readonly site: string;
  readonly state: 'waiting' | 'paper';
  readonly reason: Reason | undefined;
  readonly dueDay: IsoDay;
  readonly signedBefore: Person['signedBefore'];
  readonly askedFor?: Person['askedFor'];
  /** Paused in the campaign before: nothing is sent until HR says that they are back. */
  readonly isAway?: boolean;
  /** Who put them on the list by name. */
  readonly addedBy?: AddedBy;
  /** Their first day, where the directory has one that lies ahead: nobody is asked before it. */
  readonly startsOn?: IsoDay;
  /** The moment of that day at which they are asked. */
  readonly askAt?: Date;
  /** Of someone whom a person added, and not the directory: who did, and what they said about it. */
  readonly entered?: { readonly by: UserId; readonly facts: Readonly<Record<string, string>> };
}

/** What is entered about one person by someone else: by HR, and some of it by a line manager. */
export const ENTRIES = ['away', 'back', 'answered', 'to-paper', 'not-staff', 'witnessed', 'added', 'link'] as const;
export type EntryKind = (typeof ENTRIES)[number];

/** Counted among those who have to answer. */
export const isCounted = (state: PersonState): boolean => state !== 'left';
/** The same without those who are away: the people behind every number. */
export const isExpected = (state: PersonState): boolean => isCounted(state) && state !== 'paused';
/** Has not answered and is expected to. */
export const isOutstanding = (state: PersonState): boolean => isExpected(state) && state !== 'acknowledged';
