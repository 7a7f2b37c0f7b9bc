import type { Concept, Vocabulary } from './vocabulary.ts';
import { stem, wordsIn } from './words.ts';

/** A concept found in a text, and where: word positions `from` up to, not including, `to`. */
export interface Found {
  readonly concept: string;
  readonly from: number;
  readonly to: number;
}

/** Who speaks decides what a word means: `add` is a friend request in a question, not in a policy. */
export type Side = 'question' | 'policy';

interface Node {
  readonly next: Map<string, Node>;
  readonly concepts: string[];
}

/** At most so many words may stand where a phrase has `~`: "take ~ down", "take it all down". */
const GAP = 3;
const newNode = (): Node => ({ next: new Map(), concepts: [] });

/** Finds the phrases of a vocabulary in stemmed words; one for each side. Built once, then only read. */
export function createPhrases(vocabulary: Vocabulary, side: Side): (stems: readonly string[]) => Found[] {
  const root = newNode();
  for (const concept of vocabulary.concepts) {
    for (const phrase of phrasesOf(concept, side)) {
      const keys = phraseKeys(phrase);
      if (keys.length === 0) continue;
      let node = root;
      for (const key of keys) {
        const next = node.next.get(key) ?? newNode();
        node.next.set(key, next);
        node = next;
      }
      if (!node.concepts.includes(concept.id)) node.concepts.push(concept.id);
    }
  }
  return (stems) => findAll(root, stems);
}

const phrasesOf = (concept: Concept, side: Side): readonly string[] => [
  ...concept.words,
  ...(side === 'question' ? concept.said : concept.written),
];

/** `year <number>` → keys to walk; words in angle brackets stand for any word of that kind. */
export function phraseKeys(phrase: string): string[] {
  return phrase
    .split(/\s+/)
    .flatMap((part) => (part === '~' || /^<\w+>$/.test(part) ? [part] : wordsIn(part).map(stem)));
}

/** Kinds of number that matter in a school. */
function kindsOf(word: string): readonly string[] {
  if (!/^\d{1,4}$/.test(word)) return [];
  const value = Number(word);
  const kinds = ['<number>'];
  if (value >= 1 && value <= 13) kinds.push('<year>');
  if (value >= 3 && value <= 17) kinds.push('<minor>');
  if (value >= 18 && value <= 30) kinds.push('<adult>');
  return kinds;
}

function findAll(root: Node, stems: readonly string[]): Found[] {
  const found: Found[] = [];
  const walk = (node: Node, at: number, from: number): void => {
    if (at > from) for (const concept of node.concepts) found.push({ concept, from, to: at });
    const word = stems[at];
    if (word === undefined) return;
    for (const key of [word, ...kindsOf(word)]) {
      const next = node.next.get(key);
      if (next) walk(next, at + 1, from);
    }
    const gap = node.next.get('~');
    if (gap) {
      for (let skip = 0; skip <= GAP; skip += 1) {
        for (const [key, next] of gap.next) if (matches(key, stems[at + skip])) walk(next, at + skip + 1, from);
      }
    }
  };
  for (let from = 0; from < stems.length; from += 1) walk(root, from, from);
  return found;
}

const matches = (key: string, word: string | undefined): boolean =>
  word !== undefined && (key === word || kindsOf(word).includes(key));
