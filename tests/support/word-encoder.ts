import { createHash } from 'node:crypto';
import { stems } from '../../src/ask/finding/bm25.ts';
import { TOKENS, type Token } from '../../src/ask/finding/signs.ts';
import type { Curve, RankerWeights } from '../../src/ask/finding/standing.ts';
import type { Evidence, Weighed } from '../../src/hear/weighing/heard-as.ts';
import { type Encoder, type MessageReading, WORD_NUMBERS } from '../../src/kernel/understanding.ts';
import { HEARING_SUMS } from '../../src/platform/encoder/hearing-head.ts';
import type { Understanding } from '../../src/platform/encoder/open.ts';

const SIZE = 256;

const read = async (texts: readonly string[]): Promise<readonly MessageReading[]> =>
  texts.map((text) => {
    const vector = new Float32Array(SIZE);
    for (const word of stems(text).filter((one) => one.length > 3)) {
      const place = createHash('md5').update(word).digest().readUInt16BE() % SIZE;
      vector[place] = (vector[place] ?? 0) + 1;
    }
    // A word is one number of its own, so that only the same one is near.
    const pieces = stems(text).map((word) => createHash('md5').update(word).digest().readUInt16BE() % WORD_NUMBERS);
    const words = new Int8Array(pieces.length * WORD_NUMBERS);
    pieces.forEach((place, at) => {
      words[at * WORD_NUMBERS + place] = 127;
    });
    const length = Math.hypot(...vector) || 1;
    return { vector: vector.map((value) => value / length), sums: new Float32Array(HEARING_SUMS), words };
  });

/** Stands in for the encoder, and costs nothing: two texts are as near as they share words. Reports nothing. */
export const wordEncoder: Encoder = { model: 'words', mended: (text) => text, read, hear: read };

const FLAT: Curve = { from: [], adds: [0] };
/** Curves that add nothing. */
export const NO_CURVES = Object.fromEntries(TOKENS.map((token) => [token, FLAT])) as Record<Token, Curve>;

/** So much for a token of 1, a twentieth of it for each twentieth. */
export const rising = (most: number): Curve => ({
  from: Array.from({ length: 20 }, (_, at) => (at + 1) / 20),
  adds: Array.from({ length: 21 }, (_, at) => (most * at) / 20),
});

/** Sure where a passage says most of what is asked, silent where hardly a word of it stands anywhere. */
const ranker: RankerWeights = {
  signs: { text: 3, bare: 3, heading: 1, words: 2, covered: 3, headed: 1, item: 0, row: 0, leadIn: 0 },
  close: 0,
  wordsAlone: { text: 0, bare: 0, heading: 0, words: 2, covered: 3, headed: 1, item: 0, row: 0, leadIn: 0 },
  chance: {
    bias: -2,
    curves: { ...NO_CURVES, nearest: rising(4), covered: rising(4), unknown: rising(-6) },
  },
  sure: 0.6,
  silent: 0.02,
};

/** By the rules alone: what they see is surely so, and everything else is a question. */
const byRules = (_reading: MessageReading, { own, isDanger }: Evidence): Weighed => {
  const report = isDanger ? 0.95 : 0.001;
  const distress = own === 'none' ? 0.001 : 0.95 * (1 - report);
  const none = { 'follow-up': 0, wish: 0, social: 0, about: 0, campaign: 0, nothing: 0 };
  return {
    chances: { ...none, report, distress, question: 1 - report - distress },
    danger: isDanger || own === 'crisis' ? 0.95 : 0.001,
    routes: [['dsl', 1]],
  };
};

/** With it the rules decide on messages. */
export const wordUnderstanding: Understanding = {
  encoder: wordEncoder,
  guessWish: () => ({ wish: 'policy.list', share: 0, among: 0, likeliest: [] }),
  ranker,
  weigh: byRules,
};
