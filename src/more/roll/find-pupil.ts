import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { likenessOf, readChild } from '../../report/same-child/likeness.ts';
import { type Pupil, titleOf } from './pupil.ts';

/** A child as someone who types sees them. Nothing in it tells whether anything was ever reported. */
export interface FoundPupil {
  readonly id: string;
  readonly title: string;
}

/** Fewer letters than this would list everyone. */
const FEWEST_LETTERS = 2;

const wordsOf = (text: string): readonly string[] =>
  inPlainLetters(text)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Those whose name and class begin with what is typed, word for word and in any order. Names that begin so come first. */
export function pupilsLike(pupils: readonly Pupil[], typed: string, most: number): readonly FoundPupil[] {
  const sought = wordsOf(typed);
  if (sought.join('').length < FEWEST_LETTERS) return [];
  const first = sought[0] ?? '';
  const found = pupils
    .filter((pupil) => {
      const words = [...wordsOf(pupil.name), ...wordsOf(pupil.form), ...wordsOf(pupil.year)];
      return sought.every((part) => words.some((word) => word.startsWith(part)));
    })
    .toSorted(
      (left, right) =>
        Number(wordsOf(right.name)[0]?.startsWith(first)) - Number(wordsOf(left.name)[0]?.startsWith(first)) ||
        titleOf(left).localeCompare(titleOf(right)),
    );
  return found.slice(0, most).map((pupil) => ({ id: pupil.id, title: titleAmong(pupil, found) }));
}

/** Two of one name in one class are told apart by when they were born. */
const titleAmong = (pupil: Pupil, among: readonly Pupil[]): string => {
  const title = titleOf(pupil);
  const isOne = among.every((other) => other.id === pupil.id || titleOf(other) !== title);
  return isOne || pupil.born === undefined ? title : `${title} (born ${pupil.born.split('-').reverse().join('/')})`;
};

/**
 * The one child who is meant by what was typed: of that name, and of that class where one was typed; or, with the class, of that
 * given name and a surname that begins so, as staff write it: `Kai T 7B`. If two could be meant, it is neither.
 */
export function pupilMeant(pupils: readonly Pupil[], typed: string): Pupil | undefined {
  const child = readChild(typed);
  const classes = wordsOf(typed).filter((word) => /\d/.test(word));
  const ofClass = pupils.filter((pupil) =>
    classes.every((word) => [...wordsOf(pupil.form), ...wordsOf(`${pupil.year} y${pupil.year}`)].includes(word)),
  );
  const alike =
    child.names.length < 2 ? [] : ofClass.filter((pupil) => likenessOf(child, readChild(titleOf(pupil))) === 'alike');
  const [given, ...begun] = wordsOf(typed).filter((word) => !/\d/.test(word) && !CLASS_WORDS.includes(word));
  if (alike.length > 0 || classes.length === 0 || begun.length === 0) return onlyOne(alike);
  return onlyOne(
    ofClass.filter(({ name }) => {
      const [first, ...surnames] = wordsOf(name);
      return first === given && begun.every((part) => surnames.some((word) => word.startsWith(part)));
    }),
  );
}

const CLASS_WORDS: readonly string[] = ['year', 'yr', 'y', 'class', 'form', 'group', 'in'];

const onlyOne = (found: readonly Pupil[]): Pupil | undefined => (found.length === 1 ? found[0] : undefined);
