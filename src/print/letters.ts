import type { PDFFont } from 'pdf-lib';

/** Letters that do not come apart into a plain letter and a mark. */
const NEAREST: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŧ: 't',
  Ŧ: 'T',
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
  '\u00a0': ' ',
  '\t': ' | ',
};

const letters = new WeakMap<PDFFont, ReadonlySet<number>>();

/** The built-in fonts know Western European letters only: others lose their marks, and what is left becomes a `?`. */
export function printable(words: string, font: PDFFont): string {
  const known = letters.get(font) ?? new Set(font.getCharacterSet());
  letters.set(font, known);
  const isKnown = (letter: string) => known.has(letter.codePointAt(0) ?? 0);
  return [...words.normalize('NFC')]
    .map((letter) => {
      if (isKnown(letter)) return letter;
      const plain = NEAREST[letter] ?? letter.normalize('NFKD').replaceAll(/\p{M}/gu, '');
      return plain !== '' && [...plain].every(isKnown) ? plain : '?';
    })
    .join('');
}

/** One line; what does not fit ends in dots. */
export function fitting(words: string, font: PDFFont, size: number, width: number): string {
  const whole = printable(words, font);
  if (font.widthOfTextAtSize(whole, size) <= width) return whole;
  const kept = [...whole];
  while (kept.length > 0 && font.widthOfTextAtSize(`${kept.join('')}...`, size) > width) kept.pop();
  return `${kept.join('')}...`;
}

/** As many lines as it takes; a word that is too long for a line is broken. */
export function wrapped(words: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (text: string) => font.widthOfTextAtSize(text, size) <= width;
  for (const word of printable(words, font)
    .split(/\s+/)
    .filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (!fits(line)) {
      let cut = line.length - 1;
      while (cut > 1 && !fits(line.slice(0, cut))) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
