import type { PolicyVersionId } from '../../kernel/ids.ts';
import type { Encoder, Reading } from '../../kernel/understanding.ts';
import { stems } from '../finding/bm25.ts';
import { encodedText } from '../finding/entries.ts';
import type { PassageIndex } from '../finding/passage-index.ts';
import { type Ranked, rank, rankClosely, WORDS_ALONE } from '../finding/ranker.ts';
import { rulesFirst } from '../finding/rules-first.ts';
import { type Band, bandOf, leadOf, type RankerWeights, type Standing, standingOf } from '../finding/standing.ts';
import { withKinds } from '../question/kinds.ts';
import type { AskedWords } from '../quoting/deciding.ts';
import { MOST_NEAREST } from '../quoting/quotes.ts';

/** Anything longer is not read. */
const MOST_CHARACTERS = 2_000;

/** What was found for a question, best first, and how sure it is that the first answers. */
export interface Look {
  readonly question: string;
  /** The words that were looked for. */
  readonly asked: readonly string[];
  readonly ranked: readonly Ranked[];
  readonly band: Band;
  readonly standing?: Standing;
  readonly reading?: Reading | undefined;
  /** The words of its own, where it goes on with a question before it. */
  readonly own?: (AskedWords & { readonly text: string }) | undefined;
}

interface Looking {
  readonly index: PassageIndex;
  readonly understanding?: { readonly encoder: Encoder; readonly ranker: RankerWeights } | undefined;
  onTrouble?(error: unknown): void;
}

function createFirstLook({ index, understanding, onTrouble }: Looking) {
  const { encoder, ranker } = understanding ?? {};

  async function read(question: string, reading: Reading | undefined): Promise<Reading | undefined> {
    if (!encoder || !index.knowsMeaning) return undefined;
    try {
      return reading ?? (await encoder.read([question]))[0];
    } catch (error) {
      onTrouble?.(error);
      return undefined;
    }
  }

  /** By the kinds of what is asked, where the policies do not call it by its name: never sure, and never silent. */
  async function byKind(question: string, ranker: RankerWeights): Promise<Look | undefined> {
    const widened = withKinds(question, (word) => index.unknown({ words: [word], reading: undefined }) === 0);
    const reading = widened && (await read(widened.text, undefined));
    if (!widened || !reading) return undefined;
    const words = stems(widened.text);
    const ranked = rulesFirst(rankClosely(index.candidates({ words, reading }), ranker), question);
    const holds = ({ entry }: Ranked): boolean =>
      stems(encodedText(entry)).some((word) => widened.kinds.includes(word));
    // What is said about the kind is among those that are shown.
    const shown = ranked.slice(0, MOST_NEAREST);
    const ofKind = shown.some(holds) ? undefined : ranked.find(holds);
    const sorted = ofKind
      ? [...shown.slice(0, -1), ofKind, ...ranked.filter((one) => one !== ofKind && !shown.slice(0, -1).includes(one))]
      : ranked;
    const standing = standingOf(ranked, index.unknown({ words, reading }), words.length, ranker);
    return { question, asked: words, ranked: sorted, standing, band: 'nearest', reading };
  }

  const lookFor = async (question: string, known: Reading | undefined): Promise<Look> => {
    const text = question.slice(0, MOST_CHARACTERS);
    const words = stems(text);
    const reading = words.length === 0 ? undefined : await read(text, known);
    const asked = { words, reading };
    const candidates = index.candidates(asked);
    // By words alone nothing is sure, and nothing is said to be missing.
    if (!reading || !ranker)
      return {
        question: text,
        asked: words,
        ranked: rulesFirst(rank(candidates, ranker?.wordsAlone ?? WORDS_ALONE), text),
        band: 'nearest',
      };
    const ranked = rulesFirst(rankClosely(candidates, ranker), text);
    const standing = standingOf(ranked, index.unknown(asked), words.length, ranker);
    const titled = titledBy(words, ranked);
    if (titled.length > 0 && leadOf(standing, true) === 'faint')
      return {
        question: text,
        asked: words,
        ranked: [...titled, ...ranked.filter((one) => !titled.includes(one))],
        band: 'nearest',
        reading,
      };
    const band = ranked.length === 0 ? 'silent' : bandOf(standing.chance, ranker);
    return (
      (band === 'sure' ? undefined : await byKind(text, ranker)) ?? {
        question: text,
        asked: words,
        ranked,
        standing,
        band,
        reading,
      }
    );
  };

  return { lookFor, read };
}

