import { remembering } from '../../core/remember.ts';
import type { Role } from '../../core/school/school.ts';
import type { Policy } from '../policy.ts';
import type { Reorderer, SentenceChooser } from '../ports.ts';
import { createReader } from '../question/query-parser.ts';
import type { Slot } from '../question/slots.ts';
import { createSpeller } from '../question/spelling.ts';
import type { Vocabulary } from '../question/vocabulary.ts';
import { type Caution, createCautioner } from './cautions.ts';
import { cite } from './cite.ts';
import { confidenceOf } from './confidence.ts';
import { findConflicts } from './conflicts.ts';
import { type Explanation, explainSearch } from './explain.ts';
import { chosenFirst, reordered } from './model-order.ts';
import type { Ranked } from './order.ts';
import { createPassageIndex } from './passage-index.ts';
import { citeAll, createQuoting, type Quoted } from './quotes.ts';
import { search } from './search.ts';
import { TUNING, type Tuning } from './tuning.ts';

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
const MOST_CONFLICTS = 2;
/** The policies' own words that are kept as read: sentences and quotes, never a question. */
const POLICY_TEXTS = 2_000;

/** Answers questions from these policies and nothing else. Building it indexes them; asking is a matter of milliseconds. */
export function createAnswerer(parts: AnswererParts, tuning: Tuning = TUNING): Answerer {
  const { chooser, reorderer } = parts;
  const { look, isSure, answer, answered, notCovered } = createLocalAnswers(parts, tuning);
  return {
    askLocally: (question) => answer(look(question)),
    async ask(question, names = []) {
      const found = look(question);
      // Another order of the best passages, where they answer at all: silence stays our own decision.
      const asIs = !reorderer || !isSure(found);
      const seen = asIs ? found : { ...found, ranked: await reordered(reorderer, found.ranked, question, names) };
      const local = answer(seen);
      if (!chooser || seen.ranked.length === 0) return local;
      const chosen = await chosenFirst(chooser, seen.ranked, question, names);
      if (chosen === 'none') return notCovered(seen, 'model');
      return (chosen && answered({ ...seen, ranked: chosen }, 'model')) ?? local;
    },
  };
}

/** What was understood of a question and found for it. */
interface Look {
  readonly slots: readonly Slot[];
  readonly ranked: readonly Ranked[];
  readonly confidence: number;
  readonly explain: Explanation;
}

type ChosenBy = Answer['chosenBy'];

/** The steps of an answer, all of them our own: looking, deciding whether it answers, and what is quoted. */
function createLocalAnswers({ policies, vocabulary, cautions }: AnswererParts, tuning: Tuning) {
  const index = createPassageIndex(policies, vocabulary, tuning);
  const read = createReader(vocabulary, createSpeller(vocabulary, index), tuning);
  const readPolicy = remembering(POLICY_TEXTS, index.read);
  const quote = createQuoting(createCautioner(cautions, readPolicy));

  const look = (question: string): Look => {
    const understood = read(question);
    const { slots, respelt } = understood;
    const found = search(index, understood, tuning);
    const confidence = confidenceOf(index, understood, found, tuning);
    const explain = explainSearch(slots, respelt, found, confidence, tuning);
    return { slots, ranked: found.ranked, confidence, explain };
  };

  const isSure = ({ confidence }: Look): boolean => confidence >= tuning.needed;

  const notCovered = ({ ranked, explain }: Look, chosenBy: ChosenBy): Answer => ({
    kind: 'not-covered',
    chosenBy,
    ask: 'policy-owner',
    nearest: citeAll(ranked).slice(0, MOST_NEAREST).map(quote),
    explain,
  });

  const answered = ({ slots, ranked, explain }: Look, chosenBy: ChosenBy): Answer | undefined => {
    const [best] = ranked;
    const [first, ...rest] = citeAll(ranked).map(quote);
    if (!best || !first) return undefined;
    const conflicts = findConflicts(best, ranked.slice(1), slots, readPolicy)
      .slice(0, MOST_CONFLICTS)
      .map(({ entry }) => quote(cite(entry)));
    return { kind: 'answered', chosenBy, best: first, others: rest.slice(0, MOST_OTHERS), conflicts, explain };
  };

  const answer = (seen: Look): Answer =>
    (isSure(seen) ? answered(seen, 'index') : undefined) ?? notCovered(seen, 'index');

  return { look, isSure, answer, answered, notCovered };
}
