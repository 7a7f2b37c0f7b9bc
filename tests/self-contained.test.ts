import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

const files = globSync('{src,tests,training,infra,.config}/**/*.{ts,js,mjs}', { cwd: ROOT }).map((file) => ({
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

/** What reads the path of a web address or of a database's, and knows of no file by its address. */
const WEB_PATHS = [
  'src/cli/data/database.ts',
  'src/cli/deploy/azure/service.ts',
  'src/cli/deploy/azure/web-app.ts',
  'src/cli/setup/tenant.ts',
  'src/cli/trial/server.ts',
  'src/platform/environment/environment.ts',
  'src/platform/graph/client.ts',
  'src/platform/keys/key-vault.ts',
  'src/platform/model/address.ts',
  'src/platform/postgres/address.ts',
  'src/platform/postgres/embedded/embedded.ts',
  'src/platform/postgres/make.ts',
  // The hook that it writes.
  'tests/bench/first-try.ts',
];

test('a folder may be called as its owner likes: the path of an address of a file is made by Node, both ways', () => {
  const ofFiles = /import\.meta\.url|pathToFileURL|fileURLToPath/;
  const readsPaths = files.filter(
    ({ file, text }) => /\bpathname\b/.test(text) && (file.startsWith('src/') || ofFiles.test(text)),
  );
  const known = new Set([...WEB_PATHS, 'tests/self-contained.test.ts']);
  expect(readsPaths.map(({ file }) => file).filter((file) => !known.has(file))).toEqual([]);
  expect(WEB_PATHS.filter((file) => !readsPaths.some((one) => one.file === file))).toEqual([]);
  const glued = /file:\/\/(?:\$\{|['"`]\s*\+)/;
  expect(files.filter(({ text }) => glued.test(text)).map(({ file }) => file)).toEqual([]);
});

test('npm scripts run in any shell: no variable before a command, no quotes, no program that only some systems have', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const ofAShell = /^\w+=|['"`$;|]|\b(?:sh|bash|rm|cp|mv|cat|env|export|mkdir|sed)\b/;
  expect(Object.entries(scripts).filter(([, script]) => ofAShell.test(script))).toEqual([]);
});
