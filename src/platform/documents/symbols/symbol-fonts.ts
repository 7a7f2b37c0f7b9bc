import { SIGNS, type SymbolFont } from './signs.ts';

/** Printed where a sign has no meaning that is known: something was here. */
export const UNKNOWN_SIGN = '[…]';

const TABLES: ReadonlyMap<SymbolFont, readonly string[]> = new Map(
  Object.entries(SIGNS).map(([font, signs]) => [font as SymbolFont, signs.trim().split(/\s+/u)]),
);
const FIRST = 0x20;
/** Where Windows keeps the letters of a symbol font among those of Unicode that have no meaning of their own. */
const PRIVATE = 0xf000;

/** The names under which one and the same font is sold. */
const OTHER_NAMES: ReadonlyMap<string, SymbolFont> = new Map([
  ['wingdings1', 'wingdings'],
  ['zapfdingbatsitc', 'zapfdingbats'],
  ['itczapfdingbats', 'zapfdingbats'],
  ['dingbats', 'zapfdingbats'],
  ['monotypesorts', 'zapfdingbats'],
  ['standardsymbolsps', 'symbol'],
  ['standardsymbolsl', 'symbol'],
]);

const LIKE_SYMBOLS = /symbol|dings|dingbats|sorts|marlett|mt ?extra/i;

/** The symbol font of this name, as Word writes it or a PDF: `Wingdings 2`, `ABCDEF+Wingdings-Regular`, `SymbolMT`. */
export function symbolFont(name: string | undefined): SymbolFont | undefined {
  // Most names are of fonts of letters, and every run of a file asks.
  if (!name || !LIKE_SYMBOLS.test(name)) return undefined;
  const plain = name
    .replace(/^[A-Z]{6}\+/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?:mt|ps)?(?:regular|normal|bold|italic|oblique)*(?:mt)?$/, '');
  const known = OTHER_NAMES.get(plain);
  return known ?? [...TABLES.keys()].find((font) => font === plain);
}

/** What the sign at this place of a symbol font means, `undefined` where that is not known. */
export function meaningOf(font: SymbolFont, code: number): string | undefined {
  const place = code >= PRIVATE && code <= PRIVATE + 0xff ? code - PRIVATE : code;
  if (place === FIRST) return ' ';
  const sign = TABLES.get(font)?.[place - FIRST];
  return sign === '·' ? undefined : sign;
}

/**
 * Text that is set in a symbol font, each letter as what it prints. A letter that such a font has no place for is printed from another
 * font, as itself.
 * @param onUnknown called with the place of each sign whose meaning is not known
 */
export function inSymbolFont(font: SymbolFont, text: string, onUnknown: (code: number) => void): string {
  return Array.from(text, (letter) => {
    const code = placeOf(letter);
    if (code === undefined || /[\s\u00a0]/u.test(letter)) return letter;
    const meaning = meaningOf(font, code);
    if (meaning === undefined) onUnknown(code);
    return meaning ?? UNKNOWN_SIGN;
  }).join('');
}

/** The byte that stands for a letter: its own below 256, as a private letter, or as Windows counts dashes and quotation marks. */
function placeOf(letter: string): number | undefined {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= PRIVATE && code <= PRIVATE + 0xff) return code - PRIVATE;
  if (code < 0x100) return code;
  return WINDOWS.get(letter);
}

const WINDOWS: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 0x20 }, (_, at) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + at)),
    0x80 + at,
  ]),
);
