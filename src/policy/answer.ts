import type { Role } from '../core/school.ts';
import type { Citation, Policy } from './policy.ts';
import type { SentenceChooser } from './ports.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Text that must not be followed to the letter is quoted whole, with this beside it. From data that a school can edit. */
export interface Caution {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A quote to show, with what must stand beside it. */
export interface Quoted extends Citation {
  readonly caution?: Caution;
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
