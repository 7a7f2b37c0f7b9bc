import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import usual from '../jest.config.mjs';

/**
 * `npm run test:fast`: everything that starts neither the product, nor a browser, nor another process. Which those are is read
 * from what each file imports, itself or through what else of `tests/` it imports.
 */
const ROOT = join(import.meta.dirname, '../..');
const SLOW = ['src/app.ts', 'playwright-core', 'node:child_process'];
const TESTS = join(ROOT, 'tests');

const known = new Map();

function isSlow(file) {
  if (!known.has(file)) {
    // Asked about again on the way down by a circle of imports: not for that reason.
    known.set(file, false);
    const imported = [...readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, path]) =>
      path.startsWith('.') ? join(dirname(file), path) : path,
    );
    known.set(
      file,
      imported.some(
        (path) =>
          SLOW.includes(relative(ROOT, path)) ||
          SLOW.includes(path) ||
          (path.startsWith(TESTS) && existsSync(path) && isSlow(path)),
      ),
    );
  }
  return known.get(file);
}

const slow = globSync('**/*.test.ts', { cwd: TESTS }).filter((file) => isSlow(join(TESTS, file)));

/** @type {import('jest').Config} */
export default {
  ...usual,
  rootDir: ROOT,
  testPathIgnorePatterns: slow.map((file) => `/tests/${file.replaceAll('.', '\\.')}$`),
};
