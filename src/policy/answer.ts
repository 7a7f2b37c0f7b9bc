import { Fault } from '../core/fault.ts';
import { remembering } from '../core/remember.ts';
import type { Role } from '../core/school.ts';
import { type Caution, createCautioner } from './cautions.ts';
import { areSiblings, cite } from './cite.ts';
import { confidenceOf } from './confidence.ts';
import { findConflicts } from './conflicts.ts';
import type { Ranked } from './order.ts';
import { createPassageIndex } from './passage-index.ts';
import type { Citation, Policy } from './policy.ts';
import type { Reorderer, SentenceChooser } from './ports.ts';
import { createReader, type Slot } from './question.ts';
import { type Search, search } from './search.ts';
import { splitSentences } from './sentences.ts';
import { createSpeller } from './spelling.ts';
import { TUNING, type Tuning } from './tuning.ts';
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
  /** How sure it is that the best passage answers, how sure it must be, and the matters that no policy speaks of. */
  readonly confidence: number;
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
      readonly chosenBy: 'index' | 'model';
      /** Whom to ask instead; the school's configuration knows who that is. */
      readonly ask: Role;
      /** What the policies say nearby, at most three; not an answer. */
      readonly nearest: readonly Quoted[];
      readonly explain: Explanation;
    };

export interface Answerer {
  /** From the index, and from the chooser where there is one; never fails because of the chooser. `names`: who asks. */
  ask(question: string, names?: readonly string[]): Promise<Answer>;
  /** From the index alone: deterministic, no network, a few milliseconds. */
  askLocally(question: string): Answer;
}

export interface AnswererParts {
  /** The versions in force at one school. Nothing else is ever quoted. */
  readonly policies: readonly Policy[];
  readonly vocabulary: Vocabulary;
  readonly cautions: readonly Caution[];
  readonly chooser?: SentenceChooser;
  readonly reorderer?: Reorderer;
}

const MOST_OTHERS = 4;
const MOST_NEAREST = 3;
/** An item is quoted together with the item above it in the ranking if it answers nearly as well. */
const NEARLY = 0.72;
/** The policies' own words that are kept as read: sentences and quotes, never a question. */
const POLICY_TEXTS = 2_000;
/** What a chooser gets to read: the sentences of so many passages. */
const OFFERED = 12;

/** Answers questions from these policies and nothing else. Building it indexes them; asking is a matter of milliseconds. */
export function createAnswerer(
  { policies, vocabulary, cautions, chooser, reorderer }: AnswererParts,
  tuning: Tuning = TUNING,
): Answerer {
  const index = createPassageIndex(policies, vocabulary, tuning);
  const read = createReader(vocabulary, createSpeller(vocabulary, index), tuning);
  const readPolicy = remembering(POLICY_TEXTS, index.read);
  const cautionFor = createCautioner(cautions, readPolicy);
  const cautionOf = remembering(POLICY_TEXTS, (words: string) => ({ caution: cautionFor(words) }));

  const quote = (citation: Citation): Quoted => {
    const { caution } = cautionOf(citation.quote);
    return caution ? { ...citation, caution: { id: caution.id, title: caution.title, text: caution.text } } : citation;
  };

  const look = (question: string) => {
    const understood = read(question);
    const { slots, respelt } = understood;
    const found = search(index, understood, tuning);
    const confidence = confidenceOf(index, understood, found, tuning);
    return { slots, found, confidence, explain: explainSearch(slots, respelt, found, confidence, tuning) };
  };
  type Look = ReturnType<typeof look>;

  const notCovered = ({ found, explain }: Look, chosenBy: 'index' | 'model'): Answer => ({
    kind: 'not-covered',
    chosenBy,
    ask: 'policy-owner',
    nearest: citeAll(found.ranked).slice(0, MOST_NEAREST).map(quote),
    explain,
  });

  const answered = (
    { slots, explain }: Look,
    ranked: readonly Ranked[],
    chosenBy: 'index' | 'model',
  ): Answer | undefined => {
    const [best] = ranked;
    const [first, ...rest] = citeAll(ranked).map(quote);
    if (!best || !first) return undefined;
    const conflicts = findConflicts(best, ranked.slice(1), slots, readPolicy)
      .slice(0, 2)
      .map(({ entry }) => quote(cite(entry)));
    return { kind: 'answered', chosenBy, best: first, others: rest.slice(0, MOST_OTHERS), conflicts, explain };
  };

  const answerFrom = (seen: Look): Answer =>
    (seen.confidence >= tuning.needed ? answered(seen, seen.found.ranked, 'index') : undefined) ??
    notCovered(seen, 'index');

  /** Another order of the best passages, where they answer at all: silence stays our own decision. */
  async function reordered(seen: Look, question: string, names: readonly string[]): Promise<Look> {
    if (!reorderer || seen.confidence < tuning.needed) return seen;
    const best = seen.found.ranked.slice(0, OFFERED);
    try {
      const order = await reorderer.reorder(
        question,
        best.map(({ entry }) => entry.passage.text),
        names,
      );
      const ranked = [...order.flatMap((at) => best[at] ?? []), ...seen.found.ranked.slice(OFFERED)];
      return { ...seen, found: { ...seen.found, ranked } };
    } catch (error) {
      if (error instanceof Fault) return seen;
      throw error;
    }
  }

  return {
    askLocally: (question) => answerFrom(look(question)),
    async ask(question, names = []) {
      const seen = await reordered(look(question), question, names);
      const local = answerFrom(seen);
      if (!chooser || seen.found.ranked.length === 0) return local;
      const offered = seen.found.ranked.slice(0, OFFERED);
      const sentences = offered.flatMap((ranked) =>
        splitSentences(ranked.entry.passage.text).map((text) => ({ text, ranked })),
      );
      try {
        const chosen = await chooser.choose(
          question,
          sentences.map(({ text, ranked }, at) => ({ number: at + 1, text, heading: ranked.entry.path.join(' › ') })),
          names,
        );
        if (chosen === 'none') return notCovered(seen, 'model');
        const picked = [...new Set(chosen.flatMap((number) => sentences[number - 1]?.ranked ?? []))];
        if (picked.length === 0) return local;
        return (
          answered(seen, [...picked, ...seen.found.ranked.filter((ranked) => !picked.includes(ranked))], 'model') ??
          local
        );
      } catch (error) {
        // The chooser is a convenience: without it the local answer stands. A bug in it is not hidden.
        if (error instanceof Fault) return local;
        throw error;
      }
    },
  };
}

/** Citations of what was found, best first; items of one list that answer alike become one citation. */
function citeAll(ranked: readonly Ranked[]): Citation[] {
  const quoted = new Set<Ranked>();
  return ranked.flatMap((one) => {
    if (quoted.has(one)) return [];
    const siblings = ranked.filter(
      (other) =>
        other !== one && !quoted.has(other) && other.score >= NEARLY * one.score && areSiblings(one.entry, other.entry),
    );
    const citation = cite(
      one.entry,
      siblings.map(({ entry }) => entry.passage),
    );
    for (const other of [one, ...siblings]) if (citation.passageIds.includes(other.entry.passage.id)) quoted.add(other);
    return [citation];
  });
}

function explainSearch(
  slots: readonly Slot[],
  respelt: Explanation['respelt'],
  found: Search,
  confidence: number,
  tuning: Tuning,
): Explanation {
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
    confidence: round(confidence),
    needed: tuning.needed,
    missing: slots
      .filter((slot, at) => slot.importance === 'topic' && (found.reach[at] ?? 0) < tuning.reach)
      .map((slot) => slot.words),
  };
}
