import type { Missed } from '../outcome.ts';
import { inSymbolFont, meaningOf, symbolFont, UNKNOWN_SIGN } from '../symbols/symbol-fonts.ts';
import type { RunLook } from './styles.ts';
import type { Element } from './xml.ts';

const UNKNOWN = `Signs whose meaning is not known are shown as ${UNKNOWN_SIGN}`;
/** What these two of Windows' private places are in any font: bullets. */
const BULLETS: ReadonlyMap<string, string> = new Map([
  ['\uf0b7', '•'],
  ['\uf0a7', '▪'],
]);

const unknown = (font: string, code: number): Missed => ({
  what: UNKNOWN,
  words: `${font === '' ? 'sign' : font} ${code.toString(16).toUpperCase().padStart(4, '0')}`,
});

/** A sign that the file names by its font and place: `w:sym`, `w16se:symEx`. */
export function namedSign({ attributes, name }: Element, onMissed: (missed: Missed) => void): string {
  const prefix = name.slice(0, name.indexOf(':'));
  const code = Number.parseInt(attributes[`${prefix}:char`] ?? '', 16);
  return signAt(attributes[`${prefix}:font`] ?? '', code, onMissed);
}

/** The sign at this place of a font, which may be a font of letters. */
export function signAt(font: string, code: number, onMissed: (missed: Missed) => void): string {
  const symbols = symbolFont(font);
  const isLetter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  const sign = symbols ? meaningOf(symbols, code) : isLetter ? withoutFont(String.fromCodePoint(code)) : undefined;
  if (sign === undefined) onMissed(unknown(font, code));
  return sign ?? UNKNOWN_SIGN;
}

/** The words of a run as they print in its fonts. */
export function inFontsOf(
  { symbols }: Pick<RunLook, 'symbols'>,
  text: string,
  onMissed: (missed: Missed) => void,
): string {
  const { plain, others } = symbols;
  if (!plain && !others && !PRIVATE.test(text)) return text;
  return Array.from(text, (letter) => {
    const font = letter < '\u0080' ? plain : others;
    if (font) return inSymbolFont(font, letter, (code) => onMissed(unknown(font, code)));
    const sign = withoutFont(letter);
    if (sign === undefined) onMissed(unknown('', letter.codePointAt(0) ?? 0));
    return sign ?? UNKNOWN_SIGN;
  }).join('');
}

const PRIVATE = /\p{Co}/u;

/** A private letter outside of a symbol font means nothing, but for two that stand for bullets wherever they are. */
const withoutFont = (letter: string): string | undefined => (PRIVATE.test(letter) ? BULLETS.get(letter) : letter);
