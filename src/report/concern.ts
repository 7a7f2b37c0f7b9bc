import { codesOf } from '../kernel/codes.ts';
import type { ConcernId, SchoolId, UserId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { DrillId } from '../school/file/drill-names.ts';
import type { TextId } from './fields/boxes.ts';
import type { Naming } from './naming/naming.ts';

/** What a concern is about, in the reporter's choice, made before any text. It decides the route. */
export const KINDS = ['child', 'staff', 'headteacher', 'dsl', 'chair', 'online-abuse', 'data'] as const;
export type Kind = (typeof KINDS)[number];

/** What an adult who works with children did, or may have done: who such a report reaches first asks the LADO. */
const OF_CONDUCT: readonly Kind[] = ['staff', 'headteacher', 'dsl', 'chair'];
export const isOfConduct = (kind: Kind): boolean => OF_CONDUCT.includes(kind);

/** It goes neither to those who answer for children nor to those who answer for an adult's conduct: of a child in it the form asks first. */
export const isOfNoChild = (kind: Kind): boolean => kind !== 'child' && !isOfConduct(kind);

/** A case belongs to what is said about staff online, and to nothing that is said about a child. */
export const hasCase = (kind: Kind): boolean => kind === 'online-abuse';

/** Matters about adults are kept apart from children's, in tables of their own. */
export type Shelf = 'child' | 'adult';
export const shelfOf = (kind: Kind): Shelf => (kind === 'child' ? 'child' : 'adult');

/** The roles a concern can go to. `dsl` stands for the DSL and the deputies together. */
export const RECIPIENT_WORDING = {
  dsl: 'the DSL',
  headteacher: 'the headteacher',
  'chair-of-governors': 'the chair of governors',
  'governance-officer': 'the governance officer',
  'senior-manager': 'the senior manager',
  dpo: 'the data protection officer',
} as const;
export type Recipient = keyof typeof RECIPIENT_WORDING;
export const RECIPIENTS = codesOf(RECIPIENT_WORDING);

/**
 * `submitted`: on disk, nobody told. `delivered`: Teams took a card; nobody has read it. `acknowledged`: a person took
 * notice. `working`: someone has taken it or written down a decision with open actions. `closed`: with outcome and reason.
 */
export const STATUS_WORDING = {
  submitted: 'Not delivered yet',
  delivered: 'Waiting: nobody has acknowledged it',
  acknowledged: 'Acknowledged',
  working: 'Being worked on',
  'need-info': 'Waiting for the reporter’s answer',
  decided: 'Decided',
  closed: 'Closed',
} as const;
export type Status = keyof typeof STATUS_WORDING;

/** What is: also how much is still to be done, where that is known. */
export const statusWords = (status: Status, open: number): string =>
  open === 0 ? STATUS_WORDING[status] : `${STATUS_WORDING[status]}, ${open} ${open === 1 ? 'action' : 'actions'} open`;

export const STATUSES = codesOf(STATUS_WORDING);

/** Why a concern is not where it was sent first, as a code for the trail and the cards. */
export const ELSEWHERE = [
  'subject-present',
  'named',
  'public',
  'guest',
  'unexpected-member',
  'nobody-there',
  'directory-unavailable',
  'place-unreachable',
  'unreachable',
  'all-left',
] as const;
export type Elsewhere = (typeof ELSEWHERE)[number];

/** Whether someone needs to act today, as the reporter said. “Not sure” counts as yes: nobody may wait. */
export const URGENCIES = ['yes', 'unsure', 'no'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const isUrgentAs = (said: Urgency): boolean => said !== 'no';

/** Something that someone is to do about a record. What it is stands in the trail, sealed. */
export interface OpenAction {
  /** Counted within the record. */
  readonly number: number;
  readonly owner: UserId;
  readonly due: IsoDay;
  /** `look`: whether something online is gone. Others were written down by someone, in words. */
  readonly of?: 'look' | undefined;
  /** The instant where the day alone is not enough. */
  readonly at?: Date | undefined;
}

/**
 * Everything about a concern except what people wrote. It decides who may open it, what is due and what a card says.
 * `excluded` and `naming` are sealed where they are stored: they tell who the concern is about.
 */
export interface Concern {
  readonly id: ConcernId;
  /** Read out over the phone; says nothing about the content. */
  readonly reference: string;
  readonly school: SchoolId;
  readonly kind: Kind;
  /** The reporter said that someone must act today, or was not sure. */
  readonly isUrgent: boolean;
  /** Which of the two they said; `undefined` in records from before that was stored. */
  readonly urgency: Urgency | undefined;
  /** Who of the DSL's team was on duty when it came to them; `undefined` where it came to others, or before that was kept. */
  readonly onDuty: readonly UserId[] | undefined;
  /** When the form of a drill was opened: a marked test, in no list and no figure. `undefined` for what is a report. */
  readonly drillBegunAt: Date | undefined;
  /** Which drill of a rehearsal it is, and so what it simulates; `undefined` for one that was begun by hand. */
  readonly drillOf: DrillId | undefined;
  /** Sent with nothing but what a report cannot do without: the rest is still to come. */
  readonly isBrief: boolean;
  readonly reporter: UserId;
  /** It came by the school's shared address: `reporter` stands for nobody in the directory, and who sent it was not checked. */
  readonly isByLink: boolean;
  /** The person it is about: never told, never lets them open it. */
  readonly excluded: readonly UserId[];
  /** What its reporter wrote that may name someone: read again by the roles of the moment. */
  readonly naming: Naming;
  /** Those of `excluded` who were found by reading it again, and of whom nothing is written down yet. */
  readonly lateNamed: readonly UserId[];
  readonly status: Status;
  readonly holder: Recipient;
  /** `place`: the recipient's channel or chat. `people`: each holder of the role in their own chat. */
  readonly via: 'place' | 'people';
  /** Told as well, and able to open it, because the holder did not act in time. */
  readonly alsoOpenTo: readonly Recipient[];
  /**
   * The people with whom it lies: who held these roles when it came to them, and who was let in since. Someone who came to a role later is
   * not among them. `undefined`: everyone who holds the roles, in records from before it was kept and where it came to nobody.
   */
  readonly liesWith: readonly UserId[] | undefined;
  /** Who came to one of these roles while it was open and was not let in: it stays closed to them when it is closed, too. */
  readonly keptFrom: readonly UserId[];
  /** Who of them may open it, where it is locked to a few of them by name. */
  readonly lockedTo: readonly UserId[] | undefined;
  /** It is no longer with the recipient that the reporter was told at first. */
  readonly wasRedirected: boolean;
  /** Why it is not, or not there, where it was sent first. */
  readonly whyElsewhere: Elsewhere | undefined;
  readonly owner: UserId | undefined;
  readonly raisedAt: Date;
  readonly deliveredAt: Date | undefined;
  readonly readAt: Date | undefined;
  readonly readBy: UserId | undefined;
  readonly acknowledgedAt: Date | undefined;
  readonly acknowledgedBy: UserId | undefined;
  readonly decidedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly reviewOn: IsoDay | undefined;
  /** What is still to be done, in the order in which it was written down. */
  readonly actions: readonly OpenAction[];
  /** By when someone from the present holder must have acknowledged, and decided. */
  readonly acknowledgeDueAt: Date;
  readonly decideDueAt: Date;
  /** Nobody acknowledged in time: the reporter was told, until someone does. */
  readonly isLate: boolean;
  /** The text was destroyed here by a person's decision; what is left says by whom, why, and where the record is now. */
  readonly isStub: boolean;
  /** Until when a person decided to keep it; without it the rule of lanyard.yml says when it is looked at. */
  readonly keepUntil: IsoDay | undefined;
  /** Someone wrote down that none of it may be removed: an inquiry, a court, a complaint. */
  readonly isHeld: boolean;
  /** Someone of the DSL's team lets the trust's safeguarding lead read it, until they end that. Only of a child's report. */
  readonly isOpenToTrust: boolean;
  /** Who that was when it was opened to them: who is it later is not. `undefined` where it was not kept. */
  readonly trustReaders: readonly UserId[] | undefined;
  /** When its reporter added something that nobody else has opened yet, the first of it. */
  readonly unreadSince: Date | undefined;
  /** Counts every change: a change made on an older version is refused. */
  readonly version: number;
}

/** A person has seen what it says, or has said that they will. */
export const isNoticed = ({ readAt, acknowledgedAt }: Pick<Concern, 'readAt' | 'acknowledgedAt'>): boolean =>
  readAt !== undefined || acknowledgedAt !== undefined;

/** Someone who has it has decided: handed over or asked about after that, it is no longer what it was when it came. */
export const isDecidedOn = ({ status, decidedAt }: Pick<Concern, 'status' | 'decidedAt'>): boolean =>
  decidedAt !== undefined || status === 'decided' || status === 'closed';

/** How many people sent these, as far as that is known: what came by the shared address counts as one sender. */
export const sendersOf = (concerns: readonly Pick<Concern, 'reporter' | 'isByLink'>[]): number =>
  new Set(concerns.map(({ reporter, isByLink }) => (isByLink ? 'shared address' : reporter))).size;

const UNCLOSED: readonly Status[] = ['submitted', 'delivered', 'acknowledged', 'working', 'need-info', 'decided'];
const NOTICED: readonly Status[] = ['acknowledged', 'working', 'need-info', 'decided'];
const ANY = STATUSES;

interface EntryRow {
  /** What someone did, as a sentence without its subject. */
  readonly said: string;
  /** From which statuses it may happen. */
  readonly from: readonly Status[];
  /** To which it leads; without it the status stays. */
  readonly to?: Status;
}

/** Everything that can happen to a report. What it changes beside the status: `record/effects.ts`. */
const ENTRY_ROWS = {
  raised: { said: 'sent it', from: ['submitted'] },
  delivered: { said: 'delivered the card', from: ['submitted'], to: 'delivered' },
  redelivered: { said: 'delivered a card as well', from: ANY },
  'not-delivered': { said: 'could not deliver it', from: ANY },
  // A new holder has not been told yet, whatever the old one had done. What is closed stays closed with the person who has it now.
  redirected: { said: 'sent it another way', from: ANY, to: 'submitted' },
  opened: { said: 'read it', from: ANY },
  found: { said: 'found it by a search', from: ANY },
  acknowledged: { said: 'acknowledged it', from: ['submitted', 'delivered'], to: 'acknowledged' },
  taken: { said: 'took it on', from: UNCLOSED, to: 'working' },
  'handed-over': { said: 'handed it over', from: NOTICED, to: 'working' },
  noted: { said: 'added a note', from: ANY },
  categorised: { said: 'set its categories', from: ANY },
  dated: { said: 'said when it happened', from: ANY },
  asked: { said: 'asked the reporter', from: NOTICED, to: 'need-info' },
  answered: { said: 'answered', from: ANY },
  added: { said: 'added to the report', from: ANY },
  known: { said: 'said when the first member of staff knew', from: UNCLOSED },
  step: { said: 'recorded a step', from: UNCLOSED },
  decided: { said: 'decided', from: NOTICED, to: 'decided' },
  'review-set': { said: 'set a review date', from: NOTICED },
  'review-due': { said: 'noted that the review is due', from: UNCLOSED },
  confirmed: { said: 'recorded that the referral was confirmed in writing', from: UNCLOSED },
  told: { said: 'recorded who was told', from: ANY },
  // Of a closed one only what follows from putting it right.
  'action-set': { said: 'recorded an action', from: ANY },
  'action-done': { said: 'completed an action', from: ANY },
  case: { said: 'wrote in the case', from: UNCLOSED },
  rerouted: { said: 'passed it to someone else', from: UNCLOSED, to: 'submitted' },
  kept: { said: 'noted that its role changed, and that it stays with the people who had it', from: ANY },
  'let-in': { said: 'handed it on to those who hold its role now', from: ANY },
  linked: { said: 'linked another record', from: ANY },
  joined: { said: 'said that another report is about the same person', from: ANY },
  parted: { said: 'said that another report is not about the same person', from: ANY },
  locked: { said: 'locked it', from: ANY },
  unlocked: { said: 'ended the lock', from: ANY },
  corrected: { said: 'put right which child it is about', from: ANY },
  resembled: { said: 'noted that a new report may be about the same child', from: ANY },
  // Of a closed one too: its reporter may have added something that nobody has opened.
  escalated: { said: 'told more people', from: ANY },
  // Only after a decision with its reason, and with what becomes of what is still to be done: nothing closes silently.
  closed: { said: 'closed it', from: ['decided'], to: 'closed' },
  reopened: { said: 'opened it again', from: ['closed'], to: 'working' },
  exported: { said: 'exported it', from: ANY },
  'sent-to-school': { said: 'recorded on the hand-over to the next school', from: ANY },
  transferred: { said: 'noted that another system holds it', from: ANY },
  reduced: { said: 'reduced it to a stub: its text is destroyed here', from: ['closed'] },
  // Only together with passing it on to those who may have it now.
  reclassified: { said: 'recorded that it is about someone other than first reported', from: UNCLOSED },
  'retention-set': { said: 'set how long it is kept', from: ['closed'] },
  held: { said: 'put it on hold: none of it may be removed', from: ANY },
  released: { said: 'ended the hold', from: ANY },
  pictured: { said: 'added a screenshot', from: ANY },
  named: { said: 'said who the names in it mean', from: ANY },
  'told-also': { said: 'told the person the policy names, but nothing about the report', from: ANY },
  matched: {
    said: 'found that a name in it may mean someone who now has a role; they can no longer open it',
    from: ANY,
  },
  'access-decided': { said: 'decided what of it is given out for a subject access request', from: ANY },
  'trust-opened': { said: 'let the trust’s safeguarding lead open it', from: ANY },
  'trust-shut': { said: 'closed it to the trust’s safeguarding lead again', from: ANY },
  refused: { said: 'was refused', from: ANY },
} as const satisfies Readonly<Record<string, EntryRow>>;
export type EntryKind = keyof typeof ENTRY_ROWS;
export const ENTRIES: Readonly<Record<EntryKind, EntryRow>> = ENTRY_ROWS;

/** Codes and ids of an event, kept readable beside the sealed text. Never anything a person wrote. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What a person wrote, by field. Sealed at rest, shown only in dialogs after a check. */
export type Written = Readonly<Partial<Record<TextId, string>>>;

/** Something that is to be appended to the trail. */
export interface NewEntry {
  readonly at: Date;
  readonly actor: UserId | 'lanyard';
  readonly kind: EntryKind;
  readonly facts?: Facts;
  readonly words?: Written;
}

/** One event of the trail as it stands. `words` is undefined when nothing was written or it was reduced to a stub. */
export interface Entry extends NewEntry {
  readonly seq: number;
  /** When it was put right which child it is about, where this was written down before: `asCorrected` adds it, nothing stores it. */
  readonly rightedAt?: Date;
}
