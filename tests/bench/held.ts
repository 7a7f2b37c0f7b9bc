import { setTimeout as pause } from 'node:timers/promises';
import { createAnswerer } from '../../src/ask/answer/answer.ts';
import { createPassageIndex } from '../../src/ask/finding/passage-index.ts';
import type { VectorStore } from '../../src/ask/finding/vectors.ts';
import { WORD_NUMBERS } from '../../src/kernel/understanding.ts';
import { makePolicies, QUESTIONS, SIZE } from './ask.ts';
import { earOf, openShipped } from './understanding/left-out.ts';

/**
 * `npm run bench -- held [passages]`: for how long at most one turn of the event loop is held, in ms of the thread's own
 * processor time, so that other load on the machine does not count: while the encoder opens, an index of 20,000 passages is
 * built and learns what was read before, questions are answered from it, and messages of all lengths are heard. And what a
 * message costs from hearing to answer, in processor time of all threads: on one core it cannot take less.
 */
export default async function held(args: readonly string[] = []): Promise<void> {
  const policies = makePolicies(Number(args[0] ?? 20_000));
  const figures: Record<string, number | object> = {};
  const opening = await turns(figures, 'opening the encoder', openShipped);
  const { understanding } = opening;

  // As after a restart: everything was read before.
  const kept = Float32Array.from({ length: 2 * SIZE }, (_, at) => Math.sin(at));
  const pieces = Int8Array.from({ length: 40 * WORD_NUMBERS }, (_, at) => Math.round(20 * Math.sin(at)));
  const vectors: VectorStore = {
    // One block of memory for all: the work of making vectors is the database's.
    find: async (_model, hashes) => {
      await new Promise(setImmediate);
      return new Map(hashes.map((hash, at) => [hash, { vector: kept.subarray(at, at + SIZE), words: pieces }]));
    },
    known: async () => new Map(),
    keep: async () => undefined,
  };
  const words = await turns(figures, 'indexing words', () => createPassageIndex(policies));
  const index = await turns(figures, 'learning what was read', () =>
    words.learn({ encoder: understanding.encoder, vectors }),
  );
  const answerer = createAnswerer({ index, cautions: [], understanding });
  const { hear } = earOf(opening);
  const answer = async (question: string): Promise<void> => {
    const { readings } = await hear(question, undefined);
    await answerer.askLocally(question, { reading: readings?.length === 1 ? readings[0] : undefined });
  };
  for (const question of QUESTIONS) await answer(question);
  await turns(figures, 'hearing and answering', async () => {
    for (const question of QUESTIONS) await answer(question);
  });
  const story = `${QUESTIONS.join('. ')}. `;
  await turns(figures, 'hearing 64,000 letters', () => hear(story.repeat(Math.ceil(64_000 / story.length)), undefined));

  const took: number[] = [];
  for (let round = 0; round < 10; round += 1)
    for (const question of QUESTIONS) {
      const from = process.cpuUsage();
      await answer(question);
      const { user, system } = process.cpuUsage(from);
      took.push((user + system) / 1_000);
    }
  took.sort((one, other) => one - other);
  const at = (share: number): number => rounded(took[Math.floor(took.length * share)] ?? 0);
  figures['processor ms from message to answer'] = { p50: at(0.5), p95: at(0.95), most: at(0.999) };
  console.log(JSON.stringify({ bench: 'held', passages: index.entries.length, longestTurnMs: figures }, null, 1));
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Does some work, and notes the longest turn of the event loop meanwhile. */
async function turns<T>(figures: Record<string, number | object>, name: string, work: () => Promise<T>): Promise<T> {
  let longest = 0;
  let isOver = false;
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let before = spent();
  const look = (): void => {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(look);
  };
  await pause(50);
  before = spent();
  setImmediate(look);
  const result = await work();
  await new Promise(setImmediate);
  isOver = true;
  figures[name] = rounded(longest);
  return result;
}
