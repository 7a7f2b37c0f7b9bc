import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Encoder } from '../../kernel/understanding.ts';
import { type Hashes, openEncoder } from './encoder.ts';
import { createLeave } from './leave.ts';

/** What the thread opens. */
export interface Assignment {
  /** As an address: a thread is handed no URL. */
  readonly folder: string;
  readonly expected: Hashes;
  readonly leave: SharedArrayBuffer;
}

/** What is wanted of the encoder. */
export type Wanted =
  | { readonly what: 'read' | 'hear'; readonly texts: readonly string[] }
  | { readonly what: 'mended'; readonly text: string };

/** What came of what was asked under this number; 0 is the opening. A failure by its code, because a thread hands on no Fault. */
export type Told =
  | { readonly number: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly number: number; readonly kind: 'failed'; readonly code: unknown; readonly message: string };

/** What is done between two leaves to go on: one text. */
type Step = <T>(work: () => Promise<T>) => Promise<T>;

async function doneBy(encoder: Encoder, wanted: Wanted, step: Step): Promise<unknown> {
  if (wanted.what === 'mended') return encoder.mended(wanted.text);
  const readings = [];
  for (const text of wanted.texts) readings.push(...(await step(async () => encoder[wanted.what]([text]))));
  return readings;
}

/** The only sender is `openEncoderBeside`, which types what it sends. */
async function serve(port: MessagePort, { folder, expected, leave }: Assignment): Promise<void> {
  const tell = async (number: number, work: () => unknown): Promise<void> => {
    try {
      port.postMessage({ number, kind: 'done', value: await work() } satisfies Told);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      port.postMessage({ number, kind: 'failed', code, message: String(error) } satisfies Told);
    }
  };
  const { step } = createLeave(leave);
  const opening = step(() => openEncoder(new URL(folder), expected));
  await tell(0, () => opening.then(() => undefined));
  const encoder = await opening.catch(() => undefined);
  if (encoder)
    port.on('message', ({ number, wanted }: { number: number; wanted: Wanted }) =>
      tell(number, () => doneBy(encoder, wanted, step)),
    );
}

// Nothing waits for it at the top of this file: Node warns of a file that ends while it waits, as it may when the process ends.
if (parentPort) void serve(parentPort, workerData);
