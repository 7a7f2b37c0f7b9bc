import type { ConcernId } from '../../core/ids.ts';
import type { School } from '../../core/school/school.ts';
import type { Actor } from '../actor.ts';
import { joinedIn } from '../child/joined.ts';
import type { Concern, Entry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type Opened, open } from './open.ts';

/** One event of one of several linked records. */
export interface ChronologyLine {
  readonly school: School;
  readonly concern: Concern;
  readonly entry: Entry;
}

export type Chronology =
  | {
      readonly kind: 'chronology';
      readonly lines: readonly ChronologyLine[];
      /** A linked record is left out that could not be checked just now, or has just gone elsewhere. */
      readonly isPartial: boolean;
      /** Linked records that are theirs and closed until the second step: each is opened by itself. */
      readonly closed: readonly { readonly id: ConcernId; readonly reference: string }[];
    }
  | Exclude<Opened, { readonly kind: 'open' }>;

/**
 * One record and those linked with it that the person may open, each checked and recorded like any opening. Where the first
 * cannot be shown, why; of a linked one that is not theirs nothing is said.
 */
export async function chronologyFor(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Chronology> {
  const seen = new Set<ConcernId>();
  const waiting: ConcernId[] = [id];
  const lines: ChronologyLine[] = [];
  const closed: { readonly id: ConcernId; readonly reference: string }[] = [];
  let isPartial = false;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const opened = await open(deps, next, actor);
    if (opened.kind !== 'open') {
      if (next === id) return opened;
      if (opened.kind === 'locked') closed.push({ id: next, reference: opened.reference ?? '' });
      else isPartial ||= opened.kind !== 'not-available';
      continue;
    }
    for (const entry of opened.entries) {
      if (TOLD.includes(entry.kind)) lines.push({ school: opened.school, concern: opened.concern, entry });
      // A brother's or sister's story is their own, and so is that of a child who is only named.
      const isOwn = entry.kind === 'linked' && entry.facts?.relation === undefined;
      if (isOwn && typeof entry.facts?.to === 'string') waiting.push(entry.facts.to as ConcernId);
    }
    // What was said to be about someone else is another story, unless it was linked by hand.
    for (const [to, isJoined] of joinedIn(opened.entries)) if (isJoined) waiting.push(to);
  }
  lines.sort((left, right) => left.entry.at.getTime() - right.entry.at.getTime());
  return { kind: 'chronology', lines, isPartial, closed };
}

/** What belongs into a chronology: what was said and decided, not who was told by which card. */
const TOLD: readonly Entry['kind'][] = [
  'raised',
  'added',
  'asked',
  'answered',
  'noted',
  'decided',
  'review-set',
  'rerouted',
  'linked',
  'joined',
  'parted',
  'closed',
  'reopened',
  'reclassified',
  'held',
  'released',
  'retention-set',
  'pictured',
  'named',
  'matched',
  'transferred',
  'reduced',
];
