/** To whom a concern goes. */
export type ConcernRoute =
  | 'emergency'
  | 'dsl'
  | 'senior-manager'
  | 'headteacher'
  | 'chair-of-governors'
  | 'governance-officer';

/**
 * What a message seems to be. `reasons` are the names of rules, never a word of the message, so that they may be logged.
 * `unclear` asks for one neutral question ("something that has happened, or a general question?") and the route it would take.
 * `own-distress` is about whoever writes and nobody else: people to phone, not a report. `ownDistress` says that a concern
 * speaks of that too.
 */
export type Detection =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'concern';
      readonly route: ConcernRoute;
      readonly emergency: boolean;
      readonly reasons: readonly string[];
      readonly ownDistress?: 'crisis' | 'strain';
    }
  | { readonly kind: 'unclear'; readonly route: ConcernRoute; readonly reasons: readonly string[] }
  | { readonly kind: 'own-distress'; readonly isCrisis: boolean; readonly reasons: readonly string[] };
