import { type Concern, type Entry, isOfConduct } from '../concern.ts';
import { isOfAnAllegation } from './decision.ts';

/** Whether the LADO advised that it meets the harm threshold, and nobody has written since that they say otherwise. */
export const meetsThreshold = (entries: readonly Entry[]): boolean =>
  entries.findLast(
    ({ kind, facts }) => kind === 'decided' && (facts?.threshold === 'met' || facts?.threshold === 'not-met'),
  )?.facts?.threshold === 'met';

/**
 * Whether it is kept as a low-level concern: decided or closed as one, and not closed with one of the outcomes of an allegation. One that
 * turned out to be an allegation, or that meets the harm threshold by the LADO's advice, is kept as an allegation is.
 */
export function isLowLevel({ kind }: Pick<Concern, 'kind'>, entries: readonly Entry[]): boolean {
  if (!isOfConduct(kind) || meetsThreshold(entries)) return false;
  const end = entries.findLast((one) => one.kind === 'closed' || one.kind === 'reopened');
  const outcome = end?.kind === 'closed' ? end.facts?.outcome : undefined;
  if (outcome === 'low-level') return true;
  const decided = entries.findLast((one) => one.kind === 'decided')?.facts?.decision;
  return decided === 'low-level' && !isOfAnAllegation(outcome);
}
