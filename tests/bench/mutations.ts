import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../support/seeded.ts';

/** One small fault put into the product: this text of this line becomes that one. */
interface Mutation {
  readonly file: string;
  /** The line as it stands, by which it is found again after the file has moved. */
  readonly line: string;
  /** The lines before and after it, which tell two alike lines apart. */
  readonly around: readonly [string, string];
  readonly mutated: string;
}

interface Verdict extends Mutation {
  readonly verdict: 'killed' | 'survived' | 'no-test' | 'gone';
  readonly by: readonly string[];
}

/** What a slip of the hand might do. Each fault type-checks or not: tests run what node makes of it either way. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/ === /, ' !== '],
  [/ !== /, ' === '],
  [/ && /, ' || '],
  [/ \|\| /, ' && '],
  [/ < /, ' >= '],
  [/ > /, ' <= '],
  [/ <= /, ' > '],
  [/ >= /, ' < '],
  [/ \+ 1\b/, ' + 2'],
  [/ - 1\b/, ' - 2'],
  [/\btrue\b/, 'false'],
  [/\bfalse\b/, 'true'],
  [/if \(!/, 'if ('],
  [/\.some\(/, '.every('],
  [/\.every\(/, '.some('],
  [/\breturn undefined;/, 'return null as never;'],
  [/^(\s+)await .*;$/, '$1;'],
  [/'([a-z]+-[a-z-]+)'/, "'$1-not'"],
];

const OUT_OF_SCOPE = /^src\/(?:sandbox|store\/migrations|understanding\/model)\//;

/**
 * `npm run bench -- mutations --seed 1 --count 100 --write FILE`: puts faults into a copy of the product, one at a time, and
 * runs the tests that are nearest to each. `--again FILE` repeats the faults of an earlier run, wherever their lines stand by
 * now, and names those that were killed then and survive now. `--in REGEX` keeps to files of such a path.
 */
export default async function mutations(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '100' },
      tests: { type: 'string', default: '4' },
      write: { type: 'string' },
      again: { type: 'string' },
      tree: { type: 'string', default: '.' },
      in: { type: 'string', default: '' },
    },
  });
  const source = resolve(values.tree);
  const tree = copyOf(source);
  const before: readonly Verdict[] = values.again ? JSON.parse(readFileSync(values.again, 'utf8')) : [];
  const wanted: readonly Mutation[] = values.again ? before : chosen(tree, new RegExp(values.in), values);
  const near = nearestTests(tree);
  const verdicts: Verdict[] = [];
  for (const [at, mutation] of wanted.entries()) {
    // What no test noticed before need not be tried again.
    const was = before[at]?.verdict;
    if (was !== undefined && was !== 'killed') {
      verdicts.push({ ...mutation, verdict: was, by: [] });
      continue;
    }
    const verdict = tryOne(tree, mutation, near, Number(values.tests));
    verdicts.push(verdict);
    console.log(`${at + 1}/${wanted.length} ${verdict.verdict} ${verdict.file}: ${verdict.mutated.trim()}`);
    if (values.write) writeFileSync(values.write, JSON.stringify(verdicts, null, 1));
  }
  const lost = verdicts.filter(({ verdict }, at) => before[at]?.verdict === 'killed' && verdict !== 'killed');
  const killed = verdicts.filter(({ verdict }) => verdict === 'killed').length;
  console.log(`${killed} of ${verdicts.length} killed`);
  if (values.again) console.log(`${lost.length} killed before and not now`);
  for (const { file, line, verdict } of lost) console.log(`  ${verdict}: ${file}: ${line.trim()}`);
  rmSync(tree, { recursive: true, force: true });
  if (lost.length > 0) process.exitCode = 1;
}

/** The files that git knows, as they stand, in a folder of their own: the working tree is never touched. */
function copyOf(source: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'lanyard-mutations-'));
  run('sh', ['-c', `git ls-files -z | tar --null -T - -cf - | tar -xf - -C '${tree}'`], source);
  symlinkSync(resolve(source, 'node_modules'), join(tree, 'node_modules'));
  return tree;
}

function chosen(tree: string, where: RegExp, { seed, count }: { seed: string; count: string }): Mutation[] {
  const sites = globSync('src/**/*.ts', { cwd: tree })
    .sort()
    .filter((file) => !OUT_OF_SCOPE.test(file) && where.test(file))
    .flatMap((file) => sitesIn(file, readFileSync(join(tree, file), 'utf8')));
  const random = seeded(Number(seed));
  return Array.from({ length: Number(count) }, () => sites.splice(Math.floor(random() * sites.length), 1)[0]).filter(
    (site) => site !== undefined,
  );
}

