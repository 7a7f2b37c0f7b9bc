import { globSync } from 'node:fs';
import { join } from 'node:path';
import usual from '../jest.config.mjs';
import { isSlow } from './slow.mjs';

/** `npm run test:fast`: everything that starts neither the product, nor a browser, nor another process. */
const ROOT = join(import.meta.dirname, '../..');
const TESTS = join(ROOT, 'tests');

const slow = globSync('**/*.test.ts', { cwd: TESTS }).filter((file) => isSlow(join(TESTS, file)));

/** @type {import('jest').Config} */
export default {
  ...usual,
  rootDir: ROOT,
  testPathIgnorePatterns: slow.map((file) => `/tests/${file.replaceAll('.', '\\.')}$`),
};
