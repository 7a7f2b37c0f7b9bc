import { parentPort, workerData } from 'node:worker_threads';
import type { Limits, ReadOutcome } from './outcome.ts';
import { Unreadable } from './outcome.ts';
import { readBytes } from './read-bytes.ts';

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

const BROKEN =
  'This file is damaged or not what its name says, and could not be read. Open it, save it again, and send the new file.';

/** The outcome of reading; a file that breaks a reader is an unreadable file. */
export async function outcomeOf(
  { bytes, name, limits }: Assignment,
  tell: (report: Report) => void,
): Promise<ReadOutcome> {
  try {
    const onProgress = (progress: { done: number; of: number }) => tell({ kind: 'progress', ...progress });
    return { kind: 'read', document: await readBytes(bytes, name, { limits, onProgress }) };
  } catch (error) {
    return { kind: 'unreadable', why: error instanceof Unreadable ? error.message : BROKEN };
  }
}

if (parentPort) {
  const port = parentPort;
  // The only sender is `readDocument`, which types what it sends.
  const assignment: Assignment = workerData;
  const outcome = await outcomeOf(assignment, (report) => port.postMessage(report));
  port.postMessage({ kind: 'outcome', outcome } satisfies Report);
}
