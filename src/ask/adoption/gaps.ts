import type { Block, PolicyDocument } from '../../kernel/text/document.ts';

/** A place that a template leaves to be filled in, as its text prints it. */
export interface Gap {
  readonly text: string;
  /** The words around its first place, for the person who decides whether it is meant. */
  readonly around: string;
  /** How often it stands in the document. */
  readonly times: number;
}

/**
 * What a template leaves open: `[establishment name]`, `<insert date>`, `{{school}}`, `XXXX`, `DD/MM/YYYY`, a ruled line in a sentence.
 * A link, a footnote `[1]`, a letter or numeral `[iv]`, `[sic]` and `[…]` are none.
 */
const GAPS: readonly RegExp[] = [
  /\[(?!\s*(?:\d{1,4}|[a-z]|[ivxlc]+|sic|…|\.{2,}|\^[^\]]*|https?:[^\]]*|www\.[^\]]*|[^\]]*@[^\]]*)\s*\])[^[\]\n]{1,120}\](?!\(|\[|:\s*http)/giu,
  /<(?:insert|enter|add|type|state|name|date|your|school|establishment|delete|organisation|trust)\b[^<>@=:/]{0,120}>/giu,
  /\{\{[^{}\n]{1,80}\}\}|«[^«»\n]{1,80}»/gu,
  /\bX{3,}\b|\bx{4,}\b|\bXx{2,}\b/gu,
  /\bDD[/.-]MM[/.-]YY(?:YY)?\b/giu,
  // A line to sign on stands alone after its label; one in a sentence stands for words.
  /(?<=\p{L}[ ,])_{4,}(?=[ ,]*\p{L})/gu,
];

const AROUND = 60;

/** Every gap of a document once, in reading order; none twice however often it stands there. */
export function gapsIn({ blocks }: Pick<PolicyDocument, 'blocks'>): readonly Gap[] {
  const found = new Map<string, Gap>();
  for (const words of blocks.flatMap(wordsOf))
    for (const { text, at } of inWords(words)) {
      const known = found.get(text);
      found.set(text, {
        text,
        around: known?.around ?? around(words, at, text.length),
        times: (known?.times ?? 0) + 1,
      });
    }
  return [...found.values()];
}

const inWords = (words: string): readonly { readonly text: string; readonly at: number }[] =>
  GAPS.flatMap((gap) => [...words.matchAll(gap)].map((match) => ({ text: match[0], at: match.index }))).sort(
    (a, b) => a.at - b.at,
  );

const wordsOf = (block: Block): readonly string[] => (block.kind === 'row' ? block.cells : [block.text]);

function around(words: string, at: number, length: number): string {
  // Whole words: what is cut through reads like a mistake of the policy's.
  const from = at <= AROUND ? 0 : words.indexOf(' ', at - AROUND - 1) + 1;
  const end = at + length + AROUND;
  const to = end >= words.length ? words.length : Math.max(at + length, words.lastIndexOf(' ', end));
  const cut = words.slice(Math.min(from, at), to).replace(/\s+/g, ' ').trim();
  return `${from > 0 ? '… ' : ''}${cut}${to < words.length ? ' …' : ''}`;
}
