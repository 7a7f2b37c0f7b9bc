import type { Harmless } from '../../hear/gate.ts';
import type { PolicyVersionId } from '../../kernel/ids.ts';
import type { Encoder, Reading } from '../../kernel/understanding.ts';
import { stems } from '../finding/bm25.ts';
import { encodedText } from '../finding/entries.ts';
import { chosenFirst } from '../finding/model-order.ts';
import type { PassageIndex, Wanted } from '../finding/passage-index.ts';
import type { Ranked } from '../finding/ranker.ts';
import type { Signs } from '../finding/signs.ts';
import { type Band, isPlain, type Lead, leadOf, type RankerWeights } from '../finding/standing.ts';
import { NOTHING_KEPT, type VectorStore } from '../finding/vectors.ts';
import type { Citation } from '../policy.ts';
import type { SentenceChooser } from '../ports.ts';
import { asksOfAdult, isForMinorsAlone } from '../question/ages.ts';
import { asksSomething } from '../question/asks.ts';
import { isGraveBeside } from '../question/grave.ts';
import { asksOfLeaver, speaksOfLeavers } from '../question/leavers.ts';
import { type Asked, whoseMatter } from '../question/subjects.ts';
import { type Caution, createCautioner } from '../quoting/cautions.ts';
import { cite, citeExactly, citeSection } from '../quoting/cite.ts';
import { findConflicts, limitsOf } from '../quoting/conflicts.ts';
import { isCutTable, withAmounts } from '../quoting/quote-parts.ts';
import {
  type Cited,
  citeAll,
  createQuoting,
  decisiveOf,
  isQuoted,
  LOOKED_AT,
  MOST_NEAREST,
  places,
  type Quoted,
  ruleOf,
} from '../quoting/quotes.ts';
import { createDecideFirst } from './decide-first.ts';
import { createLook, type Look, type Own } from './look.ts';

interface Found {
  /** `index`: our own ranking. `model`: a configured model pointed at the sentences, and the card says so. */
  readonly chosenBy: 'index' | 'model';
  /** Its meaning was not read: the policies are being read for the first time, or the encoder failed. */
  readonly isByWords?: true;
  readonly explain: Explanation;
}

export type Answer = Answered | Nearest | NotCovered;

/** One rule, with all that stands beside it and against it. */
export interface Answered extends Found {
  readonly kind: 'answered';
  /** So sure that it is said plainly. */
  readonly isPlain?: true;
  readonly best: Quoted;
  /** What the same section says behind it that limits it, in its order: shown with `best`. */
  readonly together: readonly Quoted[];
  /** Further places, best first, at most four; from other policies too. */
  readonly others: readonly Quoted[];
  /** Clauses that say something else than `best` on the same matter: shown side by side with it, whole. */
  readonly conflicts: readonly Quoted[];
}

/** Perhaps one of these, perhaps none. Empty where nothing was asked, or where words are all there is and none of them is in a policy. */
export interface Nearest extends Found {
  readonly kind: 'nearest';
  /** At most three, best first. */
  readonly nearest: readonly Quoted[];
  /** How clearly the first of them stands out. */
  readonly lead: Lead;
  /** Who to ask where none of them is it; the school's configuration knows who that is. */
  readonly ask: Asked;
}

/** The policies are silent. */
export interface NotCovered extends Found {
  readonly kind: 'not-covered';
  readonly ask: Asked;
  /** What they say nearby, at most three; not an answer. */
  readonly nearest: readonly Quoted[];
}

/** Why an answer came out as it did; for `lanyard ask --explain`, never for a log: it says where the answer is. */
export interface Explanation {
  /** The chance, 0 to 1, that what would be said as the rule answers; absent without an encoder. */
  readonly chance?: number;
  readonly ranked: readonly { readonly heading: string; readonly score: number; readonly signs: Signs }[];
}

export interface Asking {
  /** What the encoder made of the question, where it has read the message already. */
  readonly reading?: Reading | undefined;
  /** Names of who asks and who is meant, which go nowhere else. */
  readonly names?: readonly string[];
  /** Of a question that goes on with another, what came last: its words count by themselves too. */
  readonly own?: Own | undefined;
}

