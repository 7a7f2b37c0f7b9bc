import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Fault } from '../core/calls/fault.ts';
import { type Encoder, type Reading, WORD_NUMBERS } from '../core/understanding.ts';
import { mendSlips, vocabularyOf } from './slips.ts';
import { openWording, type Wording } from './wording.ts';

/** As in training; what comes after is not read. */
const MOST_TOKENS = 128;
const CLS = 101;
const SEP = 102;

/** What files of weights must hash to: SHA-256, in hex. */
export interface Hashes {
  readonly encoder: string;
  readonly wording: string;
}

/**
 * Loads the encoder: about half a second and 80 MB.
 * @param folder holds `encoder.onnx`, `wording.bin` and `tokenizer.json`
 * @param expected what the weights must hash to
 * @throws Fault 'malformed' when the weights are not those that the figures were measured on; 'rejected' when this
 *   processor or platform cannot run them
 */
export async function openEncoder(folder: URL, expected: Hashes): Promise<Encoder> {
  const found = await hashesIn(folder);
  for (const name of ['encoder', 'wording'] as const)
    if (found[name] !== expected[name])
      throw new Fault(
        'malformed',
        `The weights (${name}) are not as they were trained: ${found[name]}, expected ${expected[name]}`,
      );
  const wording = await openWording(folder);
  const { session, tensor } = await open(new URL('encoder.onnx', folder));
  const written = JSON.parse(await readFile(new URL('tokenizer.json', folder), 'utf8'));
  const tokens = new Tokenizer(written, {});
  const vocabulary = vocabularyOf(written.model.vocab);
  const idsOf = (text: string): readonly number[] => {
    const { ids } = tokens.encode(text, { add_special_tokens: false });
    return [CLS, ...ids.slice(0, MOST_TOKENS - 2), SEP];
  };
  return {
    model: expected.encoder,
    // One text at a time: int8 rounds by all that is read together, and a text must read the same whatever is beside it. And
    // onnxruntime-node runs on the one thread that serves everyone: others have their turn every 15 ms. More at once gains nothing.
    async read(texts) {
      const readings: Reading[] = [];
      for (const text of texts) readings.push(worded(await run(session, tensor, idsOf(text)), wording, text));
      return readings;
    },
    mended: (text) => mendSlips(text, vocabulary),
  };
}

const worded = (reading: Reading, wording: Wording, text: string): Reading => ({
  ...reading,
  logits: wording.beside(reading.logits, text),
});

async function open(weights: URL): Promise<{ session: InferenceSession; tensor: typeof Tensor }> {
  // Before it is loaded, or it writes an identifier of this machine and tells its maker what runs here: since 1.29, unasked.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  try {
    // Loaded when it is wanted: a command that only writes a backup does not wait for it.
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const session = await InferenceSession.create(weights.pathname, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    return { session, tensor: Tensor };
  } catch (error) {
    throw new Fault('rejected', 'The encoder cannot run on this machine', { cause: error });
  }
}

async function run(session: InferenceSession, tensor: typeof Tensor, read: readonly number[]): Promise<Reading> {
  const shape = [1, read.length];
  const ids = new tensor('int64', BigInt64Array.from(read, BigInt), shape);
  const mask = new tensor('int64', new BigInt64Array(read.length).fill(1n), shape);
  const out = await session.run({ ids, mask });
  return { vector: floats(out.vector), logits: floats(out.logits), words: rounded(floats(out.words)) };
}

/** Between the marks of the text's beginning and end, in steps of 1/127: a quarter of the memory, and no answer changes. */
const rounded = (words: Float32Array): Int8Array =>
  Int8Array.from(words.subarray(WORD_NUMBERS, -WORD_NUMBERS), (number) => Math.round(number * 127));

function floats(found: Tensor | undefined): Float32Array {
  if (!(found?.data instanceof Float32Array)) throw new Error('the encoder did not give the numbers that it should');
  return found.data;
}

/** Of the weights that lie in a folder. */
export const hashesIn = async (folder: URL): Promise<Hashes> => ({
  encoder: await hashOfFile(new URL('encoder.onnx', folder)),
  wording: await hashOfFile(new URL('wording.bin', folder)),
});

/** SHA-256 of a file, in hex. */
export async function hashOfFile(file: URL): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
