import { SHARE_ENV, Worker } from 'node:worker_threads';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Encoder, MessageReading, Reading } from '../../kernel/understanding.ts';
import type { Hashes } from './encoder.ts';
import type { Assignment, Told, Wanted } from './encoder-thread.ts';
import { createLeave, leaveMemory } from './leave.ts';

/**
 * The encoder on a thread of its own: it opens while everything else is loaded, and nobody else waits for what it
 * reads. A thread that has ended is begun again by the next text.
 * @param folder holds `encoder.onnx`, `hearing.onnx` and `tokenizer.json`
 * @param expected what the weights must hash to
 * @throws an error with the code that `openEncoder` gives, or Node
 */
export async function openEncoderBeside(folder: URL, expected: Hashes): Promise<Encoder> {
  let thread: Thread | undefined;
  const begun = (): Thread => {
    thread ??= beginThread({ folder: folder.href, expected }, () => {
      thread = undefined;
    });
    return thread;
  };
  await begun().opened;
  const ask = async (wanted: Wanted): Promise<unknown> => {
    const { opened, ask } = begun();
    await opened;
    return ask(wanted);
  };
  return {
    model: expected.encoder,
    // The thread gives what `Encoder` gives, and nobody else speaks on its line.
    read: async (texts) => (await ask({ what: 'read', texts })) as readonly Reading[],
    hear: async (texts) => (await ask({ what: 'hear', texts })) as readonly MessageReading[],
    mended: async (text) => (await ask({ what: 'mended', text })) as string,
  };
}

interface Thread {
  readonly opened: Promise<unknown>;
  ask(wanted: Wanted): Promise<unknown>;
}

const FILE = new URL(`./encoder-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

function beginThread(what: Omit<Assignment, 'leave'>, onEnd: () => void): Thread {
  const assignment: Assignment = { ...what, leave: leaveMemory() };
  // However this process ends itself: by its last line, a command that is done, or a start that failed.
  const { end: wait } = createLeave(assignment.leave);
  process.once('exit', wait);
  // The environment itself and no copy: the runtime of the encoder reads it there, and must find that it tells nobody.
  const worker = new Worker(FILE, { workerData: assignment, env: SHARE_ENV, execArgv: [] });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  const answerTo = (number: number): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    waiting.set(number, answer);
    // A process that only waits for an answer must not end, and one that waits for nothing must not stay.
    worker.ref();
    return answer.promise;
  };
  worker.on('message', (told: Told) => {
    const answer = waiting.get(told.number);
    waiting.delete(told.number);
    if (waiting.size === 0) worker.unref();
    if (told.kind === 'done') answer?.resolve(told.value);
    else answer?.reject(Object.assign(new Error(told.message), { code: told.code }));
  });
  const end = (error: unknown): void => {
    onEnd();
    process.off('exit', wait);
    for (const { reject } of waiting.values())
      reject(new Fault('rejected', 'The thread of the encoder has ended', { cause: error }));
    waiting.clear();
  };
  worker.on('error', end);
  worker.on('exit', end);
  return {
    opened: answerTo(0),
    ask(wanted) {
      asked += 1;
      const answer = answerTo(asked);
      worker.postMessage({ number: asked, wanted });
      return answer;
    },
  };
}
