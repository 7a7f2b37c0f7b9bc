/** Word parts that keep their hyphen before a line break even where the document does not write the word elsewhere. */
const PREFIXES: ReadonlySet<string> = new Set([
  'self',
  'non',
  'ex',
  'co',
  'anti',
  'well',
  'one',
  'off',
  'on',
  'semi',
  'multi',
  'cyber',
  'e',
  'so',
  'half',
  'part',
  'full',
  'long',
  'child',
  'peer',
  'face',
  'follow',
  'step',
  'two',
  'three',
  'out',
  'up',
]);

/** So many words parted in the middle mean that the program that set the document parts words. */
const FEWEST_PARTED = 3;

/** Joins lines that a printer broke: a space between, or nothing where a word was parted with a hyphen. */
export class LineJoiner {
  readonly #words: ReadonlySet<string>;
  readonly #partsWords: boolean;

  /** @param lines all lines of the document: how it writes a word elsewhere says whether a hyphen is the printer's */
  constructor(lines: Iterable<string>) {
    const words = new Set<string>();
    const parted: string[] = [];
    for (const line of lines) {
      // The last word of a line is left out when it is parted: it would speak on its own.
      const last = /\p{L}+-$/u.exec(line.slice(-60))?.[0] ?? '';
      if (last !== '') parted.push(last.slice(0, -1).toLowerCase());
      for (const [word] of line.slice(0, line.length - last.length).matchAll(/\p{L}+(?:-\p{L}+)*/gu))
        words.add(word.toLowerCase());
    }
    this.#words = words;
    this.#partsWords = parted.filter((head) => !words.has(head) && !PREFIXES.has(head)).length >= FEWEST_PARTED;
  }

  join(lines: readonly string[]): string {
    return lines.reduce((text, line) => (text === '' ? line : this.#glue(text, line)), '');
  }

  #glue(text: string, next: string): string {
    // A slash at the end: no space was there.
    if (/[\p{L}\p{N}]\/$/u.test(text) && /^[\p{L}\p{N}]/u.test(next)) return text + next;
    if (!/\p{L}-$/u.test(text) || !/^[\p{L}\p{N}]/u.test(next)) return `${text} ${next}`;
    const head = /\p{L}+(?:-\p{L}+)*(?=-$)/u.exec(text.slice(-60))?.[0].toLowerCase() ?? '';
    const tail = /^\p{Ll}+/u.exec(next)?.[0] ?? '';
    return this.#keepsHyphen(head, tail) ? text + next : text.slice(0, -1) + next;
  }

  #keepsHyphen(head: string, tail: string): boolean {
    if (tail === '' || this.#words.has(`${head}-${tail}`)) return true;
    if (this.#words.has(head + tail)) return false;
    if (PREFIXES.has(head) || head.includes('-')) return true;
    return !this.#partsWords && this.#words.has(head) && this.#words.has(tail);
  }
}
