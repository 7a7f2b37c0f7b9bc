/**
 * Takes out what no reader of a printed page would see: soft hyphens, zero-width spaces, and the marks that turn text
 * around, an attacker's way to make a quote read differently from what it says. Joiners stay: some scripts spell with them.
 */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');

/**
 * Words as a reader hands them over: nothing invisible, no control characters, white space as single spaces, and a mark where Word
 * prints that something is still to be typed or chosen.
 */
export function cleanText(text: string): string {
  const clean = withoutInvisible(text)
    .replace(CONTROL, ' ')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim();
  // To look for the words first costs a tenth of looking for the pattern.
  return clean.includes(' to enter ') || clean.includes('Choose a') ? clean.replace(ASKED, gapFor) : clean;
}

/** What stands where a form is still empty, by what is to go there; src/ask/adoption/gaps.ts asks the owner about it. */
export const EMPTY = {
  words: '[to be filled in]',
  date: '[date to be filled in]',
  choice: '[to be chosen]',
} as const;
/** What Word prints in an empty box of a form. */
const ASKED = /\bClick (?:or tap )?(?:here )?to enter (?:text|a date)\.?|\bChoose (?:an item|a building block)\./g;
function gapFor(asked: string): string {
  if (asked.startsWith('Choose')) return EMPTY.choice;
  return asked.includes('date') ? EMPTY.date : EMPTY.words;
}

const INVISIBLE = /[\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a hostile or broken file holds
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/gu;

/** A number as printed small and raised, the way a footnote is called or a power written: 12 → '¹²'. Anything else stays as it is. */
export const superscript = (mark: string): string => inDigits(mark, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾');

/** A number as printed small and lowered: 2 → '₂'. Anything else stays as it is. */
export const subscript = (mark: string): string => inDigits(mark, '₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎');

const inDigits = (mark: string, digits: string): string =>
  /^[\d+\u2212(), -]{1,8}$/.test(mark) && /\d/.test(mark)
    ? mark.replace(/[^, ]/g, (letter) => digits[DIGITS.indexOf(letter)] ?? letter)
    : mark;
const DIGITS = '0123456789+\u2212-()';
