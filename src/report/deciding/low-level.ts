import { type Concern, type Entry, isOfConduct } from '../concern.ts';
import { isOfAnAllegation } from './decision.ts';

/**
 * Whether it is kept as a low-level concern: decided or closed as one, and not closed with one of the outcomes of an allegation. One that
 * turned out to be an allegation is kept as an allegation is.
 */
export function isLowLevel({ kind }: Pick<Concern, 'kind'>, entries: readonly Entry[]): boolean {
  if (!isOfConduct(kind)) return false;
  const end = entries.findLast((one) => one.kind === 'closed' || one.kind === 'reopened');
  const outcome = end?.kind === 'closed' ? end.facts?.outcome : undefined;
  if (outcome === 'low-level') return true;
  const decided = entries.findLast((one) => one.kind === 'decided')?.facts?.decision;
  return decided === 'low-level' && !isOfAnAllegation(outcome);
}
