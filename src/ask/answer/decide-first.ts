import type { Reading } from '../../kernel/understanding.ts';
import type { Ranked } from '../finding/ranker.ts';
import type { Lead } from '../finding/standing.ts';
import type { Memory } from '../finding/vectors.ts';
import { asksOfAdult, isForMinorsAlone } from '../question/ages.ts';
import { decidedParts } from '../quoting/decided.ts';
import { type AskedWords, createDeciding } from '../quoting/deciding.ts';
import { quoteLines } from '../quoting/quote-parts.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { rowOfAmount } from '../quoting/row-of-amount.ts';

interface Looked {
  readonly question: string;
  /** The words that were looked for. */
  readonly asked: readonly string[];
  readonly ranked: readonly Ranked[];
  readonly reading?: Reading | undefined;
  readonly own?: (AskedWords & { readonly text: string }) | undefined;
}

/** Of an answer, what it shows. */
type Shown =
  | {
      readonly kind: 'answered';
      readonly best: Quoted;
      readonly together: readonly Quoted[];
      readonly conflicts: readonly Quoted[];
    }
  | { readonly kind: 'nearest'; readonly nearest: readonly Quoted[]; readonly lead: Lead }
  | { readonly kind: 'not-covered'; readonly nearest: readonly Quoted[] };

interface DecideParts {
  readonly memory: Memory | undefined;
  cautionFor(words: string): unknown;
  onTrouble(error: unknown): void;
}

/**
 * What an answer shows first, with the sentence in front that decides. An encoder that fails over it costs no answer: the quote then
 * stays as it is, and so where none is shown.
 */
export function createDecideFirst({ memory, cautionFor, onTrouble }: DecideParts) {
  const decide = createDeciding(memory);

  async function shortOf(
    first: Quoted,
    { question, asked, ranked, reading, own }: Looked,
    isLimited: boolean,
  ): Promise<Quoted> {
    const policy = ranked.find(({ entry }) => entry.policy.versionId === first.versionId)?.entry.policy;
    if (!policy) return first;
    const found = await decide(policy, first, {
      asked: { stems: asked, words: reading?.words },
      own,
      isForThem: asksOfAdult(question) ? (text) => !isForMinorsAlone(text) : undefined,
    });
    if (!found) return first;
    const deciding = rowOfAmount(policy, first.passageIds, found, own ? [own.text, question] : [question]);
    const partsOf = (isWhole: boolean) =>
      decidedParts({ policy, citation: first, deciding, question, isLimited, isWhole });
    const short = partsOf(false);
    const decided = { ...first, decidedBy: deciding.passage };
    if (!first.caution) return { ...decided, short };
    // What must not be followed to the letter is shown whole; what is shown without it calls for no caution.
    return cautionFor(quoteLines(short).join('\n')) === undefined
      ? { ...decided, short, isBeyondCaution: true }
      : { ...decided, short: partsOf(true) };
  }

  return async (answer: Shown, looked: Looked): Promise<Quoted | undefined> => {
    try {
      if (answer.kind === 'answered')
        return await shortOf(answer.best, looked, answer.together.length > 0 || answer.conflicts.length > 0);
      const [first] = answer.nearest;
      // Where the policies are probably silent no words of theirs are shown.
      const isShown = answer.kind === 'nearest' && answer.lead !== 'faint';
      return first && isShown ? await shortOf(first, looked, false) : undefined;
    } catch (error) {
      onTrouble(error);
      return undefined;
    }
  };
}
