import { createHash } from 'node:crypto';
import type { Written } from '../../report/concern.ts';
import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { readChild } from '../../report/same-child/likeness.ts';
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

/**
 * Names in texts, in the order of the alphabet: two words with capitals beside one another, and by themselves those that are known or
 * stand so elsewhere: with Mia Hart goes Mia.
 * @param known in plain small letters, as `isWanted` gets them
 * @param isWanted whether a name of these words is one that is looked for
 */
export function namesWritten(
  texts: readonly string[],
  known: ReadonlySet<string>,
  isWanted: (words: readonly string[]) => boolean,
): readonly string[] {
  const runs = texts.flatMap((text) => runsIn(text, known));
  const pairs = runs.flatMap((words) => (words.length > 1 && isWanted(words.map(plain)) ? [words.slice(-2)] : []));
  const ofPairs = new Set(pairs.flat().map(plain));
  const singles = runs.flatMap((words) =>
    words.filter(
      (word) => (known.has(plain(word)) || (words.length === 1 && ofPairs.has(plain(word)))) && isWanted([plain(word)]),
    ),
  );
  const found = [...pairs.map((words) => words.join(' ')), ...singles];
  return [...new Map(found.map((name) => [plain(name), itself(name)])).values()].toSorted((left, right) =>
    left.localeCompare(right),
  );
}

/** `Mia` where `Mia’s` was written: else only what is hers would be left out, and not she. */
const itself = (name: string): string => name.replace(/['’]s$/u, '');

/** Words that begin a sentence or have a capital without being names, in small letters. */
const NO_NAMES: ReadonlySet<string> = new Set(
  `a an and as at after again all also another any are as at because before both but by can did do does during each every for from had has
  have he her here his how i if in is it its later like may my no not now of on once one or our out over she should so some soon
  than that the their them then there these they this those today tomorrow to until up was we were what when where which while who why
  will with yes yesterday you your year class mr mrs miss ms dr sir school monday tuesday wednesday thursday friday saturday sunday january
  february march april may june july august september october november december said told asked`.split(/\s+/),
);

/** Words with capitals that are beside one another, without those that are no names. */
function runsIn(text: string, given: ReadonlySet<string>): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const [run = ''] of text.matchAll(CAPITALS)) {
    let words: string[] = [];
    // Will, May and June are names where the roll has them.
    // Nor is a letter by itself: `Kai T` is as staff write the child's own.
    for (const word of run.split(/\s+/))
      if (plain(word).length === 1 || (NO_NAMES.has(plain(word)) && !given.has(plain(word)))) {
        if (words.length > 0) runs.push(words);
        words = [];
      } else words.push(word);
    if (words.length > 0) runs.push(words);
  }
  return runs;
}

const CAPITALS = /\p{Lu}[\p{L}’'-]*(?:\s+\p{Lu}[\p{L}’'-]*)*/gu;

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
