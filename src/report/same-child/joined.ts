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
export const RELATIONS = ['sibling', 'named', 'matter'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Said of two after all that they are none of these: a link that was pressed by mistake ends. */
export const UNRELATED = 'none';

/** What a reader says of them; that another child was in the same matter, a reporter said who wrote about both. */
export const SAID_RELATIONS = ['sibling', 'named', UNRELATED] as const satisfies readonly (
  | Relation
  | typeof UNRELATED
)[];
export type SaidRelation = (typeof SAID_RELATIONS)[number];

const linksIn = (entries: readonly Entry[]): ReadonlyMap<ConcernId, Relation | undefined> => {
  const said = new Map<ConcernId, Relation | undefined>();
  /** A link by hand says of itself nothing of what they are to one another, and ends with no relation. */
  const byHand = new Set<ConcernId>();
  for (const { kind, facts } of asCorrected(entries))
    if (kind === 'linked' && typeof facts?.to === 'string') {
      const to = facts.to as ConcernId;
      if (facts.relation === undefined) byHand.add(to);
      if (facts.relation === UNRELATED && !byHand.has(to)) said.delete(to);
      else if (facts.relation === UNRELATED) said.set(to, undefined);
      else said.set(to, RELATIONS.find((one) => one === facts.relation) ?? said.get(to));
    }
  return said;
};

/** What was said about other reports about other children. */
export const relatedIn = (entries: readonly Entry[]): ReadonlyMap<ConcernId, Relation> =>
  new Map([...linksIn(entries)].flatMap(([to, relation]) => (relation ? [[to, relation] as const] : [])));

/** Reports that this one was linked with, of which a link alone does not say whether they are about the same person. */
export const onlyLinkedIn = (entries: readonly Entry[]): ReadonlySet<ConcernId> =>
  new Set([...linksIn(entries)].flatMap(([to, relation]) => (relation ? [] : [to])));
