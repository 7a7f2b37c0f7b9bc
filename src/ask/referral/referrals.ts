import { createHash } from 'node:crypto';
import type { Harmless } from '../../hear/gate.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';

/** What happened to one question: none of its words, and not who asked. */
interface QuestionOutcome {
  readonly id: string;
  readonly school: SchoolId;
  readonly askedOn: IsoDay;
  readonly kind: 'answered' | 'nearest' | 'not-covered';
  /** Where the answer stood. */
  readonly place?: { readonly policyId: PolicyId; readonly sectionId: string; readonly heading: string };
  /** The chance, 0 to 1, that it was one. */
  readonly chance?: number;
}

/**
 * The id under which the outcome of a question is noted: made of the ticket on the card and of who asked, so that nobody else can
 * judge the answer, and without the card nobody can tell whose question it was.
 */
export function outcomeIdOf(ticket: string, asker: UserId): string {
  const hex = createHash('sha256').update(`${ticket} ${asker}`).digest('hex');
  // A UUID of one's own making: version 8.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface OutcomeTally {
  readonly kind: 'answered' | 'nearest' | 'not-covered';
  readonly policyId: string | undefined;
  readonly sectionId: string | undefined;
  readonly heading: string | undefined;
  readonly asked: number;
  /** On average. */
  readonly chance: number | undefined;
  /** How many said that this was not it. */
  readonly wrong: number;
}

/** A question that someone chose to send to the policy owner. */
export interface Referral {
  readonly id: string;
  readonly school: SchoolId;
  readonly askerId: UserId;
  readonly askerName: string;
  readonly question: string;
  readonly askedAt: Date;
  readonly answer: OwnersAnswer | undefined;
  /** How a kept reply's question reads to others: the owner's words for it, without names. */
  readonly shownQuestion?: string;
}

export interface OwnersAnswer {
  readonly text: string;
  /** What the owner says it rests on. */
  readonly source: string;
  readonly by: string;
  readonly at: Date;
  /** The owner allows it to be shown to others who ask the same. */
  readonly isCurated: boolean;
}

/** As it is taken in: nothing that a person wrote is kept before it was heard. */
export interface NewReferral extends Omit<Referral, 'question' | 'answer' | 'shownQuestion'> {
  readonly question: Harmless;
}
export interface NewAnswer extends Omit<OwnersAnswer, 'text' | 'source'> {
  readonly text: Harmless;
  readonly source: Harmless;
}

export interface QuestionStore {
  note(outcome: QuestionOutcome): Promise<void>;
  /** "Did this help?" The last answer counts. An id of another school's question changes nothing. */
  judge(school: SchoolId, id: string, wasIt: boolean): Promise<void>;
  tally(school: SchoolId, since: IsoDay): Promise<readonly OutcomeTally[]>;
  /** False when this referral was already sent. */
  refer(referral: NewReferral): Promise<boolean>;
  /** How many this person has sent since then. */
  referredBy(asker: UserId, since: Date): Promise<number>;
  findReferral(id: string): Promise<Referral | undefined>;
  /** False when it was answered before: the first answer stands. */
  answerOnce(id: string, answer: NewAnswer, shownQuestion?: Harmless): Promise<boolean>;
  /** Changes a reply that is kept for others; what the asker got stays in their chat. False when it is not kept. */
  editCurated(id: string, answer: NewAnswer, shownQuestion: Harmless): Promise<boolean>;
  /** Others no longer see the reply. False when they did not before. */
  withdrawCurated(id: string): Promise<boolean>;
  curated(school: SchoolId): Promise<readonly Referral[]>;
}
