import { HOUR_MS } from '../../kernel/time.ts';
import type { Concern, Entry } from '../concern.ts';
import { happenedIn, happenedInstant } from './happened.ts';

/** By the clock, nights and weekends included. */
const BREACH_MS = 72 * HOUR_MS;

/** When the first member of staff knew of a breach of personal data: as it was last said, else when it was reported. */
export function knownSince({ raisedAt }: Pick<Concern, 'raisedAt'>, entries: readonly Entry[]): Date {
  const said = entries.findLast(({ kind }) => kind === 'known');
  const happened = said && happenedIn(said);
  return happened ? happenedInstant(happened) : raisedAt;
}

/** By when the ICO is told, unless a risk to people is unlikely. */
export const breachEnds = (known: Date): Date => new Date(known.getTime() + BREACH_MS);