/** Finds what may answer a question; `own`: that of its words which came last, where it goes on with what was asked before. */
export function createLook(looking: Looking) {
  const { index, understanding } = looking;
  const { lookFor, read } = createFirstLook(looking);
  const ranker = understanding?.ranker;
  return async (question: string, known: Reading | undefined, own?: Own): Promise<Look> => {
    const looked = await lookFor(question, own === undefined ? known : undefined);
    if (!own) return looked;
    const text = own.question.slice(0, MOST_CHARACTERS);
    const words = stems(text);
    const reading = words.length === 0 ? undefined : await read(text, own.reading);
    const candidates = index.candidates({ words, reading });
    const byOwn =
      reading && ranker ? rankClosely(candidates, ranker) : rank(candidates, ranker?.wordsAlone ?? WORDS_ALONE);
    const ranked = rulesFirst(byBoth(looked.ranked, byOwn, own), question);
    const unknown = index.unknown({ words: looked.asked, reading: looked.reading });
    const standing = looked.reading && ranker ? standingOf(ranked, unknown, looked.asked.length, ranker) : undefined;
    const band = standing && ranker ? bandOf(standing.chance, ranker) : looked.band;
    const ownWords = { text, stems: words, words: reading?.words };
    return { ...looked, ranked, band, ...(standing && { standing }), own: ownWords };
  };
}

/** What came last of a question that goes on with another, and what the encoder made of it, where that is known. */
export interface Own {
  readonly question: string;
  readonly reading?: Reading | undefined;
  /** Where the answer stood before it. */
  readonly place: { readonly version: PolicyVersionId; readonly section: string };
}

/** How much the words count that came last, beside all of them together. */
const OWN = 0.5;
/** By so much the same section, and the same policy, stand before others: scores lie between 0 and 20. */
const NEARER = { section: 2, policy: 0.7 } as const;

/** Ranked by both together, on the scale of one. What is not found by the last words counts as the least of what is. */
function byBoth(ranked: readonly Ranked[], byOwn: readonly Ranked[], { place }: Own): readonly Ranked[] {
  const scores = new Map(byOwn.map(({ entry, score }) => [entry, score]));
  const least = Math.min(0, ...scores.values());
  const nearer = ({ entry: { policy, passage } }: Ranked): number =>
    policy.versionId !== place.version ? 0 : passage.sectionId === place.section ? NEARER.section : NEARER.policy;
  return ranked
    .map((one) => ({
      ...one,
      score: (one.score + OWN * (scores.get(one.entry) ?? least)) / (1 + OWN) + nearer(one),
    }))
    .toSorted((one, other) => other.score - one.score);
}

/** So few words, all of them in one heading, ask for what stands below it: "what's prevent", "phone rules". */
const MOST_OF_TITLE = 2;

const ASKING: ReadonlySet<string> = new Set(
  stems(
    'what whats is are a an the of on for with about tell show me s rule rules policy policies guidance procedure say says our your their there any',
  ),
);

function titledBy(asked: readonly string[], ranked: readonly Ranked[]): readonly Ranked[] {
  const words = asked.filter((word) => !ASKING.has(word));
  if (words.length === 0 || words.length > MOST_OF_TITLE) return [];
  return ranked.filter(({ entry }) => {
    const heading = stems(entry.path.at(-1) ?? '');
    return words.every((word) => heading.includes(word));
  });
}