function sitesIn(file: string, text: string): Mutation[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (/^\s*(?:\*|\/\/|\/\*|import|export \*|\} from|type |readonly )/.test(line)) return [];
    const around = [lines[at - 1] ?? '', lines[at + 1] ?? ''] as const;
    return SLIPS.filter(([slip]) => slip.test(line)).map(([slip, instead]) => ({
      file,
      line,
      around,
      mutated: line.replace(slip, instead),
    }));
  });
}

function tryOne(tree: string, mutation: Mutation, near: (file: string) => readonly string[], most: number): Verdict {
  const place = find(tree, mutation);
  if (!place) return { ...mutation, verdict: 'gone', by: [] };
  const tests = near(place.file).slice(0, most);
  if (tests.length === 0) return { ...mutation, verdict: 'no-test', by: [] };
  const path = join(tree, place.file);
  const text = readFileSync(path, 'utf8');
  const lines = text.split('\n');
  const indent = /^\s*/.exec(lines[place.at] ?? '')?.[0] ?? '';
  lines[place.at] = indent + mutation.mutated.trimStart();
  writeFileSync(path, lines.join('\n'));
  const result = spawnSync('npm', ['run', '-s', 'jest', '--', '--bail', '--silent', '--maxWorkers=1', ...tests], {
    cwd: tree,
    encoding: 'utf8',
    timeout: 600_000,
  });
  writeFileSync(path, text);
  return { ...mutation, file: place.file, verdict: result.status === 0 ? 'survived' : 'killed', by: tests };
}

/** Where a mutation's line stands now: in its own file, or in the one file that has the line with a neighbour. */
function find(tree: string, { file, line, around }: Mutation): { file: string; at: number } | undefined {
  const bare = line.trim();
  const candidates = globSync('src/**/*.ts', { cwd: tree }).flatMap((path) =>
    readFileSync(join(tree, path), 'utf8')
      .split('\n')
      .map((text, at, all) => ({
        file: path,
        at,
        matches: text.trim() === bare,
        score:
          Number(path === file) * 4 +
          Number(path.endsWith(file.split('/').at(-1) ?? file)) +
          Number((all[at - 1] ?? '').trim() === around[0].trim()) +
          Number((all[at + 1] ?? '').trim() === around[1].trim()),
      }))
      .filter(({ matches, score }) => matches && score > 0),
  );
  return candidates.sort((one, other) => other.score - one.score)[0];
}

/** For each source file the tests that reach it by imports: nearest first, those in a browser last. */
function nearestTests(tree: string): (file: string) => readonly string[] {
  const files = [...globSync('src/**/*.ts', { cwd: tree }), ...globSync('tests/**/*.ts', { cwd: tree })];
  const importsOf = new Map(files.map((file) => [file, imports(tree, file)]));
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  const steps = new Map(tests.map((test) => [test, distances(test, importsOf)]));
  const isSlow = (test: string): number => Number(/^tests\/(?:browser|playground)\//.test(test));
  return (file) =>
    tests
      .filter((test) => steps.get(test)?.has(file))
      .sort(
        (one, other) =>
          isSlow(one) - isSlow(other) ||
          (steps.get(one)?.get(file) ?? 0) - (steps.get(other)?.get(file) ?? 0) ||
          (steps.get(one)?.size ?? 0) - (steps.get(other)?.size ?? 0) ||
          (one < other ? -1 : 1),
      );
}

function distances(start: string, importsOf: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const found = new Map([[start, 0]]);
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift())
    for (const next of importsOf.get(file) ?? [])
      if (!found.has(next)) {
        found.set(next, (found.get(file) ?? 0) + 1);
        queue.push(next);
      }
  return found;
}

function imports(tree: string, file: string): readonly string[] {
  const text = readFileSync(join(tree, file), 'utf8');
  // A type is gone before a test runs; what is imported as one ties nothing.
  return [...text.matchAll(/(?:^|\n)(?:import|export)(?! type)[^'";]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/g)]
    .map((match) => relative(tree, join(tree, dirname(file), match[1] ?? match[2] ?? '')))
    .filter((path) => existsSync(join(tree, path)));
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
