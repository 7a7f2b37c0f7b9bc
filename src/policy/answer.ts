import type { Role } from '../core/school.ts';
import type { Caution } from './cautions.ts';
import { cite } from './cite.ts';
import { createPassageIndex } from './passage-index.ts';
import type { Citation, Policy } from './policy.ts';
import type { SentenceChooser } from './ports.ts';
import { createReader, type Slot } from './question.ts';
import { type Search, search } from './search.ts';
import { createSpeller } from './spelling.ts';
import { type Tuning, TUNING } from './tuning.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A quote to show, with what must stand beside it. */
export interface Quoted extends Citation {
  readonly caution?: Pick<Caution, 'id' | 'title' | 'text'>;
}

/** Why an answer came out as it did; for `lanyard ask --explain` and the owner, never for a log: it holds the question's words. */
export interface Explanation {
  /** What was understood of the question: the words, the concept they were taken for, how much it counts. */
  readonly understood: readonly { readonly words: string; readonly as: readonly string[]; readonly weight: number }[];
  /** Words put right before looking: `[typed, read as]`. */
  readonly respelt: readonly (readonly [string, string])[];
  readonly ranked: readonly {
    readonly heading: string;
    readonly score: number;
    /** Share of the question's weight that this passage speaks of, 0 to 1. */
    readonly coverage: number;
    readonly matched: readonly { readonly words: string; readonly by: string; readonly weight: number }[];
  }[];
  /** The share needed to count as covered, and what was found missing. */
  readonly needed: number;
  readonly missing: readonly string[];
}

export type Answer =
  | {
      readonly kind: 'answered';
      /** `index`: our own ranking. `model`: a configured model pointed at the sentences, and the card says so. */
      readonly chosenBy: 'index' | 'model';
      readonly best: Quoted;
      /** Further places, best first, at most four; from other policies too. */
      readonly others: readonly Quoted[];
      /** Clauses that say something else than `best` on the same matter: shown side by side with it, whole. */
      readonly conflicts: readonly Quoted[];
      readonly explain: Explanation;
    }
  | {
      readonly kind: 'not-covered';
      /** Whom to ask instead; the school's configuration knows who that is. */
      readonly ask: Role;
      /** What the policies say nearby, at most three; not an answer. */
      readonly nearest: readonly Quoted[];
      readonly explain: Explanation;
    };

export interface Answerer {
  /** From the index, and from the chooser where there is one; never fails because of the chooser. */
  ask(question: string): Promise<Answer>;
  /** From the index alone: deterministic, no network, a few milliseconds. */
  askLocally(question: string): Answer;
}

export interface AnswererParts {
  /** The versions in force at one school. Nothing else is ever quoted. */
  readonly policies: readonly Policy[];
  readonly vocabulary: Vocabulary;
  readonly cautions: readonly Caution[];
  readonly chooser?: SentenceChooser;
}

const MOST_OTHERS = 4;
const MOST_NEAREST = 3;

/** Answers questions from these policies and nothing else. Building it indexes them; asking is a matter of milliseconds. */
export function createAnswerer({ policies, vocabulary }: AnswererParts, tuning: Tuning = TUNING): Answerer {
  const index = createPassageIndex(policies, vocabulary, tuning);
  const read = createReader(vocabulary, createSpeller(vocabulary, index), tuning);
  const askLocally = (question: string): Answer => {
    const { slots, respelt } = read(question);
    const found = search(index, slots, tuning);
    const explain = explainSearch(slots, respelt, found, tuning);
    const best = found.ranked[0];
    const quotes = found.ranked.map(({ entry }) => cite(entry));
    const first = quotes[0];
    if (!best || !first || best.coverage < tuning.needed) {
      return { kind: 'not-covered', ask: 'policy-owner', nearest: quotes.slice(0, MOST_NEAREST), explain };
    }
    return {
      kind: 'answered',
      chosenBy: 'index',
      best: first,
      others: quotes.slice(1, 1 + MOST_OTHERS),
      conflicts: [],
      explain,
    };
  };
  return { askLocally, ask: async (question) => askLocally(question) };
}

function explainSearch(slots: readonly Slot[], respelt: Explanation['respelt'], found: Search, tuning: Tuning): Explanation {
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    understood: slots.map((slot, at) => ({
      words: slot.words,
      as: slot.concepts,
      weight: round(found.weights[at] ?? 0),
    })),
    respelt,
    ranked: found.ranked.slice(0, 5).map((ranked) => ({
      heading: ranked.entry.path.join(' › '),
      score: round(ranked.score),
      coverage: round(ranked.coverage),
      matched: slots.flatMap((slot, at) => {
        const hit = ranked.hits[at] ?? 0;
        return hit > 0 ? [{ words: slot.words, by: slot.concepts.join(', ') || slot.words, weight: round(hit) }] : [];
      }),
    })),
    needed: tuning.needed,
    missing: slots
      .filter((slot, at) => slot.importance === 'topic' && (found.reach[at] ?? 0) < 0.4)
      .map((slot) => slot.words),
  };
}
