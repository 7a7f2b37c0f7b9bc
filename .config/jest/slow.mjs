import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const TESTS = join(ROOT, 'tests');
/** The product, a browser, another process: a file that starts one is slow, and half of the time it waits for what it has started. */
const SLOW = ['src/app.ts', 'playwright-core', 'node:child_process'];

const known = new Map();

/** Read from what a test file imports, itself or through what else of `tests/` it imports. */
export function isSlow(file) {
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
