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

/** Joins lines that a printer broke: a space between, or nothing where a word was parted with a hyphen. */
export class LineJoiner {
  readonly #words: ReadonlySet<string>;

  /** @param lines all lines of the document: how it writes a word elsewhere says whether a hyphen is the printer's */
  constructor(lines: Iterable<string>) {
    const words = new Set<string>();
    for (const line of lines) {
      // The last word of a line is left out when it is parted: it would speak for itself.
      for (const [word] of line.replace(/\p{L}+-$/u, '').matchAll(/\p{L}+(?:-\p{L}+)*/gu))
        words.add(word.toLowerCase());
    }
    this.#words = words;
  }

  join(lines: readonly string[]): string {
    return lines.reduce((text, line) => (text === '' ? line : this.#glue(text, line)), '');
  }

  #glue(text: string, next: string): string {
    const head = /(?<=^|[^\p{L}-])\p{L}+(?:-\p{L}+)*(?=-$)/u.exec(text.slice(-60))?.[0].toLowerCase();
    const tail = /^\p{Ll}+/u.exec(next)?.[0];
    // A dash or a slash at the end, a web address: no space was there.
    if (/[\p{L}\p{N}]\/$/u.test(text) && /^[\p{L}\p{N}]/u.test(next)) return text + next;
    if (head === undefined || tail === undefined)
      return /\p{L}-$/u.test(text) && /^[\p{L}\p{N}]/u.test(next) ? text + next : `${text} ${next}`;
    if (this.#words.has(`${head}-${tail}`)) return text + next;
    if (this.#words.has(head + tail)) return text.slice(0, -1) + next;
    const first = head.split('-').at(-1) ?? head;
    const bothAreWords = this.#words.has(first) && this.#words.has(tail) && tail.length > 2 && first.length > 2;
    return PREFIXES.has(first) || head.includes('-') || bothAreWords ? text + next : text.slice(0, -1) + next;
  }
}
