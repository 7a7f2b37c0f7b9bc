/**
 * Takes out what no reader of a printed page would see: soft hyphens, zero-width spaces, and the marks that turn text
 * around, an attacker's way to make a quote read differently from what it says. Joiners stay: some scripts spell with them.
 */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');

/** Words as a reader hands them over: nothing invisible, no control characters, white space as single spaces. */
export const cleanText = (text: string): string =>
  withoutInvisible(text)
    .replace(CONTROL, ' ')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim();

const INVISIBLE = /[\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a hostile or broken file holds
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/gu;

/** A number as printed small and raised, the way a footnote is called: 12 → '¹²'. Anything else stays as it is. */
export const superscript = (mark: string): string =>
  /^\d{1,3}$/.test(mark) ? mark.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit) : mark;
