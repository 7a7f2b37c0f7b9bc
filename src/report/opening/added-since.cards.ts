import { formatInstant } from '../../kernel/time.ts';
import { type Element, plain, section } from '../../platform/teams/card.ts';
import type { Concern, Entry, EntryKind } from '../concern.ts';
import { textsOf } from '../entry-wording.ts';

const BY_REPORTER: readonly EntryKind[] = ['added', 'answered', 'pictured'];
/** So much of each is shown at the head; all of it is at its own place, which may be pages further on. */
const MOST_CHARACTERS = 1_200;
const MOST_SHOWN = 3;

/**
 * What the reporter added since anyone last opened the report, at its head: opening it counts as reading that, and in a long record
 * it is on a page further on. Where nobody has opened it before, all of it is new.
 * @param entries as they were read by this opening, which is the last of its kind
 */
export function addedSince({ reporter }: Pick<Concern, 'reporter'>, entries: readonly Entry[]): readonly Element[] {
  const isReading = ({ kind, actor, facts }: Entry): boolean =>
    kind === 'opened' && actor !== reporter && facts?.role !== 'trust-lead';
  const now = entries.findLastIndex(isReading);
  const before = entries.slice(0, Math.max(0, now)).findLastIndex(isReading);
  if (before < 0) return [];
  const added = entries.slice(before + 1).filter(({ kind }) => BY_REPORTER.includes(kind));
  if (added.length === 0) return [];
  return [
    section(
      { style: 'accent' },
      plain('New from the reporter since it was last opened:', { bold: true }),
      ...added.slice(-MOST_SHOWN).map((entry) => plain(`${formatInstant(entry.at)}: ${shortened(wordsOf(entry))}`)),
    ),
  ];
}

const wordsOf = (entry: Entry): string =>
  entry.kind === 'pictured'
    ? 'a screenshot'
    : textsOf(entry)
        .map(({ text }) => text)
        .join('\n');

const shortened = (words: string): string =>
  words.length <= MOST_CHARACTERS ? words : `${words.slice(0, MOST_CHARACTERS)} […] All of it is below, at its time.`;
