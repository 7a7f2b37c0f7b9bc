import type { Entry } from '../concern.ts';
import { soundsOf } from '../naming/reading/likeness.ts';
import { linesOf } from '../naming/reading/nicknames.ts';
import { inPlainLetters } from '../naming/reading/plain-words.ts';
import { readChild } from './likeness.ts';
import { pupilOf, raisedIn, whoIn } from './telling.ts';

/**
 * Words that two reports share whenever they may have to do with one child: about the same one, about two of one surname, or one
 * of them naming the other's. They are only kept as keyed hashes, so that not every record has to be opened to be compared;
 * what they find is compared by what is written. More may share one than are alike, never fewer.
 */
export function matchWords(entries: readonly Entry[]): readonly string[] {
  const { names } = readChild(whoIn(entries));
  const pupil = pupilOf(entries);
  const raised = raisedIn(entries);
  return [
    ...new Set([
      ...(pupil === '' ? [] : [`pupil ${pupil}`]),
      ...names.flatMap(formsOf),
      ...pairsOf(names),
      ...Object.values(raised).flatMap((text) => namesIn(text).slice(0, MOST_NAMED)),
    ]),
  ];
}

const MOST_NAMED = 100;

/** A name as it is, with each letter left out, by its sounds, and by the lines of names that are used for it. */
function formsOf(name: string): readonly string[] {
  const shorter = name.length > 3 ? Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1)) : [];
  return [
    ...[name, ...shorter].map((form) => `name ${form}`),
    ...soundsOf(name).map((sound) => `sound ${sound}`),
    ...linesOf(name).map((line) => `line ${line}`),
  ];
}

const pairsOf = (names: readonly string[]): readonly string[] =>
  names.slice(1).map((name, at) => `both ${names[at]} ${name}`);

/** Two capitalised words side by side: that is how people write names. */
function namesIn(text: string): readonly string[] {
  const words = inPlainLetters(text).split(/[^\p{L}-]+/u);
  const isName = (word: string | undefined): word is string => word !== undefined && /^\p{Lu}\p{L}/u.test(word);
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    return isName(word) && isName(next) ? [`both ${word.toLowerCase()} ${next.toLowerCase()}`] : [];
  });
}

/** Whether what one report says names the child of the other by two names at least, as capitals or not. */
export function isNamedIn(entries: readonly Entry[], other: readonly Entry[]): boolean {
  const { names } = readChild(whoIn(other));
  if (names.length < 2) return false;
  const raised = raisedIn(entries);
  const wanted = ` ${names.join(' ')} `;
  return Object.entries(raised).some(
    ([field, text]) =>
      field !== 'who' &&
      ` ${inPlainLetters(text)
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .join(' ')} `.includes(wanted),
  );
}

/** The same surname with different given names: they may be brothers and sisters, or not. */
export function isOfOneSurname(one: readonly Entry[], other: readonly Entry[]): boolean {
  const [left, right] = [readChild(whoIn(one)).names, readChild(whoIn(other)).names];
  return left.length > 1 && right.length > 1 && left.at(-1) === right.at(-1) && left[0] !== right[0];
}
