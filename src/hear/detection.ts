import type { Language } from './words/languages.ts';

/** To whom a concern goes. */
export type ConcernRoute =
  | 'emergency'
  | 'dsl'
  | 'senior-manager'
  | 'headteacher'
  | 'chair-of-governors'
  | 'governance-officer'
  /** Personal data that was lost or reached the wrong person. */
  | 'dpo';

/** Where a report goes, and why it is taken for one. `reasons` are names of rules, never a word of the message: they may be logged. */
interface Routed {
  readonly route: ConcernRoute;
  /** Another route that is nearly as likely: one question tells them apart. Never beside an emergency. */
  readonly second?: ConcernRoute;
  /** What it is written in, where that is not English: then it was not understood, and no question in it is answered. */
  readonly language?: Language | 'other';
  /** An adult of the school was heard in it, as the form hears one: only what it asks tells. */
  readonly isOfAdult?: true;
  /** In an emergency: someone who works here is in danger, and no child was heard in it. */
  readonly isOfStaff?: true;
  /** The report, or what may be one, speaks of its writer's own distress too. */
  readonly ownDistress?: 'crisis' | 'strain';
  readonly reasons: readonly string[];
}

/**
 * What a message is taken for, as it was decided by what a mistake would cost. `unclear`: a report is offered, and a general question gets
 * its answer too, in the order of which is `likelier`. `own-distress` is about the person who writes: people to phone come first.
 */
export type Detection =
  /** `mayBeDistress`: one quiet line stands at the foot of the answer. */
  | { readonly kind: 'none'; readonly mayBeDistress?: true }
  /** `isFaint`: the danger was heard by what is learnt alone, which rather doubts it: 999 is said, and not cried. */
  | (Routed & { readonly kind: 'concern'; readonly emergency: boolean; readonly isFaint?: true })
  /** `isQuiet`: the offer is small, and below the answer. */
  | (Routed & { readonly kind: 'unclear'; readonly likelier: 'report' | 'question'; readonly isQuiet?: true })
  | {
      readonly kind: 'own-distress';
      /** A life may be at stake: their own. */
      readonly isCrisis: boolean;
      /** Not safe at home, or from someone who was close. */
      readonly isAtHome?: true;
      readonly reasons: readonly string[];
    };

type Reportable = Extract<Detection, { kind: 'concern' | 'unclear' }>;

/** Someone may be in danger now. */
export const isOfDanger = (detection: Reportable): boolean =>
  detection.route === 'emergency' || (detection.kind === 'concern' && detection.emergency);

/**
 * Whether the first thing to say is 999: what was told, or was not understood, may leave out that someone is in danger; a lost
 * stick with data, or a question that only sounds like a report, does not.
 */
export const mayBeDanger = (detection: Reportable): boolean =>
  (detection.kind === 'concern' && detection.route !== 'dpo' && detection.route !== 'senior-manager') ||
  isOfDanger(detection) ||
  detection.language !== undefined ||
  detection.reasons.some((reason) => NOT_HEARD.has(reason));

const NOT_HEARD: ReadonlySet<string> = new Set(['fault', 'too-long', 'not-heard']);
