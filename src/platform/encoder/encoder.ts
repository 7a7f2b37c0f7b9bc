import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Fault } from '../../kernel/calls/fault.ts';
import { type Encoder, type MessageReading, type Reading, WORD_NUMBERS } from '../../kernel/understanding.ts';
import { mendSlips, vocabularyOf } from './slips.ts';

/** As in training; what comes after is not read. */
const MOST_TOKENS = 128;
const CLS = 101;
const SEP = 102;

/** What files of weights must hash to: SHA-256, in hex. */
export interface Hashes {
  readonly encoder: string;
  readonly hearing: string;
}

/**
 * Loads the encoder, and the layers of its own that hear messages: they go on from the middle of the encoder, which is read once. Some
 * 0.7 s and 200 MB.
 * @param folder holds `encoder.onnx`, `hearing.onnx` and `tokenizer.json`
 * @param expected what the weights must hash to
 * @throws Fault 'malformed' when the weights are not those that the figures were measured on; 'rejected' when this
 *   processor or platform cannot run them
 */
export async function openEncoder(folder: URL, expected: Hashes): Promise<Encoder> {
  const encoder = await open(await weightsIn(folder, 'encoder', expected));
  const hearing = await open(await weightsIn(folder, 'hearing', expected));
  const written = JSON.parse(await readFile(new URL('tokenizer.json', folder), 'utf8'));
  const tokens = new Tokenizer(written, {});
  const vocabulary = vocabularyOf(written.model.vocab);
  const idsOf = (text: string): readonly number[] => {
    const { ids } = tokens.encode(text, { add_special_tokens: false });
    return [CLS, ...ids.slice(0, MOST_TOKENS - 2), SEP];
  };
  // One text at a time: int8 rounds by all that is read together, and a text must read the same whatever is beside it. And
  // onnxruntime-node runs on the thread that calls it: what is short has its turn between the texts of what is long.
  return {
    model: expected.encoder,
    async read(texts) {
      const readings: Reading[] = [];
      for (const text of texts) readings.push(toReading((await run(encoder, idsOf(text), MEANING)).read));
      return readings;
    },
    async hear(texts) {
      const readings: MessageReading[] = [];
      for (const text of texts) {
        const { read, mask } = await run(encoder, idsOf(text), [...MEANING, 'middle']);
        const { sums } = await hearing.session.run({ middle: read.middle as Tensor, mask });
        readings.push({ ...toReading(read), sums: floats(sums) });
      }
      return readings;
    },
    mended: (text) => mendSlips(text, vocabulary),
  };
}

const MEANING = ['vector', 'words'] as const;

interface Opened {
  readonly session: InferenceSession;
  readonly tensor: typeof Tensor;
}

/** The weights themselves, and not where they lie: what a folder is called is Node's to understand, and no library's. */
async function weightsIn(folder: URL, name: keyof Hashes, expected: Hashes): Promise<Uint8Array<ArrayBuffer>> {
  const weights = await readFile(fileOf(folder, name));
  const found = createHash('sha256').update(weights).digest('hex');
  if (found === expected[name]) return weights;
  throw new Fault(
    'malformed',
    `The weights (${name}) are not as they were trained: ${found}, expected ${expected[name]}`,
  );
}

async function open(weights: Uint8Array<ArrayBuffer>): Promise<Opened> {
  // Before it is loaded, or it writes an identifier of this machine and tells its maker what runs here: since 1.29, unasked.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  try {
    // Loaded when it is wanted: a command that only writes a backup does not wait for it.
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    // The session has its own copy. Given back at once: a thread that rests collects no rubbish.
    weights.buffer.transfer(0);
    return { session, tensor: Tensor };
  } catch (error) {
    throw new Fault('rejected', 'The encoder cannot run on this machine', { cause: error });
  }
}

async function run({ session, tensor }: Opened, read: readonly number[], wanted: readonly string[]) {
  const shape = [1, read.length];
  const ids = new tensor('int64', BigInt64Array.from(read, BigInt), shape);
  const mask = new tensor('int64', new BigInt64Array(read.length).fill(1n), shape);
  return { read: await session.run({ ids, mask }, wanted), mask };
}

const toReading = ({ vector, words }: InferenceSession.OnnxValueMapType): Reading => ({
  vector: floats(vector),
  words: rounded(floats(words)),
});

/** Between the marks of the text's beginning and end, in steps of 1/127: a quarter of the memory, and no answer changes. */
const rounded = (words: Float32Array): Int8Array =>
  Int8Array.from(words.subarray(WORD_NUMBERS, -WORD_NUMBERS), (number) => Math.round(number * 127));

function floats(found: Tensor | undefined): Float32Array {
  if (!(found?.data instanceof Float32Array)) throw new Error('the encoder did not give the numbers that it should');
  return found.data;
}

/** Of the weights that lie in a folder. */
export const hashesIn = async (folder: URL): Promise<Hashes> => ({
  encoder: await hashOfFile(fileOf(folder, 'encoder')),
  hearing: await hashOfFile(fileOf(folder, 'hearing')),
});

const fileOf = (folder: URL, name: keyof Hashes): URL => new URL(`${name}.onnx`, folder);

/** SHA-256 of a file, in hex. */
export async function hashOfFile(file: URL): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
