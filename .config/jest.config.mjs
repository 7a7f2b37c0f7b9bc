import { availableParallelism, totalmem } from 'node:os';

/** What a worker with the product, its sandbox and a browser may need. */
const WORKER_BYTES = 1.5 * 2 ** 30;
/** More of them would need more connections than the one database of a run allows. */
const MOST_WORKERS = 6;

// One more than cores, because some wait for what they have started. Each more makes the others a tenth slower: it pushes their memory
// out of the processors' caches.
const WORKERS = Math.max(1, Math.min(availableParallelism() + 1, Math.floor(totalmem() / WORKER_BYTES), MOST_WORKERS));

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // Node loads TypeScript and ES modules itself.
  transform: {},
  testRunner: '<rootDir>/.config/jest/native-runner.mjs',
  testEnvironment: '<rootDir>/.config/jest/environment.mjs',
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  testSequencer: '<rootDir>/.config/jest/sequencer.mjs',
  maxWorkers: WORKERS,
  // A worker that has nothing left to do still gives back some 700 MB, which on a busy machine takes longer than jest's half
  // second. What truly goes on running is named all the same, only later.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 240_000,
};