/** Answers from some policies and nothing else. */
export interface Answerer {
  /** With the school's model where it has one; never fails because of the model or the encoder. */
  ask(question: Harmless, asking?: Asking): Promise<Answer>;
  /** From our own index alone. */
  askLocally(question: string, asking?: Pick<Asking, 'reading' | 'own'>): Promise<Answer>;
  /** From some of the policies, or of their passages, alone. Nothing is indexed again. */
  within(isWanted: Wanted): Answerer;
  /** What is at a place, quoted; with `passages`, these and no others. `undefined` where it is in force no more. */
  at(place: {
    readonly version: PolicyVersionId;
    readonly passage: string;
    readonly passages?: readonly string[];
  }): Quoted | undefined;
}

/** The encoder, with what was learnt of how its readings rank. */
export interface Understanding {
  readonly encoder: Encoder;
  readonly ranker: RankerWeights;
}

export interface AnswererParts {
  /** Of the versions in force at one school. Nothing else is ever quoted. */
  readonly index: PassageIndex;
  readonly cautions: readonly Caution[];
  readonly understanding?: Understanding | undefined;
  /** Where what the encoder made of sentences is kept. */
  readonly vectors?: VectorStore;
  readonly chooser?: SentenceChooser;
  /** The encoder failed over a question, which was answered by words alone. */
  onTrouble?(error: unknown): void;
}

const MOST_TOGETHER = 2;
const MOST_OTHERS = 4;
const MOST_CONFLICTS = 2;

/** Answers questions from an index: some milliseconds, most of them the encoder's. */
export function createAnswerer(parts: AnswererParts): Answerer {
  const { index, chooser, understanding, vectors = NOTHING_KEPT } = parts;
  const look = createLook(parts);
  const found = createLocalAnswers(parts.cautions);
  const decideFirst = createDecideFirst({
    memory: understanding && { encoder: understanding.encoder, vectors },
    cautionFor: createCautioner(parts.cautions),
    onTrouble: (error) => parts.onTrouble?.(error),
  });
  const locally = async (seen: Look, chosenBy: Answer['chosenBy']): Promise<Answer> => {
    const answer = found(seen, chosenBy);
    return withFirst(answer, await decideFirst(answer, seen));
  };

  /** What the school's model makes of what was found; `undefined` where there is none, or it did not help. */
  async function byModel(seen: Look, question: Harmless, names: readonly string[]): Promise<Answer | undefined> {
    if (!chooser || seen.ranked.length === 0) return undefined;
    const chosen = await chosenFirst(chooser, seen.ranked, question, names);
    if (chosen === undefined) return undefined;
    return chosen === 'none'
      ? locally({ ...seen, band: 'silent' }, 'model')
      : locally({ ...seen, ranked: chosen, band: 'sure' }, 'model');
  }

  return {
    askLocally: async (question, asking) => locally(await look(question, asking?.reading, asking?.own), 'index'),
    async ask(question, { reading, names = [] } = {}) {
      const seen = await look(question.words, reading);
      return (await byModel(seen, question, names)) ?? locally(seen, 'index');
    },
    within: (isWanted) => createAnswerer({ ...parts, index: index.within(isWanted) }),
    at({ version, passage, passages }) {
      const entry = index.entries.find((one) => one.policy.versionId === version && one.passage.id === passage);
      if (!entry) return undefined;
      return createQuoting(createCautioner(parts.cautions))(passages ? citeExactly(entry, passages) : cite(entry));
    },
  };
}

function withFirst(answer: Answer, first: Quoted | undefined): Answer {
  if (!first) return answer;
  return answer.kind === 'answered'
    ? { ...answer, best: first }
    : { ...answer, nearest: [first, ...answer.nearest.slice(1)] };
}

/** So few words name a matter: "gifts from parents" tells nothing. */
const isSearch = (question: string): boolean => question.trim().split(/\s+/).length <= 3;

