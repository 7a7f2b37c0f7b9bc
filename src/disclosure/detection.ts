import type { Language } from './reading/languages.ts';

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
  /** It names someone whose role would change the route, and what they have to do with it was not heard: only the form tells. */
  readonly isOfHolder?: true;
  /** In an emergency: someone who works here is in danger, and no child was heard in it. */
  readonly isOfStaff?: true;
  readonly reasons: readonly string[];
}

/**
 * What a message seems to be. `unclear`: a report is offered, and a general question gets its answer too, in the order of
 * which is `likelier`. `own-distress` is about the person who writes and nobody else: people to phone, not a report. `ownDistress`
 * says that a report, or what may be one, speaks of that too.
 */
export type Detection =
  /** `isEveryday`: the rules know it for something ordinary, told as a statement. `isOfNobody`: no one is in it, and no uneasy word. */
  | { readonly kind: 'none'; readonly isEveryday?: true; readonly isOfNobody?: true }
  /** `isFaint`: the danger was heard by the encoder alone, and it rather doubts it: 999 is said, and not cried. */
  | (Routed & {
      readonly kind: 'concern';
      readonly emergency: boolean;
      readonly isFaint?: true;
      readonly ownDistress?: 'crisis' | 'strain';
    })
  /** `isQuiet`: it only sounds like a report, and nothing that the rules know about one is in it: the offer is below the answer. */
  | (Routed & {
      readonly kind: 'unclear';
      readonly likelier: 'report' | 'question';
      readonly isQuiet?: true;
      readonly ownDistress?: 'crisis' | 'strain';
    })
  | {
      readonly kind: 'own-distress';
      readonly isCrisis: boolean;
      /** It is rather something else, by the sound of it, which is all there is: "drinking on residentials". */
      readonly isDoubted?: true;
      readonly reasons: readonly string[];
    };
