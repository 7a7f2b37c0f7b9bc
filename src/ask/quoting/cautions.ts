import { parse } from 'yaml';
import { z } from 'zod/v4';
import { splitSentences } from '../parsing/sentences.ts';
import { wordsIn } from '../question/words.ts';

/** Text that must not be followed to the letter is quoted whole, with this beside it. From data that a school can edit. */
export interface Caution {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Applies to a quote of which one sentence holds everything in one of these lists, word for word; of `this | that` either will do. */
  readonly when: readonly (readonly string[])[];
  /** Does not apply to a quote that holds any of these, wherever. */
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

/** Cautions that cannot be used, with everything that is wrong with them. */
export class CautionError extends Error {
  override readonly name = 'CautionError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The cautions cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads caution files; a later one replaces a caution of the same name. @throws CautionError */
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
  if (problems.length > 0) throw new CautionError(problems);
  return [...cautions.values()];
}

/** Finds the caution that belongs beside a quote: the first of the file that applies, with the words of every other that does. */
export function createCautioner(cautions: readonly Caution[]): (quote: string) => Caution | undefined {
  const plain = (text: string): string => ` ${wordsIn(text).join(' ')} `;
  const readied = cautions.map((caution) => ({
    caution,
    when: caution.when.map((all) => all.map((either) => either.split('|').map(plain))),
    unless: caution.unless.map(plain),
  }));
  return (quote) => {
    const words = plain(quote);
    const sentences = quote.split('\n').flatMap(splitSentences).map(plain);
    const [first, ...others] = readied.filter(
      ({ when, unless }) =>
        !unless.some((phrase) => words.includes(phrase)) &&
        sentences.some((one) =>
          when.some((all) => all.every((either) => either.some((phrase) => one.includes(phrase)))),
        ),
    );
    if (!first || others.length === 0) return first?.caution;
    const more = others.map(({ caution: { title, text } }) => `${title}. ${text}`);
    return { ...first.caution, text: [first.caution.text, ...more].join('\n') };
  };
}
