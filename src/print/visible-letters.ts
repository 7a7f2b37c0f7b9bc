/** A text as the page can show it, and as it was written. */
export interface Letters {
  readonly exact: string;
  readonly shown: string;
}

/**
 * The built-in fonts of PDF know Western European letters only. What they do not know is shown as its number, such as
 * [U+1F622]: a letter that is missing, or replaced by one that looks alike, would change somebody's own words.
 */
export function visibleLetters(text: string, known: ReadonlySet<number>): Letters {
  const exact = text.normalize('NFC');
  const shown = [...exact]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return known.has(code) && code >= 0x20 ? letter : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    })
    .join('');
  return { exact, shown };
}

/** Parts of a line that may stand apart: words with the space after them. */
const wordsOf = (text: string): readonly string[] => text.match(/[^ ]* *|^$/g)?.filter((part) => part !== '') ?? [];

/**
 * A text in lines that fit. Its own line breaks are kept; a word that is longer than a line is cut, and loses nothing.
 * @param fits whether a shown text is short enough for one line
 */
export function linesOf(
  text: string,
  known: ReadonlySet<number>,
  fits: (shown: string) => boolean,
): readonly Letters[] {
  return text
    .replaceAll('\t', '    ')
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .flatMap((paragraph) => {
      const lines: Letters[] = [];
      let line: Letters = { exact: '', shown: '' };
      const add = (part: Letters) => {
        line = { exact: line.exact + part.exact, shown: line.shown + part.shown };
      };
      const breakLine = () => {
        lines.push(line);
        line = { exact: '', shown: '' };
      };
      for (const word of wordsOf(paragraph)) {
        const letters = visibleLetters(word, known);
        if (line.shown !== '' && !fits((line.shown + letters.shown).trimEnd())) breakLine();
        if (fits(letters.shown.trimEnd())) add(letters);
        else
          for (const letter of letters.exact) {
            const one = visibleLetters(letter, known);
            if (line.shown !== '' && !fits(line.shown + one.shown)) breakLine();
            add(one);
          }
      }
      breakLine();
      return lines;
    });
}
