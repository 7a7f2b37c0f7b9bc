import { createHash } from 'node:crypto';
import type { Written } from '../../report/concern.ts';
import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { readChild } from '../../report/same-child/likeness.ts';
import { namesWritten, runsIn } from '../../report/same-child/names-written.ts';
import { everyHolder } from '../../school/school.ts';
import type { Pupil } from '../roll/pupil.ts';
import type { ChronologyLine } from './chronology.ts';

/** Stands in the print where the name of another child was. */
export const ANOTHER_CHILD = '[another child]';
const MOST_PROPOSED = 40;

/** Texts that people wrote, as they stand in the print; `isTold`: they answer who was told, which is an agency, a parent or a colleague. */
const textsIn = (lines: readonly ChronologyLine[]): readonly { readonly text: string; readonly isTold: boolean }[] =>
  lines.flatMap(({ entry: { kind, words = {} } }) =>
    // The person who confirmed that it arrived is not a child.
    (kind === 'transferred' ? [] : Object.entries(words)).flatMap(([field, text]) =>
      IDS.includes(field) ? [] : [{ text, isTold: TOLD.includes(field) || (kind === 'decided' && field === 'who') }],
    ),
  );
const TOLD: readonly string[] = ['agency', 'parents'];
const IDS: readonly string[] = ['pupil', 'body', 'categories', 'safeTonight', 'toldInPerson'];

/** The first and the last of the words of a name; none where there is one word alone. */
const ends = (words: readonly string[]): readonly string[] => (words.length > 1 ? [`${words[0]} ${words.at(-1)}`] : []);
const plain = (text: string): string => inPlainLetters(text).toLowerCase();

/**
 * Names in a chronology that may be other children's, in the order of the alphabet: two words with capitals beside one another,
 * and given names of the roll by themselves. Not the child's own, nobody's who has a role at the school, and of who was told only what is
 * on the roll or stands elsewhere too. Each is only proposed: someone who knows them says which to leave out.
 */
export function namesOfOthers(lines: readonly ChronologyLine[], pupils: readonly Pupil[]): readonly string[] {
  const [first] = lines;
  if (!first) return [];
  const own = new Set(lines.flatMap(({ entry }) => readChild(entry.words?.who ?? '').names));
  const staff = new Set(everyHolder(first.school).flatMap(({ name }) => plain(name).split(' ')));
  const given = new Set(pupils.map(({ name }) => plain(name).split(' ')[0] ?? ''));
  const onRoll = new Set(pupils.flatMap(({ name }) => ends(plain(name).split(' '))));
  const [told, elsewhere] = [true, false].map((wanted) =>
    textsIn(lines).flatMap(({ text, isTold }) => (isTold === wanted ? [text] : [])),
  ) as [string[], string[]];
  const others = new Set(elsewhere.flatMap((text) => runsIn(text, given).flat().map(plain)));
  const mayBeChild = (words: readonly string[]): boolean =>
    (words.length === 1 && words.some((word) => given.has(word))) ||
    words.some((_, at) => ends(words.slice(at, at + 2)).some((name) => onRoll.has(name))) ||
    words.some((word) => others.has(word) && !own.has(word) && !staff.has(word));
  return namesWritten(
    [
      ...elsewhere,
      ...told.flatMap((text) =>
        runsIn(text, given).flatMap((words) => (mayBeChild(words.map(plain)) ? [words.join(' ')] : [])),
      ),
    ],
    given,
    (words) => words.some((word) => !own.has(word) && !staff.has(word)) && !words.some((word) => staff.has(word)),
  ).slice(0, MOST_PROPOSED);
}

/** Which of the proposed were chosen, in a form that tells nobody a name: their places, and what the list was. */
export const choiceOf = (names: readonly string[], chosen: readonly number[]): string =>
  `${listOf(names)}-${chosen.join('.')}`;

/** The chosen names; `undefined` if the list has changed since: then someone has to look again. */
export function chosenFrom(names: readonly string[], choice: string): readonly string[] | undefined {
  const [list, places = ''] = choice.split('-');
  if (list !== listOf(names)) return undefined;
  return places.split('.').flatMap((place) => (place === '' ? [] : (names[Number(place)] ?? [])));
}

const listOf = (names: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 6);

/** The chronology without these names, whole and in parts, whatever their capitals. */
export function leftOut(lines: readonly ChronologyLine[], names: readonly string[]): readonly ChronologyLine[] {
  if (names.length === 0) return lines;
  const without = (words: Written): Written =>
    Object.fromEntries(
      Object.entries(words).map(([field, text]) => [
        field,
        IDS.includes(field) ? text : withoutNames(text, names, ANOTHER_CHILD),
      ]),
    );
  return lines.map((line) =>
    line.entry.words ? { ...line, entry: { ...line.entry, words: without(line.entry.words) } } : line,
  );
}

/** A text with something else in the place of each of these names, the longest first. */
export function withoutNames(text: string, names: readonly string[], instead: string): string {
  if (names.length === 0) return text;
  const parts = names.toSorted((left, right) => right.length - left.length).map(asPattern);
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), () => instead);
}

const asPattern = (name: string): string =>
  name
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
