import { Worker } from 'node:worker_threads';
import { LIMITS, type Limits, type Progress, type ReadOutcome } from './outcome.ts';
import type { Assignment, Report } from './reading-worker.ts';

export interface ReadOptions {
  /** Called now and then during long work. */
  readonly onProgress?: (progress: Progress) => void;
  /** Gives up at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
  /** The most a file may take, in milliseconds. */
  readonly budgetMs?: number;
}

const BUDGET_MS = 60_000;
/** Megabytes of heap for one file; a thread that wants more is ended, and nothing else with it. */
const HEAP_MB = 768;

/**
 * Reads a policy of any kind and always says its result. The work is done on a thread of its own with its own
 * memory and a time limit, for files come from outside and a library may hang on one. Rejects only when aborted.
 */
export async function readDocument(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadOutcome> {
  const limits = { ...LIMITS, ...options.limits };
  options.signal?.throwIfAborted();
  if (bytes.length > limits.fileBytes) {
    const most = Math.round(limits.fileBytes / 1024 / 1024);
    return {
      kind: 'unreadable',
      why: `This file is larger than ${most} MB. Take the pictures out or save it as a smaller PDF, and send it again.`,
    };
  }
  const file = new URL(`./reading-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
  // A copy: what is handed over must not change while it is read.
  const assignment: Assignment = { bytes: bytes.slice(), name, limits };
  return settle(
    new Worker(file, { workerData: assignment, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB }, execArgv: [] }),
    options,
  );
}

async function settle(worker: Worker, { signal, onProgress, budgetMs = BUDGET_MS }: ReadOptions): Promise<ReadOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadOutcome>();
  const unreadable = (why: string) => resolve({ kind: 'unreadable', why });
  const late = setTimeout(
    () => unreadable('This file takes too long to read. Save it again, or as PDF from Word, and send the new file.'),
    budgetMs,
  );
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  worker.on('message', (report: Report) => {
    if (report.kind === 'outcome') resolve(report.outcome);
    else onProgress?.({ done: report.done, of: report.of });
  });
  worker.on('error', () =>
    unreadable('This file could not be read: it asks for more memory than a policy needs, or it is damaged.'),
  );
  worker.on('exit', () =>
    unreadable('This file could not be read: it is damaged. Save it again, and send the new file.'),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
