import type { ConcernId } from '../../kernel/ids.ts';
import type { Entry } from '../concern.ts';
import { asCorrected } from './corrected.ts';

/** What was last said about each other report: true, it is about the same person; false, it is not. */
export function joinedIn(entries: readonly Entry[]): ReadonlyMap<ConcernId, boolean> {
  const said = new Map<ConcernId, boolean>();
  for (const { kind, facts } of asCorrected(entries))
    if ((kind === 'joined' || kind === 'parted') && typeof facts?.to === 'string')
      said.set(facts.to as ConcernId, kind === 'joined');
  return said;
}

/** What reports about two children have to do with one another. */
export const RELATIONS = ['sibling', 'named'] as const;
export type Relation = (typeof RELATIONS)[number];

/** What was said about other reports about other children. */
export function relatedIn(entries: readonly Entry[]): ReadonlyMap<ConcernId, Relation> {
  const said = new Map<ConcernId, Relation>();
  for (const { kind, facts } of asCorrected(entries)) {
    const relation = RELATIONS.find((one) => one === facts?.relation);
    if (kind === 'linked' && relation && typeof facts?.to === 'string') said.set(facts.to as ConcernId, relation);
  }
  return said;
}
