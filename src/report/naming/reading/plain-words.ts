import { CAPITAL_LOOK_ALIKES, LOOK_ALIKES } from '../../../kernel/look-alikes.ts';

/** Digits and signs that are typed for letters, in names only. */
const DIGITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    0: 'o',
    1: 'l',
    3: 'e',
    4: 'a',
    5: 's',
    $: 's',
    '@': 'a',
    '!': 'i',
    '|': 'l',
  }),
);

/**
 * What someone typed in plain Latin letters: no accents, no look-alikes, nothing invisible, no possessive. Capitals, spaces
 * and signs stay as they are.
 */
export const inPlainLetters = (text: string): string =>
  inLatin(text.normalize('NFKD').replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ''))
    // What is behind the @ of an address is not the name.
    .replace(/@[\w-]+(\.[\w-]+)+/g, ' ')
    .replace(
      /(?<=\p{L})[01345$@!|](?=\p{L})|(?<![\p{L}\p{N}])[0135$@](?=\p{L}{2})|(?<=\p{L}{2})[035$](?![\p{L}\p{N}])/gu,
      letterFor,
    )
    .replace(/['’‘ʼ`´]s\b/gu, '')
    .replace(/['’‘ʼ`´]/gu, '');

/** The letter that a digit or sign is typed for. */
export const letterFor = (sign: string): string => DIGITS.get(sign) ?? sign;

/** Each letter that looks like one of ours as that one; others stay. */
export const inLatin = (text: string): string =>
  text
    .replace(/\P{ASCII}/gu, (letter) => CAPITAL_LOOK_ALIKES.get(letter) ?? letter)
    .replace(/\P{ASCII}/gu, (letter) => likeLatin(letter));

function likeLatin(letter: string): string {
  const small = letter.toLowerCase();
  const like = LOOK_ALIKES.get(small);
  if (like === undefined) return letter;
  return small === letter ? like : like.toUpperCase();
}

/** The words of a text in small letters; a hyphen is part of its word. Single letters that stand together are one: `M.H.` */
export const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/\b(\p{L})[. ]+(?=\p{L}\b(?![’']))/gu, '$1')
    .split(/[^\p{L}-]+/u)
    .map((word) => word.toLowerCase().replace(/^-+|-+$/g, ''))
    .filter((word) => word !== '');

/** Letters of an alphabet that cannot be compared with a name in ours. */
export const isUnreadable = (text: string): boolean =>
  /\p{L}/u.test(text.replace(/\p{ASCII}/gu, '').replace(/\p{Script=Latin}/gu, ''));
