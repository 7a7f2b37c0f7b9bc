import { parentPort, workerData } from 'node:worker_threads';
import type { Limits, Progress, ReadOutcome } from './outcome.ts';
import { outcomeOf } from './read-bytes.ts';

/** What `readDocument` hands to the thread that reads. */
export interface Assignment {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly limits: Limits;
}

/** What the thread tells: how far it is, and in the end what came out. */
export type Report =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'outcome'; readonly outcome: ReadOutcome };

if (parentPort) {
  const port = parentPort;
  // The only sender is `readDocument`, which types what it sends.
  const { bytes, name, limits }: Assignment = workerData;
  const onProgress = ({ done, of }: Progress) => port.postMessage({ kind: 'progress', done, of } satisfies Report);
  const outcome = await outcomeOf(bytes, name, { limits, onProgress });
  port.postMessage({ kind: 'outcome', outcome } satisfies Report);
}
