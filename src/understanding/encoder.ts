import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Fault } from '../core/calls/fault.ts';
import { type Encoder, MESSAGE_CLASSES, type Reading } from '../core/understanding.ts';

/** As in training; what comes after is not read. */
const MOST_TOKENS = 128;
const CLS = 101;
const SEP = 102;
/**
 * So many tokens are read at once, some 15 ms: onnxruntime-node runs on the one thread that serves everyone, and others have their turn
 * between two batches. Larger ones gain nothing on a processor.
 */
const BATCH_TOKENS = 160;

/**
 * Loads the encoder: about half a second and 80 MB.
 * @param folder holds `encoder.onnx` and `tokenizer.json`
 * @param sha256 what the weights must hash to
 * @throws Fault 'malformed' when the weights are not those that the figures were measured on; 'rejected' when this
 *   processor or platform cannot run them
 */
export async function openEncoder(folder: URL, sha256: string): Promise<Encoder> {
  const weights = new URL('encoder.onnx', folder);
  const found = await hashOfFile(weights);
  if (found !== sha256)
    throw new Fault('malformed', `The encoder's weights are not as they were trained: ${found}, expected ${sha256}`);
  const { session, tensor } = await open(weights);
  const tokens = new Tokenizer(JSON.parse(await readFile(new URL('tokenizer.json', folder), 'utf8')), {});
  const idsOf = (text: string): readonly number[] => {
    const { ids } = tokens.encode(text, { add_special_tokens: false });
    return [CLS, ...ids.slice(0, MOST_TOKENS - 2), SEP];
  };
  return {
    model: sha256,
    async read(texts) {
      const readings: Reading[] = [];
      for (const batch of batches(texts.map(idsOf))) {
        for (const { at, reading } of await run(session, tensor, batch)) readings[at] = reading;
      }
      return readings;
    },
  };
}

async function open(weights: URL): Promise<{ session: InferenceSession; tensor: typeof Tensor }> {
  try {
    // Loaded when it is wanted: a command that only writes a backup does not wait for it.
    const { InferenceSession, Tensor } = await import('onnxruntime-node');
    const session = await InferenceSession.create(weights.pathname, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    return { session, tensor: Tensor };
  } catch (error) {
    throw new Fault('rejected', 'The encoder cannot run on this machine', { cause: error });
  }
}

interface Line {
  readonly at: number;
  readonly ids: readonly number[];
}

/** Lines of like length together, so that little of a batch is padding. */
function* batches(lines: readonly (readonly number[])[]): Generator<readonly Line[]> {
  const left = lines.map((ids, at) => ({ at, ids })).sort((one, other) => one.ids.length - other.ids.length);
  while (left.length > 0) {
    let size = 1;
    while (size < left.length && (size + 1) * (left[size]?.ids.length ?? 0) <= BATCH_TOKENS) size += 1;
    yield left.splice(0, size);
  }
}

async function run(session: InferenceSession, tensor: typeof Tensor, batch: readonly Line[]) {
  const width = Math.max(...batch.map(({ ids }) => ids.length));
  const shape = [batch.length, width];
  const ids = new BigInt64Array(batch.length * width);
  const mask = new BigInt64Array(batch.length * width);
  batch.forEach((line, row) => {
    line.ids.forEach((id, column) => {
      ids[row * width + column] = BigInt(id);
      mask[row * width + column] = 1n;
    });
  });
  const out = await session.run({ ids: new tensor('int64', ids, shape), mask: new tensor('int64', mask, shape) });
  const vectors = floats(out.vector);
  const logits = floats(out.logits);
  const size = vectors.length / batch.length;
  const said = MESSAGE_CLASSES.length + 1;
  return batch.map(({ at }, row) => ({
    at,
    reading: {
      vector: vectors.slice(row * size, (row + 1) * size),
      logits: logits.slice(row * said, (row + 1) * said),
    },
  }));
}

function floats(found: Tensor | undefined): Float32Array {
  if (!(found?.data instanceof Float32Array)) throw new Error('the encoder did not give the numbers that it should');
  return found.data;
}

/** SHA-256 of a file, in hex. */
export async function hashOfFile(file: URL): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