/** Our own answer from what was found. */
function createLocalAnswers(cautions: readonly Caution[]) {
  const quoting = createQuoting(createCautioner(cautions));
  return (
    { question, asked, ranked: all, band, standing, own, reading }: Look,
    chosenBy: Answer['chosenBy'],
  ): Answer => {
    const quote = (citation: Citation): Quoted => {
      const quoted = quoting(citation);
      return { ...quoted, parts: withAmounts(quoted.parts, own?.text ?? question) };
    };
    const looked = all.slice(0, LOOKED_AT);
    const forThem = thoseFor(question, band, looked);
    const isOther = forThem !== undefined;
    const ranked = forThem ?? looked;
    const [best] = ranked;
    const cited = citeAll(ranked);
    const first = ruleOf(ranked);
    const found: Found = {
      chosenBy,
      ...(!reading && best && { isByWords: true as const }),
      explain: {
        ...(standing && { chance: standing.chance }),
        ranked: ranked
          .slice(0, 5)
          .map(({ entry, score, signs }) => ({ heading: entry.path.join(' › '), score, signs })),
      },
    };
    if (band !== 'sure' || !best || !first || isOther || isLoneRow(first, asked)) {
      const asLeads = leadOf(standing, isSearch(question) || asksSomething(question));
      const lead = isOther && asLeads === 'clear' ? 'open' : asLeads;
      const isFar = band === 'silent' || lead === 'faint';
      const nearest = withWholeSection(places(cited, MOST_NEAREST)).map((one) => {
        const decisive = decisiveOf(one, asked);
        const isUnnamed = isFar && isGraveBeside(wordsOf(one.by), question);
        return {
          ...quote(one.citation),
          ...(decisive !== undefined && { decisive }),
          ...(isUnnamed && { isUnnamed }),
        };
      });
      const ask = whoseMatter(question);
      return band === 'silent'
        ? { kind: 'not-covered', ...found, nearest, ask }
        : {
            kind: 'nearest',
            ...found,
            nearest,
            lead,
            ask,
          };
    }
    const rest = cited.filter(({ by }) => !isQuoted(first.citation, by));
    const limits = limitsOf(best.entry)
      .filter((entry) => !isQuoted(first.citation, { entry }))
      .map((entry) => cite(entry));
    const together = limits.slice(0, MOST_TOGETHER);
    return {
      kind: 'answered',
      ...found,
      ...(chosenBy === 'index' && isPlain(standing) && { isPlain: true as const }),
      best: quote(first.citation),
      together: together.map(quote),
      others: rest
        .filter(({ citation }) => !together.some((one) => overlap(one, citation)))
        .slice(0, MOST_OTHERS)
        .map(({ citation }) => quote(citation)),
      conflicts: apart(
        first.citation,
        findConflicts(best, ranked.slice(1)).map(({ entry }) => cite(entry)),
      )
        .slice(0, MOST_CONFLICTS)
        .map(quote),
    };
  };
}

const wordsOf = ({ entry }: Ranked): string => encodedText(entry);

/**
 * Rules for those who are asked about before all others, and of those first the ones of the same section, where the question tells who they are,
 * who has left, or is of age, and what was found first is not for them; else `undefined`.
 */
function thoseFor(question: string, band: Band, ranked: readonly Ranked[]): readonly Ranked[] | undefined {
  const isForThem = whomItIsFor(question, band);
  const [best, ...others] = ranked;
  if (!isForThem || !best || isForThem(best) || !others.some(isForThem)) return undefined;
  const isNear = ({ entry }: Ranked): boolean =>
    entry.policy === best.entry.policy && entry.passage.sectionId === best.entry.passage.sectionId;
  const fit = (one: Ranked): number => (isForThem(one) ? 1 + Number(isNear(one)) : 0);
  return ranked.toSorted((one, other) => fit(other) - fit(one));
}

function whomItIsFor(question: string, band: Band): ((one: Ranked) => boolean) | undefined {
  if (asksOfAdult(question)) return (one) => !isForMinorsAlone(one.entry.passage.text);
  return band === 'sure' && asksOfLeaver(question) ? (one) => speaksOfLeavers(wordsOf(one)) : undefined;
}

/** The first place with the rest of its section, where that is short: where nothing is sure, what stands beside it may be what decides. */
function withWholeSection([first, ...others]: readonly Cited[]): readonly Cited[] {
  const whole = first && citeSection(first.by.entry);
  if (!first || !whole) return first ? [first, ...others] : [];
  return [{ by: first.by, citation: whole }, ...others.filter(({ citation }) => !overlap(whole, citation))];
}

/** One row of a table too long to be shown is the rule only where what it is about was asked by its name. */
function isLoneRow({ by: { entry }, citation }: Cited, asked: readonly string[]): boolean {
  if (!isCutTable(entry.policy, citation.passageIds)) return false;
  const named = stems(entry.passage.cells?.[0] ?? '');
  return named.length === 0 || !named.every((word) => asked.includes(word));
}

/** Those that say nothing that is quoted already; two items of one list are one clause. */
const apart = (quoted: Citation, others: readonly Citation[]): readonly Citation[] =>
  others.filter((one, at) => ![quoted, ...others.slice(0, at)].some((before) => overlap(before, one)));

const overlap = (one: Citation, other: Citation): boolean =>
  one.versionId === other.versionId && one.passageIds.some((id) => other.passageIds.includes(id));
