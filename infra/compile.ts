/**
 * `npm run infra`: every Bicep file is checked with every rule, and what the compiler makes of them is written beside them:
 * the template as Azure takes it (azure.json), every resource of each size as it would be made (sizes/), and from what (compiled.json).
 * One warning, and nothing is written.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Each size, and one with everything chosen that is off by default. */
const SNAPSHOTS = ['small', 'medium', 'large', 'choices'] as const;
/** Made up: nobody's resources have these names. */
const PLACE = [
  ...['--tenant-id', 'a0000000-0000-4000-8000-000000000001'],
  ...['--subscription-id', 'a0000000-0000-4000-8000-000000000002'],
  ...['--resource-group', 'oakmill', '--location', 'uksouth'],
];

/** What was compiled from what: the test of staleness compares these, with or without a compiler. */
export interface Compiled {
  /** The compiler's version. */
  readonly bicep: string;
  /** Of every source, by its path in infra. */
  readonly sources: Readonly<Record<string, string>>;
  /** Of every file that was made. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Compiler {
  readonly path: string;
  readonly version: string;
}

/** `undefined` where there is none. `az bicep` keeps its own in the user's folder. */
export function findCompiler(env: NodeJS.ProcessEnv, further: readonly string[] = []): Compiler | undefined {
  for (const path of [env.BICEP ?? '', 'bicep', join(homedir(), '.azure/bin/bicep'), ...further]) {
    if (path === '') continue;
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    const version = status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
    if (version !== undefined) return { path, version };
  }
  return undefined;
}

const run = ({ path }: Compiler, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  return { ok: status === 0, stdout, stderr };
};

/** Line ends apart: a checkout on Windows is no change. */
const hashOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n')).digest('hex');

const hashes = (folder: string, patterns: string[]): Record<string, string> =>
  Object.fromEntries(
    globSync(patterns, { cwd: folder })
      .map((file) => file.replaceAll('\\', '/'))
      .sort()
      .map((file) => [file, hashOf(join(folder, file))]),
  );

/** @param folder infra */
export const sourcesOf = (folder: string): Record<string, string> =>
  hashes(folder, ['*.bicep', 'modules/*.bicep', 'sizes/*.bicepparam', 'bicepconfig.json', 'dashboard.json']);

export const outputsOf = (folder: string): Record<string, string> =>
  hashes(folder, ['azure.json', ...SNAPSHOTS.map((size) => `sizes/${size}.json`)]);

/** The template as Azure takes it, and what compiler and rules say about it. */
export function buildTemplate(compiler: Compiler, folder: string): { template: string; complaints: string[] } {
  const { ok, stdout, stderr } = run(compiler, ['build', join(folder, 'azure.bicep'), '--stdout']);
  if (!ok) throw new Error(stderr);
  return { template: alwaysTheSame(stdout), complaints: stderr.split('\n').filter((line) => line.trim() !== '') };
}

/** What the compiler makes, by path. It writes a snapshot beside its parameters and knows no other place. */
function snapshotsOf(compiler: Compiler, folder: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const size of SNAPSHOTS) {
    const made = run(compiler, ['snapshot', join(folder, `sizes/${size}.bicepparam`), '--mode', 'overwrite', ...PLACE]);
    if (!made.ok) throw new Error(made.stderr);
    const snapshot = join(folder, `sizes/${size}.snapshot.json`);
    outputs[`sizes/${size}.json`] = inOrder(readFileSync(snapshot, 'utf8'));
    rmSync(snapshot);
  }
  return outputs;
}

/** The compiler gives resources and outputs in an order that changes from run to run. */
function inOrder(snapshot: string): string {
  const { predictedResources, outputs, ...rest } = JSON.parse(snapshot) as {
    predictedResources: { id: string }[];
    outputs: Record<string, unknown>;
  };
  const ordered = {
    predictedResources: predictedResources.sort((one, other) => (one.id < other.id ? -1 : 1)),
    outputs: sorted(outputs),
    ...rest,
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/** The compiler writes some parts in an order that changes from run to run, and so does its hash of the whole. */
const IN_ANY_ORDER = ['@options', 'definitions'];
const alwaysTheSame = (template: string): string =>
  `${JSON.stringify(
    JSON.parse(template),
    (name, value: unknown) => {
      if (name === 'templateHash') return undefined;
      return IN_ANY_ORDER.includes(name) && typeof value === 'object' && value ? sorted(value) : value;
    },
    2,
  )}\n`;

const sorted = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));

function main(): number {
  const folder = import.meta.dirname;
  const compiler = findCompiler(process.env);
  if (compiler === undefined) {
    console.error('There is no Bicep compiler. Set BICEP to its path, or install it: az bicep install.');
    return 2;
  }
  const { template, complaints } = buildTemplate(compiler, folder);
  if (complaints.length > 0) {
    console.error(complaints.join('\n'));
    return 1;
  }
  const before = outputsOf(folder);
  const outputs = { 'azure.json': template, ...snapshotsOf(compiler, folder) };
  for (const [name, text] of Object.entries(outputs)) writeFileSync(join(folder, name), text);
  const after = outputsOf(folder);
  const compiled: Compiled = { bicep: compiler.version, sources: sourcesOf(folder), outputs: after };
  writeFileSync(join(folder, 'compiled.json'), `${JSON.stringify(compiled, undefined, 2)}\n`);
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  const files = Object.keys(compiled.sources).filter((name) => name.endsWith('.bicep')).length;
  console.log(
    `${files} files without a warning (Bicep ${compiled.bicep}); changed: ${changed.join(', ') || 'nothing'}.`,
  );
  return 0;
}

if (import.meta.main) process.exitCode = main();
