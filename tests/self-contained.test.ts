import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

const files = globSync('{src,tests,.config}/**/*.{ts,js,mjs}', { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(join(ROOT, file), 'utf8'),
}));

/** A path in quotes that goes up, from where the file stands or from the root. */
const upwards = (text: string): string[] =>
  [...text.matchAll(/['"`]((?:\.\.\/)+[\w./-]*)/g)].map(([, path]) => path ?? '');

const leaves = (folder: string, path: string): boolean => relative(ROOT, join(ROOT, folder, path)).startsWith('..');

test('a clone stands by itself: only one file looks for something beside the repository, and it says so', () => {
  const outside = files.flatMap(({ file, text }) =>
    upwards(text)
      .filter((path) => leaves(dirname(file), path) || /^(?:\.\.\/)+shared\b/.test(path))
      .map((path) => `${file}: ${path}`),
  );
  // The benches are told by a person what to read, and by default read the development set.
  expect(outside.filter((one) => !/^tests\/(?:bench\/|support\/shared\.ts)/.test(one))).toEqual([]);
  expect(outside).toContainEqual('tests/support/shared.ts: ../../../shared');
});
