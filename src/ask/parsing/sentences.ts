/** Endings that are not the end of a sentence: the full stop belongs to an abbreviation. */
const SHORT_FORM =
  /(?:\b(?:e\.?g|i\.?e|etc|cf|approx|no|nos|para|paras|p|pp|vs|mr|mrs|ms|dr|st|rev|sec|ref|tel|ext|incl|inc|max|min)|\b\p{Lu})\.$/iu;
const END = /[.!?]["'”’)\]]*(?=\s+["'“‘([]*[\p{Lu}\p{N}])/gu;

/** The sentences of a text; joined by the white space between them they are the text again. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const end of text.matchAll(END)) {
    const stop = end.index + end[0].length;
    if (SHORT_FORM.test(text.slice(start, end.index + 1))) continue;
    sentences.push(text.slice(start, stop).trim());
    start = stop;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

/**
 * Cuts a text into pieces of at most `most` characters, at the end of a sentence where one ends, else behind a
 * semicolon or comma, else between words. Joined by a space the pieces are the text again.
 */
export function splitWithin(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (const sentence of splitSentences(text).flatMap((long) => splitLong(long, most))) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + 1 + sentence.length <= most)
      pieces[pieces.length - 1] = `${last} ${sentence}`;
    else pieces.push(sentence);
  }
  return pieces;
}

function splitLong(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  const room = text.slice(0, most + 1);
  const at = [room.lastIndexOf('; '), room.lastIndexOf(', '), room.lastIndexOf(' ')].find((place) => place > most / 3);
  // A single word longer than a quote can be is no word; it is cut so that nothing is lost.
  const cut = at === undefined ? most : room[at] === ' ' ? at : at + 1;
  return [text.slice(0, cut).trim(), ...splitLong(text.slice(cut).trim(), most)];
}
