import { HOUR_MS } from '../../kernel/time.ts';
import type { Concern, Entry } from '../concern.ts';
import { happenedIn, happenedInstant } from './happened.ts';

/** By the clock, nights and weekends included. */
const BREACH_MS = 72 * HOUR_MS;

export interface FirstKnown {
  readonly known: Date;
  /** A person has said so; else it is when it was reported, and may have been known before. */
  readonly isKnownSaid: boolean;
}

/** When the first member of staff knew of a breach of personal data: as it was last said, else when it was reported. */
export function firstKnown({ raisedAt }: Pick<Concern, 'raisedAt'>, entries: readonly Entry[]): FirstKnown {
  const said = entries.findLast(({ kind }) => kind === 'known');
  const happened = said && happenedIn(said);
  return happened ? { known: happenedInstant(happened), isKnownSaid: true } : { known: raisedAt, isKnownSaid: false };
}

/** By when the ICO is told, unless a risk to people is unlikely. */
export const breachEnds = (known: Date): Date => new Date(known.getTime() + BREACH_MS);
