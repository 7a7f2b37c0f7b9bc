import { everyHolder, type School } from '../../school/school.ts';
import type { Entry } from '../concern.ts';
import { ID_TEXTS } from '../fields/entry-texts.ts';
import { inPlainLetters } from '../naming/reading/plain-words.ts';
import { asCorrected } from './corrected.ts';
import { readChild } from './likeness.ts';
import { whoIn } from './telling.ts';

const plain = (text: string): string => inPlainLetters(text).toLowerCase();

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
export function runsIn(text: string, given: ReadonlySet<string>): readonly (readonly string[])[] {
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

/** A form has room for so many. */
const MOST_NAMED = 8;
const OF_REPORTER: readonly Entry['kind'][] = ['raised', 'added', 'answered'];

/**
 * Whom the words of a report name, as they are written: nobody who has a role at the school, and of single names those of the child it is
 * about. Who it is said to be about is no part of the words.
 */
export function namesInWords(school: School, entries: readonly Entry[]): readonly string[] {
  const staff = new Set(everyHolder(school).flatMap(({ name }) => plain(name).split(' ')));
  const texts = asCorrected(entries)
    .filter(({ kind }) => OF_REPORTER.includes(kind))
    .flatMap(({ words = {} }) =>
      Object.entries(words).flatMap(([field, text]) => (field === 'who' || ID_TEXTS.includes(field) ? [] : [text])),
    );
  const own = new Set(readChild(whoIn(entries)).names);
  return namesWritten(texts, own, (words) => !words.every((word) => staff.has(word))).slice(0, MOST_NAMED);
}
