import type { School } from '../../school/school.ts';
import { type Concern, type Entry, type NewEntry, shelfOf, type Written } from '../concern.ts';

/** No name of a category has one in it. */
const BETWEEN = ', ';

/**
 * What a report was last said to be about, in the school's categories. They belong to that one report: a child who is only
 * linked with it, or named in it, has none of them.
 */
export const categoriesIn = (entries: readonly Pick<Entry, 'kind' | 'words'>[]): readonly string[] =>
  readCategories(entries.findLast(({ kind, words }) => kind === 'categorised' && words)?.words);

const readCategories = (words: Written | undefined): readonly string[] =>
  (words?.categories ?? '').split(BETWEEN).filter((name) => name !== '');

/** What may be chosen for a report: the school's list, and what the report already has even if the school took it off its list. */
export const categoriesFor = ({ concerns }: School, now: readonly string[]): readonly string[] => [
  ...concerns.categories,
  ...now.filter((name) => !concerns.categories.includes(name)),
];

/** Records all that apply, replacing the earlier ones; sealed, because they say what happened to a child. */
export function categoriesPlan(
  school: School,
  concern: Pick<Concern, 'kind'>,
  entries: readonly Entry[],
  chosen: readonly string[],
  entry: (kind: 'categorised', rest: Pick<NewEntry, 'words'>) => NewEntry,
): { readonly entries: readonly NewEntry[] } | 'same' | 'no-such-category' {
  const before = categoriesIn(entries);
  const offered = shelfOf(concern.kind) === 'child' ? categoriesFor(school, before) : [];
  if (chosen.some((name) => !offered.includes(name))) return 'no-such-category';
  const now = offered.filter((name) => chosen.includes(name));
  if (now.join(BETWEEN) === before.join(BETWEEN)) return 'same';
  return { entries: [entry('categorised', { words: { categories: now.join(BETWEEN) } })] };
}
