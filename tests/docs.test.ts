import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What the documents name is there: links, paths, commands. Who follows one must not end at nothing. */
const ROOT = resolve(import.meta.dirname, '..');

interface Page {
  readonly path: string;
  readonly text: string;
}

const pages: readonly Page[] = globSync(
  ['*.md', 'docs/*.md', 'src/**/*.md', '.github/**/*.{md,yml,json}', '.github/CODEOWNERS'],
  {
    cwd: ROOT,
  },
).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const isThere = (from: string, path: string): boolean => existsSync(join(ROOT, from, path));

/** All that `pattern` finds on all pages, with the page that says it. */
const named = (pattern: RegExp): readonly { readonly page: Page; readonly what: string }[] =>
  pages.flatMap((page) => [...page.text.matchAll(pattern)].map((match) => ({ page, what: match[1] ?? '' })));

const missing = (found: ReturnType<typeof named>, exists: (what: string, page: Page) => boolean): readonly string[] =>
  found.filter(({ what, page }) => !exists(what, page)).map(({ what, page }) => `${page.path}: ${what}`);

const scriptsOf = (text: string): ReadonlySet<string> =>
  new Set(Object.keys((JSON.parse(text) as { scripts: Readonly<Record<string, string>> }).scripts));

const FOLDERS = 'src|docs|tests|infra|env|appPackage|policies|\\.github|\\.config|\\.ci';

test('every page that people look for is there', () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/decisions.md']),
  );
});

test('every link to a file leads to it', () => {
  const links = named(/\]\((?!https?:|tel:|#)([^)#\s]+)(?:#[^)]*)?\)/g);
  expect(links.length).toBeGreaterThan(20);
  expect(missing(links, (link, { path }) => isThere(dirname(path), link))).toEqual([]);
});

test('every path in code marks is there', () => {
  const paths = named(new RegExp(`\`((?:${FOLDERS})/[^\`\\s*{}<>…]*)\``, 'g'));
  expect(paths.length).toBeGreaterThan(40);
  // What packaging makes is not in the repository.
  expect(missing(paths, (path) => path.startsWith('appPackage/build/') || isThere('', path))).toEqual([]);
});

test('every folder on the map of the README is there, and every folder of src is on it', () => {
  const map = /^src\/\n([\s\S]*?)^tests\//m.exec(pages.find(({ path }) => path === 'README.md')?.text ?? '')?.[1] ?? '';
  const rooms = map.split('\n').flatMap((line) => {
    const folders =
      line
        .match(/^ {2,4}((?:[a-z]+\/ ?)+)/)?.[1]
        ?.trim()
        .split(' ') ?? [];
    return folders.map((folder) => ({ folder, isInside: line.startsWith('    ') }));
  });
  let outer = '';
  const onMap = rooms.map(({ folder, isInside }) => {
    if (!isInside) outer = folder;
    return isInside ? `${outer}${folder}` : folder;
  });
  expect(onMap.filter((folder) => !isThere('src', folder))).toEqual([]);
  expect(
    globSync('*/', { cwd: join(ROOT, 'src') }).filter((folder) => !onMap.includes(`${folder.replace(/\/$/, '')}/`)),
  ).toEqual([]);
});

test('every npm script that is named can be run', () => {
  const scripts = scriptsOf(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const runs = named(/\bnpm (?:run (?:-s )?)?(?!run\b|ci\b|install\b|prune\b|comes\b|packages?\b)([a-z][a-z:-]*)/g);
  expect(runs.length).toBeGreaterThan(10);
  expect(missing(runs, (script) => scripts.has(script))).toEqual([]);
});

test('every bench that is named can be run', () => {
  expect(missing(named(/npm run bench -- ([a-z-]+)/g), (bench) => isThere('tests/bench', `${bench}.ts`))).toEqual([]);
});

test('every lanyard command that is named is one of the command line', () => {
  const source = readFileSync(join(ROOT, 'src/cli/lanyard.ts'), 'utf8');
  const commands = new Set([...source.matchAll(/\.command\('([a-z-]+)/g)].map((match) => match[1] ?? ''));
  const called = named(/(?:`lanyard |npm run lanyard -- |lanyard\.js )([a-z-]+)/g);
  expect(called.length).toBeGreaterThan(10);
  expect(missing(called, (command) => commands.has(command))).toEqual([]);
});

test('decisions are numbered without a gap, dated, and one that replaces another exists', () => {
  const { text = '' } = pages.find(({ path }) => path === 'docs/decisions.md') ?? {};
  const numbers = [...text.matchAll(/^## (\d{4}) · \S.*\n\n(\d{4}-\d\d-\d\d)\./gm)].map((match) => Number(match[1]));
  expect(numbers.length).toBe(text.match(/^## /gm)?.length);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const mentioned = [...text.matchAll(/\b(0\d{3})\b/g)].map((match) => Number(match[1]));
  expect(mentioned.filter((number) => number > numbers.length)).toEqual([]);
});

test('the first page for a DSL stays one that is read: three hundred words', () => {
  const { text = '' } = pages.find(({ path }) => path === 'docs/dsl.md') ?? {};
  const page = /^## Your first day\n[\s\S]*?(?=^## )/m.exec(text)?.[0] ?? '';
  const words = page.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  expect(words.length).toBeGreaterThan(200);
  expect(words.length).toBeLessThanOrEqual(300);
});

test('what needs a second pair of eyes is there, and the same for the reader as for GitHub', () => {
  const textOf = (path: string): string => pages.find((page) => page.path === path)?.text ?? '';
  const owned = [...textOf('.github/CODEOWNERS').matchAll(/^\/(\S+?)\/?$/gm)].map((match) => match[1] ?? '');
  const said = /## What needs a second pair of eyes\n([\s\S]*?)\n## /.exec(textOf('CONTRIBUTING.md'))?.[1] ?? '';
  expect(owned.length).toBeGreaterThan(8);
  expect(owned.filter((path) => !isThere('', path) || !said.includes(path))).toEqual([]);
});
