import type { Concept, Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

/** A concept found in a text, and the places of the words that say it; a phrase with a gap leaves the words between out. */
export interface Found {
  readonly concept: string;
  readonly at: readonly number[];
}

/** Who speaks decides what a word means: `add` is a friend request in a question, not in a policy. */
export type Side = 'question' | 'policy';

interface Node {
  readonly next: Map<string, Node>;
  readonly concepts: string[];
  /** Whether one of the keys of `next` is a kind of word, as `<year>`. */
  hasKinds: boolean;
}

/** At most so many words may stand where a phrase has `~`: "take ~ down", "take it all down". */
const GAP = 3;
const newNode = (): Node => ({ next: new Map(), concepts: [], hasKinds: false });

/** Megabytes of them: every school of a trust that shares a vocabulary shares these. */
const built = { question: new WeakMap<Vocabulary, Node>(), policy: new WeakMap<Vocabulary, Node>() };

/** Finds the phrases of a vocabulary in stemmed words; one for each side. Built once, then only read. */
export function createPhrases(vocabulary: Vocabulary, side: Side): (stems: readonly string[]) => Found[] {
  const root = built[side].get(vocabulary) ?? phraseTree(vocabulary, side);
  built[side].set(vocabulary, root);
  return (stems) => findAll(root, stems);
}

function phraseTree(vocabulary: Vocabulary, side: Side): Node {
  const root = newNode();
  for (const concept of vocabulary.concepts) {
    for (const phrase of phrasesOf(concept, side)) {
      let node = root;
      for (const key of phraseKeys(phrase)) {
        const next = node.next.get(key) ?? newNode();
        node.next.set(key, next);
        if (key.startsWith('<')) node.hasKinds = true;
        node = next;
      }
      if (node !== root && !node.concepts.includes(concept.id)) node.concepts.push(concept.id);
    }
  }
  return root;
}

const phrasesOf = (concept: Concept, side: Side): readonly string[] => [
  ...concept.words,
  ...(side === 'question' ? concept.said : concept.written),
];

/** `year <year>` → the keys to walk; words in angle brackets stand for any word of that kind, `~` for a gap. */
export function phraseKeys(phrase: string): string[] {
  return phrase
    .split(/\s+/)
    .flatMap((part) => (part === '~' || /^<\w+>$/.test(part) ? [part] : wordsIn(part).map(stem)));
}

const MONTHS = new Set(
  [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ].map(stem),
);
const NO_KINDS: readonly string[] = [];

/** Kinds of word that matter in a school: `<year>` of pupils, ages on either side of 18, `<calendar>` for months and years. */
function kindsOf(word: string): readonly string[] {
  if (MONTHS.has(word)) return ['<calendar>'];
  if (!/^\d{1,4}$/.test(word)) return NO_KINDS;
  const value = Number(word);
  const kinds = ['<number>'];
  if (value >= 1 && value <= 13) kinds.push('<year>');
  if (value >= 3 && value <= 17) kinds.push('<minor>');
  if (value >= 18 && value <= 30) kinds.push('<adult>');
  if (value >= 2000 && value <= 2099) kinds.push('<calendar>');
  return kinds;
}

function findAll(root: Node, stems: readonly string[]): Found[] {
  const found: Found[] = [];
  const follow = (node: Node, place: number, at: readonly number[]): void => {
    const word = stems[place];
    if (word === undefined) return;
    const exact = node.next.get(word);
    if (exact) walk(exact, place + 1, [...at, place]);
    if (!node.hasKinds) return;
    for (const kind of kindsOf(word)) {
      const byKind = node.next.get(kind);
      if (byKind) walk(byKind, place + 1, [...at, place]);
    }
  };
  const walk = (node: Node, next: number, at: readonly number[]): void => {
    for (const concept of node.concepts) found.push({ concept, at });
    follow(node, next, at);
    const gap = node.next.get('~');
    if (gap) for (let skip = 0; skip <= GAP; skip += 1) follow(gap, next + skip, at);
  };
  for (let from = 0; from < stems.length; from += 1) follow(root, from, []);
  return found;
}

/**
 * The phrases to go by where several share words: the longest first, then the latest, for English puts the noun last
 * ("on my own insta" is about the account); what is left over is dropped.
 */
export function longestOf(found: readonly Found[]): Found[][] {
  const spans = new Map<string, Found[]>();
  for (const one of found) {
    const key = one.at.join(',');
    const span = spans.get(key);
    if (span) span.push(one);
    else spans.set(key, [one]);
  }
  const placesOf = (span: readonly Found[]): readonly number[] => span[0]?.at ?? [];
  const taken = new Set<number>();
  return [...spans.values()]
    .sort((a, b) => placesOf(b).length - placesOf(a).length || (placesOf(b)[0] ?? 0) - (placesOf(a)[0] ?? 0))
    .filter((span) => {
      const at = placesOf(span);
      if (at.some((place) => taken.has(place))) return false;
      for (const place of at) taken.add(place);
      return true;
    })
    .sort((a, b) => (placesOf(a)[0] ?? 0) - (placesOf(b)[0] ?? 0));
}
