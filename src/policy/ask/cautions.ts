import { parse } from 'yaml';
import { z } from 'zod/v4';
import { VocabularyError } from '../question/vocabulary.ts';
import { wordsIn } from '../question/words.ts';

/** Text that must not be followed to the letter is quoted whole, with this beside it. From data that a school can edit. */
export interface Caution {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Applies to a quote that speaks of everything in one of these lists: concepts by `#id`, else a phrase word for word. */
  readonly when: readonly (readonly string[])[];
  /** Does not apply to a quote that speaks of any of these. */
  readonly unless: readonly string[];
}

const shape = z.strictObject({
  cautions: z.record(
    z.string(),
    z.strictObject({
      title: z.string().min(1),
      text: z.string().min(1),
      when: z.array(z.array(z.string().min(1)).min(1)).min(1),
      unless: z.array(z.string()).default([]),
    }),
  ),
});

/** Reads caution files; a later one replaces a caution of the same name. Throws VocabularyError with every problem. */
export function parseCautions(...texts: readonly string[]): readonly Caution[] {
  const cautions = new Map<string, Caution>();
  const problems: string[] = [];
  for (const text of texts) {
    let value: unknown;
    try {
      value = parse(text);
    } catch (error) {
      problems.push(`not YAML: ${error instanceof Error ? error.message.split('\n')[0] : 'unreadable'}`);
      continue;
    }
    const read = shape.safeParse(value);
    if (!read.success)
      problems.push(...read.error.issues.map((issue) => `${issue.path.join(' › ') || 'the file'}: ${issue.message}`));
    else for (const [id, caution] of Object.entries(read.data.cautions)) cautions.set(id, { id, ...caution });
  }
  if (problems.length > 0) throw new VocabularyError(problems);
  return [...cautions.values()];
}

/** Finds the caution that belongs beside a quote, the first of the file that applies. `read` tells the quote's concepts. */
export function createCautioner(
  cautions: readonly Caution[],
  read: (text: string) => ReadonlyMap<string, number>,
): (quote: string) => Caution | undefined {
  const plain = (text: string): string => ` ${wordsIn(text).join(' ')} `;
  const phrases = new Map(
    cautions.flatMap(({ when, unless }) => [...when.flat(), ...unless]).map((what) => [what, plain(what)]),
  );
  return (quote) => {
    const terms = read(quote);
    const words = plain(quote);
    const speaksOf = (what: string) =>
      what.startsWith('#') ? terms.has(what) : words.includes(phrases.get(what) ?? plain(what));
    return cautions.find(({ when, unless }) => when.some((all) => all.every(speaksOf)) && !unless.some(speaksOf));
  };
}
