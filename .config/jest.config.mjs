/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  // kysely and pg-boss ship only as ES modules, so the tests are ES modules too (see `npm run jest`).
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/tests/support/load-agents.mjs'],
  globalSetup: '<rootDir>/tests/support/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/global-teardown.ts',
  maxWorkers: 2,
  // A worker that has nothing left to do still gives back some 700 MB, which on a busy machine takes longer than jest's half
  // second. What truly goes on running is named all the same, only later.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 240_000,
};
