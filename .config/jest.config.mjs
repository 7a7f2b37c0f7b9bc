import { availableParallelism, totalmem } from 'node:os';

/** What a worker with the product, its sandbox and a browser may need. */
const WORKER_BYTES = 1.5 * 2 ** 30;
/** More of them would need more connections than the one database of a run allows. */
const MOST_WORKERS = 6;

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
  // Two more than cores: half of the time a test waits for what it has started, a browser or a database or a clock.
  maxWorkers: Math.max(1, Math.min(availableParallelism() + 2, Math.floor(totalmem() / WORKER_BYTES), MOST_WORKERS)),
  // A worker that has nothing left to do still gives back some 700 MB, which on a busy machine takes longer than jest's half
  // second. What truly goes on running is named all the same, only later.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 240_000,
};
