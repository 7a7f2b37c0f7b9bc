import { readFile } from 'node:fs/promises';
import type { Head } from '../../hear/listen.ts';
import type { ToldByWords } from '../../hear/weighing/by-words.ts';
import type { Guess } from '../../hear/wishes/recognise.ts';
import type { Encoder } from '../../kernel/understanding.ts';
import { openEncoderBeside } from './beside.ts';
import type { Hashes } from './encoder.ts';
import { weighBy } from './hearing-head.ts';
import { parseWeights, type Weights } from './weights.ts';
import { guessBy, openWishHead, withWish } from './wish-head.ts';
import { openWording } from './wording.ts';

/** The encoder, and what was learnt to make of its readings. */
export interface Understanding extends Pick<Weights, 'ranker'> {
  readonly encoder: Encoder;
  /** What of Lanyard itself a message asks for. */
  readonly guessWish: Guess;
  /** What a message is. */
  readonly weigh: Head['weigh'];
}

/** `without`: Lanyard runs all the same, by words and rules alone. */
export type Opening =
  | { readonly kind: 'open'; readonly understanding: Understanding }
  | {
      readonly kind: 'without';
      readonly reason: 'missing' | 'altered' | 'refused';
      /** For the IT lead. */
      readonly what: string;
      readonly todo: string;
      /** What words alone tell of a message; absent where not even that can be read. */
      readonly toldByWords?: ToldByWords | undefined;
    };

/** What is different without it, in a sentence. */
export const withoutUnderstanding = ({ what }: Extract<Opening, { kind: 'without' }>): string =>
  `${what}: answers go by words alone and are never certain, and only the rules recognise reports`;

/** Comes with the product: `encoder.onnx`, `hearing.onnx`, `wishes.bin`, `wording.bin`, `tokenizer.json`, `weights.json`. */
const MODEL = new URL('./model/', import.meta.url);

const AGAIN = 'Unpack the release again, whole; in a checkout, restore src/platform/encoder/model.';

/**
 * Loads the encoder on a thread of its own, some 0.7 s and 200 MB. What keeps it from running is told, never thrown.
 * @param onBegun called as soon as that thread runs
 */
export async function openUnderstanding(folder: URL = MODEL, onBegun: () => void = () => undefined): Promise<Opening> {
  try {
    return {
      kind: 'open',
      understanding: await readUnderstanding(folder, (hashes) => {
        const opening = openEncoderBeside(folder, hashes);
        onBegun();
        return opening;
      }),
    };
  } catch (error) {
    return { ...withoutBecauseOf(error), toldByWords: await wordsAlone(folder) };
  }
}

/**
 * What was learnt, out of a folder, with an encoder for it.
 * @param open the encoder whose weights hash to these
 * @throws Fault for weights that are not those that the figures were measured on
 */
export async function readUnderstanding(
  folder: URL,
  open: (hashes: Hashes) => Promise<Encoder>,
): Promise<Understanding> {
  const { encoder, hearing, measure, wishes, ranker } = parseWeights(
    await readFile(new URL('weights.json', folder), 'utf8'),
  );
  const [opened, head] = await Promise.all([open({ encoder, hearing }), openWishHead(folder, wishes)]);
  return {
    encoder: opened,
    guessWish: guessBy(head),
    weigh(reading, evidence) {
      const weighed = weighBy(measure, reading, evidence);
      const [none = 0] = head.shares(reading);
      return { ...weighed, chances: withWish(weighed.chances, 1 - none, wishes) };
    },
    ranker,
  };
}

const wordsAlone = async (folder: URL): Promise<ToldByWords | undefined> => {
  try {
    const wording = await openWording(folder);
    return (text) => wording.toldAlone(text);
  } catch {
    return undefined;
  }
};

function withoutBecauseOf(error: unknown): Extract<Opening, { kind: 'without' }> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return { kind: 'without', reason: 'missing', what: 'A file of the encoder is missing', todo: AGAIN };
  if (code === 'rejected')
    return {
      kind: 'without',
      reason: 'refused',
      what: 'The encoder cannot run on this machine',
      todo: 'It needs 64-bit Linux with glibc, Windows or macOS, and the onnxruntime-node package that the release brings.',
    };
  return {
    kind: 'without',
    reason: 'altered',
    what: 'The files of the encoder are not those of this release',
    todo: AGAIN,
  };
}
