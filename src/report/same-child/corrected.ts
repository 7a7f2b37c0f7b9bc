import type { ConcernId } from '../../kernel/ids.ts';
import type { Entry, EntryKind } from '../concern.ts';

/** Why two were said not to be about one person: one of them never was about the child that it had been reported about. */
export const CORRECTED = 'corrected';

const ABOUT_OTHERS: readonly EntryKind[] = ['joined', 'parted', 'linked', 'resembled'];

/** Whether this says something about another report that was said before it turned out that one of the two is about someone else. */
function isOvertaken({ kind, facts, seq }: Entry, entries: readonly Entry[]): boolean {
  if (!ABOUT_OTHERS.includes(kind)) return false;
  return entries.some(
    (later) =>
      later.kind === 'parted' &&
      later.facts?.why === CORRECTED &&
      later.seq >= seq &&
      (later.facts.to === facts?.to || later.facts.reference === facts?.reference),
  );
}

/** What is to be done because it was put right, and that it was done. */
function isOfCorrecting({ kind, facts }: Entry, entries: readonly Entry[]): boolean {
  if (kind === 'action-set') return facts?.why === CORRECTED;
  return (
    kind === 'action-done' &&
    entries.some(
      (set) => set.kind === 'action-set' && set.facts?.why === CORRECTED && set.facts.number === facts?.number,
    )
  );
}

/**
 * A record as it is about the right child: for pages, prints, exports, the next school and every comparison. That it was put right, the
 * child who was named first and what was said about that child's reports stand in the record's own trail, and nowhere else. What was
 * written down before says when it was put right: it was decided, and others were told, of the other child.
 */
export function asCorrected<E extends Entry>(entries: readonly E[]): readonly E[] {
  const last = entries.findLast(({ kind, words }) => kind === 'corrected' && words !== undefined);
  const { child: who = '', pupil = '', pupilPicked = '' } = last?.words ?? {};
  return entries
    .filter((entry) => entry.kind !== 'corrected' && !isOvertaken(entry, entries) && !isOfCorrecting(entry, entries))
    .map((entry) => {
      if (!last || entry.seq > last.seq) return entry;
      const before = { ...entry, rightedAt: last.at };
      return entry.kind === 'raised' && entry.words
        ? { ...before, words: { ...entry.words, who, pupil, pupilPicked } }
        : before;
    });
}

/** The other reports that this one says anything about. */
export const othersNamedIn = (entries: readonly Entry[]): readonly ConcernId[] => [
  ...new Set(
    entries.flatMap(({ kind, facts }) =>
      ABOUT_OTHERS.includes(kind) && typeof facts?.to === 'string' ? [facts.to as ConcernId] : [],
    ),
  ),
];

/** Who it was about before it was put right, each as it was written then. */
export const mistakenFor = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ kind, words }) => (kind === 'corrected' && words?.wrong ? [words.wrong] : []));
