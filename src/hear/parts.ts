/** The encoder reaches 126 word pieces, some 90 words: a part stays below that, by words and by what they are likely to cost. */
const WORDS_AT_ONCE = 70;
const PIECES_AT_ONCE = 110;
/** Of a part this share is read again with the next, so that no sentence falls between two. */
const AGAIN = 2 / 7;

/**
 * A message in parts that the encoder reads to their end; a short one is one part, as it was typed. Nothing is left out, and
 * the work grows with the length of the text.
 */
export function partsOf(text: string): readonly string[] {
  const words = text.match(WORD) ?? [];
  const costs = words.map(piecesIn);
  const endFrom = (start: number): number => {
    let end = start;
    let pieces = 0;
    while (end < words.length && end - start < WORDS_AT_ONCE && pieces + (costs[end] ?? 0) <= PIECES_AT_ONCE) {
      pieces += costs[end] ?? 0;
      end += 1;
    }
    return end;
  };
  const parts: string[] = [];
  for (let start = 0, end = endFrom(0); ; end = endFrom(start)) {
    if (parts.length === 0 && end === words.length) return [text];
    parts.push(words.slice(start, end).join(' '));
    if (end === words.length) return parts;
    start = end - Math.floor((end - start) * AGAIN);
  }
}

/** What has no spaces is cut where it must be. */
const WORD = /\S{1,60}/gu;

/** How many pieces the encoder makes of a word, about: five letters of English to one, of other writing a letter to each. */
const piecesIn = (word: string): number => {
  let pieces = 0.4;
  for (const letter of word) pieces += /[a-z\d]/i.test(letter) ? 0.2 : 1;
  return pieces;
};

/**
 * The rules read so many characters at once, some 280 words: longer than hardly anything that is typed, and some 15 ms in which
 * nobody else is served.
 */
const CHARACTERS_AT_ONCE = 1_600;
const CHARACTERS_AGAIN = 400;

/** A text in stretches for the rules, cut between words; one of ordinary length is whole. */
export function stretchesOf(text: string): readonly string[] {
  const stretches: string[] = [];
  for (let start = 0; ; ) {
    const most = start + CHARACTERS_AT_ONCE;
    if (most >= text.length) return [...stretches, text.slice(start)];
    const gap = text.slice(most - CHARACTERS_AGAIN, most).search(/\s\S*$/);
    const end = gap < 0 ? most : most - CHARACTERS_AGAIN + gap;
    stretches.push(text.slice(start, end));
    start = end - CHARACTERS_AGAIN;
    const word = text.slice(start, end).search(/\s/);
    start += Math.max(word, 0);
  }
}
