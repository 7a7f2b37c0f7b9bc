import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Words that anyone may say, in lower case and without apostrophes: those that at least two texts of our own data use in
 * lower case, days, months, countries, languages, faiths, makes of things and the abbreviations of schools. First names
 * and surnames are not in it, but for those in ALSO_NAMES.
 */
export const ordinaryWords = (): ReadonlySet<string> =>
  new Set(readFileSync(join(import.meta.dirname, 'ordinary-words.txt'), 'utf8').split(/\s+/));

/** Ordinary words that are first names or surnames too: with a capital letter they are taken for one. */
const ALSO_NAMES = new Set(
  `amber angel baker barber barney bay beacon bell berry bill bishop black blessing bob bond booth brook brown
  burns butcher butler carol carter castle chance charity chase cherry christian clay cook cooper cross dale
  dawn day dean drew duke earl eve faith fields fish flowers ford foster fox frost gale gene gill glen golden
  grace grant green grove guy hardy hay hazel heath heather hill holly honey hood hope horn hunt ivy jack
  jasmine jay josh joy june justice king kit knight lamb lance lane lily little love lucky mark marsh mason max
  may mercy mike miles moor moss nick noble olive parker pat pearl penny pike piper pointer pollard pope porter
  potter price pry queen ray read reed rich ridge rob robin rock rose ruby rush sage sandy sharp shepherd short
  silver skipper sky small star stone street strong sue summers swift taylor terry tiger tom victor violet wade
  wake walker wall ward waters weaver webb west white wild will willow wise wolf wood woods yates york young`.split(
    /\s+/,
  ),
);
/** What follows at the start of a question where `Will` or `May` asks, and is no name. */
const ASKED =
  /^\s+(?:i|we|you|he|she|it|they|the|a|an|my|our|your|their|his|her|this|that|these|those|there|any|anyone|anyone|someone|staff|pupils?|students?|parents?|teachers?|governors?|volunteers?|school|children|kids)\b/i;

/** Addresses, numbers and ids of any kind. Year groups and short numbers are none. */
const IDENTIFIERS = [
  /\bhttps?:\/\/\S+/gi,
  /\bwww\.\S+/gi,
  /\S+@\S+/g,
  /@[\p{L}\p{N}_.]+/gu,
  /[\p{L}\p{N}_]*_[\p{L}\p{N}_]*/gu,
  /\b[0-9a-f]{8}-[0-9a-f-]{20,}\b/gi,
  /\b(?=[\p{L}]*\p{N})(?=\p{N}*\p{L})[\p{L}\p{N}]{5,}\b/gu,
  /\+?\p{N}[\p{N}\s()./-]{3,}\p{N}|\p{N}{4,}/gu,
  /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi,
];
/** A policy is the school's own paper: only what leads to a person is left out. Its years and web addresses stay. */
const WAYS_TO_A_PERSON = [/\S+@\S+/g, /\+?\(?\p{N}[\p{N}\s()./-]{7,}\p{N}/gu];
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'madam', 'rev']);
const HIDDEN = '[…]';
const MOST_CHARACTERS = 1_000;

export interface Mask {
  /**
   * The question with everything left out that is not plainly an ordinary word of it, at most 1,000 characters.
   * @param names of who asks, as far as known
   */
  question(text: string, names: readonly string[]): string;
  /**
   * Whether it names someone else: someone who holds a role, a title with a name, a name in full. It tells of a person then, and does not leave,
   * not even without the name.
   */
  namesSomeone(text: string): boolean;
  /** The names that are left out everywhere: what was masked before there were others is masked again. */
  names(): readonly string[];
  /** A sentence of the school's own policy: the names of those who hold or held a role are left out, telephone numbers and e-mail addresses. */
  sentence(text: string): string;
}

/**
 * What may leave this machine. It works by what is known to be harmless, not by what is known to be a name: a word of a
 * question goes out only if it is an ordinary one. A name that is an ordinary word too, in lower case, goes out as that word.
 * @param namesNow names of people who hold a role, or held one; another list once there are more
 */
export function createMask(ordinary: ReadonlySet<string>, namesNow: () => readonly string[]): Mask {
  const partsOf = (names: readonly string[]) =>
    new Set(
      [...namesNow(), ...names]
        .flatMap((name) => (name.match(WORD) ?? []).map(plain))
        .filter((part) => part.length > 1),
    );
  let of = namesNow();
  let parts = partsOf([]);
  const knownParts = (): ReadonlySet<string> => {
    if (namesNow() !== of) {
      of = namesNow();
      parts = partsOf([]);
    }
    return parts;
  };

  /** The question as it may leave, and whether what is left out of it is a person's name. */
  const read = (text: string, names: readonly string[]): { readonly masked: string; readonly isNamed: boolean } => {
    const people = names.length > 0 ? partsOf(names) : knownParts();
    let isNamed = false;
    const isHarmless = (word: string) => word.length === 1 || ordinary.has(word);
    /** `begins` and `follows`: where it stands in its sentence, and whether a hidden capitalised word stands before it. */
    const isName = (token: string, word: string, begins: boolean, follows: boolean, rest: string): boolean => {
      if (people.has(word)) return true;
      const isCapital = /^\p{Lu}/u.test(token) && !/^I(?:['’]|$)/.test(token);
      if (!isCapital || isShouted(text)) return false;
      if (follows) return true;
      return ALSO_NAMES.has(word) && !(begins && ASKED.test(rest));
    };
    let begins = true;
    let follows = false;
    let afterTitle = false;
    const plainly = leaveOut(IDENTIFIERS, text.slice(0, 2 * MOST_CHARACTERS));
    const masked = plainly
      .replace(TOKEN, (token, ...matched) => {
        if (/^[.!?\n]/.test(token)) {
          begins = true;
          follows = false;
          afterTitle = false;
          return token;
        }
        const word = plain(token);
        const rest = plainly.slice(Number(matched.at(-2)) + token.length);
        const isOfOne = afterTitle || isName(token, word, begins, follows, rest);
        const isHidden = isOfOne || !isHarmless(word);
        isNamed ||= isHidden && (afterTitle || knownParts().has(word) || (follows && isOfOne));
        afterTitle = TITLES.has(word);
        follows = isHidden && /^\p{Lu}/u.test(token);
        begins = false;
        return isHidden && !afterTitle ? HIDDEN : token;
      })
      .replace(/[^\p{L}\p{N}\p{P}\s…£%]/gu, ' ')
      .slice(0, MOST_CHARACTERS);
    return { masked, isNamed };
  };

  return {
    names: namesNow,
    question: (text, names) => read(text, names).masked,
    namesSomeone: (text) => read(text, []).isNamed,
    sentence: (text) =>
      leaveOut(WAYS_TO_A_PERSON, text).replace(CAPITALISED, (token) =>
        knownParts().has(plain(token)) ? HIDDEN : token,
      ),
  };
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;
const TOKEN = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[.!?\n]+/gu;
const CAPITALISED = /\p{Lu}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu;

const leaveOut = (patterns: readonly RegExp[], text: string): string =>
  patterns.reduce((hidden, pattern) => hidden.replace(pattern, HIDDEN), text);

/** As the list has it: lower case, without accents, apostrophes and a possessive. */
const plain = (token: string): string =>
  token
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s$/, '')
    .replace(/['’]/g, '');

/** In a text all in capitals they say nothing. */
const isShouted = (text: string): boolean => !/\p{Ll}/u.test(text);
