import type { UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay, parseDay } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { Actor } from '../actor.ts';
import type { Concern, EntryKind, NewEntry, Recipient, Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import type { RetentionAct, retentionPlan } from '../keeping/retention.ts';
import type { HandOverAct, handOverPlan } from '../keeping/stub.ts';
import type { Access } from '../opening/access.ts';
import type { Plan } from '../record/change.ts';
import type { Happened } from '../record/happened.ts';
import type { Subject } from '../routing/routing.ts';
import type { Relation } from '../same-child/joined.ts';
import type { Decision, Outcome } from './decision.ts';
import type { LetIn } from './let-in.ts';

/** What a person does with a concern. `words` are what they wrote; a reason is never optional where one is asked for. */
export type Act =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'take' }
  | { readonly kind: 'hand-over'; readonly to: UserId; readonly words: Written }
  /** `happened`: when it was, where that is not now; `no-time` where what was said about it is no time in the past. */
  | { readonly kind: 'note'; readonly words: Written; readonly happened?: Happened | 'no-time' | undefined }
  /** All the categories that apply to it, in place of those before. */
  | { readonly kind: 'categorise'; readonly categories: readonly string[] }
  /** When what was reported happened, as the person who reads it makes it out. */
  | { readonly kind: 'date'; readonly happened: Happened | 'no-time' | undefined }
  | { readonly kind: 'ask'; readonly words: Written }
  | {
      readonly kind: 'decide';
      readonly decision: Decision;
      readonly reviewOn: IsoDay | undefined;
      readonly words: Written;
    }
  | { readonly kind: 'review'; readonly reviewOn: IsoDay | undefined; readonly words: Written }
  /** `about`: who it has turned out to be about. An adult's is kept apart from children's records from then on. */
  | {
      readonly kind: 'reroute';
      readonly to: Recipient;
      readonly about: Subject | 'same' | undefined;
      readonly words: Written;
    }
  | { readonly kind: 'action'; readonly to: UserId; readonly due: IsoDay | undefined; readonly words: Written }
  | { readonly kind: 'action-done'; readonly number: number }
  /** That another report is about the same person, or is not: anyone who may open both says so, and may say the contrary later. */
  | { readonly kind: 'join' | 'part'; readonly reference: string }
  /** What another child is to this one: a link whose reason is one of two. */
  | { readonly kind: 'relate'; readonly reference: string; readonly relation: Relation }
  | { readonly kind: 'link'; readonly reference: string; readonly words: Written }
  | { readonly kind: 'close'; readonly outcome: Outcome; readonly words: Written }
  | { readonly kind: 'reopen'; readonly words: Written }
  | LetIn
  | FeatureAct
  | HandOverAct
  | RetentionAct;

/** Why an act of a feature cannot be done as things are: a code, and how it is said. */
export interface NotDone {
  readonly why: string;
  readonly says: string;
}

/** What an act of a feature is decided on: the newest version of the report, for someone who may do it. */
export interface Acting {
  readonly deps: ConcernDeps;
  readonly granted: Extract<Access, { kind: 'granted' }>;
  readonly concern: Concern;
  readonly user: UserId;
  entry(kind: EntryKind, rest?: Pick<NewEntry, 'facts' | 'words'>): NewEntry;
}

/** What a person does with a report by a feature: what comes of it comes with it. */
export interface FeatureAct {
  readonly kind: 'feature';
  /** As a refusal of it is recorded. */
  readonly name: string;
  readonly words: Written;
  /** It is not done without a reason. */
  readonly needsReason: boolean;
  /** It can be done where only a stub is left. */
  readonly isForStubs: boolean;
  /** What it writes down and what follows from it; or why it cannot be done on the record as it is. */
  plan(acting: Acting): Plan | NotNow | NotDone | Promise<Plan | NotNow | NotDone>;
  /** Looks at what is so before it is done, and answers with what is done after it. */
  prepare?(deps: ConcernDeps, granted: Acting['granted'], actor: Actor): Promise<(after: Concern) => Promise<void>>;
}

export type ActOutcome =
  | { readonly kind: 'done'; readonly concern: Concern }
  /** Someone else was first; nothing was written. */
  | { readonly kind: 'overtaken'; readonly did: EntryKind; readonly by: string | undefined; readonly at: Date }
  /** It cannot be done as things are; a code says why. */
  | {
      readonly kind: 'not-now';
      readonly why:
        | 'status'
        | 'no-reason'
        | 'no-review-date'
        | 'past-review-date'
        | 'no-day'
        | 'no-day-received'
        | 'no-about'
        | 'not-a-reader'
        | 'no-such-recipient'
        | 'no-such-reference'
        | 'same'
        | 'stays-apart'
        | 'kept-apart'
        | 'who'
        | 'no-such-decision'
        | 'no-such-category'
        | 'nobody-new'
        | 'no-time'
        | Exclude<Awaited<ReturnType<typeof handOverPlan>> | ReturnType<typeof retentionPlan>, Plan>;
      readonly says?: undefined;
    }
  | ({ readonly kind: 'not-now' } & NotDone)
  | Exclude<Access, { kind: 'granted' }>;

/** Why something cannot be done as things are. */
export type NotNow = Extract<ActOutcome, { says?: undefined }>['why'];

/** Acts that someone has to give a reason for, or that are nothing but what they wrote. */
const WRITTEN_ACTS: readonly Act['kind'][] = [
  'hand-over',
  'action',
  'note',
  'ask',
  'decide',
  'review',
  'reroute',
  'link',
  'close',
  'reopen',
];

/** What is still missing of an act, before anyone looks whether it can be done. */
export function incomplete(wanted: Act, now: Date): NotNow | undefined {
  // On which day it arrived is part of what is written down of a hand-over.
  if (wanted.kind === 'transfer' && parseDay(wanted.words.receivedOn) === undefined) return 'no-day-received';
  if ('words' in wanted && (wanted.kind !== 'feature' || wanted.needsReason)) {
    const { words } = wanted;
    const needed =
      wanted.kind === 'feature' || WRITTEN_ACTS.includes(wanted.kind)
        ? (words.text ?? words.reason ?? '')
        : Object.values(words).join('');
    if (!holdsVisible(needed)) return 'no-reason';
  }
  if ((wanted.kind === 'decide' || wanted.kind === 'review') && wanted.reviewOn !== undefined)
    return wanted.reviewOn <= dayOf(now) ? 'past-review-date' : undefined;
  if (wanted.kind === 'action') {
    if (wanted.due === undefined) return 'no-day';
    return wanted.due < dayOf(now) ? 'past-review-date' : undefined;
  }
  if ('happened' in wanted && wanted.happened === 'no-time') return 'no-time';
  if (wanted.kind === 'date') return wanted.happened === undefined ? 'no-day' : undefined;
  if (wanted.kind === 'review') return 'no-day';
  // Left open, a matter about an adult would stay among children's records.
  return wanted.kind === 'reroute' && wanted.about === undefined ? 'no-about' : undefined;
}
